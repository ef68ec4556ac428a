"""People in each State, mid-year: United Nations, World Population Prospects 2024, as published by Our World in Data.

Read from `data/tables/population.csv` of KaraZajac/TOCSIN (commit 3a4104d). Our World in Data joins older sources for
years before 1950, and the table repeats 2023 in 2024 and 2025: neither is read.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FIRST = 1989
LAST = 2023
"""The last year estimated; later rows of the table repeat it."""


@dataclass(frozen=True, slots=True)
class Population:
    """People in one State (Gleditsch-Ward code) in the middle of a year."""

    gw: int
    year: int
    people: int


def read(lines: Iterable[str]) -> Iterator[Population]:
    """Every State and year from 1989 to 2023."""
    for row in csv.DictReader(lines):
        if FIRST <= int(row["year"]) <= LAST:
            yield Population(int(row["gwno"]), int(row["year"]), int(row["population"]))
