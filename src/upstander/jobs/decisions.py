"""Decide on an alert; supersede a mistaken decision."""

from datetime import datetime, timedelta

from upstander.jobs.ladder import reached
from upstander.lib.text import mark
from upstander.records.checks import LATEST, deadline, optional, passage
from upstander.records.desk import DECIDES, Alert, Answer
from upstander.records.errors import Usage
from upstander.records.ladder import StepId
from upstander.records.people import Viewer
from upstander.respond.answers import may_decide, may_supersede, recipient_of
from upstander.store.desk import alerts as desk
from upstander.store.desk import inquiries, log, referrals
from upstander.store.desk.answer_rules import rules
from upstander.store.desk.threads import thread_of
from upstander.store.desk.whole import whole

UNDECIDED = {
    Answer.REFER: mark("Name the person to whom you refer it: that is an act of its own."),
    Answer.NEED_MORE: mark("Say what you need, from whom and by when: that is an act of its own."),
}


@whole
def decide(
    alert: str,
    answer: Answer,
    reason: str,
    *,
    who: Viewer,
    now: datetime,
    dissent: str = "",
    present: str = "",
    review_at: datetime | None = None,
) -> str:
    """Record an answer with its reason; who decides has acknowledged. Returns the decision's id.

    What was referred or asked and is still open ends with it. To keep watching always has a date to look again.
    """
    found = desk.locked(who, alert)
    recipient = recipient_of(found, who)
    may_decide(recipient)
    decides(answer)
    texts = passage(reason, "reason"), optional(dissent, "dissent"), now
    again = look_again(found, answer, review_at, now)
    desk.acknowledge(recipient.id, now)
    id = desk.add_decision(recipient, answer, *texts, present=optional(present, "present"), review_at=again)
    settle(recipient.id, now)
    late = now > recipient.decide_by
    log.append(who, now, "decided", f"alert:{alert}", found.situation, answer=answer, decision=id, late=late)
    reached(thread_of(alert=alert), StepId.DECIDE, who.person, now, graded=found.grade)
    return id


def decides(answer: Answer) -> None:
    """Usage for an answer that decides nothing."""
    if answer not in DECIDES:
        raise Usage(UNDECIDED[answer], "answer")


def settle(recipient: str, now: datetime) -> None:
    """A decision ends what its owner had referred or asked and not yet got."""
    referrals.withdraw(recipient, now)
    inquiries.close(recipient, now)


def look_again(found: Alert, answer: Answer, review_at: datetime | None, now: datetime) -> datetime | None:
    """When to look again: to keep watching has a date, the desk's own where none is given; others have none."""
    if answer is not Answer.KEEP_WATCHING:
        return None
    if review_at is None:
        return min(now + rules().review[found.grade], LATEST - timedelta(days=1))
    return deadline(review_at, now, "review_at")


@whole
def supersede(
    decision: str,
    answer: Answer,
    reason: str,
    why: str,
    *,
    who: Viewer,
    now: datetime,
    dissent: str = "",
    present: str = "",
    review_at: datetime | None = None,
) -> str:
    """Replace one's own mistaken decision; both stay to be read. Returns the new one's id."""
    alert = desk.decision(who, decision).alert
    found = desk.locked(who, alert)
    recipient = recipient_of(found, who)
    old = may_supersede(found, decision, who)
    decides(answer)
    texts = passage(reason, "reason"), optional(dissent, "dissent"), now
    again, there = look_again(found, answer, review_at, now), optional(present, "present")
    mistaken = old.id, passage(why, "why")
    id = desk.add_decision(recipient, answer, *texts, *mistaken, present=there, review_at=again)
    log.append(who, now, "superseded", f"alert:{alert}", found.situation, answer=answer, decision=id, before=old.id)
    return id
