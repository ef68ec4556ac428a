"""Records kept as long as agreed: how many of each situation nobody has spoken of, and who is asked about them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from upstander.records.desk import Status
from upstander.records.people import Viewer
from upstander.store.desk import models, sight
from upstander.store.desk.erasable import KINDS, STAGES
from upstander.store.desk.erasing import orders, over, standing


@dataclass(frozen=True, slots=True)
class Pile:
    """Records of one situation that wait for somebody's word."""

    situation: str
    title: str
    status: Status
    records: int


def recount(now: datetime, situation: str = "") -> None:
    """Count them anew, of one situation or of all."""
    found = unspoken(now, situation)
    kept = models.PastTime.objects.filter(situation=situation) if situation else models.PastTime.objects.all()
    kept.exclude(situation__in=found).delete()
    models.PastTime.objects.bulk_create(
        (models.PastTime(situation_id=each, records=many) for each, many in sorted(found.items())),
        update_conflicts=True,
        unique_fields=["situation"],
        update_fields=["records"],
    )


def unspoken(now: datetime, situation: str = "") -> Counter[str]:
    """How many records of each situation are past their time, with no order to erase them and no hold on them."""
    ordered = models.Erasure.objects.values_list("object", flat=True)
    spoken = {*ordered, *standing(now).values_list("object", flat=True)}
    found: Counter[str] = Counter()
    for kind, of in KINDS.items():
        if not of.situation:
            continue
        ids = [each.partition(":")[2] for each in spoken if each.startswith(f"{kind}:")]
        late = of.table._default_manager.filter(over(kind, now)).exclude(pk__in=ids)
        late = late.filter(stage=STAGES[kind]) if kind in STAGES else late
        late = late.filter(**{of.situation: situation}) if situation else late
        found.update(dict(late.order_by().values_list(of.situation).annotate(many=Count("pk"))))
    return found


def piles(viewer: Viewer, *, keeps: bool) -> list[Pile]:
    """Where records wait for this viewer's word: in their own situations; in all they may see, if they keep records."""
    found = models.PastTime.objects.filter(situation__in=sight.granted(viewer))
    mine = found if keeps else found.filter(situation__owner=viewer.person)
    rows = mine.order_by("situation").values_list("situation", "situation__title", "situation__status", "records")
    return [Pile(id, title, Status(status), many) for id, title, status, many in rows]


def to_erase(viewer: Viewer, now: datetime) -> list[Pile]:
    """Where orders of somebody else wait for a custodian, and no hold stops them."""
    found = orders(viewer).filter(~Q(asked_by=viewer.person), erased_at__isnull=True)
    found = found.exclude(object__in=standing(now).values("object"))
    rows = found.order_by("situation").values_list("situation", "situation__title", "situation__status")
    return [
        Pile(id or "", title or "", Status(status or Status.ACTUAL), many)
        for id, title, status, many in rows.annotate(many=Count("pk"))
    ]
