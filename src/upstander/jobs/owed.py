"""What waits for a person besides alerts: each room that can ask somebody for something adds its question here."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from upstander.jobs.alarms import asks as alarms
from upstander.jobs.drills import asked as drills
from upstander.jobs.erasure import PAGE as RECORDS
from upstander.jobs.erasure import asks as records
from upstander.jobs.ladder import ladders
from upstander.jobs.missed import asks as missed
from upstander.jobs.notices import SAYINGS
from upstander.jobs.owed_alerts import reviews
from upstander.jobs.owed_answers import answers
from upstander.jobs.owed_roster import swaps, to_close, to_second, unjudged, watched
from upstander.jobs.plans import owed as plans
from upstander.jobs.unowned import asks as rung
from upstander.lib.text import Sentence, mark
from upstander.records.desk import Status
from upstander.records.ladder import Happening, Ladder, Step, Thread
from upstander.records.owed import Owed, Standing, in_order
from upstander.records.people import Viewer
from upstander.respond.climb import next_due
from upstander.store.desk import calls, queue
from upstander.store.desk.drills import silent

logger = logging.getLogger(__name__)

Question = Callable[[Viewer, datetime], list[Owed]]

GO_ON = mark("You own this step: finish it, or leave an entry before it lapses.")
UNSHOWN = mark("A part of your inbox cannot be shown: tell an administrator, and look into its room yourself.")


MOST = 50
"""Steps of the ladder that are read for one person, the soonest due first."""

AT_ONCE = 15
"""How many of them a page shows beside the alerts: whoever is called for more begins with these."""


def steps(viewer: Viewer, now: datetime) -> list[Owed]:
    """Steps of the ladder that call this person, or that they own."""
    return answered(own_steps, viewer, now)


def answered(question: Question, viewer: Viewer, now: datetime) -> list[Owed]:
    """What a question finds; a line that says so where it fails: what is damaged must not hide the rest."""
    try:
        return question(viewer, now)
    except queue.UNREACHABLE:
        raise
    except Exception as error:  # noqa: BLE001  whatever is wrong in one room
        return [unshown(question, error)]


def unshown(question: Question, error: Exception) -> Owed:
    """The line that stands for what cannot be shown."""
    logger.error("A part of an inbox cannot be made (%s, %s).", question.__name__, type(error).__name__)
    page = "/ladder/" if question is own_steps else "/waiting/"
    return Owed(Sentence(UNSHOWN), "", page, "", Status.ACTUAL)


def own_steps(viewer: Viewer, now: datetime) -> list[Owed]:
    """The same, where nothing is damaged."""
    return soonest(viewer, now, MOST)[0]


def soonest(viewer: Viewer, now: datetime, most: int) -> tuple[list[Owed], tuple[int, int]]:
    """So many of these steps, the soonest due first; how many there are that are real, and how many of them late."""
    (held, counted), (played, _) = (calls.called(viewer, now, real=real, limit=most) for real in (True, False))
    rules = ladders({thread.situation for thread in (*held, *played)})
    found = [
        one_step(thread, step, now, standing(viewer, thread, step, now, rules), mine=step.owner == viewer.person)
        for thread in (*held, *played)
        for step in thread.open_steps
        if step.owner == viewer.person or (not step.owner and viewer.person in step.called)
    ]
    return found, counted


def standing(viewer: Viewer, thread: Thread, step: Step, now: datetime, rules: Mapping[str, Ladder]) -> Standing:
    """Where they stand on the step, and when it goes to the next person."""
    due = next_due(step, thread, rules[thread.situation], ())
    turn = step.called.index(viewer.person) + 1 if viewer.person in step.called else 0
    return Standing(step.id, turn, due[0] if due and due[0] > now else None)


def one_step(thread: Thread, step: Step, now: datetime, stands: Standing, *, mine: bool) -> Owed:
    """A step as a line of the inbox."""
    ask, late = Sentence(GO_ON if mine else SAYINGS[Happening.CALLED]), step.due_at <= now
    where = thread.title, f"/ladder/{thread.id}/", thread.situation, thread.status
    return Owed(ask, *where, step.due_at, late, thread.grade, stands, thread.id)


QUESTIONS: tuple[Question, ...] = (
    steps,
    drills,
    answers,
    reviews,
    plans,
    missed,
    swaps,
    watched,
    unjudged,
    rung,
    to_second,
    to_close,
    alarms,
    records,
)
"""Every room that can ask a person for something."""


def owed(viewer: Viewer, now: datetime) -> list[Owed]:
    """Everything else that waits for this viewer: the real first, the earliest deadline first.

    A drill that is over or paused asks nothing but what becomes of its records.
    """
    found = [*steps(viewer, now), *besides(viewer, now)]
    played = {each.situation for each in found if each.status is Status.EXERCISE}
    quiet = silent(played) if played else frozenset()
    return in_order([each for each in found if each.situation not in quiet or each.path == RECORDS])


def besides(viewer: Viewer, now: datetime) -> list[Owed]:
    """All of it but the ladder's steps, of which there may be very many."""
    return [each for question in QUESTIONS if question is not steps for each in answered(question, viewer, now)]


def on_page(viewer: Viewer, now: datetime) -> tuple[list[Owed], int, int]:
    """What a page shows of all this; how much there is that is real, and how much of that is late."""
    found = besides(viewer, now)
    try:
        shown, counted = soonest(viewer, now, AT_ONCE)
    except queue.UNREACHABLE:
        raise
    except Exception as error:  # noqa: BLE001  what is damaged must not hide the rest
        shown, counted = [unshown(own_steps, error)], calls.calls(viewer, now)
    return in_order([*shown, *found]), *together(counted, found)


def together(counted: tuple[int, int], found: list[Owed]) -> tuple[int, int]:
    """Steps and all else that is real: how much, and how much of it late."""
    real = [each for each in found if each.status is Status.ACTUAL]
    return counted[0] + len(real), counted[1] + sum(each.overdue for each in real)


def count(viewer: Viewer, now: datetime) -> tuple[int, int]:
    """How much of it is real, and how much of that is late: all steps are counted, also those that are not shown."""
    return together(calls.calls(viewer, now), besides(viewer, now))
