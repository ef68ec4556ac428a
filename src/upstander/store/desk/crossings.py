"""What went to people of other organisations: who took which alert to whom, under which authority."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from upstander.records.people import Viewer
from upstander.records.roster import Crossing
from upstander.store.desk import models, sight


def add_crossing(alert: str, person: int, who: Viewer, authority: str | None, now: datetime) -> None:
    """Keep that an alert went to somebody outside."""
    by = max(who.person, 0) or None
    models.Crossing.objects.create(alert_id=alert, person_id=person, by_id=by, authority_id=authority, at=now)


def named_outside(people: Collection[int]) -> dict[int, str]:
    """Those of these people who belong to another organisation, by name."""
    return dict(models.Person.objects.filter(pk__in=people, outside=True).values_list("pk", "name"))


def crossings(viewer: Viewer, alert: str) -> list[Crossing]:
    """To whom outside an alert that the viewer may see has gone, oldest first.

    Who was asked for more is told only where the inquiry can be read: an addressee sees addressees, and their own.
    """
    asked = models.Recipient.objects.filter(alert=alert).values("person")
    own = Q(person__in=asked) | Q(person=max(viewer.person, 0)) | Q(by=max(viewer.person, 0))
    found = models.Crossing.objects.filter(
        Q(alert__situation__in=sight.granted(viewer)) | own, alert__in=sight.alerts(viewer).filter(pk=alert)
    )
    return [
        Crossing(
            row.alert_id,
            row.person_id,
            row.person.name,
            row.by.name if row.by else "",
            row.at,
            row.authority.id if row.authority else "",
            row.authority.instrument if row.authority else "",
        )
        for row in found.select_related("person", "by", "authority").order_by("at", "id")
    ]


def beyond(viewer: Viewer, alert: str) -> list[str]:
    """Names of those whom an alert that the viewer may see asks, and who belong to another organisation."""
    found = models.Recipient.objects.filter(alert__in=sight.alerts(viewer).filter(pk=alert), person__outside=True)
    return list(found.order_by("person__name").values_list("person__name", flat=True))
