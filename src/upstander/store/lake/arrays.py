"""Rows of the lake as records and arrays."""

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from upstander.lib.dates import Month
from upstander.records.counts import Counts, Flags, Numbers
from upstander.records.errors import Usage
from upstander.records.figures import Figure, Kind, KnownBasis, Licence, Observation, State
from upstander.store.lake import places
from upstander.store.lake.held import Held

Cell = TypeVar("Cell", bound=np.generic)

LASTING = 9999


class Voice(NamedTuple):
    """Which vintage speaks for a month."""

    vintage: str
    known_at: date
    known_basis: str
    provisional: bool
    reconstructed: bool


SILENCE = Voice("", date.min, "", provisional=False, reconstructed=False)
"""No vintage covers the month, though some cover months before and after it."""

TEXTS = {"known": "as_known", "first": "first_counts"}


def figure(row: tuple[Any, ...]) -> Figure:
    """A row of `panel.sql`."""
    iso3, gw, month, kind, events, best, vintage, known_at, basis, reconstructed, provisional, source, licence = row
    return Figure(
        iso3=iso3,
        gw=gw,
        month=Month.at(month),
        kind=Kind(kind),
        events=events,
        low=None,
        best=best,
        high=None,
        vintage=vintage,
        known_at=known_at,
        known_basis=KnownBasis(basis),
        reconstructed=reconstructed,
        provisional=provisional,
        source=source,
        licence=Licence(licence),
    )


@lru_cache(maxsize=8)
def panel(
    held: Held,
    as_known: date,
    insider: bool,  # noqa: FBT001
    iso3s: tuple[str, ...] | None,
    first: Month,
    last: Month,
) -> tuple[Figure, ...]:
    """Figures by State, month and kind; all States where `iso3s` is None."""
    rows = held.rows(
        "panel",
        "as_known",
        day=as_known,
        insider=insider,
        first=first.ordinal,
        last=last.ordinal,
        everywhere=iso3s is None,
        iso3s=list(iso3s or ()),
    )
    return tuple(figure(row) for row in rows)


def observation(row: tuple[Any, ...]) -> Observation:
    """A row of `observations.sql`."""
    iso3, series, year, value, unit, source, vintage, known_at, licence = row
    return Observation(iso3, series, year, value, unit, source, vintage, known_at, Licence(licence))


@lru_cache(maxsize=48)
def counts(held: Held, as_known: date, hold: str, insider: bool) -> Counts:  # noqa: FBT001
    """All States' counts on a day; the arrays may not be written to, callers share them."""
    speaking = {row[0]: Voice(*row[1:6]) for row in held.rows("speaking", TEXTS[hold], day=as_known, insider=insider)}
    if not speaking:
        raise Usage("No figures were known on %(day)s; choose a later day.", "as-known", day=as_known.isoformat())
    ordinals = range(min(speaking), max(speaking) + 1)
    months = tuple(Month.at(ordinal) for ordinal in ordinals)
    voices = [speaking.get(ordinal, SILENCE) for ordinal in ordinals]
    states = tuple(sorted((one for one in places.states(held) if one.gw is not None), key=lambda one: one.iso3))
    people, source, vintage = population(held, as_known, insider, states, months)
    silent = np.array([one is SILENCE for one in voices])
    deaths, events = cells(held, as_known, hold, insider, states, months, silent)
    return Counts(
        iso3s=tuple(one.iso3 for one in states),
        regions=tuple(one.region for one in states),
        months=months,
        deaths=deaths,
        events=events,
        member=membership(states, months),
        population=people,
        population_source=source,
        population_vintage=vintage,
        provisional=sealed(np.array([one.provisional for one in voices])),
        reconstructed=sealed(np.array([one.reconstructed for one in voices])),
        known_at=tuple(one.known_at for one in voices),
        vintages=tuple(one.vintage for one in voices),
    )


def cells(
    held: Held,
    as_known: date,
    hold: str,
    insider: bool,  # noqa: FBT001
    states: tuple[State, ...],
    months: tuple[Month, ...],
    silent: Flags,
) -> tuple[dict[Kind, Numbers], dict[Kind, Numbers]]:
    """Deaths and events, places x months, for each kind: 0 where the source has no row, nan in a silent month."""
    found = held.columns("cells", TEXTS[hold], day=as_known, insider=insider)
    places_of = np.full(1000, -1)
    places_of[np.array([one.gw for one in states])] = np.arange(len(states))
    row, column = places_of[found["gw"]], found["month"] - months[0].ordinal
    deaths: dict[Kind, Numbers] = {}
    events: dict[Kind, Numbers] = {}
    for kind in Kind:
        chosen = found["kind"] == kind.value
        for target, name in ((deaths, "best"), (events, "events")):
            values = np.zeros((len(states), len(months)))
            values[:, silent] = np.nan
            values[row[chosen], column[chosen]] = found[name][chosen]
            target[kind] = sealed(values)
    return deaths, events


def membership(states: tuple[State, ...], months: tuple[Month, ...]) -> Flags:
    """Places x months: whether the place was a State of the system in the year of that month."""
    years = np.array([month.year for month in months])
    member = np.zeros((len(states), len(months)), dtype=np.bool_)
    for row, one in enumerate(states):
        for first, last in one.spells:
            member[row] |= (years >= first) & (years <= (last or LASTING))
    return sealed(member)


def population(
    held: Held,
    as_known: date,
    insider: bool,  # noqa: FBT001
    states: tuple[State, ...],
    months: tuple[Month, ...],
) -> tuple[Numbers, str, str]:
    """People, places x months: the newest yearly figure not newer than the month, nan before the first.

    With the source and the vintage of the newest.
    """
    found = held.columns(
        "observations",
        day=as_known,
        insider=insider,
        everywhere=True,
        iso3s=[],
        any_series=False,
        series=["population"],
    )
    values = np.full((len(states), len(months)), np.nan)
    if not len(found["year"]):
        return sealed(values), "", ""
    row_of = {one.iso3: row for row, one in enumerate(states)}
    row = np.array([row_of.get(iso3, -1) for iso3 in found["iso3"]])
    for year in np.unique(found["year"]):
        here = (found["year"] == year) & (row >= 0)
        first = max(0, Month(int(year), 1).ordinal - months[0].ordinal)
        values[row[here], first:] = found["value"][here][:, None]
    newest = int(found["year"].argmax())
    return sealed(values), str(found["source"][newest]), str(found["vintage"][newest])


def sealed(values: NDArray[Cell]) -> NDArray[Cell]:
    """The same array, which nobody may write to any more."""
    values.flags.writeable = False
    return values
