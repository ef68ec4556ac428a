"""Updating, cancelling and ending an alert: what follows it on the same thread, and in which words. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from upstander.lib.text import Sentence, mark
from upstander.records.alert_life import AlertKind
from upstander.records.desk import Address, Alert, AlertStage, Draft
from upstander.records.errors import Refused, Usage
from upstander.records.people import Role, Viewer
from upstander.warn.alerts import may_draft

ENDERS = (Role.ANALYST, Role.FOCAL_POINT)

NOTED = timedelta(days=3)
"""How long those who were asked have to take note that nothing is asked any more."""

TAKE_NOTE = mark("Take note, and tell everybody to whom you passed the alert on. No decision is asked of you.")
CANCELLED = mark("The alert %(id)s is cancelled: do not act on it.")
CLEARED = mark("All clear for the alert %(id)s: the danger it warned of has passed, as far as we can see.")


def may_follow(old: Alert, who: Viewer) -> None:
    """Refused or Usage unless this alert stands and `who` is not asked by it."""
    if old.stage is not AlertStage.ISSUED:
        raise Usage("Change the draft itself: only an issued alert is updated or ended.")
    if old.life.ended_by is not None or old.kind in (AlertKind.CANCEL, AlertKind.ALL_CLEAR):
        raise Usage("Draft a new alert: this one has ended.")
    if old.life.after:
        raise Usage("Start from %(id)s: it is the newest text of this alert.", id=old.life.after[-1].id)
    if any(each.person == who.person for each in old.recipients):
        raise Refused("Ask somebody else: this alert is addressed to you.")


def may_update(old: Alert, who: Viewer) -> None:
    """Refused or Usage unless `who` may draft what follows this alert."""
    may_draft(who)
    may_follow(old, who)


def may_end(old: Alert, who: Viewer) -> None:
    """Refused or Usage unless `who` may draft this alert's cancellation or all-clear."""
    if not who.may(ENDERS):
        raise Refused("Ask an analyst or a focal point: they cancel alerts and give the all-clear.")
    may_follow(old, who)


def is_next(alert: Alert, newest: str | None) -> None:
    """Usage if what this draft changes has been changed by another one meanwhile."""
    if alert.updates and newest != alert.updates:
        raise Usage("Start again from %(id)s: it has changed the same alert meanwhile.", id=newest or alert.updates)


def begun(old: Alert) -> Draft:
    """An update as it begins: the old alert's own words, and no reason yet."""
    return Draft(
        title=old.title,
        text=old.text,
        ask=old.ask,
        grade=old.grade,
        confidence=old.confidence,
        change_our_mind=old.change_our_mind,
        dissent=old.dissent,
        status=old.status,
        tlp=old.tlp,
        signals=tuple(signal.id for signal in old.signals),
        alternatives=old.alternatives,
        factors=old.factors,
        wording=old.wording,
        kind=AlertKind.UPDATE,
        updates=old.id,
    )


def closing(old: Alert, kind: AlertKind, reason: str) -> Draft:
    """The text that ends an alert: that it does, and why, under the old alert's title, grade, marking and evidence."""
    first = Sentence(CANCELLED if kind is AlertKind.CANCEL else CLEARED, {"id": old.id})
    return Draft(
        title=old.title,
        text=f"{first}\n{reason}",
        ask=TAKE_NOTE,
        grade=old.grade,
        confidence=old.confidence,
        change_our_mind=old.change_our_mind,
        status=old.status,
        tlp=old.tlp,
        signals=tuple(signal.id for signal in old.signals),
        factors=old.factors,
        wording=old.wording,
        kind=kind,
        updates=old.id,
        reason=reason,
    )


def told(people: Iterable[int], now: datetime) -> tuple[Address, ...]:
    """Everybody who was asked, now asked to take note."""
    until = now + NOTED
    return tuple(Address(person, TAKE_NOTE, until, until) for person in people)
