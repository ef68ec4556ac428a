"""Signals: what came in, what was made of it, and why it was closed."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from upstander.records import desk
from upstander.records.people import Viewer
from upstander.store.desk import models, rows, sight
from upstander.store.desk.situations import sign


def full(found: QuerySet[models.Signal]) -> QuerySet[models.Signal]:
    """With the names a record needs."""
    return found.select_related("by", "closed_by")


def signals(
    viewer: Viewer,
    situation: str | None = None,
    *,
    open_only: bool = False,
    page: int = 1,
    size: int = rows.SIZE,
    status: desk.Status | None = None,
) -> tuple[list[desk.Signal], desk.Page]:
    """Signals the viewer may see, newest known first."""
    found = sight.signals(viewer)
    asked = {"situation": situation, "situation__status": status}
    found = found.filter(**{name: value for name, value in asked.items() if value is not None})
    if open_only:
        found = found.filter(closed_at__isnull=True)
    kept, where = rows.paged(full(found).order_by("-known_at", "-logged_at", "id"), page, size)
    return [rows.signal(row) for row in kept], where


def signal(viewer: Viewer, id: str) -> desk.Signal:
    """One signal; Unknown if it is not open to the viewer."""
    return rows.signal(sight.one(full(sight.signals(viewer)), id))


def add(new: desk.Signal, key: str | None = None) -> str | None:
    """Keep a signal; with a `key` that the situation has already, nothing happens and None returns."""
    row = models.Signal(
        situation_id=new.situation,
        kind=new.kind,
        title=new.title,
        text=new.text,
        source=new.source,
        source_url=new.source_url,
        vintage=new.vintage,
        sentences=rows.written(new.sentences),
        key=key,
        occurred_at=new.occurred_at,
        known_at=new.known_at,
        logged_at=new.logged_at,
        by_id=new.by_id or None,
        status=new.status,
    )
    with transaction.atomic():
        models.Situation.objects.select_for_update().get(pk=new.situation)
        if key and models.Signal.objects.filter(situation=new.situation, key=key).exists():
            return None
        sign(row, new.by_id, new.logged_at)
        row.save(force_insert=True)
    return row.id


@transaction.atomic
def close(who: Viewer, id: str, reason: str, now: datetime) -> None:
    """Close a signal with a reason its sender can read."""
    row = sight.one(sight.signals(who).select_for_update(), id)
    row.closed_at, row.closed_reason, row.closed_by_id = now, reason, who.person
    sign(row, who.person, now)
    row.save()
