"""The snapshot, built from the publishers' files where these are at hand, and from small ones where not."""

import errno
import gzip
import shutil
from collections import Counter
from collections.abc import Iterator
from csv import DictReader
from datetime import date
from pathlib import Path

import pytest

from upstander.jobs import snapshot
from upstander.lib.dates import Month
from upstander.records.errors import Fault, Usage
from upstander.records.figures import Kind
from upstander.records.people import PUBLIC
from upstander.store.lake import BUNDLED, Lake, files

ROOT = Path(__file__).parents[2]
RAW = ROOT.parent / "shared" / "data"
TODAY = date(2026, 11, 2)
COMPUTED = ("forecasts", "changes", "models")


@pytest.fixture(scope="session")
def raw() -> Path:
    """The publishers' files."""
    if not RAW.is_dir():
        pytest.skip("no publishers' files: put them in ../shared/data")
    return RAW


@pytest.fixture(scope="session")
def built(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """A snapshot built from them."""
    return snapshot.build(raw, tmp_path_factory.mktemp("snapshot"))


def rows(raw: Path, name: str) -> Iterator[dict[str, str]]:
    """The rows of a publisher's file, read in the plainest way."""
    with gzip.open(raw / name, "rt", encoding="utf-8", newline="") as lines:
        yield from DictReader(lines)


def hashes(lake: Lake) -> dict[str, str]:
    """The figures of a lake, file by file; what was computed from them aside."""
    return {part.file: part.sha256 for part in lake.held().manifest.parts if part.table not in COMPUTED}


def test_the_bundled_figures_are_what_the_publishers_files_give(built: Lake) -> None:
    bundled = Lake(BUNDLED)
    assert hashes(bundled) == hashes(built)
    assert bundled.held().manifest.vintages == built.held().manifest.vintages
    assert bundled.held().manifest.sources == built.held().manifest.sources


def test_the_same_files_give_the_same_bytes(built: Lake, raw: Path, tmp_path: Path) -> None:
    again = snapshot.build(raw, tmp_path)
    assert again.identity == built.identity
    again.verify()


def test_every_country_month_of_the_table_is_there_to_the_last_death(built: Lake, raw: Path) -> None:
    expected: Counter[tuple[str, Kind]] = Counter()
    for row in rows(raw, snapshot.COUNTRY_MONTHS):
        month = f"{row['year']}-{int(row['month']):02d}"
        for prefix, kind in (("sb", Kind.STATE_BASED), ("ns", Kind.NON_STATE), ("os", Kind.ONE_SIDED)):
            expected[month, kind] += int(row[f"{prefix}_deaths"])
    counts = built.counts(PUBLIC, TODAY, "known")
    found = {
        (str(month), kind): int(counts.deaths[kind][:, column].sum())
        for column, month in enumerate(counts.months)
        for kind in Kind
    }
    assert {cell: deaths for cell, deaths in found.items() if deaths} == {c: d for c, d in expected.items() if d}


def test_every_candidate_event_of_2025_is_there_to_the_last_death(built: Lake, raw: Path) -> None:
    kinds = {"1": Kind.STATE_BASED, "2": Kind.NON_STATE, "3": Kind.ONE_SIDED}
    deaths: Counter[tuple[int, Kind]] = Counter()
    events: Counter[tuple[int, Kind]] = Counter()
    for row in rows(raw, snapshot.CANDIDATES):
        deaths[int(row["date"][5:7]), kinds[row["type_of_violence"]]] += int(row["best"])
        events[int(row["date"][5:7]), kinds[row["type_of_violence"]]] += 1
    counts = built.counts(PUBLIC, date(2026, 3, 1), "known")
    for number in range(1, 13):
        column = counts.column(Month(2025, number))
        for kind in Kind:
            assert counts.deaths[kind][:, column].sum() == deaths[number, kind]
            assert counts.events[kind][:, column].sum() == events[number, kind]
    assert (sum(events.values()), sum(deaths.values())) == (28_396, 181_331)


def test_sums_by_year_agree_with_the_other_table_of_the_same_release(built: Lake, raw: Path) -> None:
    expected: Counter[int] = Counter()
    for row in rows(raw, "ucdp/derived26_1_country-year.csv.gz"):
        expected[int(row["year"])] += int(float(row["os_deaths"] or 0))
    counts = built.counts(PUBLIC, TODAY, "known")
    found: Counter[int] = Counter()
    for column, month in enumerate(counts.months):
        found[month.year] += int(counts.deaths[Kind.ONE_SIDED][:, column].sum())
    shares = {year: found[year] / expected[year] for year in range(1989, 2026)}
    assert all(0.8 < share < 1.25 for share in shares.values()), shares


def test_global_months_agree_with_the_release_before_but_for_what_was_revised(built: Lake, raw: Path) -> None:
    kinds = {"1": Kind.STATE_BASED, "2": Kind.NON_STATE, "3": Kind.ONE_SIDED}
    counts = built.counts(PUBLIC, TODAY, "known")
    ratios = []
    for row in rows(raw, "ucdp/ged_25_1_global_month_by_type.csv.gz"):
        month = Month(int(row["year"]), int(row["month"]))
        now = counts.deaths[kinds[row["type"]]][:, counts.column(month)].sum()
        if int(row["deaths"]) >= 100:
            ratios.append(now / int(row["deaths"]))
    near = [ratio for ratio in ratios if 0.9 < ratio < 1.1]
    assert len(near) > 0.85 * len(ratios)


def test_every_country_year_is_there_with_its_range(built: Lake, raw: Path) -> None:
    expected = [
        sum(int(row[f"os_total_deaths_{name}_cy"]) for row in rows(raw, snapshot.COUNTRY_YEARS))
        for name in ("low", "best", "high")
    ]
    held = built.held()
    held.load(("years",))
    statement = "SELECT SUM(low), SUM(best), SUM(high) FROM years WHERE kind = 'one_sided'"
    assert list(held.memory.execute(statement).fetchall()[0]) == expected


def test_refugees_from_sudan_are_those_of_the_agency(built: Lake, raw: Path) -> None:
    expected: Counter[int] = Counter()
    for row in rows(raw, snapshot.DISPLACED):
        if row["coo_iso"] == "SDN" and row["refugees"]:
            expected[int(float(row["year"]))] += int(float(row["refugees"]))
    found = {one.year: one.value for one in built.observations(PUBLIC, TODAY, "SDN", ["refugees"])}
    assert found == {year: people for year, people in expected.items() if year >= 1989}


def test_every_source_is_named_in_the_paper_word_for_word() -> None:
    paper = (ROOT / "DATA-LICENSES.md").read_text(encoding="utf-8")
    for source in Lake(BUNDLED).held().manifest.sources:
        for text in (source.title, source.publisher, source.licence, source.attribution, source.compiled_by):
            assert text in paper
        assert source.changes in paper


def test_nobodys_aggregate_passes_for_the_publishers_own() -> None:
    vintages = {one.name: one.compiled_by for one in Lake(BUNDLED).held().manifest.vintages}
    assert all("KaraZajac/TOCSIN" in vintages[name] for name in ("26.1", "26.01.26.03", "26.0.4", "26.0.5"))


# Small files of the same shapes, for what must be refused.

REGISTRY_ENTRY = """- gwno: {gw}
  abbrev: X
  name: {name}
  region: Asia
  microstate: false
  system:
  - from: {first}
    to: {last}
"""
CELLS = ",".join(f"{kind}_{what}" for kind in ("sb", "ns", "os") for what in ("events", "deaths"))
HEADS = {
    snapshot.COUNTRY_MONTHS: f"gwno,year,month,{CELLS},provisional\n",
    snapshot.CANDIDATES: "id,conflict_new_id,conflict_name,country,best,type_of_violence,date\n",
    snapshot.POPULATION: "gwno,year,population\n",
    snapshot.COVARIATES: "gwno,year,gdp_pc,pop_0014,pop_1564,urban_pct,infant_mort,pop_growth\n",
    snapshot.DISPLACED: "year,coo_iso,refugees,asylum_seekers,idps\n",
    snapshot.COUNTRY_YEARS: "country_id_cy,year_cy\n",
}


def put(folder: Path, name: str, text: str) -> None:
    """Write a file as publishers pack it."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(gzip.compress(text.encode()))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Every file with its first line only; the registry with every State of the table of places."""
    folder = tmp_path / "from"
    for name, head in HEADS.items():
        put(folder, name, head)
    states = [one for one in Lake(BUNDLED).states(PUBLIC) if one.gw is not None]
    entries = [
        REGISTRY_ENTRY.format(gw=one.gw, name=one.iso3, first=first, last=last or "null")
        for one in states
        for first, last in one.spells[-1:]
    ]
    put(folder, snapshot.REGISTRY, "".join(entries))
    return folder


def test_files_without_rows_make_a_lake_without_figures(small: Path, tmp_path: Path) -> None:
    lake = snapshot.build(small, tmp_path / "to")
    lake.verify()
    assert lake.panel(PUBLIC, TODAY, ["SDN"], Month(2025, 10), Month(2025, 10))[0].best == 0


def test_a_small_lake_holds_what_its_files_say(small: Path, tmp_path: Path) -> None:
    put(small, snapshot.COUNTRY_MONTHS, HEADS[snapshot.COUNTRY_MONTHS] + "625,2025,10,0,0,0,0,2,9,0\n")
    put(small, snapshot.CANDIDATES, HEADS[snapshot.CANDIDATES] + "1,1,x,SDN,4,3,2025-10-26\n")
    lake = snapshot.build(small, tmp_path / "to")
    october = Month(2025, 10)
    for day, killed in ((date(2026, 3, 1), 4), (TODAY, 9)):
        assert [one.best for one in lake.panel(PUBLIC, day, ["SDN"], october, october, [Kind.ONE_SIDED])] == [killed]


@pytest.mark.parametrize("name", [*HEADS, snapshot.REGISTRY])
def test_a_missing_file_is_named(small: Path, tmp_path: Path, name: str) -> None:
    (small / name).unlink()
    with pytest.raises(Usage, match=rf"{Path(name).name} is missing; name the folder"):
        snapshot.build(small, tmp_path / "to")
    assert not (tmp_path / "to" / "manifest.json").exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (snapshot.COUNTRY_MONTHS, "gwno,year,month,sb_events,sb_deaths,ns_events,ns_deaths,os_events,os_deaths\n1,2\n"),
        (snapshot.COUNTRY_MONTHS, HEADS[snapshot.COUNTRY_MONTHS] + "625,2025,13,1,1,0,0,0,0,0\n"),
        (snapshot.COUNTRY_MONTHS, HEADS[snapshot.COUNTRY_MONTHS] + "625,2025,x,1,1,0,0,0,0,0\n"),
        (snapshot.CANDIDATES, HEADS[snapshot.CANDIDATES] + "1,1,x,Atlantis,4,3,2025-10-26\n"),
        (snapshot.CANDIDATES, HEADS[snapshot.CANDIDATES] + "1,1,x,SDN,4,9,2025-10-26\n"),
        (snapshot.REGISTRY, "<html>not found</html>"),
        (snapshot.COUNTRY_YEARS, "country_id_cy,year_cy\n625,2024\n"),
        (snapshot.POPULATION, "gwno,year\n625,2020\n"),
    ],
)
def test_a_file_that_does_not_hold_what_it_should_is_named(small: Path, tmp_path: Path, name: str, text: str) -> None:
    put(small, name, text)
    with pytest.raises(Fault, match=rf"{Path(name).name} does not hold what it should; fetch it again"):
        snapshot.build(small, tmp_path / "to")
    assert not (tmp_path / "to" / "manifest.json").exists()


