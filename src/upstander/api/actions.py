"""Actions: what is done about a warning, and what stands in its way."""

from decimal import Decimal
from typing import Annotated

from django.utils import timezone
from ninja import Field, Query, Router, Status

from upstander.api.access import Asked
from upstander.api.fields import Id, InAddress, Line, MaybeLine, MaybePassage, Moment, Passage, PersonId, Sent, answers
from upstander.jobs import actions as jobs
from upstander.jobs.audit import saw
from upstander.records import wire_plans as wire
from upstander.records.desk import Status as Reality
from upstander.records.plans import Funding, NewAction
from upstander.store.desk import actions as desk

router = Router(tags=["Actions"])


class TextSent(Sent):
    """What is written down."""

    text: Passage


class BlockSent(TextSent):
    """What blocks it, and who can lift that."""

    lifted_by: Line


class ActionSent(Sent):
    """What is done, by whom, by when, with what means. An option of the list needs `unharmed` and `consulted`."""

    situation: Id
    what: Passage
    alert: Annotated[str, Field(pattern="^([a-z0-9]{12})?$", description="The alert that it answers.")] = ""
    option: MaybeLine = ""
    owner: PersonId | None = None
    deputy: PersonId | None = None
    institution: MaybeLine = ""
    contact: MaybeLine = ""
    ministries: Annotated[list[Line], Field(max_length=20, description="Institutions that it touches.")] = []
    means: MaybePassage = ""
    money: Annotated[Decimal, Field(ge=0, max_digits=16, decimal_places=2)] | None = None
    currency: Annotated[str, Field(pattern="^([A-Za-z]{3})?$")] = ""
    funding: Funding = Funding.UNKNOWN
    deadline: Moment | None = None
    unharmed: MaybePassage = ""
    consulted: MaybePassage = ""
    basis: MaybePassage = ""


class ActionsAsked(InAddress):
    """Which actions."""

    status: Reality = Reality.ACTUAL


@router.get("/actions", response=answers(list[wire.ActionObject]))
def actions(request: Asked, asked: Query[ActionsAsked]) -> list[wire.ActionObject]:
    """The open actions you may see, the earliest deadline first; the real ones, unless another status is asked for."""
    return [wire.action(each) for each in desk.actions(request.auth, open_only=True, status=asked.status)]


@router.get("/actions/{id}", response=answers(wire.ActionObject))
def action(request: Asked, id: Id) -> wire.ActionObject:
    """One action with its follow-ups."""
    found = desk.action(request.auth, id)
    saw(request.auth, "action", id, found.situation, timezone.now())
    return wire.action(found)


@router.post("/actions", response=answers(wire.ActionObject, 201))
def plan(request: Asked, sent: ActionSent) -> Status[wire.ActionObject]:
    """Plan an action; one without an owner is allowed, and lists itself until somebody owns it.

    Whoever sees one alert alone, and decided to act on it, names what is done first: it is theirs.
    """
    given = sent.dict()
    situation, ministries = given.pop("situation"), "\n".join(given.pop("ministries"))
    given |= {"ministries": ministries, "owner": sent.owner or 0, "deputy": sent.deputy or 0}
    id = jobs.plan(situation, NewAction(**given), who=request.auth, now=timezone.now())
    return Status(201, wire.action(desk.action(request.auth, id)))


@router.post("/actions/{id}/start", response=answers(wire.ActionObject))
def start(request: Asked, id: Id, sent: TextSent) -> wire.ActionObject:
    """Say that its first step is done."""
    jobs.start(id, sent.text, who=request.auth, now=timezone.now())
    return wire.action(desk.action(request.auth, id))


@router.post("/actions/{id}/block", response=answers(wire.ActionObject))
def block(request: Asked, id: Id, sent: BlockSent) -> wire.ActionObject:
    """Say what blocks it; the owner of the ladder hears of it at once."""
    jobs.block(id, sent.text, sent.lifted_by, who=request.auth, now=timezone.now())
    return wire.action(desk.action(request.auth, id))


@router.post("/actions/{id}/finish", response=answers(wire.ActionObject))
def finish(request: Asked, id: Id, sent: TextSent) -> wire.ActionObject:
    """Say that it is done, and what came of it."""
    jobs.finish(id, sent.text, who=request.auth, now=timezone.now())
    return wire.action(desk.action(request.auth, id))
