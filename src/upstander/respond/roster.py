"""Who answers for a role at a moment, and where nobody will."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from upstander.records.ladder import Shift
from upstander.records.people import Role

LOOK_AHEAD = timedelta(days=14)
"""How far ahead a gap in duty shows."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of time in which nobody answers for a role."""

    role: Role
    begins: datetime
    ends: datetime


def on_duty(shifts: Iterable[Shift], role: Role, at: datetime) -> tuple[int, ...]:
    """People who answer for the role at that moment, in the order in which they are called."""
    return in_turn(shift for shift in shifts if covers(shift, role, at) and not shift.reserve and not shift.outside)


def in_reserve(shifts: Iterable[Shift], role: Role, at: datetime) -> tuple[int, ...]:
    """People of the role who are on the roster and outside their working hours at that moment."""
    return in_turn(shift for shift in shifts if covers(shift, role, at) and shift.reserve and not shift.outside)


def covers(shift: Shift, role: Role, at: datetime) -> bool:
    """Whether a shift is of the role and lasts at that moment."""
    return shift.role is role and shift.begins <= at < shift.ends


def in_turn(found: Iterable[Shift]) -> tuple[int, ...]:
    """The people of these shifts, each once, in the order in which they are called."""
    return tuple(dict.fromkeys(shift.person for shift in sorted(found, key=turn)))


def turn(shift: Shift) -> tuple[int, datetime, int]:
    """What orders people of a role: who is called first, then who came on duty first."""
    return shift.deputy, shift.begins, shift.person


FEW = 3
"""How many people of a role are shown without asking for the whole roster."""


def first_called(shifts: Iterable[Shift], role: Role, at: datetime, person: int) -> list[Shift]:
    """Shifts of the few of a role who are called first at that moment, and this person's, in the order of the calls."""
    lasting = [shift for shift in shifts if covers(shift, role, at) and not (shift.reserve or shift.outside)]
    return few(sorted(lasting, key=turn), person)


def next_called(shifts: Iterable[Shift], role: Role, at: datetime, person: int) -> list[Shift]:
    """Shifts of the few of a role who come on duty next, and this person's, the soonest first."""
    coming = [each for each in shifts if each.role is role and each.begins > at and not (each.reserve or each.outside)]
    return few(sorted(coming, key=lambda each: (each.begins, *turn(each))), person)


def few(shifts: Iterable[Shift], person: int) -> list[Shift]:
    """The first of them, one of each person, and this person's own."""
    firsts: dict[int, Shift] = {}
    for shift in shifts:
        firsts.setdefault(shift.person, shift)
    return [shift for place, shift in enumerate(firsts.values()) if place < FEW or shift.person == person]


def gaps(shifts: Sequence[Shift], role: Role, now: datetime, ahead: timedelta = LOOK_AHEAD) -> list[Gap]:
    """Every stretch from `now` on in which the role is on nobody."""
    held = [
        shift for shift in shifts if shift.role is role and shift.ends > now and not (shift.reserve or shift.outside)
    ]
    covered = sorted((shift.begins, shift.ends) for shift in held)
    found, reached, end = [], now, now + ahead
    for begins, ends in covered:
        if begins >= end:
            break
        if begins > reached:
            found.append(Gap(role, reached, begins))
        reached = max(reached, ends)
    if reached < end:
        found.append(Gap(role, reached, end))
    return found
