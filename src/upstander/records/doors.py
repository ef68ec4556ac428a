"""Mechanisms of others, as doors: what is known of each, and how we know it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Mark(StrEnum):
    """How we know a sentence: read in a source, own knowledge, looked for and not found; or it does not say."""

    READ = "V"
    OWN = "O"
    NOT_FOUND = "U"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing that is known of a mechanism, and its mark."""

    text: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Door:
    """A mechanism: `told` holds everything else that the file says, by the name it gives to it."""

    id: str
    level: str
    name: str
    verified: Mark
    partly: bool
    roles: tuple[str, ...]
    steps: tuple[Saying, ...]
    decision_points: tuple[Saying, ...]
    gap: str
    who_can_start: str
    limit: str
    told: tuple[tuple[str, tuple[Saying, ...]], ...]


@dataclass(frozen=True, slots=True)
class Knock:
    """A named person knocked at a door about a thread: when, how, under which reference; nothing is sent from here."""

    id: str
    thread: str
    mechanism: str
    by: str
    at: datetime
    how: str
    reference: str
    recorded_at: datetime
