"""Shifts out of weekly working hours, leave and swaps. Local times are kept when clocks change; nobody has one minute
of a role twice; what nobody has stays a gap.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from upstander.lib.text import mark
from upstander.records.errors import Usage
from upstander.records.ladder import Shift
from upstander.records.roster import Leave, Pattern, Swap

Span = tuple[datetime, datetime]

DAY = timedelta(days=1)
UNKNOWN_PLACE = mark("There are no public holidays known for %(place)s: choose another country, or none.")


@lru_cache(512)
def free_days(country: str, subdivision: str, year: int) -> frozenset[date]:
    """Public holidays of a country or a part of it in one year; none where no country is named."""
    if not country:
        return frozenset()
    try:
        return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))
    except NotImplementedError as error:
        place = f"{country} {subdivision}".strip()
        raise Usage(UNKNOWN_PLACE, "country", place=place) from error


def moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """When a local clock shows this on that day: the first time if it does so twice, the jump if it never does."""
    local = datetime.combine(day, clock, zone)
    first = local.astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return first
    return jump(local.replace(fold=1).astimezone(UTC), first, zone)


def jump(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The second in which the zone's clocks jump forward between two moments."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == old else (before, middle)
    return after.replace(microsecond=0)


def on_days(pattern: Pattern, first: date, last: date) -> Iterator[date]:
    """The days from first to last on which a shift of this pattern begins."""
    for number in range((last - first).days + 1):
        day = first + number * DAY
        if day.weekday() in pattern.days and day not in free_days(pattern.country, pattern.subdivision, day.year):
            yield day


def hours(pattern: Pattern, begins: datetime, ends: datetime) -> list[Span]:
    """The stretches of this pattern between two moments."""
    zone = ZoneInfo(pattern.zone)
    window = max(begins, pattern.since), min(ends, pattern.until or ends)
    if window[0] >= window[1]:
        return []
    first, last = window[0].astimezone(zone).date() - DAY, window[1].astimezone(zone).date()
    over_night = DAY if pattern.ends <= pattern.begins else timedelta(0)
    whole = [
        (moment(day, pattern.begins, zone), moment(day + over_night, pattern.ends, zone))
        for day in on_days(pattern, first, last)
    ]
    return [cut for each in whole if (cut := shared(each, window)) is not None]


def shared(one: Span, other: Span) -> Span | None:
    """What two stretches have in common."""
    begins, ends = max(one[0], other[0]), min(one[1], other[1])
    return (begins, ends) if begins < ends else None


def without(span: Span, taken: Iterable[Span]) -> list[Span]:
    """What is left of a stretch once others are taken out."""
    left = [span]
    for begins, ends in taken:
        left = [
            part
            for one in left
            for part in ((one[0], min(one[1], begins)), (max(one[0], ends), one[1]))
            if part[0] < part[1]
        ]
    return left


def part(shift: Shift, span: Span) -> Shift:
    """A shift cut to a stretch."""
    return replace(shift, begins=span[0], ends=span[1])


def of_pattern(pattern: Pattern, begins: datetime, ends: datetime) -> list[Shift]:
    """A pattern's shifts, and the hours between them as reserve: on the roster, not on call."""
    whole = shared((begins, ends), (pattern.since, pattern.until or ends))
    if whole is None:
        return []
    plain = Shift(pattern.person, pattern.role, *whole, pattern.deputy, pattern.id, pattern.name, pattern.reason)
    working = hours(pattern, begins, ends)
    off = without(whole, working)
    return [part(plain, each) for each in working] + [replace(part(plain, each), reserve=True) for each in off]


def by_default(
    role: Pattern, holders: Iterable[tuple[int, str]], own: Iterable[Pattern], begins: datetime, ends: datetime
) -> list[Pattern]:
    """The role's hours for each of its holders, but while somebody has hours of their own for it: those override."""
    window = shared((begins, ends), (role.since, role.until or ends))
    taken: dict[int, list[Span]] = {}
    for each in own:
        if each.role is role.role:
            taken.setdefault(each.person, []).append((each.since, each.until or ends))
    return [
        replace(role, person=person, name=name, since=since, until=until)
        for person, name in (holders if window else ())
        for since, until in without(window or (begins, ends), taken.get(person, ()))
    ]


