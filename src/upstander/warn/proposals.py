"""What the machine puts before an analyst: signals from a forecast or a surprising month."""

from datetime import UTC, datetime, time

from upstander.lib.text import Sentence, mark
from upstander.records.desk import Signal, SignalKind
from upstander.records.figures import YearFigure
from upstander.records.forecasts import Change, Forecast, WatchlistRow

PROPOSES_FROM = 0.4
"""A chance from which a State's forecast becomes a signal."""

PROPOSES_RISE = 0.05
"""A rise since the month before from which it does so at any height."""

CHANCE = mark(
    "The chance that at least %(deaths)s civilians are killed on purpose within %(months)s months is %(chance)s %%."
)
RANGE = mark("The 9-in-10 range is %(low)s to %(high)s %%; persistence alone gives %(baseline)s %%.")
SURPRISE = mark("%(count)s civilians were killed on purpose in %(month)s, more than the place's own past explains.")
COUNTED = mark(
    "In %(year)s UCDP counted %(n)s civilians killed on purpose, between %(low)s and %(high)s (vintage %(vintage)s, "
    "known on %(day)s)."
)
LARGEST = 5


def proposals(
    row: WatchlistRow, situation: str, now: datetime, year: YearFigure | None = None
) -> list[tuple[str, Signal]]:
    """Signals from one State's line on the watchlist, each with the key under which it is proposed once.

    `year`: the newest whole year of one-sided violence there, which has its publisher's range.
    """
    known, counted = row.forecast.known_at, of_year(year)
    found = []
    if speaks(row):
        signal = machine(SignalKind.FORECAST, (*of_forecast(row.forecast), *counted), row.forecast, situation, now)
        found.append((f"forecast {row.forecast.origin} {known}", signal))
    if row.surprise is not None and row.surprise.rings:
        signal = machine(SignalKind.CHANGE, (*of_change(row.surprise), *counted), row.forecast, situation, now)
        found.append((f"change {row.surprise.month} {known}", signal))
    return found


def speaks(row: WatchlistRow) -> bool:
    """Whether the chance is high, or has risen."""
    return row.forecast.probability >= PROPOSES_FROM or (row.change or 0.0) >= PROPOSES_RISE


def of_forecast(forecast: Forecast) -> tuple[Sentence, ...]:
    """The chance, its range and the rule of thumb, and the largest drivers."""
    asked = {"deaths": forecast.question.at_least, "months": forecast.question.within}
    bounds = {"low": percent(forecast.low), "high": percent(forecast.high), "baseline": percent(forecast.baseline)}
    largest = sorted(forecast.drivers, key=lambda driver: -abs(driver.log_odds))[:LARGEST]
    return (
        Sentence(CHANCE, {**asked, "chance": percent(forecast.probability)}),
        Sentence(RANGE, bounds),
        *(driver.sentence for driver in largest),
    )


def of_change(change: Change) -> tuple[Sentence, ...]:
    """That a month was worse than usual, and how improbable that was."""
    return Sentence(SURPRISE, {"count": change.count, "month": change.month}), change.sentence


def of_year(year: YearFigure | None) -> tuple[Sentence, ...]:
    """The newest whole year's count with its range; nothing where its publisher gives none."""
    if year is None or None in {year.low, year.best, year.high}:
        return ()
    counts: dict[str, object] = {"n": year.best, "low": year.low, "high": year.high}
    whence: dict[str, object] = {"year": str(year.year), "vintage": year.vintage, "day": year.known_at.isoformat()}
    return (Sentence(COUNTED, counts | whence),)


def percent(share: float) -> int:
    """A share in whole percent."""
    return round(100 * share)


def machine(kind: SignalKind, said: tuple[Sentence, ...], forecast: Forecast, situation: str, now: datetime) -> Signal:
    """A signal nobody has signed."""
    return Signal(
        id="",
        situation=situation,
        kind=kind,
        title=str(said[0]),
        text="\n".join(str(sentence) for sentence in said[1:]),
        source=f"{forecast.model}, UCDP",
        source_url="",
        vintage=str(forecast.origin),
        occurred_at=datetime.combine(forecast.origin.last_day, time.min, tzinfo=UTC),
        known_at=min(now, datetime.combine(forecast.known_at, time.min, tzinfo=UTC)),
        logged_at=now,
        by="",
        by_id=0,
        closed_at=None,
        closed_reason="",
        closed_by="",
        sentences=said,
    )
