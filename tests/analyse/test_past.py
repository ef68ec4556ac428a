"""What a desk of the past would have seen: no month after the one that is asked about changes any of it."""

import numpy as np
import pytest

from tests.analyse.world import invented, killed
from upstander.analyse.change.history import surprises
from upstander.analyse.change.surprise import chances
from upstander.analyse.forecast.forward import forward, strength
from upstander.lib.dates import Month
from upstander.records.counts import Counts
from upstander.records.figures import Kind
from upstander.records.forecasts import Question

QUESTION = Question(25, 3)
ORIGINS = [Month(2003, 11), Month(2003, 12), Month(2004, 6)]


@pytest.fixture(scope="module")
def world() -> Counts:
    return invented()


def otherwise_after(world: Counts, month: Month) -> Counts:
    """The same world up to a month, and another one from then on."""
    values = world.deaths[Kind.ONE_SIDED].copy()
    values[:, world.column(month) + 1 :] = 999
    return killed(world, values)


def test_a_chance_of_the_past_sees_no_later_month(world: Counts) -> None:
    known = forward(world, QUESTION, ORIGINS, 0.1)
    other = forward(otherwise_after(world, ORIGINS[-1]), QUESTION, ORIGINS, 0.1)
    assert list(known) == ORIGINS
    for origin in ORIGINS:
        assert known[origin].tobytes() == other[origin].tobytes()
        assert ((known[origin] > 0) & (known[origin] < 1)).all()


def test_a_chance_of_the_past_learns_anew_when_a_year_closes(world: Counts) -> None:
    whole = forward(world, QUESTION, ORIGINS, 0.1)
    alone = {origin: forward(world.until(origin), QUESTION, [origin], 0.1)[origin] for origin in ORIGINS}
    for origin in ORIGINS:
        assert np.allclose(whole[origin], alone[origin])


def test_the_penalty_is_chosen_by_the_first_closed_year_alone(world: Counts) -> None:
    assert strength(world, QUESTION, ORIGINS) == strength(world.until(Month(2003, 11)), QUESTION, ORIGINS[:1])


def test_an_origin_with_too_short_a_past_has_no_chance(world: Counts) -> None:
    assert forward(world, QUESTION, [Month(1990, 6)], 0.1) == {}
    assert strength(world, QUESTION, [Month(1989, 6)]) is None


def test_a_place_that_was_no_state_has_no_chance(world: Counts) -> None:
    member = world.member.copy()
    member[3] = False
    narrowed = Counts(**{**{name: getattr(world, name) for name in world.__slots__}, "member": member})
    assert np.isnan(forward(narrowed, QUESTION, ORIGINS[:1], 0.1)[ORIGINS[0]][3])


def test_a_surprise_of_the_past_is_the_one_that_the_day_would_have_had(world: Counts) -> None:
    found = surprises(otherwise_after(world, ORIGINS[-1]), ORIGINS)
    for origin in ORIGINS:
        seen = world.until(origin)
        assert found[origin][0].tobytes() == chances(seen.deaths[Kind.ONE_SIDED], seen.member).tobytes()
