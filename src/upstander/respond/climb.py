"""How a thread climbs by itself: whom it calls, when it goes up a rung, when it alarms.

`advance` does what falls due up to a moment, each thing at its own time, so that a worker that slept for a day leaves
the same record as one that never slept: one stride to a moment or many small ones give the same thread.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from upstander.records.desk import Grade
from upstander.records.ladder import Event, Happening, Ladder, Rule, Shift, Step, StepId, Thread
from upstander.records.people import Role
from upstander.respond import border
from upstander.respond.roster import in_reserve, on_duty

Due = tuple[datetime, Happening]
Shifts = Sequence[Shift]


def hours_of(thread: Thread, ladder: Ladder) -> Grade:
    """The grade whose hours count: a graver one heard since it was graded, its own, imminent once marked so, else that
    of what has no grade yet."""
    if thread.urged is not None:
        return thread.urged
    if thread.grade is None and thread.quiet and thread.imminent_at is None:
        return Grade.WATCH
    return thread.grade or (Grade.IMMINENT if thread.imminent_at else ladder.ungraded)


def put(thread: Thread, step: Step) -> Thread:
    """The thread with this step in the place of the one of the same name."""
    return replace(thread, steps=tuple(step if each.id is step.id else each for each in thread.steps))


def roles_of(rule: Rule, ladder: Ladder) -> tuple[Role, ...]:
    """Roles in the order in which they are called: duty, deputies, the ladder's owner."""
    return tuple(dict.fromkeys((rule.duty, *rule.deputies, ladder.owner)))


def urgent(thread: Thread, ladder: Ladder) -> bool:
    """Whether working hours count no more: what is imminent calls whoever is on the roster."""
    return hours_of(thread, ladder) is Grade.IMMINENT


def able(shifts: Shifts, step: Step, thread: Thread) -> Shifts:
    """The shifts of those whom the step may call: whoever may not take it counts as not on duty."""
    out = thread.out(step.id)
    return [each for each in shifts if each.person not in out] if out else shifts


def uncalled(step: Step, thread: Thread, ladder: Ladder, shifts: Shifts, at: datetime) -> tuple[int, ...]:
    """People on duty at that moment, whom this step has not called; if it is urgent, then those in reserve."""
    roles = roles_of(ladder.rules[step.id], ladder)
    people = dict.fromkeys(person for role in roles for person in on_duty(shifts, role, at))
    if urgent(thread, ladder):
        people |= dict.fromkeys(person for role in roles for person in in_reserve(shifts, role, at))
    return tuple(person for person in people if person not in step.called)


def call(step: Step, thread: Thread, ladder: Ladder, shifts: Shifts, at: datetime) -> tuple[Step, tuple[Event, ...]]:
    """Call the next person. A role on duty with nobody in it says so; where nobody is left, the ladder is exhausted."""
    left = uncalled(step, thread, ladder, shifts, at)
    if not left:
        return beyond(step, thread, ladder, shifts, at)
    called = replace(step, called=(*step.called, left[0]), called_at=at, exhausted_at=None, warned_at=None)
    duty = ladder.rules[step.id].duty
    empty = () if step.called or on_duty(shifts, duty, at) else (Event(at, step.id, Happening.EMPTY),)
    return called, (*empty, Event(at, step.id, Happening.CALLED, left[0]))


def beyond(step: Step, thread: Thread, ladder: Ladder, shifts: Shifts, at: datetime) -> tuple[Step, tuple[Event, ...]]:
    """Nobody inside is left: warn the silent, then call somebody outside under a written authority; else say so."""
    roles, grade = roles_of(ladder.rules[step.id], ladder), hours_of(thread, ladder)
    outside = border.outside(shifts, roles, at, step.called)
    if not outside or step.owner:
        return nobody(step, at, Happening.EXHAUSTED)
    if step.warned_at is None:
        warned = replace(step, warned_at=at, called_at=at, exhausted_at=None)
        silent = 0 if step.asked in thread.out(step.id) else step.asked
        return warned, (Event(at, step.id, Happening.WARNED, silent),)
    if at < step.warned_at + ladder.warned[grade]:
        return step, ()
    allowed = border.allowed(outside, grade)
    if not allowed:
        return nobody(step, at, Happening.BORDER, Happening.EXHAUSTED)
    called = replace(step, called=(*step.called, allowed[0]), called_at=at, exhausted_at=None)
    return called, tuple(Event(at, step.id, each, allowed[0]) for each in (Happening.OUTSIDE, Happening.CALLED))