def test_a_file_cut_short_is_named(small: Path, tmp_path: Path) -> None:
    path = small / snapshot.DISPLACED
    path.write_bytes(gzip.compress(b"year,coo_iso\n" * 5000)[:-20])
    with pytest.raises(Fault, match="does not hold what it should"):
        snapshot.build(small, tmp_path / "to")


def test_deaths_in_a_state_that_was_none_are_refused(small: Path, tmp_path: Path) -> None:
    put(small, snapshot.COUNTRY_MONTHS, HEADS[snapshot.COUNTRY_MONTHS] + "626,1995,10,1,1,0,0,0,0,0\n")
    with pytest.raises(Fault, match="The figures name a State 626 in 1995-10, when there was none"):
        snapshot.build(small, tmp_path / "to")


def test_months_of_no_declared_release_are_refused(small: Path, tmp_path: Path) -> None:
    put(small, snapshot.COUNTRY_MONTHS, HEADS[snapshot.COUNTRY_MONTHS] + "625,2026,9,1,1,0,0,0,0,1\n")
    with pytest.raises(Fault, match="belong to no release that is declared"):
        snapshot.build(small, tmp_path / "to")


def test_a_state_that_our_table_lacks_is_refused(small: Path, tmp_path: Path) -> None:
    text = gzip.decompress((small / snapshot.REGISTRY).read_bytes()).decode()
    new = REGISTRY_ENTRY.format(gw=999, name="New", first=2020, last="null")
    put(small, snapshot.REGISTRY, text + new)
    with pytest.raises(Fault, match=r"differ on \[999\]"):
        snapshot.build(small, tmp_path / "to")


