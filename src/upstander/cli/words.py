"""Whatever goes wrong, in one sentence and an exit code: 2 for what was asked, 1 for what stands in the way."""

import errno
import sys
import traceback
from pathlib import Path
from types import TracebackType

import typer

from upstander.cli.home import traceback_wanted
from upstander.records.errors import Fault, UpstanderError, Usage

USAGE = 2
FAULT = 1

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}

DATABASE = (
    ("locked", "The database is locked by another program: wait until that has finished, then run this again."),
    ("disk is full", "The disk is full: free some space, then run this again."),
    ("no space left", "The disk is full: free some space, then run this again."),
    ("no such table", "The desk is not prepared yet: run `upstander up` first."),
    ("no such column", "The desk is older than this Upstander: run `upstander up`, which upgrades it."),
    ("does not exist", "The desk is not prepared yet: run `upstander up` first."),
    ("unable to open", "The database cannot be opened: see that UPSTANDER_HOME exists and belongs to this account."),
    ("readonly", "The database cannot be written: see that UPSTANDER_HOME belongs to this account."),
    ("malformed", "The database is damaged: bring it back with `upstander restore`."),
    ("not a database", "The database is damaged: bring it back with `upstander restore`."),
)
UNREACHABLE = "The database cannot be reached: see that it runs and that UPSTANDER_DATABASE_URL is right."


def in_words(error: BaseException) -> UpstanderError | None:
    """The sentence for a foreseeable problem; None for a mistake of ours."""
    if isinstance(error, UpstanderError):
        return error
    if isinstance(error, typer.TyperException):
        return Usage("%(what)s", what=one_line(error))
    if isinstance(error, OSError):
        return of_system(error)
    if isinstance(error, MemoryError):
        return Fault("The memory is full: close other programs, then run this again.")
    return of_database(error)


def one_line(error: typer.TyperException) -> str:
    """What the parser of the command line says, on one line, with the way to the help."""
    said = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "upstander"
    return f"{said}: see `{path} --help`."


def of_system(error: OSError) -> Fault:
    """A sentence about files, disks and ports."""
    path = error.filename if isinstance(error.filename, str) else ""
    if error.errno in FULL:
        return Fault("The disk is full: free some space, then run this again.")
    if error.errno in CLOSED:
        return Fault("This account may not use %(path)s: change its owner or its mode, then run this again.", path=path)
    if error.errno == errno.EADDRINUSE:
        return Fault("The port is taken: name another one with --port.")
    reason = (error.strerror or type(error).__name__).lower()
    return Fault(
        "The system refuses %(path)s (%(reason)s): put that right, then run this again.", path=path, reason=reason
    )


def of_database(error: BaseException) -> Fault | None:
    """A sentence for what a database driver reports; None if no driver speaks."""
    if type(error).__module__.split(".")[0] not in {"django", "sqlite3", "psycopg", "duckdb"}:
        return None
    said = str(error).lower()
    found = next((sentence for mark, sentence in DATABASE if mark in said), None)
    if found is None and type(error).__name__ == "OperationalError":
        found = UNREACHABLE
    return None if found is None else Fault(found)


def exit_code(error: UpstanderError) -> int:
    """1 for a fault of machine or store, 2 for everything that was asked wrongly."""
    return FAULT if isinstance(error, Fault) else USAGE


def unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Replace the interpreter's trace by one sentence that names the place; UPSTANDER_TRACEBACK shows the trace."""
    if traceback_wanted():
        traceback.print_exception(kind, error, trace)
    place = traceback.extract_tb(trace)[-1] if trace is not None else None
    where = f"{Path(place.filename).name}:{place.lineno}" if place is not None else "?"
    sys.stderr.write(
        f"Upstander made a mistake of its own ({kind.__name__} at {where}): report it with what you ran.\n"
    )
