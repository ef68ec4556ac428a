"""A forecast: taught, asked, and explained."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from tests.analyse.world import killed
from upstander.analyse.forecast import fit as fitting
from upstander.analyse.forecast.features import SIGNS
from upstander.analyse.forecast.fit import best_strength, fit, lessons, line, persistence, refit, resampled
from upstander.analyse.forecast.issue import issue
from upstander.analyse.forecast.labels import closes
from upstander.analyse.forecast.predict import chances, forecast
from upstander.lib.dates import Month
from upstander.records.counts import Counts
from upstander.records.errors import Usage
from upstander.records.figures import Kind
from upstander.records.forecasts import QUESTIONS, Forecast, Question
from upstander.records.models import Model
from upstander.records.reasons import DRIVERS
from upstander.records.sets import ForecastSet

YEAR = Question(100, 12)


@pytest.fixture(scope="module")
def model(world: Counts) -> Model:
    """A model of the invented world."""
    return fit(world, YEAR, seed=1, replicates=40)


@pytest.fixture(scope="module")
def asked(world: Counts, model: Model) -> ForecastSet:
    """What the model says of the last month."""
    return forecast(world, model)


def written(one: ForecastSet) -> bytes:
    """Every number and word of a set of forecasts."""
    return repr({name: np.asarray(values).tolist() for name, values in one.columns().items()}).encode()


def log_odds(chance: float) -> float:
    return math.log(chance / (1 - chance))


def test_every_state_of_the_month_gets_a_forecast(world: Counts, model: Model) -> None:
    member = world.member.copy()
    member[2, -1] = False
    found = forecast(replace(world, member=member), model).forecasts()
    assert [one.iso3 for one in found] == [iso3 for iso3 in world.iso3s if iso3 != "P02"]


def test_drivers_and_intercept_add_up_to_the_log_odds_of_the_chance(asked: ForecastSet) -> None:
    for one in asked.forecasts():
        total = math.fsum((one.intercept, *(driver.log_odds for driver in one.drivers)))
        assert one.probability == 1 / (1 + math.exp(-total))
        assert log_odds(one.probability) == pytest.approx(total, abs=1e-9)


def test_kept_drivers_say_what_the_fitted_line_says(world: Counts, model: Model, asked: ForecastSet) -> None:
    taught = lessons(world, YEAR, world.last)
    exact = line(taught, model.strength)
    last = fitting.features(fitting.facts(world, YEAR), DRIVERS)[:, -1]
    assert asked.probability == pytest.approx(chances(exact.log_odds(last)), abs=2e-4)


def test_drivers_are_measured_from_the_mean_place(model: Model, asked: ForecastSet) -> None:
    at_the_mean = fitting.standardised(model.means[None, :], model.means, model.scales)
    assert np.abs(at_the_mean).max() == 0
    assert asked.intercept == pytest.approx(model.intercept, abs=1e-4)


def test_the_interval_holds_the_forecast_and_stays_between_0_and_1(asked: ForecastSet) -> None:
    for one in asked.forecasts():
        assert 0 < one.low <= one.probability <= one.high < 1
    assert (asked.high - asked.low).max() > 0.01


def test_an_interval_without_any_spread_is_the_forecast_itself(world: Counts, model: Model) -> None:
    stiff = np.tile(np.r_[model.intercept, model.coefficients], (5, 1))
    found = forecast(world, replace(model, replicates=stiff)).forecasts()
    assert all(one.high - one.low < 1e-3 for one in found)


def test_refits_that_all_disagree_still_leave_the_forecast_inside(world: Counts, model: Model) -> None:
    away = np.tile(np.r_[model.intercept + 5, model.coefficients], (5, 1))
    for one in forecast(world, replace(model, replicates=away)).forecasts():
        assert one.low == pytest.approx(one.probability, abs=1e-6)
        assert one.low <= one.probability < one.high


def test_more_killing_never_lowers_the_chance(world: Counts, model: Model) -> None:
    worse = world.deaths[Kind.ONE_SIDED].copy()
    worse[:, -12:] += 50
    assert (forecast(killed(world, worse), model).probability >= forecast(world, model).probability - 1e-9).all()


def test_no_driver_pushes_against_its_sign(world: Counts) -> None:
    for question in QUESTIONS[:4]:
        fitted = fit(world, question, replicates=2)
        assert all(SIGNS[key] * weight >= 0 for key, weight in zip(fitted.keys, fitted.coefficients, strict=True))


def test_a_driver_that_would_push_the_wrong_way_is_left_out(world: Counts) -> None:
    taught = lessons(world, YEAR, world.last)
    swapped = taught.x.copy()
    swapped[:, DRIVERS.index("region")] = -taught.y
    fitted = line(replace(taught, x=swapped), 1.0)
    assert "region" not in fitted.keys


def test_persistence_is_how_often_it_went_on_and_never_0_or_1(world: Counts) -> None:
    taught = lessons(world, YEAR, world.last)
    before, after = persistence(taught)
    rows = taught.after
    assert after == pytest.approx((taught.y[rows].sum() + 0.5) / (rows.sum() + 1), rel=1e-6)
    assert before == pytest.approx((taught.y[~rows].sum() + 0.5) / ((~rows).sum() + 1), rel=1e-6)
    never = replace(taught, y=np.zeros_like(taught.y))
    assert all(0 < share < 1 for share in persistence(never))


def test_the_baseline_follows_the_window_just_past(world: Counts, model: Model, asked: ForecastSet) -> None:
    year = world.deaths[Kind.ONE_SIDED][:, -12:].sum(axis=1)
    expected = np.where(year >= 100, model.persistence[1], model.persistence[0])
    assert asked.baseline.tolist() == expected.tolist()
    assert len(set(expected)) == 2


def test_an_unknown_population_adds_nothing_and_says_so(world: Counts, model: Model) -> None:
    population = world.population.copy()
    population[0] = np.nan
    one = forecast(replace(world, population=population), model).forecasts()[0]
    driver = next(driver for driver in one.drivers if driver.key == "population")
    assert (driver.value, driver.log_odds, driver.text) == (None, 0, "Population unknown")


def test_where_no_population_is_known_the_model_does_without(world: Counts) -> None:
    blank = replace(world, population=np.full_like(world.population, np.nan))
    assert "population" not in fit(blank, YEAR, replicates=2).keys


def test_figures_that_tell_no_difference_are_refused(world: Counts) -> None:
    with pytest.raises(Usage, match=r"The figures up to 2008-12 teach no difference; ask about a later day\."):
        fit(killed(world, np.zeros_like(world.population)), YEAR)


def test_newton_and_scikit_learn_find_the_same_line(world: Counts) -> None:
    taught = lessons(world, YEAR, world.last)
    fitted = line(taught, 0.1)
    x = taught.x[:, [DRIVERS.index(key) for key in fitted.keys]]
    z = np.c_[np.ones(len(x)), fitting.standardised(x, fitted.means, fitted.scales)]
    found = refit(z, taught.y, np.ones(len(x)), np.zeros(z.shape[1]), 0.1)
    assert found == pytest.approx(np.r_[fitted.intercept, fitted.coefficients], abs=1e-4)


def test_a_country_drawn_twice_counts_twice(world: Counts) -> None:
    taught = lessons(world, YEAR, world.last)
    z = np.c_[np.ones(len(taught.x)), fitting.standardised(taught.x, taught.x.mean(axis=0), taught.x.std(axis=0))]
    weights = np.where(taught.place < 5, 2.0, np.where(taught.place < 8, 0.0, 1.0))
    copied = np.repeat(np.arange(len(z)), weights.astype(int))
    learned = LogisticRegression(C=0.1, tol=1e-8, max_iter=1000).fit(z[copied, 1:], taught.y[copied])
    found = refit(z, taught.y, weights, np.zeros(z.shape[1]), 0.1)
    assert found == pytest.approx(np.r_[learned.intercept_, learned.coef_[0]], abs=1e-4)


def test_the_seed_alone_decides_the_draws(world: Counts) -> None:
    taught = lessons(world, YEAR, world.last)
    fitted = line(taught, 0.1)
    draws = [resampled(taught, fitted, 0.1, seed, 5) for seed in (1, 1, 2)]
    assert draws[0].tobytes() == draws[1].tobytes() != draws[2].tobytes()


def test_the_penalty_is_chosen_on_later_months_than_those_that_taught(
    world: Counts, monkeypatch: pytest.MonkeyPatch
) -> None:
    spans = []

    def watched(taught: fitting.Lessons, strength: float) -> fitting.Line:
        spans.append(int(taught.column.max()))
        return line(taught, strength)

    monkeypatch.setattr(fitting, "line", watched)
    taught = lessons(world, YEAR, world.last)
    assert best_strength(taught, 12) in fitting.STRENGTHS
    assert spans
    assert max(spans) + 12 <= taught.column.max() - fitting.BLOCK + 1


def test_where_no_block_of_time_can_judge_the_strongest_penalty_is_taken(world: Counts) -> None:
    short = world.until(Month(1997, 12))
    assert best_strength(lessons(short, YEAR, short.last), 12) == min(fitting.STRENGTHS)


def test_a_model_written_and_read_forecasts_the_same(world: Counts, model: Model, asked: ForecastSet) -> None:
    again = Model.read(json.loads(json.dumps(model.written())))
    assert again.written() == model.written()
    assert written(forecast(world, again)) == written(asked)


def test_a_model_says_what_taught_it(world: Counts, model: Model) -> None:
    assert (model.closes, model.vintage, model.seed) == (Month(2008, 12), "26.1", 1)
    assert model.begins >= Month(1993, 12)
    assert model.id.startswith("100-12-2008-12-")
    assert model.library.startswith("scikit-learn ")
    assert 0 < model.reached < model.rows


def test_the_same_figures_give_the_same_model(world: Counts, model: Model) -> None:
    assert fit(world, YEAR, seed=1, replicates=40).id == model.id


def test_a_forecast_carries_its_marks(world: Counts) -> None:
    marks = np.zeros(len(world.months), dtype=bool)
    marks[-3:] = True
    found = issue(replace(world, provisional=marks, reconstructed=marks), [world.last], questions=[YEAR]).sets[0]
    assert (found.provisional, found.reconstructed, found.known_at) == (True, True, max(world.known_at))
    one = found.forecasts()[0]
    assert (one.provisional, one.reconstructed, one.origin) == (True, True, world.last)


def test_drivers_carry_source_and_vintage(asked: ForecastSet) -> None:
    sources = {driver.key: (driver.source, driver.vintage) for driver in asked.forecasts()[0].drivers}
    assert sources["killed_12"] == ("UCDP", "26.1")
    assert sources["population"] == ("United Nations", "2024")
    assert tuple(sources) == DRIVERS


def test_a_driver_names_every_vintage_of_the_months_that_it_adds_up(world: Counts) -> None:
    mixed = replace(world, vintages=(*world.vintages[:-2], "26.0.4", "26.0.5"))
    one = issue(mixed, [world.last], questions=[YEAR]).sets[0].forecasts()[0]
    named = {driver.key: driver.vintage for driver in one.drivers}
    assert named["killed_1"] == "26.0.5"
    assert named["killed_3"] == named["killed_12"] == named["killed_60"] == "26.1, 26.0.4, 26.0.5"


def test_months_of_one_year_share_a_model(world: Counts) -> None:
    told: list[tuple[int, int]] = []
    found = issue(
        world, [Month(2008, 12), Month(2008, 11), Month(2008, 10)], lambda *step: told.append(step), questions=[YEAR]
    )
    assert [str(one.origin) for one in found.sets] == ["2008-10", "2008-11", "2008-12"]
    assert [str(model.closes) for model in found.models] == ["2007-12", "2008-12"]
    assert [one.model for one in found.sets] == [found.models[0].id, found.models[0].id, found.models[1].id]
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_provisional_months_move_features_but_teach_nothing(world: Counts) -> None:
    provisional = np.zeros(len(world.months), dtype=bool)
    provisional[-5:] = True
    plain = replace(world, provisional=provisional)
    worse = world.deaths[Kind.ONE_SIDED].copy()
    worse[:, -5:] += 200
    before, after = (issue(one, [world.last], questions=[YEAR]) for one in (plain, killed(plain, worse)))
    assert closes(plain) == Month(2007, 12)
    assert before.models[0].id == after.models[0].id
    assert (after.sets[0].probability > before.sets[0].probability).all()


ORIGIN = Month(2004, 7)


@settings(max_examples=8, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32 - 1), scale=st.sampled_from([1, 1000, 10**6]))
def test_changing_everything_after_the_origin_leaves_a_forecast_byte_identical(
    world: Counts, seed: int, scale: int
) -> None:
    draw, later = np.random.default_rng(seed), world.column(ORIGIN) + 1
    assert told(changed(world, later, draw, scale)) == told(world)


def told(counts: Counts) -> bytes:
    """All that is issued at `ORIGIN`, forecasts and models."""
    found = issue(counts, [ORIGIN], questions=[YEAR], seed=3)
    return b"".join(map(written, found.sets)) + json.dumps([model.written() for model in found.models]).encode()


def changed(counts: Counts, later: int, draw: np.random.Generator, scale: int) -> Counts:
    """The same world up to a month, another one after it."""

    def numbers(values: np.ndarray) -> np.ndarray:
        found = values.copy()
        found[:, later:] = draw.integers(0, scale + 1, size=found[:, later:].shape)
        return found

    def flags(values: np.ndarray) -> np.ndarray:
        found = values.copy()
        found[..., later:] = draw.random(found[..., later:].shape) < 0.5
        return found

    return replace(
        counts,
        deaths={kind: numbers(values) for kind, values in counts.deaths.items()},
        events={kind: numbers(values) for kind, values in counts.events.items()},
        population=numbers(counts.population),
        member=flags(counts.member),
        provisional=flags(counts.provisional),
        reconstructed=flags(counts.reconstructed),
    )


def test_changing_a_month_up_to_the_origin_does_change_the_forecast(world: Counts) -> None:
    values = world.deaths[Kind.ONE_SIDED].copy()
    values[:, world.column(ORIGIN)] += 1
    assert told(killed(world, values)) != told(world)


def reasons(one: Forecast) -> dict[str, str]:
    return {driver.key: driver.text for driver in one.drivers}


def test_reasons_hold_the_place_s_own_numbers(world: Counts, model: Model) -> None:
    values = np.zeros_like(world.population)
    values[0, -1], values[0, -11], values[0, -20] = 1, 150, 40
    one = forecast(killed(world, values), model).forecasts()[0]
    assert reasons(one)["killed_1"] == "1 civilian killed on purpose in the latest month"
    assert reasons(one)["killed_12"] == "151 civilians killed on purpose in 12 months; 40 in the 12 before"
    assert reasons(one)["months_active"] == "Civilians were killed on purpose in 2 of the latest 12 months"
    assert reasons(one)["months_since"] == "The latest 12 months already count 100 civilians or more"
