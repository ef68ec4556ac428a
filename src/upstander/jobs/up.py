"""Everything that must stand before the desk can be served: figures, tables, forecasts, a demonstration if wanted.

Every step can be killed at any moment and done again: files are written aside and renamed, rows are written whole.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from upstander.jobs import backup, demonstration
from upstander.lib.text import mark
from upstander.records.errors import Fault
from upstander.records.forecasts import Question
from upstander.records.people import PUBLIC
from upstander.store.desk import schema
from upstander.store.lake import Lake, load_bundled

Tell = Callable[[str, int, int], None]
"""Told what is being done, how many parts of it are done, and of how many."""

Compute = Callable[[Lake, date, Callable[[int, int], None]], object]
"""Computes and keeps the forecasts as known on a day, telling how many steps are done, of how many."""

STEPS = (mark("Figures"), mark("Desk"), mark("Forecasts"), mark("Demonstration"))


@dataclass(frozen=True, slots=True)
class Ready:
    """What stands: the lake, the demonstration's accounts if any, where the former desk was saved if it was."""

    lake: Lake
    accounts: tuple[demonstration.Account, ...]
    saved: Path | None


def prepare(home: Path, *, demo: bool, now: datetime, version: str, compute: Compute, tell: Tell) -> Ready:
    """Bring the home to where it can be served; `compute` is called only where a forecast is missing.

    Fault for a database that a newer program wrote.
    """
    figures, desk, forecasts, show = STEPS
    lake = load_bundled(home, lambda _, done, total: tell(figures, done, total))
    lake.verify()
    tell(desk, 0, 1)
    saved = upgrade(home, now=now, version=version)
    tell(desk, 1, 1)
    if lacks_forecasts(lake, now.date()):
        compute(lake, now.date(), lambda done, total: tell(forecasts, done, total))
    accounts: tuple[demonstration.Account, ...] = ()
    if demo:
        tell(show, 0, 1)
        accounts = tuple(demonstration.prepare(home, lake, now=now))
        tell(show, 1, 1)
    return Ready(lake, accounts, saved)


def lacks_forecasts(lake: Lake, day: date) -> bool:
    """Whether the newest figures of that day have no forecast yet."""
    newest = max(lake.counts(PUBLIC, day, "known").known_at)
    return all(one.known_at != newest for one in lake.forecasts(PUBLIC, day, Question()))


def upgrade(home: Path, *, now: datetime, version: str) -> Path | None:
    """Make the tables, or save them and bring them forward; where they were saved."""
    found = schema.shape()
    if found is schema.Shape.NEWER:
        raise Fault(schema.NEWER)
    saved = backup.before_upgrade(home, now=now, version=version) if found is schema.Shape.OLDER else None
    schema.migrate()
    return saved
