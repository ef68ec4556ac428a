"""What came to pass: labels that teach a model, closed before it is asked."""

import numpy as np
from numpy.typing import NDArray

from upstander.analyse.forecast.features import HISTORY, recent
from upstander.lib.dates import Month
from upstander.records.counts import Counts, Numbers
from upstander.records.errors import Usage
from upstander.records.figures import Kind
from upstander.records.forecasts import Question


def closes(counts: Counts) -> Month:
    """The last December up to which no month is provisional: the figures up to it may be labels."""
    final = len(counts.months) if not counts.provisional.any() else int(np.argmax(counts.provisional))
    years = [month for month in counts.months[:final] if month.number == 12]
    if not years:
        raise Usage("No calendar year is complete and final; add a vintage that covers one.", field="month")
    return years[-1]


def labels(counts: Counts, question: Question, closing: Month) -> Numbers:
    """Places x months: 1 where the months after it reached the threshold, 0 where not.

    nan where the window ends after `closing`, and where the place was no State when the forecast would be made.
    """
    killed = counts.deaths[Kind.ONE_SIDED]
    known = np.full(killed.shape, np.nan)
    end = counts.column(closing) + 1 - question.within
    if end > 0:
        ahead = recent(killed, question.within)[:, question.within : question.within + end]
        known[:, :end] = ahead >= question.at_least
    known[~counts.member] = np.nan
    return known


def origins(counts: Counts, question: Question, closing: Month, every: int = 3) -> NDArray[np.intp]:
    """Columns that may teach: with enough history behind, with a window closed by `closing`, every third month."""
    last = counts.column(closing) - question.within
    if last < HISTORY - 1:
        raise Usage(
            "The figures end in %(month)s, too early to fit a model; ask about a later day.",
            field="as-known",
            month=closing,
        )
    return np.arange(last, HISTORY - 2, -every)[::-1]
