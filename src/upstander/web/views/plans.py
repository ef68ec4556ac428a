"""Plans: everything that is to be done and lists itself, and the plan of one situation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from upstander.jobs import lessons, one_plan
from upstander.jobs import plans as jobs
from upstander.jobs import promises as promising
from upstander.jobs.actions import plan as plan_action
from upstander.jobs.offers import offer
from upstander.records import wire_plans as wire
from upstander.records.desk import AlertStage, Situation, Status
from upstander.records.errors import Unknown
from upstander.records.people import RECEIVES, Viewer
from upstander.records.plans import Finding
from upstander.respond.one_plan import Plan
from upstander.store.desk import actions, plans, promises
from upstander.store.desk import reads as desk
from upstander.web import plan_forms, sheets
from upstander.web.forms import attempt
from upstander.web.views.pages import done, saw, viewer_of
from upstander.web.views.situations import found_here


@require_safe
def all_plans(request: HttpRequest) -> HttpResponse:
    """Every action that the viewer may see: what is late, stuck, poor or nobody's first; nothing of an exercise."""
    viewer, now = viewer_of(request), timezone.now()
    if sheets.wanted(request):
        rows = actions.actions(viewer, status=Status.ACTUAL)
        return sheets.answer("actions", wire.ActionObject, map(wire.action, rows))
    lists = jobs.overview(viewer, now)
    drills = [each for each in actions.actions(viewer, open_only=True) if each.status is not Status.ACTUAL]
    context = {"now": now, "today": now.date(), "lists": lists, "exercises": drills}
    return render(request, "web/plans.html", context)


@require_safe
def plan(request: HttpRequest, iso3: str, id: str) -> HttpResponse:
    """What is done about one situation."""
    return show(request, iso3, id, {})


def show(request: HttpRequest, iso3: str, id: str, bound: Mapping[str, forms.Form]) -> HttpResponse:
    """The page; `bound` holds a form that has to be put right."""
    viewer, now = viewer_of(request), timezone.now()
    found = found_here(viewer, iso3, id)
    if sheets.wanted(request):
        return sheets.answer(
            f"promises-{id}", wire.CommitmentObject, map(wire.commitment, promises.commitments(viewer, id))
        )
    saw(request, "situation", id, id)
    plan, may, drill = one_plan.show(viewer, id, now), viewer.may(RECEIVES), found.status is not Status.ACTUAL
    held = {name: deed.form(viewer, found, None) for name, deed in DEEDS.items()} if may else {}
    if may and request.GET.get("alert"):
        held["act"].initial["alert"] = request.GET["alert"]
    context = {
        "now": now,
        "today": now.date(),
        "situation": found,
        "drill": found.status if drill else "",
        "plan": plan,
        "decided": [(each, plan.first(each), plan.following(each)) for each in plan.decided],
        "considered": considered(plan),
        "promise_forms": {verb: promise_verb(verb, viewer) for verb in PROMISE} if may else {},
        "look": plan_forms.Look(auto_id=False) if may else None,
        "forms": held | dict(bound),
        "titles": TITLES,
        "wrong": next(iter(bound.values()), None),
    }
    return render(request, "web/plan.html", context, status=400 if bound else 200)


def considered(plan: Plan) -> list[tuple[Any, list[Any]]]:
    """The options by list, each with the actions planned from it."""
    found = plan.considered()
    return [(title, [(option, taken) for name, option, taken in found if name == place]) for place, title in PLACES]


PLACES = (
    ("options", _("Options, in the order of the rules")),
    ("needs_consent", _("An ask for diplomacy first")),
    ("withheld", _("Held back for safety")),
    ("not_offered", _("Never offered, and why")),
)
"""What the lists of options are called."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that is added to a plan: its form and its job."""

    form: Callable[[Viewer, Situation, Any], forms.Form]
    job: Callable[[str, Any, Viewer], object]


def action_form(viewer: Viewer, found: Situation, data: Any) -> forms.Form:
    """The form for an action, with the options that the rules offer here."""
    people, options = desk.addressable(viewer), offer(viewer, found.id).options
    alerts, _where = desk.alerts(viewer, situation=found.id, stage=AlertStage.ISSUED)
    return plan_forms.PlanAction(people, options, alerts, data, prefix="act")


def add_action(id: str, form: Any, who: Viewer) -> object:
    """Plan it."""
    return plan_action(id, form.action(), who=who, now=timezone.now())


def promise_form(viewer: Viewer, found: Situation, data: Any) -> forms.Form:  # noqa: ARG001  each is made alike
    """The form for a promise."""
    return plan_forms.Promise(desk.addressable(viewer), data, prefix="promise")


