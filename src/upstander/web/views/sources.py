"""Where the figures come from, and when each vintage could be known."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from typing_extensions import TypedDict

from upstander.records import wire
from upstander.web import figures, sheets
from upstander.web.asked import asked
from upstander.web.views.pages import viewer_of


class VintageRow(TypedDict):
    """One release of one series."""

    voice: str
    name: str
    series: str
    source: str
    compiled_by: str
    known_at: str
    known_basis: str
    first: str
    last: str
    provisional: bool
    licence: str
    sha256: str


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """The vintages known on that day, newest first."""
    when = asked(request)
    held = figures.lake().vintages(viewer_of(request), when.day)[::-1]
    if sheets.wanted(request):
        rows = (wire.shaped(VintageRow, one, voice="recorded") for one in held)
        return sheets.answer(f"vintages-{when.day}", VintageRow, rows)
    return render(request, "web/sources.html", {"asked": when, "vintages": held})
