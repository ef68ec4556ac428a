"""How much triggers interrupt people, what keeps them silent for a while, and what a digest holds. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from upstander.records.checks import passage
from upstander.records.errors import Usage
from upstander.records.triggers import Noise, Rung, Silence, Trigger

WEEK = timedelta(days=7)
WEEKS = 12
LONGEST = timedelta(days=90)
"""The longest that a trigger may be kept silent at one time."""


def silence(trigger: str, iso3: str, reason: str, by: str, at: datetime, until: datetime) -> Silence:
    """A silence, checked: it has a reason, begins now, and ends within 90 days."""
    if until <= at:
        raise Usage("Let the silence end at a time that is still to come.", "until")
    if until - at > LONGEST:
        raise Usage("Let the silence end within %(days)s days; it can be renewed.", "until", days=LONGEST.days)
    return Silence(trigger, iso3, passage(reason, "reason"), by, at, until)


def silenced(silences: Iterable[Silence], trigger: str, iso3: str, now: datetime) -> Silence | None:
    """The silence that keeps this trigger from ringing in this State at this moment."""
    for each in silences:
        if each.trigger == trigger and each.iso3 in {"", iso3} and each.at <= now < each.until:
            return each
    return None


def noise(trigger: Trigger, rung: Sequence[datetime], now: datetime) -> Noise:
    """How often it interrupted people up to `now`; `rung`: every firing that was not silenced."""
    week = sum(now - WEEK < at <= now for at in rung)
    quarter = sum(now - WEEKS * WEEK < at <= now for at in rung)
    return Noise(week, round(quarter / WEEKS, 2), trigger.budget)


def digest(rung: Iterable[Rung], since: datetime, now: datetime) -> dict[str, tuple[Rung, ...]]:
    """What rang since then, by State, the newest first: one message instead of many."""
    found: dict[str, list[Rung]] = {}
    for each in sorted(rung, key=lambda one: one.at, reverse=True):
        if since < each.at <= now and not each.silenced:
            found.setdefault(each.iso3, []).append(each)
    return {iso3: tuple(each) for iso3, each in sorted(found.items())}
