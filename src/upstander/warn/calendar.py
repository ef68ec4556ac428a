"""Deadlines as an iCalendar (RFC 5545): that an answer is due, when, and where to give it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar
from icalendar import Event as Component

LASTS = timedelta(minutes=15)
"""How much room a deadline takes in a calendar, before it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One deadline; `path` keeps it the same event however often it is asked for."""

    path: str
    url: str
    due: datetime


def ics(events: Iterable[Event], title: str, host: str, now: datetime) -> bytes:
    """The calendar; every event bears the same thin title."""
    calendar = Calendar()
    calendar.add("prodid", "-//Upstander//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for each in sorted(events, key=lambda each: (each.due, each.path)):
        event = Component()
        event.add("uid", f"{hashlib.sha256(each.path.encode()).hexdigest()[:24]}@{host}")
        event.add("dtstamp", now)
        event.add("dtstart", each.due - LASTS)
        event.add("dtend", each.due)
        event.add("summary", title)
        event.add("class", "PRIVATE")
        if each.url:
            event.add("url", each.url)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
