"""The ladder: what calls me, who is on duty, every thread that climbs."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from upstander.jobs import clocks, duty
from upstander.jobs import ladder as jobs
from upstander.jobs.mechanisms import doors
from upstander.jobs.taking import withheld
from upstander.records import wire_ladder
from upstander.records.checks import MISSING
from upstander.records.desk import Grade, Status
from upstander.records.errors import Usage
from upstander.records.ladder import StepId, Thread
from upstander.records.people import Viewer
from upstander.store.desk import reads as desk
from upstander.store.desk.actions import first_steps
from upstander.store.desk.climbing import proposed
from upstander.store.desk.duty import reads_roster
from upstander.web import desk_forms, sheets
from upstander.web.asked import page
from upstander.web.forms import attempt
from upstander.web.views.pages import done, everything, posted, saw, viewer_of

VERBS = ("take", "enter", "renew", "finish", "grade", "mark-imminent", "close", "open-lane", "close-lane")
CALLED = 10
"""How many threads that call a person stand before everything else: the inbox has all of them."""


@require_safe
def ladder(request: HttpRequest) -> HttpResponse:
    """What calls me first, who is on duty now and next, then every open thread; exercises apart."""
    viewer, now = viewer_of(request), timezone.now()
    if sheets.wanted(request):
        rows = everything(lambda number: desk.threads(viewer, open_only=True, status=Status.ACTUAL, page=number))
        return sheets.answer("ladder", wire_ladder.ThreadObject, map(wire_ladder.thread, rows))
    seen = partial(desk.threads, viewer, open_only=True, brief=True)
    threads, where = seen(status=Status.ACTUAL, page=page(request))
    called = desk.called(viewer, now, limit=CALLED)[0]
    apart = [*seen(status=Status.EXERCISE)[0], *seen(status=Status.TEST)[0]]
    ids = [each.id for each in (*called, *threads, *apart)]
    context = {
        "now": now,
        "names": desk.names(viewer, ids),
        "called": called,
        "proposed": proposed(viewer, ids),
        "threads": threads,
        "where": where,
        "exercises": apart,
        "roster": duty.outlook(viewer, now) if reads_roster(viewer) else None,
    }
    return render(request, "web/ladder.html", context)


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
        "first_steps": first_steps(viewer, thread=id),
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
