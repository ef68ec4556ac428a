"""Accounts, roles, secrets: who somebody is at this moment."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet

from upstander.lib.text import mark
from upstander.records import desk
from upstander.records.errors import Refused, Unknown, Usage
from upstander.records.people import RECEIVES, Role, Viewer
from upstander.store.desk import drills, models, rows, sight
from upstander.store.desk.rousing import rouse
from upstander.store.desk.shut import shut_to

TOKEN, READING = "token", "reading"
TOKENS = frozenset({TOKEN, READING})
"""What opens the interface and the command line; the second of them to look only."""

ONLY_READS = mark("This token only reads: send one that may also change things.")
SPENT = mark("This link or token is not valid any more: ask an administrator for a new one.")


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def accounts() -> QuerySet[models.Person]:
    """All accounts with their roles and second factors."""
    return models.Person.objects.prefetch_related("roles_held", "authenticator_set").order_by("username")


def visible(viewer: Viewer) -> QuerySet[models.Person]:
    """All accounts for an administrator; one's own for everybody else."""
    if Role.ADMINISTRATOR in viewer.roles:
        return accounts()
    return accounts().filter(pk=max(viewer.person, 0))


def people(viewer: Viewer) -> list[desk.Person]:
    """Accounts the viewer may see."""
    return [rows.person(row) for row in visible(viewer)]


def person(viewer: Viewer, id: int) -> desk.Person:
    """One account; Unknown if the viewer may not see it."""
    return rows.person(sight.one(visible(viewer), id))


def addressable(viewer: Viewer) -> list[desk.Person]:
    """Whom an alert can be addressed to, and who can be granted a situation; nobody for those who grant nothing.

    Accounts that were made for a drill are offered to its own room only, and it is offered nobody else.
    """
    if not viewer.roles & RECEIVES:
        return []
    active = models.RoleHeld.objects.filter(role__in=RECEIVES | {Role.REPORTER}, until__isnull=True)
    mates = Q(pk__in=drills.room_mates(viewer).values("person_id"))
    reached = mates if viewer.exercise else mates | Q(exercise=False)
    found = accounts().filter(reached, is_active=True, pk__in=active.values("person_id"))
    return [rows.person(row) for row in found]


def team(viewer: Viewer, situation: str, now: datetime) -> list[desk.Person]:
    """Who works on a situation granted to the viewer: its owner and those who may see it, in roles that take part."""
    if situation not in sight.granted(viewer):
        return []
    live = Q(grants__situation=situation, grants__revoked_at__isnull=True, grants__expires_at__gt=now)
    able = models.RoleHeld.objects.filter(role__in=RECEIVES | {Role.CUSTODIAN}, until__isnull=True)
    found = accounts().filter(live | Q(owned=situation), is_active=True, pk__in=able.values("person_id"))
    return [rows.person(row) for row in found.exclude(pk=viewer.person).distinct()]


def viewer_of(id: int, now: datetime, *, reads_only: bool = False) -> Viewer:
    """The viewer a person is now: roles held, situations owned or granted and not expired. Unknown if not active."""
    row = models.Person.objects.filter(pk=id, is_active=True).first()
    if row is None:
        raise Unknown("There is no such person, or the account is closed.")
    roles = frozenset(Role(role) for role in row.roles_held.filter(until__isnull=True).values_list("role", flat=True))
    live = Q(grants__person=row, grants__revoked_at__isnull=True, grants__expires_at__gt=now)
    seen = models.Situation.objects.filter(Q(owner=row) | live).values_list("id", flat=True)
    return Viewer(row.pk, row.name, roles, frozenset(seen), reads_only, row.exercise, shut_to(row))


def viewer_named(username: str, now: datetime, *, reads_only: bool = True) -> Viewer:
    """The viewer with this user name, for `--as`."""
    row = models.Person.objects.filter(username=username).first()
    if row is None:
        raise Unknown("There is no person called %(username)s; see `upstander people list`.", username=username)
    return viewer_of(row.pk, now, reads_only=reads_only)


def id_named(username: str) -> int:
    """The account with this user name; 0 if there is none."""
    return models.Person.objects.filter(username=username).values_list("pk", flat=True).first() or 0


def is_active(id: int) -> bool:
    """Whether the account is open."""
    return models.Person.objects.filter(pk=id, is_active=True).exists()


def actor_of_token(secret: str, now: datetime) -> Viewer:
    """The same for whoever acts; Refused if the token only reads."""
    if live(secret, TOKENS, now).purpose == READING:
        raise Refused(ONLY_READS)
    return viewer_of_token(secret, now)


def viewer_of_token(secret: str, now: datetime) -> Viewer:
    """The viewer whose token this is; Refused if it is unknown, expired or revoked."""
    row = live(secret, TOKENS, now)
    models.Secret.objects.filter(pk=row.pk).update(used_at=now)
    return viewer_of(row.person_id, now)


def live(secret: str, purposes: Iterable[str], now: datetime) -> models.Secret:
    """The secret's row; Refused unless it still opens something."""
    row = models.Secret.objects.filter(digest=digest(secret), purpose__in=list(purposes)).first()
    spent = row is None or row.revoked_at is not None or row.expires_at <= now or not row.person.is_active
    if row is None or spent or (row.purpose == "reset" and row.used_at is not None):
        raise Refused(SPENT)
    return row


