"""The ways out of the desk: whom a channel reaches, what waits to be sent, what became of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network

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


class Feed(StrEnum):
    """What reads the desk from outside by a secret in its address."""

    ATOM = "feed"
    CALENDAR = "calendar"


class Trouble(StrEnum):
    """Why a message did not go out."""

    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    NOT_ALLOWED = "not_allowed"
    NOT_NAMED = "not_named"
    GONE = "gone"
    ENDED = "ended"
    UNREADABLE = "unreadable"
    BROKEN = "broken"


class Undelivered(Exception):
    """A message did not go out. `permanent`: trying again will not help. `code`: what the other side answered."""

    def __init__(self, trouble: Trouble, code: int = 0, *, permanent: bool = False) -> None:
        self.trouble, self.code, self.permanent = trouble, code, permanent
        super().__init__(f"{trouble}:{code}" if code else str(trouble))


@dataclass(frozen=True, slots=True)
class Ways:
    """What this desk was given to reach people with. `public_url`: where a message says that the desk is."""

    smtp_url: str = ""
    mail_from: str = ""
    public_url: str = ""
    canary_to: str = ""
    allow: tuple[IPv4Network | IPv6Network, ...] = ()

    @property
    def mails(self) -> bool:
        """Whether the desk can send e-mail."""
        return bool(self.smtp_url and self.mail_from)

    @property
    def confirms(self) -> bool:
        """Whether a mail can also say where to confirm an address."""
        return self.mails and bool(self.public_url)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message that a worker has taken to send: to an e-mail address, or to an endpoint with its secret."""

    id: str
    channel: Channel
    attempts: int
    to: str
    at: datetime
    path: str
    due: datetime | None = None
    secret: str = ""
    contact: str = ""
    endpoint: str = ""
    language: str = "en"
    time_zone: str = "UTC"
    count: int = 0
    canary: bool = False
    confirms: bool = False


class Leads(StrEnum):
    """Where a notice may lead, by the first word of the page's address."""

    ALERT = "alerts"
    THREAD = "ladder"
    INQUIRY = "inquiries"
    ACTION = "actions"
    TRIGGER = "triggers"
    ROSTER = "duty"
    INBOX = "waiting"
    CHANNELS = "channels"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell a person: `what` and `path` stay inside the desk. `key` makes it once only.

    `digest`: not worth an interruption, a line of the daily summary.
    """

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
    refused: bool = False


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
