"""The ways out of the desk: whom a channel reaches, what waits to be sent, what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from upstander.lib.text import Sentence
from upstander.records.desk import Status


class Channel(StrEnum):
    """A way out of the desk; the inbox is not one."""

    EMAIL = "email"
    WEBHOOK = "webhook"


class DeliveryState(StrEnum):
    """Where one message stands. Dead: no more tries until an administrator asks for one."""

    WAITING = "waiting"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell a person: `what` and `path` stay inside the desk. `key` makes it once only."""

    person: int
    what: Sentence
    path: str
    situation: str
    key: str
    status: Status
    at: datetime
    due: datetime | None = None
    digest: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Late:
    """A deadline that an addressee let pass; `key` is what telling of it is kept under."""

    person: int
    issuer: int
    alert: str
    situation: str
    due: datetime
    key: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach one person outside the desk; `id` is all that a gateway is told of them."""

    id: str
    person: int
    channel: Channel
    address: str
    since: datetime
    verified_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address of the desk's own that takes webhooks."""

    id: str
    name: str
    url: str
    since: datetime
    disabled_at: datetime | None = None
    disabled_reason: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one place. Its `id` is the message's: a second try carries the same."""

    id: str
    channel: Channel
    state: DeliveryState
    to: str
    created_at: datetime
    attempts: int = 0
    next_at: datetime | None = None
    sent_at: datetime | None = None
    last_error: str = ""
    canary: bool = False