def link(secret: str, now: datetime) -> tuple[str, desk.Person]:
    """What a link is for (reset, demonstration or exercise) and whose it is, without using it."""
    row = live(secret, {"reset", "demonstration", "exercise"}, now)
    return row.purpose, rows.person(row.person)


def use_link(secret: str, now: datetime) -> desk.Person:
    """Spend a link to set a password; Refused the second time, even when two arrive at once."""
    row = live(secret, {"reset"}, now)
    if not models.Secret.objects.filter(pk=row.pk, used_at__isnull=True).update(used_at=now):
        raise Refused(SPENT)
    return rows.person(row.person)


def add_secret(id: int, purpose: str, name: str, now: datetime, expires_at: datetime) -> str:
    """A new secret for a person; only its digest is kept. An older reset link dies."""
    if purpose == "reset":
        models.Secret.objects.filter(person_id=id, purpose="reset").update(revoked_at=now)
    secret = f"ups_{secrets.token_urlsafe(32)}"
    models.Secret.objects.create(
        person_id=id, purpose=purpose, name=name, digest=digest(secret), created_at=now, expires_at=expires_at
    )
    return secret


def tokens(viewer: Viewer, now: datetime) -> list[dict[str, Any]]:
    """The viewer's own live tokens: id, name, created_at, expires_at, used_at, reads_only."""
    columns = ("id", "name", "created_at", "expires_at", "used_at")
    live = own_tokens(viewer).filter(expires_at__gt=now).annotate(reads_only=Q(purpose=READING))
    return list(live.order_by("-created_at").values(*columns, "reads_only"))


def own_tokens(viewer: Viewer) -> QuerySet[models.Secret]:
    """The viewer's tokens that were not ended."""
    mine = models.Secret.objects.filter(person_id=max(viewer.person, 0), revoked_at__isnull=True)
    return mine.filter(purpose__in=TOKENS)


def revoke_token(viewer: Viewer, id: int, now: datetime) -> None:
    """End one of the viewer's own tokens; Unknown for anybody else's."""
    if not own_tokens(viewer).filter(pk=id).update(revoked_at=now):
        raise Unknown("There is no such token.")


@transaction.atomic
def add(
    username: str,
    name: str,
    roles: Iterable[Role],
    by: str,
    now: datetime,
    *,
    demonstration: bool = False,
    exercise: bool = False,
) -> desk.Person:
    """A new account without a usable password; Usage if the user name is taken."""
    try:
        with transaction.atomic():
            row = models.Person.objects.create(
                username=username,
                name=name,
                password=make_password(None),
                created_at=now,
                demonstration=demonstration,
                exercise=exercise,
            )
    except IntegrityError as error:
        raise Usage("Choose another user name: %(username)s is taken.", "username", username=username) from error
    give_roles(row, frozenset(roles), by, now)
    return rows.person(row)


def give_roles(row: models.Person, roles: frozenset[Role], by: str, now: datetime) -> None:
    """Bring the roles held to `roles`, keeping when each began and ended."""
    held = {Role(each.role): each for each in row.roles_held.filter(until__isnull=True)}
    for role in held.keys() - roles:
        held[role].until = now
        held[role].save()
    for role in roles - held.keys():
        models.RoleHeld.objects.create(person=row, role=role, since=now, given_by=by)


@transaction.atomic
def set_roles(id: int, roles: frozenset[Role], by: str, now: datetime) -> None:
    """Change what a person may do; their sessions and tokens end."""
    row = sight.one(models.Person.objects.select_for_update(), id)
    give_roles(row, roles, by, now)
    end_access(row, now)
    rouse()


@transaction.atomic
def set_active(id: int, *, active: bool, now: datetime) -> None:
    """Close or reopen an account; its sessions and tokens end."""
    row = sight.one(models.Person.objects.select_for_update(), id)
    row.is_active = active
    row.save()
    end_access(row, now)
    rouse()


def end_access(row: models.Person, now: datetime) -> None:
    """End every session and token of a person."""
    models.Person.objects.filter(pk=row.pk).update(standing=F("standing") + 1)
    row.secrets.filter(revoked_at__isnull=True).exclude(purpose="reset").update(revoked_at=now)


def set_password(id: int, password: str, now: datetime) -> None:
    """Replace the password; every session, token and link of the person ends."""
    row = sight.one(models.Person.objects.all(), id)
    row.set_password(password)
    row.save()
    end_access(row, now)
    row.secrets.filter(revoked_at__isnull=True, purpose="reset").update(revoked_at=now)


def set_preferences(id: int, language: str, time_zone: str) -> None:
    """The person's own language and time zone."""
    models.Person.objects.filter(pk=id).update(language=language, time_zone=time_zone)


def set_institution(id: int, institution: str, iso3: str) -> None:
    """Where a person works."""
    row = sight.one(models.Person.objects.all(), id)
    row.institution, row.institution_iso3 = institution, iso3
    row.save()


def demonstration_accounts() -> int:
    """How many accounts were made for a demonstration."""
    return models.Person.objects.filter(demonstration=True, is_active=True).count()


def owns(id: int) -> int:
    """How many situations a person owns."""
    return models.Situation.objects.filter(owner_id=id).count()


def administrators() -> int:
    """How many active administrators there are."""
    held = models.RoleHeld.objects.filter(role=Role.ADMINISTRATOR, until__isnull=True, person__is_active=True)
    return held.count()
