"""Working hours, leave, swaps and standing authorities, as rows and as records."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q

from upstander.lib.text import mark
from upstander.records import desk
from upstander.records.errors import Unknown
from upstander.records.ladder import RuleVersion
from upstander.records.people import Role, Viewer
from upstander.records.roster import Authority, Leave, Pattern, Purpose, Swap
from upstander.store.desk import models, rows
from upstander.store.desk.duty import reads_roster

NO_PATTERN = mark("There are no such working hours, or they have ended.")
NO_LEAVE = mark("There is no such leave, or it has ended.")
NO_SWAP = mark("There is no such swap, or it is not yours to answer, or it was answered.")
NO_AUTHORITY = mark("There is no such authority, or it was revoked.")
ABOUT = ("pattern:", "role:", "leave:", "swap:", "shift:", "authority:")
"""What the log calls the things that this room changes."""


def pattern(row: models.WorkPattern) -> Pattern:
    """Working hours as a record: from the moment they were written down until they ended."""
    until = min((each for each in (row.until, row.ended_at) if each is not None), default=None)
    return Pattern(
        id=row.id,
        person=row.person_id,
        role=Role(row.role),
        days=frozenset(int(each) for each in row.days),
        begins=row.begins,
        ends=row.ends,
        zone=row.zone,
        since=row.since,
        until=until,
        country=row.country,
        subdivision=row.subdivision,
        deputy=row.deputy,
        name=row.person.name,
        reason=row.reason,
    )


def leave(row: models.LeaveTaken) -> Leave:
    """Leave as a record; one that was taken back lasted until then."""
    return Leave(
        row.id,
        row.person_id,
        row.begins,
        min(row.ends, row.ended_at or row.ends),
        row.replacement_id or 0,
        row.person.name,
        row.replacement.name if row.replacement else "",
        row.reason,
    )


def swap(row: models.ShiftSwap) -> Swap:
    """A swap as a record."""
    return Swap(
        id=row.id,
        role=Role(row.role),
        giver=row.giver_id,
        taker=row.taker_id,
        begins=row.begins,
        ends=row.ends,
        asked_at=row.asked_at,
        back_begins=row.back_begins,
        back_ends=row.back_ends,
        accepted_at=row.accepted_at,
        giver_name=row.giver.name,
        taker_name=row.taker.name,
        reason=row.reason,
    )


def authority(row: models.StandingAuthority) -> Authority:
    """A standing authority as a record."""
    return Authority(
        id=row.id,
        purpose=Purpose(row.purpose),
        instrument=row.instrument,
        given_by=row.given_by,
        person=row.person_id,
        grades=frozenset(desk.Grade(each) for each in row.grades.split()),
        content=row.content,
        begins=row.begins,
        ends=row.ends,
        revoked_at=row.revoked_at,
        revoked_reason=row.revoked_reason,
        name=row.person.name,
        recorded_by=row.recorded_by.name,
    )


def all_patterns(since: datetime) -> list[Pattern]:
    """Working hours that count at some moment from then on."""
    found = models.WorkPattern.objects.filter(Q(until__isnull=True) | Q(until__gt=since))
    found = found.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=since), Q(ended_at__isnull=True) | Q(ended_at__gt=F("since"))
    )
    return [pattern(row) for row in found.select_related("person").order_by("since", "id")]


def all_role_hours(since: datetime) -> list[Pattern]:
    """Working hours of whole roles that count at some moment from then on."""
    found = models.RoleHours.objects.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=since))
    return [role_pattern(row) for row in found.order_by("since", "id")]


def role_pattern(row: models.RoleHours) -> Pattern:
    """A role's hours as a record: nobody's own."""
    days = frozenset(int(each) for each in row.days)
    span, place = (row.begins, row.ends), (row.country, row.subdivision)
    role = Role(row.role)
    return Pattern(row.id, 0, role, days, *span, row.zone, row.since, row.ended_at, *place, row.deputy)


def holders(role: Role, since: datetime) -> list[tuple[int, str]]:
    """People of this organisation who hold a role at some moment from then on."""
    held = models.RoleHeld.objects.filter(Q(until__isnull=True) | Q(until__gt=since), role=role)
    found = models.Person.objects.filter(pk__in=held.values("person"), is_active=True, exercise=False, outside=False)
    return list(found.order_by("pk").values_list("pk", "name"))


def set_role_hours(new: Pattern) -> str:
    """Keep the hours of a role in the place of those before; returns their id."""
    models.RoleHours.objects.filter(role=new.role, ended_at__isnull=True).update(ended_at=new.since)
    return models.RoleHours.objects.create(**weekly(new)).id


def role_hours(viewer: Viewer, now: datetime) -> list[Pattern]:
    """Hours of whole roles that count now, for those who stand on a rung."""
    return all_role_hours(now) if reads_roster(viewer) else []


def all_leaves(since: datetime) -> list[Leave]:
    """Leave from then on, in the order in which it was written down."""
    found = models.LeaveTaken.objects.filter(ends__gt=since)
    found = found.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=F("begins")))
    return [leave(row) for row in found.select_related("person", "replacement").order_by("begins", "id")]


def accepted_swaps(since: datetime) -> list[Swap]:
    """Swaps that count at some moment from then on."""
    found = models.ShiftSwap.objects.filter(Q(ends__gt=since) | Q(back_ends__gt=since), accepted_at__isnull=False)
    return [swap(row) for row in found.select_related("giver", "taker").order_by("accepted_at", "id")]


def all_authorities() -> list[Authority]:
    """Every standing authority, newest first."""
    found = models.StandingAuthority.objects.select_related("person", "recorded_by")
    return [authority(row) for row in found.order_by("-recorded_at", "id")]


def outsiders() -> frozenset[int]:
    """People of other organisations."""
    return frozenset(models.Person.objects.filter(outside=True).values_list("pk", flat=True))


def outside_people(viewer: Viewer) -> list[str]:
    """Names of people of other organisations, for those who stand on a rung."""
    if not reads_roster(viewer):
        return []
    return list(models.Person.objects.filter(outside=True).order_by("name").values_list("name", flat=True))


def patterns(viewer: Viewer, now: datetime) -> list[Pattern]:
    """Working hours that still count, for those who stand on a rung."""
    return all_patterns(now) if reads_roster(viewer) else []


def leaves(viewer: Viewer, now: datetime) -> list[Leave]:
    """Leave that is not over, for those who stand on a rung."""
    return [each for each in all_leaves(now) if each.ends > now] if reads_roster(viewer) else []


def swaps(viewer: Viewer, now: datetime) -> list[Swap]:
    """Swaps that are asked or count, for those who stand on a rung."""
    if not reads_roster(viewer):
        return []
    found = models.ShiftSwap.objects.filter(Q(ends__gt=now) | Q(back_ends__gt=now), declined_at__isnull=True)
    return [swap(row) for row in found.select_related("giver", "taker").order_by("begins", "id")]


def asked_swaps(viewer: Viewer, now: datetime) -> list[Swap]:
    """Swaps that wait for this person's answer."""
    found = models.ShiftSwap.objects.filter(taker_id=max(viewer.person, 0), ends__gt=now)
    found = found.filter(accepted_at__isnull=True, declined_at__isnull=True)
    return [swap(row) for row in found.select_related("giver", "taker")] if reads_roster(viewer) else []


