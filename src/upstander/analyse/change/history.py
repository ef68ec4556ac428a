"""How surprising each month of a long past was to those who knew only the months before it."""

from collections.abc import Iterable

import numpy as np

from upstander.analyse.change.surprise import chances, usual
from upstander.lib.dates import Month
from upstander.records.counts import Counts, Numbers
from upstander.records.figures import Kind


def surprises(counts: Counts, asked: Iterable[Month]) -> dict[Month, tuple[Numbers, Numbers]]:
    """For each month, a value a place: how probable one as bad was, and what was usual. No later month counts."""
    killed = counts.deaths[Kind.ONE_SIDED]
    expected = np.round(usual(killed), 1)
    ends = {month: counts.column(month) for month in asked}
    return {
        month: (chances(killed[:, : end + 1], counts.member[:, : end + 1]), expected[:, end])
        for month, end in ends.items()
    }
