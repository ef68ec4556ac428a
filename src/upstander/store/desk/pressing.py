"""What goes on waiting after its time: addressees who stay silent, and answers given elsewhere that nobody confirms."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from upstander.records.alert_life import ENDS
from upstander.records.desk import Grade, Status
from upstander.store.desk import models, sight


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


def silent(now: datetime) -> list[Silent]:
    """Them, the longest silent first."""
    found = models.Recipient.objects.filter(asks_at__lte=now, alert__status=Status.ACTUAL, person__is_active=True)
    columns = ("pk", "person_id", "alert_id", "alert__issued_by", "alert__situation", "alert__grade", "alert__kind")
    moments = ("acknowledge_by", "decide_by", "acknowledged_at")
    return [
        Silent(id, person, alert, issuer or 0, situation, Grade(grade), first if read is None else last)
        for id, person, alert, issuer, situation, grade, kind, first, last, read in found.order_by(
            "asks_at", "pk"
        ).values_list(*columns, *moments)
        if read is None or kind not in ENDS
    ]


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
