"""Scores: forward in time, with intervals, beside what they rest on."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from tests.analyse.world import killed
from upstander.analyse.forecast import scores
from upstander.analyse.forecast.evaluate import BEGINS, evaluate, played
from upstander.lib.dates import Month
from upstander.records.counts import Counts
from upstander.records.errors import Usage
from upstander.records.figures import Kind
from upstander.records.forecasts import Question
from upstander.records.scores import Score

YEAR = Question(100, 12)


@pytest.fixture(scope="module")
def found(world: Counts) -> dict[tuple[str, str], Score]:
    """The scores of the invented world, by place and method."""
    return {(score.among, score.method): score for score in evaluate(world, YEAR)}


def test_three_methods_are_scored_among_all_places_and_quiet_ones(found: dict[tuple[str, str], Score]) -> None:
    methods = ("model", "persistence", "climatology")
    assert list(found) == [(among, method) for among in ("all", "quiet") for method in methods]


def test_the_model_beats_climatology_where_violence_lasts(found: dict[tuple[str, str], Score]) -> None:
    model, climatology = found["all", "model"], found["all", "climatology"]
    assert model.log_loss.value < climatology.log_loss.value
    assert model.brier.value < climatology.brier.value
    assert model.auc.value > 0.8


def test_every_interval_holds_its_score(found: dict[tuple[str, str], Score]) -> None:
    for score in found.values():
        for one in (score.brier, score.log_loss, score.auc, score.gain):
            assert one.low <= one.value <= one.high


def test_persistence_gains_nothing_on_itself(found: dict[tuple[str, str], Score]) -> None:
    gain = found["all", "persistence"].gain
    assert (gain.low, gain.value, gain.high) == (0, 0, 0)


def test_a_score_says_on_how_much_it_rests(world: Counts, found: dict[tuple[str, str], Score]) -> None:
    score, quiet = found["all", "model"], found["quiet", "model"]
    assert (score.first, score.last) == (BEGINS, Month(2007, 12))
    assert score.forecasts == 24 * 97
    assert score.places == 24
    assert 0 < score.episodes < score.reached < score.forecasts
    assert score.expected == pytest.approx(score.reached, rel=0.4)
    assert quiet.forecasts < score.forecasts
    assert quiet.episodes <= score.episodes


def test_origins_once_a_year_are_asked_in_december(world: Counts) -> None:
    game = played(world, YEAR, every=12)
    assert {world.months[column].number for column in game.column} == {12}


def test_violence_that_lasts_is_one_episode_however_seldom_it_is_asked_about(world: Counts) -> None:
    yearly, monthly = played(world, YEAR, every=12), played(world, YEAR)
    assert set(yearly.episode[yearly.y == 1]) <= set(monthly.episode[monthly.y == 1])
    assert len(set(yearly.episode[yearly.y == 1])) < yearly.y.sum()


def test_progress_is_told_year_by_year(world: Counts) -> None:
    told: list[tuple[int, int]] = []
    played(world, YEAR, every=12, progress=lambda *step: told.append(step))
    assert told == [(done, 9) for done in range(1, 10)]


def test_no_forecast_that_is_scored_knows_what_came_after_it(world: Counts) -> None:
    later = world.column(Month(2003, 5)) + 1
    values = world.deaths[Kind.ONE_SIDED].copy()
    values[:, later:] = 500 - values[:, later:].clip(0, 500)
    plain, changed = played(world, YEAR), played(killed(world, values), YEAR)
    before = plain.column < later
    for method, chances in plain.chances.items():
        assert chances[before].tobytes() == changed.chances[method][before].tobytes()
    assert plain.chances["model"][~before].tobytes() != changed.chances["model"][~before].tobytes()


def test_what_is_no_state_is_not_asked(world: Counts) -> None:
    member = world.member.copy()
    member[5] = False
    assert 5 not in played(replace(world, member=member), YEAR, every=12).place


def test_figures_that_end_too_early_are_refused(world: Counts) -> None:
    with pytest.raises(Usage, match=r"The figures end too early to score a forecast; ask about a later day\."):
        evaluate(world.until(Month(1998, 12)), YEAR)


def test_scores_are_those_of_scikit_learn() -> None:
    draw = np.random.default_rng(5)
    p, y = draw.integers(1, 20, size=300) / 20, (draw.random(300) < 0.3).astype(float)
    ones, weights = np.ones(300), draw.integers(0, 3, size=300).astype(float)
    assert scores.weighted_mean(scores.brier(p, y))(ones) == pytest.approx(brier_score_loss(y, p))
    assert scores.weighted_mean(scores.log_loss(p, y))(ones) == pytest.approx(log_loss(y, p))
    assert scores.weighted_auc(p, y)(ones) == pytest.approx(roc_auc_score(y, p))
    assert scores.weighted_auc(p, y)(weights) == pytest.approx(roc_auc_score(y, p, sample_weight=weights))


def test_ranking_is_unknown_where_nothing_was_reached() -> None:
    auc = scores.weighted_auc(np.array([0.1, 0.2]), np.zeros(2))
    found = scores.measured(auc, np.ones((3, 2)))
    assert (found.value, found.low, found.high) == (None, None, None)


def test_countries_are_drawn_whole() -> None:
    place = np.array([0, 0, 0, 1, 1, 2])
    weights = scores.drawn(place, seed=1, replicates=50)
    assert (weights[:, 0] == weights[:, 2]).all()
    assert (weights[:, [0, 3, 5]].sum(axis=1) == 3).all()


def test_an_episode_ends_with_a_year_of_calm() -> None:
    place = np.array([0, 0, 0, 0, 1, 0])
    column = np.array([5, 6, 17, 30, 30, 8])
    reached = np.array([1.0, 1, 1, 1, 1, 0])
    assert scores.numbered(place, column, reached).tolist() == [1, 1, 1, 2, 3, -1]


def test_nothing_reached_is_no_episode() -> None:
    assert scores.numbered(np.array([0, 1]), np.array([1, 1]), np.zeros(2)).tolist() == [-1, -1]
