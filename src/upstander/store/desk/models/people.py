"""People, the roles they held, and the secrets that open doors for them."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from simple_history.models import HistoricalRecords

from upstander.records.people import Role
from upstander.store.desk.models.shapes import words


class Person(AbstractBaseUser):
    """Somebody with an account. `standing` changes whenever their rights do, and ends their sessions."""

    authenticator_set: Any
    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=5, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    is_active = models.BooleanField(default=True)
    demonstration = models.BooleanField(default=False)
    outside = models.BooleanField(default=False)
    exercise = models.BooleanField(default=False)
    institution = models.CharField(max_length=200, blank=True, default="")
    institution_iso3 = models.CharField(max_length=3, blank=True, default="")
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
    """Something that opens a door: only its digest is kept. `purpose` says which."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="secrets")
    purpose = models.CharField(max_length=20)
    name = models.CharField(max_length=200, default="")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
