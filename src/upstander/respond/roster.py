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
    found = [shift for shift in shifts if shift.role is role and shift.begins <= at < shift.ends]
    return tuple(
        dict.fromkeys(shift.person for shift in sorted(found, key=lambda each: (each.deputy, each.begins, each.person)))
    )


def gaps(shifts: Sequence[Shift], role: Role, now: datetime, ahead: timedelta = LOOK_AHEAD) -> list[Gap]:
    """Every stretch from `now` on in which the role is on nobody."""
    covered = sorted((shift.begins, shift.ends) for shift in shifts if shift.role is role and shift.ends > now)
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
