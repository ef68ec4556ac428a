"""Options that many commands share, and the reading of their words."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from upstander.lib.dates import Month
from upstander.records.desk import Status, of_status
from upstander.records.errors import Usage
from upstander.records.forecasts import THRESHOLDS, WINDOWS, Question

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
AsKnown = Annotated[str, typer.Option("--as-known", metavar="DAY", help="As known on this day (YYYY-MM-DD, UTC).")]
As = Annotated[str, typer.Option("--as", metavar="NAME", help="Read with this person's eyes; acts in nobody's name.")]
Token = Annotated[
    str, typer.Option("--token", metavar="SECRET", envvar="UPSTANDER_TOKEN", help="The token of the person who acts.")
]
OfSituation = Annotated[str, typer.Option("--situation", metavar="ID", help="Only of this situation.")]
InStatus = Annotated[str, typer.Option("--status", help="Actual, Exercise or Test.")]
At = Annotated[int, typer.Option("--page", min=1, help="Which page of the list.")]
AtLeast = Annotated[int, typer.Option("--at-least", help="Deaths: 25, 100 or 1000.")]
Within = Annotated[int, typer.Option("--within", help="Months ahead: 3 or 12.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; kept for good.")]
OfStatus = Annotated[
    str, typer.Option("--status", help="Actual, Exercise or Test; without it what is real, or all of one situation.")
]

Word = TypeVar("Word", bound=StrEnum)


def shown(status: str, situation: str = "") -> Status | None:
    """Which status a list shows."""
    return of_status(word(Status, status, "status") if status else None, situation)


def now() -> datetime:
    """The only clock of the command line."""
    return datetime.now(UTC)


def day(text: str, today: date) -> date:
    """The day written YYYY-MM-DD, today if empty; Usage for another form or a day to come."""
    if not text:
        return today
    found = _read(date.fromisoformat, text)
    if found is None or len(text) != len("2026-03-01"):
        raise Usage("%(text)s is not a day: write it as in 2025-12-31.", field="as_known", text=text)
    if found > today:
        raise Usage("%(text)s is still to come: name a day up to %(today)s.", field="as_known", text=text, today=today)
    return found


def text_of(file: Path) -> str:
    """What a file says; Usage where it is none."""
    try:
        return file.read_text("utf-8")
    except FileNotFoundError as error:
        raise Usage("There is no file %(file)s: name another.", "file", file=str(file)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise Usage(
            "%(file)s is no readable text file: name another, or save it as UTF-8.", "file", file=str(file)
        ) from error


def date_given(text: str, field: str) -> date:
    """The day written YYYY-MM-DD, past or to come; Usage for another form."""
    found = _read(date.fromisoformat, text)
    if found is None or len(text) != len("2026-03-01"):
        raise Usage("%(text)s is not a day: write it as in 2025-12-31.", field, text=text)
    return found


def asked(at_least: int, within: int) -> Question:
    """The question, if a model answers it; Usage otherwise."""
    if at_least not in THRESHOLDS:
        raise Usage("No forecast asks about %(number)s deaths: choose 25, 100 or 1000.", "at_least", number=at_least)
    if within not in WINDOWS:
        raise Usage("No forecast looks %(number)s months ahead: choose 3 or 12.", "within", number=within)
    return Question(at_least, within)


def month(text: str, default: Month) -> Month:
    """The month written YYYY-MM; Usage for another form."""
    if not text:
        return default
    found = _read(Month.read, text)
    if found is None:
        raise Usage("%(text)s is not a month: write it as 2025-10.", field="month", text=text)
    return found


def moment(text: str) -> datetime:
    """The moment written in ISO 8601 with its zone, or a day (its end, UTC); Usage otherwise."""
    found = _read(datetime.fromisoformat, text)
    if found is None:
        raise Usage("%(text)s is not a time: write it as 2026-03-01T18:00Z.", text=text)
    if len(text) == len("2026-03-01"):
        return found.replace(hour=23, minute=59, second=59, tzinfo=UTC)
    if found.tzinfo is None:
        raise Usage("%(text)s does not say its time zone: write it as 2026-03-01T18:00Z.", text=text)
    return found


def word(kind: type[Word], text: str, field: str) -> Word:
    """The word of a closed list; Usage names all of them."""
    for one in kind:
        if text.lower().replace("-", "_") == one.value.lower().replace("-", "_"):
            return one
    choices = ", ".join(one.value for one in kind)
    raise Usage("%(text)s is no %(field)s: choose one of %(choices)s.", field=field, text=text, choices=choices)


def words(kind: type[Word], texts: Iterable[str], field: str) -> tuple[Word, ...]:
    """Several words of a closed list."""
    return tuple(word(kind, text, field) for text in texts)


Value = TypeVar("Value")


def _read(reader: Callable[[str], Value], text: str) -> Value | None:
    try:
        return reader(text)
    except ValueError:
        return None
