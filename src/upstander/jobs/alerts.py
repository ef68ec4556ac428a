"""Draft, sign, issue, acknowledge: the alert from an analyst's desk to the person who must answer."""

from collections.abc import Iterable, Set
from dataclasses import replace
from datetime import datetime

from upstander.jobs import notices, suspects, wording
from upstander.jobs.authorities import take_across
from upstander.jobs.clearances import weigh
from upstander.jobs.ladder import climb_on, heard, keep, ladder, reached, regraded, settled, start
from upstander.jobs.reach import within_reach
from upstander.jobs.ways import alert_must_reach
from upstander.records.alert_life import ENDS, AlertKind
from upstander.records.desk import Address, Alert, Draft, Grade, Situation
from upstander.records.errors import Usage
from upstander.records.ladder import StepId
from upstander.records.people import RECEIVES, Viewer
from upstander.respond import steps
from upstander.respond.answers import may_acknowledge, recipient_of
from upstander.store.desk import alerts as desk
from upstander.store.desk import lines, log, people
from upstander.store.desk.inbox import address_too
from upstander.store.desk.signals import signal
from upstander.store.desk.situations import situation as find
from upstander.store.desk.threads import attach, held, is_open, thread_of
from upstander.store.desk.whole import whole
from upstander.warn import alerts as rules
from upstander.warn import succession
from upstander.warn import wording as wordings


@whole
def draft(situation: str, text: Draft, addresses: Iterable[Address], *, who: Viewer, now: datetime) -> str:
    """Write a first version; returns the alert's id."""
    found = find(who, situation)
    rules.may_draft(who)
    rules.same_reality(text, found.status)
    first = replace(text, kind=AlertKind.ALERT, updates="", reason="")
    id, kept = begin(found.id, first, addresses, who, now)
    attach(thread_for(found, kept, who, now), alert=id)
    authored(id, now)
    return id


def begin(situation: str, text: Draft, addresses: Iterable[Address], who: Viewer, now: datetime) -> tuple[str, Draft]:
    """Keep a new draft; returns its id and the text as it was kept."""
    kept, asked = ready(situation, text, addresses, {who.person}, who, now)
    id = desk.add(who, situation, kept, asked, rules.digest(kept, asked), now)
    log.append(who, now, "drafted", f"alert:{id}", situation, grade=kept.grade, status=kept.status, kind=kept.kind)
    return id, kept


def thread_for(situation: Situation, text: Draft, who: Viewer, now: datetime) -> str:
    """The open thread of the alert's evidence, else a new one: no alert climbs without clocks."""
    for each in text.signals:
        if (found := thread_of(signal=each)) and is_open(found):
            return found
    imminent, quiet = text.grade is Grade.IMMINENT, text.grade is Grade.WATCH
    return start(situation.id, text.status, text.title, who=who, now=now, imminent=imminent, quiet=quiet)


def authored(id: str, now: datetime) -> None:
    """Whoever put words or a name to an alert does not decide on it: the ladder leaves them at once."""
    on = thread_of(alert=id)
    thread = held(on) if on else None
    if thread and thread.closed_at is None and thread.is_open(StepId.DECIDE):
        climb_on(thread, now)


@whole
def change(id: str, text: Draft, addresses: Iterable[Address], *, who: Viewer, now: datetime) -> None:
    """Write another version; every signature under the old text is voided, unless nothing changed."""
    found = desk.locked(who, id)
    rules.may_draft(who)
    rules.still_draft(found)
    rules.same_reality(text, find(who, found.situation).status)
    text = replace(text, kind=found.kind, updates=found.updates, wording=text.wording or found.wording)
    kept, asked = ready(found.situation, text, addresses, {who.person, found.drafted_by_id}, who, now)
    digest = rules.digest(kept, asked)
    if digest == found.digest:
        return
    desk.change(who, id, kept, asked, digest, now)
    log.append(who, now, "changed", f"alert:{id}", found.situation, version=found.version + 1, grade=kept.grade)
    if thread := thread_of(alert=id):
        heard(thread, now, quiet=kept.grade is Grade.WATCH)
    authored(id, now)


def ready(
    situation: str, text: Draft, addresses: Iterable[Address], authors: Set[int], who: Viewer, now: datetime
) -> tuple[Draft, tuple[Address, ...]]:
    """The draft and its addresses, checked: signals of this situation, people who may answer, none of its authors."""
    kept = rules.checked(replace(text, wording=text.wording or wording.default()))
    asked = rules.checked_addresses(addresses, now)
    for each in kept.signals:
        if signal(who, each).situation != situation:
            raise Usage("Choose signals of this situation.", "signals")
    for address in asked:
        if address.person in authors:
            raise Usage("Address somebody else: the drafter cannot answer their own alert.", "addresses")
        if not people.viewer_of(address.person, now).may(RECEIVES):
            raise Usage("Choose an analyst, a focal point or a decision maker.", "addresses")
        within_reach(situation, address.person, "addresses")
    suspects.may_hear(situation, [address.person for address in asked])
    if kept.kind not in ENDS:
        alert_must_reach(kept, asked)
    return kept, asked


