"""The ladder: threads that climb it, their steps, whom it called, who is on duty."""

from django.db import models

from upstander.records.answers import RecordClass
from upstander.records.desk import Grade, Status
from upstander.records.ladder import Happening, Lane, StepId
from upstander.records.people import Role
from upstander.store.desk.models.chain import Situation
from upstander.store.desk.models.people import Person
from upstander.store.desk.models.shapes import Named, words, words_or_none


class Thread(Named):
    """One cause on its way up. `next_at` is when it next does something by itself: what the sweep looks for."""

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="threads")
    title = models.CharField(max_length=200)
    key = models.CharField(max_length=200, null=True)
    status = words(Status, default=Status.ACTUAL)
    grade = words_or_none(Grade)
    urged = words_or_none(Grade)
    lane = words(Lane, default=Lane.NORMAL)
    opened_at = models.DateTimeField()
    evidence_at = models.DateTimeField(null=True)
    imminent_at = models.DateTimeField(null=True)
    graded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_reason = models.TextField(blank=True, default="")
    next_at = models.DateTimeField(null=True, db_index=True)
    quiet = models.BooleanField(default=False)
    lane_asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    lane_asked_at = models.DateTimeField(null=True)
    close_asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["situation", "key"], condition=models.Q(closed_at__isnull=True), name="one_cause_one_thread"
            )
        ]
        indexes = [
            models.Index(
                fields=["opened_at"], condition=models.Q(quiet=True, closed_at__isnull=True), name="only_watched"
            ),
            models.Index(
                fields=["opened_at"],
                condition=models.Q(lane_asked_by__isnull=False, closed_at__isnull=True),
                name="lane_asked",
            ),
            models.Index(
                fields=["opened_at"],
                condition=models.Q(close_asked_by__isnull=False, closed_at__isnull=True),
                name="close_asked",
            ),
        ]


class ThreadStep(models.Model):
    """One step of a thread."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="steps")
    step = words(StepId)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="steps_owned")
    owned_at = models.DateTimeField(null=True)
    entry_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    exhausted_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="steps_done")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "step"], name="each_step_once")]
        indexes = [
            models.Index(fields=["owner", "done_at"]),
            models.Index(fields=["step", "thread"], condition=models.Q(done_at__isnull=True), name="open_steps"),
            models.Index(fields=["overdue_at"], condition=models.Q(overdue_at__isnull=False), name="overdue_steps"),
        ]


class Call(models.Model):
    """A person was asked to take a step: once, whoever sweeps."""

    step = models.ForeignKey(ThreadStep, on_delete=models.CASCADE, related_name="calls")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="calls", db_index=False)
    turn = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "person"], name="called_once")]
        indexes = [models.Index(fields=["person", "step"], name="called_to")]


class Awaited(models.Model):
    """A person for whom an open step waits: its owner, or everybody called while nobody owns it.

    What steps and calls say already, kept by `awaited.settle` in the order in which an inbox is read.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    step = words(StepId)
    due_at = models.DateTimeField()
    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="+", db_index=False)
    status = words(Status)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "step", "person"], name="awaited_once")]
        indexes = [models.Index(fields=["person", "status", "due_at", "thread", "situation"], name="awaited_of")]


class LadderEvent(models.Model):
    """What the ladder did by itself; kept for the thread's account and for alarms."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    step = words(StepId)
    what = words(Happening)
    person = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "at", "step", "what", "person"], name="happened_once")]


class ShiftHeld(Named):
    """A person answers for a role from one moment to another."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shifts")
    role = words(Role)
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    deputy = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["role", "begins", "ends"])]


class ClockRun(models.Model):
    """A clock of a thread as it stood before what it is measured by changed: it was missed, or had ended in time."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="clock_runs")
    clock = models.CharField(max_length=20)
    grade = words(Grade)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    took = models.DurationField()
    target = models.DurationField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "clock", "began_at"], name="each_run_once")]


class Rulebook(models.Model):
    """A version of rules agreed beforehand, as its file has it; the newest of its kind is what runs."""

    kind = models.CharField(max_length=60)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["kind", "at"])]


class ThreadEntry(models.Model):
    """What somebody wrote on a step they own: never edited."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="entries")
    step = words(StepId)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()
    record_class = words(RecordClass, default=RecordClass.DELIBERATIVE)
    erased_at = models.DateTimeField(null=True)