def add_promise(id: str, form: Any, who: Viewer) -> object:
    """Note it."""
    return promising.make(id, **form.promise(), who=who, now=timezone.now())


def conclude_form(viewer: Viewer, found: Situation, data: Any) -> forms.Form:
    """The form for an outcome."""
    return plan_forms.Conclude(desk.threads(viewer, situation=found.id)[0], data, prefix="conclude")


def add_outcome(id: str, form: Any, who: Viewer) -> object:  # noqa: ARG001  the thread says where
    """Write it down."""
    jobs.conclude(**form.cleaned_data, who=who, now=timezone.now())
    return True


def learn_form(viewer: Viewer, found: Situation, data: Any) -> forms.Form:  # noqa: ARG001  each is made alike
    """The form for a lesson."""
    return plan_forms.Learn(desk.addressable(viewer), data, prefix="learn")


def add_lesson(id: str, form: Any, who: Viewer) -> object:
    """Note it."""
    return lessons.write(id, **form.cleaned_data, who=who, now=timezone.now())


DEEDS: dict[str, Deed] = {
    "act": Deed(action_form, add_action),
    "promise": Deed(promise_form, add_promise),
    "conclude": Deed(conclude_form, add_outcome),
    "learn": Deed(learn_form, add_lesson),
}
TITLES = {
    "act": _("Plan an action"),
    "promise": _("Note a promise"),
    "conclude": _("Write down what came of it"),
    "learn": _("Note a lesson"),
    "follow-up": _("Follow it up"),
    "keep": _("It was kept"),
    "break": _("It was broken"),
}


@require_POST
def add(request: HttpRequest, iso3: str, id: str, deed: str) -> HttpResponse:
    """Add something to a plan; what is refused comes back with the page, as it was typed."""
    viewer, what = viewer_of(request), DEEDS[deed]
    found = found_here(viewer, iso3, id)
    form = what.form(viewer, found, request.POST)
    if form.is_valid() and attempt(form, lambda: what.job(id, form, viewer)) is not None:
        done(request, _("It is recorded."))
        return redirect("plan", iso3=iso3, id=id)
    return show(request, iso3, id, {deed: form})


@require_POST
def promise(request: HttpRequest, id: str, verb: str) -> HttpResponse:
    """Follow a promise up, or say that it was kept or broken."""
    viewer, now = viewer_of(request), timezone.now()
    found = promises.commitment(viewer, id)
    form = promise_verb(verb, viewer, request.POST)
    return said(request, found.situation, form, lambda _held: PROMISE[verb](id, form, viewer, now))


PROMISE: Mapping[str, Callable[[str, Any, Viewer, datetime], None]] = {
    "follow-up": lambda id, form, who, now: promising.follow_up(id, **form.entry(), who=who, now=now),
    "keep": lambda id, form, who, now: promising.keep(id, form.cleaned_data["evidence"], who=who, now=now),
    "break": lambda id, form, who, now: promising.break_(id, form.cleaned_data["evidence"], who=who, now=now),
}
"""What can be done to a promise."""


def promise_verb(verb: str, viewer: Viewer, data: Any = None) -> forms.Form:
    """The form of what is done to a promise."""
    if verb == "follow-up":
        return plan_forms.FollowUp(desk.addressable(viewer), data, auto_id=False)
    return plan_forms.Evidence(data, auto_id=False)


@require_POST
def look(request: HttpRequest, id: str) -> HttpResponse:
    """Say what a look back found."""
    viewer, now = viewer_of(request), timezone.now()
    situation = next((each.situation for each in plans.look_backs(viewer) if each.id == id), "")
    form = plan_forms.Look(request.POST)
    return said(
        request,
        situation,
        form,
        lambda held: jobs.look_back(id, Finding(held["finding"]), held["text"], who=viewer, now=now),
    )


@require_POST
def learned(request: HttpRequest, id: str) -> HttpResponse:
    """Say that the change of a lesson is made."""
    viewer, now = viewer_of(request), timezone.now()
    situation = next((each.situation for each in plans.lessons(viewer) if each.id == id), "")
    return said(request, situation, forms.Form(request.POST), lambda _held: lessons.learned(id, who=viewer, now=now))


def said(request: HttpRequest, situation: str, form: forms.Form, job: Callable[[Any], None]) -> HttpResponse:
    """Do what a small form of the plan's page says; Unknown if what it is about is not open to the viewer."""
    if not situation:
        raise Unknown("There is no such entry, or it is not open to you.")
    found = desk.situation(viewer_of(request), situation)
    if form.is_valid():
        attempt(form, lambda: job(form.cleaned_data))
    if form.errors:
        return show(request, found.iso3, found.id, {"": form})
    done(request, _("It is recorded."))
    return redirect("plan", iso3=found.iso3, id=found.id)