@whole
def sign(id: str, *, who: Viewer, now: datetime) -> None:
    """Put a second name under the present text."""
    found = desk.locked(who, id)
    rules.may_sign(found, who)
    desk.add_signature(who, found, now)
    log.append(who, now, "signed", f"alert:{id}", found.situation, digest=found.digest)
    authored(id, now)


@whole
def issue(id: str, *, who: Viewer, now: datetime, despite: str = "") -> None:
    """Issue the alert under one's name: from now on its addressees see it and their clocks run.

    `despite`: why now, where a clearance is still open or somebody objected.
    """
    found = desk.locked(who, id)
    rules.may_issue(found, who, now)
    send(found, who, now, despite)


def send(found: Alert, who: Viewer, now: datetime, despite: str = "", review_by: datetime | None = None) -> None:
    """Issue an alert that may be issued; `review_by`: it goes out under one signature."""
    found = rules.in_time(found, now)
    weigh(found, despite, who, now)
    succession.is_next(found, lines.newest(who, found.life.line))
    wordings.keeps_to(found, wording.terms(), found.recipients)
    suspects.may_hear(found.situation, [recipient.person for recipient in found.recipients])
    take_across(found, [recipient.person for recipient in found.recipients], who, now)
    desk.add_signature(who, found, now, issues=True)
    desk.issue(who, found, now, review_by)
    detail: dict[str, object] = {"grade": found.grade, "digest": found.digest}
    detail |= {"single_signature": True, "review_by": review_by} if review_by else {}
    waited = now - (found.life.second_asked_at or now)
    detail |= {"deadlines_moved_by": waited} if found.life.deadlines_moved else {}
    log.append(who, now, "issued", f"alert:{found.id}", found.situation, **detail)
    on_the_ladder(found, who, now)
    notices.of_an_alert(desk.alert(who, found.id), now)


def on_the_ladder(found: Alert, who: Viewer, now: datetime) -> None:
    """An alert issued finishes what led to it. An update may change the thread's grade; what ends an alert ends the
    thread's waiting too, unless another alert of the thread still stands."""
    thread = thread_of(alert=found.id)
    if found.kind in ENDS:
        if thread and not lines.standing(thread):
            settled(thread, now, found.reason if found.kind is AlertKind.CANCEL else "")
        return
    if found.kind is AlertKind.UPDATE:
        second = next((each.person for each in rules.standing(found) if each.person != who.person), 0)
        regraded(thread, found.grade, now, second or found.drafted_by_id)
    first = min(each.decide_by for each in found.recipients)
    reached(thread, StepId.NOTE, who.person, now, graded=found.grade, decide_by=first)
    ask_the_owner(thread)


def ask_the_owner(id: str | None) -> None:
    """Whoever took the decision before there was an alert is asked for it as if they took it now."""
    thread = held(id) if id else None
    step = thread.step(StepId.DECIDE) if thread else None
    if thread and step and step.owner and not step.done_at:
        address_too(thread.id, step.owner)


@whole
def acknowledge(id: str, *, who: Viewer, now: datetime) -> None:
    """Say that one has read it and answers for it."""
    found = desk.locked(who, id)
    recipient = recipient_of(found, who)
    may_acknowledge(recipient)
    desk.acknowledge(recipient.id, now)
    late = now > recipient.acknowledge_by
    log.append(who, now, "acknowledged", f"alert:{id}", found.situation, late=late)
    own_decision(thread_of(alert=id), who, now)


def own_decision(id: str | None, who: Viewer, now: datetime) -> None:
    """Acknowledging is owning: the ladder waits for whoever has read the alert, unless somebody owns the decision."""
    thread = held(id) if id else None
    step = thread.step(StepId.DECIDE) if thread and thread.closed_at is None else None
    if thread is None or step is None or step.done_at or step.owner:
        return
    rule = ladder(thread.situation)
    if who.may({rule.rules[step.id].duty, *rule.rules[step.id].deputies, rule.owner}):
        keep(steps.take(climb_on(thread, now), step.id, who, now, rule), now)
        log.append(who, now, "step taken", f"thread:{thread.id}", thread.situation, step=step.id)
