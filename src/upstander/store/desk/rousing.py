"""Threads that have nobody left to call, looked at again when somebody may be there."""

from django.db.models import F, QuerySet

from upstander.store.desk import models


def lost() -> QuerySet[models.Thread]:
    """Open threads with a step that nobody has, and for which nobody is left to call."""
    steps = models.ThreadStep.objects.filter(done_at__isnull=True, exhausted_at__isnull=False, owner__isnull=True)
    return models.Thread.objects.filter(closed_at__isnull=True, pk__in=steps.values("thread_id"))


def rouse() -> None:
    """Let the next sweep look at every thread that has nobody left to call: somebody may be there now."""
    lost().update(next_at=F("opened_at"))
