"""The ladder: what calls me, every thread that climbs, the clocks of the chain, who is on duty."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from upstander.jobs import clocks, duty, first_steps
from upstander.jobs import ladder as jobs
from upstander.jobs.mechanisms import doors
from upstander.jobs.taking import withheld
from upstander.records import wire_ladder
from upstander.records.checks import MISSING
from upstander.records.desk import Grade, Status
from upstander.records.errors import Usage
from upstander.records.ladder import StepId, Thread
from upstander.records.people import Role, Viewer
from upstander.records.reasons import unread
from upstander.store.desk import reads as desk
from upstander.store.desk.climbing import proposed
from upstander.web import desk_forms, sheets
from upstander.web.asked import page
from upstander.web.forms import attempt
from upstander.web.views.pages import done, everything, posted, saw, viewer_of

VERBS = ("take", "enter", "renew", "finish", "grade", "mark-imminent", "close", "open-lane", "close-lane")


@require_safe
def ladder(request: HttpRequest) -> HttpResponse:
    """What calls me first, then every open thread; exercises apart."""
    return show(request, None, 200)


def show(request: HttpRequest, form: desk_forms.OnDuty | None, status: int) -> HttpResponse:
    """The page, with the roster's form for those who keep it."""
    viewer, now = viewer_of(request), timezone.now()
    if sheets.wanted(request):
        rows = everything(lambda number: desk.threads(viewer, open_only=True, status=Status.ACTUAL, page=number))
        return sheets.answer("ladder", wire_ladder.ThreadObject, map(wire_ladder.thread, rows))
    threads, where = desk.threads(viewer, open_only=True, status=Status.ACTUAL, page=page(request))
    drills = desk.threads(viewer, open_only=True, status=Status.EXERCISE)[0]
    called, tests = desk.called(viewer, now)[0], desk.threads(viewer, open_only=True, status=Status.TEST)[0]
    keeps, medians = viewer.may([Role.FOCAL_POINT]), clocks.medians(viewer, now)
    context = {
        "now": now,
        "names": desk.names(viewer, [each.id for each in (*called, *threads, *drills, *tests)]),
        "called": called,
        "proposed": proposed(viewer, [each.id for each in (*called, *threads, *drills, *tests)]),
        "threads": threads,
        "where": where,
        "exercises": [*drills, *tests],
        "tallies": medians.tallies,
        "unread": unread(medians.unread),
        "shifts": desk.shifts(viewer, now),
        "gaps": duty.uncovered(viewer, now) if viewer.roles else [],
        "form": (form or desk_forms.OnDuty(desk.addressable(viewer))) if keeps else None,
    }
    return render(request, "web/ladder.html", context, status=status)


@require_safe
def thread(request: HttpRequest, id: str) -> HttpResponse:
    """One thread."""
    return show_thread(request, id, desk_forms.Climb(), 200)


def show_thread(request: HttpRequest, id: str, form: desk_forms.Climb, status: int) -> HttpResponse:
    """The page of a thread: its steps, what the ladder did, what people wrote, what can be done."""
    viewer, now = viewer_of(request), timezone.now()
    found = desk.thread(viewer, id)
    saw(request, "thread", id, found.situation)
    context = {
        "now": now,
        "thread": found,
        "situation": desk.situation(viewer, found.situation),
        "drill": "" if found.status is Status.ACTUAL else found.status,
        "names": desk.names(viewer, [id]),
        "alerts": desk.alerts(viewer, thread=id)[0],
        "proposed": proposed(viewer, [id]).get(id),
        "events": desk.events(viewer, id),
        "first_steps": first_steps.of_thread(viewer, id, now),
        "entries": desk.entries(viewer, id),
        "readings": clocks.of_one(viewer, found, now),
        "hurried": clocks.hurried(viewer, found, now),
        "knocks": desk.knocks(viewer, id),
        "named": {each.id: each.name for each in doors()},
        "form": form if viewer.roles and found.closed_at is None else None,
        "withheld": withheld(viewer, found),
        "grades": list(Grade),
    }
    return render(request, "web/thread.html", context, status=status)


@require_POST
def act(request: HttpRequest, id: str, verb: str) -> HttpResponse:
    """Do one thing to a thread."""
    viewer = viewer_of(request)
    found = desk.thread(viewer, id)
    form = desk_forms.Climb(posted(request))
    if form.is_valid():
        attempt(form, lambda: deed(verb, found, form, viewer))
    if form.errors:
        return show_thread(request, id, form, 400)
    done(request, _("It is recorded."))
    return redirect("thread", id=id)


def deed(verb: str, found: Thread, form: desk_forms.Climb, who: Viewer) -> None:
    """The job behind each verb."""
    now, held = timezone.now(), form.cleaned_data
    step = StepId(held["step"]) if held["step"] else StepId.ACKNOWLEDGE
    deeds: dict[str, Callable[[], None]] = {
        "take": lambda: jobs.take(found.id, step, who=who, now=now),
        "enter": lambda: jobs.enter(found.id, step, held["text"], who=who, now=now),
        "renew": lambda: jobs.renew(found.id, step, held["text"], who=who, now=now),
        "finish": lambda: jobs.finish(found.id, step, held["text"], who=who, now=now),
        "grade": lambda: jobs.grade(found.id, chosen(held["grade"]), who=who, now=now),
        "mark-imminent": lambda: jobs.mark_imminent(found.id, who=who, now=now),
        "open-lane": lambda: jobs.open_lane(found.id, who=who, now=now),
        "close-lane": lambda: jobs.close_lane(found.id, held["reason"], who=who, now=now),
        "close": lambda: jobs.close(found.id, held["reason"], who=who, now=now),
    }
    deeds[verb]()


def chosen(grade: str) -> Grade:
    """The grade that somebody chose; nobody's silence is a grade."""
    if not grade:
        raise Usage(MISSING, "grade")
    return Grade(grade)


@require_POST
def put_on(request: HttpRequest) -> HttpResponse:
    """Put somebody on duty."""
    viewer = viewer_of(request)
    duty.keeps_roster(viewer)
    form = desk_forms.OnDuty(desk.addressable(viewer), posted(request))
    if form.is_valid():
        held = form.cleaned_data
        shift = int(held["person"]), Role(held["role"]), held["begins"], held["ends"]
        now, turn = timezone.now(), held["deputy"]
        attempt(form, lambda: duty.put_on(*shift, who=viewer, now=now, deputy=turn))
    if form.errors:
        return show(request, form, 400)
    done(request, _("The roster is changed."))
    return redirect("ladder")


@require_POST
def take_off(request: HttpRequest, id: str) -> HttpResponse:
    """Take a shift off the roster."""
    duty.take_off(id, who=viewer_of(request), now=timezone.now())
    done(request, _("The roster is changed."))
    return redirect("ladder")
