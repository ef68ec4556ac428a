"""Back-runs: what counts as an onset, a hit, a miss, a false alarm; and that the counts add up."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warn.test_triggers import FIRING, TRIGGER, with_conditions
from upstander.lib.dates import Month, months
from upstander.records.counts import Counts
from upstander.records.errors import Refused
from upstander.records.figures import Kind
from upstander.records.triggers import Backrun, Basis, Firing, Verdict
from upstander.warn.backrun import asked_on, backrun, may_be_on, median_lead, onsets
from upstander.warn.triggers import read

BEGIN = Month(2009, 1)
YEARS = 6
FIRST, LAST = Month(2010, 1), Month(2013, 12)


def truth(*series: list[int]) -> Counts:
    """Counts of some places over six years from 2009 on, 0 where nothing is said."""
    span = tuple(months(BEGIN, BEGIN + 12 * YEARS - 1))
    values = np.zeros((len(series), len(span)))
    for row, one in enumerate(series):
        values[row, : len(one)] = one
    blank = np.zeros(len(span), dtype=bool)
    return Counts(
        iso3s=tuple(chr(65 + row) * 3 for row in range(len(series))),
        regions=("R",) * len(series),
        months=span,
        deaths=dict.fromkeys(Kind, values),
        events=dict.fromkeys(Kind, values),
        member=np.ones_like(values, dtype=bool),
        population=values,
        provisional=blank,
        reconstructed=blank,
        known_at=tuple(month.last_day for month in span),
        vintages=("v",) * len(span),
    )


def at(**deaths: int) -> list[int]:
    """A series with deaths in named months: `m2011_05=120`."""
    values = [0] * (12 * YEARS)
    for name, number in deaths.items():
        year, month = name[1:].split("_")
        values[Month(int(year), int(month)).ordinal - BEGIN.ordinal] = number
    return values


def rang(iso3: str, day: date) -> Firing:
    """A firing in a State on a day."""
    assert FIRING is not None
    return replace(FIRING, iso3=iso3, day=day, known_at=day)


def played(counts: Counts, *firings: Firing) -> Backrun:
    """The back-run of these firings from 2010 to 2013."""
    return backrun(TRIGGER, firings, counts, Basis.HINDSIGHT, FIRST, LAST)


def test_an_onset_is_the_first_month_after_twelve_below() -> None:
    counts = truth(at(m2011_05=120, m2011_06=300, m2012_05=150, m2013_06=100))
    assert onsets(counts, 100, FIRST, LAST) == [("AAA", Month(2011, 5), 120), ("AAA", Month(2013, 6), 100)]


def test_a_first_year_without_a_year_behind_it_holds_no_onset() -> None:
    assert onsets(truth(at(m2009_05=500)), 100, BEGIN, LAST) == []


def test_an_unknown_month_is_not_a_month_below() -> None:
    counts = truth(at(m2011_05=120))
    counts.deaths[Kind.ONE_SIDED][0, Month(2011, 1).ordinal - BEGIN.ordinal] = np.nan
    assert onsets(counts, 100, FIRST, LAST) == []


@pytest.mark.parametrize(
    ("day", "hit"),
    [
        (date(2010, 4, 30), False),
        (date(2010, 5, 1), True),
        (date(2011, 4, 30), True),
        (date(2011, 5, 1), False),
        (date(2011, 5, 20), False),
    ],
)
def test_a_hit_is_a_firing_in_the_365_days_before_the_first_day_of_the_month(day: date, hit: bool) -> None:
    result = played(truth(at(m2011_05=120)), rang("AAA", day))
    assert (result.hits, result.misses) == ((1, 0) if hit else (0, 1))


def test_a_firing_elsewhere_warns_nobody_here() -> None:
    result = played(truth(at(m2011_05=120), at()), rang("BBB", date(2011, 4, 1)))
    assert (result.hits, result.misses, result.false_alarms) == (0, 1, 1)


def test_the_lead_counts_from_the_first_firing_within_the_year() -> None:
    result = played(
        truth(at(m2011_05=120), at(m2012_01=100)),
        rang("AAA", date(2010, 11, 2)),
        rang("AAA", date(2011, 4, 1)),
        rang("BBB", date(2011, 12, 22)),
    )
    assert [onset.lead_days for onset in result.onsets] == [180, 10]
    assert median_lead(result) == 95.0
    assert median_lead(played(truth(at()))) is None


def test_a_firing_while_it_is_under_way_is_a_false_alarm_that_is_told_apart() -> None:
    result = played(truth(at(m2011_05=120)), rang("AAA", date(2011, 8, 20)), rang("AAA", date(2013, 1, 20)))
    assert [each.verdict for each in result.firings] == [Verdict.UNDER_WAY, Verdict.FALSE_ALARM]
    assert result.false_alarms == 2


def test_a_firing_whose_year_is_not_over_counts_nowhere() -> None:
    counts = truth(at()).until(Month(2014, 6))
    assert played(counts, rang("AAA", date(2013, 8, 1))).firings[0].verdict is Verdict.OPEN
    assert played(counts, rang("AAA", date(2013, 6, 1))).firings[0].verdict is Verdict.FALSE_ALARM


def test_the_year_before_the_first_month_can_hit_and_counts_no_further() -> None:
    result = played(truth(at(m2010_03=120)), rang("AAA", date(2009, 9, 1)))
    assert (result.hits, result.false_alarms, len(result.firings), len(result.warming)) == (1, 0, 0, 1)


def test_an_onset_after_the_last_month_saves_a_firing_and_is_not_counted() -> None:
    result = played(truth(at(m2014_03=120)), rang("AAA", date(2013, 9, 1)))
    assert (result.hits, result.misses, result.false_alarms) == (0, 0, 0)


def test_conditions_on_people_are_named_as_not_played() -> None:
    reports, judgement = 'on = "reports"\nnumber_or_more = 2\nwithin_days = 7', 'on = "judgement"\nwithin_days = 7'
    trigger = read(with_conditions(reports, judgement, when="any"))
    assert backrun(trigger, [], truth(at()), Basis.AS_KNOWN, FIRST, LAST).not_played == ("reports", "judgement")


def test_a_trigger_that_rang_everywhere_is_refused() -> None:
    counts = truth(at(), at(), at())
    some = played(counts, rang("AAA", date(2011, 1, 20)), rang("AAA", date(2012, 1, 20)))
    most = played(counts, rang("AAA", date(2011, 1, 20)), rang("BBB", date(2011, 1, 20)))
    may_be_on("first", some.rang_in, some.states)
    with pytest.raises(Refused, match="Raise the conditions of first: in its back-run it rang in 2 of 3 States"):
        may_be_on("first", most.rang_in, most.states)


def test_days_are_asked_from_a_year_before_the_first_month_on() -> None:
    known = [date(2008, 12, 31), date(2009, 7, 1), date(2009, 1, 1), date(2009, 7, 1), date(2014, 1, 1)]
    assert asked_on(known, FIRST, LAST) == [date(2009, 1, 1), date(2009, 7, 1)]


SERIES = st.lists(st.sampled_from([0, 0, 0, 0, 50, 99, 100, 400]), min_size=12 * YEARS, max_size=12 * YEARS)
FIRINGS = st.lists(
    st.builds(rang, st.sampled_from(["AAA", "BBB"]), st.dates(date(2009, 1, 1), date(2014, 6, 1))), max_size=20
)


@given(SERIES, SERIES, FIRINGS)
def test_every_onset_is_hit_or_missed_and_every_firing_has_one_verdict(
    one: list[int], other: list[int], firings: list[Firing]
) -> None:
    result = played(truth(one, other), *firings)
    assert result.hits + result.misses == len(result.onsets)
    assert sum(result.count(verdict) for verdict in Verdict) == len(result.firings)
    assert result.false_alarms + result.count(Verdict.EARLY, Verdict.OPEN) == len(result.firings)
    inside = [each for each in firings if FIRST.first_day <= each.day <= LAST.last_day]
    assert len(result.firings) == len(inside)
    for onset in result.onsets:
        assert (onset.fired_on is None) == (onset.lead_days is None)
        if onset.fired_on is not None:
            assert timedelta(0) < onset.month.first_day - onset.fired_on <= timedelta(days=365)
            assert any((each.iso3, each.day) == (onset.iso3, onset.fired_on) for each in firings)


@given(SERIES, FIRINGS)
def test_an_early_firing_has_its_onset_and_an_alarm_called_false_has_none(
    one: list[int], firings: list[Firing]
) -> None:
    counts = truth(one, at())
    begins = onsets(counts, 100, BEGIN, counts.last)
    for each in played(counts, *firings).firings:
        ahead = [(month.first_day - each.firing.day).days for iso3, month, _ in begins if iso3 == each.firing.iso3]
        assert (each.verdict is Verdict.EARLY) == any(0 < days <= 365 for days in ahead)
