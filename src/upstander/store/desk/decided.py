"""What was decided, read for plans: with its alert, and where a decision to act still waits for its first action."""

from django.db.models import Case, Exists, OuterRef, Q, When

from upstander.records.desk import Answer, Grade, Status
from upstander.records.ladder import StepId
from upstander.records.people import Viewer
from upstander.records.plans import Decided
from upstander.store.desk import models, rows, sight

MOST = 50
"""Alerts that one inbox asks about, the real ones first, then those decided first."""

REAL_FIRST = Case(When(recipient__alert__status=Status.ACTUAL, then=0), default=1)


def decided(viewer: Viewer, situation: str = "", alert: str = "") -> list[Decided]:
    """Decisions the viewer may see, of a situation or of one alert, oldest first."""
    asked = {"recipient__alert__situation": situation, "recipient__alert": alert}
    found = sight.decisions(viewer).filter(**{name: value for name, value in asked.items() if value})
    kept = found.select_related("person", "recipient__alert__situation", "superseded_by", "recorded_by")
    return [record(row) for row in kept.order_by("decided_at", "id")]


def record(row: models.Decision) -> Decided:
    """A decision with its alert."""
    alert = row.recipient.alert
    place = alert.situation
    return Decided(
        rows.decision(row),
        alert.title,
        Grade(alert.grade),
        alert.thread_id or "",
        place.id,
        place.iso3,
        Status(alert.status),
    )


def unplanned(viewer: Viewer) -> list[Decided]:
    """Decisions to act, of this person's own or in their situations, whose thread waits for a first action and for
    which none is named; one an alert, the first of them.
    """
    person = max(viewer.person, 0)
    theirs = Q(person=person) | Q(recipient__alert__situation__owner=person)
    waits = models.ThreadStep.objects.filter(step=StepId.ACT, done_at__isnull=True, thread__closed_at__isnull=True)
    acting = list(waits.values_list("thread", "thread__situation"))
    own = models.Decision.objects.filter(person=person if sight.takes_part(viewer) else 0, answer=Answer.ACT)
    answered = own.values_list("recipient__alert__situation", flat=True) if acting else ()
    here = sight.going_on(sight.granted(viewer).union(answered)) if acting else frozenset()
    threads = [id for id, place in acting if place in here]
    if not threads:
        return []
    asked = {"recipient__alert__situation__in": here, "recipient__alert__thread__in": threads}
    planned = models.Action.objects.filter(alert=OuterRef("recipient__alert"), dropped_at__isnull=True)
    found = models.Decision.objects.filter(~Exists(planned), sight.STANDS, theirs, answer=Answer.ACT, **asked)
    found = found.filter(sight.hearing(viewer, "recipient__alert__situation"))
    found = found.order_by(REAL_FIRST, "decided_at", "id")
    first: dict[str, str] = {}
    for id, alert in found.values_list("pk", "recipient__alert"):
        first.setdefault(alert, id)
    full = found.select_related("person", "recipient__alert__situation", "superseded_by", "recorded_by")
    return [record(row) for row in full.filter(pk__in=list(first.values())[:MOST])]
