"""Forecasts and surprises as they were issued: kept as columns, given as records, never changed."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from upstander.lib.dates import Month
from upstander.lib.text import Sentence
from upstander.records import reasons
from upstander.records.counts import Counts
from upstander.records.figures import Kind, State
from upstander.records.forecasts import Change, Forecast, Question, WatchlistRow
from upstander.records.models import Model
from upstander.records.sets import Column, ForecastSet, change_of, forecast_of, probability_of
from upstander.store.lake import arrays, places
from upstander.store.lake.held import Held

SPARK = 24
"""Months of one-sided violence shown beside a State on the watchlist."""

FOUGHT = (Kind.STATE_BASED, Kind.NON_STATE)
"""Violence that a forecast of one-sided violence leaves out."""


@lru_cache(maxsize=64)
def forecasts(held: Held, day: date, question: Question, origin: Month) -> tuple[Forecast, ...]:
    """Every State's forecast from this month, the newest known that day; empty if none is kept."""
    if not held.manifest.of("forecasts"):
        return ()
    rows = held.named("forecasts", day=day, at_least=question.at_least, within=question.within, origin=str(origin))
    return tuple(forecast_of(row) for row in rows)


def probabilities(held: Held, day: date, question: Question, origin: Month) -> dict[str, float]:
    """The probabilities of the same forecasts, without their reasons."""
    if not held.manifest.of("forecasts"):
        return {}
    rows = held.named("forecasts", day=day, at_least=question.at_least, within=question.within, origin=str(origin))
    return {row["iso3"]: probability_of(row) for row in rows}


def path(held: Held, day: date, question: Question, iso3: str) -> list[Forecast]:
    """One State's forecasts, month-end by month-end, oldest first."""
    if not held.manifest.of("forecasts"):
        return []
    rows = held.named("forecast_path", day=day, at_least=question.at_least, within=question.within, iso3=iso3)
    return [forecast_of(row) for row in rows]


@lru_cache(maxsize=64)
def changes(held: Held, day: date, month: Month) -> tuple[Change, ...]:
    """Every State's verdict on this month; empty if none is kept."""
    if not held.manifest.of("changes"):
        return ()
    return tuple(change_of(row) for row in held.named("changes", day=day, month=str(month)))


@lru_cache(maxsize=32)
def watchlist(held: Held, day: date, question: Question, insider: bool) -> tuple[WatchlistRow, ...]:  # noqa: FBT001
    """The forecasts of a day by falling probability, each with what a reader must see beside it."""
    counts = arrays.counts(held, held.since(day), "known", insider)
    now = forecasts(held, day, question, counts.last)
    before = probabilities(held, day, question, counts.last - 1)
    surprises = {one.iso3: one for one in changes(held, day, counts.last)}
    civilians = civilians_killed(held, held.since(day), insider)
    ranked = sorted(now, key=lambda one: (-one.probability, one.iso3))
    return tuple(
        row(
            rank,
            places.by_code(held)[one.iso3],
            one,
            counts,
            change=one.probability - before[one.iso3] if one.iso3 in before else None,
            surprise=surprises.get(one.iso3),
            civilians=civilians.get(one.iso3),
        )
        for rank, one in enumerate(ranked, 1)
    )


def row(
    rank: int,
    state: State,
    forecast: Forecast,
    counts: Counts,
    change: float | None,
    surprise: Change | None,
    civilians: Sentence | None,
) -> WatchlistRow:
    """One row of the watchlist."""
    place = counts.iso3s.index(state.iso3)
    killed = counts.deaths[Kind.ONE_SIDED][place, -SPARK:]
    fought = [int(counts.deaths[kind][place, -12:].sum()) for kind in FOUGHT]
    return WatchlistRow(
        rank=rank,
        state_iso3=state.iso3,
        name=state.names["en"],
        region=state.region,
        forecast=forecast,
        change=change,
        surprise=surprise,
        excluded=reasons.excluded(*fought),
        counted=Sentence(state.note) if state.counts_also else None,
        spark=tuple(int(value) for value in killed),
        spark_provisional=tuple(bool(value) for value in counts.provisional[-SPARK:]),
        last_month=counts.last,
        civilians=civilians,
    )


def civilians_killed(held: Held, day: date, insider: bool) -> dict[str, Sentence]:  # noqa: FBT001
    """For each State, how many civilians died in fighting in the latest year known that day."""
    rows = held.rows("civilians", day=day, insider=insider)
    return {iso3: reasons.civilians(year, number, vintage) for iso3, year, number, vintage in rows}


def models(held: Held) -> list[Model]:
    """The fitted models, in the order in which they were kept."""
    found = (json.loads((held.folder / part.file).read_text(encoding="utf-8")) for part in held.checked("models"))
    return [Model.read(values) for several in found for values in several]


def kept(held: Held, table: str, columns: Sequence[str]) -> set[tuple[object, ...]]:
    """The distinct values of these columns in a table of forecasts; empty if there is no such table yet."""
    if not held.manifest.of(table):
        return set()
    held.load((table,))
    return set(held.memory.cursor().execute(f"SELECT DISTINCT {', '.join(columns)} FROM {table}").fetchall())  # noqa: S608


def key(one: ForecastSet) -> tuple[object, ...]:
    """What tells one set from another."""
    return str(one.origin), one.known_at, one.question.at_least, one.question.within


def joined(sets: Sequence[Mapping[str, Column]]) -> dict[str, Column]:
    """The columns of several sets as one."""
    return {name: [value for columns in sets for value in columns[name]] for name in sets[0]}
