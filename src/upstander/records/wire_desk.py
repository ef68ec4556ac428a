"""The desk's objects as they leave the house in JSON: what `--json` prints and the API answers, key for key.

Nothing here decides who may see what: the store has given only what this reader may have.
"""

from collections.abc import Iterable
from typing import Any, Literal

from typing_extensions import TypedDict

from upstander.records.alert_life import AlertKind, Wording
from upstander.records.desk import (
    Alert,
    AlertStage,
    Answer,
    Confidence,
    Decision,
    Entry,
    Grade,
    Grant,
    Page,
    Person,
    Phase,
    PhaseChange,
    Recipient,
    Signal,
    SignalKind,
    Situation,
    Status,
    Tlp,
    Waiting,
)
from upstander.records.people import Role
from upstander.records.wire import Moment, Voice, shaped
from upstander.records.wire_alerts import LifeObject, VersionObject, life


class PhaseObject(TypedDict):
    """A judgement of the phase."""

    voice: Literal["judged"]
    phase: Phase
    reason: str
    by: str
    at: Moment


class GrantObject(TypedDict):
    """Why a person may see a situation, and until when."""

    voice: Literal["recorded"]
    id: str
    person: int
    person_name: str
    reason: str
    granted_by: str
    granted_at: Moment
    expires_at: Moment
    revoked_at: Moment | None


class SituationObject(TypedDict):
    """A situation that somebody watches and one person owns."""

    voice: Literal["judged"]
    id: str
    iso3: str
    title: str
    area: str
    group: str
    status: Status
    phase: Phase
    phase_reason: str
    phase_by: str
    phase_at: Moment
    owner: int
    owner_name: str
    tlp: Tlp
    opened_at: Moment


class SituationWhole(SituationObject):
    """A situation with the history of its phase and everybody it is shared with."""

    phases: list[PhaseObject]
    grants: list[GrantObject]


class SignalObject(TypedDict):
    """Something that may matter: proposed by the machine, or reported or judged by a person."""

    voice: Voice
    id: str
    situation: str
    status: Status
    kind: SignalKind
    title: str
    text: str
    source: str
    source_url: str
    vintage: str
    occurred_at: Moment | None
    known_at: Moment
    logged_at: Moment
    by: str
    closed_at: Moment | None
    closed_reason: str
    closed_by: str


class SignatureObject(TypedDict):
    """A name under exactly the text that has this digest; or withheld from it, for the reason given."""

    name: str
    at: Moment
    digest: str
    voided_at: Moment | None
    issues: bool
    withheld: str


class DecisionObject(TypedDict):
    """An answer with its reason and its dissent; `withheld`: its class does not let you have the words."""

    voice: Literal["judged"]
    id: str
    alert: str
    recipient: str
    person: int
    name: str
    answer: Answer
    reason: str
    dissent: str
    decided_at: Moment
    supersedes: str
    superseded_by: str
    superseded_reason: str
    present: str
    review_at: Moment | None
    recorded_by: str
    disputed_at: Moment | None
    erased_at: Moment | None
    withheld: bool


class RecipientObject(TypedDict):
    """Who must answer, by when, and what they did; `decision` is the one that stands. `by_file`: whose key signed the
    file by which the acknowledgement came back. `off_at`: when they were taken off it, by whom and why.
    """

    id: str
    person: int
    name: str
    institution: str
    notes_only: bool
    asked: str
    acknowledge_by: Moment
    decide_by: Moment
    acknowledged_at: Moment | None
    by_file: str
    referred_from: str
    off_at: Moment | None
    off_by: str
    off_reason: str
    decision: DecisionObject | None
    decisions: list[DecisionObject]


class AlertObject(TypedDict):
    """A graded alert with its evidence, signatures and recipients."""

    voice: Literal["judged"]
    id: str
    situation: str
    situation_title: str
    iso3: str
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
    drafted_at: Moment
    written_by: str
    issued_by: str
    issued_at: Moment | None
    version: int
    digest: str
    alternatives: str
    factors: list[str]
    wording: Wording
    kind: AlertKind
    updates: str
    reason: str
    life: LifeObject
    signals: list[SignalObject]
    signatures: list[SignatureObject]
    recipients: list[RecipientObject]
    taken_off: list[RecipientObject]


