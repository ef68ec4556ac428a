"""Who is on duty: shifts, and the people whom a situation's steps may call."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from django.db.models import F, Q, QuerySet

from upstander.lib.text import mark
from upstander.records.desk import Page
from upstander.records.errors import Unknown
from upstander.records.ladder import Shift
from upstander.records.people import APART, RECEIVES, Role, Viewer
from upstander.store.desk import drills, models, rows
from upstander.store.desk.rousing import rouse

NO_SHIFT = mark("There is no such shift, or it has ended.")


def held(since: datetime) -> QuerySet[models.ShiftHeld]:
    """Shifts from then on, those of closed accounts and of roles that the person has lost left out."""
    able = Q(person__is_active=True, person__roles_held__role=F("role"), person__roles_held__until__isnull=True)
    found = models.ShiftHeld.objects.filter(able, ends__gt=since, ended_at__isnull=True)
    return found.order_by("begins", "deputy", "id").select_related("person")


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
    return [shift(row) for row in held(since)]


def shifts_on(viewer: Viewer, since: datetime, page: int) -> tuple[list[Shift], Page]:
    """One page of them."""
    found, where = rows.paged(held(since) if reads_roster(viewer) else models.ShiftHeld.objects.none(), page)
    return [shift(row) for row in found], where


Span = tuple[datetime, datetime]
"""From when until when."""

ALWAYS = datetime.max.replace(tzinfo=UTC)


def shifts_of(situations: Collection[str], since: datetime, roster: Iterable[Shift]) -> dict[str, list[Shift]]:
    """For each situation, the roster's shifts of people who may see it: the ladder calls nobody else.

    A shift lasts while its person is on the roster, holds the role and sees the situation, so that whoever looks later
    finds on duty at a moment those who were. In a drill the room is on duty, and nobody else.
    """
    sights = seeing(situations, since)
    people = {person for spans in sights.values() for person in spans}
    kept = by_person(able(people, since, roster))
    found: dict[str, list[Shift]] = {situation: [] for situation in situations}
    for situation, spans in sights.items():
        found[situation] = [
            cut for person, seen in spans.items() for each in kept.get(person, ()) for cut in within(each, seen)
        ]
    return found | drills.shifts(situations)


def within(shift: Shift, spans: Iterable[Span]) -> Iterator[Shift]:
    """The parts of a shift that fall into these spans."""
    for begins, ends in spans:
        first, last = max(shift.begins, begins), min(shift.ends, ends)
        if first < last:
            yield replace(shift, begins=first, ends=last)


def seeing(situations: Collection[str], since: datetime) -> dict[str, dict[int, list[Span]]]:
    """Who sees each situation, by grant or as its owner, from when until when."""
    found: dict[str, dict[int, list[Span]]] = {situation: {} for situation in situations}
    live = models.Grant.objects.filter(situation__in=situations, expires_at__gt=since)
    live = live.filter(Q(revoked_at__isnull=True) | Q(revoked_at__gt=since)).order_by("granted_at", "id")
    columns = live.values_list("situation_id", "person_id", "granted_at", "expires_at", "revoked_at")
    for situation, person, begins, ends, revoked in columns:
        found[situation].setdefault(person, []).append((begins, min(ends, revoked or ends)))
    owners = models.Situation.objects.filter(pk__in=situations).values_list("id", "owner_id", "opened_at")
    for situation, person, begins in owners:
        found[situation].setdefault(person, []).append((begins, ALWAYS))
    return found


def by_person(shifts: Iterable[Shift]) -> dict[int, list[Shift]]:
    """Shifts of each person."""
    found: dict[int, list[Shift]] = {}
    for shift in shifts:
        found.setdefault(shift.person, []).append(shift)
    return found


def able(people: Collection[int] | None, since: datetime, roster: Iterable[Shift]) -> list[Shift]:
    """Shifts of these people (of everybody: None) while they hold the role; those of closed accounts left out."""
    held = models.RoleHeld.objects.filter(Q(until__isnull=True) | Q(until__gt=since), person__is_active=True)
    if people is not None:
        held = held.filter(person__in=people)
    roles: dict[tuple[int, str], list[Span]] = {}
    for person, role, begins, ends in held.values_list("person_id", "role", "since", "until"):
        roles.setdefault((person, role), []).append((begins, ends or ALWAYS))
    return [cut for each in roster for cut in within(each, roles.get((each.person, each.role), ()))]


def single(since: datetime, until: datetime = ALWAYS) -> list[Shift]:
    """Everybody's single shifts that last from then on and begin by then; one taken off lasted until it was."""
    found = models.ShiftHeld.objects.filter(ends__gt=since, begins__lt=until).order_by("begins", "deputy", "id")
    columns = ("person_id", "role", "begins", "ends", "deputy", "id", "person__name", "reason", "ended_at")
    return [
        Shift(person, Role(role), begins, min(ends, ended or ends), *rest)
        for person, role, begins, ends, *rest, ended in found.values_list(*columns)
        if ended is None or ended > begins
    ]


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
    rouse()
    return row.id


def end(id: str, now: datetime) -> None:
    """Take a shift off the roster; Unknown if there is none."""
    if not models.ShiftHeld.objects.filter(pk=id, ended_at__isnull=True).update(ended_at=now):
        raise Unknown(NO_SHIFT)
