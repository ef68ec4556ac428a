"""One State: the chance and its reasons, the figures and how they changed, and what this desk does about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from upstander.jobs import situations as jobs
from upstander.lib.dates import Month, months
from upstander.lib.text import Sentence, mark
from upstander.records.desk import Phase, Situation, Status
from upstander.records.figures import Figure, Kind, Observation, Revision, State
from upstander.records.forecasts import Question, WatchlistRow
from upstander.records.people import Viewer
from upstander.store.desk import reads as desk
from upstander.web import figures, sheets
from upstander.web.asked import Asked, asked, question
from upstander.web.marks.chips import initials
from upstander.web.marks.labels import PHASES
from upstander.web.marks.months import WIDE, Flag, months_chart, months_key
from upstander.web.marks.path import chance_chart
from upstander.web.marks.years import years_chart
from upstander.web.views import state_tables
from upstander.web.views.pages import everything, viewer_of
from upstander.web.words import words

YEARS = 10
"""Years of the publisher's yearly figures that the chart shows."""

SERIES = {
    "population": mark("Population"),
    "refugees": mark("Fled abroad (refugees)"),
    "asylum_seekers": mark("Seeking asylum abroad"),
    "idps": mark("Displaced inside the country"),
}


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One month of the table: what was first counted, what is counted now, for each kind."""

    month: Month
    first: Mapping[Kind, Revision]
    now: Mapping[Kind, Figure]

    @property
    def times(self) -> float | None:
        """How many times the first count of civilians the present one is; None where that cannot be said."""
        told = self.first.get(Kind.ONE_SIDED)
        if told is None or not told.first or told.now is None or told.first == told.now:
            return None
        return told.now / told.first

    @property
    def any(self) -> Figure | None:
        """One of its figures, for vintage and marks."""
        return next(iter(self.now.values()), None)


@require_safe
def state(request: HttpRequest, iso3: str) -> HttpResponse:
    """The State's page, as known on a day."""
    viewer, when = viewer_of(request), asked(request)
    found = figures.lake().state(viewer, iso3)
    if found.counted_under:
        return counted_elsewhere(request, found, when)
    last = figures.lake().last_month(viewer, when.day)
    first = last - (WIDE - 1)
    panel = figures.lake().panel(viewer, when.day, [iso3], first, last)
    if sheets.wanted(request):
        return state_tables.table(viewer, iso3, when, question(request.GET), request.GET.get("table", "figures"))
    context = (
        recorded(viewer, found, when, panel, last)
        | computed(viewer, found, when, question(request.GET))
        | watched(viewer, found)
    )
    return render(request, "web/state.html", {"asked": when, "state": found, **context})


def counted_elsewhere(request: HttpRequest, found: State, when: Asked) -> HttpResponse:
    """The page of a place whose violence is counted under another State: it says so, and shows what is its own."""
    viewer = viewer_of(request)
    context = {
        "asked": when,
        "state": found,
        "other": figures.states()[found.counted_under],
        **people_moved(viewer, found, when),
        **watched(viewer, found),
    }
    return render(request, "web/counted_elsewhere.html", context)


def recorded(viewer: Viewer, found: State, when: Asked, panel: Sequence[Figure], last: Month) -> dict[str, Any]:
    """What sources counted: by month, by year, and how many people live there or fled."""
    lake, first = figures.lake(), last - (WIDE - 1)
    revisions = lake.revisions(viewer, when.day, found.iso3, first, last)
    years = [year for year in lake.years(viewer, when.day, found.iso3) if year.kind is Kind.ONE_SIDED][-YEARS:]
    until = min(Month.of(when.day), last + 3)
    return {
        "chart": months_chart(panel, revisions, until, words(), flags=flags(viewer, found)),
        "chart_key": months_key(words()),
        "table": month_lines(panel, revisions, first, last)[::-1],
        "kinds": (Kind.ONE_SIDED, Kind.STATE_BASED, Kind.NON_STATE),
        "last": last,
        "vintages": sorted({figure.vintage for figure in panel}),
        "provisional_word": gettext("provisional") if any(figure.provisional for figure in panel) else "",
        "reconstructed_word": gettext("reconstructed") if any(figure.reconstructed for figure in panel) else "",
        "provisional": any(figure.provisional for figure in panel),
        "reconstructed": any(figure.reconstructed for figure in panel),
        "years": years,
        "year_vintages": sorted({year.vintage for year in years}),
        "years_chart": years_chart(years, Kind.ONE_SIDED, words()) if years else "",
        "along": [place for place in figures.states().values() if place.counted_under == found.iso3],
        **people_moved(viewer, found, when),
    }


