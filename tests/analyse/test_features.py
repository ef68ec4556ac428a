"""What a forecast looks at."""

from dataclasses import replace

import numpy as np
import pytest

from tests.analyse.world import killed
from upstander.analyse.forecast.features import facts, features, months_since, reached, recent, without_gaps
from upstander.analyse.forecast.labels import closes, labels, origins
from upstander.lib.dates import Month
from upstander.records.counts import Counts
from upstander.records.errors import Usage
from upstander.records.figures import Kind
from upstander.records.forecasts import Question
from upstander.records.reasons import DRIVERS, FACTS, MEMORY

YEAR = Question(100, 12)


def test_recent_sums_the_months_up_to_each_month() -> None:
    assert recent(np.array([[1.0, 2, 3, 4]]), 3).tolist() == [[1, 3, 6, 9]]


def test_months_are_counted_since_it_last_happened() -> None:
    happened = np.array([[False, True, False, False, True, False]])
    assert months_since(happened).tolist() == [[MEMORY, 0, 1, 2, 0, 1]]


def test_what_lies_too_far_back_counts_as_never() -> None:
    happened = np.zeros((1, 200), dtype=bool)
    happened[0, 3] = True
    assert months_since(happened)[0, -1] == MEMORY
    assert months_since(happened)[0, 3 + MEMORY - 1] == MEMORY - 1


def test_a_window_is_reached_by_its_sum(world: Counts) -> None:
    values = np.zeros_like(world.member, dtype=float)
    values[0, 10], values[0, 21] = 60, 40
    found = reached(killed(world, values), YEAR)[0]
    assert np.flatnonzero(found).tolist() == [21]


def test_every_fact_has_one_number_for_each_place_and_month(world: Counts) -> None:
    found = facts(world, YEAR)
    assert tuple(found) == FACTS
    assert {values.shape for values in found.values()} == {world.member.shape}
    assert np.isfinite(features(found, DRIVERS)).all()


def test_the_region_counts_other_states_only(world: Counts) -> None:
    values = np.zeros_like(world.member, dtype=float)
    values[0, -1] = values[4, -1] = values[1, -1] = 30
    found = facts(killed(world, values), YEAR)
    assert found["region"][:6, -1].tolist() == [1, 0, 0, 0, 1, 1]
    assert found["region_places"][0, -1] == 5


def test_a_state_that_is_gone_is_no_neighbour(world: Counts) -> None:
    values = np.full_like(world.member, 30, dtype=float)
    member = world.member.copy()
    member[4] = False
    found = facts(replace(killed(world, values), member=member), YEAR)
    assert found["region"][0, -1] == found["region_places"][0, -1] == 4


def test_features_of_a_month_do_not_change_with_later_months(world: Counts) -> None:
    whole = features(facts(world, YEAR), DRIVERS)[:, 99]
    part = features(facts(world.until(world.months[99]), YEAR), DRIVERS)[:, 99]
    assert whole.tobytes() == part.tobytes()


def test_a_month_without_figures_is_refused_not_taken_as_zero(world: Counts) -> None:
    values = world.deaths[Kind.ONE_SIDED].copy()
    values[:, 30] = np.nan
    with pytest.raises(Usage, match=r"No figures are held for 1991-07; add a vintage that covers it\."):
        without_gaps(killed(world, values))


def test_the_last_final_december_closes_the_labels(world: Counts) -> None:
    provisional = world.provisional.copy()
    provisional[-5:] = True
    assert closes(world) == Month(2008, 12)
    assert closes(replace(world, provisional=provisional)) == Month(2007, 12)


def test_without_a_final_year_nothing_can_be_taught(world: Counts) -> None:
    with pytest.raises(Usage, match="No calendar year is complete and final"):
        closes(replace(world, provisional=np.ones_like(world.provisional)))


def test_a_label_looks_at_the_months_after_its_own(world: Counts) -> None:
    values = np.zeros_like(world.member, dtype=float)
    values[0, 100] = 100
    found = labels(killed(world, values), YEAR, world.last)
    assert np.flatnonzero(found[0] == 1).tolist() == list(range(88, 100))


def test_a_window_that_has_not_closed_has_no_label(world: Counts) -> None:
    found = labels(world, YEAR, Month(2000, 12))
    closed = world.column(Month(1999, 12))
    assert np.isfinite(found[:, : closed + 1]).all()
    assert np.isnan(found[:, closed + 1 :]).all()


def test_no_label_at_all_where_the_window_is_longer_than_the_series(world: Counts) -> None:
    assert np.isnan(labels(world, YEAR, Month(1989, 6))).all()


def test_what_was_no_state_has_no_label(world: Counts) -> None:
    member = world.member.copy()
    member[3, :50] = False
    assert np.isnan(labels(replace(world, member=member), YEAR, world.last)[3, :50]).all()


def test_provisional_months_change_no_label(world: Counts) -> None:
    provisional = world.provisional.copy()
    provisional[-5:] = True
    values = world.deaths[Kind.ONE_SIDED].copy()
    values[:, -5:] += 10_000
    plain, changed = replace(world, provisional=provisional), killed(world, values)
    closing = closes(plain)
    assert labels(plain, YEAR, closing).tobytes() == labels(changed, YEAR, closing).tobytes()


def test_origins_have_history_behind_and_a_closed_window_ahead(world: Counts) -> None:
    found = origins(world, YEAR, world.last)
    assert found[0] in (59, 60, 61)
    assert found[-1] == len(world.months) - 13
    assert set(np.diff(found)) == {3}


def test_too_short_a_past_is_refused_in_one_sentence(world: Counts) -> None:
    with pytest.raises(Usage, match=r"The figures end in 1993-12, too early to fit a model; ask about a later day\."):
        origins(world, YEAR, Month(1993, 12))


def test_a_month_outside_the_counts_is_no_column(world: Counts) -> None:
    with pytest.raises(IndexError, match="2009-01 is not among 1989-01 to 2008-12"):
        world.column(Month(2009, 1))
