"""Triggers on this desk: which are on, how each did in its back-run, what rang, what is kept silent."""

from django.db import models

from upstander.records.desk import Grade
from upstander.records.triggers import Basis
from upstander.store.desk.models.chain import Alert, Situation
from upstander.store.desk.models.ladder import Thread
from upstander.store.desk.models.people import Person
from upstander.store.desk.models.shapes import Named, words


class TriggerSwitch(models.Model):
    """A person switched a trigger on or off: the newest row of a trigger counts, and only for this very text."""

    trigger = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    on = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["trigger", "at"])]


class TriggerBackrun(models.Model):
    """What a back-run of one text found; `told` is the whole of it."""

    trigger = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    basis = words(Basis)
    first = models.CharField(max_length=7)
    last = models.CharField(max_length=7)
    lake = models.CharField(max_length=64)
    told = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["trigger", "digest", "at"])]


class TriggerSilence(Named):
    """A trigger kept from ringing until a moment, everywhere or in one State, with a reason."""

    trigger = models.CharField(max_length=40)
    iso3 = models.CharField(max_length=3, blank=True, default="")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField()


class TriggerFiring(Named):
    """A trigger rang. `scope` is the situation's id, or `state` where it rang on open figures alone.

    `told`: it called or told somebody. `answer_by`: until when focal points say what they make of open figures.
    """

    trigger = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    iso3 = models.CharField(max_length=3, db_index=True)
    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, null=True, related_name="firings")
    scope = models.CharField(max_length=12)
    evidence = models.CharField(max_length=60)
    grade = words(Grade)
    at = models.DateTimeField(db_index=True)
    reasons = models.TextField()
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, null=True, related_name="firings")
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, null=True, related_name="firings")
    silenced = models.BooleanField(default=False)
    told = models.BooleanField(default=False)
    answer_by = models.DateTimeField(null=True)
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    dismissed_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["trigger", "iso3", "scope", "evidence", "silenced"], name="rang_once_on_one_ground"
            )
        ]
        indexes = [
            models.Index(
                fields=["answer_by"],
                condition=models.Q(answer_by__isnull=False, dismissed_at__isnull=True),
                name="rang_and_nobody_said",
            )
        ]
