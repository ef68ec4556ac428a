"""Draft, sign, issue, acknowledge: the alert from an analyst's desk to the person who must answer."""

from collections.abc import Iterable
from datetime import datetime

from upstander.jobs import notices
from upstander.jobs.ladder import reached, start
from upstander.records.desk import Address, Draft, Grade, Situation
from upstander.records.errors import Usage
from upstander.records.ladder import StepId
from upstander.records.people import RECEIVES, Viewer
from upstander.respond.answers import may_acknowledge, recipient_of
from upstander.store.desk import alerts as desk
from upstander.store.desk import log, people
from upstander.store.desk.signals import signal
from upstander.store.desk.situations import situation as find
from upstander.store.desk.threads import attach, is_open, thread_of
from upstander.store.desk.whole import whole
from upstander.warn import alerts as rules


@whole
def draft(situation: str, text: Draft, addresses: Iterable[Address], *, who: Viewer, now: datetime) -> str:
    """Write a first version; returns the alert's id."""
    found = find(who, situation)
    rules.may_draft(who)
    rules.same_reality(text, found.status)
    kept, asked = ready(found.id, text, addresses, who, now)
    id = desk.add(who, found.id, kept, asked, rules.digest(kept, asked), now)
    log.append(who, now, "drafted", f"alert:{id}", found.id, grade=kept.grade, status=kept.status)
    attach(thread_for(found, kept, who, now), alert=id)
    return id


def thread_for(situation: Situation, text: Draft, who: Viewer, now: datetime) -> str:
    """The open thread of the alert's evidence, else a new one: no alert climbs without clocks."""
    for each in text.signals:
        if (found := thread_of(signal=each)) and is_open(found):
            return found
    return start(situation.id, text.status, text.title, who=who, now=now, imminent=text.grade is Grade.IMMINENT)


@whole
def change(id: str, text: Draft, addresses: Iterable[Address], *, who: Viewer, now: datetime) -> None:
    """Write another version; every signature under the old text is voided, unless nothing changed."""
    found = desk.locked(who, id)
    rules.may_draft(who)
    rules.still_draft(found)
    rules.same_reality(text, find(who, found.situation).status)
    kept, asked = ready(found.situation, text, addresses, who, now)
    digest = rules.digest(kept, asked)
    if digest == found.digest:
        return
    desk.change(who, id, kept, asked, digest, now)
    log.append(who, now, "changed", f"alert:{id}", found.situation, version=found.version + 1, grade=kept.grade)


def ready(
    situation: str, text: Draft, addresses: Iterable[Address], who: Viewer, now: datetime
) -> tuple[Draft, tuple[Address, ...]]:
    """The draft and its addresses, checked: signals of this situation, people who may answer, never the drafter."""
    kept = rules.checked(text)
    asked = rules.checked_addresses(addresses, now)
    for each in kept.signals:
        if signal(who, each).situation != situation:
            raise Usage("Choose signals of this situation.", "signals")
    for address in asked:
        if address.person == who.person:
            raise Usage("Address somebody else: the drafter cannot answer their own alert.", "addresses")
        if not people.viewer_of(address.person, now).may(RECEIVES):
            raise Usage("Choose an analyst, a focal point or a decision maker.", "addresses")
    return kept, asked


@whole
def sign(id: str, *, who: Viewer, now: datetime) -> None:
    """Put a second name under the present text."""
    found = desk.locked(who, id)
    rules.may_sign(found, who)
    desk.add_signature(who, found, now)
    log.append(who, now, "signed", f"alert:{id}", found.situation, digest=found.digest)


@whole
def issue(id: str, *, who: Viewer, now: datetime) -> None:
    """Issue the alert under one's name: from now on its addressees see it and their clocks run."""
    found = desk.locked(who, id)
    rules.may_issue(found, who, now)
    desk.add_signature(who, found, now, issues=True)
    desk.issue(who, found, now)
    log.append(who, now, "issued", f"alert:{id}", found.situation, grade=found.grade, digest=found.digest)
    notices.of_an_alert(found, now)
    reached(thread_of(alert=id), StepId.NOTE, who.person, now, graded=found.grade)


@whole
def acknowledge(id: str, *, who: Viewer, now: datetime) -> None:
    """Say that one has read it and answers for it."""
    found = desk.locked(who, id)
    recipient = recipient_of(found, who)
    may_acknowledge(recipient)
    desk.acknowledge(recipient.id, now)
    late = now > recipient.acknowledge_by
    log.append(who, now, "acknowledged", f"alert:{id}", found.situation, late=late)
