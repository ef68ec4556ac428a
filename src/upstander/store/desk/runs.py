"""Clocks as they stood before the grade, the lane or the targets changed, or a new run began: no miss vanishes."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from upstander.records.desk import Grade, Status
from upstander.records.ladder import Run, Thread
from upstander.store.desk import models, threads

MANY = 500
"""Threads of which more are asked for by their situations."""


def kept(threads: Sequence[Thread]) -> Mapping[str, Sequence[Run]]:
    """How clocks of these threads stood, by thread, the oldest run first."""
    ids = [each.id for each in threads]
    few = Q(thread__in=ids) if len(ids) <= MANY else Q(thread__situation__in={each.situation for each in threads})
    found: dict[str, list[Run]] = {}
    for row in models.ClockRun.objects.filter(few).order_by("began_at", "pk"):
        run = Run(row.thread_id, row.clock, Grade(row.grade), row.began_at, row.ended_at, row.took, row.target)
        found.setdefault(run.thread, []).append(run)
    return found


def keep(found: Iterable[Run]) -> None:
    """Keep them; one that is kept already has ended since, or run further."""
    models.ClockRun.objects.bulk_create(
        [
            models.ClockRun(
                thread_id=each.thread,
                clock=each.clock,
                grade=each.grade,
                began_at=each.began,
                ended_at=each.ended,
                took=each.took,
                target=each.target,
            )
            for each in found
        ],
        update_conflicts=True,
        unique_fields=["thread", "clock", "began_at"],
        update_fields=["grade", "ended_at", "took", "target"],
        batch_size=MANY,
    )


def differs(new: Thread) -> bool:
    """Whether a real thread is measured by another grade or lane from now on."""
    kept = models.Thread.objects.filter(pk=new.id, status=Status.ACTUAL)
    return kept.exclude(lane=new.lane, **({"grade": new.grade} if new.grade else {"grade__isnull": True})).exists()


def every() -> list[Thread]:
    """All real threads, as their clocks read them."""
    return threads.timeable(models.Thread.objects.filter(status=Status.ACTUAL))


def missed(person: int) -> QuerySet[models.ClockRun]:
    """Runs over their target of a person's situations, whose correction is not done."""
    done = models.Bottleneck.objects.filter(
        thread=OuterRef("thread_id"), clock=OuterRef("clock"), began_at=OuterRef("began_at"), done_at__isnull=False
    )
    return models.ClockRun.objects.filter(~Exists(done), took__gt=F("target"), thread__situation__owner=person)
