"""UNHCR Refugee Data Finder: people displaced, by where they come from, at the end of each year.

Read from `data/population.rda` of PopulationStatistics/refugees (commit 0c16a6d), the agency's own package for R.
"""

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

SERIES = ("refugees", "asylum_seekers", "idps")
"""Refugees and asylum-seekers abroad from a place; displaced inside it, of concern to UNHCR."""

NO_PLACE = frozenset({"UNK", "XXA", "TIB"})
"""Origins that are no place of our table: unknown, stateless, Tibetan."""


@dataclass(frozen=True, slots=True)
class Displaced:
    """People from one place in one series at the end of a year."""

    iso3: str
    series: str
    year: int
    people: int


def read(lines: Iterable[str], since: int = 1989) -> list[Displaced]:
    """Sums over countries of asylum, from the year `since` on, sorted; a sum of blanks only is left out."""
    sums: Counter[tuple[str, str, int]] = Counter()
    for row in csv.DictReader(lines):
        year = int(float(row["year"]))
        if year >= since and row["coo_iso"] not in NO_PLACE:
            for series in SERIES:
                if row[series]:
                    sums[row["coo_iso"], series, year] += int(float(row[series]))
    return [Displaced(*key, people=people) for key, people in sorted(sums.items())]
