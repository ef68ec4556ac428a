"""Notices and the delivery log as they leave the house in JSON and CSV: no content of a message, no whole address."""

from typing_extensions import TypedDict

from upstander.records.aside import SetAside
from upstander.records.channels import Delivery, Endpoint, Notice
from upstander.records.wire_ladder import Object, moment


class DeliveryObject(TypedDict):
    """The keys of a message as a table."""

    voice: str
    id: str
    channel: str
    to: str
    state: str
    attempts: int
    created_at: str | None
    sent_at: str | None
    next_at: str | None
    last_error: str
    test: bool


class SetAsideObject(TypedDict):
    """The keys of work that was set aside."""

    voice: str
    id: str
    on: str
    error: str
    tries: int
    since: str | None
    next_at: str | None


class NoticeObject(TypedDict):
    """Something that a person was told: `path` is the page where it is done."""

    voice: str
    id: str
    at: str | None
    due: str | None
    path: str
    urgent: bool


def delivery(each: Delivery) -> DeliveryObject:
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


def set_aside(each: SetAside) -> SetAsideObject:
    """Work that fails: its name, and nothing of what it is of."""
    return {
        "voice": "recorded",
        "id": each.id,
        "on": each.on,
        "error": each.error,
        "tries": each.tries,
        "since": moment(each.since),
        "next_at": moment(each.next_at),
    }


def notice(each: Notice) -> NoticeObject:
    """One notice; what it is of stands on its page, for as long as that is open to them."""
    return {
        "voice": "recorded",
        "id": each.id,
        "at": moment(each.at),
        "due": moment(each.due),
        "path": each.path,
        "urgent": not each.digest,
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
