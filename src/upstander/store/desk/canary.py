"""The canary: a Test message that crosses every way out once a day, and what came of it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from upstander.records.channels import Channel, Delivery, DeliveryState, Trouble
from upstander.records.desk import Status
from upstander.records.people import Viewer
from upstander.store.desk import deliveries, models, outbox

KEY = "canary:"
USED = timedelta(days=2)
"""How long a way out that has dropped out is said to be missing."""

NOTHING = '{"template": "", "values": {}, "plural": "", "count": null}'


@transaction.atomic
def begin(now: datetime, *, mails: bool) -> bool:
    """Send the canary of this day on its way; False if it was sent before. A desk that is given its first way out in
    the middle of a day sends the canary then.
    """
    given = {"what": NOTHING, "path": "/channels/", "key": f"{KEY}{now:%Y-%m-%d}", "status": Status.TEST, "at": now}
    id = f"canary{now:%y%m%d}"
    flown = models.Delivery.objects.filter(notice=id)
    endpoints = models.Endpoint.objects.filter(disabled_at__isnull=True)
    ways: list[models.Endpoint | None] = [*endpoints, *([None] if mails else [])]
    if not ways or flown.exists():
        return False
    models.Notice.objects.get_or_create(pk=id, defaults=given)
    row = models.Notice.objects.select_for_update().get(pk=id)
    if flown.exists():
        return False
    models.Delivery.objects.bulk_create([outbox.message(row, None, each, now) for each in ways])
    return True


def attempt(endpoint: str, now: datetime) -> None:
    """Send a new endpoint a test of its own, besides the daily one."""
    given = {"what": NOTHING, "path": "/channels/", "key": f"trial:{endpoint}", "status": Status.TEST, "at": now}
    row = models.Notice.objects.create(**given)
    outbox.message(row, None, models.Endpoint.objects.get(pk=endpoint), now).save(force_insert=True)


def daily() -> QuerySet[models.Notice]:
    """The canaries of each day."""
    return models.Notice.objects.filter(person__isnull=True, key__startswith=KEY)


def taken() -> datetime | None:
    """When the newest canary was sent that a server took on every way out, one at least; None if none ever did."""
    crossed = models.Delivery.objects.filter(notice=OuterRef("pk"), state=DeliveryState.SENT)
    missing = models.Delivery.objects.exclude(state=DeliveryState.SENT).filter(notice__person__isnull=True)
    whole = daily().filter(Exists(crossed)).exclude(pk__in=missing.values("notice_id"))
    return whole.order_by("-at").values_list("at", flat=True).first()


def gone() -> QuerySet[models.Endpoint]:
    """Endpoints that have said that they are gone, and in whose place none was added since."""
    ended = models.Endpoint.objects.filter(disabled_at__isnull=False, disabled_reason=Trouble.GONE)
    return ended.exclude(Exists(models.Endpoint.objects.filter(since__gte=OuterRef("disabled_at"))))


def expects_endpoint() -> bool:
    """Whether any endpoint is live, or ought to be."""
    return models.Endpoint.objects.filter(disabled_at__isnull=True).exists() or gone().exists()


def dropped(now: datetime, *, mails: bool) -> datetime | None:
    """When a way out was last there that the canary crossed of late and that is there no more; None if all are."""
    left = gone().filter(disabled_at__gt=now - USED).order_by("disabled_at").values_list("disabled_at", flat=True)
    ended = left.first()
    if ended is not None or mails:
        return ended
    crossed = models.Delivery.objects.filter(notice__in=daily(), channel=Channel.EMAIL, sent_at__gt=now - USED)
    return crossed.order_by("-sent_at").values_list("sent_at", flat=True).first()


def canary(viewer: Viewer) -> tuple[datetime, list[Delivery]] | None:
    """When the last canary was sent and what came of it on each way out, for administrators."""
    if not deliveries.keeps(viewer):
        return None
    row = daily().order_by("-at").first()
    if row is None:
        return None
    found = deliveries.visible(viewer).filter(notice=row).order_by("channel", "id")
    return row.at, [deliveries.record(each) for each in found]
