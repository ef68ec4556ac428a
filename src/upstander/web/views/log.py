"""The log: who did and saw what, as far as the viewer may read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upstander.records import wire_desk
from upstander.store.desk import reads as desk
from upstander.web import sheets
from upstander.web.asked import page
from upstander.web.views.pages import everything, viewer_of


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    viewer = viewer_of(request)
    if sheets.wanted(request):
        rows = everything(lambda number: desk.log(viewer, page=number))
        return sheets.answer("log", wire_desk.EntryObject, map(wire_desk.entry, rows))
    shown, where = desk.log(viewer, page=page(request))
    return render(request, "web/log.html", {"entries": shown, "where": where})
