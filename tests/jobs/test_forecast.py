"""Forecasts are computed once, kept for ever, and can be made again from the figures."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from upstander.analyse.change.surprise import changes
from upstander.analyse.forecast.fit import fit
from upstander.jobs import forecast
from upstander.lib.dates import Month
from upstander.records.counts import Counts
from upstander.records.errors import Usage
from upstander.records.forecasts import QUESTIONS, Question
from upstander.records.models import Model
from upstander.records.people import PUBLIC
from upstander.store.lake import Lake, load_bundled

TODAY = date(2026, 11, 2)
RELEASED = date(2026, 7, 16)
YEAR = Question(100, 12)
LONG_AGO = date(2017, 8, 1)


def teaching(lake: Lake, model: Model) -> Counts:
    """The figures that taught a model that comes stored."""
    if model.closes == Month(2025, 12):
        return lake.counts(PUBLIC, RELEASED, "known")
    counts = lake.counts(PUBLIC, RELEASED, "first")
    return counts.until(min(model.closes + 11, counts.last))


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_shipped_models_are_those_that_the_shipped_figures_teach(lake: Lake, question: Question) -> None:
    shipped = [model for model in lake.models() if model.question == question]
    assert [str(model.closes) for model in shipped] == ["2022-12", "2023-12", "2024-12", "2025-12"]
    for model in shipped:
        again = fit(teaching(lake, model), question, model.seed, replicates=3)
        assert (again.keys, again.strength, again.rows, again.reached) == (
            model.keys,
            model.strength,
            model.rows,
            model.reached,
        )
        assert again.intercept == pytest.approx(model.intercept, abs=1e-3)
        assert again.coefficients == pytest.approx(model.coefficients, abs=1e-3)
        assert again.replicates == pytest.approx(model.replicates[:3], abs=1e-2)
        assert again.persistence == pytest.approx(model.persistence, rel=1e-6)


def test_the_last_36_month_ends_come_stored_and_marked(lake: Lake) -> None:
    path = lake.forecast_path(PUBLIC, date(2026, 7, 15), YEAR, "SDN")
    assert [one.origin for one in path] == [Month(2023, 6) + step for step in range(36)]
    assert all(one.reconstructed for one in path)
    assert [str(one.known_at) for one in (path[0], path[7], path[19], path[-1])] == [
        "2024-07-01",
        "2025-07-01",
        "2026-01-20",
        "2026-06-20",
    ]


def test_the_newest_month_stands_on_the_final_figures_of_2025(lake: Lake) -> None:
    rows = lake.forecasts(PUBLIC, TODAY, YEAR)
    assert {(str(one.origin), one.known_at) for one in rows} == {("2026-05", RELEASED)}
    assert not any(one.reconstructed for one in rows)
    assert all(one.provisional for one in rows)
    sudan = next(one for one in rows if one.iso3 == "SDN")
    assert any(driver.text.startswith("61330 civilians killed on purpose in 12 months") for driver in sudan.drivers)


def test_a_reason_names_every_vintage_that_its_number_adds_up(lake: Lake) -> None:
    sudan = next(row.forecast for row in lake.watchlist(PUBLIC, TODAY, YEAR) if row.state_iso3 == "SDN")
    named = {driver.key: driver.vintage for driver in sudan.drivers}
    assert named["killed_1"] == "26.0.5"
    assert named["killed_12"] == "26.1, 26.01.26.03, 26.0.4, 26.0.5"
    then = next(row.forecast for row in lake.watchlist(PUBLIC, date(2026, 3, 1), YEAR) if row.state_iso3 == "SDN")
    assert {driver.key: driver.vintage for driver in then.drivers}["killed_60"] == "26.1, 25.01.25.12"


def test_months_that_nothing_before_explains_come_stored_as_ringing(lake: Lake) -> None:
    def ringing(day: date) -> dict[str, int]:
        return {change.iso3: change.count for change in lake.changes(PUBLIC, day) if change.rings}

    assert ringing(TODAY) == {"HND": 20}
    assert ringing(date(2026, 4, 19)) == {"ECU": 12}


def test_few_states_ring_in_a_month(lake: Lake) -> None:
    counts = lake.counts(PUBLIC, RELEASED, "first")
    months = [counts.until(counts.last - back) for back in range(36)]
    found = [[change.iso3 for change in changes(one) if change.rings] for one in months]
    assert sum(map(len, found)) <= 36
    assert found[4] == ["IRN"]
    assert "ISR" in found[31]


def test_a_day_that_is_stored_needs_no_computing(lake: Lake) -> None:
    assert not forecast.compute_as_known(lake, TODAY)
    assert not forecast.compute_missing(lake, date(2024, 8, 1))


def test_an_older_day_is_computed_once_with_the_month_before(home: Path) -> None:
    own = load_bundled(home)
    told: list[tuple[int, int]] = []
    assert own.watchlist(PUBLIC, LONG_AGO, YEAR) == []
    assert forecast.compute_as_known(own, LONG_AGO, lambda *step: told.append(step))
    assert told == [(1, 2), (2, 2)]
    rows = own.watchlist(PUBLIC, LONG_AGO, YEAR)
    assert {(str(row.forecast.origin), str(row.forecast.known_at)) for row in rows} == {("2016-12", "2017-07-01")}
    assert all(row.forecast.reconstructed and row.change is not None and row.surprise is not None for row in rows)
    identity = own.identity
    assert not forecast.compute_as_known(own, date(2017, 9, 30))
    assert own.identity == identity


def test_a_day_too_early_for_any_model_is_refused(home: Path) -> None:
    own = load_bundled(home)
    before = own.identity
    with pytest.raises(Usage, match="too early to fit a model"):
        forecast.compute_as_known(own, date(1992, 1, 1))
    assert own.identity == before


def test_figures_that_came_in_are_forecast_on_beside_what_was_issued(lake: Lake) -> None:
    kept: list[forecast.Built] = []
    counts = lake.counts(PUBLIC, TODAY, "known")
    newer = replace(counts, known_at=(*counts.known_at[:-1], date(2026, 8, 20)))

    class Growing:
        """A lake whose newest month has been counted again."""

        def counts(self, *asked: object) -> Counts:
            return newer

        def forecast_path(self, *asked: object) -> list[object]:
            return list(lake.forecast_path(PUBLIC, TODAY, YEAR, "SDN"))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(forecast, "keep", lambda _, built: kept.append(built))
        assert forecast.compute_as_known(Growing(), TODAY)  # type: ignore[arg-type]
    assert {(str(one.origin), str(one.known_at)) for one in kept[0].issued.sets} == {("2026-05", "2026-08-20")}


def test_evaluation_is_for_whoever_may_see_the_figures(lake: Lake) -> None:
    scores = forecast.evaluate(lake, PUBLIC, RELEASED, YEAR, every=12)
    model, persistence = scores[0], scores[1]
    assert (model.method, persistence.method) == ("model", "persistence")
    assert model.log_loss.value < persistence.log_loss.value
    assert model.auc.value > 0.95 > persistence.auc.value
    assert model.gain.high < 0
