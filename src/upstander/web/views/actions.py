"""One action: its owner works on it here, and so does whoever works on its situation; others it touches read it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from upstander.jobs import actions as jobs
from upstander.records.desk import Status
from upstander.records.errors import UpstanderError
from upstander.records.people import RECEIVES, Viewer
from upstander.records.plans import Action, ActionState, Funding, NewAction
from upstander.respond import plans as rules
from upstander.store.desk import actions as desk
from upstander.store.desk import decided, reads
from upstander.web import plan_forms
from upstander.web.forms import attempt
from upstander.web.views.answers import carried_out, refused
from upstander.web.views.pages import done, saw, viewer_of

VERBS = (*jobs.WORDS, "block", "give", "show", "fund")


@require_safe
def action(request: HttpRequest, id: str) -> HttpResponse:
    """One action."""
    return show(request, id, "", None, 200)


def show(request: HttpRequest, id: str, verb: str, wrong: forms.Form | None, status: int) -> HttpResponse:
    """The page with a form for each thing that can be done now; `wrong` is the one to put right."""
    viewer, now = viewer_of(request), timezone.now()
    found = desk.action(viewer, id)
    saw(request, "action", id, found.situation)
    context = {
        "now": now,
        "action": found,
        "drill": "" if found.status is Status.ACTUAL else found.status,
        "decided": [each for each in decided.decided(viewer, alert=found.alert) if each.decision.stands]
        if found.alert
        else [],
        "sees": found.situation in viewer.grants,
        "overdue": found.open and rules.overdue(found, now),
        "unfunded": found.open and rules.unfunded(found),
        "ownerless": found.open and rules.ownerless(found),
        "forms": [
            (name, TITLES[name], wrong if name == verb else form_of(name, viewer)) for name in may(found, viewer)
        ],
        "wrong": wrong,
        "verb": verb,
    }
    return render(request, "web/action.html", context, status=status)


def may(found: Action, viewer: Viewer) -> list[str]:
    """What this viewer can do to the action as it stands."""
    try:
        rules.may_work_on(found, viewer)
    except UpstanderError:
        return []
    blocked, begun = found.state is ActionState.BLOCKED, found.started_at is not None
    plans = viewer.may(RECEIVES)
    open_now = {
        "start": not begun,
        "enter": True,
        "block": not blocked,
        "unblock": blocked,
        "finish": True,
        "fund": True,
        "give": plans,
        "show": plans,
        "drop": True,
    }
    return [name for name, able in open_now.items() if able]


FORMS: dict[str, Callable[..., forms.Form]] = {
    "block": plan_forms.Block,
    "give": plan_forms.Give,
    "show": plan_forms.Show,
    "fund": plan_forms.Fund,
}
TITLES = {
    "start": _("Its first step is done"),
    "enter": _("Write a follow-up"),
    "block": _("Say what blocks it"),
    "unblock": _("Say how the block was lifted"),
    "finish": _("It is done"),
    "fund": _("Say whether the money is there"),
    "give": _("Give it an owner"),
    "show": _("Show it to an institution that it touches"),
    "drop": _("Drop it, with a reason"),
}


def form_of(verb: str, viewer: Viewer, data: Any = None) -> forms.Form:
    """The form of a verb."""
    people = [reads.addressable(viewer)] if verb in {"give", "show"} else []
    return FORMS.get(verb, plan_forms.Words)(*people, data, auto_id=f"{verb}_%s")


@require_POST
def first(request: HttpRequest, id: str) -> HttpResponse:
    """Name what is done first, as whoever decided to act on an alert."""
    viewer = viewer_of(request)
    alert = reads.alert(viewer, id)
    rules.decided_to_act(alert, viewer)
    form = plan_forms.First(request.POST)
    if not form.is_valid():
        return refused(request, id, form)
    new = NewAction(alert=id, **form.cleaned_data)
    job = partial(jobs.plan, alert.situation, new, who=viewer, now=timezone.now())
    return carried_out(request, id, job, _("It is recorded."))


@require_POST
def act(request: HttpRequest, id: str, verb: str) -> HttpResponse:
    """Do one thing to an action."""
    viewer = viewer_of(request)
    desk.action(viewer, id)
    form = form_of(verb, viewer, request.POST)
    if form.is_valid():
        attempt(form, lambda: deed(verb, id, form.cleaned_data, viewer))
    if form.errors:
        return show(request, id, verb, form, 400)
    done(request, _("It is recorded."))
    return redirect("action", id=id)


def deed(verb: str, id: str, held: dict[str, Any], who: Viewer) -> None:
    """The job behind each verb."""
    now = timezone.now()
    if verb == "fund":
        jobs.fund(id, Funding(held["funding"]), held["means"], who=who, now=now)
    elif verb == "block":
        jobs.block(id, held["text"], held["lifted_by"], who=who, now=now)
    elif verb == "give":
        jobs.give(id, held["owner"], who=who, now=now)
    elif verb == "show":
        jobs.show(id, held["person"], who=who, now=now)
    else:
        jobs.WORDS[verb](id, held["text"], who=who, now=now)
