"""Decide on an alert; supersede a mistaken decision."""

from datetime import datetime

from upstander.jobs.ladder import reached
from upstander.records.checks import optional, passage
from upstander.records.desk import Answer
from upstander.records.ladder import StepId
from upstander.records.people import Viewer
from upstander.respond.answers import may_decide, may_supersede, recipient_of
from upstander.store.desk import alerts as desk
from upstander.store.desk import log
from upstander.store.desk.threads import thread_of
from upstander.store.desk.whole import whole


@whole
def decide(alert: str, answer: Answer, reason: str, *, who: Viewer, now: datetime, dissent: str = "") -> str:
    """Record an answer with its reason; who decides has acknowledged. Returns the decision's id."""
    found = desk.locked(who, alert)
    recipient = recipient_of(found, who)
    may_decide(recipient)
    reason, dissent = passage(reason, "reason"), optional(dissent, "dissent")
    desk.acknowledge(recipient.id, now)
    id = desk.add_decision(recipient, answer, reason, dissent, now)
    late = now > recipient.decide_by
    log.append(who, now, "decided", f"alert:{alert}", found.situation, answer=answer, decision=id, late=late)
    reached(thread_of(alert=alert), StepId.DECIDE, who.person, now, graded=found.grade)
    return id


@whole
def supersede(
    decision: str, answer: Answer, reason: str, why: str, *, who: Viewer, now: datetime, dissent: str = ""
) -> str:
    """Replace one's own mistaken decision; both stay to be read. Returns the new one's id."""
    alert = desk.decision(who, decision).alert
    found = desk.locked(who, alert)
    recipient = recipient_of(found, who)
    old = may_supersede(found, decision, who)
    texts = passage(reason, "reason"), optional(dissent, "dissent"), now
    id = desk.add_decision(recipient, answer, *texts, supersedes=old.id, why=passage(why, "why"))
    log.append(who, now, "superseded", f"alert:{alert}", found.situation, answer=answer, decision=id, before=old.id)
    return id
