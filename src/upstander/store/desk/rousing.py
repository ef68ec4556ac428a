"""Threads that have nobody left to call, looked at again when somebody may be there."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from upstander.store.desk import models


def lost() -> QuerySet[models.Thread]:
    """Open threads with a step that nobody has, and for which nobody is left to call."""
    steps = models.ThreadStep.objects.filter(done_at__isnull=True, exhausted_at__isnull=False, owner__isnull=True)
    return models.Thread.objects.filter(closed_at__isnull=True, pk__in=steps.values("thread_id"))


def rouse() -> None:
    """Let the next sweep look at every thread that has nobody left to call: somebody may be there now."""
    lost().update(next_at=F("opened_at"))


def look_in(situation: str, now: datetime) -> None:
    """Let the next sweep look at every open thread of a situation: who may have its steps is another question now."""
    hurry(models.Thread.objects.filter(situation=situation), now)


def look_for(person: int, now: datetime) -> None:
    """Let the next sweep look at every open thread that waits for this person."""
    hurry(models.Thread.objects.filter(pk__in=models.Awaited.objects.filter(person=person).values("thread")), now)


def hurry(threads: QuerySet[models.Thread], now: datetime) -> None:
    """Let those of them that are open move now, if they would have moved later."""
    threads.filter(Q(next_at__isnull=True) | Q(next_at__gt=now), closed_at__isnull=True).update(next_at=now)
