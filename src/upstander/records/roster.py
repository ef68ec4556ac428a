"""The roster: weekly working hours, leave with or without a replacement, swaps that two people agree on."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from upstander.records.desk import Grade
from upstander.records.people import Role


@dataclass(frozen=True, slots=True)
class Pattern:
    """Working hours that come round each week, in the place where somebody works.

    `days`: 0 is Monday; a shift belongs to the day on which it begins, and ends the next day where `ends` is not later
    than `begins`. `country`, `subdivision`: whose public holidays are free; empty for none. It counts from `since`
    until `until`. `deputy` orders people of one role: 0 is called first. Without a `person` (0) they are those of
    everybody who holds the role and has none for themselves.
    """

    id: str
    person: int
    role: Role
    days: frozenset[int]
    begins: time
    ends: time
    zone: str
    since: datetime
    until: datetime | None = None
    country: str = ""
    subdivision: str = ""
    deputy: int = 0
    name: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Leave:
    """A person is away; `replacement` takes over what they had, 0 for nobody: then the gap shows."""

    id: str
    person: int
    begins: datetime
    ends: datetime
    replacement: int = 0
    name: str = ""
    replacement_name: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Swap:
    """One asks another to take over a stretch of duty, perhaps for another one in return. It counts once accepted."""

    id: str
    role: Role
    giver: int
    taker: int
    begins: datetime
    ends: datetime
    asked_at: datetime
    back_begins: datetime | None = None
    back_ends: datetime | None = None
    accepted_at: datetime | None = None
    giver_name: str = ""
    taker_name: str = ""
    reason: str = ""


class Purpose(StrEnum):
    """What a standing authority allows: the ladder calls somebody outside, or one person opens the emergency lane."""

    BORDER = "border"
    LANE = "lane"


@dataclass(frozen=True, slots=True)
class Authority:
    """A standing authority, written beforehand: under which instrument, given by whom, for whom, for which grades, what
    may be told, from when until when.
    """

    id: str
    purpose: Purpose
    instrument: str
    given_by: str
    person: int
    grades: frozenset[Grade]
    content: str
    begins: datetime
    ends: datetime
    revoked_at: datetime | None = None
    revoked_reason: str = ""
    name: str = ""
    recorded_by: str = ""

    @property
    def over_at(self) -> datetime:
        """When it ends, or was revoked."""
        return min(self.ends, self.revoked_at or self.ends)

    def lives(self, at: datetime) -> bool:
        """Whether it counts at that moment."""
        return self.begins <= at < self.over_at


@dataclass(frozen=True, slots=True)
class Crossing:
    """An alert went to somebody of another organisation: who took it there, when; `instrument` names the standing
    authority that allowed it, and is empty where the person did so under their own name.
    """

    alert: str
    person: int
    name: str
    by: str
    at: datetime
    authority: str = ""
    instrument: str = ""
