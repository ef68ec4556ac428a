"""Forecasts in the lake: kept as they were issued, found again as they were known on any day."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from upstander.lib.dates import Month
from upstander.records.counts import Counts
from upstander.records.errors import Fault, Unknown
from upstander.records.figures import Kind
from upstander.records.forecasts import Change, Question
from upstander.records.models import Model
from upstander.records.people import PUBLIC
from upstander.records.reasons import DRIVERS, FACTS, surprise
from upstander.records.sets import ForecastSet
from upstander.store.lake import Lake, load_bundled, manifest, open_lake, writing

QUESTION = Question(100, 12)
JUNE, JULY, TODAY = date(2026, 6, 20), date(2026, 7, 16), date(2026, 11, 2)
MAY = Month(2026, 5)


@pytest.fixture
def bare(home: Path) -> Lake:
    """The figures of the bundle in a home, without its forecasts."""
    lake = load_bundled(home)
    own = manifest.present(lake.folder)
    parts = tuple(part for part in own.parts if part.table not in manifest.COMPUTED)
    (lake.folder / manifest.NAME).write_bytes(manifest.write(replace(own, parts=parts)))
    return lake


@pytest.fixture
def counts(bare: Lake) -> Counts:
    """First counts of every month, as of today."""
    return bare.counts(PUBLIC, TODAY, "first")


def issued(
    counts: Counts, origin: Month, known_at: date, shift: float = 0.0, question: Question = QUESTION
) -> ForecastSet:
    """A made-up set: log-odds that differ from State to State."""
    members = np.flatnonzero(counts.member[:, counts.column(origin)])
    adds = np.round(np.linspace(-3, 3, len(members))[:, None] * np.ones(len(DRIVERS)) / 10 + shift, 4)
    return ForecastSet(
        question=question,
        origin=origin,
        known_at=known_at,
        model="m",
        vintage="26.0.5",
        population_source="UN",
        population_vintage="WPP 2024",
        provisional=True,
        reconstructed=True,
        iso3s=tuple(counts.iso3s[member] for member in members),
        intercept=-2.5,
        low=np.full(len(members), 0.01),
        high=np.full(len(members), 0.99),
        baseline=np.full(len(members), 0.2),
        log_odds=adds,
        facts={name: np.full(len(members), np.nan if name == "population" else 7.0) for name in FACTS},
    )


def test_without_forecasts_the_watchlist_is_empty_and_says_so_by_its_length(bare: Lake) -> None:
    assert bare.watchlist(PUBLIC, TODAY, QUESTION) == []
    assert bare.forecasts(PUBLIC, TODAY, QUESTION) == []
    assert bare.changes(PUBLIC, TODAY) == []
    assert bare.forecast_path(PUBLIC, TODAY, QUESTION, "SDN") == []
    assert bare.models() == []


def test_a_forecast_comes_back_as_it_went_in(bare: Lake, counts: Counts) -> None:
    one = issued(counts, MAY, JUNE)
    bare.add_forecasts([one])
    back = {forecast.iso3: forecast for forecast in bare.forecasts(PUBLIC, TODAY, QUESTION)}
    for expected in one.forecasts():
        assert back[expected.iso3].probability == expected.probability
        assert [driver.log_odds for driver in back[expected.iso3].drivers] == [d.log_odds for d in expected.drivers]
        assert [str(driver.sentence) for driver in back[expected.iso3].drivers] == [d.text for d in expected.drivers]


def test_the_log_odds_of_the_drivers_add_up_after_reading_back(bare: Lake, counts: Counts) -> None:
    bare.add_forecasts([issued(counts, MAY, JUNE)])
    for one in bare.forecasts(PUBLIC, TODAY, QUESTION):
        total = one.intercept + sum(driver.log_odds for driver in one.drivers)
        assert np.log(one.probability / (1 - one.probability)) == pytest.approx(total, abs=1e-9)


def test_the_watchlist_holds_every_state_of_the_latest_month_once_by_falling_chance(bare: Lake, counts: Counts) -> None:
    bare.add_forecasts([issued(counts, MAY, JUNE)])
    rows = bare.watchlist(PUBLIC, TODAY, QUESTION)
    members = {counts.iso3s[place] for place in np.flatnonzero(counts.member[:, -1])}
    assert {row.state_iso3 for row in rows} == members
    assert len(rows) == len(members) == 195
    assert [row.rank for row in rows] == list(range(1, 196))
    chances = [row.forecast.probability for row in rows]
    assert chances == sorted(chances, reverse=True)


def test_a_row_shows_two_years_what_is_left_out_and_what_is_counted_besides(bare: Lake, counts: Counts) -> None:
    bare.add_forecasts([issued(counts, MAY, JUNE)])
    rows = {row.state_iso3: row for row in bare.watchlist(PUBLIC, TODAY, QUESTION)}
    sudan, israel = rows["SDN"], rows["ISR"]
    assert len(sudan.spark) == 24
    assert sudan.spark[-8] == 59961
    assert sudan.spark_provisional[-5:] == (True,) * 5
    assert not any(sudan.spark_provisional[:-5])
    assert "Left out: deaths in fighting that involves a State" in str(sudan.excluded)
    assert "In 2024," in str(sudan.civilians)
    assert sudan.counted is None
    assert str(israel.counted) == "UCDP counts violence in Gaza and the West Bank under Israel."


def test_change_is_against_the_month_end_before(bare: Lake, counts: Counts) -> None:
    bare.add_forecasts([issued(counts, MAY, JUNE, shift=0.1)])
    assert {row.change for row in bare.watchlist(PUBLIC, TODAY, QUESTION)} == {None}
    bare.add_forecasts([issued(counts, MAY - 1, date(2026, 5, 20))])
    rows = bare.watchlist(PUBLIC, TODAY, QUESTION)
    assert all(row.change is not None and row.change > 0 for row in rows)


def test_each_day_sees_the_forecast_that_was_known_by_then(bare: Lake, counts: Counts) -> None:
    bare.add_forecasts([issued(counts, MAY, JUNE), issued(counts, MAY, JULY, shift=0.2)])
    bare.add_forecasts([issued(counts, MAY - 1, date(2026, 5, 20), shift=-0.2)])
    known = {day: {one.known_at for one in bare.forecasts(PUBLIC, day, QUESTION)} for day in (JUNE, JULY, TODAY)}
    assert known == {JUNE: {JUNE}, JULY: {JULY}, TODAY: {JULY}}
    assert {one.origin for one in bare.forecasts(PUBLIC, date(2026, 6, 19), QUESTION)} == {MAY - 1}


def test_an_older_forecast_never_stands_in_for_a_newer_month(bare: Lake, counts: Counts) -> None:
    bare.add_forecasts([issued(counts, Month(2019, 12), date(2020, 7, 1))])
    assert bare.forecasts(PUBLIC, date(2020, 9, 1), QUESTION)
    assert bare.forecasts(PUBLIC, date(2021, 9, 1), QUESTION) == []
    assert bare.watchlist(PUBLIC, TODAY, QUESTION) == []


def test_questions_are_kept_apart(bare: Lake, counts: Counts) -> None:
    bare.add_forecasts([issued(counts, MAY, JUNE)])
    assert bare.forecasts(PUBLIC, TODAY, Question(25, 3)) == []
    bare.add_forecasts([issued(counts, MAY, JUNE, question=Question(25, 3))])
    assert len(bare.forecasts(PUBLIC, TODAY, Question(25, 3))) == 195


def test_what_was_issued_is_never_changed(bare: Lake, counts: Counts) -> None:
    bare.add_forecasts([issued(counts, MAY, JUNE)])
    identity, first = bare.identity, bare.forecasts(PUBLIC, TODAY, QUESTION)
    bare.add_forecasts([issued(counts, MAY, JUNE, shift=1.0)])
    assert bare.identity == identity
    assert bare.forecasts(PUBLIC, TODAY, QUESTION) == first


def test_loading_a_newer_bundle_keeps_what_the_home_issued_first(
    bare: Lake, counts: Counts, home: Path, tmp_path: Path
) -> None:
    bare.add_forecasts([issued(counts, MAY, JUNE)])
    first = bare.forecasts(PUBLIC, TODAY, QUESTION)
    other = Lake(tmp_path / "newer" / "lake")
    load_bundled(tmp_path / "newer", bundled=bare.folder)
    writing.issue(other.folder, "forecasts", issued(counts, MAY, JUNE, shift=1.0).columns())
    other.add_forecasts([issued(counts, MAY - 1, date(2026, 5, 20))])
    load_bundled(home, bundled=other.folder)
    assert bare.forecasts(PUBLIC, TODAY, QUESTION) == first
    assert bare.forecasts(PUBLIC, date(2026, 5, 21), QUESTION)


def test_the_path_runs_from_the_oldest_month_end_to_the_newest(bare: Lake, counts: Counts) -> None:
    sets = [issued(counts, MAY - back, (MAY - back + 1).first_day.replace(day=20)) for back in range(4)]
    bare.add_forecasts([*sets, issued(counts, MAY, JULY, shift=0.3)])
    path = bare.forecast_path(PUBLIC, TODAY, QUESTION, "SDN")
    assert [one.origin for one in path] == [MAY - 3, MAY - 2, MAY - 1, MAY]
    assert path[-1].known_at == JULY
    assert [one.origin for one in bare.forecast_path(PUBLIC, date(2026, 4, 1), QUESTION, "SDN")] == [MAY - 3]
    with pytest.raises(Unknown, match="There is no State XYZ"):
        bare.forecast_path(PUBLIC, TODAY, QUESTION, "XYZ")


def surprises(month: Month, count: int) -> list[Change]:
    """A verdict on two States."""
    return [Change(iso3, month, count, 2.5, 0.004, True, surprise(count, 2.5)) for iso3 in ("SDN", "NOR")]


def test_surprises_are_kept_and_stand_beside_the_forecast(bare: Lake, counts: Counts) -> None:
    bare.add_forecasts([issued(counts, MAY, JUNE)])
    bare.add_changes(surprises(MAY, 31), JUNE)
    bare.add_changes(surprises(MAY, 99), JUNE)
    assert [(one.iso3, one.count, one.rings) for one in bare.changes(PUBLIC, TODAY)] == [
        ("NOR", 31, True),
        ("SDN", 31, True),
    ]
    rows = {row.state_iso3: row.surprise for row in bare.watchlist(PUBLIC, TODAY, QUESTION)}
    assert rows["SDN"] is not None
    assert str(rows["SDN"].sentence).startswith("31 civilians killed on purpose in the latest month")
    assert rows["TCD"] is None
    assert bare.changes(PUBLIC, date(2026, 6, 19)) == []


def model(name: str) -> Model:
    """A model of two drivers."""
    return Model(
        id=name,
        question=QUESTION,
        begins=Month(1995, 1),
        closes=Month(2025, 12),
        vintage="26.1",
        keys=("killed_12", "region"),
        means=np.array([1.5, 0.25]),
        scales=np.array([2.0, 0.125]),
        intercept=-3.0,
        coefficients=np.array([0.7, 0.1]),
        replicates=np.array([[-3.0, 0.6, 0.2]]),
        persistence=(0.02, 0.8),
        strength=0.1,
        seed=1,
        rows=100,
        reached=10,
        library="none",
    )


def test_models_are_kept_once_and_come_back_whole(bare: Lake) -> None:
    bare.add_models([model("a")])
    bare.add_models([model("a"), model("b")])
    assert [one.written() for one in bare.models()] == [model("a").written(), model("b").written()]


def test_a_settled_lake_says_the_same_from_one_file_a_table(bare: Lake, counts: Counts) -> None:
    bare.add_forecasts([issued(counts, MAY, JUNE)])
    bare.add_forecasts([issued(counts, MAY, JULY, shift=0.2)])
    bare.add_changes(surprises(MAY, 31), JUNE)
    bare.add_models([model("a")])
    bare.add_models([model("b")])
    before = bare.watchlist(PUBLIC, TODAY, QUESTION), [one.id for one in bare.models()]
    bare.settle()
    assert (bare.watchlist(PUBLIC, TODAY, QUESTION), [one.id for one in bare.models()]) == before
    names = {path.name for path in bare.folder.iterdir()}
    assert {"forecasts.parquet", "changes.parquet", "models.json"} <= names
    assert not [name for name in names if name.startswith(("forecasts-", "changes-", "models-"))]
    bare.verify()


def test_a_bundle_with_forecasts_reaches_a_new_home(bare: Lake, counts: Counts, tmp_path: Path) -> None:
    bare.add_forecasts([issued(counts, MAY, JUNE)])
    bare.add_models([model("a")])
    bare.settle()
    arrived = load_bundled(tmp_path / "new", bundled=bare.folder)
    assert arrived.watchlist(PUBLIC, TODAY, QUESTION) == bare.watchlist(PUBLIC, TODAY, QUESTION)
    assert [one.id for one in arrived.models()] == ["a"]


def test_nothing_is_kept_where_there_is_no_home(counts: Counts) -> None:
    with pytest.raises(Fault, match="Name a folder in UPSTANDER_HOME"):
        open_lake(None).add_forecasts([issued(counts, Month(2001, 3), date(2002, 7, 1))])


def test_the_arrays_that_callers_share_cannot_be_written_to(counts: Counts) -> None:
    with pytest.raises(ValueError, match="read-only"):
        counts.deaths[Kind.ONE_SIDED][0, 0] = 1.0


def test_a_number_of_people_keeps_its_last_digit(bare: Lake, counts: Counts) -> None:
    one = issued(counts, MAY, JUNE)
    people = np.full(len(one.iso3s), 227_882_949.0)
    bare.add_forecasts([replace(one, facts={**one.facts, "population": people})])
    driver = next(one for one in bare.forecasts(PUBLIC, TODAY, QUESTION)[0].drivers if one.key == "population")
    assert str(driver.sentence) == "Population 227882949"
