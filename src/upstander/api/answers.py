"""Answers besides decisions: referrals, inquiries, sealed dissent, clearances, what was given elsewhere."""

from typing import Annotated

from django.utils import timezone
from ninja import Field, Router, Status
from typing_extensions import TypedDict

from upstander.api.access import Asked
from upstander.api.fields import Id, Line, MaybePassage, Moment, Passage, PersonId, ReasonSent, Sent, answers
from upstander.jobs import clearances, dissents, inquiries, recorded, referrals
from upstander.jobs.audit import saw
from upstander.records import wire_answers as wire
from upstander.records import wire_desk
from upstander.records.answers import Around, Medium
from upstander.records.desk import Answer
from upstander.store.desk import reads as desk

router = Router(tags=["Answers"])

MOST_ASKED = 20
MOST_SIGNALS = 100


class Done(TypedDict):
    """What was changed."""

    id: str


class AroundSent(Sent):
    """Who was present, and who disagreed."""

    reason: Passage
    present: MaybePassage = ""
    dissent: MaybePassage = ""

    def around(self) -> Around:
        """As a record."""
        return Around(self.present, self.dissent)


class ReferralSent(AroundSent):
    """Who answers next."""

    to: PersonId


class InquirySent(AroundSent):
    """What must be known first, of whom, by when."""

    what: Passage
    of: PersonId
    due_at: Moment
    late_reason: MaybePassage = ""


class TextSent(Sent):
    """Some words."""

    text: Passage


class AnswerSent(TextSent):
    """An answer to an inquiry, in words and with signals."""

    signals: Annotated[list[Id], Field(max_length=MOST_SIGNALS)] = []


class ClearanceSent(Sent):
    """People asked at once, with an hour set."""

    people: Annotated[list[PersonId], Field(max_length=MOST_ASKED)]
    what: Passage
    until: Moment


class RecordedSent(Sent):
    """An answer given elsewhere; never what was said."""

    person: PersonId
    answer: Answer
    medium: Medium
    given_at: Moment
    reference: Line
    witness: PersonId
    review_at: Moment | None = None


@router.get("/alerts/{id}/answers", response=answers(wire.BesideObject))
def beside(request: Asked, id: Id) -> wire.BesideObject:
    """What stands beside an alert's decisions: referrals, inquiries, dissent, clearances, who took it outside."""
    viewer, now = request.auth, timezone.now()
    saw(viewer, "alert", id, desk.alert(viewer, id).situation, now)
    return {
        "referrals": [wire.referral(each) for each in desk.referrals(viewer, id)],
        "inquiries": [wire.inquiry(each, now) for each in desk.inquiries(viewer, id)],
        "dissents": [wire.dissent(each, now) for each in desk.dissents(viewer, id)],
        "clearances": [wire.clearance(each, now) for each in desk.clearances(viewer, id)],
        "recorded": [wire.recorded(each) for each in desk.recorded_on(viewer, id).values()],
        "crossings": [wire.crossing(each) for each in desk.crossings(viewer, id)],
    }


@router.post("/alerts/{id}/refer", response=answers(wire.ReferralObject, 201))
def refer(request: Asked, id: Id, sent: ReferralSent) -> Status[wire.ReferralObject]:
    """Name who answers next; it counts once they accept, and the deadline stays."""
    who, now = request.auth, timezone.now()
    made = referrals.refer(id, sent.to, sent.reason, who=who, now=now, around=sent.around())
    return Status(201, wire.referral(desk.referral(who, made)))


@router.post("/referrals/{id}/accept", response=answers(Done))
def accept(request: Asked, id: Id) -> Done:
    """Become the owner of an answer that was referred to you."""
    referrals.accept(id, who=request.auth, now=timezone.now())
    return {"id": id}


@router.post("/referrals/{id}/return", response=answers(Done))
def return_(request: Asked, id: Id, sent: ReasonSent) -> Done:
    """Return a referral with a reason: its sender owes the answer."""
    referrals.return_(id, sent.reason, who=request.auth, now=timezone.now())
    return {"id": id}


@router.post("/referrals/{id}/withdraw", response=answers(Done))
def withdraw(request: Asked, id: Id) -> Done:
    """Take back a referral of yours that nobody has accepted."""
    referrals.withdraw(id, who=request.auth, now=timezone.now())
    return {"id": id}


