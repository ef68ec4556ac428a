"""The log: who saw what, and whether its chain still holds."""

from datetime import datetime

from upstander.records.errors import Usage
from upstander.records.people import PUBLIC, Viewer
from upstander.store.desk import log, people
from upstander.store.desk.whole import whole


@whole
def saw(viewer: Viewer, what: str, id: str, situation: str, now: datetime) -> None:
    """Log that a person was shown a situation, an alert or a signal, once a day."""
    object = f"{what}:{id}"
    if viewer.person > 0 and not log.seen_on(viewer, object, now):
        log.append(viewer, now, "seen", object, situation)


@whole
def signed_in(person: int, way: str, now: datetime) -> None:
    """Log that a person came in, and which way: password or demonstration."""
    log.append(people.viewer_of(person, now), now, "signed in", f"person:{person}", way=way)


@whole
def turned_away(username: str, now: datetime) -> None:
    """Log a wrong password, and for whose account. Other names are not kept: they may be a password, mistyped."""
    person = people.id_named(username)
    log.append(PUBLIC, now, "turned away", f"person:{person}" if person else "")


@whole
def code_refused(person: int, now: datetime) -> None:
    """Log a wrong code of somebody whose password was right."""
    log.append(PUBLIC, now, "code refused", f"person:{person}")


def root() -> str:
    """Size and digest of the log, written `size:digest`: keep it where the desk's host cannot reach it."""
    return written(log.root())


def verify(kept: str | None = None) -> str:
    """Walk the chain, against a root kept elsewhere if there is one; Damaged names the first bad entry."""
    return written(log.verify(None if kept is None else read_root(kept)))


def written(root: tuple[int, str]) -> str:
    """A root as `size:digest`."""
    return f"{root[0]}:{root[1]}"


def read_root(text: str) -> tuple[int, str]:
    """A root from `size:digest`; Usage for anything else."""
    size, _, digest = text.strip().partition(":")
    if not (size.isascii() and size.isdigit() and len(size) < 19 and len(digest) == 64):
        raise Usage("Give the root as `upstander audit root` printed it: a number, a colon and 64 characters.", "root")
    return int(size), digest