def test_a_failed_build_leaves_the_former_snapshot_whole(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "to"
    before = snapshot.build(small, target)
    identity, calls = before.identity, iter(range(100))

    def full(path: Path) -> None:
        if next(calls) == 5:
            raise OSError(errno.ENOSPC, "no")

    monkeypatch.setattr(files, "sync", full)
    with pytest.raises(Fault, match="is full; make room"):
        snapshot.build(small, target)
    assert Lake(target).identity == identity
    Lake(target).verify()


def test_building_again_sweeps_what_is_no_longer_named_but_nobody_elses_files(small: Path, tmp_path: Path) -> None:
    target = tmp_path / "to"
    target.mkdir()
    (target / "old.parquet").write_bytes(b"PAR1")
    (target / "map.json").write_text("{}")
    snapshot.build(small, target)
    names = {path.name for path in target.iterdir()}
    assert "old.parquet" not in names
    assert "map.json" in names
    assert not [name for name in names if name.startswith((".", "half-"))]


def test_what_was_computed_stays_only_while_the_figures_are_the_same(small: Path, tmp_path: Path) -> None:
    target = tmp_path / "to"
    shown: list[str] = []
    lake = snapshot.build(small, target, compute=lambda one: shown.append(one.identity))
    assert shown
    add = {"iso3": ["SDN"], "month": ["2026-05"], "known_at": [TODAY], "count": [1]}
    snapshot.build(small, target, compute=lambda one: issue(one, add))
    assert tables(lake) >= {"changes"}
    snapshot.build(small, target)
    assert tables(lake) >= {"changes"}
    put(small, snapshot.COUNTRY_MONTHS, HEADS[snapshot.COUNTRY_MONTHS] + "625,2025,10,0,0,0,0,2,9,0\n")
    snapshot.build(small, target)
    assert "changes" not in tables(lake)


def issue(lake: Lake, columns: dict[str, list[object]]) -> None:
    """Add made-up verdicts."""
    from upstander.store.lake import writing

    writing.issue(lake.folder, "changes", columns)


def tables(lake: Lake) -> set[str]:
    """The tables that a lake lists now."""
    return {part.table for part in lake.held().manifest.parts}


def test_progress_is_told_for_every_file(small: Path, tmp_path: Path) -> None:
    told: list[str] = []
    snapshot.build(small, tmp_path / "to", lambda file, done, total: told.append(file))
    assert told == [part.file for part in Lake(tmp_path / "to").held().manifest.parts]
    shutil.rmtree(tmp_path / "to")
