"""What an address asks for: the day as known, the question, the order, the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from upstander.records.desk import Page
from upstander.records.errors import Usage
from upstander.records.forecasts import THRESHOLDS, WINDOWS, Question

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Asked:
    """The day whose knowledge is asked for; `past` if it is not simply today."""

    day: date
    today: date
    past: bool

    @property
    def keep(self) -> str:
        """What to add to an address so that the next page speaks of the same day."""
        return f"?as-known={self.day.isoformat()}" if self.past else ""


def asked(request: HttpRequest) -> Asked:
    """`?as-known=YYYY-MM-DD`, also as programs write it, `?as_known=`; Usage for anything but a day that has come."""
    today = timezone.now().date()
    text = (request.GET.get("as-known") or request.GET.get("as_known", "")).strip()
    if not text:
        return Asked(today, today, past=False)
    day = read_day(text)
    if day > today:
        raise Usage("%(day)s lies in the future: ask for today or an earlier day.", "as-known", day=text)
    return Asked(day, today, past=day < today)


def read_day(text: str) -> date:
    """A day written 2026-03-01; Usage otherwise."""
    try:
        if len(text) != len("2026-03-01"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise Usage("%(day)s is not a day: write it like 2026-03-01.", "as-known", day=text[:40]) from None


def question(query: QueryDict) -> Question:
    """`?at-least=100&within=12`; Usage unless it is one of the questions that are answered."""
    return Question(choice(query, "at-least", THRESHOLDS, 100), choice(query, "within", WINDOWS, 12))


def choice(query: QueryDict, name: str, allowed: tuple[int, ...], otherwise: int) -> int:
    """One of a few numbers."""
    text = query.get(name, "")
    if not text:
        return otherwise
    if text not in [str(number) for number in allowed]:
        raise Usage(
            "%(name)s takes one of %(allowed)s, not %(text)s.",
            name,
            name=name,
            allowed=", ".join(map(str, allowed)),
            text=text[:40],
        )
    return int(text)


def page(request: HttpRequest) -> int:
    """`?page=2`; Usage for what is no page number."""
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and 1 <= int(text) <= 1_000_000):
        raise Usage("%(text)s is not a page: ask for page 1.", "page", text=text[:40])
    return int(text)


def slice_of(rows: Sequence[Row], request: HttpRequest, size: int) -> tuple[Sequence[Row], Page]:
    """The page of these rows that is asked for, or the last one; and where it stands."""
    whole = Page(1, size, len(rows))
    where = Page(min(page(request), whole.last), size, len(rows))
    return rows[(where.number - 1) * size : where.number * size], where
