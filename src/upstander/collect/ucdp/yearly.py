"""Country-years: UCDP's own Country-Year Dataset on Organized Violence, the one with a published range."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from upstander.collect.ucdp.monthly import country
from upstander.records.figures import Kind

COLUMNS: Mapping[Kind, tuple[str, str, str, str]] = {
    Kind.STATE_BASED: (
        "sb_total_deaths_low_cy",
        "sb_total_deaths_best_cy",
        "sb_total_deaths_high_cy",
        "sb_deaths_civilians_cy",
    ),
    Kind.NON_STATE: (
        "ns_total_deaths_low_cy",
        "ns_total_deaths_best_cy",
        "ns_total_deaths_high_cy",
        "ns_deaths_civilians_cy",
    ),
    Kind.ONE_SIDED: (
        "os_total_deaths_low_cy",
        "os_total_deaths_best_cy",
        "os_total_deaths_high_cy",
        "os_total_deaths_best_cy",
    ),
}
"""Low, best, high and civilian deaths of each kind; whom one-sided violence kills is a civilian by definition."""


@dataclass(frozen=True, slots=True)
class YearTally:
    """Deaths of one kind in one State in a calendar year: range, best estimate, civilians among them."""

    gw: int
    year: int
    kind: Kind
    low: int
    best: int
    high: int
    civilians: int


def read(lines: Iterable[str]) -> Iterator[YearTally]:
    """Every State, year and kind of the file, the peaceful years with 0."""
    for row in csv.DictReader(lines):
        year = int(row["year_cy"])
        for kind, columns in COLUMNS.items():
            low, best, high, civilians = (int(row[column]) for column in columns)
            yield YearTally(country(int(row["country_id_cy"]), year), year, kind, low, best, high, civilians)
