"""Marks that the worker leaves in the home, so that another process sees that it lives without asking the database."""

import os
from datetime import datetime
from pathlib import Path

FOLDER = "marks"

NOWHERE = "no way out"
DROPPED = "way out lost"
EXHAUSTED = "exhausted"
FILES = "files unreadable"
GIVEN_UP = "messages given up"
"""Names of marks that last while something is so."""


def leave(home: Path, name: str, at: datetime) -> None:
    """Say that this happened then; whole or not at all."""
    folder = home / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = folder / f".{name}.{os.getpid()}"
    aside.write_text(at.isoformat(), "ascii")
    aside.replace(folder / name)


def clear(home: Path, name: str) -> None:
    """It is over: there is no such mark any more."""
    (home / FOLDER / name).unlink(missing_ok=True)


def keep(home: Path, name: str, since: datetime | None) -> None:
    """Say that something has been so since then, or that it is so no more."""
    if since is None:
        clear(home, name)
    else:
        leave(home, name, since)


def left(home: Path, name: str) -> datetime | None:
    """When this happened last; None if it never did. OSError or ValueError where that cannot be read."""
    try:
        return datetime.fromisoformat((home / FOLDER / name).read_text("ascii"))
    except FileNotFoundError:
        return None
