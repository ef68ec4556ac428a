"""Work that fails: which part of a sweep is done, and what was set aside."""

from dataclasses import dataclass
from datetime import datetime

from upstander.records.desk import Status


@dataclass(frozen=True, slots=True)
class Part:
    """Which pieces of a sweep are done: all, all without some, or only some."""

    without: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()


ALL = Part()
STRIDE = 200
"""How many pieces a sweep between an alert and its decision does at once."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A piece of work that failed and is tried again by itself. `on` names it as the log does; `error` is the kind of
    what went wrong, never its words.
    """

    id: str
    on: str
    situation: str
    status: Status
    error: str
    since: datetime
    tries: int
    next_at: datetime
