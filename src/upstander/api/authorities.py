"""Standing authorities: what may leave the organisation, under which instrument, within which limits, until when."""

from typing import Annotated

from django.utils import timezone
from ninja import Field, Router, Status

from upstander.api.access import Asked
from upstander.api.answers import Done
from upstander.api.fields import Id, Line, Moment, Passage, PersonId, ReasonSent, Sent, answers
from upstander.jobs import authorities as jobs
from upstander.records import wire_ladder as wire
from upstander.records.desk import Grade
from upstander.records.errors import Refused
from upstander.records.roster import Purpose
from upstander.store.desk import reads as desk
from upstander.store.desk.duty import reads_roster

router = Router(tags=["Duty"])


class AuthoritySent(Sent):
    """An authority as it was given in writing."""

    purpose: Purpose
    person: PersonId
    instrument: Passage
    given_by: Line
    grades: Annotated[list[Grade], Field(max_length=3)]
    content: Passage
    begins: Moment
    ends: Moment


@router.get("/authorities", response=answers(list[wire.AuthorityObject]))
def authorities(request: Asked) -> list[wire.AuthorityObject]:
    """Every standing authority, ended ones too, newest first; for those who stand on a rung."""
    if not reads_roster(request.auth):
        raise Refused("Ask an analyst, a focal point or a decision maker: the others are on no roster.")
    return [wire.authority(each, timezone.now()) for each in desk.authorities(request.auth)]


@router.post("/authorities", response=answers(Done, 201))
def record(request: Asked, sent: AuthoritySent) -> Status[Done]:
    """Record an authority that was given in writing, never for yourself; focal points and decision makers may."""
    terms = sent.purpose, sent.instrument, sent.given_by, sent.person, sent.grades, sent.content
    id = jobs.record(*terms, sent.begins, sent.ends, who=request.auth, now=timezone.now())
    return Status(201, {"id": id})


@router.post("/authorities/{authority}/revoke", response=answers(Done))
def revoke(request: Asked, authority: Id, sent: ReasonSent) -> Done:
    """End one at once, with a reason."""
    jobs.revoke(authority, sent.reason, who=request.auth, now=timezone.now())
    return {"id": authority}
