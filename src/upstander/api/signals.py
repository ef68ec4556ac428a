"""Signals: what may matter, reported by a person or proposed by the machine."""

from typing import Literal

from django.utils import timezone
from ninja import Query, Router, Status

from upstander.api.access import Asked
from upstander.api.fields import (
    Address,
    Id,
    Line,
    MaybeLine,
    Moment,
    OfSituation,
    Passage,
    ReasonSent,
    Sent,
    Slice,
    answers,
)
from upstander.jobs import signals as jobs
from upstander.jobs.audit import saw
from upstander.records import wire_desk as wire
from upstander.records.desk import SignalKind, of_status
from upstander.store.desk import reads as desk

router = Router(tags=["Signals"])


class SignalSent(Sent):
    """A report of something that may matter."""

    situation: Id
    title: Line
    text: Passage
    kind: Literal[SignalKind.REPORT, SignalKind.JUDGEMENT] = SignalKind.REPORT
    source: MaybeLine = ""
    source_url: Address = ""
    occurred_at: Moment | None = None


@router.get("/signals", response=answers(Slice[wire.SignalObject]))
def signals(request: Asked, asked: Query[OfSituation]) -> Slice[wire.SignalObject]:
    """The signals you may see, newest first; of what is real, unless a status or a situation is asked for."""
    status = of_status(asked.status, asked.situation)
    found, page = desk.signals(request.auth, asked.situation, open_only=asked.open, page=asked.page, status=status)
    return {"items": [wire.signal(one) for one in found], "page": wire.page(page)}


@router.get("/signals/{id}", response=answers(wire.SignalObject))
def signal(request: Asked, id: Id) -> wire.SignalObject:
    """One signal."""
    found = desk.signal(request.auth, id)
    saw(request.auth, "signal", id, found.situation, timezone.now())
    return wire.signal(found)


@router.post("/signals", response=answers(wire.SignalObject, 201))
def report(request: Asked, sent: SignalSent) -> Status[wire.SignalObject]:
    """Report a signal into a situation."""
    id = jobs.report(**sent.dict(), who=request.auth, now=timezone.now())
    return Status(201, wire.signal(desk.signal(request.auth, id)))


@router.post("/signals/{id}/close", response=answers(wire.SignalObject))
def close(request: Asked, id: Id, sent: ReasonSent) -> wire.SignalObject:
    """Close a signal, with a reason that its sender can read."""
    jobs.close(id, sent.reason, who=request.auth, now=timezone.now())
    return wire.signal(desk.signal(request.auth, id))
