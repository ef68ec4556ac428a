"""What every view does alike: page through lists, remember who saw what, say that something was done."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from upstander.jobs import audit
from upstander.records.desk import Page
from upstander.records.people import Viewer

Item = TypeVar("Item")


def viewer_of(request: HttpRequest) -> Viewer:
    """Who asks; the door has found out."""
    found: Viewer = request.viewer  # type: ignore[attr-defined]
    return found


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, an empty form too; None if the page was only opened."""
    return request.POST if request.method == "POST" else None


def everything(read: Callable[[int], tuple[Sequence[Item], Page]]) -> list[Item]:
    """All pages of a list, for tables that leave the house."""
    found: list[Item] = []
    number, last = 1, 1
    while number <= last:
        rows, where = read(number)
        found.extend(rows)
        number, last = number + 1, where.last
    return found


def saw(request: HttpRequest, what: str, id: str, situation: str) -> None:
    """Log that the viewer was shown this."""
    audit.saw(viewer_of(request), what, id, situation, timezone.now())


def done(request: HttpRequest, text: Any) -> None:
    """Say on the next page that it was recorded."""
    messages.success(request, text)
