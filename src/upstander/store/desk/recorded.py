"""Answers that were given elsewhere, and written down here."""

from datetime import datetime

from django.db.models import QuerySet

from upstander.lib.text import mark
from upstander.records import answers, desk
from upstander.records.errors import Unknown
from upstander.records.people import Viewer
from upstander.store.desk import answer_rules, models, sight
from upstander.store.desk.inbox import settle
from upstander.store.desk.referrals import asked

NO_SUCH = mark("There is no such recorded answer, or it is not open to you.")


def record(row: models.RecordedAnswer, viewer: Viewer) -> answers.Recorded:
    """How an answer reached the desk, as a record; why it is disputed only for those who read its class."""
    made, alert = row.decision, row.decision.recipient.alert
    people = (made.person_id, row.recorded_by_id)
    open_ = not row.dispute or answer_rules.reads(viewer, made.record_class, alert.situation_id, *people)
    return answers.Recorded(
        decision=made.id,
        alert=alert.id,
        recipient=made.person_id,
        answer=desk.Answer(made.answer),
        medium=answers.Medium(row.medium),
        given_at=row.given_at,
        reference=row.reference,
        recorded_by=row.recorded_by.name,
        recorded_at=row.recorded_at,
        witness=row.witness_id,
        witness_name=row.witness.name,
        title=alert.title,
        grade=desk.Grade(alert.grade),
        status=desk.Status(alert.status),
        situation=alert.situation_id,
        witnessed_at=row.witnessed_at,
        confirmed_at=row.confirmed_at,
        disputed_at=made.disputed_at,
        dispute=row.dispute if open_ else "",
    )


def visible(viewer: Viewer) -> QuerySet[models.RecordedAnswer]:
    """Recorded answers to alerts that the viewer may see."""
    found = models.RecordedAnswer.objects.filter(sight.on_alerts(viewer, "decision__recipient__alert"))
    kept = found.select_related("decision__recipient__alert", "recorded_by", "witness")
    return kept.order_by("recorded_at", "id")


def recorded_on(viewer: Viewer, alert: str) -> dict[str, answers.Recorded]:
    """The recorded answers to an alert, by decision."""
    return {row.decision_id: record(row, viewer) for row in visible(viewer).filter(decision__recipient__alert=alert)}


def recorded(viewer: Viewer, decision: str) -> answers.Recorded:
    """How one decision was recorded; Unknown if it is not open to the viewer."""
    row = visible(viewer).filter(decision=decision).first()
    if row is None:
        raise Unknown(NO_SUCH)
    return record(row, viewer)


def add(
    decision: str, medium: answers.Medium, given_at: datetime, reference: str, who: Viewer, witness: int, now: datetime
) -> None:
    """Keep how a decision was given."""
    models.RecordedAnswer.objects.create(
        decision_id=decision,
        medium=medium,
        given_at=given_at,
        reference=reference,
        recorded_by_id=who.person,
        recorded_at=now,
        witness_id=witness,
    )


def witness(decision: str, now: datetime) -> None:
    """The witness stands by it."""
    models.RecordedAnswer.objects.filter(decision=decision).update(witnessed_at=now)


def confirm(decision: str, now: datetime) -> None:
    """The person whose answer it is stands by it."""
    models.RecordedAnswer.objects.filter(decision=decision).update(confirmed_at=now)


def dispute(decision: str, reason: str, now: datetime) -> None:
    """It was not their answer: it does not count any more."""
    models.RecordedAnswer.objects.filter(decision=decision).update(dispute=reason)
    models.Decision.objects.filter(pk=decision).update(disputed_at=now)
    settle(models.Decision.objects.values_list("recipient__alert__line", flat=True).get(pk=decision))


UNDISPUTED = models.RecordedAnswer.objects.filter(decision__disputed_at__isnull=True)


def to_witness(viewer: Viewer) -> list[answers.Asked]:
    """Answers that this person is said to have witnessed."""
    mine = UNDISPUTED.filter(witness=max(viewer.person, 0), witnessed_at__isnull=True)
    return [line(row) for row in sight.among(visible, viewer, mine)]


def to_confirm(viewer: Viewer) -> list[answers.Asked]:
    """Answers that are said to be this person's."""
    mine = UNDISPUTED.filter(decision__person=max(viewer.person, 0), confirmed_at__isnull=True)
    return [line(row) for row in sight.among(visible, viewer, mine)]


def line(row: models.RecordedAnswer) -> answers.Asked:
    """A line of the inbox."""
    return asked(row.decision_id, row.decision.recipient.alert, None, row.recorded_by.name)


def counts(alert: str) -> bool:
    """Whether any decision on the alert counts."""
    found = models.Decision.objects.filter(sight.STANDS, recipient__alert=alert, answer__in=desk.DECIDES)
    return found.exists()
