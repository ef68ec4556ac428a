"""The chain: situations, signals, alerts, answers."""

from datetime import datetime

from django.db import models
from simple_history.models import HistoricalRecords

from upstander.records.alert_life import AlertKind, Verdict, Wording
from upstander.records.answers import RecordClass
from upstander.records.desk import AlertStage, Answer, Confidence, Grade, Phase, SignalKind, Status, Tlp
from upstander.store.desk.models.people import Person
from upstander.store.desk.models.shapes import Named, words, words_or_none


class Remembered(Named):
    """A row whose history says who changed it and when."""

    _history_user: "Person | None"
    _history_date: datetime

    class Meta:
        abstract = True


class Situation(Remembered):
    """A State, an area or a group that somebody watches."""

    iso3 = models.CharField(max_length=3, db_index=True)
    title = models.CharField(max_length=200)
    area = models.CharField(max_length=200, blank=True, default="")
    group = models.CharField(max_length=200, blank=True, default="")
    phase = words(Phase)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="owned")
    tlp = words(Tlp, default=Tlp.AMBER)
    status = words(Status, default=Status.ACTUAL)
    opened_at = models.DateTimeField()

    history = HistoricalRecords()


class PhaseChange(Named):
    """A judgement of the phase; never edited."""

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="phases")
    phase = words(Phase)
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Grant(Remembered):
    """Why a person may see a situation, and until when."""

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="grants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    reason = models.TextField()
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    history = HistoricalRecords()

    class Meta:
        indexes = [models.Index(fields=["person", "expires_at"])]


class Signal(Remembered):
    """Something that may matter. `key` keeps the machine from proposing the same thing twice."""

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="signals")
    thread = models.ForeignKey("desk.Thread", on_delete=models.PROTECT, null=True, related_name="signals")
    kind = words(SignalKind)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True, default="")
    source = models.CharField(max_length=200, blank=True, default="")
    source_url = models.CharField(max_length=500, blank=True, default="")
    vintage = models.CharField(max_length=100, blank=True, default="")
    sentences = models.TextField(default="[]")
    key = models.CharField(max_length=100, null=True)
    occurred_at = models.DateTimeField(null=True)
    known_at = models.DateTimeField()
    logged_at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    status = words(Status, default=Status.ACTUAL)
    closed_at = models.DateTimeField(null=True)
    closed_reason = models.TextField(blank=True, default="")
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    history = HistoricalRecords()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["situation", "key"], name="signal_proposed_once")]


class Alert(Remembered):
    """A graded alert. Its history keeps every version; `digest` is of the text that signatures stand under.

    `drafted_by` is null where a trigger drafted it; `written_by` wrote the present version. `line` is the id of the
    first alert of its line, `turn` its place in it. `evidence` and `asked` say again which signals and addressees a
    version had: history keeps no rows of other tables. `deadlines_moved`: at issue, some addressees got other deadlines
    than `asked` says, because theirs had passed while a second signature was waited for.
    """

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="alerts")
    thread = models.ForeignKey("desk.Thread", on_delete=models.PROTECT, null=True, related_name="alerts")
    stage = words(AlertStage, default=AlertStage.DRAFT)
    status = words(Status, default=Status.ACTUAL)
    grade = words(Grade)
    tlp = words(Tlp, default=Tlp.AMBER)
    title = models.CharField(max_length=200)
    text = models.TextField()
    ask = models.TextField()
    confidence = words(Confidence)
    change_our_mind = models.TextField()
    dissent = models.TextField(blank=True, default="")
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64)
    signals = models.ManyToManyField(Signal, related_name="alerts")
    kind = words(AlertKind, default=AlertKind.ALERT)
    updates = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="updated_by")
    line = models.CharField(max_length=12, blank=True, default="", db_index=True)
    turn = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True, default="")
    alternatives = models.TextField(blank=True, default="")
    factors = models.JSONField(default=list)
    wording = words(Wording, default=Wording.R2P)
    evidence = models.JSONField(null=True)
    asked = models.JSONField(null=True)
    second_asked_at = models.DateTimeField(null=True)
    second_asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    single_signature = models.BooleanField(default=False)
    deadlines_moved = models.BooleanField(default=False)
    review_by = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    verdict = words_or_none(Verdict)
    verdict_reason = models.TextField(blank=True, default="")

    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["updates"], condition=models.Q(stage=AlertStage.ISSUED), name="updated_by_one"
            )
        ]
        indexes = [
            models.Index(fields=["review_by"], condition=models.Q(single_signature=True), name="under_one_signature"),
            models.Index(fields=["status", "id"], name="alerts_by_status"),
            models.Index(
                fields=["situation", "drafted_at"], condition=models.Q(issued_at__isnull=True), name="not_issued"
            ),
        ]


class Signature(models.Model):
    """A name under exactly one text, or withheld from it for a reason; voided when the text changes."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    issues = models.BooleanField(default=False)
    withheld = models.TextField(blank=True, default="")
    voided_at = models.DateTimeField(null=True)


class Recipient(Named):
    """Who must answer, and by when. A row on a draft is only an intention.

    `asks_at` is the deadline of what they owe next, null while they owe nothing: kept by `inbox.settle`, so that an
    inbox of thousands opens at once.
    """

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="recipients")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="received")
    asked = models.TextField()
    acknowledge_by = models.DateTimeField()
    decide_by = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    by_file = models.CharField(max_length=200, blank=True, default="")
    asks_at = models.DateTimeField(null=True, db_index=True)
    referred_from = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="referred_on")
    off_at = models.DateTimeField(null=True)
    off_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    off_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "person"], name="addressed_once")]
        indexes = [
            models.Index(fields=["person", "asks_at", "alert"], name="asked_of"),
            models.Index(fields=["person"], condition=models.Q(off_at__isnull=False), name="taken_off"),
        ]


class Pressed(models.Model):
    """When an addressee who stays silent is told so again; `due`: the deadline that this is counted from."""

    recipient = models.OneToOneField(Recipient, on_delete=models.CASCADE, primary_key=True, related_name="pressed")
    due = models.DateTimeField()
    again_at = models.DateTimeField()


class Decision(Named):
    """An answer with its reason; a mistaken one is superseded by another row."""

    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="decisions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answer = words(Answer)
    reason = models.TextField()
    dissent = models.TextField(blank=True, default="")
    decided_at = models.DateTimeField()
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    superseding_reason = models.TextField(blank=True, default="")
    present = models.TextField(blank=True, default="")
    review_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    disputed_at = models.DateTimeField(null=True)
    record_class = words(RecordClass, default=RecordClass.DECISION)
    erased_at = models.DateTimeField(null=True)