def nobody(step: Step, at: datetime, *said: Happening) -> tuple[Step, tuple[Event, ...]]:
    """The step with nobody left to call; it says so once."""
    rung = () if step.exhausted_at else said
    return replace(step, called_at=at, exhausted_at=at), tuple(Event(at, step.id, each) for each in rung)


def wakes(step: Step, thread: Thread, ladder: Ladder, shifts: Shifts) -> datetime | None:
    """When the next person comes on duty whom an exhausted step has not called, and whom it may call."""
    since, grade = step.exhausted_at, hours_of(thread, ladder)
    roles = roles_of(ladder.rules[step.id], ladder)
    theirs = (shift for shift in shifts if shift.role in roles and shift.person not in step.called)
    starts = (shift.begins for shift in theirs if callable_at_all(shift, grade))
    return min((start for start in starts if since is not None and start > since), default=None)


def callable_at_all(shift: Shift, grade: Grade) -> bool:
    """Whether this grade may call for the shift: reserve only for imminent, somebody outside only if allowed."""
    if shift.outside:
        return grade in shift.grades and not shift.reserve
    return grade is Grade.IMMINENT or not shift.reserve


def anybody(step: Step, thread: Thread, ladder: Ladder, shifts: Shifts, at: datetime) -> bool:
    """Whether there is somebody at that moment whom the step may call, inside or, where allowed, outside."""
    roles = roles_of(ladder.rules[step.id], ladder)
    beyond_us = border.outside(shifts, roles, at, step.called)
    return bool(uncalled(step, thread, ladder, shifts, at) or border.allowed(beyond_us, hours_of(thread, ladder)))


def next_call(step: Step, thread: Thread, ladder: Ladder, shifts: Shifts) -> datetime | None:
    """When the step, which nobody owns, calls somebody next. What is only watched calls nobody before it is overdue."""
    if step.called_at is None:
        return None if is_quiet(thread) and step.overdue_at is None else step.opened_at
    if step.exhausted_at is not None:
        return wakes(step, thread, ladder, shifts)
    hours = hours_of(thread, ladder)
    if step.warned_at is None:
        return step.called_at + ladder.contact[hours]
    until = step.warned_at + ladder.warned[hours]
    return until if step.called_at == step.warned_at else max(until, step.called_at + ladder.contact[hours])


def is_quiet(thread: Thread) -> bool:
    """Whether a trigger of the grade Watch opened it, and nobody has found it graver since."""
    return thread.quiet and thread.imminent_at is None and thread.grade in {None, Grade.WATCH}


def next_due(step: Step, thread: Thread, ladder: Ladder, shifts: Shifts) -> Due | None:
    """What an open step does next by itself, and when; None if it only waits for a person."""
    shifts = able(shifts, step, thread)
    due: list[Due] = [] if step.overdue_at else [(step.due_at, Happening.OVERDUE)]
    if step.owner:
        due.append((lapses(step, thread, ladder), Happening.LAPSED))
    elif (at := next_call(step, thread, ladder, shifts)) is not None:
        due.append((at, Happening.CALLED))
    return min(due, default=None)


def lapses(step: Step, thread: Thread, ladder: Ladder) -> datetime:
    """When its owner loses the step: without an entry for the rule's hours, or at the deadline they hold it to."""
    last = step.entry_at or step.owned_at or step.opened_at
    silent = last + ladder.lapse[hours_of(thread, ladder)]
    return min(silent, step.held_until) if step.held_until else silent


