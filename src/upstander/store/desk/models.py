"""The desk's tables. Nothing outside `store.desk` imports them: callers get records."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from simple_history.models import HistoricalRecords

from upstander.records.desk import AlertStage, Answer, Confidence, Grade, Phase, SignalKind, Status, Tlp
from upstander.records.people import Role

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def identifier() -> str:
    """Twelve characters that tell nobody how many came before."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


def words(values: Iterable[str], **options: Any) -> "models.CharField[str, str]":
    """A column that holds one of a few words."""
    choices = [(str(value), str(value)) for value in values]
    return models.CharField(max_length=20, choices=choices, **options)


class Named(models.Model):
    """A row with an unguessable id."""

    id = models.CharField(primary_key=True, max_length=12, default=identifier, editable=False)

    class Meta:
        abstract = True


class Remembered(Named):
    """A row whose history says who changed it and when."""

    _history_user: "Person | None"
    _history_date: datetime

    class Meta:
        abstract = True


class Person(AbstractBaseUser):
    """Somebody with an account. `standing` changes whenever their rights do, and ends their sessions."""

    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=5, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    is_active = models.BooleanField(default=True)
    demonstration = models.BooleanField(default=False)
    standing = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    objects = BaseUserManager()
    history = HistoricalRecords(excluded_fields=["password", "last_login"])

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        salt = "upstander.store.desk.models.Person.get_session_auth_hash"
        return salted_hmac(salt, f"{self.password}|{self.standing}", secret=secret, algorithm="sha256").hexdigest()

    def __str__(self) -> str:
        return self.name


class RoleHeld(models.Model):
    """A role a person held, from when until when, and who gave it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roles_held")
    role = words(Role)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"], condition=models.Q(until__isnull=True), name="role_held_once"
            )
        ]


class Secret(models.Model):
    """Something that opens a door: only its digest is kept. `purpose` is token, reset or demonstration."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="secrets")
    purpose = models.CharField(max_length=20)
    name = models.CharField(max_length=200, default="")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


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
    """A graded alert. Its history keeps every version; `digest` is of the text that signatures stand under."""

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="alerts")
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
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    issued_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64)
    signals = models.ManyToManyField(Signal, related_name="alerts")

    history = HistoricalRecords()


class Signature(models.Model):
    """A name under exactly one text; voided when the text changes."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    issues = models.BooleanField(default=False)
    voided_at = models.DateTimeField(null=True)


class Recipient(Named):
    """Who must answer, and by when. A row on a draft is only an intention."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="recipients")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="received")
    asked = models.TextField()
    acknowledge_by = models.DateTimeField()
    decide_by = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "person"], name="addressed_once")]


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


class Entry(models.Model):
    """One line of the log. The database itself refuses to change or delete one."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    person = models.BigIntegerField()
    name = models.CharField(max_length=200)
    action = models.CharField(max_length=60)
    object = models.CharField(max_length=60)
    situation = models.CharField(max_length=12, blank=True, default="")
    detail = models.TextField(default="{}")
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["situation", "number"]), models.Index(fields=["person", "object"])]


class Head(models.Model):
    """The end of the log: one row, locked while a line is added."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)
