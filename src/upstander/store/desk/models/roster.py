"""The roster beyond single shifts, standing authorities, and doors that people knocked at."""

from django.db import models

from upstander.records.people import Role
from upstander.records.roster import Purpose
from upstander.store.desk.models.chain import Alert
from upstander.store.desk.models.ladder import Thread
from upstander.store.desk.models.people import Person
from upstander.store.desk.models.shapes import Named, words


class WorkPattern(Named):
    """Working hours of a person for a role, week after week; `days` holds digits, 0 is Monday."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="patterns")
    role = words(Role)
    days = models.CharField(max_length=7)
    begins = models.TimeField()
    ends = models.TimeField()
    zone = models.CharField(max_length=64)
    country = models.CharField(max_length=2, blank=True, default="")
    subdivision = models.CharField(max_length=10, blank=True, default="")
    deputy = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")
    ended_at = models.DateTimeField(null=True)


class LeaveTaken(Named):
    """A person is away; whoever replaces them takes over what they had on the roster."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="leaves")
    begins = models.DateTimeField()
    ends = models.DateTimeField(db_index=True)
    replacement = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True, default="")
    ended_at = models.DateTimeField(null=True)


class ShiftSwap(Named):
    """One asked another to take over a stretch of duty, perhaps for another in return; it counts once accepted."""

    role = words(Role)
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="swaps_asked")
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    back_begins = models.DateTimeField(null=True)
    back_ends = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")
    asked_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["taker", "accepted_at"])]


class StandingAuthority(Named):
    """Written beforehand: what may happen without asking anybody first, for whom, for which grades, until when."""

    purpose = words(Purpose)
    instrument = models.TextField()
    given_by = models.CharField(max_length=200)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="authorities")
    grades = models.CharField(max_length=40)
    content = models.TextField()
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_reason = models.TextField(blank=True, default="")


class Knock(Named):
    """A named person knocked at a door, a mechanism of another organisation, about a thread. Nothing is ever sent."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="knocks")
    mechanism = models.CharField(max_length=40)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    how = models.CharField(max_length=200)
    reference = models.CharField(max_length=200, blank=True, default="")
    recorded_at = models.DateTimeField()


class RoleHours(Named):
    """Working hours of everybody who holds a role and has none of their own; the next ones end those before."""

    role = words(Role)
    days = models.CharField(max_length=7)
    begins = models.TimeField()
    ends = models.TimeField()
    zone = models.CharField(max_length=64)
    country = models.CharField(max_length=2, blank=True, default="")
    subdivision = models.CharField(max_length=10, blank=True, default="")
    deputy = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class Crossing(Named):
    """A named person took an alert to somebody of another organisation, under a standing authority or their name."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="crossings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    authority = models.ForeignKey(StandingAuthority, on_delete=models.PROTECT, null=True, related_name="crossings")
