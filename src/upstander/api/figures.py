"""Open figures: States, the panel as known on a day, the watchlist."""

from datetime import date
from typing import Annotated

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Field, Query, Router

from upstander.api.access import Asked
from upstander.api.fields import MOST_COUNTRIES, Absent, AtLeast, DayAsked, InAddress, Iso3, MonthAsked, Within, answers
from upstander.api.refusals import say
from upstander.lib.dates import Month
from upstander.lib.text import mark
from upstander.records import wire
from upstander.records.errors import Usage
from upstander.records.figures import Kind
from upstander.records.forecasts import Question
from upstander.store.lake import Lake, open_lake

FIRST = Month(1989, 1)
"""The first month that UCDP covers."""

MOST_FIGURES = 20_000
"""Figures that one answer may hold: nearly three years of every State."""

NOT_COMPUTED = mark(
    "No forecast is stored for %(day)s: open the watchlist of that day on the desk once, and it is computed and kept."
)
OUTSIDE = mark("There are no figures for %(month)s: ask for months from %(first)s to %(newest)s.")
BACKWARDS = mark("Choose a first month that is not after the last one.")
TOO_MANY = mark("Ask for fewer countries or months: one answer holds %(most)s figures.")

router = Router(tags=["Figures"])


def lake() -> Lake:
    """The lake of this installation; one for each process."""
    return open_lake(settings.UPSTANDER_HOME)


def known_on(day: date | None) -> date:
    """The day asked about, today if none; Usage for a day to come."""
    today = timezone.now().date()
    if day is not None and day > today:
        raise Usage("Choose a day that is not in the future: %(day)s is.", "as-known", day=day)
    return day or today


class WatchlistAsked(InAddress):
    """Which chance, as known on which day."""

    as_known: DayAsked | Absent = Field(None, alias="as-known", description="As known on this day; today if left out.")
    at_least: AtLeast = Field(100, alias="at-least", description="Deaths in one-sided violence.")
    within: Within = Field(12, description="Months ahead.")


class PanelAsked(InAddress):
    """Which figures, as known on which day."""

    as_known: DayAsked | Absent = Field(None, alias="as-known", description="As known on this day; today if left out.")
    country: Annotated[list[Iso3], Field(max_length=MOST_COUNTRIES)] = Field([], description="All States if left out.")
    first: MonthAsked | Absent = Field(None, alias="from", description="Eleven months before `to` if left out.")
    last: MonthAsked | Absent = Field(None, alias="to", description="The last month known on that day if left out.")
    kind: Annotated[list[Kind], Field(max_length=3)] = Field([], description="All three kinds if left out.")


@router.get("/watchlist", response=answers(list[wire.WatchlistObject]))
def watchlist(request: Asked, asked: Query[WatchlistAsked]) -> list[wire.WatchlistObject]:
    """Every State of the latest month, ranked by the chance that one-sided violence kills that many."""
    day = known_on(asked.as_known)
    rows = lake().watchlist(request.auth, day, Question(asked.at_least, asked.within))
    if not rows:
        raise Usage(NOT_COMPUTED, "as-known", day=day)
    return wire.watchlist(rows, say)


@router.get("/panel", response=answers(list[wire.FigureObject]))
def panel(request: Asked, asked: Query[PanelAsked]) -> list[wire.FigureObject]:
    """Deaths by State, month and kind, as known on a day."""
    day = known_on(asked.as_known)
    first, last = span(request, asked, day)
    states = asked.country or None
    limit(len(states or lake().states(request.auth)) * len(asked.kind or Kind) * (last.ordinal - first.ordinal + 1))
    return wire.figures(lake().panel(request.auth, day, states, first, last, asked.kind or tuple(Kind)))


def span(request: Asked, asked: PanelAsked, day: date) -> tuple[Month, Month]:
    """The months asked for; Usage where the first comes after the last, or where no figure can be."""
    newest = lake().last_month(request.auth, day)
    last = asked.last or newest
    first = asked.first or max(FIRST, last - 11)
    for name, month in (("from", first), ("to", last)):
        if not FIRST <= month <= newest:
            raise Usage(OUTSIDE, name, month=month, first=FIRST, newest=newest)
    if last < first:
        raise Usage(BACKWARDS, "from")
    return first, last


def limit(figures: int) -> None:
    """Usage where an answer would be too long."""
    if figures > MOST_FIGURES:
        raise Usage(TOO_MANY, "country", most=MOST_FIGURES)


@router.get("/states", response=answers(list[wire.StateObject]))
def states(request: Asked) -> list[wire.StateObject]:
    """Every State, and the places whose violence is counted under another."""
    language = (get_language() or "en").split("-")[0]
    return [wire.state(one, language) for one in lake().states(request.auth)]


@router.get("/states/{iso3}", response=answers(wire.StateObject))
def state(request: Asked, iso3: Iso3) -> wire.StateObject:
    """One State by its code of three letters."""
    language = (get_language() or "en").split("-")[0]
    return wire.state(lake().state(request.auth, iso3), language)


@router.get("/states/{iso3}/years", response=answers(list[wire.YearObject]))
def years(request: Asked, iso3: Iso3) -> list[wire.YearObject]:
    """Deaths by whole year and kind in one State, with the publisher's range: low, best, high."""
    return [wire.year(one) for one in lake().years(request.auth, timezone.now().date(), iso3)]
