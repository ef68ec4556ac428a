"""Write down an answer that was given by telephone, on paper or on a classified network: never its content."""

from datetime import datetime

from upstander.jobs import notices
from upstander.jobs.decisions import decides, look_again, settle
from upstander.jobs.ladder import reached, reopened
from upstander.jobs.roster import shifts_for
from upstander.lib.text import Sentence, mark
from upstander.records.answers import Medium, Recorded
from upstander.records.checks import line, passage
from upstander.records.desk import Alert, Answer, Grade
from upstander.records.ladder import StepId
from upstander.records.people import Role, Viewer
from upstander.respond import recorded as rules
from upstander.respond import roster
from upstander.store.desk import alerts, log, people
from upstander.store.desk import recorded as desk
from upstander.store.desk.threads import held as held_thread
from upstander.store.desk.threads import thread_of
from upstander.store.desk.whole import whole

GIVEN = "Given elsewhere; reference %(reference)s."
WITNESS = mark("You are named as witness of an answer given elsewhere: confirm it.")
YOURS = mark("An answer was recorded as yours: confirm it, or say that it is not.")
DISPUTED = mark("An answer that you recorded is disputed: it does not count any more.")


@whole
def record(
    alert: str,
    person: int,
    answer: Answer,
    medium: Medium,
    given_at: datetime,
    reference: str,
    witness: int,
    *,
    who: Viewer,
    now: datetime,
    review_at: datetime | None = None,
) -> str:
    """Record what somebody answered elsewhere: the word, when, by which medium, its reference, and who heard it.

    It counts at once and from the time given, and shows as unconfirmed until the witness and the person confirm it.
    Returns the decision's id.
    """
    found = alerts.locked(who, alert)
    own = rules.may_record(found, person, who, given_at, now, on_duty=on_duty(found.situation, who, now))
    rules.may_witness(found, people.viewer_of(witness, now), who, person)
    decides(answer)
    number = line(reference, "reference")
    again = look_again(found, answer, review_at, now)
    alerts.acknowledge(own.id, given_at)
    said = GIVEN % {"reference": number}
    id = alerts.add_decision(own, answer, said, "", given_at, review_at=again, recorded_by=who.person)
    desk.add(id, medium, given_at, number, who, witness, now)
    settle(own.id, now)
    late = given_at > own.decide_by
    detail = {"answer": answer, "decision": id, "of": own.name, "medium": medium, "late": late}
    log.append(who, now, "recorded an answer", f"alert:{alert}", found.situation, **detail)
    reached(thread_of(alert=alert), StepId.DECIDE, person, now, graded=found.grade)
    told(found, witness, Sentence(WITNESS), f"recorded:{id}:witness", now)
    told(found, person, Sentence(YOURS), f"recorded:{id}:confirm", now)
    return id


def on_duty(situation: str, who: Viewer, now: datetime) -> bool:
    """Whether this person is on duty for the situation, and of the house."""
    shifts = shifts_for(situation, now)
    return any(who.person in roster.on_duty(shifts, role, now) for role in Role)


def told(found: Alert | Recorded, person: int, what: Sentence, key: str, now: datetime) -> None:
    """Lead a person to the alert."""
    alert = found.id if isinstance(found, Alert) else found.alert
    notices.tell(person, what, f"/alerts/{alert}/", found.situation, key=key, status=found.status, now=now)


def held(decision: str, who: Viewer) -> Recorded:
    """The recorded answer, its alert held until the transaction ends."""
    alerts.held(desk.recorded(who, decision).alert)
    return desk.recorded(who, decision)


@whole
def witness(decision: str, *, who: Viewer, now: datetime) -> None:
    """Confirm that one heard or saw the answer."""
    found = held(decision, who)
    rules.may_confirm(found, who, found.witness, found.witnessed_at)
    desk.witness(decision, now)
    log.append(who, now, "witnessed", f"alert:{found.alert}", found.situation, decision=decision)


@whole
def confirm(decision: str, *, who: Viewer, now: datetime) -> None:
    """Confirm that the recorded answer is one's own."""
    found = held(decision, who)
    rules.may_confirm(found, who, found.recipient, found.confirmed_at)
    desk.confirm(decision, now)
    log.append(who, now, "confirmed", f"alert:{found.alert}", found.situation, decision=decision)


@whole
def dispute(decision: str, reason: str, *, who: Viewer, now: datetime) -> None:
    """Say that the recorded answer was not one's own: it stops counting, and the alert waits again as it did."""
    found = held(decision, who)
    rules.may_confirm(found, who, found.recipient, found.confirmed_at)
    desk.dispute(decision, passage(reason, "reason"), now)
    log.append(who, now, "disputed", f"alert:{found.alert}", found.situation, decision=decision)
    if not desk.counts(found.alert):
        waits_again(thread_of(alert=found.alert), found.grade, now)
    told(found, alerts.recorder(decision), Sentence(DISPUTED), f"recorded:{decision}:disputed", now)


def waits_again(thread: str | None, grade: Grade, now: datetime) -> None:
    """The decision is open again; where the thread had ended, on another one, from the decision on."""
    before = held_thread(thread) if thread else None
    if before is not None and before.closed_at is not None:
        reached(before.id, StepId.NOTE, 0, now, graded=grade)
    else:
        reopened(thread, StepId.DECIDE, now)
