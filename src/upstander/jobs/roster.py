"""Who is on the roster when: single shifts, working hours, leave and swaps put together."""

from collections.abc import Collection
from datetime import datetime, timedelta

from upstander.records.ladder import Shift
from upstander.records.people import Viewer
from upstander.records.roster import Pattern
from upstander.respond import border, patterns
from upstander.respond.roster import LOOK_AHEAD
from upstander.store.desk import duty
from upstander.store.desk import roster as desk

AHEAD = LOOK_AHEAD + timedelta(days=1)
"""How far ahead working hours are turned into shifts."""

BEHIND = timedelta(days=1)
"""How far back, so that a shift that lasts has begun."""


def everybody(since: datetime, now: datetime, until: datetime = duty.ALWAYS) -> list[Shift]:
    """Everybody's shifts from `since`: working hours until two weeks from now, single shifts that begin before `until`.

    Those of people outside come with what is allowed.
    """
    begins, ends = since - BEHIND, now + AHEAD
    found = patterns.roster(
        duty.single(since, until),
        weekly(since, begins, ends),
        desk.all_leaves(since),
        desk.accepted_swaps(since),
        begins,
        ends,
    )
    found = [shift for shift in found if shift.ends > since]
    others = desk.outsiders()
    if not others:
        return found
    written = desk.all_authorities()
    return [part for each in found for part in (border.under(each, written) if each.person in others else [each])]


def weekly(since: datetime, begins: datetime, ends: datetime) -> list[Pattern]:
    """Everybody's working hours: their own, else those of their role."""
    own = desk.all_patterns(since)
    return own + [
        each
        for role in desk.all_role_hours(since)
        for each in patterns.by_default(role, desk.holders(role.role, since), own, begins, ends)
    ]


def shifts_of(situations: Collection[str], since: datetime, now: datetime) -> dict[str, list[Shift]]:
    """For each situation, shifts of people who may see it."""
    return duty.shifts_of(situations, since, everybody(since, now))


def shifts_for(situation: str, now: datetime) -> list[Shift]:
    """Shifts from now on of people who may see the situation."""
    return shifts_of([situation], now, now)[situation]


def shifts(viewer: Viewer, now: datetime, until: datetime | None = None) -> list[Shift]:
    """The roster of the next two weeks, or with single shifts that begin later, for those who stand on a rung.

    Reserve is left out.
    """
    if not duty.reads_roster(viewer):
        return []
    return [each for each in duty.able(None, now, everybody(now, now, until or now + AHEAD)) if not each.reserve]
