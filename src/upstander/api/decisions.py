"""Decisions: what recipients answer, with their reasons."""

from django.utils import timezone
from ninja import Query, Router, Status

from upstander.api.access import Asked
from upstander.api.fields import Id, InAddress, MaybePassage, Moment, PageNumber, Passage, Sent, Slice, answers
from upstander.jobs import decisions as jobs
from upstander.records import wire_desk as wire
from upstander.records.desk import Answer
from upstander.store.desk import reads as desk

router = Router(tags=["Decisions"])


class DecisionsAsked(InAddress):
    """Which decisions."""

    page: PageNumber = 1


class DecisionSent(Sent):
    """An answer to an alert."""

    answer: Answer
    reason: Passage
    dissent: MaybePassage = ""
    present: MaybePassage = ""
    review_at: Moment | None = None


class SupersedingSent(DecisionSent):
    """An answer in the place of a mistaken one; `why` says what was mistaken."""

    why: Passage


@router.get("/decisions", response=answers(Slice[wire.DecisionObject]))
def decisions(request: Asked, asked: Query[DecisionsAsked]) -> Slice[wire.DecisionObject]:
    """The decisions you may see, newest first."""
    found, page = desk.decisions(request.auth, asked.page)
    return {"items": [wire.decision(one) for one in found], "page": wire.page(page)}


@router.get("/decisions/{id}", response=answers(wire.DecisionObject))
def decision(request: Asked, id: Id) -> wire.DecisionObject:
    """One decision."""
    return wire.decision(desk.decision(request.auth, id))


@router.post("/alerts/{id}/decisions", response=answers(wire.DecisionObject, 201))
def decide(request: Asked, id: Id, sent: DecisionSent) -> Status[wire.DecisionObject]:
    """Act, keep watching or decline, with a reason; recipients alone may."""
    made = jobs.decide(id, **sent.dict(), who=request.auth, now=timezone.now())
    return Status(201, wire.decision(desk.decision(request.auth, made)))


@router.post("/decisions/{id}/supersede", response=answers(wire.DecisionObject, 201))
def supersede(request: Asked, id: Id, sent: SupersedingSent) -> Status[wire.DecisionObject]:
    """Put another answer in the place of a mistaken one of yours; both stay visible."""
    made = jobs.supersede(id, **sent.dict(), who=request.auth, now=timezone.now())
    return Status(201, wire.decision(desk.decision(request.auth, made)))
