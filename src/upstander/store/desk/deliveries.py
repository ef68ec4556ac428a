"""Messages on their way out: taken by one worker at a time, sent once, and kept in a log that holds no content."""

import json
from collections import Counter
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from upstander.lib.text import mark
from upstander.records import desk
from upstander.records.channels import Channel, Delivery, DeliveryState, Parcel, Trouble, Undelivered
from upstander.records.errors import Fault, Unknown
from upstander.records.people import Role, Viewer
from upstander.store.desk import models, outbox, rows, sealed

LEASE = timedelta(minutes=5)
"""How long a worker holds a message: one that was killed in between leaves it to the next after this time."""

NO_MESSAGE = mark("There is no such message, or it is not open to you.")


@transaction.atomic
def take(now: datetime, without: frozenset[str] = frozenset()) -> str | None:
    """Hold the message that has waited longest, for one worker; returns its id, None if nothing is due.

    `without`: places that did not answer just now, as `place` names them.
    """
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    due = models.Delivery.objects.filter(free, state=DeliveryState.WAITING, next_at__lte=now)
    if Channel.EMAIL in without:
        due = due.exclude(channel=Channel.EMAIL)
    skip = connection.features.has_select_for_update_skip_locked
    held = due.exclude(endpoint__in=without).select_for_update(skip_locked=skip, of=("self",) if skip else ())
    row = held.order_by("next_at", "id").first()
    if row is None:
        return None
    if not due.filter(pk=row.pk).update(claimed_until=now + LEASE, attempts=row.attempts + 1):
        return None
    return row.pk


def parcel(id: str) -> Parcel:
    """The message with all that sending it takes; Undelivered if its address has ended or cannot be unsealed."""
    row = models.Delivery.objects.select_related("notice__person", "contact", "endpoint").get(pk=id)
    person = row.notice.person
    if (row.contact and row.contact.ended_at) or (person and not person.is_active):
        raise Undelivered(Trouble.ENDED, permanent=True)
    try:
        return unsealed(row)
    except Fault as error:
        raise Undelivered(Trouble.UNREADABLE, permanent=True) from error


def unsealed(row: models.Delivery) -> Parcel:
    """The row as a parcel."""
    person = row.notice.person
    return Parcel(
        id=row.id,
        channel=Channel(row.channel),
        attempts=row.attempts,
        to=sealed.unseal(row.endpoint.url if row.endpoint else row.contact.address if row.contact else ""),
        at=row.notice.at,
        path=row.notice.path,
        due=row.notice.due,
        secret=sealed.unseal(row.endpoint.secret) if row.endpoint else "",
        contact=row.contact_id or "",
        endpoint=row.endpoint_id or "",
        language=person.language if person else "en",
        time_zone=person.time_zone if person else "UTC",
        count=json.loads(row.notice.what)["count"] or 0,
        canary=person is None,
        confirms=row.notice.path == outbox.CONFIRM,
    )


def sent(id: str, now: datetime) -> None:
    """The other side has taken it."""
    models.Delivery.objects.filter(pk=id).update(
        state=DeliveryState.SENT, sent_at=now, next_at=None, claimed_until=None, last_error=""
    )


def failed(id: str, why: str, again_at: datetime | None, now: datetime) -> None:
    """It did not go out; it waits until then, or is given up."""
    stands = {"state": DeliveryState.WAITING} if again_at else {"state": DeliveryState.DEAD, "given_up_at": now}
    models.Delivery.objects.filter(pk=id).update(**stands, next_at=again_at, claimed_until=None, last_error=why)


def given_up(since: datetime) -> datetime | None:
    """When the first message to a person was given up since then that still reached nobody; None if none was. One
    whose address has ended, or whose endpoint is gone, waits for nothing.
    """
    dead = models.Delivery.objects.filter(state=DeliveryState.DEAD, given_up_at__gt=since)
    live = dead.filter(notice__person__is_active=True, contact__ended_at=None, endpoint__disabled_at=None)
    return live.order_by("given_up_at").values_list("given_up_at", flat=True).first()


def worn_out(tries: int) -> QuerySet[models.Delivery]:
    """Messages to people that were given up after so many tries, and that nobody refused for good."""
    found = models.Delivery.objects.filter(state=DeliveryState.DEAD, attempts=tries, notice__person__isnull=False)
    return found.exclude(last_error__in=(Trouble.ENDED, Trouble.UNREADABLE, Trouble.GONE))


def revive(passed: Parcel, tries: int, now: datetime) -> int:
    """Something has passed: what was given up for the same place is tried once more. Returns how much that is.

    A mail server that answers again is one place; an address that was put off by it is one of its own.
    """
    if passed.channel is Channel.EMAIL:
        down = Q(last_error__startswith=Trouble.NO_ANSWER) | Q(last_error=Trouble.NOT_NAMED)
        mine = Q(channel=Channel.EMAIL) & (down | Q(contact=passed.contact, contact__isnull=False))
    else:
        mine = Q(endpoint=passed.endpoint)
    back = worn_out(tries).filter(mine).values("pk")
    again = models.Delivery.objects.filter(pk__in=list(back.values_list("pk", flat=True)))
    return again.update(state=DeliveryState.WAITING, next_at=now, claimed_until=None)