def authorities(viewer: Viewer) -> list[Authority]:
    """Standing authorities, for those who stand on a rung."""
    return all_authorities() if reads_roster(viewer) else []


def roster_changes(viewer: Viewer, limit: int = 50) -> list[desk.Entry]:
    """Who changed what on the roster, newest first, for those who stand on a rung."""
    if not reads_roster(viewer):
        return []
    about = Q()
    for prefix in ABOUT:
        about |= Q(object__startswith=prefix)
    return [rows.entry(row) for row in models.Entry.objects.filter(about).order_by("-number")[:limit]]


def weekly(new: Pattern) -> dict[str, Any]:
    """The columns that a person's hours and a role's have in common."""
    return {
        "role": new.role,
        "days": "".join(str(day) for day in sorted(new.days)),
        "begins": new.begins,
        "ends": new.ends,
        "zone": new.zone,
        "country": new.country,
        "subdivision": new.subdivision,
        "deputy": new.deputy,
        "since": new.since,
    }


def add_pattern(new: Pattern) -> str:
    """Keep working hours; returns their id."""
    own = {"person_id": new.person, "until": new.until, "reason": new.reason}
    return models.WorkPattern.objects.create(**weekly(new), **own).id


def end_pattern(id: str, now: datetime) -> None:
    """End working hours now, a person's or a role's; Unknown if there are none."""
    kinds = (models.WorkPattern.objects, models.RoleHours.objects)
    if not any(kind.filter(pk=id, ended_at__isnull=True).update(ended_at=now) for kind in kinds):
        raise Unknown(NO_PATTERN)


