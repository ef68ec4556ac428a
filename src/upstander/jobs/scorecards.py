"""Scorecards: what became of the warnings and the answers that a viewer may see, and of the whole desk in totals."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from upstander.jobs.ladder import bundled
from upstander.jobs.triggers import texts
from upstander.learn import scorecards as learn
from upstander.records.checks import passage
from upstander.records.counts import Counts
from upstander.records.desk import AlertStage, Status
from upstander.records.errors import Refused, Usage
from upstander.records.figures import Kind
from upstander.records.people import PUBLIC, RECEIVES, Viewer
from upstander.records.scorecards import Begun, DeskTotals, Missed, Past, Scorecard, Warned
from upstander.store.desk import alerts, log
from upstander.store.desk import scorecards as desk
from upstander.store.desk.threads import every, total
from upstander.store.desk.whole import whole
from upstander.store.lake import Lake
from upstander.warn.backrun import onsets

USUAL = 100
"""Deaths in a month that count as a beginning where no trigger says how many: what most triggers warn of."""


def scorecard(lake: Lake, viewer: Viewer, now: datetime, year: int | None = None) -> Scorecard:
    """The card of what the viewer may see, of all years or of one; an exercise is in none of it."""
    figures = Figures(lake, now.date())
    warned = thresholds(desk.warned(viewer))
    missing = learn.missed(figures.begun(USUAL), warned, desk.watched(viewer), figures.vintage)
    threads = every(viewer, Status.ACTUAL)
    unread = total(viewer, Status.ACTUAL) - len(threads)
    if year is not None:
        warned = [each for each in warned if each.issued_at.year == year]
        missing = [each for each in missing if each.begun.month.year == year]
        threads = [each for each in threads if each.opened_at.year == year]
    told = [ranged(lake, each, now.date()) for each in missing]
    return replace(learn.scorecard(warned, told, threads, figures.past, now), vintage=figures.vintage, unread=unread)


@lru_cache(1)
def mechanisms() -> dict[str, str]:
    """What each mechanism of the ladder's file is called, by its id."""
    return {each["id"]: each["name"] for each in json.loads(bundled())["mechanisms"]}


def ranged(lake: Lake, missed: Missed, day: date) -> Missed:
    """The miss with the range and the day of its count: no toll stands bare."""
    month, iso3 = missed.begun.month, missed.begun.iso3
    for found in lake.panel(PUBLIC, day, [iso3], month, month, [Kind.ONE_SIDED]):
        return replace(missed, vintage=f"UCDP {found.vintage}", low=found.low, high=found.high, known_at=found.known_at)
    return missed


def totals(lake: Lake, viewer: Viewer, now: datetime) -> DeskTotals:
    """The whole desk in five numbers, for everybody who works at it."""
    return learn.totals(thresholds(desk.warned_anywhere(viewer)), Figures(lake, now.date()).past, now)


def thresholds(warned: Sequence[Warned]) -> list[Warned]:
    """One warning for each cause, with the deaths that count as what it warned of."""
    known = {name: trigger.onset for name, (trigger, _) in texts().items()}
    return learn.by_cause(replace(each, threshold=known.get(each.trigger, USUAL)) for each in warned)


class Figures:
    """The newest figures known on a day, read for beginnings."""

    def __init__(self, lake: Lake, day: date) -> None:
        self.counts: Counts = lake.counts(PUBLIC, day, "known")
        self.vintage = f"UCDP {self.counts.vintages[-1]}"
        self.begun = lru_cache(None)(self.found)
        self.past = lru_cache(None)(self.read)

    def found(self, threshold: int) -> tuple[Begun, ...]:
        """Every beginning at this threshold."""
        return tuple(Begun(*each) for each in onsets(self.counts, threshold, self.counts.first, self.counts.last))

    def read(self, iso3: str, threshold: int) -> Past:
        """One State at one threshold."""
        begun = tuple(each for each in self.begun(threshold) if each.iso3 == iso3)
        months, place = self.counts.months, self.counts.iso3s.index(iso3) if iso3 in self.counts.iso3s else None
        killed = () if place is None else self.counts.deaths[Kind.ONE_SIDED][place].tolist()
        reached = frozenset(month for month, deaths in zip(months, killed, strict=False) if deaths >= threshold)
        return Past(begun, reached, self.counts.last.last_day, self.vintage)


@whole
def say_outcome(alert: str, happened: bool, on: date, source: str, *, who: Viewer, now: datetime) -> str:  # noqa: FBT001
    """Put down what came of an issued alert: when, and where that can be read. The newest account counts."""
    found = alerts.locked(who, alert)
    if found.situation not in who.grants or not who.may(RECEIVES):
        raise Refused("Ask somebody who works on this situation: they say what came of the alert.")
    if found.stage is not AlertStage.ISSUED:
        raise Usage("Wait until this alert is issued: nothing can come of a draft.")
    if on > now.date():
        raise Usage("Choose a day that has passed.", "on")
    id = desk.add_outcome(who, alert, happened, on, passage(source, "source"), now)
    log.append(who, now, "outcome recorded", f"alert:{alert}", found.situation, happened=happened, outcome=id)
    return id
