"""Country-months: somebody's aggregate of the final release, and the candidate events themselves.

UCDP publishes events. `data/tables/country-month.csv` of KaraZajac/TOCSIN (commit 3a4104d) sums those of release 26.1
and its candidates.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from upstander.lib.dates import Month
from upstander.records.figures import Kind

PREFIXES: Mapping[str, Kind] = {"sb": Kind.STATE_BASED, "ns": Kind.NON_STATE, "os": Kind.ONE_SIDED}
TYPES: Mapping[str, Kind] = {"1": Kind.STATE_BASED, "2": Kind.NON_STATE, "3": Kind.ONE_SIDED}

SERBIA_FROM = 2007
"""UCDP keeps country 345 for Serbia; in the Gleditsch-Ward list it is 340 from this year on."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Events and best estimate of deaths of one kind in one State (Gleditsch-Ward code) in one month."""

    gw: int
    month: Month
    kind: Kind
    events: int
    best: int
    provisional: bool


def aggregate(lines: Iterable[str]) -> Iterator[Tally]:
    """The tallies of the aggregate's rows; kinds without an event in that month yield nothing.

    Columns: gwno, year, month, {sb,ns,os}_{events,deaths}, provisional (1 = from candidate events).
    """
    for row in csv.DictReader(lines):
        month = Month(int(row["year"]), int(row["month"]))
        for prefix, kind in PREFIXES.items():
            if int(row[f"{prefix}_events"]):
                yield Tally(
                    gw=country(int(row["gwno"]), month.year),
                    month=month,
                    kind=kind,
                    events=int(row[f"{prefix}_events"]),
                    best=int(row[f"{prefix}_deaths"]),
                    provisional=row["provisional"] == "1",
                )


def candidates(lines: Iterable[str], codes: Mapping[str, int]) -> list[Tally]:
    """Tallies of candidate events, by month of `date` (their `date_start`).

    Columns: id, conflict_new_id, conflict_name, country (UCDP's name), best, type_of_violence, date. `codes` gives the
    Gleditsch-Ward code of each name; KeyError for a name it lacks.
    """
    events: Counter[tuple[int, Month, Kind]] = Counter()
    deaths: Counter[tuple[int, Month, Kind]] = Counter()
    for row in csv.DictReader(lines):
        month = Month.read(row["date"][:7])
        cell = country(codes[row["country"]], month.year), month, TYPES[row["type_of_violence"]]
        events[cell] += 1
        deaths[cell] += int(row["best"])
    return [Tally(*cell, events=count, best=deaths[cell], provisional=True) for cell, count in sorted(events.items())]


def country(code: int, year: int) -> int:
    """The Gleditsch-Ward code of UCDP's country code in that year."""
    return 340 if code == 345 and year >= SERBIA_FROM else code
