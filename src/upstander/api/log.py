"""What waits for the reader, whom they may address, and the log of who did and saw what."""

from django.utils import timezone
from ninja import Query, Router
from typing_extensions import TypedDict

from upstander.api.access import Asked
from upstander.api.fields import Absent, Id, InAddress, PageNumber, Slice, answers
from upstander.jobs.waiting import listed
from upstander.records import wire_desk as wire
from upstander.store.desk import reads as desk

router = Router(tags=["Desk"])


class LogAsked(InAddress):
    """Which lines of the log."""

    situation: Id | Absent = None
    page: PageNumber = 1


class WaitingAsked(InAddress):
    """Which page of what waits."""

    page: PageNumber = 1


class AddresseeObject(TypedDict):
    """Somebody an alert can be addressed to."""

    id: int
    name: str


@router.get("/waiting", response=answers(Slice[wire.WaitingObject]))
def waiting(request: Asked, asked: Query[WaitingAsked]) -> Slice[wire.WaitingObject]:
    """What waits for you on alerts: answers, oldest deadline first, then drafts that ask for your name."""
    found, page = listed(request.auth, timezone.now(), asked.page)
    return {"items": [wire.waiting(one) for one in found], "page": wire.page(page)}


@router.get("/people", response=answers(list[AddresseeObject]))
def people(request: Asked) -> list[AddresseeObject]:
    """Whom you may address in an alert or let into a situation."""
    return [{"id": one.id, "name": one.name} for one in desk.addressable(request.auth)]


@router.get("/log", response=answers(Slice[wire.EntryObject]))
def log(request: Asked, asked: Query[LogAsked]) -> Slice[wire.EntryObject]:
    """The log as far as you may read it, newest first."""
    found, page = desk.log(request.auth, asked.page, asked.situation)
    return {"items": [wire.entry(one) for one in found], "page": wire.page(page)}
