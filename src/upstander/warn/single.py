"""When an imminent alert may go out under one signature, and who looks at it again. Pure."""

from datetime import datetime, timedelta

from upstander.records.alert_life import ENDS, OWES, AlertKind, Verdict
from upstander.records.desk import Alert, AlertStage, Grade
from upstander.records.errors import Refused, Usage
from upstander.records.people import Viewer
from upstander.warn.alerts import CO_SIGNS, may_sign, ready_for, says_the_word, seconded, still_draft, withheld

SILENCE = timedelta(minutes=60)
"""How long a second signature is waited for, from the moment it is asked for."""

REVIEW = timedelta(hours=24)
"""Within what time another person looks at an alert that went out under one signature."""


def may_ask(alert: Alert, who: Viewer) -> None:
    """Refused or Usage unless `who` may ask others for the second signature: its drafter, or who may sign it."""
    still_draft(alert)
    if alert.grade is not Grade.IMMINENT:
        raise Usage("Ask for a second signature only where the alert is imminent.")
    if alert.life.second_asked_at is not None:
        raise Usage("The second signature has been asked for already.")
    if not who.may(CO_SIGNS):
        raise Refused("Ask an analyst or a focal point: they ask for signatures.")
    if any(recipient.person == who.person for recipient in alert.recipients):
        raise Refused("Leave this to somebody else: this alert is addressed to you.")


def may_withhold(alert: Alert, who: Viewer) -> None:
    """Refused or Usage unless `who` could sign: only they can say that they will not."""
    may_sign(alert, who)
    if any(each.person == who.person for each in withheld(alert)):
        raise Usage("You have withheld your name from this text already.")


def can_be_alone(alert: Alert) -> None:
    """Refused or Usage for an alert that never goes out under one signature."""
    if says_the_word(alert):
        raise Refused("Wait for a second signature: whatever speaks of genocide always takes two.")
    if alert.life.lowers or alert.kind in ENDS:
        raise Refused("Wait for a second signature: to lower or end an imminent alert always takes two.")
    if alert.grade is not Grade.IMMINENT:
        raise Usage("Issue it as usual: one signature is enough for it.")


def may_issue_alone(alert: Alert, who: Viewer, now: datetime, patience: timedelta) -> None:
    """Refused or Usage unless the second signature was asked for, and everybody has been silent for `patience`."""
    ready_for(alert, who, now)
    can_be_alone(alert)
    if seconded(alert, who):
        raise Usage("Issue it as usual: a second person has signed.")
    if withheld(alert):
        raise Refused("Change the text or find another reader: somebody read it and withheld their name.")
    asked = alert.life.second_asked_at
    if asked is None:
        raise Refused("Ask for the second signature first: the hour of silence counts from that moment.")
    if now < asked + patience:
        raise Refused("Wait for the second signature until %(until)s.", until=asked + patience)


def waits_for_review(alert: Alert) -> bool:
    """Whether it went out under one signature and nobody has looked at it again."""
    return alert.stage is AlertStage.ISSUED and alert.life.single_signature and alert.life.reviewed_at is None


def may_review(alert: Alert, who: Viewer) -> None:
    """Refused or Usage unless `who` is another person: neither drafter, nor who issued it, nor an addressee."""
    if not alert.life.single_signature or alert.stage is not AlertStage.ISSUED:
        raise Usage("Only an alert that went out under one signature is reviewed.")
    if alert.life.reviewed_at is not None:
        raise Usage("This alert has been reviewed already.")
    if not who.may(CO_SIGNS):
        raise Refused("Ask an analyst or a focal point: they review alerts.")
    if who.person in alert.authors | {each.person for each in alert.signatures if each.voided_at is None}:
        raise Refused("Ask somebody else: nobody reviews what they drafted or signed.")
    if any(recipient.person == who.person for recipient in alert.recipients):
        raise Refused("Ask somebody else: this alert is addressed to you.")


def owes(verdict: Verdict | None) -> AlertKind | None:
    """What a verdict asks for next: an update, a cancellation, or nothing."""
    return OWES.get(verdict) if verdict else None
