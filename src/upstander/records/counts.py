"""Counts of violence as arrays: one row a place, one column a month, as they were known on one day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from upstander.lib.dates import Month
from upstander.records.figures import Kind

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Every State's violence by month, without gaps in the months, oldest first.

    `deaths`, `events`: places x months for each kind; nan where no vintage held covers the month, 0 in a covered month
    without a row. `member`: places x months, whether the place was a State of the system in that month. `population`:
    places x months, people, the newest yearly figure not newer than that month, nan where none. `provisional`,
    `reconstructed`, `known_at`, `vintages`: one entry a month, of the vintage its figures come from. `regions`: one
    entry a place. `population_source`, `population_vintage` name where the population comes from.
    """

    iso3s: tuple[str, ...]
    regions: tuple[str, ...]
    months: tuple[Month, ...]
    deaths: Mapping[Kind, Numbers]
    events: Mapping[Kind, Numbers]
    member: Flags
    population: Numbers
    provisional: Flags
    reconstructed: Flags
    known_at: tuple[date, ...]
    vintages: tuple[str, ...]
    population_source: str = ""
    population_vintage: str = ""

    @property
    def first(self) -> Month:
        """The oldest month."""
        return self.months[0]

    @property
    def last(self) -> Month:
        """The newest month."""
        return self.months[-1]

    def column(self, month: Month) -> int:
        """Where a month stands; IndexError outside the months held."""
        column = month.ordinal - self.first.ordinal
        if not 0 <= column < len(self.months):
            raise IndexError(f"{month} is not among {self.first} to {self.last}")
        return column

    def until(self, month: Month) -> "Counts":
        """The same counts without any month after this one: what a forecast from `month` may see."""
        end = self.column(month) + 1
        return Counts(
            iso3s=self.iso3s,
            regions=self.regions,
            months=self.months[:end],
            deaths={kind: values[:, :end] for kind, values in self.deaths.items()},
            events={kind: values[:, :end] for kind, values in self.events.items()},
            member=self.member[:, :end],
            population=self.population[:, :end],
            provisional=self.provisional[:end],
            reconstructed=self.reconstructed[:end],
            known_at=self.known_at[:end],
            vintages=self.vintages[:end],
            population_source=self.population_source,
            population_vintage=self.population_vintage,
        )
