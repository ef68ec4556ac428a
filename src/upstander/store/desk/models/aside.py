"""What failed in a sweep and was set aside, so that the rest could go on."""

from django.db import models

from upstander.records.desk import Status
from upstander.store.desk.models.shapes import Named, words


class SetAside(Named):
    """A piece of work that failed. `on` names it as the log does; `told_at`: when its alarm was last given."""

    on = models.CharField(max_length=120)
    situation = models.CharField(max_length=12, blank=True, default="")
    status = words(Status, default=Status.ACTUAL)
    error = models.CharField(max_length=100)
    since = models.DateTimeField()
    tries = models.PositiveIntegerField(default=1)
    next_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    mended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["on"], condition=models.Q(mended_at__isnull=True), name="set_aside_once")
        ]
