"""What lies between an alert and its decision, and how long words live."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from upstander.records.desk import Answer, Grade, Status


class RecordClass(StrEnum):
    """What kind of record some words are: it says how long they are kept and who may read them."""

    DRAFT = "draft"
    DELIBERATIVE = "deliberative"
    LEGAL_ADVICE = "legal_advice"
    DECISION = "decision"


class Disclosure(StrEnum):
    """Who reads: everybody who sees the alert, the situation's own people, or only who decides."""

    PARTICIPANTS = "participants"
    SITUATION = "situation"
    REQUEST = "on_request"


class Medium(StrEnum):
    """How an answer reached the desk that was not given in it."""

    TELEPHONE = "telephone"
    PAPER = "paper"
    CLASSIFIED = "classified"


class ReferralState(StrEnum):
    """How a referral stands. Only one that is accepted is an answer."""

    OPEN = "open"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class InquiryState(StrEnum):
    """How an inquiry stands. Whatever it is, the decision is still owed."""

    OPEN = "open"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    CLOSED = "closed"


class ClearanceState(StrEnum):
    """How a clearance stands. `cleared`: the hour passed and nobody objected; nobody signed or decided anything."""

    OPEN = "open"
    OBJECTED = "objected"
    CLEARED = "cleared"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class ClassRule:
    """How long words of a class are kept, and who may read them."""

    retention: timedelta
    disclosure: Disclosure


@dataclass(frozen=True, slots=True)
class AnswerRules:
    """What the desk agreed beforehand about answers."""

    reply: Mapping[Grade, timedelta]
    review: Mapping[Grade, timedelta]
    classes: Mapping[RecordClass, ClassRule]


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that waits for a person, as their inbox needs it."""

    id: str
    alert: str
    title: str
    situation: str
    status: Status
    grade: Grade
    due: datetime | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What may be said with any answer: who was present, and who disagreed."""

    present: str = ""
    dissent: str = ""


@dataclass(frozen=True, slots=True)
class Referral:
    """One owner of an alert names the next: the deadlines go with it."""

    id: str
    alert: str
    recipient: str
    by: int
    by_name: str
    to: int
    to_name: str
    reason: str
    present: str
    dissent: str
    referred_at: datetime
    state: ReferralState
    ended_at: datetime | None = None
    returned_reason: str = ""
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What a decider must know first, from whom, by when. The decision's clock runs on."""

    id: str
    alert: str
    recipient: str
    by: int
    by_name: str
    of: int
    of_name: str
    what: str
    reason: str
    present: str
    dissent: str
    late_reason: str
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None
    answer: str
    signals: tuple[str, ...]
    closed_at: datetime | None
    grade: Grade
    status: Status
    situation: str
    erased_at: datetime | None = None

    def state(self, now: datetime) -> InquiryState:
        """How it stands at a moment."""
        if self.answered_at is not None:
            return InquiryState.ANSWERED
        if self.closed_at is not None:
            return InquiryState.CLOSED
        return InquiryState.OVERDUE if self.due_at <= now else InquiryState.OPEN


@dataclass(frozen=True, slots=True)
class Opening:
    """A custodian looked who wrote a sealed dissent, and why."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class SealedDissent:
    """A disagreement whose author only a custodian's key can name. `hour`: the full hour in which it was filed."""

    id: str
    alert: str
    title: str
    grade: Grade
    status: Status
    situation: str
    text: str
    hour: datetime
    due_at: datetime
    reply: str = ""
    replied_by: str = ""
    replied_at: datetime | None = None
    openings: tuple[Opening, ...] = ()
    erased_at: datetime | None = None

    def overdue(self, now: datetime) -> bool:
        """Whether a reply is due and has not come."""
        return self.replied_at is None and self.erased_at is None and self.due_at <= now


@dataclass(frozen=True, slots=True)
class Voice:
    """One of those asked to clear a text; silent until they object."""

    person: int
    name: str
    objected_at: datetime | None = None
    objection: str = ""


@dataclass(frozen=True, slots=True)
class Clearance:
    """Several people asked at once, with an hour set: who is silent by then has not objected, and signed nothing."""

    id: str
    alert: str
    title: str
    grade: Grade
    status: Status
    situation: str
    what: str
    asked_by: str
    asked_at: datetime
    until: datetime
    digest: str
    present_digest: str
    voices: tuple[Voice, ...]
    issued: bool = False
    despite: str = ""
    erased_at: datetime | None = None

    def state(self, now: datetime) -> ClearanceState:
        """How it stands at a moment: nothing has to happen at the hour for it to pass."""
        if self.digest != self.present_digest:
            return ClearanceState.VOID
        if any(voice.objected_at is not None for voice in self.voices):
            return ClearanceState.OBJECTED
        return ClearanceState.CLEARED if self.until <= now else ClearanceState.OPEN


@dataclass(frozen=True, slots=True)
class Recorded:
    """An answer that was given elsewhere: by telephone, on paper, on a classified network. Never its content."""

    decision: str
    alert: str
    recipient: int
    answer: Answer
    medium: Medium
    given_at: datetime
    reference: str
    recorded_by: str
    recorded_at: datetime
    witness: int
    witness_name: str
    title: str
    grade: Grade
    status: Status
    situation: str
    witnessed_at: datetime | None = None
    confirmed_at: datetime | None = None
    disputed_at: datetime | None = None
    dispute: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """Why a situation went to another owner."""

    id: str
    by: str
    to: str
    reason: str
    at: datetime
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """A reason why nothing of a record may be erased; `until`: when it ends by itself."""

    id: str
    object: str
    reason: str
    by: str
    at: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Erasure:
    """An order to erase a record; once done, all that is left of its words."""

    id: str
    object: str
    record_class: RecordClass
    basis: str
    asked_by: int
    asked_by_name: str
    asked_at: datetime
    erased_by: str = ""
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A record that holds words: what it is, its class, since when."""

    object: str
    record_class: RecordClass
    since: datetime
    situation: str
    held: bool = False
