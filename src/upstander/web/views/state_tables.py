"""The tables of a State's page, as they leave the house."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from typing_extensions import TypedDict

from upstander.lib.dates import Month
from upstander.records import wire
from upstander.records.errors import Usage
from upstander.records.forecasts import Question
from upstander.records.people import Viewer
from upstander.web import figures, sheets
from upstander.web.asked import Asked
from upstander.web.words import say


class ObservationRow(TypedDict):
    """A yearly figure on people."""

    voice: str
    iso3: str
    series: str
    year: int
    value: float | None
    unit: str
    source: str
    vintage: str
    known_at: str
    licence: str


Rows = Iterable[Mapping[str, Any]]


def months(viewer: Viewer, iso3: str, when: Asked, what: Question) -> Rows:  # noqa: ARG001  all are asked alike
    """Every month since 1989."""
    last = figures.lake().last_month(viewer, when.day)
    return wire.figures(figures.lake().panel(viewer, when.day, [iso3], Month(1989, 1), last))


def years(viewer: Viewer, iso3: str, when: Asked, what: Question) -> Rows:  # noqa: ARG001  all are asked alike
    """Every year with its range."""
    return [wire.year(row) for row in figures.lake().years(viewer, when.day, iso3)]


def people(viewer: Viewer, iso3: str, when: Asked, what: Question) -> Rows:  # noqa: ARG001  all are asked alike
    """Population, displacement and the other yearly series."""
    held = figures.lake().observations(viewer, when.day, iso3)
    return [wire.shaped(ObservationRow, row, voice="recorded") for row in held]


def reasons(viewer: Viewer, iso3: str, when: Asked, what: Question) -> Rows:  # noqa: ARG001  all are asked alike
    """Every reason of the forecast."""
    found = next((row for row in figures.watchlist(when.day, what) if row.state_iso3 == iso3), None)
    return [wire.driver(driver, say) for driver in found.forecast.drivers] if found else []


TABLES: dict[str, tuple[type, Callable[[Viewer, str, Asked, Question], Rows]]] = {
    "figures": (wire.FigureObject, months),
    "years": (wire.YearObject, years),
    "people": (ObservationRow, people),
    "reasons": (wire.DriverObject, reasons),
}


def table(viewer: Viewer, iso3: str, when: Asked, what: Question, name: str) -> HttpResponse:
    """One of them, whole; Usage for no such table."""
    if name not in TABLES:
        raise Usage("There is no table called %(name)s: use the links of the page.", "table", name=name[:40])
    shape, read = TABLES[name]
    return sheets.answer(f"{name}-{iso3}-{when.day}", shape, read(viewer, iso3, when, what))
