"""What people do: situations, signals, alerts, answers, and the log of who did and saw what."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from upstander.lib.text import Sentence
from upstander.records.alert_life import AlertKind, Life, Wording
from upstander.records.people import Role


class Phase(StrEnum):
    """Where a situation stands. Judged by a person, changed only with a reason."""

    LATENT = "latent"
    EMERGING = "emerging"
    IMMINENT = "imminent"
    ONGOING = "ongoing"
    POST = "post"


class Grade(StrEnum):
    """How urgent an alert is."""

    WATCH = "watch"
    WARNING = "warning"
    IMMINENT = "imminent"


SERIOUS = {Grade.WATCH: 0, Grade.WARNING: 1, Grade.IMMINENT: 2}
"""How grave each grade is, to compare them by."""


class Status(StrEnum):
    """CAP's word for whether it is real."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    TEST = "Test"


def of_status(asked: Status | None, situation: str | None) -> Status | None:
    """Which a list shows: what is real, unless another status is asked for, or one situation whatever it is."""
    return asked or (None if situation else Status.ACTUAL)


class Confidence(StrEnum):
    """How sure the signatories are."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Tlp(StrEnum):
    """Traffic Light Protocol 2.0."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"


class SignalKind(StrEnum):
    """Where a signal comes from."""

    FORECAST = "forecast"
    CHANGE = "change"
    REPORT = "report"
    JUDGEMENT = "judgement"


class AlertStage(StrEnum):
    """A draft is nobody's alert until a person issues it."""

    DRAFT = "draft"
    ISSUED = "issued"


class Answer(StrEnum):
    """What a recipient decides."""

    ACT = "act"
    KEEP_WATCHING = "keep_watching"
    DECLINE = "decline"
    REFER = "refer"
    NEED_MORE = "need_more"


DECIDES: frozenset[Answer] = frozenset({Answer.ACT, Answer.KEEP_WATCHING, Answer.DECLINE})
"""Answers that decide. To refer counts once the next owner accepts; to need more decides nothing."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account."""

    id: int
    username: str
    name: str
    roles: frozenset[Role]
    language: str
    time_zone: str
    active: bool
    second_factor: bool
    demonstration: bool
    institution: str = ""
    institution_iso3: str = ""


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """A judgement of the phase, with its reason and its author."""

    phase: Phase
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Grant:
    """Why a person may see a situation, and until when."""

    id: str
    person: int
    person_name: str
    reason: str
    granted_by: str
    granted_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """A State, an area or a group that somebody watches; one person owns it."""

    id: str
    iso3: str
    title: str
    area: str
    group: str
    phase: Phase
    phase_reason: str
    phase_by: str
    phase_at: datetime
    owner: int
    owner_name: str
    tlp: Tlp
    opened_at: datetime
    status: Status = Status.ACTUAL


