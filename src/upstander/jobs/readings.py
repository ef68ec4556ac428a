"""What can be put before a trigger: rows of a month as somebody saw it, and rows of this moment."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import isnan

import numpy as np

from upstander.analyse.change.history import surprises
from upstander.lib.dates import Month
from upstander.records.counts import Counts, Numbers
from upstander.records.figures import Kind
from upstander.records.forecasts import Question
from upstander.records.people import PUBLIC
from upstander.records.triggers import Row, Surprising
from upstander.store.lake import Lake

Told = Mapping[Question, Mapping[Month, Numbers]]
"""Chances of every place, by question and origin."""

PAST = 60
"""Months of deaths that a row carries."""

FRESH = 12
"""Months, up to the newest, of which a new release may bring news."""

NEWS = timedelta(days=31)
"""How long a release stays news for the months before the newest."""

KNOWN_ON = 20
"""The day of the next month on which hindsight counts a month as known."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one who stands on `day` sees, in hindsight on the day each month is known: counts, and chances from them."""

    counts: Counts
    day: date
    months: tuple[Month, ...]
    told: Told
    hindsight: bool = False
    surprising: bool = True


def rows(sight: Sight) -> Iterator[Row]:
    """A row for every State of each month."""
    counts = sight.counts
    killed = whole(counts.deaths[Kind.ONE_SIDED])
    rare = surprises(counts, sight.months) if sight.surprising else {}
    for month in sight.months:
        column = counts.column(month)
        known = known_on(month) if sight.hindsight else max(counts.known_at[: column + 1])
        day = known if sight.hindsight else sight.day
        for place in np.flatnonzero(counts.member[:, column]).tolist():
            yield Row(
                iso3=counts.iso3s[place],
                month=month,
                day=day,
                known_at=known,
                deaths=killed[place][column],
                past=tuple(killed[place][max(0, column + 1 - PAST) : column + 1]),
                vintage=counts.vintages[column],
                chance=chances(sight.told, month, place),
                before=chances(sight.told, month - 1, place),
                surprise=surprising(rare.get(month), place),
                provisional=bool(counts.provisional[column]),
                reconstructed=bool(counts.reconstructed[column]) and not sight.hindsight,
            )


def whole(values: Numbers) -> list[list[int | None]]:
    """Counts as whole numbers; None where unknown."""
    return [[None if isnan(value) else int(value) for value in row] for row in values.tolist()]


def surprising(found: tuple[Numbers, Numbers] | None, place: int) -> Surprising | None:
    """How surprising the month is in one place, where that was asked."""
    return None if found is None else Surprising(float(found[0][place]), float(found[1][place]))


def chances(told: Told, month: Month, place: int) -> dict[Question, float]:
    """The chances of one place from one origin; absent where there is none."""
    found = {question: by_month[month][place] for question, by_month in told.items() if month in by_month}
    return {question: float(value) for question, value in found.items() if not np.isnan(value)}


def known_on(month: Month) -> date:
    """The day on which hindsight counts a month as known."""
    return (month + 1).first_day.replace(day=KNOWN_ON)


def fresh(counts: Counts, day: date) -> tuple[Month, ...]:
    """The newest month, and those shortly before it that a release of the last days counted first or anew."""
    newest = max(counts.known_at)
    news = [
        month
        for month, known in zip(counts.months[-FRESH:], counts.known_at[-FRESH:], strict=True)
        if known == newest and day - known <= NEWS
    ]
    return tuple(dict.fromkeys([*news, counts.last]))


def present(lake: Lake, questions: Iterable[Question], today: date) -> list[Row]:
    """What the desk can put before its triggers today: the forecasts as issued, the figures as known."""
    counts = lake.counts(PUBLIC, today, "known")
    told = {question: issued(lake, counts, question, today) for question in questions}
    return list(rows(Sight(counts, today, fresh(counts, today), told)))


def issued(lake: Lake, counts: Counts, question: Question, today: date) -> dict[Month, Numbers]:
    """The chances as issued for the newest month, and what the month before had said."""
    now, before = np.full(len(counts.iso3s), np.nan), np.full(len(counts.iso3s), np.nan)
    place = {iso3: row for row, iso3 in enumerate(counts.iso3s)}
    for one in lake.watchlist(PUBLIC, today, question):
        if one.forecast.origin == counts.last and one.state_iso3 in place:
            now[place[one.state_iso3]] = one.forecast.probability
            if one.change is not None:
                before[place[one.state_iso3]] = one.forecast.probability - one.change
    return {counts.last: now, counts.last - 1: before}
