"""One piece of work that fails must not hold up the others: it is set aside, said aloud, and tried again alone.

A sweep runs as one batch. Only where the batch fails is it halved, again and again, down to the pieces that fail: each
half in a transaction of its own, so that one bad piece among a thousand costs little more than they.
"""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from upstander.records.aside import ALL, Part
from upstander.records.people import MACHINE
from upstander.store.desk import aside as desk
from upstander.store.desk import log, queue
from upstander.store.desk.whole import whole

logger = logging.getLogger(__name__)


def swept(kind: str, batch: Callable[[Part], int], pieces: Callable[[Part], Mapping[str, str]], now: datetime) -> int:
    """Let `batch` do all that is due but what was set aside; by halves where it fails. Returns how much was done.

    `pieces`: the ids of what is due, and the situation of each.
    """
    waits, seen = desk.waiting(kind), set[str]()
    done = alone(kind, dict.fromkeys(waits, ""), partial(only, batch), now) if waits else 0
    while True:
        part = rest(kind) if waits or seen else ALL
        try:
            return done + batch(part)
        except queue.UNREACHABLE:
            raise
        except Exception:
            found = {id: situation for id, situation in pieces(part).items() if id not in seen}
            if not found:
                raise
            seen |= found.keys()
            done += halved(kind, found, batch, now)


def rest(kind: str) -> Part:
    """Everything of this kind but what was set aside."""
    return Part(frozenset(desk.waiting(kind)))


def halved(kind: str, pieces: Mapping[str, str], batch: Callable[[Part], int], now: datetime) -> int:
    """Do one half of these pieces, then the other, in their order; a single one by itself."""
    ids = list(pieces)
    if len(ids) == 1:
        return alone(kind, pieces, partial(only, batch), now)
    halves = (ids[: len(ids) // 2], ids[len(ids) // 2 :])
    return sum(together(kind, {id: pieces[id] for id in half}, batch, now) for half in halves)


def together(kind: str, pieces: Mapping[str, str], batch: Callable[[Part], int], now: datetime) -> int:
    """Do these pieces as one batch; by halves where it fails."""
    try:
        return batch(Part(only=frozenset(pieces))) if len(pieces) > 1 else halved(kind, pieces, batch, now)
    except queue.UNREACHABLE:
        raise
    except Exception:  # noqa: BLE001  which of them it is, the halves show
        return halved(kind, pieces, batch, now)


def only(batch: Callable[[Part], int], id: str) -> int:
    """Do one piece of a batch."""
    return batch(Part(only=frozenset({id})))


def alone(kind: str, pieces: Mapping[str, str], do: Callable[[str], int | None], now: datetime) -> int:
    """Do each piece by itself, those that were set aside when their time has come. Returns how much was done."""
    waits = desk.waiting(kind)
    due = {id: pieces.get(id, "") for id in {**waits, **pieces} if waits.get(id, now) <= now}
    return sum(attempt(f"{kind}:{id}", situation, partial(do, id), now) or 0 for id, situation in due.items())


def attempt(on: str, situation: str, do: Callable[[], int | None], now: datetime) -> int | None:
    """Do one piece; None if it failed and is set aside. A database that does not answer is no fault of the piece."""
    try:
        done = do() or 0
    except queue.UNREACHABLE:
        raise
    except Exception as error:  # noqa: BLE001  whatever is wrong with one must not hold up the others
        put(on, situation, type(error).__name__, now)
        return None
    if desk.is_failing(on):
        mend(on, now)
    return done


@whole
def put(on: str, situation: str, error: str, now: datetime) -> None:
    """Set a piece aside, and say so in both logs the first time."""
    if desk.put(on, situation, error, now):
        logger.error("%s fails (%s): it is set aside and tried again, the others go on.", on, error)
        log.append(MACHINE, now, "set aside", on, situation, error=error)


@whole
def mend(on: str, now: datetime) -> None:
    """A piece that was set aside has succeeded."""
    situation = desk.mend(on, now)
    if situation is not None:
        logger.info("%s succeeded again.", on)
        log.append(MACHINE, now, "taken up again", on, situation)
