"""Inquiries: what a decider must know first."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet

from upstander.lib.text import mark
from upstander.records import answers, desk
from upstander.records.aside import ALL, Part
from upstander.records.errors import Unknown
from upstander.records.people import Viewer
from upstander.store.desk import answer_rules, models, rows, sight
from upstander.store.desk.referrals import asked

NO_SUCH = mark("There is no such question, or it is not open to you.")
WAITING = Q(answered_at__isnull=True, closed_at__isnull=True)
TITLE = 80


def record(row: models.Inquiry) -> answers.Inquiry:
    """An inquiry as a record."""
    alert = row.recipient.alert
    return answers.Inquiry(
        id=row.id,
        alert=alert.id,
        recipient=row.recipient_id,
        by=row.asked_by_id,
        by_name=row.asked_by.name,
        of=row.of_id,
        of_name=row.of.name,
        what=row.what,
        reason=row.reason,
        present=row.present,
        dissent=row.dissent,
        late_reason=row.late_reason,
        asked_at=row.asked_at,
        due_at=row.due_at,
        answered_at=row.answered_at,
        answer=row.answer,
        signals=tuple(signal.pk for signal in row.signals.all()),
        closed_at=row.closed_at,
        grade=desk.Grade(alert.grade),
        status=desk.Status(alert.status),
        situation=alert.situation_id,
        erased_at=row.erased_at,
    )


def full(found: QuerySet[models.Inquiry]) -> QuerySet[models.Inquiry]:
    """With all that a record needs, oldest first."""
    kept = found.select_related("asked_by", "recipient__alert", "of").prefetch_related("signals")
    return kept.order_by("asked_at", "id")


def own(viewer: Viewer) -> Q:
    """Inquiries of this person; an auditor or administrator has none."""
    mine = Q(of_id=viewer.person if sight.takes_part(viewer) else 0)
    return mine & sight.hearing(viewer, "recipient__alert__situation")


def visible(viewer: Viewer) -> QuerySet[models.Inquiry]:
    """Inquiries about alerts that the viewer may see."""
    return full(models.Inquiry.objects.filter(sight.on_alerts(viewer, "recipient__alert")))


def inquiries(viewer: Viewer, alert: str) -> list[answers.Inquiry]:
    """The inquiries about an alert that the viewer may read, oldest first."""
    seen = sight.on_alerts(viewer, "recipient__alert")
    found = full(models.Inquiry.objects.filter(seen | own(viewer), recipient__alert=alert))
    return [record(row) for row in found if readable(viewer, row)]


def readable(viewer: Viewer, row: models.Inquiry) -> bool:
    """Whether the viewer reads the words of its class."""
    people = (row.asked_by_id, row.recipient.person_id, row.of_id)
    return answer_rules.reads(viewer, row.record_class, row.recipient.alert.situation_id, *people)


def inquiry(viewer: Viewer, id: str) -> answers.Inquiry:
    """One inquiry: the person asked sees it without seeing the alert. Unknown if it is not open to the viewer."""
    seen = sight.on_alerts(viewer, "recipient__alert")
    row = full(models.Inquiry.objects.filter(seen | own(viewer), pk=id)).first()
    if row is None or not readable(viewer, row):
        raise Unknown(NO_SUCH)
    return record(row)


def asked_of(viewer: Viewer) -> list[answers.Asked]:
    """What this person was asked and has not answered, under its own words: the alert may not be theirs to see."""
    found = full(models.Inquiry.objects.filter(own(viewer), WAITING))
    return [line(row, row.what, row.asked_by.name) for row in found]


def unanswered(viewer: Viewer, now: datetime) -> list[answers.Asked]:
    """What this person asked for, and did not get in time."""
    late = models.Inquiry.objects.filter(WAITING, due_at__lte=now)
    found = sight.among(visible, viewer, late).filter(recipient__person=max(viewer.person, 0))
    return [line(row, row.recipient.alert.title, row.of.name) for row in found]


def line(row: models.Inquiry, title: str, name: str) -> answers.Asked:
    """A line of the inbox."""
    found = asked(row.id, row.recipient.alert, row.due_at, name)
    short = title if len(title) <= TITLE else f"{title[:TITLE]}…"
    return answers.Asked(found.id, found.alert, short, found.situation, found.status, found.grade, found.due, name)


def add(
    recipient: desk.Recipient,
    of: int,
    what: str,
    reason: str,
    due_at: datetime,
    late_reason: str,
    around: answers.Around,
    now: datetime,
) -> str:
    """Keep an inquiry; returns its id."""
    row = models.Inquiry.objects.create(
        recipient_id=recipient.id,
        asked_by_id=recipient.person,
        of_id=of,
        what=what,
        reason=reason,
        present=around.present,
        dissent=around.dissent,
        late_reason=late_reason,
        asked_at=now,
        due_at=due_at,
    )
    return row.id


def answer(id: str, text: str, signals: Iterable[str], now: datetime) -> None:
    """Keep the answer and the signals it names."""
    row = models.Inquiry.objects.get(pk=id)
    row.answer, row.answered_at = text, now
    row.save()
    row.signals.set(models.Signal.objects.filter(pk__in=list(signals)))


def close(recipient: str, now: datetime) -> None:
    """The decision is taken: what was not answered is not asked any more."""
    models.Inquiry.objects.filter(WAITING, recipient=recipient).update(closed_at=now)


def owner(id: str) -> int:
    """Who owns the answer that an inquiry serves: who asked, or whoever has accepted it since."""
    return models.Inquiry.objects.values_list("recipient__person", flat=True).get(pk=id)


def pass_on(old: str, new: str) -> None:
    """What the former owner of an answer still waits for, the new one waits for."""
    models.Inquiry.objects.filter(WAITING, recipient=old).update(recipient=new)


def late(now: datetime, part: Part) -> QuerySet[models.Inquiry]:
    """Inquiries whose time is up and that nobody has said so of."""
    due = models.Inquiry.objects.filter(WAITING, rows.within(part), due_at__lte=now, overdue_at__isnull=True)
    held_up = models.Recipient.objects.filter(alert__situation__drill__paused_at__isnull=False)
    return due.exclude(recipient__in=held_up.values("pk")).order_by("due_at", "id")


def late_in(now: datetime, limit: int, part: Part) -> dict[str, str]:
    """Their ids, and the situation of each."""
    return dict(late(now, part).values_list("pk", "recipient__alert__situation")[:limit])


def newly_overdue(now: datetime, limit: int, part: Part = ALL) -> list[answers.Inquiry]:
    """The same, held until the transaction ends and marked as said."""
    skip = connection.features.has_select_for_update_skip_locked
    ids = list(late(now, part).select_for_update(skip_locked=skip).values_list("pk", flat=True)[:limit])
    models.Inquiry.objects.filter(pk__in=ids).update(overdue_at=now)
    return [record(row) for row in full(models.Inquiry.objects.filter(pk__in=ids))]
