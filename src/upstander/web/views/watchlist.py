"""Where are civilians most at risk? The list, the map, what changed, and what nobody looks at."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from upstander.lib.dates import Month
from upstander.records import wire
from upstander.records.desk import Phase, Situation, Status
from upstander.records.errors import Usage
from upstander.records.figures import State
from upstander.records.forecasts import THRESHOLDS, WINDOWS, Question, WatchlistRow
from upstander.records.people import Viewer
from upstander.store.desk import reads as desk
from upstander.web import figures, sheets, tasks
from upstander.web.asked import Asked, asked, question, read_day
from upstander.web.marks.atlas import bundled_atlas
from upstander.web.marks.world import Place, map_key, world_map
from upstander.web.views.pages import done, viewer_of
from upstander.web.words import language, region, say, words

SHOWN = 25
"""Rows before `?show=all`."""

WATCHED = 14
"""Ranks that count as high on the list."""

BACK = 36
"""Months the slider reaches back."""

ATLAS = bundled_atlas()


@dataclass(frozen=True, slots=True)
class Line:
    """A row as the page shows it: the State's name in the reader's language and the situation open to the reader."""

    row: WatchlistRow
    state: State | None
    name: str
    situation: Situation | None
    also: tuple[State, ...]


ORDERS: dict[str, Callable[[Line], Any]] = {
    "rank": lambda line: line.row.rank,
    "name": lambda line: line.name,
    "chance": lambda line: -line.row.forecast.probability,
    "change": lambda line: -(line.row.change or 0.0),
}


@require_safe
def watchlist(request: HttpRequest) -> HttpResponse:
    """The watchlist, as known on a day."""
    when = asked(request)
    if "slide" in request.GET:
        return redirect(slid(request, when))
    what = question(request.GET)
    rows = figures.watchlist(when.day, what)
    lines = lines_of(rows, open_situations(viewer_of(request)))
    kept = ordered(filtered(lines, request), request.GET.get("sort", "rank"))
    if sheets.wanted(request):
        return sheets.answer(
            f"watchlist-{when.day}", wire.WatchlistObject, wire.watchlist((line.row for line in kept), say)
        )
    return render(request, "web/watchlist.html", page(request, when, what, lines, kept))


def page(
    request: HttpRequest, when: Asked, what: Question, lines: Sequence[Line], kept: Sequence[Line]
) -> dict[str, Any]:
    """What the template needs."""
    everything = request.GET.get("show") == "all"
    first = lines[0].row.forecast if lines else None
    return {
        "asked": when,
        "question": what,
        "thresholds": THRESHOLDS,
        "windows": WINDOWS,
        "lines": kept if everything else kept[:SHOWN],
        "total": len(kept),
        "hidden": 0 if everything else max(0, len(kept) - SHOWN),
        "order": request.GET.get("sort", "rank"),
        "forecast": first,
        "unsigned": gettext("not signed by anyone"),
        "map": drawn(lines, when) if lines else "",
        "map_key": map_key(words()),
        "movers": movers(lines),
        "ringing": [line for line in lines if line.row.surprise and line.row.surprise.rings][:5],
        "unowned": [line for line in lines if line.row.rank <= WATCHED and line.situation is None],
        "regions": sorted({line.row.region for line in lines if line.row.region}, key=region),
        "region_now": request.GET.get("region", ""),
        "phases": list(Phase),
        "phase_now": request.GET.get("phase", ""),
        "slider": {"most": BACK, "now": BACK - months_back(when)},
        "earlier": (Month.of(when.day) - 1).last_day,
    }


def slid(request: HttpRequest, when: Asked) -> str:
    """Where the slider leads: the end of the month so many months ago, today at its end."""
    text = request.GET["slide"]
    if not (text.isascii() and text.isdigit() and int(text) <= BACK):
        raise Usage("%(text)s is no month of the slider: choose one of the last 36.", "slide", text=text[:20])
    query = request.GET.copy()
    del query["slide"]
    query.pop("as-known", None)
    query.pop("as_known", None)
    if int(text) < BACK:
        query["as-known"] = (Month.of(when.today) - (BACK - int(text))).last_day.isoformat()
    return f"{request.path}?{query.urlencode()}" if query else request.path


def months_back(when: Asked) -> int:
    """How many months the day lies back, as far as the slider reaches."""
    return min(BACK, Month.of(when.today).ordinal - Month.of(when.day).ordinal)


def open_situations(viewer: Viewer) -> dict[str, Situation]:
    """The real situation of each State that the viewer may see; the first by title where there are several."""
    found: dict[str, Situation] = {}
    number, last = 1, 1
    while number <= last:
        rows, where = desk.situations(viewer, page=number)
        for each in rows:
            if each.status is Status.ACTUAL:
                found.setdefault(each.iso3, each)
        number, last = number + 1, where.last
    return found


def lines_of(rows: Iterable[WatchlistRow], situations: dict[str, Situation]) -> list[Line]:
    """The rows with names in the reader's language, situations, and the places counted along."""
    known, tongue = figures.states(), language()
    along: dict[str, list[State]] = {}
    for state in known.values():
        if state.counted_under:
            along.setdefault(state.counted_under, []).append(state)
    return [
        Line(
            row,
            known.get(row.state_iso3),
            known[row.state_iso3].name(tongue) if row.state_iso3 in known else row.name,
            situations.get(row.state_iso3),
            tuple(along.get(row.state_iso3, ())),
        )
        for row in rows
    ]


