"""What the world sent: places, counts with their source and date, and how they were revised."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from upstander.lib.dates import Month


class Kind(StrEnum):
    """UCDP's three types of organised violence."""

    STATE_BASED = "state_based"
    NON_STATE = "non_state"
    ONE_SIDED = "one_sided"


class KnownBasis(StrEnum):
    """How `known_at` is known: the release's own date, an assumed one, or the latest it can have been."""

    RELEASE = "release"
    ASSUMED = "assumed"
    UPPER_BOUND = "upper_bound"


class Licence(StrEnum):
    """What a row's licence lets us do; it travels with the row."""

    OPEN = "open"
    ATTRIBUTION = "attribution"
    SHARE_ALIKE = "share_alike"
    NO_REDISTRIBUTION = "no_redistribution"


@dataclass(frozen=True, slots=True)
class State:
    """A State of the Gleditsch-Ward system, or a place UCDP counts under another State (`counted_under`).

    `names` are the United Nations' short names by language (en, fr, es, ru, zh, ar). `spells`: the first and the last
    year of each membership, the last None while it lasts.
    """

    iso3: str
    gw: int | None
    names: Mapping[str, str]
    region: str
    m49: int | None = None
    cow: int | None = None
    counted_under: str = ""
    counts_also: tuple[str, ...] = ()
    note: str = ""
    spells: tuple[tuple[int, int | None], ...] = ()

    def name(self, language: str) -> str:
        """The name in this language, else in English."""
        return self.names.get(language) or self.names["en"]

    @property
    def ended(self) -> bool:
        """Whether the last membership is over; a place that never had one has none to end."""
        return bool(self.spells) and self.spells[-1][1] is not None


@dataclass(frozen=True, slots=True)
class Figure:
    """Deaths of one kind in one State in one month, as one vintage counted them.

    `best`, `events` are None in a month the vintage does not cover: unknown, never 0. `low` and `high` are None where
    the source publishes none. `known_at`: the day the vintage could be known, `known_basis` says how we know that.
    `reconstructed`: no vintage of that day is held, the oldest one held stands in.
    """

    iso3: str
    gw: int
    month: Month
    kind: Kind
    events: int | None
    low: int | None
    best: int | None
    high: int | None
    vintage: str
    known_at: date
    known_basis: KnownBasis
    reconstructed: bool
    provisional: bool = False
    source: str = "UCDP"
    licence: Licence = Licence.ATTRIBUTION


@dataclass(frozen=True, slots=True)
class YearFigure:
    """Deaths of one kind in a State in a calendar year, with the publisher's range."""

    iso3: str
    year: int
    kind: Kind
    low: int | None
    best: int | None
    high: int | None
    civilians: int | None
    vintage: str
    known_at: date


@dataclass(frozen=True, slots=True)
class Revision:
    """What the first count said of a month and what the newest says; None where not held."""

    month: Month
    kind: Kind
    first: int | None
    first_vintage: str
    now: int | None
    now_vintage: str


@dataclass(frozen=True, slots=True)
class Observation:
    """A yearly figure that is no count of violence: population, displacement, an economic series."""

    iso3: str
    series: str
    year: int
    value: float | None
    unit: str
    source: str
    vintage: str
    known_at: date
    licence: Licence


@dataclass(frozen=True, slots=True)
class Vintage:
    """One release of one series: what it covers, when it could be known and how we know that, and its file's SHA-256.

    `series` is counts, years or observations. `compiled_by` names who made the table where it is not the publisher.
    """

    name: str
    series: str
    source: str
    compiled_by: str
    known_at: date
    known_basis: KnownBasis
    first: Month
    last: Month
    provisional: bool
    licence: Licence
    sha256: str = ""
