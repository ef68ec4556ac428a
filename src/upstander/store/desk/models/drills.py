"""Drills: who plays what in which exercise. What has arrived is worked out, never kept."""

from django.db import models

from upstander.records.drills import Part
from upstander.store.desk.models.chain import Situation
from upstander.store.desk.models.people import Person
from upstander.store.desk.models.shapes import Named, words


class Drill(Named):
    """A case that is played, in a situation that is an Exercise. `cleared_at`: its own accounts were closed.

    `pauses`: from when until when its clock stood; `paused_at`: since when it stands now.
    """

    case = models.CharField(max_length=60)
    situation = models.OneToOneField(Situation, on_delete=models.PROTECT, related_name="drill")
    minutes = models.PositiveIntegerField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True, db_index=True)
    cleared_at = models.DateTimeField(null=True)
    by_itself = models.BooleanField(default=False)
    paused_at = models.DateTimeField(null=True)
    pauses = models.JSONField(default=list)


class DrillSeat(models.Model):
    """A person plays a part. `own`: the account was made for this drill."""

    drill = models.ForeignKey(Drill, on_delete=models.PROTECT, related_name="seats")
    part = words(Part)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    own = models.BooleanField(default=False)
    joined_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["drill", "part"], name="each_part_once"),
            models.UniqueConstraint(fields=["drill", "person"], name="seated_once"),
        ]
