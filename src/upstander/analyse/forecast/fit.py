"""Fit the model: ridge-penalised logistic regression, strength chosen forward in time, countries resampled."""

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import sklearn
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from upstander.analyse.forecast.features import SIGNS, facts, features, reached, without_gaps
from upstander.analyse.forecast.labels import closes, labels, origins
from upstander.lib.dates import Month
from upstander.records.counts import Counts, Flags, Numbers
from upstander.records.errors import Usage
from upstander.records.forecasts import Question
from upstander.records.models import Model
from upstander.records.reasons import DRIVERS

STRENGTHS = (0.01, 0.03, 0.1, 1.0)
"""Inverse strengths of the penalty that are tried."""

CLOSE = 1.01
"""How near to the smallest loss counts as equal."""

FOLDS = 3
"""How many blocks of time, each later than all that teaches it, choose the strength."""

BLOCK = 48
"""Months in such a block."""

REPLICATES = 200
"""How often countries are resampled."""

SEED = 20260716
"""Where the resampling starts unless told otherwise."""

LIBRARY = f"scikit-learn {sklearn.__version__}"
"""What fits the line."""

FIGURES = 7
"""Significant figures kept of every number of a model, so that it is written and read without loss."""


@dataclass(frozen=True, slots=True, eq=False)
class Lessons:
    """What teaches a model: rows of features and labels, with the place and the month of each row."""

    x: Numbers
    y: Numbers
    place: NDArray[np.intp]
    column: NDArray[np.intp]
    after: Flags

    def where(self, chosen: Flags) -> "Lessons":
        """Some of the rows."""
        return Lessons(self.x[chosen], self.y[chosen], self.place[chosen], self.column[chosen], self.after[chosen])


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A fitted line through standardised features; keys that would push the wrong way are left out."""

    keys: tuple[str, ...]
    means: Numbers
    scales: Numbers
    intercept: float
    coefficients: Numbers

    def log_odds(self, x: Numbers) -> Numbers:
        """For rows of all `DRIVERS`."""
        chosen = [DRIVERS.index(key) for key in self.keys]
        return self.intercept + standardised(x[:, chosen], self.means, self.scales) @ self.coefficients


def figures(values: Any) -> Numbers:
    """Rounded to `FIGURES` significant figures."""
    array = np.asarray(values, dtype=np.float64)
    return np.array([float(f"{value:.{FIGURES}g}") for value in array.ravel()]).reshape(array.shape)


def standardised(x: Numbers, means: Numbers, scales: Numbers) -> Numbers:
    """Features as distances from the mean place; an unknown one counts as the mean."""
    return np.nan_to_num((x - means) / scales, nan=0.0)


def lessons(counts: Counts, question: Question, closing: Month) -> Lessons:
    """All rows that may teach, oldest first; Usage if they tell no difference."""
    columns = origins(counts, question, closing)
    outcome = labels(counts, question, closing)[:, columns].T
    known = ~np.isnan(outcome)
    if not 0 < outcome[known].sum() < known.sum():
        raise Usage(
            "The figures up to %(month)s teach no difference; ask about a later day.", "as-known", month=closing
        )
    x = features(facts(counts, question), DRIVERS)[:, columns].transpose(1, 0, 2)
    after = reached(counts, question)[:, columns].T
    place = np.broadcast_to(np.arange(outcome.shape[1]), outcome.shape)
    column = np.broadcast_to(columns[:, None], outcome.shape)
    return Lessons(x[known], outcome[known], place[known], column[known], after[known])


def line(taught: Lessons, strength: float) -> Line:
    """The fitted line; a driver that would push the wrong way is dropped and the rest fitted again."""
    keys: tuple[str, ...] = tuple(key for i, key in enumerate(DRIVERS) if not np.isnan(taught.x[:, i]).all())
    while True:
        x = taught.x[:, [DRIVERS.index(key) for key in keys]]
        means, scales = figures(np.nanmean(x, axis=0)), figures(np.nanstd(x, axis=0) + 1e-9)
        fitted = LogisticRegression(C=strength, tol=1e-8, max_iter=1000)
        with threadpool_limits(1):  # more wait for each other on so few numbers, and sum in an order of their own
            fitted.fit(standardised(x, means, scales), taught.y)
        coefficients = fitted.coef_[0]
        right = tuple(key for key, weight in zip(keys, coefficients, strict=True) if SIGNS[key] * weight >= 0)
        if right == keys:
            return Line(keys, means, scales, float(fitted.intercept_[0]), coefficients)
        keys = right


def loss(log_odds: Numbers, y: Numbers) -> float:
    """Mean logarithmic loss."""
    return float(np.mean(np.logaddexp(0, log_odds) - y * log_odds))


def forward_loss(taught: Lessons, strength: float, within: int) -> float:
    """Mean loss over blocks of time, each taught only by windows closed before it begins."""
    end = int(taught.column.max())
    losses = []
    for begin in range(end + 1 - FOLDS * BLOCK, end, BLOCK):
        past = taught.where(taught.column + within <= begin)
        ahead = taught.where((taught.column > begin) & (taught.column <= begin + BLOCK))
        if len(past.y) and 0 < past.y.sum() < len(past.y):
            losses.append(loss(line(past, strength).log_odds(ahead.x), ahead.y))
    return float(np.mean(losses)) if losses else 0.0


def best_strength(taught: Lessons, within: int) -> float:
    """The strongest penalty whose loss forward in time comes close to the smallest: calmer from year to year."""
    losses = {strength: forward_loss(taught, strength, within) for strength in STRENGTHS}
    close = CLOSE * min(losses.values())
    return next(strength for strength in sorted(STRENGTHS) if losses[strength] <= close)


def refit(z: Numbers, y: Numbers, weights: Numbers, start: Numbers, strength: float) -> Numbers:
    """Newton's method on the weighted ridge loss from `start` (intercept first, not penalised)."""
    kept = weights > 0
    z, y, weights = z[kept], y[kept], weights[kept]
    penalty = np.r_[0.0, np.full(z.shape[1] - 1, 1 / strength)]
    beta = start.copy()
    for _ in range(25):
        p = 1 / (1 + np.exp(-(z @ beta)))
        slope = z.T @ (weights * (p - y)) + penalty * beta
        bend = (z * (weights * p * (1 - p))[:, None]).T @ z + np.diag(penalty + 1e-9)
        step = np.linalg.solve(bend, slope)
        beta -= step
        if np.abs(step).max() < 1e-5:
            break
    return beta


