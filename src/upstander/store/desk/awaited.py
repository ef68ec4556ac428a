"""Whom each open step waits for: kept beside the steps, so that an inbox of ten thousand threads is read at once."""

from collections.abc import Collection

from django.db.models import QuerySet

from upstander.store.desk import models


def settle(threads: Collection[str]) -> None:
    """Say anew for whom the open steps of these threads wait. Call it in the transaction of whatever changes that."""
    rows = {(row.thread_id, row.step, row.person_id): row for row in waiting(threads)}
    kept = models.Awaited.objects.filter(thread__in=threads)
    before = {(row.thread_id, row.step, row.person_id): row for row in kept}
    gone = [row.pk for place, row in before.items() if place not in rows or rows[place].due_at != row.due_at]
    new = [row for place, row in rows.items() if place not in before or before[place].due_at != row.due_at]
    if gone:
        kept.filter(pk__in=gone).delete()
    models.Awaited.objects.bulk_create(new)


def waiting(threads: Collection[str]) -> list[models.Awaited]:
    """What is true of these threads: an open step waits for its owner, or for everybody called while it has none."""
    steps = models.ThreadStep.objects.filter(thread__in=threads, done_at__isnull=True, thread__closed_at__isnull=True)
    owned = of(steps.filter(owner__isnull=False), "owner_id")
    return [*owned, *of(steps.filter(owner__isnull=True, calls__isnull=False), "calls__person_id")]


def of(steps: QuerySet[models.ThreadStep], person: str) -> list[models.Awaited]:
    """Steps as rows, one for each person at the end of this way."""
    columns = ("thread_id", "step", "due_at", person, "thread__situation_id", "thread__status")
    return [
        models.Awaited(thread_id=id, step=step, due_at=due, person_id=whom, situation_id=place, status=status)
        for id, step, due, whom, place, status in steps.order_by("pk").values_list(*columns)
    ]


def settle_in(situation: str) -> None:
    """The same for a whole situation, all of whose deadlines moved."""
    settle(list(models.Thread.objects.filter(situation=situation).values_list("pk", flat=True)))
