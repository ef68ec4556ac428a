"""What the roster asks of people: to answer a swap, and to look at what is only watched while they are on duty."""

from datetime import datetime

from upstander.jobs import roster
from upstander.jobs.ending import CLOSE_TOO, ENDS
from upstander.jobs.ladder import ladder
from upstander.lib.text import Sentence, mark
from upstander.records.desk import Grade, Status
from upstander.records.ladder import Step, StepId, Thread
from upstander.records.owed import Owed
from upstander.records.people import RECEIVES, Viewer
from upstander.respond.climb import is_quiet
from upstander.respond.roster import on_duty
from upstander.store.desk import roster as desk
from upstander.store.desk import threads, triggers
from upstander.warn.proposed import UNREAD

PAGE = "/duty/"

ANSWER = mark("%(name)s asks you to take over their duty: accept it, or leave it with them.")
SECOND = mark("One person says that this is imminent: open the emergency lane with them, or say what you see.")
LOOK = mark("To watch, without haste: take this step within its time, and nobody is called.")


def swaps(viewer: Viewer, now: datetime) -> list[Owed]:
    """Swaps that wait for this person's answer."""
    return [
        Owed(Sentence(ANSWER, {"name": each.giver_name}), each.giver_name, PAGE, "", Status.ACTUAL, each.begins)
        for each in desk.asked_swaps(viewer, now)
    ]


def to_second(viewer: Viewer, now: datetime) -> list[Owed]:  # noqa: ARG001  every question takes the moment
    """What one person alone has called imminent, for whoever may open the emergency lane with them."""
    return [joined(each, SECOND) for each in threads.to_second(viewer)] if viewer.may(RECEIVES) else []


def to_close(viewer: Viewer, now: datetime) -> list[Owed]:  # noqa: ARG001  every question takes the moment
    """What one person alone wants to end though it is imminent, for whoever may end it with them."""
    return [joined(each, CLOSE_TOO) for each in threads.to_close(viewer)] if viewer.may(ENDS) else []


def joined(thread: Thread, ask: str) -> Owed:
    """What one person alone has asked for of something imminent, as a line of the other's inbox."""
    where = thread.title, f"/ladder/{thread.id}/", thread.situation, thread.status
    return Owed(Sentence(ask), *where, grade=Grade.IMMINENT, thread=thread.id)


def watched(viewer: Viewer, now: datetime) -> list[Owed]:
    """What is only watched, for whoever is on duty for its step: nobody was called."""
    found = [each for each in threads.quiet(viewer) if is_quiet(each)]
    if not found:
        return []
    shifts = roster.shifts_of({each.situation for each in found}, now, now)
    return [
        line(thread, step, now)
        for thread in found
        for step in thread.open_steps
        if not step.owner
        and not step.called
        and viewer.person in on_duty(shifts[thread.situation], ladder(thread.situation).rules[step.id].duty, now)
    ]


def unjudged(viewer: Viewer, now: datetime) -> list[Owed]:
    """What rang again after it was decided, for whoever is on duty: the draft waits until it is taken or answered."""
    found = triggers.unjudged(viewer)
    shifts = roster.shifts_of({each.situation for each in found}, now, now) if found else {}
    return [
        Owed(
            Sentence(UNREAD),
            each.title,
            f"/alerts/{each.id}/",
            each.situation,
            each.status,
            grade=each.grade,
            thread=each.thread,
        )
        for each in found
        if viewer.person in on_duty(shifts[each.situation], ladder(each.situation).rules[StepId.ACKNOWLEDGE].duty, now)
    ]


def line(thread: Thread, step: Step, now: datetime) -> Owed:
    """A step as a line of the inbox."""
    late = step.due_at <= now
    where = thread.title, f"/ladder/{thread.id}/", thread.situation, thread.status
    return Owed(Sentence(LOOK), *where, step.due_at, late, thread.grade, thread=thread.id)
