"""The chain strip: from signal to outcome, the time each step took of the time it was allowed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from upstander.lib.text import mark
from upstander.web.marks.chips import clock_chip, moment
from upstander.web.marks.markup import Markup, tag
from upstander.web.marks.words import HOURLY, Words


class Link(StrEnum):
    """The eight steps, in order."""

    SIGNAL = "signal"
    VERIFIED = "verified"
    ASSESSED = "assessed"
    ALERT = "alert"
    ACKNOWLEDGED = "acknowledged"
    DECIDED = "decided"
    PLAN = "plan"
    OUTCOME = "outcome"


LINKS = {
    Link.SIGNAL: mark("Signal"),
    Link.VERIFIED: mark("Verified"),
    Link.ASSESSED: mark("Assessed"),
    Link.ALERT: mark("Alert"),
    Link.ACKNOWLEDGED: mark("Acknowledged"),
    Link.DECIDED: mark("Decision"),
    Link.PLAN: mark("Plan"),
    Link.OUTCOME: mark("Outcome"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One link: done `at` (it `took` so long of the time `allowed`) or `passed` over, `now` with its deadline `due`, or
    to come."""

    link: Link
    at: datetime | None = None
    took: timedelta | None = None
    allowed: timedelta | None = None
    due: datetime | None = None
    now: bool = False
    passed: bool = False


def chain_strip(steps: Sequence[Step], now: datetime, zone: ZoneInfo, words: Words) -> Markup:
    """An ordered list with the current step marked; it stands upright on phones."""
    rows = [step_row(step, now, zone, words) for step in steps]
    return tag("nav", tag("ol", *rows, class_="chain"), aria_label=words(mark("From signal to outcome")))


def step_row(step: Step, now: datetime, zone: ZoneInfo, words: Words) -> Markup:
    """One link with its time."""
    name = tag("b", words(LINKS[step.link]))
    if step.now:
        told = clock_chip(step.due, now, zone, words) if step.due else words(mark("not yet"))
        return tag("li", name, " ", told, class_="now", aria_current="step")
    if step.passed:
        return tag("li", name, " ", words(mark("Passed over")), class_="later")
    if step.at is None:
        return tag("li", name, " ", words(mark("not yet")), class_="later")
    return tag("li", name, " ", time_taken(step, zone, words))


def time_taken(step: Step, zone: ZoneInfo, words: Words) -> object:
    """9 hrs of 24 hrs; 9 hrs; or the moment itself."""
    if step.took is None:
        return moment(step.at, zone, words) if step.at else ""
    told = words.hours if max(step.took, step.allowed or step.took) <= HOURLY else words.duration
    if step.allowed is None:
        return told(step.took)
    return words(mark("%(took)s of %(allowed)s"), took=told(step.took), allowed=told(step.allowed))