@dataclass(frozen=True, slots=True)
class Signal:
    """Something that may matter: proposed by the machine (`by` empty) or reported by a person.

    `occurred_at`: when it happened; `known_at`: when we knew. Closed only with a reason. What the machine says
    stands in `sentences` too, the title first, for readers of any language.
    """

    id: str
    situation: str
    kind: SignalKind
    title: str
    text: str
    source: str
    source_url: str
    vintage: str
    occurred_at: datetime | None
    known_at: datetime
    logged_at: datetime
    by: str
    by_id: int
    closed_at: datetime | None
    closed_reason: str
    closed_by: str
    status: Status = Status.ACTUAL
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """A person put their name under exactly this text, or read it and withheld it for the reason in `withheld`."""

    person: int
    name: str
    at: datetime
    digest: str
    voided_at: datetime | None
    issues: bool
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer with its reason. A mistaken one is superseded, never edited. `withheld`: its class does not let this
    reader have the words; `after_class`: that of the one in its place.
    """

    id: str
    alert: str
    recipient: str
    person: int
    name: str
    answer: Answer
    reason: str
    dissent: str
    decided_at: datetime
    superseded_by: str = ""
    supersedes: str = ""
    superseded_reason: str = ""
    present: str = ""
    review_at: datetime | None = None
    recorded_by: str = ""
    disputed_at: datetime | None = None
    erased_at: datetime | None = None
    recorded_by_id: int = 0
    record_class: str = ""
    after_class: str = ""
    withheld: bool = False

    @property
    def stands(self) -> bool:
        """Whether neither another decision nor a dispute has taken its place."""
        return not self.superseded_by and self.disputed_at is None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who must answer an alert, by when, and what they did. `notes_only`: it asks them to take note. `by_file`: whose
    key signed the file by which their acknowledgement came back over an air gap. `off_at`: when, by whom and why they
    were taken off it.
    """

    id: str
    alert: str
    person: int
    name: str
    asked: str
    acknowledge_by: datetime
    decide_by: datetime
    acknowledged_at: datetime | None
    decisions: tuple[Decision, ...] = ()
    referred_from: str = ""
    institution: str = ""
    notes_only: bool = False
    by_file: str = ""
    off_at: datetime | None = None
    off_by: str = ""
    off_reason: str = ""

    @property
    def gone(self) -> bool:
        """Whether they were taken off before they answered: nothing is asked of them, and an answer stays one."""
        return self.off_at is not None and not self.decisions

    @property
    def decision(self) -> Decision | None:
        """The decision that stands; to have referred it, once the next owner has accepted, is one."""
        return next((decision for decision in self.decisions if decision.stands), None)


@dataclass(frozen=True, slots=True)
class Alert:
    """A graded alert: who is asked to do what by when, on which evidence, how sure, and what would change our mind."""

    id: str
    situation: str
    iso3: str
    situation_title: str
    stage: AlertStage
    status: Status
    grade: Grade
    tlp: Tlp
    title: str
    text: str
    ask: str
    confidence: Confidence
    change_our_mind: str
    dissent: str
    drafted_by: str
    drafted_by_id: int
    drafted_at: datetime
    issued_by: str
    issued_at: datetime | None
    version: int
    digest: str
    signals: tuple[Signal, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    taken_off: tuple[Recipient, ...] = ()
    signatures: tuple[Signature, ...] = ()
    alternatives: str = ""
    factors: tuple[str, ...] = ()
    wording: Wording = Wording.R2P
    kind: AlertKind = AlertKind.ALERT
    updates: str = ""
    reason: str = ""
    life: Life = field(default_factory=Life)
    written_by: str = ""
    written_by_id: int = 0
    thread: str = ""

    @property
    def authors(self) -> frozenset[int]:
        """Who drafted it, and who wrote its present version: they sign nothing, do not issue it and do not decide."""
        return frozenset({self.drafted_by_id, self.written_by_id} - {0})

    @property
    def rewritten(self) -> bool:
        """Whether somebody other than its drafter wrote the present version."""
        return self.written_by_id not in {0, self.drafted_by_id}


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person fills in to draft or change an alert.

    `wording` None: the desk's own. `updates`: the issued alert it changes, and `reason` why.
    """

    title: str
    text: str
    ask: str
    grade: Grade
    confidence: Confidence
    change_our_mind: str
    dissent: str = ""
    status: Status = Status.ACTUAL
    tlp: Tlp = Tlp.AMBER
    signals: tuple[str, ...] = ()
    alternatives: str = ""
    factors: tuple[str, ...] = ()
    wording: Wording | None = None
    kind: AlertKind = AlertKind.ALERT
    updates: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """One addressee of a draft: who, what exactly, and by when."""

    person: int
    asked: str
    acknowledge_by: datetime
    decide_by: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for a person: `verb` is acknowledge, decide, sign or issue."""

    verb: str
    alert: Alert
    recipient: Recipient | None
    due: datetime | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the append-only log; `digest` covers the line and the digest before it."""

    number: int
    at: datetime
    person: int
    name: str
    action: str
    object: str
    situation: str
    detail: dict[str, Any] = field(default_factory=dict)
    before: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A slice of a list and where it stands."""

    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page, at least 1."""
        return max(1, -(-self.total // self.size))
