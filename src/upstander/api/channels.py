"""Channels: what you were told; for administrators, what became of each message."""

from django.utils import timezone
from ninja import Query, Router

from upstander.api.access import Asked
from upstander.api.fields import Absent, Id, InAddress, PageNumber, Slice, answers
from upstander.jobs import channels as jobs
from upstander.records import wire_channels as wire
from upstander.records import wire_desk
from upstander.records.channels import DeliveryState
from upstander.store.desk import reads as desk

router = Router(tags=["Channels"])


class MessagesAsked(InAddress):
    """Which messages."""

    state: DeliveryState | Absent = None
    page: PageNumber = 1


@router.get("/notices", response=answers(list[wire.NoticeObject]))
def notices(request: Asked) -> list[wire.NoticeObject]:
    """What you were told, newest first: that something waits for you, until when, on which page."""
    return [wire.notice(each) for each in desk.notices(request.auth)]


@router.get("/messages", response=answers(Slice[wire.DeliveryObject]))
def messages(request: Asked, asked: Query[MessagesAsked]) -> Slice[wire.DeliveryObject]:
    """What became of each message that left the desk, newest first; empty for everybody but administrators."""
    found, page = desk.deliveries(request.auth, asked.state, asked.page)
    return {"items": [wire.delivery(each) for each in found], "page": wire_desk.page(page)}


@router.post("/messages/{id}/retry", response=answers(wire.DeliveryObject))
def retry(request: Asked, id: Id) -> wire.DeliveryObject:
    """Try a message again that was given up, under the same id."""
    jobs.retry(id, who=request.auth, now=timezone.now())
    return wire.delivery(desk.delivery(request.auth, id))
