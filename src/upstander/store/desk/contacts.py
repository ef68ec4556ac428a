"""How people are reached, and the desk's own webhook addresses; everything that names anybody is encrypted."""

from dataclasses import replace
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from upstander.lib.text import mark
from upstander.records import desk
from upstander.records.channels import Channel, Contact, DeliveryState, Endpoint, Feed
from upstander.records.errors import Refused, Unknown
from upstander.records.people import Role, Viewer
from upstander.store.desk import models, people, rows, sealed
from upstander.store.desk.deliveries import disable

NO_CONTACT = mark("There is no such address, or it is not yours.")
NO_FEED = mark("There is no such feed.")
NO_ENDPOINT = mark("There is no such endpoint, or it is not open to you.")


def own(viewer: Viewer) -> QuerySet[models.Contact]:
    """The viewer's own ways to be reached."""
    return models.Contact.objects.filter(person_id=max(viewer.person, 0), ended_at__isnull=True)


def contacts(viewer: Viewer) -> list[Contact]:
    """The viewer's own ways to be reached, nobody else's; `refused`: the last message to it was given up."""
    newest = models.Delivery.objects.filter(contact=OuterRef("pk")).order_by("-created_at", "-id").values("state")[:1]
    found = own(viewer).annotate(last=Subquery(newest)).order_by("since", "id")
    return [replace(contact(row), refused=row.last == DeliveryState.DEAD) for row in found]


def contact(row: models.Contact) -> Contact:
    """One as a record."""
    return Contact(row.id, row.person_id, Channel(row.channel), sealed.unseal(row.address), row.since, row.verified_at)


def add(person: int, channel: Channel, address: str, now: datetime, *, verified: bool) -> str:
    """Keep a new way to reach a person in the place of the one of that channel; returns its id."""
    end_all(person, channel, now)
    row = models.Contact.objects.create(
        person_id=person,
        channel=channel,
        address=sealed.seal(address),
        since=now,
        verified_at=now if verified else None,
    )
    return row.id


def end_all(person: int, channel: Channel, now: datetime) -> None:
    """End what reached a person by this channel."""
    models.Contact.objects.filter(person=person, channel=channel, ended_at__isnull=True).update(ended_at=now)


def verify(viewer: Viewer, id: str, now: datetime) -> None:
    """One's own address reaches one: it was confirmed; Unknown for anybody else's."""
    if not own(viewer).filter(pk=id, verified_at__isnull=True).update(verified_at=now):
        raise Unknown(NO_CONTACT)


def end(viewer: Viewer, id: str, now: datetime) -> None:
    """End one of one's own ways to be reached; Unknown for anybody else's."""
    if not own(viewer).filter(pk=id).update(ended_at=now):
        raise Unknown(NO_CONTACT)


def reached(person: int) -> bool:
    """Whether a message outside the desk finds this person; demonstration accounts live inside it alone."""
    if models.Person.objects.filter(pk=person, demonstration=True).exists():
        return True
    live = models.Contact.objects.filter(person=person, ended_at__isnull=True, verified_at__isnull=False)
    found = set(live.values_list("channel", flat=True))
    return Channel.EMAIL in found or (Channel.WEBHOOK in found and has_endpoint())


def has_endpoint() -> bool:
    """Whether any webhook address is live."""
    return models.Endpoint.objects.filter(disabled_at__isnull=True).exists()


def visible(viewer: Viewer) -> QuerySet[models.Endpoint]:
    """All endpoints, for administrators only."""
    found = models.Endpoint.objects.all()
    return found if Role.ADMINISTRATOR in viewer.roles else found.none()


def endpoints(viewer: Viewer) -> list[Endpoint]:
    """The desk's webhook addresses, for administrators."""
    return [
        Endpoint(row.id, row.name, sealed.unseal(row.url), row.since, row.disabled_at, row.disabled_reason)
        for row in visible(viewer).order_by("since", "id")
    ]


def add_endpoint(who: Viewer, name: str, url: str, secret: str, now: datetime) -> str:
    """Keep a new endpoint; returns its id."""
    row = models.Endpoint.objects.create(
        name=name, url=sealed.seal(url), secret=sealed.seal(secret), since=now, by_id=who.person
    )
    return row.id


def disable_endpoint(viewer: Viewer, id: str, why: str, now: datetime) -> None:
    """Send nothing more to an endpoint; Unknown if there is none, or it was disabled before."""
    if not visible(viewer).filter(pk=id).exists() or not disable(id, why, now):
        raise Unknown(NO_ENDPOINT)


def entered(viewer: Viewer, since: datetime) -> int:
    """How many addresses the viewer has entered since then, ended ones too."""
    mine = models.Contact.objects.filter(person_id=max(viewer.person, 0), channel=Channel.EMAIL)
    return mine.filter(since__gt=since).count()


def is_own(viewer: Viewer, id: str) -> bool:
    """Whether this way to be reached is the viewer's own and live."""
    return own(viewer).filter(pk=id).exists()


def live_feeds(viewer: Viewer) -> QuerySet[models.Secret]:
    """Secrets in the addresses of the viewer's own feeds."""
    return models.Secret.objects.filter(
        person_id=max(viewer.person, 0), purpose__in=list(Feed), revoked_at__isnull=True
    )


def feeds(viewer: Viewer, now: datetime) -> dict[Feed, datetime]:
    """The viewer's own live feeds, and when each was opened."""
    found = live_feeds(viewer).filter(expires_at__gt=now).order_by("created_at")
    return {Feed(purpose): at for purpose, at in found.values_list("purpose", "created_at")}


def end_feed(viewer: Viewer, feed: Feed, now: datetime) -> bool:
    """End one's own feed; False if there is none."""
    return bool(live_feeds(viewer).filter(purpose=feed).update(revoked_at=now))


def of_feed(secret: str, feed: Feed, now: datetime) -> tuple[Viewer, desk.Person]:
    """Whose feed this is; Unknown for every secret that opens none, so that nobody learns which once did."""
    try:
        row = people.live(secret, {feed}, now)
    except Refused:
        raise Unknown(NO_FEED) from None
    return people.viewer_of(row.person_id, now), rows.person(row.person)
