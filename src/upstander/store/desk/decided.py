"""What was decided, read for plans: with its alert, and where a decision to act still waits for its first action."""

from collections.abc import Iterable

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from upstander.records.answers import AnswerRules
from upstander.records.desk import Answer, Decision, Grade, Status
from upstander.records.ladder import StepId
from upstander.records.people import Viewer
from upstander.records.plans import Decided
from upstander.store.desk import answer_rules, models, rows, sight

MOST = 50
"""Alerts that one inbox asks about, the real ones first, then those decided first."""

REAL_FIRST = Case(When(recipient__alert__status=Status.ACTUAL, then=0), default=1)


def decided(viewer: Viewer, situation: str = "", alert: str = "") -> list[Decided]:
    """Decisions the viewer may see, of a situation or of one alert, oldest first."""
    asked = {"recipient__alert__situation": situation, "recipient__alert": alert}
    found = sight.decisions(viewer).filter(**{name: value for name, value in asked.items() if value})
    return records(full(found).order_by("decided_at", "id"), viewer)


def full(found: QuerySet[models.Decision]) -> QuerySet[models.Decision]:
    """With all that a record needs."""
    return found.select_related("person", "recipient__alert__situation", "superseded_by", "recorded_by")


def records(found: Iterable[models.Decision], viewer: Viewer) -> list[Decided]:
    """Rows as records, with the words that this viewer may read."""
    rules = answer_rules.rules()
    return [record(row, viewer, rules) for row in found]


def readable(row: models.Decision, viewer: Viewer, rules: AnswerRules) -> Decision:
    """A decision as this viewer may have it."""
    return answer_rules.opened(rows.decision(row), viewer, row.recipient.alert.situation_id, rules)


def record(row: models.Decision, viewer: Viewer, rules: AnswerRules) -> Decided:
    """A decision with its alert."""
    alert = row.recipient.alert
    place = alert.situation
    return Decided(
        readable(row, viewer, rules),
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
    return records(full(found).filter(pk__in=list(first.values())[:MOST]), viewer)
