"""What a forecast looks at: sums over the months just past, and what they become in the model."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from upstander.records.counts import Counts, Flags, Numbers
from upstander.records.errors import Usage
from upstander.records.figures import Kind
from upstander.records.forecasts import Question
from upstander.records.reasons import DRIVERS, MEMORY

HISTORY = 60
"""Months that must lie behind an origin before it may teach a model."""

MANY = 25
"""Deaths in twelve months from which UCDP lists one-sided violence: the mark for neighbours and for quiet places."""

SIGNS: Mapping[str, int] = {"months_since": -1, "population": 0} | {
    key: 1 for key in DRIVERS if key not in ("months_since", "population")
}
"""Which way a driver may push: +1 up, -1 down, 0 either."""


def recent(values: Numbers, months: int) -> Numbers:
    """Sums over each month and the ones before it, `months` in all; fewer where the series begins later."""
    padded = np.pad(values, ((0, 0), (months, 0)))
    total = np.cumsum(padded, axis=1)
    return total[:, months:] - total[:, :-months]


def without_gaps(counts: Counts) -> Counts:
    """The same counts; Usage if a month between the first and the last is unknown, for unknown is not 0."""
    known = ~np.isnan(counts.deaths[Kind.ONE_SIDED]).all(axis=0)
    if not known.all():
        month = counts.months[int(np.argmin(known))]
        raise Usage("No figures are held for %(month)s; add a vintage that covers it.", field="month", month=month)
    return counts


def months_since(happened: Flags) -> Numbers:
    """Months since it last happened, 0 in a month when it does, at most `MEMORY`."""
    columns = np.arange(happened.shape[1])
    latest = np.maximum.accumulate(np.where(happened, columns, -MEMORY), axis=1)
    return np.minimum(columns - latest, MEMORY).astype(np.float64)


def reached(counts: Counts, question: Question) -> Flags:
    """Places x months: whether the months just past, as many as the question asks about, reached its threshold."""
    return recent(counts.deaths[Kind.ONE_SIDED], question.within) >= question.at_least


def others_in_region(counts: Counts, marked: Flags) -> tuple[Numbers, Numbers]:
    """Places x months: how many other States of the region are marked, and how many others there are."""
    _, region = np.unique(np.array(counts.regions), return_inverse=True)
    return others(region, marked & counts.member), others(region, counts.member)


def others(group: NDArray[np.intp], flags: Flags) -> Numbers:
    """Places x months: how many others of the same group are flagged."""
    total = np.zeros((int(group.max()) + 1, flags.shape[1]))
    np.add.at(total, group, flags)
    return total[group] - flags


def facts(counts: Counts, question: Question) -> dict[str, Numbers]:
    """The raw numbers behind a forecast, places x months each; nan where unknown."""
    killed = counts.deaths[Kind.ONE_SIDED]
    battle = counts.deaths[Kind.STATE_BASED]
    year = recent(killed, 12)
    region, places = others_in_region(counts, year >= MANY)
    return {
        "killed_1": killed,
        "killed_3": recent(killed, 3),
        "killed_12": year,
        "killed_12_before": recent(killed, 24) - year,
        "killed_60": recent(killed, 60),
        "months_active": recent((killed > 0).astype(np.float64), 12),
        "months_since": months_since(reached(counts, question)),
        "battle_3": recent(battle, 3),
        "battle_12": recent(battle, 12),
        "non_state_12": recent(counts.deaths[Kind.NON_STATE], 12),
        "population": counts.population,
        "region": region,
        "region_places": places,
    }


def measured(key: str, facts: Mapping[str, Numbers]) -> Numbers:
    """A fact as the model sees it: logarithms of counts, the share of the region, months as they are."""
    if key == "months_active":
        return facts[key]
    if key == "region":
        return facts["region"] / np.maximum(facts["region_places"], 1)
    if key == "population":
        return np.log(facts[key])
    return np.log1p(facts[key])


def features(facts: Mapping[str, Numbers], keys: Sequence[str]) -> Numbers:
    """Facts of any shape, stacked along a last axis, one layer a key."""
    return np.stack([measured(key, facts) for key in keys], axis=-1)