def filtered(lines: Iterable[Line], request: HttpRequest) -> list[Line]:
    """By region, and by the phase of situations open to the reader."""
    where, phase = request.GET.get("region", ""), request.GET.get("phase", "")
    if phase and phase not in {str(each) for each in Phase}:
        raise Usage("%(phase)s is no phase: choose one of the list.", "phase", phase=phase[:40])
    return [
        line
        for line in lines
        if (not where or line.row.region == where)
        and (not phase or (line.situation is not None and line.situation.phase == phase))
    ]


def ordered(lines: Iterable[Line], order: str) -> list[Line]:
    """By one of the columns; a minus turns it round."""
    key = ORDERS.get(order.removeprefix("-"))
    if key is None:
        raise Usage("The list cannot be sorted by %(order)s: use the headings.", "sort", order=order[:40])
    return sorted(lines, key=key, reverse=order.startswith("-"))


def movers(lines: Iterable[Line]) -> list[Line]:
    """The five whose chance moved most since the month before, among those that moved."""
    moved = [line for line in lines if line.row.change is not None and abs(line.row.change) >= 0.005]
    return sorted(moved, key=lambda line: -abs(line.row.change or 0.0))[:5]


def drawn(lines: Sequence[Line], when: Asked) -> str:
    """The map: shades by chance, ranks keyed to the table, places without a figure of their own named so."""
    known, tongue = figures.states(), language()
    places = [
        Place(
            line.row.state_iso3,
            line.name,
            line.row.forecast.probability,
            line.row.rank,
            f"/situations/{line.row.state_iso3}/{when.keep}",
        )
        for line in lines
    ]
    held = {place.iso3 for place in places}
    others = (state for state in known.values() if state.iso3 not in held)
    places += [
        Place(
            state.iso3,
            state.name(tongue),
            None,
            None,
            f"/situations/{state.iso3}/{when.keep}",
            known[state.counted_under].name(tongue) if state.counted_under in known else "",
        )
        for state in others
    ]
    return world_map(places, ATLAS, static("web/world.svg"), words())


@require_POST
def compute(request: HttpRequest) -> HttpResponse:
    """Put off the computing of a day's forecasts; the worker does it once, and the lake keeps them."""
    day = read_day(request.POST.get("as-known", ""))
    if day > timezone.now().date():
        raise Usage("%(day)s lies in the future: ask for today or an earlier day.", "as-known", day=day.isoformat())
    figures.lake().last_month(viewer_of(request), day)
    if not tasks.being_computed(day):
        tasks.compute.enqueue(day.isoformat())
    done(request, _("The forecasts of that day are being computed. Open this page again in a minute or two."))
    return redirect(f"{reverse('watchlist')}?as-known={day}")