NOBODYS: dict[str, Any] = {
    "owner": 0,
    "owned_at": None,
    "entry_at": None,
    "held_until": None,
    "exhausted_at": None,
    "warned_at": None,
}
"""A step that its owner has lost."""


def happen(step: Step, thread: Thread, due: Due, ladder: Ladder, shifts: Shifts) -> tuple[Step, tuple[Event, ...]]:
    """Let one thing happen to a step: overdue and lapsed are said, and go up a rung."""
    (at, what), shifts = due, able(shifts, step, thread)
    if what is Happening.CALLED:
        return call(step, thread, ladder, shifts, at)
    late = step.overdue_at is None and step.due_at <= at
    said = [Event(at, step.id, Happening.OVERDUE, step.owner)] if late else []
    if what is Happening.LAPSED:
        said.append(Event(at, step.id, what, step.owner))
        step = replace(step, **NOBODYS)
    moved, events = call(replace(step, overdue_at=at) if late else step, thread, ladder, shifts, at)
    return moved, (*said, *events)


def coming(thread: Thread, ladder: Ladder, shifts: Shifts) -> tuple[Due, StepId] | None:
    """The next thing the thread does by itself, and to which step; the earlier step first where two fall together."""
    if thread.closed_at is not None:
        return None
    found = [(due, step.id) for step in thread.open_steps if (due := next_due(step, thread, ladder, shifts))]
    order = list(StepId)
    return min(found, key=lambda each: (each[0][0], order.index(each[1]), each[0][1]), default=None)


def next_at(thread: Thread, ladder: Ladder, shifts: Shifts) -> datetime | None:
    """When the thread next does something by itself: what the sweep looks for. None if nothing will."""
    found = coming(thread, ladder, shifts)
    return found[0][0] if found else None


def roused(thread: Thread, now: datetime, ladder: Ladder, shifts: Shifts) -> tuple[Thread, tuple[Event, ...]]:
    """Call whoever is on duty now for a step that had nobody left: an account reopened, a shift added afterwards."""
    events: list[Event] = []
    for step in thread.open_steps if thread.closed_at is None else ():
        lost = step.exhausted_at is not None and not step.owner and step.exhausted_at <= now
        theirs = able(shifts, step, thread)
        if lost and anybody(step, thread, ladder, theirs, now):
            moved, happened = call(step, thread, ladder, theirs, now)
            thread = put(thread, moved)
            events.extend(happened)
    return thread, tuple(events)


def let_go(thread: Thread, now: datetime, ladder: Ladder, shifts: Shifts) -> tuple[Thread, tuple[Event, ...]]:
    """Nobody keeps a step that they may not take, nor is waited for: it calls the next person at once."""
    events: list[Event] = []
    for step in thread.open_steps if thread.closed_at is None else ():
        out = thread.out(step.id)
        if step.owner in out:
            said = step.exhausted_at if step.exhausted_at == now else None
            left = replace(step, **NOBODYS | {"exhausted_at": said})
            events.append(Event(now, step.id, Happening.LEFT, step.owner))
        elif not step.owner and step.asked in out and not step.exhausted_at and not step.warned_at:
            left = step
        else:
            continue
        moved, happened = call(left, thread, ladder, able(shifts, step, thread), now)
        thread = put(thread, moved)
        events.extend(happened)
    return thread, tuple(events)


def advance(thread: Thread, now: datetime, ladder: Ladder, shifts: Shifts) -> tuple[Thread, tuple[Event, ...]]:
    """Everything that falls due up to `now`, each thing at its own moment, in order."""
    events: list[Event] = []
    while (found := coming(thread, ladder, shifts)) is not None and found[0][0] <= now:
        due, id = found
        step = next(each for each in thread.steps if each.id is id)
        moved, happened = happen(step, thread, due, ladder, shifts)
        thread = put(thread, moved)
        events.extend(happened)
    thread, left = let_go(thread, now, ladder, shifts)
    thread, late = roused(thread, now, ladder, shifts)
    return thread, (*events, *left, *late)
