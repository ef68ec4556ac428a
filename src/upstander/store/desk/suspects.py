"""Bodies that are suspected in a situation, who works there, and who may hear of it all the same."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from upstander.lib.text import mark
from upstander.records import alert_life as life
from upstander.records.desk import Status
from upstander.records.errors import Unknown
from upstander.records.people import Viewer
from upstander.store.desk import models, sight
from upstander.store.desk.situations import sign

NO_SUSPECT = mark("There is no such suspicion, or it is not open to you.")
NO_EXEMPTION = mark("There is no such exception, or it has ended.")


def suspects(viewer: Viewer, situation: str) -> list[life.Suspect]:
    """Every body suspected in a situation, lifted ones too, newest first."""
    row = sight.one(sight.situations(viewer), situation)
    return [suspect(each) for each in of(row.id).order_by("-at", "id")]


def of(situation: str) -> QuerySet[models.SuspectedBody]:
    """Rows of a situation with the names a record needs."""
    return models.SuspectedBody.objects.filter(situation=situation).select_related("by", "lifted_by")


def standing(situation: str) -> list[life.Suspect]:
    """What is suspected in a situation now: for rules, which show nobody."""
    return [suspect(each) for each in of(situation).filter(lifted_at__isnull=True)]


def suspicious(situations: Collection[str]) -> frozenset[str]:
    """Those of these situations in which a body is suspected now."""
    found = models.SuspectedBody.objects.filter(situation__in=situations, lifted_at__isnull=True)
    return frozenset(found.values_list("situation_id", flat=True))


def suspect(row: models.SuspectedBody) -> life.Suspect:
    """One suspected body as a record."""
    return life.Suspect(
        id=row.id,
        situation=row.situation_id,
        institution=row.institution,
        iso3=row.iso3,
        reason=row.reason,
        by=row.by.name,
        at=row.at,
        lifted_at=row.lifted_at,
        lifted_by=row.lifted_by.name if row.lifted_by else "",
        lifted_reason=row.lifted_reason,
    )


def exemptions(viewer: Viewer, situation: str) -> list[life.Exemption]:
    """Who may hear of a situation although they work in a suspected body, ended ones too, newest first."""
    row = sight.one(sight.situations(viewer), situation)
    return exempted(row.id)


def exempted(situation: str) -> list[life.Exemption]:
    """The same for rules, which show nobody."""
    found = models.Exemption.objects.filter(situation=situation).select_related("person", "by").order_by("-at", "id")
    return [exemption(row) for row in found]


def exemption(row: models.Exemption) -> life.Exemption:
    """One exception as a record."""
    return life.Exemption(
        row.id, row.situation_id, row.person_id, row.person.name, row.reason, row.by.name, row.at, row.ended_at
    )


def workplaces(people: Collection[int]) -> dict[int, life.Workplace]:
    """Where each of these people works."""
    found = models.Person.objects.filter(pk__in=people)
    return {row.pk: life.Workplace(row.pk, row.name, row.institution, row.institution_iso3) for row in found}


def touched(viewer: Viewer, situation: str, now: datetime) -> list[life.Workplace]:
    """Where everybody works who sees a situation now, its owner too: somebody may work in a suspected body."""
    row = sight.one(sight.situations(viewer), situation)
    live = Q(grants__situation=row, grants__revoked_at__isnull=True, grants__expires_at__gt=now)
    people = models.Person.objects.filter(live | Q(pk=row.owner_id)).distinct().values_list("pk", flat=True)
    return sorted(workplaces(list(people)).values(), key=lambda each: each.name)


def live(now: datetime) -> QuerySet[models.Grant]:
    """Grants that open a situation to somebody now."""
    return models.Grant.objects.filter(revoked_at__isnull=True, expires_at__gt=now)


def granted(situation: str, now: datetime) -> frozenset[int]:
    """To whom sight of a situation is granted now: for rules, which show nobody."""
    return frozenset(live(now).filter(situation=situation).values_list("person_id", flat=True))


def suspicious_to(person: int, now: datetime) -> frozenset[str]:
    """Situations that are granted to a person now and in which a body is suspected."""
    return suspicious(live(now).filter(person=person).values_list("situation_id", flat=True))


def owned(situation: str) -> tuple[int, Status]:
    """Who owns a situation, and whether it is real."""
    row = models.Situation.objects.get(pk=situation)
    return row.owner_id, Status(row.status)


def end_access(situation: str, people: Collection[int], by: int, now: datetime) -> list[str]:
    """End at once what was granted to these people; returns their names."""
    ended = list(live(now).filter(situation=situation, person__in=people).select_related("person").order_by("pk"))
    for row in ended:
        row.revoked_at = now
        sign(row, by, now)
        row.save()
    return [row.person.name for row in ended]


def add(situation: str, institution: str, iso3: str, reason: str, by: int, now: datetime) -> str:
    """Keep a suspicion; returns its id."""
    row = models.SuspectedBody.objects.create(
        situation_id=situation, institution=institution, iso3=iso3, reason=reason, by_id=by, at=now
    )
    return row.id


def lift(situation: str, id: str, reason: str, by: int, now: datetime) -> None:
    """End a suspicion with a reason; Unknown if there is none that stands."""
    mine = models.SuspectedBody.objects.filter(pk=id, situation=situation, lifted_at__isnull=True)
    if not mine.update(lifted_at=now, lifted_by=by, lifted_reason=reason):
        raise Unknown(NO_SUSPECT)


def allow(situation: str, person: int, reason: str, by: int, now: datetime) -> str:
    """Keep an exception for a person; returns its id."""
    row = models.Exemption.objects.create(situation_id=situation, person_id=person, reason=reason, by_id=by, at=now)
    return row.id


def disallow(situation: str, id: str, now: datetime) -> None:
    """End an exception; Unknown if there is none that stands."""
    if not models.Exemption.objects.filter(pk=id, situation=situation, ended_at__isnull=True).update(ended_at=now):
        raise Unknown(NO_EXEMPTION)
