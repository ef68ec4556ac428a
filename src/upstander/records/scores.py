"""How good forecasts were: scores with intervals, and on how much they rest."""

from dataclasses import dataclass

from upstander.lib.dates import Month
from upstander.records.forecasts import Question


@dataclass(frozen=True, slots=True)
class Measured:
    """A score with its 90 % interval from resampling countries; None where it cannot be computed."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """How one method did on one question among some places.

    `method`: model, persistence or climatology. `among`: all, or quiet (fewer than 25 killed in the 12 months before).
    `gain`: the method's log loss less that of persistence, paired; below 0 is better. `episodes`: runs of months in
    which the threshold was reached, apart by at least a year: the number of things that really happened independently.
    `expected`: the sum of the chances given, to set beside `reached`.
    """

    question: Question
    method: str
    among: str
    brier: Measured
    log_loss: Measured
    auc: Measured
    gain: Measured
    forecasts: int
    reached: int
    places: int
    episodes: int
    first: Month
    last: Month
    expected: float = 0.0
