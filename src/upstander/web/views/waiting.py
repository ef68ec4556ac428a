"""What waits for me: the real first, the oldest deadline first, what is late marked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from upstander.jobs import holding, owed
from upstander.jobs import waiting as jobs
from upstander.records import wire_desk
from upstander.records.desk import Status
from upstander.records.people import Role
from upstander.store.desk import reads as desk
from upstander.web import sheets
from upstander.web.asked import page
from upstander.web.matters import matters
from upstander.web.views.pages import everything, viewer_of

PORTION = 500
"""Lines that are read at once for a table of all of them."""


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """My list. Exercises stand apart and are not counted."""
    viewer, now = viewer_of(request), timezone.now()
    if sheets.wanted(request):
        rows = everything(lambda number: jobs.listed(viewer, now, number, PORTION))
        return sheets.answer("waiting", wire_desk.WaitingObject, map(wire_desk.waiting, rows))
    found = jobs.inbox(viewer, now, page(request))
    others, many, late = owed.on_page(viewer, now)
    also = [item for item in others if item.status is Status.ACTUAL]
    played = matters(found.exercises, (item for item in others if item.status is not Status.ACTUAL))
    asked = [each.alert.id for each in (*found.items, *found.exercises) if each.recipient]
    context = {
        "now": now,
        "waits": holding.waits(viewer, asked, now),
        "items": found.items,
        "where": found.where,
        "matters": matters(found.items, also if found.where.number == 1 else []),
        "unseen": many - len(also) if found.where.number == 1 else 0,
        "total": found.where.total + many,
        "waiting_count": found.where.total + many,
        "late": found.late + late,
        "played": played,
        "reports_on": desk.situations(viewer)[0] if viewer.roles == {Role.REPORTER} else [],
    }
    return render(request, "web/waiting.html", context)
