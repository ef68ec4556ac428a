"""Threads on their way up the ladder: who is called, who owns which step, and what may be done to it."""

from django.utils import timezone
from ninja import Query, Router, Status

from upstander.api.access import Asked
from upstander.api.answers import Done
from upstander.api.fields import (
    Id,
    Line,
    MaybeLine,
    MaybePassage,
    Moment,
    OfSituation,
    Passage,
    ReasonSent,
    Sent,
    Slice,
    answers,
)
from upstander.jobs import clocks, doors
from upstander.jobs import ladder as jobs
from upstander.jobs.audit import saw
from upstander.records import wire_desk
from upstander.records import wire_ladder as wire
from upstander.records.desk import Grade, of_status
from upstander.records.ladder import StepId
from upstander.store.desk import reads as desk

router = Router(tags=["Ladder"])


class StepSent(Sent):
    """Which step."""

    step: StepId


class EntrySent(StepSent):
    """A step you own, and what you write on it."""

    text: Passage


class FinishSent(StepSent):
    """A step you own, and what you write on it, if anything."""

    text: MaybePassage = ""


class GradeSent(Sent):
    """How grave it is."""

    grade: Grade


class KnockSent(Sent):
    """At which door somebody knocked, when, how, under which reference."""

    mechanism: Line
    at: Moment
    how: Line
    reference: MaybeLine = ""


@router.get("/threads", response=answers(Slice[wire.ThreadObject]))
def threads(request: Asked, asked: Query[OfSituation]) -> Slice[wire.ThreadObject]:
    """The threads you may see, newest first; the real ones, unless a status or a situation is asked for."""
    status = of_status(asked.status, asked.situation)
    found, page = desk.threads(request.auth, asked.situation, open_only=asked.open, status=status, page=asked.page)
    return {"items": [wire.thread(one) for one in found], "page": wire_desk.page(page)}


@router.get("/threads/{id}", response=answers(wire.WholeThreadObject))
def thread(request: Asked, id: Id) -> wire.WholeThreadObject:
    """One thread with its steps, what the ladder did, what people wrote."""
    found = shown(request, id)
    saw(request.auth, "thread", id, found["situation"], timezone.now())
    return found


def shown(request: Asked, id: str) -> wire.WholeThreadObject:
    """The thread as it stands."""
    who, found = request.auth, desk.thread(request.auth, id)
    said = clocks.hurried(who, found, timezone.now())
    return wire.whole(found, desk.events(who, id), desk.entries(who, id), said)


@router.post("/threads/{id}/take", response=answers(wire.WholeThreadObject))
def take(request: Asked, id: Id, sent: StepSent) -> wire.WholeThreadObject:
    """Own a step: acknowledging is owning."""
    jobs.take(id, sent.step, who=request.auth, now=timezone.now())
    return shown(request, id)


@router.post("/threads/{id}/enter", response=answers(wire.WholeThreadObject))
def enter(request: Asked, id: Id, sent: EntrySent) -> wire.WholeThreadObject:
    """Leave an entry on a step you own, so that it does not lapse."""
    jobs.enter(id, sent.step, sent.text, who=request.auth, now=timezone.now())
    return shown(request, id)


@router.post("/threads/{id}/renew", response=answers(wire.WholeThreadObject))
def renew(request: Asked, id: Id, sent: EntrySent) -> wire.WholeThreadObject:
    """Go on owning a step past its deadline, with the reason."""
    jobs.renew(id, sent.step, sent.text, who=request.auth, now=timezone.now())
    return shown(request, id)


@router.post("/threads/{id}/finish", response=answers(wire.WholeThreadObject))
def finish(request: Asked, id: Id, sent: FinishSent) -> wire.WholeThreadObject:
    """Finish a step you own; the next one opens."""
    jobs.finish(id, sent.step, sent.text, who=request.auth, now=timezone.now())
    return shown(request, id)


@router.post("/threads/{id}/grade", response=answers(wire.WholeThreadObject))
def grade(request: Asked, id: Id, sent: GradeSent) -> wire.WholeThreadObject:
    """Grade a thread; a lower grade than before is given on the desk, by two people."""
    jobs.grade(id, sent.grade, who=request.auth, now=timezone.now())
    return shown(request, id)


@router.post("/threads/{id}/mark-imminent", response=answers(wire.WholeThreadObject))
def mark_imminent(request: Asked, id: Id) -> wire.WholeThreadObject:
    """Mark a thread that has no grade yet as possibly imminent."""
    jobs.mark_imminent(id, who=request.auth, now=timezone.now())
    return shown(request, id)


@router.post("/threads/{id}/open-lane", response=answers(wire.WholeThreadObject))
def open_lane(request: Asked, id: Id) -> wire.WholeThreadObject:
    """Ask for the emergency lane; a second person opens it, or one with a standing authority."""
    jobs.open_lane(id, who=request.auth, now=timezone.now())
    return shown(request, id)


@router.post("/threads/{id}/close-lane", response=answers(wire.WholeThreadObject))
def close_lane(request: Asked, id: Id, sent: ReasonSent) -> wire.WholeThreadObject:
    """Close the emergency lane with a reason; what is open stays open."""
    jobs.close_lane(id, sent.reason, who=request.auth, now=timezone.now())
    return shown(request, id)


@router.post("/threads/{id}/close", response=answers(wire.WholeThreadObject))
def close(request: Asked, id: Id, sent: ReasonSent) -> wire.WholeThreadObject:
    """End a thread with a reason."""
    jobs.close(id, sent.reason, who=request.auth, now=timezone.now())
    return shown(request, id)


@router.post("/threads/{id}/knocks", response=answers(Done, 201))
def knock(request: Asked, id: Id, sent: KnockSent) -> Status[Done]:
    """Record that you knocked at a door about a thread, by other means; nothing is sent from here."""
    what = sent.mechanism, sent.at, sent.how
    made = doors.knock(id, *what, who=request.auth, now=timezone.now(), reference=sent.reference)
    return Status(201, {"id": made})
