"""A feed and a calendar for programs that cannot sign in: opened by the secret in their address, read only."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from upstander.jobs import feeds as jobs


def host_of(request: HttpRequest) -> str:
    """The desk's name in what it hands out."""
    return str(settings.UPSTANDER_PUBLIC_URL).rpartition("/")[2] or request.get_host()


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What waits for one person, as Atom."""
    text = jobs.atom(secret, timezone.now(), host_of(request))
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The deadlines of one person, as iCalendar."""
    text = jobs.deadlines(secret, timezone.now(), host_of(request))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
