"""Is the latest month surprising, given the place's own past?

Two judges, and the milder one counts. The first takes the month as negative binomial around what is usual there at
this time of year, with the place's own dispersion. The second ranks how many times the usual the month counted among
the place's earlier months (conformal prediction), so that a series that clusters more than any formula, or lives
through spells of violence, rings no more often than promised.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc

from upstander.records.counts import Counts, Flags, Numbers
from upstander.records.figures import Kind
from upstander.records.forecasts import Change
from upstander.records.reasons import surprise

PROMISE = 0.01
"""How often a place may ring by chance alone: one month in a hundred."""

LEAST = 10
"""Deaths below which no month rings, however unusual."""

FEW = 0.3
"""Added to a count and to what is usual before they are compared: small enough to treat every season alike."""

MEMORY = 60
"""Months that say how much a place's counts scatter."""

WARMING = 24
"""Months at the beginning of a series that are too short of a past to judge."""


def before(values: Numbers, months: int) -> tuple[Numbers, Numbers]:
    """Sums over the months before each month, not counting it, at most `months`, and how many those were."""
    total = np.cumsum(np.pad(values, ((0, 0), (months + 1, 0))), axis=1)[:, :-1]
    number = np.minimum(np.arange(values.shape[1]), months).astype(np.float64)
    return total[:, months:] - total[:, :-months], number


def seasons(values: Numbers) -> Numbers:
    """How each month compares with the rest of the year, judged by the same calendar month in all years before it.

    Square roots keep one massacre from making a season; one mean month is thrown in so that short pasts say little.
    """
    roots = np.sqrt(values)
    same, years = np.zeros_like(roots), np.zeros(roots.shape[1])
    for back in range(12, roots.shape[1], 12):
        same[:, back:] += roots[:, :-back]
        years[back:] += 1
    total, months = before(roots, roots.shape[1])
    mean = total / np.maximum(months, 1) + 1e-3
    return np.asarray(((same + mean) / ((years + 1) * mean)) ** 2)


def usual(values: Numbers) -> Numbers:
    """What may be expected of each month from the ones before it: the level of the year just past, in that season."""
    total, number = before(values, 12)
    return (total + 0.5) / (number + 0.5) * seasons(values)


def dispersion(values: Numbers, expected: Numbers) -> Numbers:
    """How much more than Poisson the months before scattered around what was expected of them, at least a little."""
    excess, _ = before((values - expected) ** 2 - expected, MEMORY)
    scale, _ = before(expected**2, MEMORY)
    return np.maximum(excess / np.maximum(scale, 1e-9), 0.05)


def tail(values: Numbers, expected: Numbers) -> Numbers:
    """The chance of each month or a worse one, negative binomial around what is expected of it."""
    size = 1 / dispersion(values, expected)
    return np.where(values > 0, betainc(np.maximum(values, 1), size, expected / (size + expected)), 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What is needed to judge any month of a series by the ones before it, places x months each.

    `tails`: the first judge's chances; `times`: how many times the usual was counted; `settled`: months that count as
    past.
    """

    expected: Numbers
    tails: Numbers
    times: Numbers
    settled: Flags


def judge(values: Numbers, member: Flags) -> Judged:
    """`values`: places x months, whole numbers, none missing. `member`: months that count as the place's past."""
    expected = usual(values)
    times = (values + FEW) / (expected + FEW)
    return Judged(expected, tail(values, expected), times, member & (np.cumsum(member, axis=1) > WARMING))


def chance(judged: Judged, column: int) -> Numbers:
    """For each place, the chance of a month at least as bad as this one: 1 where the past is too short."""
    past = judged.settled[:, :column]
    worse = ((judged.times[:, :column] >= judged.times[:, column : column + 1]) & past).sum(axis=1)
    ranked = (worse + 1) / (past.sum(axis=1) + 1)
    return np.asarray(np.maximum(ranked, judged.tails[:, column]), dtype=np.float64)


def chances(values: Numbers, member: Flags) -> Numbers:
    """For each place, the chance of a month at least as bad as its last one."""
    return chance(judge(values, member), values.shape[1] - 1)


def rings(chance: Numbers, latest: Numbers, promise: float = PROMISE) -> Flags:
    """Where the chance is below the promised rate of false alarms, and the month is not a small one."""
    return (chance <= promise) & (latest >= LEAST)


def changes(counts: Counts) -> list[Change]:
    """How surprising the latest month is, for every State of that month."""
    killed = counts.deaths[Kind.ONE_SIDED]
    members = np.flatnonzero(counts.member[:, -1])
    values = killed[members]
    judged = judge(values, counts.member[members])
    improbable = chance(judged, values.shape[1] - 1)
    ringing = rings(improbable, values[:, -1])
    expected = np.round(judged.expected[:, -1], 1)
    return [
        Change(
            iso3=counts.iso3s[place],
            month=counts.last,
            count=int(values[i, -1]),
            usual=float(expected[i]),
            chance=float(improbable[i]),
            rings=bool(ringing[i]),
            sentence=surprise(int(values[i, -1]), float(expected[i])),
        )
        for i, place in enumerate(members)
    ]
