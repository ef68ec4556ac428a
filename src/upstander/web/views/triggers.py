"""Triggers: what rings, how each did on the past, how much it interrupts; switched, and kept silent with a reason."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upstander.jobs import trigger_book, unowned
from upstander.jobs import triggers as jobs
from upstander.records.people import Viewer
from upstander.store.desk import reads as desk
from upstander.warn import spelled
from upstander.web import rule_forms, sheets, tasks
from upstander.web.forms import attempt
from upstander.web.views.pages import done, posted, viewer_of

VERBS = ("on", "off", "back-run")


@require_http_methods(["GET", "HEAD", "POST"])
def triggers(request: HttpRequest) -> HttpResponse:
    """Every trigger, and what rang this week where the viewer sees; a text that is sent is added, or changes one."""
    viewer, now = viewer_of(request), timezone.now()
    form = rule_forms.TriggerText(posted(request)) if viewer.may(jobs.KEEPS) else None
    if request.method == "POST":
        jobs.keeps_triggers(viewer)
        if form and form.is_valid():
            name = attempt(form, lambda: jobs.load(form.cleaned_data["text"], who=viewer, now=now))
            if name is not None:
                done(request, _("The text is kept. It is off until it was played over the past and is switched on."))
                return redirect("trigger", name=name)
    book = trigger_book.book(viewer, now)
    if sheets.wanted(request):
        return sheets.answer("triggers", trigger_book.TriggerObject, map(trigger_book.wired, book))
    context = {"book": book, "week": trigger_book.week(viewer, now), "now": now, "form": form}
    context |= {"broken": trigger_book.broken(viewer), "waiting": unowned.waiting(viewer), "keeps": form is not None}
    return render(request, "web/triggers.html", context, status=400 if form and form.errors else 200)


@require_safe
def trigger(request: HttpRequest, name: str) -> HttpResponse:
    """One trigger."""
    return show(request, name, None, 200)


def show(request: HttpRequest, name: str, form: rule_forms.Suppress | None, status: int) -> HttpResponse:
    """The page, with its buttons for those who keep the triggers."""
    viewer, now = viewer_of(request), timezone.now()
    found = trigger_book.entry(viewer, name, now)
    one = found.listed.trigger
    context = {
        "entry": found,
        "told": found.on(request.GET.get("basis", "")),
        "trigger": one,
        "heading": spelled.heading(one),
        "conditions": spelled.conditions(one),
        "rung": [each for each in (*desk.rung(viewer), *desk.unowned(viewer)) if each.trigger == name],
        "keeps": viewer.may(jobs.KEEPS),
        "may_play": viewer.may(jobs.PLAYS),
        "in_the_queue": tasks.being_played(name),
        "form": (form or rule_forms.Suppress()) if viewer.may(jobs.KEEPS) else None,
    }
    return render(request, "web/trigger.html", context, status=status)


@require_POST
def switch(request: HttpRequest, name: str, verb: str) -> HttpResponse:
    """Switch it, or let the worker play it over the past."""
    who, now = viewer_of(request), timezone.now()
    deeds: dict[str, Callable[[], object]] = {
        "on": lambda: jobs.switch_on(name, who=who, now=now),
        "off": lambda: jobs.switch_off(name, who=who, now=now),
        "back-run": lambda: play(name, who),
    }
    said = {
        "on": _("It is on: it rings from now on."),
        "off": _("It is off."),
        "back-run": _("It is being played over the past. Open this page again in a minute or two."),
    }
    deeds[verb]()
    done(request, said[verb])
    return redirect("trigger", name=name)


def play(name: str, who: Viewer) -> None:
    """Put off a back-run; the worker keeps it in this person's name."""
    jobs.plays_triggers(who)
    jobs.find(name)
    if not tasks.being_played(name):
        tasks.back_run.enqueue(name, who.person)


@require_POST
def suppress(request: HttpRequest, name: str) -> HttpResponse:
    """Keep it silent for a while, with a reason."""
    viewer = viewer_of(request)
    jobs.keeps_triggers(viewer)
    jobs.find(name)
    form = rule_forms.Suppress(request.POST)
    if form.is_valid():
        held, now = form.cleaned_data, timezone.now()
        attempt(
            form,
            lambda: jobs.suppress(name, held["reason"], held["until"], who=viewer, now=now, iso3=held["iso3"]),
        )
    if form.errors:
        return show(request, name, form, 400)
    done(request, _("It is kept silent. What would have rung is kept all the same."))
    return redirect("trigger", name=name)


@require_POST
def unsuppress(request: HttpRequest, id: str) -> HttpResponse:
    """End a silence before its time."""
    name = jobs.unsuppress(id, who=viewer_of(request), now=timezone.now())
    done(request, _("The silence is over."))
    return redirect("trigger", name=name)


@require_POST
def dismiss(request: HttpRequest, id: str) -> HttpResponse:
    """Say why no situation is opened where it rang."""
    jobs.dismiss(id, request.POST.get("reason", ""), who=viewer_of(request), now=timezone.now())
    done(request, _("Your reason is kept. What rings there anew asks anew."))
    return redirect("triggers")
