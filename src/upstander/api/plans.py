"""Plans: one record of what was decided and of everything that followed; promises, outcomes and lessons."""

from typing import Annotated, Literal

from django.utils import timezone
from ninja import Field, Query, Router
from ninja import Status as Answered

from upstander.api.access import Asked
from upstander.api.fields import Absent, DayAsked, Id, InAddress, Line, Passage, PersonId, Sent, answers
from upstander.jobs import lessons as learning
from upstander.jobs import one_plan
from upstander.jobs import promises as jobs
from upstander.jobs.audit import saw
from upstander.records import wire_one_plan as wire
from upstander.records import wire_plans
from upstander.records.desk import Status
from upstander.records.plans import Funding, Kept
from upstander.store.desk import plans, promises

router = Router(tags=["Plans"])


class ListAsked(InAddress):
    """Which of them: what is real, unless an exercise or a test is asked for."""

    situation: Id | Absent = None
    status: Status = Status.ACTUAL


class PromiseSent(Sent):
    """Who promised what to whom, by when, where that is written, and who asks after it."""

    situation: Id
    promised_by: Line
    promised_to: Line
    what: Passage
    made_on: DayAsked
    due_on: DayAsked
    source: Passage
    owner: PersonId | None = None
    funding: Funding = Funding.UNKNOWN


class FollowUpSent(Sent):
    """Who asked, when, what was answered, and whether it is kept in part by now."""

    asked_by: Line
    asked_on: DayAsked
    answer: Passage
    kept: Literal[Kept.OPEN, Kept.PARTLY] = Kept.OPEN
    owner: Annotated[PersonId | None, Field(description="Who asks after it from now on.")] = None
    funding: Funding | None = None


class EvidenceSent(Sent):
    """How one knows."""

    evidence: Passage


class LessonSent(Sent):
    """What was expected, what happened, why, what changes, who sees to it, by which day."""

    situation: Id
    expected: Passage
    happened: Passage
    why: Passage
    change: Passage
    owner: PersonId
    due_on: DayAsked


@router.get("/plans/{id}", response=answers(wire.PlanObject))
def plan(request: Asked, id: Id) -> wire.PlanObject:
    """The whole plan of a situation, or of one of its alerts."""
    viewer, now = request.auth, timezone.now()
    found = one_plan.show(viewer, id, now)
    saw(viewer, "situation", found.situation.id, found.situation.id, now)
    return one_plan.written(found)


@router.get("/promises", response=answers(list[wire_plans.CommitmentObject]))
def list_promises(request: Asked, asked: Query[ListAsked]) -> list[wire_plans.CommitmentObject]:
    """The promises you may see with what was asked and answered, the first due first."""
    found = promises.commitments(request.auth, asked.situation)
    return [wire_plans.commitment(each) for each in found if each.status is asked.status]


@router.post("/promises", response=answers(wire_plans.CommitmentObject, 201))
def make(request: Asked, sent: PromiseSent) -> Answered[wire_plans.CommitmentObject]:
    """Note a promise."""
    given = sent.dict() | {"owner": sent.owner or 0}
    id = jobs.make(**given, who=request.auth, now=timezone.now())
    return Answered(201, wire_plans.commitment(promises.commitment(request.auth, id)))


@router.post("/promises/{id}/follow-up", response=answers(wire_plans.CommitmentObject))
def follow_up(request: Asked, id: Id, sent: FollowUpSent) -> wire_plans.CommitmentObject:
    """Write down who asked after it and what was answered; nothing written before is changed."""
    given = sent.dict() | {"owner": sent.owner or 0}
    jobs.follow_up(id, **given, who=request.auth, now=timezone.now())
    return wire_plans.commitment(promises.commitment(request.auth, id))


@router.post("/promises/{id}/keep", response=answers(wire_plans.CommitmentObject))
def keep(request: Asked, id: Id, sent: EvidenceSent) -> wire_plans.CommitmentObject:
    """Say that it was kept."""
    jobs.keep(id, sent.evidence, who=request.auth, now=timezone.now())
    return wire_plans.commitment(promises.commitment(request.auth, id))


@router.post("/promises/{id}/break", response=answers(wire_plans.CommitmentObject))
def break_(request: Asked, id: Id, sent: EvidenceSent) -> wire_plans.CommitmentObject:
    """Say that it was broken."""
    jobs.break_(id, sent.evidence, who=request.auth, now=timezone.now())
    return wire_plans.commitment(promises.commitment(request.auth, id))


@router.get("/outcomes", response=answers(list[wire.OutcomeObject]))
def outcomes(request: Asked, asked: Query[ListAsked]) -> list[wire.OutcomeObject]:
    """What came of the responses you may see, newest first."""
    found = [each for each in plans.outcomes(request.auth) if asked.situation in {None, each.situation}]
    return [wire.outcome(each) for each in found if each.status is asked.status]


@router.get("/lessons", response=answers(list[wire.LessonObject]))
def lessons(request: Asked, asked: Query[ListAsked]) -> list[wire.LessonObject]:
    """The lessons you may see, newest first."""
    found = plans.lessons(request.auth, asked.situation)
    return [wire.lesson(each) for each in found if each.status is asked.status]


@router.post("/lessons", response=answers(wire.LessonObject, 201))
def write(request: Asked, sent: LessonSent) -> Answered[wire.LessonObject]:
    """Write down a lesson."""
    id = learning.write(**sent.dict(), who=request.auth, now=timezone.now())
    return Answered(201, next(wire.lesson(each) for each in plans.lessons(request.auth) if each.id == id))


@router.post("/lessons/{id}/learned", response=answers(wire.LessonObject))
def learned(request: Asked, id: Id) -> wire.LessonObject:
    """Say that its change is made."""
    learning.learned(id, who=request.auth, now=timezone.now())
    return next(wire.lesson(each) for each in plans.lessons(request.auth) if each.id == id)
