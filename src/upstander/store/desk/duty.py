"""Who is on duty: shifts, and the people whom a situation's steps may call."""

from datetime import datetime

from django.db.models import F, Q, QuerySet

from upstander.lib.text import mark
from upstander.records.errors import Unknown
from upstander.records.ladder import Shift
from upstander.records.people import APART, RECEIVES, Role, Viewer
from upstander.store.desk import models

NO_SHIFT = mark("There is no such shift, or it has ended.")


def held(rows: QuerySet[models.ShiftHeld]) -> list[Shift]:
    """Shifts as records, those of closed accounts and of roles that the person has lost left out."""
    able = Q(person__is_active=True, person__roles_held__role=F("role"), person__roles_held__until__isnull=True)
    found = rows.filter(able, ended_at__isnull=True).order_by("begins", "deputy", "id")
    return [shift(row) for row in found.select_related("person")]


def shift(row: models.ShiftHeld) -> Shift:
    """One shift as a record."""
    return Shift(row.person_id, Role(row.role), row.begins, row.ends, row.deputy, row.id, row.person.name, row.reason)


def reads_roster(viewer: Viewer) -> bool:
    """Whether the viewer stands on a rung: the roster is open to nobody else."""
    return bool(viewer.roles & RECEIVES) and not viewer.roles & APART


def shifts(viewer: Viewer, since: datetime) -> list[Shift]:
    """Everybody's shifts from then on, for those who stand on a rung themselves."""
    if not reads_roster(viewer):
        return []
    return held(models.ShiftHeld.objects.filter(ends__gt=since))


def shifts_for(situation: str, since: datetime, now: datetime) -> list[Shift]:
    """Shifts from then on of people who may see the situation: the ladder calls nobody else."""
    live = models.Grant.objects.filter(situation=situation, revoked_at__isnull=True, expires_at__gt=now)
    owner = models.Situation.objects.filter(pk=situation).values("owner_id")
    seeing = Q(person__in=live.values("person_id")) | Q(person__in=owner)
    return held(models.ShiftHeld.objects.filter(seeing, ends__gt=since))


def add(new: Shift) -> str:
    """Keep a shift; returns its id."""
    row = models.ShiftHeld.objects.create(
        person_id=new.person,
        role=new.role,
        begins=new.begins,
        ends=new.ends,
        deputy=new.deputy,
        reason=new.reason,
    )
    return row.id


def end(id: str, now: datetime) -> None:
    """Take a shift off the roster; Unknown if there is none."""
    if not models.ShiftHeld.objects.filter(pk=id, ended_at__isnull=True).update(ended_at=now):
        raise Unknown(NO_SHIFT)