class AlertWhole(AlertObject):
    """An alert with its versions, newest first; an addressee sees the one that was issued."""

    versions: list[VersionObject]


class WaitingObject(TypedDict):
    """One thing that waits for the reader: what to do, by when, on which alert."""

    voice: Literal["computed"]
    verb: str
    due: Moment | None
    overdue: bool
    recipient: str | None
    alert: AlertObject


class EntryObject(TypedDict):
    """One line of the append-only log; `digest` covers it and the digest before."""

    voice: Literal["recorded"]
    number: int
    at: Moment
    person: int
    name: str
    action: str
    object: str
    situation: str
    detail: dict[str, Any]
    before: str
    digest: str


class PersonObject(TypedDict):
    """Somebody with an account."""

    voice: Literal["recorded"]
    id: int
    username: str
    name: str
    roles: list[Role]
    language: str
    time_zone: str
    active: bool
    second_factor: bool
    demonstration: bool


class PageObject(TypedDict):
    """Which slice of how much this is."""

    number: int
    size: int
    total: int
    last: int


MACHINE_KINDS = frozenset({SignalKind.FORECAST, SignalKind.CHANGE})


def _voice(record: Signal) -> Voice:
    if record.kind in MACHINE_KINDS:
        return "computed"
    return "judged" if record.kind is SignalKind.JUDGEMENT else "recorded"


def phase(record: PhaseChange) -> PhaseObject:
    """A judgement of the phase."""
    return shaped(PhaseObject, record, voice="judged")


def grant(record: Grant) -> GrantObject:
    """A grant on a situation."""
    return shaped(GrantObject, record, voice="recorded")


def situation(record: Situation) -> SituationObject:
    """A situation as lists show it."""
    return shaped(SituationObject, record, voice="judged")


def situation_whole(record: Situation, phases: Iterable[PhaseChange], grants: Iterable[Grant]) -> SituationWhole:
    """A situation with its history and its access."""
    return shaped(
        SituationWhole,
        record,
        voice="judged",
        phases=[phase(one) for one in phases],
        grants=[grant(one) for one in grants],
    )


def signal(record: Signal) -> SignalObject:
    """A signal, in the voice of its kind."""
    return shaped(SignalObject, record, voice=_voice(record))


def decision(record: Decision) -> DecisionObject:
    """A decision."""
    return shaped(DecisionObject, record, voice="judged")


def recipient(record: Recipient) -> RecipientObject:
    """A recipient with every decision, the one that stands apart."""
    return shaped(
        RecipientObject,
        record,
        decision=record.decision and decision(record.decision),
        decisions=[decision(one) for one in record.decisions],
    )


def alert(record: Alert) -> AlertObject:
    """An alert with its evidence, signatures and recipients."""
    return shaped(
        AlertObject,
        record,
        voice="judged",
        factors=list(record.factors),
        life=life(record.life),
        signals=[signal(one) for one in record.signals],
        signatures=[shaped(SignatureObject, one) for one in record.signatures],
        recipients=[recipient(one) for one in record.recipients],
        taken_off=[recipient(one) for one in record.taken_off],
    )


def alert_whole(record: Alert, versions: Iterable[VersionObject]) -> AlertWhole:
    """An alert with its versions."""
    return {**alert(record), "versions": list(versions)}


def waiting(record: Waiting) -> WaitingObject:
    """Something that waits for the reader."""
    who = record.recipient and record.recipient.id
    return shaped(WaitingObject, record, voice="computed", recipient=who, alert=alert(record.alert))


def entry(record: Entry) -> EntryObject:
    """A line of the log."""
    return shaped(EntryObject, record, voice="recorded", detail=dict(record.detail))


def person(record: Person) -> PersonObject:
    """Somebody with an account."""
    return shaped(PersonObject, record, voice="recorded", roles=sorted(record.roles))


def page(record: Page) -> PageObject:
    """Where a slice of a list stands."""
    return shaped(PageObject, record)
