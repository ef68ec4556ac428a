"""What goes on waiting after its time: addressees who stay silent, and answers given elsewhere that nobody confirms."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Case, F, Min, Q, QuerySet, When

from upstander.records.aside import ALL, Part
from upstander.records.desk import Grade, Status
from upstander.store.desk import models, rows, sight


class Silent(NamedTuple):
    """An addressee of a real alert who has let a deadline pass."""

    recipient: str
    person: int
    alert: str
    issuer: int
    situation: str
    grade: Grade
    due: datetime


class Unconfirmed(NamedTuple):
    """An answer given elsewhere that rests on one person's word."""

    decision: str
    person: int
    witness: int
    alert: str
    situation: str
    grade: Grade
    since: datetime


def late(now: datetime) -> QuerySet[models.Recipient]:
    """Addressees of real alerts who have let a deadline pass."""
    return models.Recipient.objects.filter(asks_at__lte=now, alert__status=Status.ACTUAL, person__is_active=True)


def waiting(now: datetime, part: Part = ALL) -> QuerySet[models.Recipient]:
    """Those whose turn to be told has come, or was never reckoned: what is imminent first, then the longest silent."""
    turn = Q(pressed=None) | Q(pressed__again_at__lte=now) | ~Q(pressed__due=F("asks_at"))
    gravest = Case(When(alert__grade=Grade.IMMINENT, then=0), default=1)
    return late(now).filter(rows.within(part), turn).order_by(gravest, "asks_at", "pk")


def silent_in(now: datetime, limit: int, part: Part) -> dict[str, str]:
    """Their ids, and the situation of each."""
    return dict(waiting(now, part).values_list("pk", "alert__situation")[:limit])


def silent(now: datetime, limit: int, part: Part = ALL) -> list[Silent]:
    """Some of them, held until the transaction ends; those that another worker holds are left to it."""
    ids = list(waiting(now, part).values_list("pk", flat=True)[:limit])
    skip = connection.features.has_select_for_update_skip_locked
    free = models.Recipient.objects.select_for_update(skip_locked=skip).filter(pk__in=ids)
    mine = frozenset(free.values_list("pk", flat=True))
    columns = ("pk", "person_id", "alert_id", "alert__issued_by", "alert__situation", "alert__grade", "asks_at")
    found = waiting(now, Part(only=mine)).values_list(*columns) if mine else ()
    return [
        Silent(id, person, alert, issuer or 0, situation, Grade(grade), due)
        for id, person, alert, issuer, situation, grade, due in found
    ]


def longest(alerts: Collection[str], now: datetime) -> dict[str, datetime]:
    """For each of these alerts the earliest deadline that somebody has let pass."""
    found = late(now).filter(alert__in=alerts).values("alert").annotate(first=Min("asks_at"))
    return dict(found.values_list("alert", "first"))


def pressed(told: Iterable[tuple[Silent, datetime]]) -> None:
    """Keep when each of them is told again."""
    models.Pressed.objects.bulk_create(
        (models.Pressed(recipient_id=each.recipient, due=each.due, again_at=at) for each, at in told),
        update_conflicts=True,
        unique_fields=["recipient"],
        update_fields=["due", "again_at"],
    )


def anew() -> None:
    """The hours have changed: reckon every turn anew."""
    models.Pressed.objects.all().delete()


def unconfirmed() -> list[Unconfirmed]:
    """Recorded answers to real alerts that still count, and that neither witness nor addressee has confirmed."""
    nobody = models.RecordedAnswer.objects.filter(witnessed_at__isnull=True, confirmed_at__isnull=True)
    stands = models.Decision.objects.filter(sight.STANDS, recipient__alert__status=Status.ACTUAL)
    alert = "decision__recipient__alert"
    columns = ("decision_id", "decision__person", "witness_id", f"{alert}_id", f"{alert}__situation", f"{alert}__grade")
    found = nobody.filter(decision__in=stands).order_by("recorded_at", "pk")
    return [
        Unconfirmed(made, person, witness, asked, situation, Grade(grade), at)
        for made, person, witness, asked, situation, grade, at in found.values_list(*columns, "recorded_at")
    ]


def untold(keys: Collection[str]) -> set[str]:
    """Those keys under which nobody has been told anything."""
    return set(keys) - set(known(keys))


def known(keys: Iterable[str], size: int = 500) -> Iterable[str]:
    """The others, asked for in pieces that every database takes."""
    asked = list(keys)
    for at in range(0, len(asked), size):
        found = models.Notice.objects.filter(key__in=asked[at : at + size])
        yield from found.values_list("key", flat=True)
