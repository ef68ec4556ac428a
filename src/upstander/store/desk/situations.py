"""Situations, the judgement of their phase, and who was granted sight of them."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from upstander.records import answers, desk
from upstander.records.errors import Unknown
from upstander.records.people import Viewer
from upstander.store.desk import models, rows, sight
from upstander.store.desk.rousing import rouse


def full(found: QuerySet[models.Situation]) -> QuerySet[models.Situation]:
    """With all that a record needs, in a fixed number of queries."""
    return found.select_related("owner").prefetch_related("phases__by")


def situations(
    viewer: Viewer,
    iso3: str | None = None,
    phase: desk.Phase | None = None,
    page: int = 1,
    size: int = rows.SIZE,
    status: desk.Status | None = None,
) -> tuple[list[desk.Situation], desk.Page]:
    """Situations the viewer may see, by State and title."""
    found = sight.situations(viewer)
    asked = {"iso3": iso3, "phase": phase, "status": status}
    found = found.filter(**{name: value for name, value in asked.items() if value is not None})
    kept, where = rows.paged(full(found).order_by("iso3", "title", "id"), page, size)
    return [rows.situation(row) for row in kept], where


def situation(viewer: Viewer, id: str) -> desk.Situation:
    """One situation; Unknown if it is not open to the viewer."""
    return rows.situation(sight.one(full(sight.situations(viewer)), id))


def phases(viewer: Viewer, id: str) -> list[desk.PhaseChange]:
    """Every judgement of the phase, newest first."""
    row = sight.one(sight.situations(viewer), id)
    return [rows.phase_change(change) for change in row.phases.select_related("by").order_by("-at")]


def grants(viewer: Viewer, id: str) -> list[desk.Grant]:
    """Who was granted sight, live and past, newest first."""
    row = sight.one(sight.situations(viewer), id)
    found = row.grants.select_related("person", "granted_by").order_by("-granted_at", "id")
    return [rows.grant(each) for each in found]


def grant(viewer: Viewer, id: str) -> tuple[desk.Grant, str]:
    """One grant and the id of its situation."""
    found = models.Grant.objects.filter(situation__in=sight.situations(viewer))
    row = sight.one(found.select_related("person", "granted_by"), id)
    return rows.grant(row), row.situation_id


@transaction.atomic
def add(opened: desk.Situation) -> str:
    """Keep a new situation and the first judgement of its phase; returns its id."""
    row = models.Situation(
        iso3=opened.iso3,
        title=opened.title,
        area=opened.area,
        group=opened.group,
        phase=opened.phase,
        owner_id=opened.owner,
        tlp=opened.tlp,
        status=opened.status,
        opened_at=opened.opened_at,
    )
    sign(row, opened.owner, opened.opened_at)
    row.save(force_insert=True)
    row.phases.create(phase=opened.phase, reason=opened.phase_reason, by_id=opened.owner, at=opened.phase_at)
    return row.id


@transaction.atomic
def set_phase(who: Viewer, id: str, phase: desk.Phase, reason: str, now: datetime) -> None:
    """Record a judgement of the phase."""
    row = sight.one(sight.situations(who).select_for_update(), id)
    row.phase = phase
    sign(row, who.person, now)
    row.save()
    row.phases.create(phase=phase, reason=reason, by_id=who.person, at=now)


@transaction.atomic
def set_owner(who: Viewer, id: str, owner: int, now: datetime) -> None:
    """Hand the situation to another person."""
    row = sight.one(sight.situations(who).select_for_update(), id)
    row.owner_id = owner
    sign(row, who.person, now)
    row.save()
    rouse()


def add_grant(situation: str, person: int, reason: str, by: int, now: datetime, expires_at: datetime) -> str:
    """Grant a person sight of a situation; returns the grant's id."""
    row = models.Grant(
        situation_id=situation,
        person_id=person,
        reason=reason,
        granted_by_id=by,
        granted_at=now,
        expires_at=expires_at,
    )
    sign(row, by, now)
    row.save(force_insert=True)
    rouse()
    return row.id


def revoke(who: Viewer, id: str, now: datetime) -> None:
    """End a grant; Unknown if it has ended already."""
    row = models.Grant.objects.filter(pk=id, revoked_at__isnull=True).first()
    if row is None:
        raise Unknown("There is no such grant, or it has ended already.")
    row.revoked_at = now
    sign(row, who.person, now)
    row.save()


def add_handover(who: Viewer, id: str, to: int, reason: str, now: datetime) -> None:
    """Keep why a situation went to another owner, where it can be erased: the log only says that it went."""
    models.Handover.objects.create(situation_id=id, by_id=who.person, to_id=to, reason=reason, at=now)


def handovers(viewer: Viewer, id: str) -> list[answers.Handover]:
    """Who gave the situation to whom and why, oldest first; nothing if it is not open to the viewer."""
    found = models.Handover.objects.filter(situation=id, situation__in=sight.granted(viewer)).order_by("at", "id")
    return [
        answers.Handover(row.id, row.by.name, row.to.name, row.reason, row.at, row.erased_at)
        for row in found.select_related("by", "to")
    ]


def owner_is_active(id: str) -> bool:
    """Whether the situation's owner still has an open account."""
    return models.Situation.objects.filter(pk=id, owner__is_active=True).exists()


def sign(row: models.Remembered, person: int, now: datetime) -> None:
    """Say in the row's history who changed it and when."""
    row._history_user = models.Person.objects.filter(pk=person).first()
    row._history_date = now


def watched() -> list[tuple[str, str, desk.Status]]:
    """Id, State and status of every situation but exercises: for the machine, which shows nobody."""
    found = (
        models.Situation.objects.exclude(status=desk.Status.EXERCISE).order_by("id").values_list("id", "iso3", "status")
    )
    return [(id, iso3, desk.Status(status)) for id, iso3, status in found]
