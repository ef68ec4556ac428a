"""Refer an alert: name the next owner, who accepts or returns it. The clock is never reset."""

from collections.abc import Sequence
from datetime import datetime

from upstander.jobs import hearing, notices
from upstander.jobs.authorities import take_across
from upstander.jobs.reach import within_reach
from upstander.jobs.ways import must_be_reached
from upstander.lib.text import Sentence, mark
from upstander.records.answers import Around, Referral
from upstander.records.checks import optional, passage
from upstander.records.desk import Alert, Answer, Grade, Person, Status
from upstander.records.errors import Usage
from upstander.records.people import APART, Viewer
from upstander.respond import referrals as rules
from upstander.store.desk import alerts, inquiries, log, people
from upstander.store.desk import referrals as desk
from upstander.store.desk.whole import whole

REFERRED = mark("An alert is referred to you: accept it, or return it with a reason.")
ACCEPTED = mark("The person to whom you referred an alert has accepted it.")
RETURNED = mark("The person to whom you referred an alert has returned it: you owe the answer.")


@whole
def refer(alert: str, to: int, reason: str, *, who: Viewer, now: datetime, around: Around | None = None) -> str:
    """Name the next owner and say why; it counts once they accept, and until then the answer is owed as before.

    Returns the referral's id.
    """
    found = alerts.locked(who, alert)
    heir = people.viewer_of(to, now)
    own = rules.may_refer(found, who, heir, desk.referrals(who, alert))
    may_hear(found, heir, "to")
    if found.status is Status.ACTUAL and found.grade is not Grade.WATCH:
        must_be_reached([to], "to")
    take_across(found, [to], who, now)
    said = checked(around or Around())
    id = desk.add(own, to, passage(reason, "reason"), said, now)
    alerts.acknowledge(own.id, now)
    log.append(who, now, "referred", f"alert:{alert}", found.situation, referral=id, to=heir.name)
    due = own.decide_by
    notices.tell(
        to,
        Sentence(REFERRED),
        page(found),
        found.situation,
        key=f"referral:{id}",
        status=found.status,
        now=now,
        due=due,
    )
    return id


def choosable(alert: Alert, who: Viewer, offered: Sequence[Person]) -> tuple[list[Person], list[Person]]:
    """Of the people offered, to whom the answer may be handed, and who may be asked for what it lacks."""
    out = hearing.left_out(alert.situation, [each.id for each in offered]) | {who.person}
    told = [each for each in offered if each.id not in out and each.roles and not each.roles & APART]
    return rules.heirs(alert, told), told


def may_hear(alert: Alert, person: Viewer, field: str) -> None:
    """Usage for somebody of another reality, or of a body that is suspected: it is not said which, nor why."""
    within_reach(alert.situation, person.person, field)
    if hearing.left_out(alert.situation, [person.person]):
        raise Usage("Choose somebody else, or ask who issued this alert: it does not go to this person.", field)


def checked(around: Around) -> Around:
    """Who was present and who disagreed, trimmed."""
    return Around(optional(around.present, "present"), optional(around.dissent, "dissent"))


def page(alert: Alert) -> str:
    """The alert's page."""
    return f"/alerts/{alert.id}/"


@whole
def accept(id: str, *, who: Viewer, now: datetime) -> str:
    """Become the owner of an answer, with the deadlines as they stand; returns the new recipient's id."""
    found, alert = held(id, who)
    rules.may_close(found, who, found.to)
    before = next(each for each in alert.recipients if each.id == found.recipient)
    words, of_class = (found.reason, found.dissent, now), desk.record_class(id)
    made = alerts.add_decision(before, Answer.REFER, *words, present=found.present, record_class=of_class)
    recipient = desk.accept(found, now)
    inquiries.pass_on(found.recipient, recipient)
    log.append(who, now, "accepted", f"alert:{alert.id}", alert.situation, referral=id, of=found.by_name, decision=made)
    told(found, alert, Sentence(ACCEPTED), "accepted", now)
    return recipient


@whole
def return_(id: str, reason: str, *, who: Viewer, now: datetime) -> None:
    """Return a referral with a reason: its sender owes the answer, as before."""
    found, alert = held(id, who)
    rules.may_close(found, who, found.to)
    desk.return_(id, passage(reason, "reason"), now)
    log.append(who, now, "returned", f"alert:{alert.id}", alert.situation, referral=id, of=found.by_name)
    told(found, alert, Sentence(RETURNED), "returned", now)


@whole
def withdraw(id: str, *, who: Viewer, now: datetime) -> None:
    """Take back a referral that nobody has accepted yet."""
    found, alert = held(id, who)
    rules.may_close(found, who, found.by)
    desk.withdraw(found.recipient, now)
    log.append(who, now, "withdrawn", f"alert:{alert.id}", alert.situation, referral=id)


def held(id: str, who: Viewer) -> tuple[Referral, Alert]:
    """The referral and its alert, held until the transaction ends."""
    alert = alerts.locked(who, desk.referral(who, id).alert)
    return desk.referral(who, id), alert


def told(found: Referral, alert: Alert, what: Sentence, how: str, now: datetime) -> None:
    """Tell the sender what became of a referral."""
    key = f"referral:{found.id}:{how}"
    notices.tell(found.by, what, page(alert), alert.situation, key=key, status=alert.status, now=now)