@router.post("/alerts/{id}/need-more", response=answers(wire.InquiryObject, 201))
def need_more(request: Asked, id: Id, sent: InquirySent) -> Status[wire.InquiryObject]:
    """Ask a person for what the decision lacks; it decides nothing, and your clock runs on."""
    who, now = request.auth, timezone.now()
    asking = sent.what, sent.of, sent.due_at, sent.reason
    made = inquiries.need_more(id, *asking, who=who, now=now, around=sent.around(), late_reason=sent.late_reason)
    return Status(201, wire.inquiry(desk.inquiry(who, made), now))


@router.get("/inquiries/{id}", response=answers(wire.InquiryObject))
def inquiry(request: Asked, id: Id) -> wire.InquiryObject:
    """What one person was asked."""
    return wire.inquiry(desk.inquiry(request.auth, id), timezone.now())


@router.post("/inquiries/{id}/answer", response=answers(wire.InquiryObject))
def answer(request: Asked, id: Id, sent: AnswerSent) -> wire.InquiryObject:
    """Answer what you were asked."""
    who, now = request.auth, timezone.now()
    inquiries.answer(id, sent.text, who=who, now=now, signals=sent.signals)
    return wire.inquiry(desk.inquiry(who, id), now)


@router.post("/alerts/{id}/dissents", response=answers(wire.DissentObject, 201))
def dissent(request: Asked, id: Id, sent: TextSent) -> Status[wire.DissentObject]:
    """Disagree under seal: your words beside the alert, your name under a custodian's key."""
    who, now = request.auth, timezone.now()
    made = dissents.file(id, sent.text, who=who, now=now)
    return Status(201, wire.dissent(desk.dissent(who, made), now))


@router.post("/dissents/{id}/reply", response=answers(wire.DissentObject))
def reply(request: Asked, id: Id, sent: TextSent) -> wire.DissentObject:
    """Reply to a sealed dissent."""
    who, now = request.auth, timezone.now()
    dissents.reply(id, sent.text, who=who, now=now)
    return wire.dissent(desk.dissent(who, id), now)


@router.post("/alerts/{id}/clearances", response=answers(wire.ClearanceObject, 201))
def clear(request: Asked, id: Id, sent: ClearanceSent) -> Status[wire.ClearanceObject]:
    """Ask people at once whether they object to a draft; silence by the hour set is clearance."""
    who, now = request.auth, timezone.now()
    made = clearances.ask(id, sent.people, sent.what, sent.until, who=who, now=now)
    return Status(201, wire.clearance(desk.clearance(who, made), now))


@router.post("/clearances/{id}/object", response=answers(wire.ClearanceObject))
def object_to(request: Asked, id: Id, sent: ReasonSent) -> wire.ClearanceObject:
    """Object before the hour."""
    who, now = request.auth, timezone.now()
    clearances.object_to(id, sent.reason, who=who, now=now)
    return wire.clearance(desk.clearance(who, id), now)


@router.post("/alerts/{id}/recorded", response=answers(wire_desk.DecisionObject, 201))
def record(request: Asked, id: Id, sent: RecordedSent) -> Status[wire_desk.DecisionObject]:
    """Record an answer that was given by telephone, on paper or on a classified network."""
    who = request.auth
    made = recorded.record(id, **sent.dict(), who=who, now=timezone.now())
    return Status(201, wire_desk.decision(desk.decision(who, made)))


@router.post("/recorded/{id}/witness", response=answers(Done))
def witness(request: Asked, id: Id) -> Done:
    """Confirm that you heard or saw a recorded answer; the id is the decision's."""
    recorded.witness(id, who=request.auth, now=timezone.now())
    return {"id": id}


@router.post("/recorded/{id}/confirm", response=answers(Done))
def confirm(request: Asked, id: Id) -> Done:
    """Confirm that a recorded answer is yours."""
    recorded.confirm(id, who=request.auth, now=timezone.now())
    return {"id": id}


@router.post("/recorded/{id}/dispute", response=answers(Done))
def dispute(request: Asked, id: Id, sent: ReasonSent) -> Done:
    """Say that a recorded answer is not yours: it stops counting."""
    recorded.dispute(id, sent.reason, who=request.auth, now=timezone.now())
    return {"id": id}
