"""The bell rings for a month worse than a place's own past explains, and keeps its promise on false alarms."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analyse.world import killed
from upstander.analyse.change.history import surprises
from upstander.analyse.change.surprise import LEAST, PROMISE, WARMING, chances, changes, rings, usual
from upstander.records.counts import Counts
from upstander.records.figures import Kind

PLACES = 1500


def ringing(values: np.ndarray) -> float:
    """The share of places that ring in the last month, where nothing has changed."""
    return float(rings(chances(values, np.ones(values.shape, dtype=bool)), values[:, -1]).mean())


def promised(share: float) -> bool:
    """Whether a share of `PLACES` is no higher than promised, but for the luck of the draw (four standard errors)."""
    return share <= PROMISE + 4 * (PROMISE * (1 - PROMISE) / PLACES) ** 0.5


def clustered(draw: np.random.Generator, mean: np.ndarray, size: float, months: int) -> np.ndarray:
    """Negative binomial counts of `PLACES`: the smaller `size`, the more they cluster."""
    return draw.negative_binomial(size, size / (size + mean), size=(PLACES, months)).astype(float)


@settings(max_examples=20, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 2**32 - 1),
    mean=st.floats(0.02, 300),
    size=st.floats(0.03, 30),
    months=st.sampled_from([126, 180, 300, 449]),
)
def test_false_alarms_are_no_more_frequent_than_promised(seed: int, mean: float, size: float, months: int) -> None:
    assert promised(ringing(clustered(np.random.default_rng(seed), np.array(mean), size, months)))


@settings(max_examples=10, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32 - 1), active=st.floats(0.002, 0.5), size=st.floats(0.1, 5))
def test_nor_where_most_months_are_empty(seed: int, active: float, size: float) -> None:
    draw = np.random.default_rng(seed)
    values = clustered(draw, np.array(80.0), size, 300) * (draw.random((PLACES, 300)) < active)
    assert promised(ringing(values))


def test_nor_where_violence_comes_in_spells() -> None:
    draw = np.random.default_rng(3)
    war = np.cumsum(draw.random((PLACES, 420)) < 0.04, axis=1) % 2
    assert promised(
        np.mean(
            [
                ringing(draw.negative_binomial(0.5, 0.5 / (0.5 + 0.2 + 60 * war)).astype(float)[:, :last])
                for last in range(409, 421)
            ]
        )
    )


@settings(max_examples=8, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32 - 1), size=st.sampled_from([0.3, 1.0, 5.0, 1e6]), peak=st.floats(2, 15))
def test_a_season_alone_does_not_ring_even_at_its_height(seed: int, size: float, peak: float) -> None:
    draw, months = np.random.default_rng(seed), 415
    season = np.where(np.arange(months) % 12 == (months - 1) % 12, peak, 1.0)
    assert promised(ringing(clustered(draw, 6 * season, size, months)))


@pytest.mark.parametrize("peak", [20, 100, 5000])
def test_the_same_season_every_year_never_rings(peak: int) -> None:
    months = np.arange(240)
    values = np.where(months % 12 == 6, peak, 2.0)[None, :]
    for last in range(WARMING + 60, 240):
        assert ringing(values[:, : last + 1]) == 0


def test_a_planted_surge_rings() -> None:
    draw = np.random.default_rng(11)
    values = clustered(draw, np.array(2.0), 0.5, 420)
    values[:, -1] = 100
    assert ringing(values) > 0.9


def test_a_surge_in_season_rings_when_it_is_far_above_that_season() -> None:
    months = np.arange(403)
    values = np.random.default_rng(2).poisson(np.where(months % 12 == 6, 60, 5), size=(PLACES, 403)).astype(float)
    assert ringing(values) < PROMISE
    values[:, -1] = 400
    assert ringing(values) > 0.95


def test_a_small_month_never_rings() -> None:
    values = np.zeros((1, 400))
    values[0, -1] = LEAST - 1
    assert ringing(values) == 0
    values[0, -1] = LEAST
    assert ringing(values) == 1


def test_a_place_without_a_past_never_rings() -> None:
    values, member = np.zeros((1, 400)), np.zeros((1, 400), dtype=bool)
    values[0, -1], member[0, -20:] = 5000, True
    assert chances(values, member).tolist() == [1]


def test_a_short_past_cannot_promise_so_it_does_not_ring() -> None:
    values = np.zeros((1, WARMING + 50))
    values[0, -1] = 5000
    assert ringing(values) == 0


def test_what_is_usual_follows_level_and_season() -> None:
    months = np.arange(241)
    values = np.where(months % 12 == 0, 120.0, 10.0)[None, :]
    assert usual(values)[0, -1] > 3 * usual(values)[0, -2]


def test_every_state_of_the_month_is_judged_with_its_reason(world: Counts) -> None:
    values = np.zeros_like(world.population)
    values[3, -1] = 250
    member = world.member.copy()
    member[0, -1] = False
    found = {change.iso3: change for change in changes(replace(killed(world, values), member=member))}
    assert len(found) == 23
    assert (found["P03"].rings, found["P03"].count, found["P03"].month) == (True, 250, world.last)
    assert str(found["P03"].sentence) == (
        "250 civilians killed on purpose in the latest month; usual at this time of year: 0.0"
    )
    assert not any(change.rings for iso3, change in found.items() if iso3 != "P03")


def test_later_months_do_not_change_a_verdict(world: Counts) -> None:
    month = world.months[200]
    values = world.deaths[Kind.ONE_SIDED].copy()
    values[:, 201:] = 9999
    assert changes(world.until(month)) == changes(killed(world, values).until(month))


def test_a_month_of_a_long_past_is_judged_as_if_it_were_the_last(world: Counts) -> None:
    months = [world.months[column] for column in (60, 130, 200)]
    for month, (improbable, expected) in surprises(world, months).items():
        verdicts = changes(world.until(month))
        assert improbable.tolist() == pytest.approx([one.chance for one in verdicts], abs=1e-9)
        assert expected.tolist() == [one.usual for one in verdicts]
