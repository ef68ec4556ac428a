"""Deadlines as an iCalendar (RFC 5545): that an answer is due, when, and where to give it."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar
from icalendar import Event as Component

LASTS = timedelta(minutes=15)
"""How much room a deadline takes in a calendar, before it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One deadline; its page and its moment keep it the same event however often it is asked for."""

    path: str
    url: str
    due: datetime


def ics(events: Iterable[Event], title: str, host: str, secret: str, now: datetime) -> bytes:
    """The calendar; every event bears the same thin title, and its name is sealed by the secret of its reader."""
    calendar = Calendar()
    calendar.add("prodid", "-//Upstander//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for each in sorted(events, key=lambda each: (each.due, each.path)):
        event = Component()
        event.add("uid", f"{name(each, secret)}@{host}")
        event.add("dtstamp", now)
        event.add("dtstart", each.due - LASTS)
        event.add("dtend", each.due)
        event.add("summary", title)
        event.add("class", "PRIVATE")
        if each.url:
            event.add("url", each.url)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def name(event: Event, secret: str) -> str:
    """What a calendar knows a deadline by: a page may have several, and nobody else can tell which page it is."""
    told = f"{event.path} {event.due.astimezone(UTC).isoformat()}"
    return hmac.digest(secret.encode(), told.encode(), "sha256").hex()[:24]
