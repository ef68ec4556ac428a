"""Everything that must stand before the desk can be served: figures, tables, forecasts, a demonstration if wanted.

Every step can be killed at any moment and done again: files are written aside and renamed, rows are written whole.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from upstander.jobs import backup, demonstration, forecast
from upstander.lib.text import mark
from upstander.records.errors import Fault, Refused
from upstander.store.desk import people, schema
from upstander.store.lake import Lake, load_bundled

Tell = Callable[[str, int, int], None]
"""Told what is being done, how many parts of it are done, and of how many."""

STEPS = (mark("Figures"), mark("Desk"), mark("Forecasts"), mark("Demonstration"))

ON_LOOPBACK = mark(
    "This desk holds demonstration accounts, which open on this machine only: name another home in UPSTANDER_HOME."
)


@dataclass(frozen=True, slots=True)
class Ready:
    """What stands: the lake, the demonstration's accounts if any, where the former desk was saved if it was."""

    lake: Lake
    accounts: tuple[demonstration.Account, ...]
    saved: Path | None


def prepare(home: Path, *, demo: bool, now: datetime, version: str, tell: Tell) -> Ready:
    """Bring the home to where it can be served. Fault for a database that a newer program wrote."""
    figures, desk, forecasts, show = STEPS
    lake = load_bundled(home, lambda _, done, total: tell(figures, done, total))
    lake.verify()
    tell(desk, 0, 1)
    saved = upgrade(home, now=now, version=version)
    tell(desk, 1, 1)
    forecast.compute_missing(lake, now.date(), lambda done, total: tell(forecasts, done, total))
    accounts: tuple[demonstration.Account, ...] = ()
    if demo:
        tell(show, 0, 1)
        accounts = tuple(demonstration.prepare(home, lake, now=now))
        tell(show, 1, 1)
    return Ready(lake, accounts, saved)


def upgrade(home: Path, *, now: datetime, version: str) -> Path | None:
    """Make the tables, or save them and bring them forward; where they were saved."""
    found = schema.shape()
    if found is schema.Shape.NEWER:
        raise Fault(schema.NEWER)
    saved = backup.before_upgrade(home, now=now, version=version) if found is schema.Shape.OLDER else None
    schema.migrate()
    return saved


def fit_to_serve(*, beyond_loopback: bool) -> None:
    """Fault unless the tables are this program's; Refused for demonstration accounts beyond this machine."""
    found = schema.shape()
    if found is schema.Shape.NEWER:
        raise Fault(schema.NEWER)
    if found is not schema.Shape.CURRENT:
        raise Fault("The desk is not prepared for this version: run `upstander up` first.")
    if beyond_loopback and people.demonstration_accounts():
        raise Refused(ON_LOOPBACK)
