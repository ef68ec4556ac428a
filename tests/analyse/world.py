"""A small invented world, in which killings cluster and last."""

from dataclasses import replace
from datetime import date

import numpy as np

from upstander.lib.dates import Month, months
from upstander.records.counts import Counts
from upstander.records.figures import Kind

PLACES = 24
SINCE, UNTIL = Month(1989, 1), Month(2008, 12)


def invented(until: Month = UNTIL, seed: int = 7) -> Counts:
    """Twenty-four States in four regions; some pass into violence and out of it again, others never do."""
    draw = np.random.default_rng(seed)
    line = tuple(months(SINCE, until))
    shape = PLACES, len(line)
    level = draw.choice([0.0, 0.3, 2.0, 30.0], size=PLACES, p=[0.3, 0.3, 0.2, 0.2])
    wild = np.cumsum(draw.random(shape) < 0.02, axis=1) % 2
    mean = level[:, None] * (0.1 + 2 * wild) + 1e-6
    deaths = {kind: draw.negative_binomial(0.4, 0.4 / (0.4 + mean)).astype(float) for kind in Kind}
    return Counts(
        iso3s=tuple(f"P{place:02d}" for place in range(PLACES)),
        regions=tuple("NESW"[place % 4] for place in range(PLACES)),
        months=line,
        deaths=deaths,
        events={kind: np.minimum(values, 5) for kind, values in deaths.items()},
        member=np.ones(shape, dtype=bool),
        population=np.repeat(draw.integers(10_000, 10_000_000, size=(PLACES, 1)), len(line), axis=1).astype(float),
        provisional=np.zeros(len(line), dtype=bool),
        reconstructed=np.zeros(len(line), dtype=bool),
        known_at=tuple(date(month.year + 1, 7, 1) for month in line),
        vintages=tuple("26.1" for _ in line),
        population_source="United Nations",
        population_vintage="2024",
    )


def killed(counts: Counts, values: np.ndarray) -> Counts:
    """The same world with other one-sided deaths."""
    return replace(counts, deaths={**counts.deaths, Kind.ONE_SIDED: values})
