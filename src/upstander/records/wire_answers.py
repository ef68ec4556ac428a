"""What stands between an alert and its decision, as JSON. No author of a sealed dissent is in it."""

from datetime import datetime
from typing import Literal

from typing_extensions import TypedDict

from upstander.records.answers import (
    Clearance,
    ClearanceState,
    Erasure,
    Inquiry,
    InquiryState,
    Kept,
    Medium,
    RecordClass,
    Recorded,
    Referral,
    ReferralState,
    SealedDissent,
)
from upstander.records.desk import Answer
from upstander.records.roster import Crossing
from upstander.records.wire import Moment, shaped


class ReferralObject(TypedDict):
    """One owner of an alert names the next; an answer once it is accepted."""

    voice: Literal["judged"]
    id: str
    alert: str
    by_name: str
    to: int
    to_name: str
    reason: str
    present: str
    dissent: str
    referred_at: Moment
    state: ReferralState
    ended_at: Moment | None
    returned_reason: str
    erased_at: Moment | None


class InquiryObject(TypedDict):
    """What must be known first: of whom, by when; never an answer to the alert."""

    voice: Literal["judged"]
    id: str
    alert: str
    by_name: str
    of: int
    of_name: str
    what: str
    reason: str
    late_reason: str
    asked_at: Moment
    due_at: Moment
    state: InquiryState
    answered_at: Moment | None
    answer: str
    signals: list[str]
    erased_at: Moment | None


class OpeningObject(TypedDict):
    """A custodian looked who wrote it, and why."""

    by: str
    at: Moment
    reason: str


class DissentObject(TypedDict):
    """A disagreement under seal; `hour` is the full hour in which it was filed."""

    voice: Literal["judged"]
    id: str
    alert: str
    text: str
    hour: Moment
    due_at: Moment
    overdue: bool
    reply: str
    replied_by: str
    replied_at: Moment | None
    openings: list[OpeningObject]
    erased_at: Moment | None


class VoiceObject(TypedDict):
    """One of those asked; silent until they object."""

    name: str
    objected_at: Moment | None
    objection: str


class ClearanceObject(TypedDict):
    """Several people asked at once; cleared by silence is no signature and no decision."""

    voice: Literal["recorded"]
    id: str
    alert: str
    what: str
    asked_by: str
    asked_at: Moment
    until: Moment
    state: ClearanceState
    voices: list[VoiceObject]
    despite: str
    erased_at: Moment | None


class RecordedObject(TypedDict):
    """An answer given elsewhere: the word, when, how, its reference and witness; never its content."""

    voice: Literal["recorded"]
    decision: str
    alert: str
    recipient: int
    answer: Answer
    medium: Medium
    given_at: Moment
    reference: str
    recorded_by: str
    recorded_at: Moment
    witness_name: str
    witnessed_at: Moment | None
    confirmed_at: Moment | None
    disputed_at: Moment | None
    dispute: str


class ErasureObject(TypedDict):
    """An order to erase a record; once done, the tombstone."""

    voice: Literal["recorded"]
    id: str
    object: str
    record_class: RecordClass
    basis: str
    asked_by_name: str
    asked_at: Moment
    erased_by: str
    erased_at: Moment | None


class KeptObject(TypedDict):
    """A record that holds words, without the words."""

    voice: Literal["recorded"]
    object: str
    record_class: RecordClass
    since: Moment
    situation: str
    held: bool


class CrossingObject(TypedDict):
    """The alert went to somebody of another organisation; `instrument` is empty where `by` did so by name alone."""

    voice: Literal["recorded"]
    alert: str
    person: int
    name: str
    by: str
    at: Moment
    authority: str
    instrument: str


class BesideObject(TypedDict):
    """Everything that stands beside an alert's decisions."""

    referrals: list[ReferralObject]
    inquiries: list[InquiryObject]
    dissents: list[DissentObject]
    clearances: list[ClearanceObject]
    recorded: list[RecordedObject]
    crossings: list[CrossingObject]


def referral(record: Referral) -> ReferralObject:
    """A referral."""
    return shaped(ReferralObject, record, voice="judged")


def inquiry(record: Inquiry, now: datetime) -> InquiryObject:
    """An inquiry as it stands at a moment."""
    return shaped(InquiryObject, record, voice="judged", state=record.state(now), signals=list(record.signals))


def dissent(record: SealedDissent, now: datetime) -> DissentObject:
    """A sealed dissent, without its author."""
    openings = [shaped(OpeningObject, each) for each in record.openings]
    return shaped(DissentObject, record, voice="judged", overdue=record.overdue(now), openings=openings)


def clearance(record: Clearance, now: datetime) -> ClearanceObject:
    """A clearance as it stands at a moment."""
    voices = [shaped(VoiceObject, each) for each in record.voices]
    return shaped(ClearanceObject, record, voice="recorded", state=record.state(now), voices=voices)


def recorded(record: Recorded) -> RecordedObject:
    """How an answer reached the desk."""
    return shaped(RecordedObject, record, voice="recorded")


def crossing(record: Crossing) -> CrossingObject:
    """Who took an alert out of the organisation."""
    return shaped(CrossingObject, record, voice="recorded")


def erasure(record: Erasure) -> ErasureObject:
    """An order or a tombstone."""
    return shaped(ErasureObject, record, voice="recorded")


def kept(record: Kept) -> KeptObject:
    """A record without its words."""
    return shaped(KeptObject, record, voice="recorded")
