"""What is done about a warning: judgements, actions, promises, outcomes, looks back, lessons, missed clocks."""

from django.db import models

from upstander.records.plans import Finding, Funding, Hurdle, Kept
from upstander.records.tools import Input, Judged
from upstander.store.desk.models.chain import Alert, Situation
from upstander.store.desk.models.ladder import Thread
from upstander.store.desk.models.people import Person
from upstander.store.desk.models.shapes import Named, words, words_or_none
from upstander.store.desk.models.triggers import TriggerFiring


class Judgement(Named):
    """A judgement that the rules of the options ask for; never edited, the newest of its kind counts."""

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="judgements")
    input = words(Input)
    value = words(Judged)
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Action(Named):
    """One thing that somebody does about a warning, or a first step of the playbook that a firing opened."""

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="actions")
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, null=True, related_name="actions")
    firing = models.ForeignKey(TriggerFiring, on_delete=models.PROTECT, null=True, related_name="first_steps")
    option = models.CharField(max_length=60, blank=True, default="")
    what = models.TextField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="actions_owned")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="actions_seconded")
    institution = models.CharField(max_length=200, blank=True, default="")
    contact = models.CharField(max_length=200, blank=True, default="")
    ministries = models.TextField(blank=True, default="")
    means = models.TextField(blank=True, default="")
    money = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    funding = words(Funding, default=Funding.UNKNOWN)
    deadline = models.DateTimeField(null=True, db_index=True)
    unharmed = models.TextField(blank=True, default="")
    consulted = models.TextField(blank=True, default="")
    basis = models.TextField(blank=True, default="")
    planned_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    blocked_at = models.DateTimeField(null=True)
    blocker = models.TextField(blank=True, default="")
    lifted_by = models.CharField(max_length=200, blank=True, default="")
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    ended_why = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["owner", "done_at", "dropped_at"])]


class ActionParty(models.Model):
    """A person of a ministry that an action touches: they see this action, and nothing else of its situation."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="parties")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="actions_touched")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "person"], name="party_once")]


class ActionEntry(models.Model):
    """What somebody wrote on an action: never edited."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="entries")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()


class Commitment(Named):
    """Who promised what to whom, by when, and where that is written."""

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="commitments")
    promised_by = models.CharField(max_length=200)
    promised_to = models.CharField(max_length=200)
    what = models.TextField()
    made_on = models.DateField()
    due_on = models.DateField(db_index=True)
    source = models.TextField()
    kept = words(Kept, default=Kept.OPEN)
    evidence = models.TextField(blank=True, default="")
    settled_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    funding = words(Funding, default=Funding.UNKNOWN)


class PromiseEntry(models.Model):
    """Who asked after a promise and what was answered: never edited."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="entries")
    asked_by = models.CharField(max_length=200)
    asked_on = models.DateField()
    answer = models.TextField()
    kept = words(Kept)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ThreadOutcome(Named):
    """What came of the response to one cause; never edited, all are kept."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="outcomes")
    text = models.TextField()
    on = models.DateField()
    source = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class LookBack(Named):
    """A day on which somebody must look whether violence comes back: closing a thread that warned makes some."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="look_backs")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    finding = words_or_none(Finding)
    text = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "due_on"], name="looked_back_once_a_day")]
        indexes = [models.Index(fields=["due_on"], condition=models.Q(done_at__isnull=True), name="looks_owed")]


class Lesson(Named):
    """What was expected, what happened, why, and what changes."""

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="lessons")
    expected = models.TextField()
    happened = models.TextField()
    why = models.TextField()
    change = models.TextField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Bottleneck(Named):
    """Why one run of a clock was missed, and the corrective action that closes it."""

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="bottlenecks")
    clock = models.CharField(max_length=20)
    began_at = models.DateTimeField(null=True)
    hurdle = words(Hurdle)
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    authority = models.CharField(max_length=200, blank=True, default="")
    means = models.TextField(blank=True, default="")
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "clock", "began_at"], name="one_bottleneck_a_run")]
