"""The canary: a Test message that crosses every way out once a day, and what came of it."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from upstander.records.channels import Delivery, DeliveryState
from upstander.records.desk import Status
from upstander.records.people import Viewer
from upstander.store.desk import deliveries, models, outbox

KEY = "canary:"
NOTHING = '{"template": "", "values": {}, "plural": "", "count": null}'


@transaction.atomic
def begin(now: datetime, *, mails: bool) -> bool:
    """Send the canary of this day on its way; False if it was sent before."""
    given = {"what": NOTHING, "path": "/channels/", "key": f"{KEY}{now:%Y-%m-%d}", "status": Status.TEST, "at": now}
    row, new = models.Notice.objects.get_or_create(pk=f"canary{now:%y%m%d}", defaults=given)
    if new:
        endpoints = models.Endpoint.objects.filter(disabled_at__isnull=True)
        ways = [outbox.message(row, None, each, now) for each in endpoints]
        models.Delivery.objects.bulk_create([*ways, *([outbox.message(row, None, None, now)] if mails else [])])
    return new


def attempt(endpoint: str, now: datetime) -> None:
    """Send a new endpoint a test of its own, besides the daily one."""
    given = {"what": NOTHING, "path": "/channels/", "key": f"trial:{endpoint}", "status": Status.TEST, "at": now}
    row = models.Notice.objects.create(**given)
    outbox.message(row, None, models.Endpoint.objects.get(pk=endpoint), now).save(force_insert=True)


def daily() -> QuerySet[models.Notice]:
    """The canaries of each day."""
    return models.Notice.objects.filter(person__isnull=True, key__startswith=KEY)


def taken() -> datetime | None:
    """When the newest canary was sent that a server took on every way out; None if none ever did."""
    missing = models.Delivery.objects.exclude(state=DeliveryState.SENT).filter(notice__person__isnull=True)
    return daily().exclude(pk__in=missing.values("notice_id")).order_by("-at").values_list("at", flat=True).first()


def canary(viewer: Viewer) -> tuple[datetime, list[Delivery]] | None:
    """When the last canary was sent and what came of it on each way out, for administrators."""
    if not deliveries.keeps(viewer):
        return None
    row = daily().order_by("-at").first()
    if row is None:
        return None
    found = deliveries.visible(viewer).filter(notice=row).order_by("channel", "id")
    return row.at, [deliveries.record(each) for each in found]
