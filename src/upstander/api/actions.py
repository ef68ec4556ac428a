"""Actions: what is done about a warning, and what stands in its way."""

from django.utils import timezone
from ninja import Router

from upstander.api.access import Asked
from upstander.api.fields import Id, Line, Passage, Sent, answers
from upstander.jobs import actions as jobs
from upstander.records import wire_plans as wire
from upstander.store.desk import actions as desk

router = Router(tags=["Actions"])


class TextSent(Sent):
    """What is written down."""

    text: Passage


class BlockSent(TextSent):
    """What blocks it, and who can lift that."""

    lifted_by: Line


@router.get("/actions", response=answers(list[wire.ActionObject]))
def actions(request: Asked) -> list[wire.ActionObject]:
    """The open actions you may see, the earliest deadline first."""
    return [wire.action(each) for each in desk.actions(request.auth, open_only=True)]


@router.get("/actions/{id}", response=answers(wire.ActionObject))
def action(request: Asked, id: Id) -> wire.ActionObject:
    """One action with its follow-ups."""
    return wire.action(desk.action(request.auth, id))


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
