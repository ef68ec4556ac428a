"""The clocks of every thread a viewer may see, and how they stand together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from upstander.jobs.ladder import ladder, ladders
from upstander.learn.rooms import on_clock
from upstander.lib.text import Sentence, mark
from upstander.records.desk import Grade, Status
from upstander.records.ladder import Thread
from upstander.records.people import Viewer
from upstander.respond.clocks import Reading, Tally, as_stood, moments, readings, tallies
from upstander.store.desk import runs
from upstander.store.desk import threads as desk
from upstander.store.desk.drills import pauses
from upstander.store.desk.people import viewer_of
from upstander.store.desk.triggers import rung
from upstander.warn.proposed import RANG

Answers = Mapping[str, Mapping[str, datetime | None]]
"""By thread: when its alert was issued, first acknowledged, first decided."""

HEARD_AS = {
    Grade.WARNING: mark("It was heard again as a warning: its hours are those of a warning until it is graded anew."),
    Grade.IMMINENT: mark("It was heard again as imminent: its hours are those of imminent until it is graded anew."),
}
SAID_SO = mark("%(name)s said that it is imminent.")


@dataclass(frozen=True, slots=True)
class Timed:
    """A thread with its clocks."""

    thread: Thread
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Medians:
    """Each clock over many threads; `unread`: how many more are damaged, and counted in none of them."""

    tallies: tuple[Tally, ...]
    unread: int


def timed(viewer: Viewer, now: datetime, status: Status = Status.ACTUAL) -> list[Timed]:
    """Every visible thread of this status with its clocks, newest first: exercises never count as real."""
    return measured(desk.milestones(viewer, status), desk.answers(viewer), now)


def of_one(viewer: Viewer, thread: Thread, now: datetime) -> tuple[Reading, ...]:
    """The clocks of one thread."""
    (found,) = measured([thread], desk.answers(viewer, thread.id), now)
    return found.readings


def hurried(viewer: Viewer, thread: Thread, now: datetime) -> tuple[Sentence, ...]:
    """That a graver word shortened the hours of a thread, and whose: a trigger's with its reasons, or a person's."""
    if thread.urged is None:
        return ()
    heard = Sentence(HEARD_AS[thread.urged])
    for each in rung(viewer, thread.situation):
        if each.thread == thread.id and each.grade is thread.urged:
            return heard, Sentence(RANG, {"name": each.trigger, "title": each.title}), *each.reasons
    person = thread.lane_asked_by
    return (heard, Sentence(SAID_SO, {"name": viewer_of(person, now).name})) if person else (heard,)


def measured(threads: Iterable[Thread], answers: Answers, now: datetime) -> list[Timed]:
    """Threads with their clocks, each by the rules of its situation; once a thread is closed they run no further."""
    held = list(threads)
    rules = ladders({thread.situation for thread in held})
    kept = runs.kept(held)
    stood = pauses({each.situation for each in held if each.status is Status.EXERCISE}, now)

    def timed(thread: Thread) -> Timed:
        found, until = moments(thread, answers.get(thread.id, {})), min(now, thread.closed_at or now)
        if thread.situation in stood:
            its_clock = partial(on_clock, stood[thread.situation])
            found, until = found.put(its_clock), its_clock(until)
        computed = readings(rules[thread.situation], found, thread.grade, thread.lane, until)
        return Timed(thread, as_stood(computed, kept.get(thread.id, ())))

    return [timed(thread) for thread in held]


def medians(viewer: Viewer, now: datetime, status: Status = Status.ACTUAL) -> Medians:
    """Each clock over all visible threads of this status."""
    return together(viewer, timed(viewer, now, status), status)


def together(viewer: Viewer, found: Sequence[Timed], status: Status = Status.ACTUAL) -> Medians:
    """The same of threads that are read already: all that the viewer may see."""
    rows = tallies(ladder(), [reading for each in found for reading in each.readings])
    return Medians(rows, desk.total(viewer, status) - len(found))