def resampled(taught: Lessons, fitted: Line, strength: float, seed: int, replicates: int) -> Numbers:
    """The line fitted again on countries drawn with replacement: replicates x (1 + keys)."""
    x = taught.x[:, [DRIVERS.index(key) for key in fitted.keys]]
    z = np.c_[np.ones(len(x)), standardised(x, fitted.means, fitted.scales)]
    start = np.r_[fitted.intercept, fitted.coefficients]
    places, row_place = np.unique(taught.place, return_inverse=True)
    draw = np.random.default_rng(seed)
    times = draw.multinomial(len(places), np.full(len(places), 1 / len(places)), size=replicates).astype(np.float64)
    return np.array([refit(z, taught.y, drawn[row_place], start, strength) for drawn in times])


def persistence(taught: Lessons) -> tuple[float, float]:
    """How often the threshold was reached after a window that had not reached it, and after one that had.

    Jeffreys' prior keeps both off 0 and 1.
    """
    counts = [(taught.y[taught.after == value].sum(), (taught.after == value).sum()) for value in (False, True)]
    before, after = (float(figures((hits + 0.5) / (rows + 1))) for hits, rows in counts)
    return before, after


def fit(counts: Counts, question: Question, seed: int = SEED, replicates: int = REPLICATES) -> Model:
    """The model that these figures teach: labels end with the last final calendar year."""
    closing = closes(without_gaps(counts))
    taught = lessons(counts, question, closing)
    strength = best_strength(taught, question.within)
    fitted = line(taught, strength)
    model = Model(
        id="",
        question=question,
        begins=counts.months[int(taught.column.min())],
        closes=closing,
        vintage=counts.vintages[counts.column(closing)],
        keys=fitted.keys,
        means=fitted.means,
        scales=fitted.scales,
        intercept=float(figures(fitted.intercept)),
        coefficients=figures(fitted.coefficients),
        replicates=figures(resampled(taught, fitted, strength, seed, replicates)),
        persistence=persistence(taught),
        strength=strength,
        seed=seed,
        rows=len(taught.y),
        reached=int(taught.y.sum()),
        library=LIBRARY,
    )
    return replace(model, id=name(model))


def name(model: Model) -> str:
    """What the model is called: its question, where its labels close, and a digest of all its numbers."""
    text = json.dumps(model.written() | {"id": ""}, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{model.question.at_least}-{model.question.within}-{model.closes}-{digest}"
