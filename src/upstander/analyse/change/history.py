"""How surprising each month of a long past was to those who knew only the months before it."""

from collections.abc import Iterable

import numpy as np

from upstander.analyse.change.surprise import WARMING, tail, usual
from upstander.lib.dates import Month
from upstander.records.counts import Counts, Numbers
from upstander.records.figures import Kind


def surprises(counts: Counts, asked: Iterable[Month]) -> dict[Month, tuple[Numbers, Numbers]]:
    """For each month: how probable one at least as bad was, and what was usual, a value a place.

    The same verdict as `surprise.chances` gives of the last month: each month is ranked among the earlier ones alone.
    """
    killed = counts.deaths[Kind.ONE_SIDED]
    tails, expected = tail(killed), usual(killed)
    settled = counts.member & (np.cumsum(counts.member, axis=1) > WARMING)
    found = {}
    for month in asked:
        column = counts.column(month)
        past = settled[:, :column]
        worse = ((tails[:, :column] <= tails[:, column : column + 1]) & past).sum(axis=1)
        ranked = (worse + 1) / (past.sum(axis=1) + 1)
        found[month] = np.maximum(ranked, tails[:, column]), np.round(expected[:, column], 1)
    return found
