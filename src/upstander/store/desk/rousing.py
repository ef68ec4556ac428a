"""Threads that have nobody left to call, looked at again when somebody may be there."""

from django.db.models import F

from upstander.store.desk import models


def rouse() -> None:
    """Let the next sweep look at every thread that has nobody left to call: somebody may be there now."""
    lost = models.ThreadStep.objects.filter(done_at__isnull=True, exhausted_at__isnull=False, owner__isnull=True)
    found = models.Thread.objects.filter(closed_at__isnull=True, pk__in=lost.values("thread_id"))
    found.update(next_at=F("opened_at"))