def swapped(shifts: Iterable[Shift], swaps: Iterable[Swap]) -> list[Shift]:
    """Shifts after swaps that were accepted, each from the moment of acceptance on."""
    found = list(shifts)
    for swap in swaps:
        if swap.accepted_at is None:
            continue
        found = handed(found, swap.giver, swap.taker, swap, (max(swap.begins, swap.accepted_at), swap.ends))
        if swap.back_begins is not None and swap.back_ends is not None:
            back = max(swap.back_begins, swap.accepted_at), swap.back_ends
            found = handed(found, swap.taker, swap.giver, swap, back)
    return found


def handed(shifts: Iterable[Shift], giver: int, taker: int, swap: Swap, span: Span) -> list[Shift]:
    """What one person has of a role in a stretch goes to another."""
    found: list[Shift] = []
    name = swap.taker_name if taker == swap.taker else swap.giver_name
    for shift in shifts:
        given = shared((shift.begins, shift.ends), span)
        if shift.person != giver or shift.role is not swap.role or shift.reserve or given is None:
            found.append(shift)
            continue
        found += [part(shift, left) for left in without((shift.begins, shift.ends), [given])]
        found.append(replace(part(shift, given), person=taker, name=name, reason=swap.reason))
    return found


def away(shifts: Iterable[Shift], leaves: Sequence[Leave]) -> list[Shift]:
    """Shifts without those who are away; a replacement takes over, unless away as well."""
    mine: dict[int, list[Span]] = {}
    for leave in leaves:
        mine.setdefault(leave.person, []).append((leave.begins, leave.ends))
    found: list[Shift] = []
    for shift in shifts:
        found += [part(shift, left) for left in without((shift.begins, shift.ends), mine.get(shift.person, ()))]
        found += replaced(shift, [each for each in leaves if each.person == shift.person], mine)
    return found


def replaced(shift: Shift, leaves: Iterable[Leave], mine: dict[int, list[Span]]) -> Iterator[Shift]:
    """What replacements take over of a shift, each minute once: the leave that was written down first counts."""
    left = [(shift.begins, shift.ends)]
    for leave in leaves:
        span = leave.begins, leave.ends
        covered = [both for each in left if (both := shared(each, span)) is not None]
        left = [each for one in left for each in without(one, [span])]
        if not leave.replacement or shift.reserve:
            continue
        for both in covered:
            for free in without(both, mine.get(leave.replacement, ())):
                yield replace(
                    part(shift, free), person=leave.replacement, name=leave.replacement_name, reason=leave.reason
                )


def once(shifts: Iterable[Shift]) -> list[Shift]:
    """The same, no minute twice for one person and role: on call before reserve, an earlier turn before a later."""
    found: list[Shift] = []
    taken: dict[tuple[int, str], list[Span]] = {}
    for shift in sorted(shifts, key=lambda each: (each.reserve, each.deputy, each.begins, each.id)):
        spans = taken.setdefault((shift.person, shift.role), [])
        for left in without((shift.begins, shift.ends), spans):
            found.append(part(shift, left))
            spans.append(left)
    return sorted(found, key=lambda each: (each.begins, each.deputy, each.person))


def roster(
    single: Iterable[Shift],
    patterns: Iterable[Pattern],
    leaves: Sequence[Leave],
    swaps: Iterable[Swap],
    begins: datetime,
    ends: datetime,
) -> list[Shift]:
    """Everybody's shifts: single ones, those of working hours, after swaps, without those who are away."""
    made = [shift for each in patterns for shift in of_pattern(each, begins, ends)]
    return once(away(swapped([*single, *made], swaps), leaves))
