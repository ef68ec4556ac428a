"""Working hours become shifts: local times are kept when clocks change, no minute twice, no gap of its own making."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upstander.records.errors import Usage
from upstander.records.ladder import Shift
from upstander.records.people import Role
from upstander.records.roster import Leave, Pattern, Swap
from upstander.respond import patterns, roster

NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2026, 3, 1, tzinfo=UTC)
EVERY_DAY = frozenset(range(7))
ZONES = st.sampled_from(["America/New_York", "Europe/Paris", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kathmandu"])
CLOCKS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
MOMENTS = st.integers(0, 400 * 24 * 4).map(lambda quarter: START + timedelta(minutes=15 * quarter))


def worked(
    begins: time, ends: time, zone: str = "UTC", days: frozenset[int] = EVERY_DAY, person: int = 1, **more: object
) -> Pattern:
    """A pattern that counts for years."""
    return Pattern(f"p{person}", person, Role.ANALYST, days, begins, ends, zone, START - timedelta(days=900), **more)  # type: ignore[arg-type]


def on_call(shifts: list[Shift]) -> list[tuple[datetime, datetime]]:
    return [(shift.begins, shift.ends) for shift in shifts if not shift.reserve]


@pytest.mark.parametrize(("day", "long"), [(7, 7), (8, 8)])
def test_a_night_shift_keeps_its_local_times_when_clocks_jump_forward(day: int, long: int) -> None:
    night = worked(time(22), time(6), "America/New_York", frozenset({date(2026, 3, day).weekday()}))
    (span,) = patterns.hours(night, datetime(2026, 3, day, 12, tzinfo=UTC), datetime(2026, 3, day + 2, tzinfo=UTC))
    assert [each.astimezone(NEW_YORK).time() for each in span] == [time(22), time(6)]
    assert span[1] - span[0] == timedelta(hours=long)


def test_a_night_shift_is_an_hour_longer_when_clocks_fall_back() -> None:
    night = worked(time(22), time(6), "America/New_York", frozenset({date(2026, 10, 31).weekday()}))
    (span,) = patterns.hours(night, datetime(2026, 10, 31, 12, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC))
    assert span[1] - span[0] == timedelta(hours=9)


def test_an_hour_that_never_comes_is_the_moment_of_the_jump() -> None:
    jump = patterns.moment(date(2026, 3, 8), time(2, 30), NEW_YORK)
    assert jump == datetime(2026, 3, 8, 7, tzinfo=UTC)


@given(ZONES, CLOCKS, CLOCKS, MOMENTS)
def test_two_halves_of_a_day_leave_no_gap_and_share_no_minute(zone: str, one: time, two: time, at: datetime) -> None:
    first = worked(one, two, zone)
    second = worked(two, one, zone, person=2)
    ends = at + timedelta(days=3)
    spans = sorted(patterns.hours(first, at, ends) + patterns.hours(second, at, ends))
    if one == two:
        return
    assert spans[0][0] == at
    assert spans[-1][1] == ends
    assert all(left[1] == right[0] for left, right in pairwise(spans))


@given(ZONES, CLOCKS, MOMENTS)
def test_the_same_hour_at_both_ends_is_the_whole_day(zone: str, clock: time, at: datetime) -> None:
    found = patterns.hours(worked(clock, clock, zone), at, at + timedelta(days=3))
    assert sum((ends - begins for begins, ends in found), timedelta(0)) == timedelta(days=3)


SPANS = st.tuples(MOMENTS, st.integers(1, 400)).map(lambda each: (each[0], each[0] + timedelta(hours=each[1])))
PEOPLE = st.integers(1, 3)
PATTERNS = st.builds(
    worked, CLOCKS, CLOCKS, ZONES, st.frozensets(st.integers(0, 6), min_size=1), PEOPLE, deputy=st.integers(0, 2)
)
LEAVES = st.builds(
    lambda person, span, other: Leave("l", person, *span, replacement=0 if other == person else other),
    PEOPLE,
    SPANS,
    st.integers(0, 3),
)
SWAPS = st.builds(
    lambda giver, taker, span, back: Swap(
        "s", Role.ANALYST, giver, taker, *span, START, *(back or (None, None)), accepted_at=START
    ),
    PEOPLE,
    PEOPLE,
    SPANS,
    st.none() | SPANS,
).filter(lambda swap: swap.giver != swap.taker)


@settings(max_examples=60)
@given(st.lists(PATTERNS, max_size=4), st.lists(LEAVES, max_size=3), st.lists(SWAPS, max_size=2), MOMENTS)
def test_nobody_has_a_minute_of_a_role_twice(
    worked_out: list[Pattern], leaves: list[Leave], swaps: list[Swap], at: datetime
) -> None:
    found = patterns.roster([], worked_out, leaves, swaps, at, at + timedelta(days=10))
    for person in {shift.person for shift in found}:
        mine = sorted((shift.begins, shift.ends) for shift in found if shift.person == person)
        assert all(left[1] <= right[0] for left, right in pairwise(mine))


@settings(max_examples=60)
@given(st.lists(PATTERNS, max_size=4), st.lists(LEAVES, max_size=3), MOMENTS, st.integers(0, 239))
def test_who_is_away_is_not_on_the_roster_and_who_is_not_stays(
    worked_out: list[Pattern], leaves: list[Leave], at: datetime, hour: int
) -> None:
    ends, asked = at + timedelta(days=10), at + timedelta(hours=hour)
    before = roster.on_duty(patterns.roster([], worked_out, [], [], at, ends), Role.ANALYST, asked)
    after = roster.on_duty(patterns.roster([], worked_out, leaves, [], at, ends), Role.ANALYST, asked)
    gone = {leave.person for leave in leaves if leave.begins <= asked < leave.ends}
    assert not gone & set(after)
    assert set(before) - gone <= set(after)


@settings(max_examples=60)
@given(st.lists(PATTERNS, max_size=3), st.lists(SWAPS, max_size=2), MOMENTS, st.integers(0, 239))
def test_a_swap_makes_no_gap(worked_out: list[Pattern], swaps: list[Swap], at: datetime, hour: int) -> None:
    ends, asked = at + timedelta(days=10), at + timedelta(hours=hour)
    before = roster.on_duty(patterns.roster([], worked_out, [], [], at, ends), Role.ANALYST, asked)
    after = roster.on_duty(patterns.roster([], worked_out, [], swaps, at, ends), Role.ANALYST, asked)
    assert bool(before) == bool(after)


def test_a_holiday_is_free_and_shows_as_a_gap() -> None:
    office = worked(time(8), time(16), "Africa/Nairobi", frozenset(range(5)), country="KE")
    labour_day = datetime(2026, 5, 1, tzinfo=UTC)
    assert patterns.hours(office, labour_day, labour_day + timedelta(hours=20)) == []
    shifts = patterns.roster([], [office], [], [], labour_day, labour_day + timedelta(days=14))
    first = roster.gaps(shifts, Role.ANALYST, labour_day)[0]
    assert first.ends == datetime(2026, 5, 4, 5, tzinfo=UTC)


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    epiphany = date(2026, 1, 6)
    assert epiphany in patterns.free_days("DE", "BY", 2026)
    assert epiphany not in patterns.free_days("DE", "BE", 2026)


def test_a_country_without_a_calendar_is_refused_in_one_sentence() -> None:
    with pytest.raises(Usage, match="There are no public holidays known for XX"):
        patterns.free_days("XX", "", 2026)


def test_a_swap_that_nobody_accepted_changes_nothing() -> None:
    day = worked(time(8), time(16))
    swap = Swap("s", Role.ANALYST, 1, 2, START, START + timedelta(days=3), START)
    asked = START + timedelta(hours=9)
    assert roster.on_duty(patterns.roster([], [day], [], [swap], START, asked), Role.ANALYST, asked) == ()
    shifts = patterns.roster([], [day], [], [swap], START, START + timedelta(days=2))
    assert roster.on_duty(shifts, Role.ANALYST, asked) == (1,)


def test_a_swap_counts_from_the_moment_of_its_acceptance() -> None:
    day, noon = worked(time(8), time(16)), START + timedelta(hours=12)
    swap = Swap("s", Role.ANALYST, 1, 2, START, START + timedelta(days=3), START, accepted_at=noon)
    shifts = patterns.roster([], [day], [], [swap], START, START + timedelta(days=2))
    assert roster.on_duty(shifts, Role.ANALYST, noon - timedelta(hours=1)) == (1,)
    assert roster.on_duty(shifts, Role.ANALYST, noon + timedelta(hours=1)) == (2,)


def test_a_replacement_who_is_away_too_leaves_a_gap() -> None:
    day, ends = worked(time(8), time(16)), START + timedelta(days=2)
    leaves = [Leave("a", 1, START, ends, replacement=2), Leave("b", 2, START, ends)]
    assert on_call(patterns.roster([], [day], leaves, [], START, ends)) == []


def test_who_is_on_the_roster_outside_working_hours_is_in_reserve() -> None:
    shifts = patterns.roster([], [worked(time(8), time(16))], [], [], START, START + timedelta(days=2))
    night = START + timedelta(hours=20)
    assert roster.on_duty(shifts, Role.ANALYST, night) == ()
    assert roster.in_reserve(shifts, Role.ANALYST, night) == (1,)
