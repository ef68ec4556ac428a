"""Figures and forecasts as they leave the house in JSON: what `--json` prints and the API answers, key for key.

The class of an object names every key that goes out; a field that a record gains stays inside until it is named here.
`voice` says who speaks: a source (recorded), a machine (computed) or a named person (judged).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, TypeVar, cast

from typing_extensions import TypedDict

from upstander.lib.dates import Month
from upstander.lib.text import Sentence
from upstander.records.figures import Figure, Kind, KnownBasis, Licence, State, YearFigure
from upstander.records.forecasts import Change, Driver, WatchlistRow

Say = Callable[[Sentence], str]
"""Says a sentence in the reader's language; `str` says it in English."""

Voice = Literal["recorded", "computed", "judged"]


class Format:
    """Tells a schema how a text is written; means nothing to anything else."""

    def __init__(self, **words: str) -> None:
        self.words = words

    def __get_pydantic_json_schema__(self, schema: Any, inner: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
        return inner(schema) | self.words


Day = Annotated[str, Format(format="date")]
Moment = Annotated[str, Format(format="date-time")]
MonthText = Annotated[str, Format(pattern=r"^\d{4}-\d{2}$")]

Shape = TypeVar("Shape")


def plain(value: object) -> object:
    """A field's value as JSON writes it: times in UTC, months and days as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Month) else value


def shaped(shape: type[Shape], record: object, **given: object) -> Shape:
    """An object of this shape: `given` values first, the others read from the record's fields of the same names."""
    return cast(
        Shape, {key: given[key] if key in given else plain(getattr(record, key)) for key in shape.__annotations__}
    )


class FigureObject(TypedDict):
    """Deaths of one kind in one State in one month, as one vintage counted them; null is unknown, never 0."""

    voice: Literal["recorded"]
    iso3: str
    gw: int
    month: MonthText
    kind: Kind
    events: int | None
    low: int | None
    best: int | None
    high: int | None
    vintage: str
    known_at: Day
    known_basis: KnownBasis
    reconstructed: bool
    provisional: bool
    source: str
    licence: Licence


class YearObject(TypedDict):
    """Deaths of one kind in a calendar year, with the publisher's range; null is unknown, never 0."""

    voice: Literal["recorded"]
    iso3: str
    year: int
    kind: Kind
    low: int | None
    best: int | None
    high: int | None
    civilians: int | None
    vintage: str
    known_at: Day


class StateObject(TypedDict):
    """A State, or a place whose violence is counted under another."""

    voice: Literal["recorded"]
    iso3: str
    name: str
    names: Mapping[str, str]
    region: str
    gw: int | None
    m49: int | None
    cow: int | None
    counted_under: str
    counts_also: list[str]
    note: str


class DriverObject(TypedDict):
    """One reason for a chance, and what it adds to its log-odds."""

    key: str
    text: str
    value: float | None
    log_odds: float
    source: str
    vintage: str


class SurpriseObject(TypedDict):
    """Whether the latest month is surprising given the place's own past."""

    month: MonthText
    count: int
    usual: float
    chance: float
    rings: bool
    text: str


class WatchlistObject(TypedDict):
    """One State on the watchlist. `intercept` and the log-odds of all drivers add up to those of `probability`."""

    voice: Literal["computed"]
    rank: int
    iso3: str
    name: str
    region: str
    at_least: int
    within: int
    probability: float
    low: float
    high: float
    baseline: float
    change: float | None
    provisional: bool
    reconstructed: bool
    origin: MonthText
    known_at: Day
    model: str
    intercept: float
    drivers: list[DriverObject]
    surprise: SurpriseObject | None
    excluded: str
    civilians: str | None
    counted: str | None
    last_month: MonthText


def figure(record: Figure) -> FigureObject:
    """A figure of the panel."""
    return shaped(FigureObject, record, voice="recorded")


def figures(records: Iterable[Figure]) -> list[FigureObject]:
    """The figures of a panel, in the order given."""
    return [figure(record) for record in records]


def state(record: State, language: str = "en") -> StateObject:
    """A State, named in this language."""
    names = dict(record.names)
    return shaped(
        StateObject,
        record,
        voice="recorded",
        name=record.name(language),
        names=names,
        counts_also=list(record.counts_also),
    )


def driver(record: Driver, say: Say = str) -> DriverObject:
    """A reason, its sentence said."""
    return shaped(DriverObject, record, text=say(record.sentence))


def surprise(record: Change, say: Say = str) -> SurpriseObject:
    """A verdict on the latest month, its sentence said."""
    return shaped(SurpriseObject, record, text=say(record.sentence))


def watchlist_row(row: WatchlistRow, say: Say = str) -> WatchlistObject:
    """A row of the watchlist, its sentences said."""
    return shaped(
        WatchlistObject,
        row.forecast,
        voice="computed",
        rank=row.rank,
        name=row.name,
        region=row.region,
        at_least=row.forecast.question.at_least,
        within=row.forecast.question.within,
        change=row.change,
        drivers=[driver(one, say) for one in row.forecast.drivers],
        surprise=row.surprise and surprise(row.surprise, say),
        excluded=say(row.excluded),
        civilians=row.civilians and say(row.civilians),
        counted=row.counted and say(row.counted),
        last_month=str(row.last_month),
    )


def watchlist(rows: Iterable[WatchlistRow], say: Say = str) -> list[WatchlistObject]:
    """The whole watchlist, in the order given."""
    return [watchlist_row(row, say) for row in rows]


def year(row: YearFigure) -> YearObject:
    """A whole year's count."""
    return shaped(YearObject, row, voice="recorded")
