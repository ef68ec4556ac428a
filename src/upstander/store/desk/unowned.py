"""What rang on open figures and waits for a word: whom it asks, and what they said."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from upstander.lib.text import mark
from upstander.records.desk import Status
from upstander.records.errors import Unknown
from upstander.records.people import Viewer
from upstander.records.triggers import Rung
from upstander.store.desk import models, sight
from upstander.store.desk.duty import seeing
from upstander.store.desk.triggers import STATE, hears_unowned, record

LATE = "unowned:late:"
"""What the keys of reminders begin with."""

NO_FIRING = mark("Nothing that rang under this id waits for your word: choose one on the page of triggers.")


def waiting() -> QuerySet[models.TriggerFiring]:
    """Firings that ask focal points, and that none of them has dismissed."""
    return models.TriggerFiring.objects.filter(answer_by__isnull=False, dismissed_at__isnull=True)


def unanswered(viewer: Viewer) -> list[Rung]:
    """What asks this focal point, the newest first. A State is answered for them by a real situation that they see in
    it, and by no other: whether somebody else watches the State makes no difference.
    """
    if not hears_unowned(viewer):
        return []
    mine = models.Situation.objects.filter(pk__in=sight.granted(viewer), status=Status.ACTUAL)
    found = waiting().exclude(iso3__in=mine.values("iso3")).select_related("dismissed_by")
    return [record(row) for row in found.order_by("iso3", "-at", "id")]


def ask(id: str, due: datetime) -> None:
    """Let a firing ask until it is answered."""
    models.TriggerFiring.objects.filter(pk=id).update(answer_by=due)


def dismiss(id: str, reason: str, who: Viewer, now: datetime) -> str:
    """Keep why no situation is opened, for this firing and for what rang there before; returns the State."""
    row = waiting().filter(pk=id).first() if hears_unowned(who) else None
    if row is None:
        raise Unknown(NO_FIRING)
    before = waiting().filter(scope=STATE, iso3=row.iso3, at__lte=row.at)
    before.update(dismissed_at=now, dismissed_by=who.person, dismissed_reason=reason)
    return row.iso3


def overdue(now: datetime, *, held: bool = False) -> set[str]:
    """States about which an answer is late; `held`: a second worker waits for the first."""
    late = waiting().filter(answer_by__lte=now)
    return set((late.select_for_update() if held else late).values_list("iso3", flat=True))


def seers(states: Collection[str], now: datetime) -> dict[str, set[int]]:
    """Who sees a real situation in each of these States."""
    real = models.Situation.objects.filter(iso3__in=states, status=Status.ACTUAL)
    where = dict(real.values_list("pk", "iso3"))
    found: dict[str, set[int]] = {iso3: set() for iso3 in states}
    for situation, people in seeing(list(where), now).items():
        found[where[situation]] |= people.keys()
    return found


def reminded(since: datetime) -> set[int]:
    """Who was reminded since then."""
    found = models.Notice.objects.filter(at__gt=since, key__startswith=LATE)
    return {person for person in found.values_list("person_id", flat=True) if person}