def add_leave(new: Leave) -> str:
    """Keep leave; returns its id."""
    row = models.LeaveTaken.objects.create(
        person_id=new.person,
        begins=new.begins,
        ends=new.ends,
        replacement_id=new.replacement or None,
        reason=new.reason,
    )
    return row.id


def find_leave(id: str) -> Leave:
    """Leave that was not taken back; Unknown if there is none."""
    row = models.LeaveTaken.objects.filter(pk=id, ended_at__isnull=True).select_related("person", "replacement").first()
    if row is None:
        raise Unknown(NO_LEAVE)
    return leave(row)


def end_leave(id: str, now: datetime) -> None:
    """Take leave back from now on."""
    models.LeaveTaken.objects.filter(pk=id).update(ended_at=now)


def add_swap(new: Swap) -> str:
    """Keep a swap that was asked; returns its id."""
    names = ("begins", "ends", "back_begins", "back_ends", "reason", "asked_at", "role")
    row = models.ShiftSwap.objects.create(
        giver_id=new.giver, taker_id=new.taker, **{name: getattr(new, name) for name in names}
    )
    return row.id


def open_swap(id: str) -> Swap:
    """A swap that waits for its answer, held until the transaction ends; Unknown if there is none."""
    found = models.ShiftSwap.objects.select_for_update(of=("self",)).select_related("giver", "taker")
    row = found.filter(pk=id, accepted_at__isnull=True, declined_at__isnull=True).first()
    if row is None:
        raise Unknown(NO_SWAP)
    return swap(row)


def answer_swap(id: str, now: datetime, *, accepted: bool) -> None:
    """Keep the answer."""
    models.ShiftSwap.objects.filter(pk=id).update(**{"accepted_at" if accepted else "declined_at": now})


def add_authority(new: Authority, who: Viewer, now: datetime) -> str:
    """Keep a standing authority; returns its id."""
    row = models.StandingAuthority.objects.create(
        purpose=new.purpose,
        instrument=new.instrument,
        given_by=new.given_by,
        person_id=new.person,
        grades=" ".join(sorted(new.grades)),
        content=new.content,
        begins=new.begins,
        ends=new.ends,
        recorded_at=now,
        recorded_by_id=who.person,
    )
    return row.id


def revoke_authority(id: str, reason: str, who: Viewer, now: datetime) -> None:
    """Revoke an authority; Unknown if there is none that was not revoked."""
    found = models.StandingAuthority.objects.filter(pk=id, revoked_at__isnull=True)
    if not found.update(revoked_at=now, revoked_by=who.person, revoked_reason=reason):
        raise Unknown(NO_AUTHORITY)


def set_outside(person: int, *, outside: bool) -> None:
    """Say whether somebody belongs to another organisation."""
    row = models.Person.objects.filter(pk=person).first()
    if row is None:
        raise Unknown("There is no such person, or they are not open to you.")
    row.outside = outside
    row.save()


def wake(now: datetime) -> None:
    """The roster has changed: let the sweep look at threads for which nobody was left."""
    stuck = models.ThreadStep.objects.filter(exhausted_at__isnull=False, done_at__isnull=True)
    found = models.Thread.objects.filter(pk__in=stuck.values("thread_id"), closed_at__isnull=True)
    found.exclude(situation__drill__paused_at__isnull=False).update(next_at=now)


def rule_versions(viewer: Viewer, kind: str) -> list[RuleVersion]:
    """Every version of these rules, oldest first, for those who stand on a rung."""
    if not reads_roster(viewer):
        return []
    rows = models.Rulebook.objects.filter(kind=kind).order_by("at", "pk")
    return [RuleVersion(number, row.text, row.by, row.at) for number, row in enumerate(rows, 1)]
