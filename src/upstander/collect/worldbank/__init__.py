"""World Bank, World Development Indicators: the economy and the people of a State, year by year.

Read from `data/tables/covariates.csv` of KaraZajac/TOCSIN (commit 3a4104d). Its columns from other publishers
(inflation: IMF; excluded_share: EPR; cinc: Correlates of War) are never read.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Indicator:
    """A series of the World Development Indicators."""

    series: str
    code: str
    unit: str


INDICATORS: Mapping[str, Indicator] = {
    "gdp_pc": Indicator("gdp_per_capita", "NY.GDP.PCAP.KD", "constant 2015 US dollars a person"),
    "pop_0014": Indicator("under_15", "SP.POP.0014.TO.ZS", "percent of the population"),
    "pop_1564": Indicator("from_15_to_64", "SP.POP.1564.TO.ZS", "percent of the population"),
    "urban_pct": Indicator("urban", "SP.URB.TOTL.IN.ZS", "percent of the population"),
    "infant_mort": Indicator("infant_mortality", "SP.DYN.IMRT.IN", "deaths a 1,000 live births"),
    "pop_growth": Indicator("population_growth", "SP.POP.GROW", "percent a year"),
}
"""The columns that are the World Bank's, and what they hold."""


@dataclass(frozen=True, slots=True)
class Value:
    """One indicator of one State (Gleditsch-Ward code) in one year."""

    gw: int
    year: int
    indicator: Indicator
    value: float


def read(lines: Iterable[str], since: int = 1989) -> Iterator[Value]:
    """Every value from the year `since` on; blanks are left out, never filled."""
    for row in csv.DictReader(lines):
        if int(row["year"]) >= since:
            for column, indicator in INDICATORS.items():
                if row[column]:
                    yield Value(int(row["gwno"]), int(row["year"]), indicator, float(row[column]))
