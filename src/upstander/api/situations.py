"""Situations: what is watched, how its phase is judged, and who may see it."""

from django.utils import timezone
from ninja import Query, Router, Status

from upstander.api.access import Asked
from upstander.api.fields import (
    Absent,
    Id,
    InAddress,
    Iso3,
    Line,
    MaybeLine,
    Moment,
    PageNumber,
    Passage,
    PersonId,
    Sent,
    Slice,
    answers,
)
from upstander.api.figures import lake
from upstander.jobs import access
from upstander.jobs import situations as jobs
from upstander.jobs.audit import saw
from upstander.records import wire_desk as wire
from upstander.records.desk import Phase, Tlp
from upstander.records.desk import Status as Reality
from upstander.store.desk import reads as desk

router = Router(tags=["Situations"])


class SituationsAsked(InAddress):
    """Which situations."""

    country: Iso3 | Absent = None
    phase: Phase | Absent = None
    status: Reality = Reality.ACTUAL
    page: PageNumber = 1


class SituationSent(Sent):
    """A situation to open; whoever opens it owns it."""

    iso3: Iso3
    title: Line
    area: MaybeLine = ""
    group: MaybeLine = ""
    phase: Phase
    reason: Passage
    tlp: Tlp = Tlp.AMBER


class PhaseSent(Sent):
    """A new judgement of the phase."""

    phase: Phase
    reason: Passage


class GrantSent(Sent):
    """Whom to let in, why, and until when."""

    person: PersonId
    reason: Passage
    expires_at: Moment


@router.get("/situations", response=answers(Slice[wire.SituationObject]))
def situations(request: Asked, asked: Query[SituationsAsked]) -> Slice[wire.SituationObject]:
    """The situations you may see; the real ones, unless another status is asked for."""
    found, page = desk.situations(request.auth, asked.country, asked.phase, asked.page, status=asked.status)
    return {"items": [wire.situation(one) for one in found], "page": wire.page(page)}


@router.get("/situations/{id}", response=answers(wire.SituationWhole))
def situation(request: Asked, id: Id) -> wire.SituationWhole:
    """One situation with the history of its phase and who may see it."""
    found = desk.situation(request.auth, id)
    saw(request.auth, "situation", id, id, timezone.now())
    return wire.situation_whole(found, desk.phases(request.auth, id), desk.grants(request.auth, id))


@router.post("/situations", response=answers(wire.SituationObject, 201))
def open_(request: Asked, sent: SituationSent) -> Status[wire.SituationObject]:
    """Open a situation that you will own."""
    now = timezone.now()
    id = jobs.open_situation(lake(), **sent.dict(), who=request.auth, now=now)
    # Opening it has granted it: the viewer of a moment ago did not see it yet.
    owner = desk.viewer_of(request.auth.person, now)
    return Status(201, wire.situation(desk.situation(owner, id)))


@router.post("/situations/{id}/phase", response=answers(wire.SituationObject))
def change_phase(request: Asked, id: Id, sent: PhaseSent) -> wire.SituationObject:
    """Judge the phase anew, with a reason."""
    jobs.change_phase(id, sent.phase, sent.reason, who=request.auth, now=timezone.now())
    return wire.situation(desk.situation(request.auth, id))


@router.post("/situations/{id}/grants", response=answers(wire.GrantObject, 201))
def give(request: Asked, id: Id, sent: GrantSent) -> Status[wire.GrantObject]:
    """Let a person see the situation until a day, with a reason; its owner alone may."""
    now = timezone.now()
    given = access.give(id, sent.person, sent.reason, sent.expires_at, who=request.auth, now=now)
    return Status(201, wire.grant(desk.grant(request.auth, given)[0]))


@router.post("/grants/{id}/revoke", response=answers(wire.GrantObject))
def revoke(request: Asked, id: Id) -> wire.GrantObject:
    """End a grant at once; the owner of its situation alone may."""
    access.revoke(id, who=request.auth, now=timezone.now())
    return wire.grant(desk.grant(request.auth, id)[0])
