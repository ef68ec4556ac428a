"""Play the past forward: fit on what had closed, forecast, and score what came to pass.

The figures are those held now (hindsight): what was counted at the time is not held before 2025, so real forecasts
would have done somewhat worse.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from upstander.analyse.forecast.features import HISTORY, MANY, facts, features, reached, without_gaps
from upstander.analyse.forecast.fit import SEED, Lessons, best_strength, lessons, line, persistence
from upstander.analyse.forecast.labels import closes, labels
from upstander.analyse.forecast.predict import chances
from upstander.analyse.forecast.scores import (
    Played,
    brier,
    drawn,
    log_loss,
    measured,
    numbered,
    weighted_auc,
    weighted_mean,
)
from upstander.lib.dates import Month
from upstander.records.counts import Counts, Flags, Numbers
from upstander.records.errors import Usage
from upstander.records.forecasts import Question
from upstander.records.reasons import DRIVERS
from upstander.records.scores import Score

BEGINS = Month(1999, 12)
"""The first month forecast from: ten years of figures lie behind it."""

SAMPLES = 200
"""How often countries are resampled for an interval."""

ALL, QUIET = "all", "quiet"
"""Among which places a score is taken; quiet: fewer than `MANY` killed in the twelve months before."""

Cells = NDArray[np.intp]

Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many."""


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """What was asked in one year, what each method said, and what came to pass."""

    place: Cells
    column: Cells
    y: Numbers
    quiet: Flags
    said: dict[str, Numbers]


def answers(taught: Lessons, within: int, x: Numbers, past: Flags) -> dict[str, Numbers]:
    """What each method says of these rows, after these lessons."""
    calm, after = persistence(taught)
    often = (taught.y.sum() + 0.5) / (len(taught.y) + 1)
    return {
        "model": chances(line(taught, best_strength(taught, within)).log_odds(x)),
        "persistence": np.where(past, after, calm),
        "climatology": np.full(len(past), often),
    }


def played(counts: Counts, question: Question, every: int = 1, progress: Progress | None = None) -> Played:
    """Every forecast from `BEGINS` on whose window has closed: taught anew each December, asked `every` months."""
    closing = closes(without_gaps(counts))
    outcome, raw = labels(counts, question, closing), facts(counts, question)
    x, past = features(raw, DRIVERS), reached(counts, question)
    last = counts.column(closing) - question.within
    decembers = [column for column in range(question.within + HISTORY - 1, last + 1) if begins_year(counts, column)]
    rounds = []
    for done, december in enumerate(decembers, 1):
        taught = lessons(counts, question, counts.months[december])
        columns = np.arange(december, min(december + 12, last + 1), every)
        asked, place, column = asked_of(counts, columns)
        said = answers(taught, question.within, x[asked], past[asked])
        rounds.append(Round(place, column, outcome[asked], raw["killed_12"][asked] < MANY, said))
        if progress is not None:
            progress(done, len(decembers))
    return joined(rounds, numbered_by_month(outcome))


def begins_year(counts: Counts, column: int) -> bool:
    """Whether a model is taught anew in this month."""
    return counts.months[column].number == 12 and counts.months[column] >= BEGINS


def asked_of(counts: Counts, columns: Cells) -> tuple[tuple[Cells, Cells], Cells, Cells]:
    """The States of these months: an index into places x months, and its two halves."""
    place, which = np.nonzero(counts.member[:, columns])
    return (place, columns[which]), place, columns[which]


def numbered_by_month(outcome: Numbers) -> Cells:
    """Places x months: the episode of each, told from every month, however few of them are asked."""
    place, column = np.indices(outcome.shape)
    return numbered(place.ravel(), column.ravel(), (outcome == 1).ravel().astype(np.float64)).reshape(outcome.shape)


def joined(rounds: Sequence[Round], episode: Cells) -> Played:
    """Several rounds as one; Usage if nothing could be played."""
    if not rounds:
        raise Usage("The figures end too early to score a forecast; ask about a later day.", field="as-known")
    place = np.concatenate([one.place for one in rounds])
    column = np.concatenate([one.column for one in rounds])
    y = np.concatenate([one.y for one in rounds])
    quiet = np.concatenate([one.quiet for one in rounds])
    said = {name: np.concatenate([one.said[name] for one in rounds]) for name in rounds[0].said}
    return Played(place, column, y, quiet, episode[place, column], said)


def scored(counts: Counts, question: Question, game: Played, among: str, seed: int = SEED) -> list[Score]:
    """Each method's scores on a game, on the same draws of countries."""
    weights = drawn(game.place, seed, SAMPLES)
    reference = log_loss(game.chances["persistence"], game.y)
    return [
        Score(
            question=question,
            method=method,
            among=among,
            brier=measured(weighted_mean(brier(p, game.y)), weights),
            log_loss=measured(weighted_mean(log_loss(p, game.y)), weights),
            auc=measured(weighted_auc(p, game.y), weights),
            gain=measured(weighted_mean(log_loss(p, game.y) - reference), weights),
            forecasts=len(game.y),
            reached=int(game.y.sum()),
            places=len(np.unique(game.place)),
            episodes=len(np.unique(game.episode[game.y == 1])),
            first=counts.months[int(game.column.min())],
            last=counts.months[int(game.column.max())],
            expected=float(p.sum()),
        )
        for method, p in game.chances.items()
    ]


def evaluate(counts: Counts, question: Question, every: int = 1, progress: Progress | None = None) -> list[Score]:
    """Model, persistence and climatology, among all places and among quiet ones."""
    game = played(counts, question, every, progress)
    return scored(counts, question, game, ALL) + scored(counts, question, game.where(game.quiet), QUIET)