def month_lines(panel: Sequence[Figure], revisions: Sequence[Revision], first: Month, last: Month) -> list[MonthLine]:
    """A line for each month, covered or not."""
    now: dict[Month, dict[Kind, Figure]] = {}
    for figure in panel:
        now.setdefault(figure.month, {})[figure.kind] = figure
    told: dict[Month, dict[Kind, Revision]] = {}
    for revision in revisions:
        told.setdefault(revision.month, {})[revision.kind] = revision
    return [MonthLine(month, told.get(month, {}), now.get(month, {})) for month in months(first, last)]


def people_moved(viewer: Viewer, found: State, when: Asked) -> dict[str, Any]:
    """The newest figure of each series on people."""
    held = figures.lake().observations(viewer, when.day, found.iso3, tuple(SERIES))
    by_series = groupby(sorted(held, key=lambda one: (one.series, one.year)), key=lambda one: one.series)
    newest = {series: known(list(rows)) for series, rows in by_series}
    shown = [(Sentence(SERIES[series]), newest[series]) for series in SERIES if newest.get(series)]
    return {"observations": shown}


def known(rows: Sequence[Observation]) -> Observation | None:
    """The newest that has a value."""
    return next((one for one in reversed(rows) if one.value is not None), None)


def computed(viewer: Viewer, found: State, when: Asked, what: Question) -> dict[str, Any]:
    """What the machine computed of it: chance, reasons, path."""
    rows = figures.watchlist(when.day, what)
    row = next((one for one in rows if one.state_iso3 == found.iso3), None)
    return {
        "question": what,
        "row": row,
        "forecast": row.forecast if row else None,
        "stored": bool(rows),
        "ranked": len(rows),
        "until": until(row) if row else None,
        "path": chance_chart(figures.lake().forecast_path(viewer, when.day, what, found.iso3), words()) if row else "",
        "unsigned": gettext("not signed by anyone"),
    }


def until(row: WatchlistRow) -> Any:
    """The last day the forecast speaks of."""
    return (row.forecast.origin + row.forecast.question.within).last_day


def open_here(viewer: Viewer, iso3: str) -> list[Situation]:
    """The situations of the State that the viewer may see."""
    return everything(lambda number: desk.situations(viewer, iso3=iso3, page=number))


def flags(viewer: Viewer, found: State) -> list[Flag]:
    """When who judged which phase, for the time line; the real only."""
    return [
        Flag(Month.of(change.at.date()), flag_text(change.by, change.phase))
        for each in open_here(viewer, found.iso3)
        if each.status is Status.ACTUAL
        for change in desk.phases(viewer, each.id)
    ]


def flag_text(by: str, phase: Phase) -> str:
    """A. Okoro: phase Ongoing."""
    return words()(mark("%(name)s: phase %(phase)s"), name=initials(by), phase=words()(PHASES[phase]))


def watched(viewer: Viewer, found: State) -> dict[str, Any]:
    """What this desk does about it, as far as the viewer may see: situations with their signals, alerts, decisions."""
    held = open_here(viewer, found.iso3)
    return {
        "now": timezone.now(),
        "situations": [(each, *work(viewer, each)) for each in held if each.status is Status.ACTUAL],
        "exercises": [each for each in held if each.status is not Status.ACTUAL],
        "opens": viewer.may(jobs.OPENS),
    }


def work(viewer: Viewer, each: Situation) -> tuple[Any, ...]:
    """A situation's newest signals, its alerts, and its decisions."""
    signals, _ = desk.signals(viewer, situation=each.id)
    alerts, _ = desk.alerts(viewer, situation=each.id)
    made = [(alert, decision) for alert in alerts for recipient in alert.recipients for decision in recipient.decisions]
    return signals[:5], alerts, made