@transaction.atomic
def disable(endpoint: str, why: str, now: datetime) -> bool:
    """Send nothing more to an endpoint: what waited for it is given up. False if that had happened before."""
    live = models.Endpoint.objects.filter(pk=endpoint, disabled_at__isnull=True)
    if not live.update(disabled_at=now, disabled_reason=why):
        return False
    waiting = models.Delivery.objects.filter(endpoint=endpoint, state=DeliveryState.WAITING)
    ended = {"state": DeliveryState.DEAD, "given_up_at": now, "last_error": Trouble.ENDED}
    waiting.update(**ended, next_at=None, claimed_until=None)
    return True


def visible(viewer: Viewer) -> QuerySet[models.Delivery]:
    """The delivery log, for administrators only."""
    found = models.Delivery.objects.select_related("contact", "endpoint", "notice")
    return found if keeps(viewer) else found.none()


def keeps(viewer: Viewer) -> bool:
    """Whether the viewer keeps the channels."""
    return Role.ADMINISTRATOR in viewer.roles


def deliveries(
    viewer: Viewer, state: DeliveryState | None = None, page: int = 1, size: int = rows.SIZE
) -> tuple[list[Delivery], desk.Page]:
    """What became of each message, newest first, for administrators: neither content nor a whole address."""
    found = visible(viewer) if state is None else visible(viewer).filter(state=state)
    kept, where = rows.paged(found.order_by("-created_at", "id"), page, size)
    return [record(row) for row in kept], where


def delivery(viewer: Viewer, id: str) -> Delivery:
    """One message; Unknown for everybody but administrators."""
    row = visible(viewer).filter(pk=id).first()
    if row is None:
        raise Unknown(NO_MESSAGE)
    return record(row)


def record(row: models.Delivery) -> Delivery:
    """One line of the delivery log."""
    return Delivery(
        id=row.id,
        channel=Channel(row.channel),
        state=DeliveryState(row.state),
        to=shown(row),
        created_at=row.created_at,
        attempts=row.attempts,
        next_at=row.next_at,
        sent_at=row.sent_at,
        last_error=row.last_error,
        canary=row.notice.person_id is None,
    )


def shown(row: models.Delivery) -> str:
    """Where a message goes, as an administrator may read it."""
    if row.endpoint or not row.contact:
        return row.endpoint.name if row.endpoint else ""
    try:
        return masked(sealed.unseal(row.contact.address))
    except Fault:
        return ""


def masked(address: str) -> str:
    """An address of which nobody learns who it is: its first letter and where it is kept."""
    name, _, host = address.rpartition("@")
    return f"{name[:1]}***@{host}" if name else ""


def retry(viewer: Viewer, id: str, now: datetime) -> None:
    """Let a message that was given up be tried again, under the same id; Unknown for any other."""
    dead = models.Delivery.objects.filter(pk__in=visible(viewer).filter(pk=id, state=DeliveryState.DEAD).values("pk"))
    if not dead.update(state=DeliveryState.WAITING, attempts=0, next_at=now, claimed_until=None):
        raise Unknown(NO_MESSAGE)


def lost() -> int:
    """How many messages were given up: a number alone, for the desk's own host."""
    return models.Delivery.objects.filter(state=DeliveryState.DEAD).count()


@transaction.atomic
def forget(before: datetime, limit: int) -> dict[str, int]:
    """Remove messages that went out before this moment: how many by each channel. What did not go out stays."""
    skip = connection.features.has_select_for_update_skip_locked
    old = models.Delivery.objects.filter(state=DeliveryState.SENT, sent_at__lt=before).order_by("sent_at", "id")
    held = list(old.select_for_update(skip_locked=skip).values_list("pk", "channel")[:limit])
    models.Delivery.objects.filter(pk__in=[pk for pk, _ in held]).delete()
    tests = models.Notice.objects.filter(person__isnull=True, at__lt=before, deliveries__isnull=True)
    models.Notice.objects.filter(pk__in=list(tests.values_list("pk", flat=True)[:limit])).delete()
    return dict(Counter(channel for _, channel in held))


FORGOT = "messages removed"
"""What the log says of it: the counts stay there."""


def forgotten(viewer: Viewer) -> int:
    """How many messages that went out were removed from the delivery log so far, for administrators."""
    found = models.Entry.objects.filter(action=FORGOT) if keeps(viewer) else models.Entry.objects.none()
    return sum(sum(json.loads(detail)["many"].values()) for detail in found.values_list("detail", flat=True))
