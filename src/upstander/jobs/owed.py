"""What waits for a person besides alerts: each room that can ask somebody for something adds its question here."""

from collections.abc import Callable
from datetime import datetime

from upstander.jobs.drills import asked as drills
from upstander.jobs.missed import asks as missed
from upstander.jobs.owed_alerts import reviews
from upstander.jobs.owed_answers import answers
from upstander.jobs.owed_roster import swaps, to_second, watched
from upstander.jobs.plans import owed as plans
from upstander.lib.text import Sentence, mark
from upstander.records.desk import Status
from upstander.records.ladder import Step, Thread
from upstander.records.owed import Owed, in_order
from upstander.records.people import Viewer
from upstander.store.desk import threads

Question = Callable[[Viewer, datetime], list[Owed]]

TAKE = mark("The ladder calls you: take this step, or it goes to the next person.")
GO_ON = mark("You own this step: finish it, or leave an entry before it lapses.")


def steps(viewer: Viewer, now: datetime) -> list[Owed]:
    """Steps of the ladder that call this person, or that they own."""
    return [
        one_step(thread, step, now, mine=step.owner == viewer.person)
        for real in (True, False)
        for thread in threads.called(viewer, real=real)
        for step in thread.open_steps
        if step.owner == viewer.person or (not step.owner and viewer.person in step.called)
    ]


def one_step(thread: Thread, step: Step, now: datetime, *, mine: bool) -> Owed:
    """A step as a line of the inbox."""
    late = step.due_at <= now
    ask = Sentence(GO_ON if mine else TAKE)
    return Owed(
        ask, thread.title, f"/ladder/{thread.id}/", thread.situation, thread.status, step.due_at, late, thread.grade
    )


QUESTIONS: tuple[Question, ...] = (steps, drills, answers, reviews, plans, missed, swaps, watched, to_second)
"""Every room that can ask a person for something."""


def owed(viewer: Viewer, now: datetime) -> list[Owed]:
    """Everything else that waits for this viewer: the real first, the earliest deadline first."""
    return in_order([*steps(viewer, now), *besides(viewer, now)])


def besides(viewer: Viewer, now: datetime) -> list[Owed]:
    """All of it but the ladder's steps, of which there may be very many."""
    return [each for question in QUESTIONS if question is not steps for each in question(viewer, now)]


def count(viewer: Viewer, now: datetime, found: list[Owed] | None = None) -> tuple[int, int]:
    """How much of it is real, and how much of that is late: all steps are counted, also those that are not shown."""
    real = [each for each in (besides(viewer, now) if found is None else found) if each.status is Status.ACTUAL]
    called, late = threads.calls(viewer, now)
    return called + len(real), late + sum(each.overdue for each in real)
