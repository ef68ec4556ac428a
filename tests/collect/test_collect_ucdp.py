"""UCDP's files, read without changing a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.collect.ucdp import monthly, names, yearly
from upstander.collect.ucdp.monthly import Tally
from upstander.lib.dates import Month
from upstander.records.figures import Kind

COUNTRY_MONTHS = """gwno,year,month,sb_events,sb_deaths,ns_events,ns_deaths,os_events,os_deaths,provisional
625,2025,10,72,1408,0,0,54,59961,0
625,2026,5,0,0,1,0,0,0,1
345,2006,12,1,2,0,0,0,0,0
345,2007,1,1,3,0,0,0,0,0
""".splitlines(keepends=True)

EVENTS = """id,conflict_new_id,conflict_name,country,best,type_of_violence,date
1.0,404,"Pakistan: Government",Afghanistan,2,1,2025-01-31
2.0,404,"Pakistan: Government",Afghanistan,7,1,2025-01-01
3.0,404,"Pakistan: Government",Afghanistan,0,3,2025-02-01
4.0,12,Sudan,Sudan,5,2,2025-01-15
""".splitlines(keepends=True)


def test_a_country_month_becomes_one_tally_a_kind_that_had_an_event() -> None:
    assert list(monthly.aggregate(COUNTRY_MONTHS))[:3] == [
        Tally(625, Month(2025, 10), Kind.STATE_BASED, 72, 1408, False),
        Tally(625, Month(2025, 10), Kind.ONE_SIDED, 54, 59961, False),
        Tally(625, Month(2026, 5), Kind.NON_STATE, 1, 0, True),
    ]


def test_an_event_that_killed_nobody_is_still_an_event() -> None:
    assert [one.events for one in monthly.aggregate(COUNTRY_MONTHS) if one.best == 0] == [1]


def test_serbia_changes_its_code_in_2007() -> None:
    assert [one.gw for one in monthly.aggregate(COUNTRY_MONTHS)][-2:] == [345, 340]
    assert monthly.country(365, 2020) == 365


def test_candidate_events_are_summed_by_the_month_of_their_first_day() -> None:
    codes = {"Afghanistan": 700, "Sudan": 625}
    assert monthly.candidates(EVENTS, codes) == [
        Tally(625, Month(2025, 1), Kind.NON_STATE, 1, 5, True),
        Tally(700, Month(2025, 1), Kind.STATE_BASED, 2, 9, True),
        Tally(700, Month(2025, 2), Kind.ONE_SIDED, 1, 0, True),
    ]


def test_a_country_without_a_code_is_not_guessed() -> None:
    with pytest.raises(KeyError, match="Sudan"):
        monthly.candidates(EVENTS, {"Afghanistan": 700})


EVENT = st.tuples(st.sampled_from(["Afghanistan", "Sudan"]), st.integers(0, 500), st.sampled_from("123"))


@given(st.lists(st.tuples(EVENT, st.integers(1, 12), st.integers(1, 28))))
def test_no_death_and_no_event_is_lost_or_doubled(events: list[tuple[tuple[str, int, str], int, int]]) -> None:
    lines = [EVENTS[0]] + [
        f"{number},1,x,{country},{best},{kind},2025-{month:02d}-{day:02d}\n"
        for number, ((country, best, kind), month, day) in enumerate(events)
    ]
    tallies = monthly.candidates(lines, {"Afghanistan": 700, "Sudan": 625})
    assert sum(one.best for one in tallies) == sum(best for (_, best, _), _, _ in events)
    assert sum(one.events for one in tallies) == len(events)


def test_names_that_the_registry_writes_otherwise_have_codes_too() -> None:
    assert names.codes([("Sudan", 625)]) == {"Sudan": 625, "Serbia (Yugoslavia)": 345}


def yearly_lines() -> list[str]:
    """One State-year with a different number in every column that is read."""
    columns = ["country_id_cy", "year_cy", *sorted({name for found in yearly.COLUMNS.values() for name in found})]
    values = [345, 2010, *range(1, len(columns) - 1)]
    return [",".join(columns) + "\n", ",".join(map(str, values)) + "\n"]


def test_a_country_year_keeps_its_range_and_its_civilians() -> None:
    tallies = {one.kind: one for one in yearly.read(yearly_lines())}
    assert {one.gw for one in tallies.values()} == {340}
    assert tallies[Kind.ONE_SIDED].civilians == tallies[Kind.ONE_SIDED].best
    battle = tallies[Kind.STATE_BASED]
    assert len({battle.low, battle.best, battle.high, battle.civilians}) == 4
