"""One piece of work that fails must not hold up the others: it is set aside, said aloud, and tried again alone.

A sweep runs as one batch. Only where the batch fails is it done piece by piece, each in a transaction of its own.
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
    """Let `batch` do all that is due but what was set aside; piece by piece where it fails. Returns how much was done.

    `pieces`: the ids of what is due, and the situation of each.
    """
    waits, seen = desk.waiting(kind), set[str]()
    done = alone(kind, dict.fromkeys(waits, ""), partial(only, batch), now) if waits else 0
    while True:
        part = Part(frozenset(desk.waiting(kind))) if waits or seen else ALL
        try:
            return done + batch(part)
        except queue.UNREACHABLE:
            raise
        except Exception:
            found = {id: situation for id, situation in pieces(part).items() if id not in seen}
            if not found:
                raise
            seen |= found.keys()
            done += alone(kind, found, partial(only, batch), now)


def only(batch: Callable[[Part], int], id: str) -> int:
    """Do one piece of a batch."""
    return batch(Part(only=id))


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
