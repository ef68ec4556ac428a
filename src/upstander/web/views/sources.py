"""Where the figures come from, and when each vintage could be known."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from upstander.web import figures
from upstander.web.asked import asked
from upstander.web.views.pages import viewer_of


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """The vintages known on that day, newest first."""
    when = asked(request)
    held = figures.lake().vintages(viewer_of(request), when.day)
    return render(request, "web/sources.html", {"asked": when, "vintages": held[::-1]})
