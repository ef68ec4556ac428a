"""Acknowledging and deciding: who may, in which order, and what is late."""

from collections.abc import Collection
from datetime import datetime

from upstander.records.alert_life import ENDS
from upstander.records.desk import DECIDES, Alert, AlertStage, Decision, Recipient, Status, Waiting
from upstander.records.errors import Refused, Unknown, Usage
from upstander.records.people import RECEIVES, Role, Viewer


def recipient_of(alert: Alert, who: Viewer) -> Recipient:
    """The row that addresses `who`; Refused for anybody else, Usage before the alert is issued."""
    if alert.stage is not AlertStage.ISSUED:
        raise Usage("Wait until this alert is issued: a draft cannot be answered.")
    for recipient in alert.recipients:
        if recipient.person == who.person and not who.reads_only:
            still_asks(alert, recipient)
            return recipient
    raise Refused("Only an addressee of this alert acknowledges it and decides.")


def still_asks(alert: Alert, recipient: Recipient) -> None:
    """Usage once something later stands in the alert's place: nothing is answered twice. What was decided stays."""
    newer = alert.life.replaced_for(recipient.person)
    if newer is None or recipient.decision is not None:
        return
    if newer.kind in ENDS:
        raise Usage("Nothing is left to answer: %(id)s has ended this alert.", id=newer.id)
    raise Usage("Answer the update %(id)s: it has taken this alert's place.", id=newer.id)


def may_take_off(alert: Alert, person: int, who: Viewer, others: Collection[int]) -> Recipient:
    """The row of an addressee whom `who`, who may issue alerts, takes off this one; `others`: who can answer it still.

    An answer that was given stays one, and somebody is left who decides.
    """
    if not who.may([Role.FOCAL_POINT]):
        raise Refused("Ask a focal point: whoever may issue an alert may take somebody off it.")
    if alert.stage is not AlertStage.ISSUED:
        raise Usage("Change the draft: nobody has been asked yet.")
    found = next((each for each in alert.recipients if each.person == person), None)
    if found is None:
        raise Unknown("Choose somebody whom this alert asks.", "person")
    if person == who.person:
        raise Refused("Ask another focal point: nobody takes themselves off an alert.")
    still_asks(alert, found)
    if found.decision is not None:
        raise Usage("Leave it: they have answered, and their answer stands.", "person")
    left = {each.person for each in alert.recipients if each.decision is None or each.decision.answer in DECIDES}
    if not left - {person} & set(others):
        raise Usage("Address somebody else first, by an update: nobody would be left who decides.", "person")
    return found


def may_pass_on(alert: Alert, who: Viewer) -> None:
    """Refused or Usage unless `who`, who sees this alert, may say that they passed it on: a draft is not passed on."""
    if not who.may(RECEIVES):
        raise Refused("Ask an analyst, a focal point or a decision maker: they pass an alert on.")
    if alert.stage is not AlertStage.ISSUED:
        raise Usage("Issue the alert first: a draft is nobody's alert.")


def passed_at(alert: Alert, at: datetime, now: datetime) -> datetime:
    """When it was passed on; Usage before it was issued, to the minute, and for what is still to come."""
    issued = alert.issued_at or now
    if at > now or at < issued.replace(second=0, microsecond=0):
        raise Usage("Name a time after the alert was issued, and not in the future.", "at")
    return at


def may_acknowledge(recipient: Recipient) -> None:
    """Usage the second time."""
    if recipient.acknowledged_at is not None:
        raise Usage("You have acknowledged this alert already.")


def may_decide(recipient: Recipient) -> None:
    """Usage where nothing is to be decided, or once a decision stands: a mistaken one is superseded."""
    if recipient.notes_only:
        raise Usage("Acknowledge it and leave it at that: it asks for no decision.")
    if recipient.decision is not None:
        raise Usage("You have decided already: supersede that decision with a reason if it was mistaken.")


def may_supersede(alert: Alert, decision: str, who: Viewer) -> Decision:
    """The standing decision of that id; Refused unless it is `who`'s own, Usage if another has replaced it."""
    own = recipient_of(alert, who)
    for made in own.decisions:
        if made.id == decision:
            if not made.stands:
                raise Usage("Supersede the decision that stands: this one was replaced already.")
            if made.answer not in DECIDES:
                raise Usage("Leave the answer to the person who accepted it: you referred it.")
            return made
    raise Unknown("There is no such decision.")


def due(recipient: Recipient) -> datetime | None:
    """The next deadline: to acknowledge, then to decide; None once decided, or noted where that is all."""
    if recipient.decision is not None or (recipient.notes_only and recipient.acknowledged_at is not None):
        return None
    return recipient.acknowledge_by if recipient.acknowledged_at is None else recipient.decide_by


def waits(alert: Alert, recipient: Recipient, now: datetime) -> Waiting | None:
    """What an addressee still owes, or None."""
    moment = due(recipient)
    if moment is None:
        return None
    verb = "acknowledge" if recipient.acknowledged_at is None else "decide"
    return Waiting(verb, alert, recipient, moment, moment <= now)


def in_order(waiting: list[Waiting]) -> list[Waiting]:
    """The real before exercises, then the earliest deadline first; what has none comes last, oldest first."""
    return sorted(
        waiting,
        key=lambda item: (
            item.alert.status is not Status.ACTUAL,
            item.due is None,
            item.due or item.alert.drafted_at,
        ),
    )
