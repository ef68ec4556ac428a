"""Referrals: an owner of an alert names the next one."""

from datetime import datetime

from django.db.models import QuerySet

from upstander.lib.text import mark
from upstander.records import answers, desk
from upstander.records.errors import Unknown
from upstander.records.people import Viewer
from upstander.store.desk import answer_rules, models, sight
from upstander.store.desk.inbox import settle

NO_SUCH = mark("There is no such referral, or it is not open to you.")


def state(row: models.Referral) -> tuple[answers.ReferralState, datetime | None]:
    """How it stands, and since when it has ended."""
    if row.accepted_at:
        return answers.ReferralState.ACCEPTED, row.accepted_at
    if row.returned_at:
        return answers.ReferralState.RETURNED, row.returned_at
    if row.withdrawn_at:
        return answers.ReferralState.WITHDRAWN, row.withdrawn_at
    return answers.ReferralState.OPEN, None


def record(row: models.Referral, viewer: Viewer) -> answers.Referral:
    """A referral as a record; its words only for those who read its class."""
    now, ended = state(row)
    people = (row.recipient.person_id, row.to_id)
    open_ = answer_rules.reads(viewer, row.record_class, row.recipient.alert.situation_id, *people)
    return answers.Referral(
        id=row.id,
        alert=row.recipient.alert_id,
        recipient=row.recipient_id,
        by=row.recipient.person_id,
        by_name=row.recipient.person.name,
        to=row.to_id,
        to_name=row.to.name,
        reason=row.reason if open_ else "",
        present=row.present if open_ else "",
        dissent=row.dissent if open_ else "",
        referred_at=row.referred_at,
        state=now,
        ended_at=ended,
        returned_reason=row.returned_reason if open_ else "",
        erased_at=row.erased_at,
    )


def visible(viewer: Viewer) -> QuerySet[models.Referral]:
    """Referrals of alerts that the viewer may see."""
    found = models.Referral.objects.filter(sight.on_alerts(viewer, "recipient__alert"))
    return found.select_related("recipient__person", "recipient__alert", "to").order_by("referred_at", "id")


def referrals(viewer: Viewer, alert: str) -> list[answers.Referral]:
    """Every referral of an alert, oldest first."""
    return [record(row, viewer) for row in visible(viewer).filter(recipient__alert=alert)]


def referral(viewer: Viewer, id: str) -> answers.Referral:
    """One referral; Unknown if its alert is not open to the viewer."""
    row = visible(viewer).filter(pk=id).first()
    if row is None:
        raise Unknown(NO_SUCH)
    return record(row, viewer)


def referred(viewer: Viewer) -> list[answers.Asked]:
    """Open referrals that wait for this person."""
    mine = models.Referral.objects.filter(sight.OPEN_REFERRAL, to=max(viewer.person, 0))
    found = sight.among(visible, viewer, mine)
    return [asked(row.id, row.recipient.alert, due(row), row.recipient.person.name) for row in found]


def due(row: models.Referral) -> datetime:
    """The next deadline of the answer that is handed on."""
    return row.recipient.decide_by if row.recipient.acknowledged_at else row.recipient.acknowledge_by


def asked(id: str, alert: models.Alert, due: datetime | None, name: str = "") -> answers.Asked:
    """A line of the inbox about an alert."""
    status, grade = desk.Status(alert.status), desk.Grade(alert.grade)
    return answers.Asked(id, alert.id, alert.title, alert.situation_id, status, grade, due, name)


def add(recipient: desk.Recipient, to: int, reason: str, around: answers.Around, now: datetime) -> str:
    """Keep a referral; returns its id."""
    row = models.Referral.objects.create(
        recipient_id=recipient.id,
        to_id=to,
        reason=reason,
        present=around.present,
        dissent=around.dissent,
        referred_at=now,
    )
    return row.id


def record_class(id: str) -> str:
    """The class of its words: the decision that it becomes is of the same."""
    return models.Referral.objects.values_list("record_class", flat=True).get(pk=id)


def accept(found: answers.Referral, now: datetime) -> str:
    """Make its person the owner, with the deadlines as they stand; returns the new recipient's id."""
    models.Referral.objects.filter(pk=found.id).update(accepted_at=now)
    old = models.Recipient.objects.get(pk=found.recipient)
    row = models.Recipient.objects.create(
        alert_id=old.alert_id,
        person_id=found.to,
        asked=old.asked,
        acknowledge_by=old.acknowledge_by,
        decide_by=old.decide_by,
        acknowledged_at=now,
        referred_from=old,
    )
    settle(old.alert.line)
    return row.id


def return_(id: str, reason: str, now: datetime) -> None:
    """End a referral unaccepted: its sender owes the answer as before."""
    models.Referral.objects.filter(pk=id).update(returned_at=now, returned_reason=reason)


def withdraw(recipient: str, now: datetime) -> int:
    """Take back the open referral of a recipient, if there is one."""
    return models.Referral.objects.filter(sight.OPEN_REFERRAL, recipient=recipient).update(withdrawn_at=now)
