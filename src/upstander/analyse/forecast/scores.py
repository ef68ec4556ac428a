"""Proper scores, with intervals from resampling countries."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from upstander.analyse.forecast.predict import COVERED
from upstander.records.counts import Flags, Numbers
from upstander.records.scores import Measured

APART = 12
"""Months without a reached threshold that part one episode from the next."""

Weighted = Callable[[Numbers], float]


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """Forecasts and what came to pass, one entry each: `episode` numbers the run that it belongs to."""

    place: NDArray[np.intp]
    column: NDArray[np.intp]
    y: Numbers
    quiet: Flags
    episode: NDArray[np.intp]
    chances: dict[str, Numbers]

    def where(self, chosen: Flags) -> "Played":
        """Some of the forecasts."""
        chances = {name: values[chosen] for name, values in self.chances.items()}
        return Played(
            place=self.place[chosen],
            column=self.column[chosen],
            y=self.y[chosen],
            quiet=self.quiet[chosen],
            episode=self.episode[chosen],
            chances=chances,
        )


def brier(p: Numbers, y: Numbers) -> Numbers:
    """Squared distance of each chance from what came to pass."""
    return (p - y) ** 2


def log_loss(p: Numbers, y: Numbers) -> Numbers:
    """Minus the logarithm of the chance given to what came to pass."""
    return -np.log(np.where(y == 1, p, 1 - p))


def weighted_mean(values: Numbers) -> Weighted:
    """The mean of these values under weights."""
    return lambda weights: float(values @ weights / weights.sum())


def weighted_auc(p: Numbers, y: Numbers) -> Weighted:
    """The chance that a reached one ranks above an unreached one under weights; ties count half."""
    _, rank = np.unique(p, return_inverse=True)

    def auc(weights: Numbers) -> float:
        ups = np.bincount(rank, weights * y)
        downs = np.bincount(rank, weights * (1 - y))
        pairs = ups.sum() * downs.sum()
        return float(ups @ (np.cumsum(downs) - downs / 2) / pairs) if pairs else float("nan")

    return auc


def drawn(place: NDArray[np.intp], seed: int, replicates: int) -> Numbers:
    """Weights of the forecasts when countries are drawn with replacement: replicates x forecasts."""
    places, row = np.unique(place, return_inverse=True)
    draw = np.random.default_rng(seed)
    times = draw.multinomial(len(places), np.full(len(places), 1 / len(places)), size=replicates)
    return times.astype(np.float64)[:, row]


def measured(score: Weighted, weights: Numbers) -> Measured:
    """A score on the forecasts as they are, and its interval over the weights."""
    value = score(np.ones(weights.shape[1]))
    if np.isnan(value):
        return Measured(None, None, None)
    low, high = np.nanquantile([score(row) for row in weights], COVERED)
    return Measured(value, min(float(low), value), max(float(high), value))


def numbered(place: NDArray[np.intp], column: NDArray[np.intp], y: Numbers) -> NDArray[np.intp]:
    """The number of the episode that each reached threshold belongs to, -1 where it was not reached.

    An episode is a run of reached thresholds in one place, `APART` months or more after the last: what happened
    independently of the rest.
    """
    order = np.lexsort((column, place))
    order = order[y[order] == 1]
    new = (np.diff(place[order], prepend=-1) != 0) | (np.diff(column[order], prepend=0) >= APART)
    episode = np.full(len(y), -1)
    episode[order] = np.cumsum(new)
    return episode
