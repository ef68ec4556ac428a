"""The delivery log as it leaves the house in JSON and CSV: no content, no whole address."""

from typing_extensions import TypedDict

from upstander.records.channels import Delivery, Endpoint
from upstander.records.wire_ladder import Object, moment


class DeliveryObject(TypedDict):
    """The keys of a message as a table."""

    id: str
    channel: str
    to: str
    state: str
    attempts: int
    created_at: str
    sent_at: str | None
    next_at: str | None
    last_error: str
    test: bool


def delivery(each: Delivery) -> Object:
    """One message."""
    return {
        "voice": "recorded",
        "id": each.id,
        "channel": str(each.channel),
        "to": each.to,
        "state": str(each.state),
        "attempts": each.attempts,
        "created_at": moment(each.created_at),
        "sent_at": moment(each.sent_at),
        "next_at": moment(each.next_at),
        "last_error": each.last_error,
        "test": each.canary,
    }


def endpoint(each: Endpoint) -> Object:
    """One endpoint."""
    return {
        "voice": "recorded",
        "id": each.id,
        "name": each.name,
        "url": each.url,
        "since": moment(each.since),
        "disabled_at": moment(each.disabled_at),
        "disabled_reason": each.disabled_reason,
    }
