"""Around an alert's text: the second signature asked for, withheld or missing, the review, what comes after it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from upstander.jobs import alerts, hearing, notices
from upstander.jobs.ladder import ladder
from upstander.lib.text import Sentence, mark
from upstander.records.alert_life import AlertKind, Verdict
from upstander.records.checks import passage
from upstander.records.desk import Address, Alert, Draft, Grade
from upstander.records.people import RECEIVES, Viewer
from upstander.store.desk import alerts as desk
from upstander.store.desk import lines, log, people
from upstander.store.desk.situations import situation
from upstander.store.desk.threads import attach, is_open, thread_of
from upstander.store.desk.whole import whole
from upstander.warn import alerts as rules
from upstander.warn import single, succession

ASKED = mark("An imminent alert waits for a second signature: read it, then sign it or withhold your name.")


def pace(situation: str) -> float:
    """How fast time passes for a situation: 1, except in a drill."""
    urgent = Grade.IMMINENT
    return ladder(situation).limits[urgent] / ladder().limits[urgent]


def patience(situation: str) -> timedelta:
    """How long a second signature is waited for there."""
    return single.SILENCE * pace(situation)


def second_until(found: Alert) -> datetime | None:
    """When the wait for a second signature ends; None while nobody has asked for one."""
    asked = found.life.second_asked_at
    return asked + patience(found.situation) if asked else None


@whole
def ask(id: str, *, who: Viewer, now: datetime) -> None:
    """Ask everybody who may sign an imminent draft for the second signature: the hour of silence starts."""
    found = desk.locked(who, id)
    single.may_ask(found, who)
    desk.ask_second(who, found, now)
    log.append(who, now, "second signature asked", f"alert:{id}", found.situation, digest=found.digest)
    tell_others(found, who, now, ASKED, f"alert:{id}:second:{found.version}", now + patience(found.situation))


def tell_others(found: Alert, who: Viewer, now: datetime, what: str, key: str, due: datetime) -> None:
    """Tell everybody who sees the situation and could put their name under the alert, the asker aside."""
    for person in others(found, who, now):
        place = f"/alerts/{found.id}/"
        notices.tell(person, Sentence(what), place, found.situation, key=key, status=found.status, now=now, due=due)


def others(found: Alert, who: Viewer, now: datetime) -> list[int]:
    """Who sees the situation, may sign, and neither wrote the alert nor is asked by it."""
    out = {who.person, *found.authors, *(each.person for each in found.recipients)}
    return [each for each in lines.signers(found.situation, rules.CO_SIGNS, now) if each not in out]


@whole
def withhold(id: str, reason: str, *, who: Viewer, now: datetime) -> None:
    """Say why one will not put one's name under the present text: from then on nobody was merely silent."""
    found = desk.locked(who, id)
    single.may_withhold(found, who)
    desk.add_signature(who, found, now, withheld=passage(reason, "reason"))
    log.append(who, now, "withheld", f"alert:{id}", found.situation, digest=found.digest)
    alerts.authored(id, now)


@whole
def issue_alone(id: str, *, who: Viewer, now: datetime, despite: str = "") -> None:
    """Issue an imminent alert under one signature, once the second was asked for and an hour has passed in silence.

    `despite`: why now, where a clearance is still open or somebody objected.
    """
    found = desk.locked(who, id)
    single.may_issue_alone(found, who, now, patience(found.situation))
    review_by = now + single.REVIEW * pace(found.situation)
    alerts.send(found, who, now, despite, review_by)
    tell_others(found, who, now, notices.TO_REVIEW, f"alert:{id}:review", review_by)


@whole
def review(id: str, verdict: Verdict, reason: str, *, who: Viewer, now: datetime) -> None:
    """Say, as another person, what one makes of an alert that went out under one signature."""
    found = desk.locked(who, id)
    single.may_review(found, who)
    desk.add_review(who, found, verdict, passage(reason, "reason"), now)
    late = found.life.review_by is not None and now > found.life.review_by
    log.append(who, now, "reviewed", f"alert:{id}", found.situation, verdict=verdict, late=late)


@whole
def update(id: str, text: Draft, addresses: Iterable[Address], *, who: Viewer, now: datetime) -> str:
    """Draft the text that takes an issued alert's place, with the reason; returns the draft's id."""
    old = desk.locked(who, id)
    rules.of_the_situation(old, who)
    succession.may_update(old, who)
    next_text = replace(text, kind=AlertKind.UPDATE, updates=old.id, status=old.status)
    return follow(old, next_text, addresses, who, now)


@whole
def cancel(id: str, reason: str, *, who: Viewer, now: datetime) -> str:
    """Draft the cancellation of an alert that was a mistake; returns the draft's id."""
    return end(id, AlertKind.CANCEL, reason, who, now)


@whole
def all_clear(id: str, reason: str, *, who: Viewer, now: datetime) -> str:
    """Draft the all-clear of an alert whose danger has passed; returns the draft's id."""
    return end(id, AlertKind.ALL_CLEAR, reason, who, now)


def end(id: str, kind: AlertKind, reason: str, who: Viewer, now: datetime) -> str:
    """Draft what ends an alert, addressed to everybody who was asked."""
    old = desk.locked(who, id)
    rules.of_the_situation(old, who)
    succession.may_end(old, who)
    text = succession.closing(old, kind, passage(reason, "reason"))
    return follow(old, text, succession.told(heirs(old, who, now), now), who, now)


def heirs(old: Alert, who: Viewer, now: datetime) -> list[int]:
    """Everybody whom the line asked, who can still be asked: not who drafts, nor who works in a suspected body."""
    asked = [each for each in lines.asked_in(who, old.life.line) if each != who.person]
    out = hearing.left_out(old.situation, asked)
    return [each for each in asked if each not in out and people.viewer_of(each, now).may(RECEIVES)]


def follow(old: Alert, text: Draft, addresses: Iterable[Address], who: Viewer, now: datetime) -> str:
    """Keep the draft on the old alert's thread; where that has ended, an update opens another."""
    new, kept = alerts.begin(old.situation, text, addresses, who, now)
    thread = thread_of(alert=old.id)
    if thread is None or (kept.kind is AlertKind.UPDATE and not is_open(thread)):
        thread = alerts.thread_for(situation(who, old.situation), kept, who, now)
    attach(thread, alert=new)
    alerts.authored(new, now)
    return new
