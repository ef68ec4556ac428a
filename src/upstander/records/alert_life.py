"""How an alert lives on: its wording, what it changes of an earlier one, who looked again, who may not hear of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Wording(StrEnum):
    """Whose vocabulary an alert speaks: with the words of the Responsibility to Protect, or without any of them."""

    R2P = "r2p"
    NEUTRAL = "neutral"


class AlertKind(StrEnum):
    """What an alert does to the one before it. Cancelled: it was a mistake. All-clear: the danger has passed."""

    ALERT = "alert"
    UPDATE = "update"
    CANCEL = "cancel"
    ALL_CLEAR = "all_clear"


ENDS: frozenset[AlertKind] = frozenset({AlertKind.CANCEL, AlertKind.ALL_CLEAR})
"""Kinds that ask for no decision: whoever was asked before takes note, and nothing is left to answer."""


class Verdict(StrEnum):
    """What a second person makes, afterwards, of an alert that went out under one signature."""

    UPHELD = "upheld"
    CORRECTED = "corrected"
    CANCELLED = "cancelled"


OWES: dict[Verdict, AlertKind] = {Verdict.CORRECTED: AlertKind.UPDATE, Verdict.CANCELLED: AlertKind.CANCEL}
"""What a verdict asks for next."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another issued alert of the same line: what it is, which text of it was issued when, and to whom."""

    id: str
    kind: AlertKind
    version: int
    issued_at: datetime
    asked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Life:
    """What happened around the text of an alert. `line`: the first alert of its line, itself if it is the first.

    `before`, `after`: issued alerts of the line, oldest first. `lowers`: it lowers one that was imminent.
    `deadlines_moved`: those that passed while a second signature was waited for, by the time waited.
    """

    line: str = ""
    before: tuple[Related, ...] = ()
    after: tuple[Related, ...] = ()
    lowers: bool = False
    second_asked_at: datetime | None = None
    second_asked_by: str = ""
    single_signature: bool = False
    deadlines_moved: bool = False
    review_by: datetime | None = None
    reviewed_at: datetime | None = None
    reviewed_by: str = ""
    verdict: Verdict | None = None
    verdict_reason: str = ""

    @property
    def ended_by(self) -> Related | None:
        """The cancellation or all-clear that ended the line, if one did."""
        return next((each for each in self.after if each.kind in ENDS), None)

    def replaced_for(self, person: int) -> Related | None:
        """What has taken this alert's place for an addressee: what ended the line, else the newest that asks them."""
        newer = next((each for each in reversed(self.after) if person in each.asked), None)
        return self.ended_by or newer


@dataclass(frozen=True, slots=True)
class AskedOf:
    """One addressee as a version had them."""

    person: int
    name: str
    asked: str
    acknowledge_by: datetime
    decide_by: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """What one version of an alert said, who wrote it and when. `evidence`: titles of signals by id.

    None where the version is older than the desk's memory of evidence and addressees.
    """

    number: int
    by: str
    at: datetime
    texts: Mapping[str, Any]
    evidence: Mapping[str, str] | None = None
    asked: tuple[AskedOf, ...] | None = None


@dataclass(frozen=True, slots=True)
class Suspect:
    """A body that somebody suspects in a situation: a government by its State, or an institution by name."""

    id: str
    situation: str
    institution: str
    iso3: str
    reason: str
    by: str
    at: datetime
    lifted_at: datetime | None = None
    lifted_by: str = ""
    lifted_reason: str = ""


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where a person works: institution and its State, empty where nobody has said."""

    person: int
    name: str
    institution: str
    iso3: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """A focal point has allowed that this person hears of the situation although they work in a suspected body."""

    id: str
    situation: str
    person: int
    name: str
    reason: str
    by: str
    at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A word that carries a legal or political claim, and what a neutral text says instead."""

    language: str
    say: str
    instead: str


@dataclass(frozen=True, slots=True)
class Found:
    """A charged word in one part of a draft. `binding` is false in a dissent: nobody's dissent is reworded."""

    part: str
    term: str
    instead: str
    binding: bool = True


@dataclass(frozen=True, slots=True)
class Factor:
    """A risk factor of the United Nations Framework of Analysis. `mark`: how sure we are of its name."""

    id: str
    name: str
    scope: str
    gist: str
    mark: str
