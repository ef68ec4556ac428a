"""Ask a fitted model about every State of the latest month."""

import numpy as np

from upstander.analyse.forecast.features import facts, features, reached, without_gaps
from upstander.analyse.forecast.fit import standardised
from upstander.records.counts import Counts, Numbers
from upstander.records.models import Model, numbers
from upstander.records.reasons import DRIVERS
from upstander.records.sets import DIGITS, ForecastSet
from upstander.records.vintages import runs

COVERED = (0.05, 0.95)
"""The quantiles of the refits that bound a 90 % interval."""


def chances(log_odds: Numbers) -> Numbers:
    """Probabilities."""
    return 1 / (1 + np.exp(-log_odds))


def contributions(model: Model, x: Numbers) -> Numbers:
    """What each of `DRIVERS` adds to the log-odds beside the mean place: places x drivers, 0 for unused ones."""
    adds = np.zeros((len(x), len(DRIVERS)))
    chosen = [DRIVERS.index(key) for key in model.keys]
    adds[:, chosen] = standardised(x[:, chosen], model.means, model.scales) * model.coefficients
    return np.round(adds, DIGITS) + 0.0


def interval(model: Model, x: Numbers, log_odds: Numbers) -> tuple[Numbers, Numbers]:
    """Lower and upper bound for each place: quantiles over the refits, widened to hold the forecast itself."""
    chosen = [DRIVERS.index(key) for key in model.keys]
    z = np.c_[np.ones(len(x)), standardised(x[:, chosen], model.means, model.scales)]
    low, high = np.quantile(z @ model.replicates.T, COVERED, axis=1)
    return chances(np.minimum(low, log_odds)), chances(np.maximum(high, log_odds))


def forecast(counts: Counts, model: Model) -> ForecastSet:
    """The model's answer for every State of the last month of `counts`."""
    without_gaps(counts)
    members = np.flatnonzero(counts.member[:, -1])
    latest = {key: values[members, -1] for key, values in facts(counts, model.question).items()}
    x = features(latest, DRIVERS)
    adds, intercept = contributions(model, x), round(model.intercept, DIGITS)
    low, high = interval(model, x, intercept + adds.sum(axis=1))
    return ForecastSet(
        question=model.question,
        origin=counts.last,
        known_at=max(counts.known_at),
        model=model.id,
        vintage=runs(counts.vintages),
        population_source=counts.population_source,
        population_vintage=counts.population_vintage,
        provisional=bool(counts.provisional.any()),
        reconstructed=bool(counts.reconstructed.any()),
        iso3s=tuple(counts.iso3s[member] for member in members),
        intercept=intercept,
        low=low,
        high=high,
        baseline=numbers(model.persistence)[reached(counts, model.question)[members, -1].astype(np.intp)],
        log_odds=adds,
        facts=latest,
    )
