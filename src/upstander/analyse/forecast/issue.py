"""Issue forecasts month-end by month-end, each from what its own month could know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from upstander.analyse.forecast.fit import SEED, fit
from upstander.analyse.forecast.labels import closes
from upstander.analyse.forecast.predict import forecast
from upstander.lib.dates import Month
from upstander.records.counts import Counts
from upstander.records.forecasts import QUESTIONS, Question
from upstander.records.models import Model
from upstander.records.sets import ForecastSet

Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many."""


@dataclass(frozen=True, slots=True)
class Issued:
    """Forecasts, and the models that made them."""

    sets: tuple[ForecastSet, ...]
    models: tuple[Model, ...]


def issue(
    counts: Counts,
    origins: Sequence[Month],
    progress: Progress | None = None,
    *,
    questions: Sequence[Question] = QUESTIONS,
    seed: int = SEED,
) -> Issued:
    """Every question at each of these origins, oldest first.

    Nothing after an origin is seen. Models are fitted once for each year that closes, so months of one year share one.
    """
    models: dict[tuple[Month, Question], Model] = {}
    sets = []
    for done, origin in enumerate(sorted(origins), 1):
        seen = counts.until(origin)
        for question in questions:
            key = closes(seen), question
            if key not in models:
                models[key] = fit(seen, question, seed)
            sets.append(forecast(seen, models[key]))
        if progress is not None:
            progress(done, len(origins))
    return Issued(tuple(sets), tuple(models.values()))
