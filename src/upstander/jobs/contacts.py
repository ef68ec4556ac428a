"""How a person is reached: their own address, the desk's gateway, a feed, a calendar. Each keeps only their own."""

from datetime import datetime, timedelta

from upstander.jobs.ways import ways
from upstander.lib.text import mark
from upstander.records.channels import Channel, Feed
from upstander.records.checks import line
from upstander.records.errors import Refused, Usage
from upstander.records.people import APART, Viewer
from upstander.store.desk import contacts, log, outbox, people, sealed
from upstander.store.desk.whole import whole

LASTS = timedelta(days=2)
"""How long a confirmation's link is good for."""

FEED_LASTS = timedelta(days=366)
MOST = 5
"""Addresses that one person may enter in a day: each gets a mail."""

NOT_YOURS = mark("This link is not good any more, or it was made for somebody else: enter the address again.")


def acts(who: Viewer) -> None:
    """Refused for nobody, and for --as."""
    if who.person <= 0 or who.reads_only:
        raise Refused("Sign in with your own account to say how the desk reaches you.")


@whole
def set_email(address: str, *, who: Viewer, now: datetime) -> str:
    """Enter one's own e-mail address: it gets a link to confirm it, and nothing else before that. Returns an id."""
    acts(who)
    if not ways().confirms:
        raise Usage("This desk sends no e-mail yet: ask its administrator.", "address")
    kept = line(address, "address")
    name, at, host = kept.rpartition("@")
    if not (name and at and "." in host) or any(each in kept for each in " ,;<>\"'") or kept.count("@") != 1:
        raise Usage("Enter one e-mail address, such as name@example.org.", "address")
    if contacts.entered(who, now - timedelta(days=1)) >= MOST:
        raise Usage("Try again tomorrow: you have entered several addresses today.", "address")
    id = contacts.add(who.person, Channel.EMAIL, kept, now, verified=False)
    outbox.ask_to_confirm(who.person, id, now)
    log.append(who, now, "address entered", f"person:{who.person}")
    return id


@whole
def confirm(token: str, *, who: Viewer, now: datetime) -> None:
    """Confirm one's own address with what its mail brought; Refused for anybody else."""
    acts(who)
    id = sealed.proven(token, LASTS)
    if id is None or not contacts.is_own(who, id):
        raise Refused(NOT_YOURS)
    contacts.verify(who, id, now)
    log.append(who, now, "address confirmed", f"person:{who.person}")


@whole
def use_gateway(*, who: Viewer, now: datetime) -> str:
    """Be reached through the desk's gateway, by text, call or messenger; returns the reference it knows one by."""
    acts(who)
    id = contacts.add(who.person, Channel.WEBHOOK, "", now, verified=True)
    log.append(who, now, "gateway chosen", f"person:{who.person}")
    return id


@whole
def end(id: str, *, who: Viewer, now: datetime) -> None:
    """Be reached in this way no more."""
    acts(who)
    contacts.end(who, id, now)
    log.append(who, now, "address ended", f"person:{who.person}")


@whole
def open_feed(feed: Feed, *, who: Viewer, now: datetime) -> str:
    """The secret in the address of one's own feed or calendar, shown once; an older one ends."""
    acts(who)
    if who.roles & APART:
        raise Refused("Nothing of the work waits for an auditor or an administrator: there is no feed of it.")
    contacts.end_feed(who, feed, now)
    secret = people.add_secret(who.person, feed, feed, now, now + FEED_LASTS)
    log.append(who, now, "feed opened", f"person:{who.person}", feed=feed)
    return secret


@whole
def end_feed(feed: Feed, *, who: Viewer, now: datetime) -> None:
    """End one's own feed or calendar."""
    acts(who)
    if not contacts.end_feed(who, feed, now):
        raise Usage("There is no such feed, or it has ended.")
    log.append(who, now, "feed ended", f"person:{who.person}", feed=feed)
