"""The home: one directory, open to its owner only, in which all that Upstander keeps lies."""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from upstander.lib.text import mark
from upstander.records.errors import Fault

MODE = 0o700
LOCK = "lock"

BUSY = mark("Upstander is running on %(home)s already: stop it first, or name another home in UPSTANDER_HOME.")
NO_DIRECTORY = mark("%(home)s is not a directory: name another home in UPSTANDER_HOME.")
NOT_OURS = mark("%(home)s belongs to another account: name another home in UPSTANDER_HOME.")


def make(home: Path) -> None:
    """Make the home if there is none, and close it to everybody but its owner."""
    if home.exists() and not home.is_dir():
        raise Fault(NO_DIRECTORY, home=str(home))
    home.mkdir(mode=MODE, parents=True, exist_ok=True)
    found = home.stat()
    if found.st_uid != os.getuid():
        raise Fault(NOT_OURS, home=str(home))
    if stat.S_IMODE(found.st_mode) != MODE:
        home.chmod(MODE)


@contextmanager
def held(home: Path, *, alone: bool) -> Iterator["Hold"]:
    """Hold the home while it is in use; Fault if somebody else does. A process that is killed lets go by itself."""
    make(home)
    with (home / LOCK).open("a") as file:
        hold = Hold(file.fileno(), home)
        hold.take(alone=alone)
        yield hold


class Hold:
    """A lock on a home: alone while it is prepared, shared while it is served."""

    def __init__(self, number: int, home: Path) -> None:
        self.number = number
        self.home = home

    def take(self, *, alone: bool) -> None:
        """Take the lock, or change it; Fault at once if another process stands in the way."""
        kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
        try:
            fcntl.flock(self.number, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Fault(BUSY, home=str(self.home)) from error


def is_empty(home: Path) -> bool:
    """Whether nothing is kept there; a lock alone is nothing."""
    return not home.exists() or all(entry.name == LOCK for entry in home.iterdir())


def write(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read: aside first, then in one step."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def aside_of(home: Path) -> Path:
    """Where a home is built before it takes its place."""
    return home.with_name(f"{home.name}.restoring")
