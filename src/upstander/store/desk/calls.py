"""Steps of the ladder that call a person, or that they own: some of them, and how many there are."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from upstander.records import desk
from upstander.records.ladder import StepId, Thread
from upstander.records.people import Viewer
from upstander.store.desk import models, rows, sight
from upstander.store.desk.threads import OPEN_STEPS, full, records


def calling(viewer: Viewer, *, real: bool) -> QuerySet[models.Awaited]:
    """Open steps that wait for this person: the real ones, or those of exercises that go on."""
    seen = sight.granted(viewer)
    mine = models.Awaited.objects.filter(person=max(viewer.person, 0))
    if real:
        return mine.filter(status=desk.Status.ACTUAL, situation__in=seen)
    played = seen.intersection(sight.played())
    return mine.filter(situation__in=played) if played else mine.none()


def called(
    viewer: Viewer, now: datetime, *, real: bool = True, limit: int = rows.SIZE
) -> tuple[list[Thread], tuple[int, int]]:
    """The threads of these steps, the soonest due first, with their open steps only; how many steps, how many late."""
    steps = calling(viewer, real=real)
    soonest = steps.order_by("due_at", "thread").values_list("thread_id", flat=True)[: limit * len(StepId)]
    ids = list(dict.fromkeys(soonest))[:limit]
    threads = models.Thread.objects.filter(pk__in=ids)
    found = {each.id: each for each in records(full(threads, OPEN_STEPS))} if ids else {}
    return [found[id] for id in ids if id in found], counted(steps, now) if ids else (0, 0)


def calls(viewer: Viewer, now: datetime) -> tuple[int, int]:
    """How many of these steps are real, and how many of them are late."""
    return counted(calling(viewer, real=True), now)


def counted(steps: QuerySet[models.Awaited], now: datetime) -> tuple[int, int]:
    """How many steps, and how many of them late."""
    found = steps.aggregate(many=Count("pk"), late=Count("pk", filter=Q(due_at__lte=now)))
    return found["many"], found["late"]
