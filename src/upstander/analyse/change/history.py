"""How surprising each month of a long past was to those who knew only the months before it."""

from collections.abc import Iterable

import numpy as np

from upstander.analyse.change.surprise import chance, judge
from upstander.lib.dates import Month
from upstander.records.counts import Counts, Numbers
from upstander.records.figures import Kind


def surprises(counts: Counts, asked: Iterable[Month]) -> dict[Month, tuple[Numbers, Numbers]]:
    """For each month: how probable one at least as bad was, and what was usual, a value a place.

    The same verdict as `surprise.chances` gives of the last month: each month is judged by the earlier ones alone.
    """
    judged = judge(counts.deaths[Kind.ONE_SIDED], counts.member)
    found = {}
    for month in asked:
        column = counts.column(month)
        found[month] = chance(judged, column), np.round(judged.expected[:, column], 1)
    return found
