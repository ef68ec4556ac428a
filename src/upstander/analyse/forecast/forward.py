"""The chances that a desk of the past would have seen: each from a model that only closed windows before it taught."""

from collections.abc import Callable, Sequence

import numpy as np

from upstander.analyse.forecast.features import facts, features, without_gaps
from upstander.analyse.forecast.fit import best_strength, lessons, line
from upstander.analyse.forecast.labels import closes
from upstander.analyse.forecast.predict import chances
from upstander.lib.dates import Month
from upstander.records.counts import Counts, Numbers
from upstander.records.errors import Usage
from upstander.records.forecasts import Question
from upstander.records.reasons import DRIVERS

Progress = Callable[[], None]
"""Told after every model."""


def closed_by(counts: Counts, origin: Month) -> Month | None:
    """The last December that had closed at `origin`; None where no year had."""
    try:
        return closes(counts.until(origin))
    except Usage:
        return None


def strength(counts: Counts, question: Question, origins: Sequence[Month]) -> float | None:
    """The penalty chosen at the first December that can teach: kept from then on, a long past costs seconds."""
    for december in sorted({each for origin in origins if (each := closed_by(counts, origin)) is not None}):
        try:
            return best_strength(lessons(counts, question, december), question.within)
        except Usage:
            continue
    return None


def forward(
    counts: Counts, question: Question, origins: Sequence[Month], penalty: float, progress: Progress | None = None
) -> dict[Month, Numbers]:
    """The chance of every place at each origin, one value a place; nan where it was no State.

    A model is taught once for each December that closes, by windows that end with it, and never sees a month after the
    origin. An origin with too short a past behind it is left out.
    """
    without_gaps(counts)
    x = features(facts(counts, question), DRIVERS)
    found: dict[Month, Numbers] = {}
    closing = {origin: closed_by(counts, origin) for origin in origins}
    for december in sorted({each for each in closing.values() if each is not None}):
        taught_at = [origin for origin in origins if closing[origin] == december]
        try:
            taught = lessons(counts, question, december)
        except Usage:
            continue
        fitted = line(taught, penalty)
        for origin in taught_at:
            column = counts.column(origin)
            told = chances(fitted.log_odds(x[:, column]))
            found[origin] = np.where(counts.member[:, column], told, np.nan)
        if progress is not None:
            progress()
    return found
