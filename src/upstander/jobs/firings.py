"""What a firing does at a desk: one cause, one thread; a draft that nobody has signed; and somebody hears of it."""

from datetime import datetime

from upstander.jobs import first_steps, notices
from upstander.jobs.hearing import left_out, unsuspected
from upstander.jobs.ladder import ladder, start, urged
from upstander.jobs.roster import shifts_for
from upstander.jobs.wording import default
from upstander.lib.text import Sentence, mark
from upstander.records.desk import Grade, Status
from upstander.records.ladder import Ladder, StepId, Thread
from upstander.records.people import MACHINE
from upstander.records.triggers import Firing, Trigger
from upstander.respond.climb import hours_of
from upstander.respond.roster import in_reserve, on_duty
from upstander.store.desk import alerts, log, signals, threads
from upstander.store.desk import triggers as desk
from upstander.store.desk.outbox import owners
from upstander.warn.alerts import checked, checked_addresses, digest
from upstander.warn.proposed import addresses, draft, following, midnight, more_serious, said, signal, unheard

WATCHED = mark("To watch, without haste: %(title)s.")


def open_draft(id: str, trigger: Trigger, firing: Firing, situation: str, status: Status, now: datetime) -> None:
    """One cause, one thread: the open one of this cause or a new one, the evidence on it, and a draft if it rises, or
    if what was known is decided already."""
    evidence = signals.add(signal(trigger, firing, situation, status, now), f"firing {id}") or ""
    before = held(threads.same_cause(situation, firing.key))
    thread = start(
        situation,
        status,
        trigger.title,
        who=MACHINE,
        now=now,
        key=firing.key,
        evidence_at=min(now, midnight(firing.known_at)),
        imminent=trigger.grade is Grade.IMMINENT,
        quiet=trigger.grade is Grade.WATCH,
    )
    urged(thread, trigger.grade, MACHINE, now)
    threads.attach(thread, signal=evidence)
    alert = None
    if more_serious(trigger.grade, desk.grades_on(thread, decided_at(before))):
        alert = drafted(trigger, firing, situation, status, thread, evidence, now)
        threads.attach(thread, alert=alert)
    if after := held(thread):
        tell_duty(before, after, trigger, firing, now)
    desk.opened(id, thread, alert)
    if alert:
        first_steps.opened(id, trigger, situation, thread, now)


def held(thread: str | None) -> Thread | None:
    """The thread as it stands, if there is one."""
    return threads.held(thread) if thread else None


def decided_at(thread: Thread | None) -> datetime | None:
    """When a thread was decided; None while it waits for that."""
    step = thread.step(StepId.DECIDE) if thread else None
    return step.done_at if step else None


def drafted(
    trigger: Trigger, firing: Firing, situation: str, status: Status, thread: str, evidence: str, now: datetime
) -> str:
    """The alert that a trigger proposes: an update where an issued one of its thread stands."""
    addressed = addresses(trigger, shifts_for(situation, now), now)
    out = left_out(situation, [each.person for each in addressed])
    first = draft(trigger, firing, status, [evidence], default())
    text = checked(unheard(following(first, desk.newest_standing(thread), said(trigger, firing)), out))
    asked = checked_addresses([each for each in addressed if each.person not in out], now)
    alert = alerts.add(MACHINE, situation, text, asked, digest(text, asked), now)
    left = {"left_out": sorted(out)} if out else {}
    log.append(MACHINE, now, "drafted", f"alert:{alert}", situation, grade=text.grade, status=status, **left)
    return alert


def tell_duty(before: Thread | None, thread: Thread, trigger: Trigger, firing: Firing, now: datetime) -> None:
    """Tell who is on duty of what the ladder calls nobody for, once for each ground and grade: what is only watched, as
    a line of the daily summary; what was known and is graver now, or was decided already."""
    rule, watch = ladder(thread.situation), trigger.grade is Grade.WATCH
    graver = before is not None and hours_of(before, rule) is not hours_of(thread, rule)
    if not (watch or graver or decided_at(before)):
        return
    owning = {step.owner for step in thread.open_steps if step.owner and graver}
    told = Sentence(WATCHED, {"title": trigger.title}) if watch else said(trigger, firing)[0]
    path, key = f"/ladder/{thread.id}/", f"rang:{thread.id}:{trigger.grade}:{firing.evidence}"
    for person in {*on_call(thread, rule, now), *owning} - (called(thread) - called(before)):
        notices.tell(person, told, path, thread.situation, key=key, status=thread.status, now=now, digest=watch)


def called(thread: Thread | None) -> set[int]:
    """Everybody whom an open step has called."""
    return {person for step in thread.open_steps for person in step.called} if thread else set()


def on_call(thread: Thread, rule: Ladder, now: datetime) -> tuple[int, ...]:
    """Who is on duty for what comes in: in reserve too if it is imminent; else whoever answers for the ladder."""
    shifts = unsuspected({thread.situation: shifts_for(thread.situation, now)})[thread.situation]
    duty = rule.rules[StepId.ACKNOWLEDGE].duty
    reserve = in_reserve(shifts, duty, now) if hours_of(thread, rule) is Grade.IMMINENT else ()
    found = on_duty(shifts, duty, now) or reserve or on_duty(shifts, rule.owner, now)
    return found or tuple(owners([thread.situation]).values())
