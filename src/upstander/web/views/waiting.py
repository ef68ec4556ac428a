"""What waits for me: the real first, the oldest deadline first, what is late marked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from upstander.jobs import owed
from upstander.jobs import waiting as jobs
from upstander.records import wire_desk
from upstander.records.desk import Status
from upstander.web import sheets
from upstander.web.views.pages import viewer_of


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """My list. Exercises stand apart and are not counted."""
    now = timezone.now()
    found = jobs.waiting(viewer_of(request), now)
    if sheets.wanted(request):
        return sheets.answer("waiting", wire_desk.WaitingObject, map(wire_desk.waiting, found))
    real = [item for item in found if item.alert.status is Status.ACTUAL]
    others = owed.owed(viewer_of(request), now)
    also = [item for item in others if item.status is Status.ACTUAL]
    context = {
        "now": now,
        "items": real,
        "also": also,
        "total": len(real) + len(also),
        "late": sum(item.overdue for item in real) + sum(item.overdue for item in also),
        "exercises": [item for item in found if item.alert.status is not Status.ACTUAL],
        "also_exercises": [item for item in others if item.status is not Status.ACTUAL],
    }
    return render(request, "web/waiting.html", context)
