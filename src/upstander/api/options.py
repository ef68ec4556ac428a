"""Options: what can be done about a situation, and the signed judgements that order it."""

from typing import Annotated

from django.utils import timezone
from ninja import Field, Query, Router, Status

from upstander.api.access import Asked
from upstander.api.fields import Absent, Id, InAddress, MaybeLine, Passage, Sent, answers
from upstander.jobs import judgements as judging
from upstander.jobs import offers
from upstander.jobs import options as jobs
from upstander.jobs.audit import saw
from upstander.records import wire_options as wire
from upstander.records.tools import Input, Judged

router = Router(tags=["Options"])


class OptionsAsked(InAddress):
    """Filters: one value each, all together; `alert` narrows by its risk factors."""

    factor: MaybeLine = ""
    actor: MaybeLine = ""
    sphere: MaybeLine = ""
    pillar: MaybeLine = ""
    charter: MaybeLine = ""
    strategy: MaybeLine = ""
    kind: MaybeLine = ""
    sector: MaybeLine = ""
    days: Annotated[float, Field(gt=0, le=jobs.LONGEST)] | Absent = None
    alert: Id | Absent = None


class JudgementSent(Sent):
    """A judgement with its reason; the newest of its kind counts."""

    input: Input
    value: Judged
    reason: Passage


@router.get("/situations/{id}/options", response=answers(wire.OptionsObject))
def options(request: Asked, id: Id, asked: Query[OptionsAsked]) -> wire.OptionsObject:
    """What can be done, in the order of the rules: a reading aid, never a decision."""
    fields = {name: [getattr(asked, name)] for name in jobs.choices()}
    viewer, now = request.auth, timezone.now()
    laid = jobs.laid(viewer, id, jobs.chosen(fields, asked.days), now, asked.alert or "")
    saw(viewer, "situation", id, id, now)
    return wire.options(id, laid.offer, list(laid.judged.values()))


@router.post("/situations/{id}/judgements", response=answers(wire.JudgementObject, 201))
def judge(request: Asked, id: Id, sent: JudgementSent) -> Status[wire.JudgementObject]:
    """Sign a judgement of will, capacity, consent or suspicion; analysts and focal points may."""
    judging.judge(id, sent.input, sent.value, sent.reason, who=request.auth, now=timezone.now())
    return Status(201, wire.judgement(offers.standing(request.auth, id)[sent.input]))
