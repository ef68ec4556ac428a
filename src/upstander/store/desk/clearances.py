"""Clearances: several people asked at once, with an hour set."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from upstander.lib.text import mark
from upstander.records import answers, desk
from upstander.records.aside import ALL, Part
from upstander.records.errors import Unknown
from upstander.records.people import Viewer
from upstander.store.desk import answer_rules, models, rows, sight
from upstander.store.desk.referrals import asked

NO_SUCH = mark("There is no such clearance, or it is not open to you.")


def record(row: models.Clearance) -> answers.Clearance:
    """A clearance as a record; how it stands is a question of the moment."""
    voices = sorted(row.voices.all(), key=lambda each: each.pk)
    return answers.Clearance(
        id=row.id,
        alert=row.alert_id,
        title=row.alert.title,
        grade=desk.Grade(row.alert.grade),
        status=desk.Status(row.alert.status),
        situation=row.alert.situation_id,
        what=row.what,
        asked_by=row.asked_by.name,
        asked_at=row.asked_at,
        until=row.until,
        digest=row.digest,
        present_digest=row.alert.digest,
        voices=tuple(voice(each) for each in voices),
        issued=row.alert.issued_at is not None,
        despite=row.despite,
        erased_at=row.erased_at,
    )


def voice(row: models.ClearanceVoice) -> answers.Voice:
    """One of those asked."""
    return answers.Voice(row.person_id, row.person.name, row.objected_at, row.objection)


def full(found: QuerySet[models.Clearance]) -> QuerySet[models.Clearance]:
    """With all that a record needs, oldest first."""
    return found.select_related("alert", "asked_by").prefetch_related("voices__person").order_by("asked_at", "id")


def visible(viewer: Viewer) -> QuerySet[models.Clearance]:
    """Clearances of alerts that the viewer may see."""
    return full(models.Clearance.objects.filter(sight.on_alerts(viewer, "alert")))


def readable(viewer: Viewer, row: models.Clearance) -> bool:
    """Whether the viewer reads words of its class."""
    people = (row.asked_by_id, *(each.person_id for each in row.voices.all()))
    return answer_rules.reads(viewer, row.record_class, row.alert.situation_id, *people)


def clearances(viewer: Viewer, alert: str) -> list[answers.Clearance]:
    """The clearances of an alert, oldest first."""
    return [record(row) for row in visible(viewer).filter(alert=alert) if readable(viewer, row)]


def clearance(viewer: Viewer, id: str) -> answers.Clearance:
    """One clearance; Unknown if it is not open to the viewer."""
    row = visible(viewer).filter(pk=id).first()
    if row is None or not readable(viewer, row):
        raise Unknown(NO_SUCH)
    return record(row)


def add(alert: desk.Alert, who: Viewer, people: Iterable[int], what: str, until: datetime, now: datetime) -> str:
    """Keep a clearance of the text as it stands; returns its id."""
    row = models.Clearance.objects.create(
        alert_id=alert.id, asked_by_id=who.person, what=what, asked_at=now, until=until, digest=alert.digest
    )
    models.ClearanceVoice.objects.bulk_create(
        models.ClearanceVoice(clearance=row, person_id=person) for person in people
    )
    return row.id


def object_(id: str, person: int, text: str, now: datetime) -> None:
    """Keep an objection."""
    models.ClearanceVoice.objects.filter(clearance=id, person=person).update(objected_at=now, objection=text)


def asker(id: str) -> int:
    """Who asked for it."""
    return models.Clearance.objects.values_list("asked_by", flat=True).get(pk=id)


def despite(ids: Iterable[str], text: str) -> None:
    """Keep why the alert was issued all the same."""
    models.Clearance.objects.filter(pk__in=list(ids)).update(despite=text)


def to_clear(viewer: Viewer, now: datetime) -> list[answers.Asked]:
    """Texts that this person may still object to."""
    person = viewer.person if sight.takes_part(viewer) else 0
    voices = models.ClearanceVoice.objects.filter(person=person, objected_at__isnull=True)
    mine = models.Clearance.objects.filter(id__in=voices.values("clearance"), until__gt=now)
    found = sight.among(visible, viewer, mine).filter(alert__issued_at__isnull=True)
    return [
        asked(row.id, row.alert, row.until, row.asked_by.name)
        for row in found
        if record(row).state(now) is not answers.ClearanceState.VOID
    ]


def over(now: datetime, part: Part) -> QuerySet[models.Clearance]:
    """Clearances whose hour has passed and that nobody has said so of."""
    late = models.Clearance.objects.filter(rows.within(part), until__lte=now, recorded_at__isnull=True)
    held_up = models.Alert.objects.filter(situation__drill__paused_at__isnull=False)
    return late.exclude(alert__in=held_up.values("pk")).order_by("until", "id")


def over_in(now: datetime, limit: int, part: Part) -> dict[str, str]:
    """Their ids, and the situation of each."""
    return dict(over(now, part).values_list("pk", "alert__situation")[:limit])


def passed(now: datetime, limit: int, part: Part = ALL) -> list[answers.Clearance]:
    """The same, held until the transaction ends and marked as said."""
    skip = connection.features.has_select_for_update_skip_locked
    ids = list(over(now, part).select_for_update(skip_locked=skip).values_list("pk", flat=True)[:limit])
    models.Clearance.objects.filter(pk__in=ids).update(recorded_at=now)
    return [record(row) for row in full(models.Clearance.objects.filter(pk__in=ids))]
