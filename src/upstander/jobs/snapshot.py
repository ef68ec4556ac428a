"""Making the figures that come with the program out of the publishers' own files."""

import gzip
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from upstander.collect import gleditsch_ward, places, population, unhcr, worldbank
from upstander.collect.gleditsch_ward import Spell
from upstander.collect.ucdp import monthly, names, yearly
from upstander.lib.dates import Month
from upstander.records.errors import Fault, Usage
from upstander.records.figures import KnownBasis, Licence, State, Vintage
from upstander.store.lake import Lake
from upstander.store.lake.manifest import Source
from upstander.store.lake.writing import Layer

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many steps are done, and of how many."""

COUNTRY_MONTHS = "ucdp/derived26_1_country-month.csv.gz"
CANDIDATES = "ucdp/ged_candidate_2025_min.csv.gz"
COUNTRY_YEARS = "ucdp/organizedviolencecy_v25_1.csv.gz"
REGISTRY = "ucdp/registry26_1_states.yaml.gz"
POPULATION = "ucdp/derived26_1_population.csv.gz"
COVARIATES = "ucdp/derived26_1_covariates.csv.gz"
DISPLACED = "displacement/unhcr_population.csv.gz"

SINCE = 1989
"""States that ended before this year are left out: UCDP counts from 1989."""

CANDIDATE_2025, YEARLY = "25.01.25.12", "25.1"
PEOPLE, DISPLACEMENT, ECONOMY = "WPP 2024", "UNHCR 1951-2025", "WDI 2026-07-16"
"""Names of vintages in `collect/sources.toml`."""

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Lot:
    """The rows of one file of the snapshot, and the vintage that they are, if they are one."""

    file: str
    table: str
    rows: Sequence[Row]
    vintage: Vintage | None = None


@dataclass(frozen=True, slots=True)
class World:
    """The places and their memberships, by which every other file is read."""

    states: tuple[State, ...]
    spells: tuple[Spell, ...]
    codes: Mapping[str, int]
    iso3: Mapping[int, str]


def build(
    from_dir: Path, to_dir: Path, progress: Progress | None = None, compute: Callable[[Lake], object] | None = None
) -> Lake:
    """Read the publishers' files under `from_dir`, write the snapshot into `to_dir`, visible only when complete.

    `compute` adds models and forecasts to the new lake. From the same files come the same bytes.
    Usage: a file is missing. Fault: a file does not hold what it should, or the disk is full.
    """
    layer, (sources, vintages) = Layer(to_dir), declared()
    makers = (place_lots, count_lots, year_lots, people_lots, displacement_lots, economy_lots)
    world = known_world(from_dir)
    for done, maker in enumerate(makers, 1):
        for lot in maker(from_dir, world, vintages):
            layer.add(lot.file, lot.table, lot.rows, lot.vintage)
            if progress is not None:
                progress(lot.file, done, len(makers))
    layer.publish(sources)
    lake = Lake(to_dir)
    if compute is not None:
        compute(lake)
        lake.settle()
    return lake


def declared() -> tuple[list[Source], dict[str, tuple[str, Vintage]]]:
    """The sources, and each vintage with its file, as `collect/sources.toml` declares them."""
    found = tomllib.loads(packaged("sources.toml"))
    return [Source(**one) for one in found["source"]], {one["name"]: vintage(one) for one in found["vintage"]}


def vintage(found: dict[str, Any]) -> tuple[str, Vintage]:
    """A vintage of the file, and the name of the file that its rows go to."""
    values = {key: value for key, value in found.items() if key != "file"}
    values |= {"first": Month.read(found["first"]), "last": Month.read(found["last"])}
    values |= {"known_basis": KnownBasis(found["known_basis"]), "licence": Licence(found["licence"])}
    return found["file"], Vintage(**values)


def packaged(name: str) -> str:
    """The text of a file that lies beside the readers."""
    return (files("upstander.collect") / name).read_text(encoding="utf-8")


@contextmanager
def opened(from_dir: Path, name: str) -> Iterator[Iterable[str]]:
    """The lines of a publisher's file; Usage if it is missing, Fault if it does not hold what it should."""
    path = from_dir / name
    if not path.is_file():
        raise Usage("%(file)s is missing; name the folder that holds the publishers' files.", "from", file=str(path))
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            yield lines
    except (OSError, EOFError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise Fault("%(file)s does not hold what it should; fetch it again.", file=str(path)) from error


def known_world(from_dir: Path) -> World:
    """Our table of places, with the memberships of the Gleditsch-Ward list."""
    table = places.read(packaged("places/places.csv").splitlines(), packaged("places/names.csv").splitlines())
    with opened(from_dir, REGISTRY) as lines:
        every = gleditsch_ward.read(lines)
    iso3 = {state.gw: state.iso3 for state in table if state.gw is not None}
    lasting = tuple(one for one in every if (one.until or SINCE) >= SINCE and one.gw not in places.LEFT_OUT)
    if unknown := {one.gw for one in lasting} ^ set(iso3):
        raise Fault("The table of places and the list of States differ on %(codes)s.", codes=sorted(unknown))
    return World(table, lasting, names.codes((one.name, one.gw) for one in every), iso3)


Vintages = Mapping[str, tuple[str, Vintage]]


def place_lots(from_dir: Path, world: World, vintages: Vintages) -> list[Lot]:  # noqa: ARG001
    """The places, and who was a member of the system when."""
    rows: list[Row] = [
        (
            *(one.iso3, one.gw, one.m49, one.cow, one.region, one.counted_under, one.note),
            *(one.names[language] for language in places.LANGUAGES),
        )
        for one in world.states
    ]
    spells: list[Row] = [(world.iso3[one.gw], one.gw, one.since, one.until) for one in world.spells]
    return [Lot("states.parquet", "states", rows), Lot("spells.parquet", "spells", spells)]


def count_lots(from_dir: Path, world: World, vintages: Vintages) -> list[Lot]:
    """Deaths by month: the final release, its candidates, and the candidates of the year before."""
    with opened(from_dir, COUNTRY_MONTHS) as lines:
        tallies = list(monthly.aggregate(lines))
    with opened(from_dir, CANDIDATES) as lines:
        earlier = monthly.candidates(lines, world.codes)
    lots = [lot(vintages[CANDIDATE_2025], earlier, world)]
    for file, one in vintages.values():
        if one.series == "counts" and one.name != CANDIDATE_2025:
            chosen = [tally for tally in tallies if tally.provisional == one.provisional]
            lots.append(lot((file, one), [tally for tally in chosen if one.first <= tally.month <= one.last], world))
    if sum(len(one.rows) for one in lots) != len(tallies) + len(earlier):
        raise Fault("Some months of %(file)s belong to no release that is declared.", file=COUNTRY_MONTHS)
    return lots


def lot(declared: tuple[str, Vintage], tallies: Iterable[monthly.Tally], world: World) -> Lot:
    """Tallies as one file; Fault for a place that was no State of the table in that year."""
    file, vintage = declared
    rows: list[Row] = []
    for one in tallies:
        if not any(spell.gw == one.gw and spell.first <= one.month <= spell.last for spell in world.spells):
            raise Fault(
                "The figures name a State %(code)s in %(month)s, when there was none.", code=one.gw, month=one.month
            )
        rows.append((vintage.name, one.gw, one.month.ordinal, one.kind.value, one.events, one.best))
    return Lot(file, "counts", rows, vintage)


def year_lots(from_dir: Path, world: World, vintages: Vintages) -> list[Lot]:
    """Deaths by year, with the publisher's range."""
    file, vintage = vintages[YEARLY]
    with opened(from_dir, COUNTRY_YEARS) as lines:
        rows: list[Row] = [
            (vintage.name, one.gw, one.year, one.kind.value, one.low, one.best, one.high, one.civilians)
            for one in yearly.read(lines)
            if one.gw in world.iso3
        ]
    return [Lot(file, "years", rows, vintage)]


def people_lots(from_dir: Path, world: World, vintages: Vintages) -> list[Lot]:
    """People by State and year; a State that has ended has none after its end."""
    file, vintage = vintages[PEOPLE]
    ends = {spell.gw: spell.until or vintage.last.year for spell in world.spells}
    with opened(from_dir, POPULATION) as lines:
        rows: list[Row] = [
            (vintage.name, world.iso3[one.gw], "population", one.year, one.people, "people")
            for one in population.read(lines)
            if one.year <= ends.get(one.gw, 0)
        ]
    return [Lot(file, "observations", rows, vintage)]


def displacement_lots(from_dir: Path, world: World, vintages: Vintages) -> list[Lot]:
    """People displaced, by where they come from; territories without a place of their own are left out."""
    file, vintage = vintages[DISPLACEMENT]
    known = {state.iso3 for state in world.states}
    with opened(from_dir, DISPLACED) as lines:
        rows: list[Row] = [
            (vintage.name, one.iso3, one.series, one.year, one.people, "people")
            for one in unhcr.read(lines, SINCE)
            if one.iso3 in known
        ]
    return [Lot(file, "observations", rows, vintage)]


def economy_lots(from_dir: Path, world: World, vintages: Vintages) -> list[Lot]:
    """World Bank indicators by State and year."""
    file, vintage = vintages[ECONOMY]
    with opened(from_dir, COVARIATES) as lines:
        rows: list[Row] = [
            (vintage.name, world.iso3[one.gw], one.indicator.series, one.year, one.value, one.indicator.unit)
            for one in worldbank.read(lines, SINCE)
            if one.gw in world.iso3
        ]
    return [Lot(file, "observations", rows, vintage)]
