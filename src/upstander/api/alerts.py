"""Alerts: drafted, signed, issued, acknowledged."""

from typing import Annotated

from django.utils import timezone
from ninja import Field, Query, Router, Status
from pydantic import StringConstraints

from upstander.api.access import Asked
from upstander.api.fields import (
    MOST_ADDRESSES,
    MOST_SIGNALS,
    Absent,
    Id,
    InAddress,
    Iso3,
    Line,
    MaybePassage,
    Moment,
    PageNumber,
    Passage,
    PersonId,
    Sent,
    Slice,
    answers,
)
from upstander.jobs import alerts as jobs
from upstander.jobs.audit import saw
from upstander.records import wire_desk as wire
from upstander.records.alert_life import Wording
from upstander.records.desk import Address, AlertStage, Confidence, Draft, Grade, Tlp, of_status
from upstander.records.desk import Status as Reality
from upstander.store.desk import reads as desk

Factor = Annotated[str, StringConstraints(pattern=r"^RF([1-9]|1[0-4])$")]
"""A risk factor of the United Nations Framework of Analysis."""

router = Router(tags=["Alerts"])


class AlertsAsked(InAddress):
    """Which alerts."""

    situation: Id | Absent = None
    country: Iso3 | Absent = None
    stage: AlertStage | Absent = None
    status: Reality | Absent = None
    page: PageNumber = 1


class AddressSent(Sent):
    """One person the alert asks, what exactly, and by when."""

    person: PersonId
    asked: Passage
    acknowledge_by: Moment
    decide_by: Moment


class DraftSent(Sent):
    """The text of an alert and whom it asks."""

    title: Line
    text: Passage
    ask: Passage
    grade: Grade
    confidence: Confidence
    change_our_mind: Passage
    alternatives: MaybePassage = ""
    dissent: MaybePassage = ""
    factors: Annotated[list[Factor], Field(max_length=14)] = []
    wording: Wording | Absent = None
    status: Reality = Reality.ACTUAL
    tlp: Tlp = Tlp.AMBER
    signals: Annotated[list[Id], Field(max_length=MOST_SIGNALS)] = []
    addresses: Annotated[list[AddressSent], Field(max_length=MOST_ADDRESSES)]

    def draft(self) -> Draft:
        """The text as a record."""
        said = self.dict(exclude={"addresses", "situation", "signals", "factors"})
        return Draft(**said, signals=tuple(self.signals), factors=tuple(self.factors))

    def asked(self) -> tuple[Address, ...]:
        """The addressees as records."""
        return tuple(Address(**address.dict()) for address in self.addresses)


class UpdateSent(DraftSent):
    """The text that takes an issued alert's place, and why it changes."""

    reason: Passage


class AlertSent(DraftSent):
    """An alert to draft in a situation."""

    situation: Id


class IssueSent(Sent):
    """Why it is issued now, where a clearance is still open or somebody objected."""

    despite: MaybePassage = ""


@router.get("/alerts", response=answers(Slice[wire.AlertObject]))
def alerts(request: Asked, asked: Query[AlertsAsked]) -> Slice[wire.AlertObject]:
    """The alerts you may see, newest first; the real ones, unless a status or a situation is asked for."""
    status = of_status(asked.status, asked.situation)
    found, page = desk.alerts(request.auth, asked.situation, asked.country, asked.stage, asked.page, status=status)
    return {"items": [wire.alert(one) for one in found], "page": wire.page(page)}


@router.get("/alerts/{id}", response=answers(wire.AlertObject))
def alert(request: Asked, id: Id) -> wire.AlertObject:
    """One alert with its evidence, signatures, recipients and their answers."""
    found = desk.alert(request.auth, id)
    saw(request.auth, "alert", id, found.situation, timezone.now())
    return wire.alert(found)


def shown(request: Asked, id: str) -> wire.AlertObject:
    """The alert as it stands after a change."""
    return wire.alert(desk.alert(request.auth, id))


@router.post("/alerts", response=answers(wire.AlertObject, 201))
def draft(request: Asked, sent: AlertSent) -> Status[wire.AlertObject]:
    """Draft an alert; nobody is told until a person issues it."""
    id = jobs.draft(sent.situation, sent.draft(), sent.asked(), who=request.auth, now=timezone.now())
    return Status(201, shown(request, id))


@router.put("/alerts/{id}", response=answers(wire.AlertObject))
def change(request: Asked, id: Id, sent: DraftSent) -> wire.AlertObject:
    """Replace the text of a draft; signatures under the old text are voided."""
    jobs.change(id, sent.draft(), sent.asked(), who=request.auth, now=timezone.now())
    return shown(request, id)


@router.post("/alerts/{id}/sign", response=answers(wire.AlertObject))
def sign(request: Asked, id: Id) -> wire.AlertObject:
    """Put your name under exactly this text."""
    jobs.sign(id, who=request.auth, now=timezone.now())
    return shown(request, id)


@router.post("/alerts/{id}/issue", response=answers(wire.AlertObject))
def issue(request: Asked, id: Id, sent: IssueSent | None = None) -> wire.AlertObject:
    """Issue the alert: its recipients are asked, their clocks run. `despite`: why, if it is not cleared."""
    jobs.issue(id, who=request.auth, now=timezone.now(), despite=sent.despite if sent else "")
    return shown(request, id)


@router.post("/alerts/{id}/acknowledge", response=answers(wire.AlertObject))
def acknowledge(request: Asked, id: Id) -> wire.AlertObject:
    """Say that you have received it and own the answer; recipients alone may."""
    jobs.acknowledge(id, who=request.auth, now=timezone.now())
    return shown(request, id)
