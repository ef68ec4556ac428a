"""What failed in a sweep and was set aside: kept until it succeeds."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from upstander.records.aside import SetAside
from upstander.records.channels import DeliveryState
from upstander.records.desk import Status
from upstander.records.people import Role, Viewer
from upstander.store.desk import models, sight

WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
"""How long a piece waits after each try that failed; after the last of them, as long again and again."""

KEY = "aside:"
"""What the key of a notice of this begins with; the row's own id comes next."""


def failing() -> QuerySet[models.SetAside]:
    """What is set aside and has not succeeded since, the oldest first."""
    return models.SetAside.objects.filter(mended_at__isnull=True).order_by("since", "id")


def record(row: models.SetAside) -> SetAside:
    """One as a record."""
    return SetAside(row.id, row.on, row.situation, Status(row.status), row.error, row.since, row.tries, row.next_at)


def waiting(kind: str) -> dict[str, datetime]:
    """Ids of this kind that are set aside, and when each is tried again."""
    found = failing().filter(on__startswith=f"{kind}:").values_list("on", "next_at")
    return {on.partition(":")[2]: at for on, at in found}


def is_failing(on: str) -> bool:
    """Whether this is set aside."""
    return failing().filter(on=on).exists()


def put(on: str, situation: str, error: str, now: datetime) -> bool:
    """Set a piece aside, or count one more try of it; False if it was set aside before."""
    row = failing().select_for_update().filter(on=on).first()
    if row is not None:
        wait = WAITS[min(row.tries, len(WAITS) - 1)]
        row.error, row.tries, row.next_at = error, row.tries + 1, now + wait
        row.save()
        return False
    status = models.Situation.objects.filter(pk=situation).values_list("status", flat=True).first() or Status.ACTUAL
    new = models.SetAside(on=on, situation=situation, status=status, error=error, since=now, next_at=now + WAITS[0])
    models.SetAside.objects.bulk_create([new], ignore_conflicts=True)
    return models.SetAside.objects.filter(pk=new.pk).exists()


def next_try(on: str) -> datetime | None:
    """When a piece that is set aside is tried again."""
    return failing().filter(on=on).values_list("next_at", flat=True).first()


def mend(on: str, now: datetime) -> str | None:
    """It succeeded: its situation; None if it was not set aside."""
    row = failing().select_for_update().filter(on=on).first()
    if row is None:
        return None
    row.mended_at = now
    row.save()
    return row.situation


def untold(now: datetime, every: timedelta) -> list[SetAside]:
    """What nobody was told of, or not for so long."""
    due = Q(told_at__isnull=True) | Q(told_at__lte=now - every)
    return [record(row) for row in failing().filter(due)]


def told(id: str, now: datetime) -> None:
    """Its alarm was given."""
    models.SetAside.objects.filter(pk=id).update(told_at=now)


def set_aside() -> list[SetAside]:
    """All that is set aside, the oldest first: for the desk's own host."""
    return [record(row) for row in failing()]


def aside(viewer: Viewer) -> list[SetAside]:
    """All that is set aside, for administrators: names of pieces, and nothing of what they say."""
    return set_aside() if Role.ADMINISTRATOR in viewer.roles else []


def told_of(viewer: Viewer) -> list[SetAside]:
    """What is set aside and this person was told of, as far as they may still hear of it."""
    told = models.Notice.objects.filter(person=max(viewer.person, 0), key__startswith=KEY)
    ids = {key.split(":")[1] for key in told.values_list("key", flat=True)}
    if not ids:
        return []
    found = failing().filter(pk__in=ids)
    if Role.ADMINISTRATOR not in viewer.roles:
        found = found.filter(situation__in=[*sight.granted(viewer), ""])
    return [record(row) for row in found]


def retry(viewer: Viewer, id: str, now: datetime) -> str:
    """Let a piece be tried at once, for administrators; what it is, or nothing if there is none."""
    row = failing().filter(pk=id).first() if Role.ADMINISTRATOR in viewer.roles else None
    if row is None:
        return ""
    row.next_at = now
    row.save()
    kind, _, piece = row.on.partition(":")
    if kind == "message":
        models.Delivery.objects.filter(pk=piece, state=DeliveryState.WAITING).update(next_at=now)
    return row.on


def administrators() -> list[int]:
    """Who keeps the desk's machinery."""
    found = models.RoleHeld.objects.filter(role=Role.ADMINISTRATOR, until__isnull=True, person__is_active=True)
    return list(found.values_list("person_id", flat=True).order_by("person_id").distinct())
