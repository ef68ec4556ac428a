"""The files of the lake: whole or not there, checked byte by byte, never half done."""

import errno
import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from upstander.lib.dates import Month
from upstander.lib.hashing import sha256
from upstander.records.errors import Damaged, Fault, UpstanderError
from upstander.records.figures import Kind
from upstander.records.people import PUBLIC
from upstander.store.lake import BUNDLED, Lake, files, load_bundled, open_lake, tables, writing

TODAY = date(2026, 11, 2)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The bundled lake in a folder that a test may harm."""
    folder = tmp_path / "copy"
    shutil.copytree(BUNDLED, folder)
    return folder


def sudan(lake: Lake) -> int | None:
    """People killed one-sidedly in Sudan in October 2025, as known today."""
    (one,) = lake.panel(PUBLIC, TODAY, ["SDN"], Month(2025, 10), Month(2025, 10), [Kind.ONE_SIDED])
    return one.best


def flip(path: Path, place: int) -> None:
    """Change one byte."""
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def parts() -> list[str]:
    """The bundled files that the manifest lists."""
    return [part.file for part in Lake(BUNDLED).held().manifest.parts]


@pytest.mark.parametrize("name", parts())
@pytest.mark.parametrize("place", [0, -1, 500])
def test_a_changed_byte_is_named_with_both_hashes(copy: Path, name: str, place: int) -> None:
    before = sha256((copy / name).read_bytes())
    flip(copy / name, place)
    with pytest.raises(Damaged) as raised:
        Lake(copy).verify()
    sentence = str(raised.value)
    assert str(copy / name) in sentence
    assert before in sentence
    assert sha256((copy / name).read_bytes()) in sentence


def test_a_changed_byte_is_found_before_its_figures_are_shown(copy: Path) -> None:
    flip(copy / "ucdp-26.1.parquet", 900)
    with pytest.raises(Damaged, match=r"ucdp-26\.1\.parquet has changed"):
        sudan(Lake(copy))


def test_an_untouched_lake_verifies(copy: Path) -> None:
    Lake(copy).verify()
    assert sudan(Lake(copy)) == 59961


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "unhcr.parquet").unlink()
    with pytest.raises(Damaged, match=r"unhcr\.parquet is missing"):
        Lake(copy).verify()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 1}', '{"format": 1, "parts": [{}]}', "\x00"])
def test_a_malformed_manifest_is_one_sentence(copy: Path, text: str) -> None:
    (copy / "manifest.json").write_text(text)
    with pytest.raises(Damaged, match=r"manifest\.json cannot be read; restore a backup"):
        Lake(copy).verify()


def test_a_newer_format_is_refused(copy: Path) -> None:
    found = json.loads((copy / "manifest.json").read_text())
    (copy / "manifest.json").write_text(json.dumps(found | {"format": 2}))
    with pytest.raises(Fault, match="format 2, which this version of Upstander does not know; upgrade it"):
        Lake(copy).verify()


def test_a_wrong_hash_in_the_manifest_is_found(copy: Path) -> None:
    found = json.loads((copy / "manifest.json").read_text())
    found["parts"][0]["sha256"] = "0" * 64
    (copy / "manifest.json").write_text(json.dumps(found))
    with pytest.raises(Damaged, match="not 0000"):
        Lake(copy).states(PUBLIC)


def test_a_file_that_is_no_parquet_is_one_sentence(copy: Path) -> None:
    found = json.loads((copy / "manifest.json").read_text())
    part = next(one for one in found["parts"] if one["table"] == "years")
    (copy / part["file"]).write_bytes(b"no parquet")
    part["sha256"] = sha256(b"no parquet")
    (copy / "manifest.json").write_text(json.dumps(found))
    with pytest.raises(Damaged, match="cannot be read; restore a backup"):
        Lake(copy).years(PUBLIC, TODAY, "SDN")


def test_an_empty_home_reads_the_bundled_figures_in_place(home: Path) -> None:
    assert open_lake(home).folder == BUNDLED
    assert open_lake(None).folder == BUNDLED
    assert list(home.iterdir()) == []


def test_loading_gives_the_home_the_same_figures_and_tells_how_far_it_is(home: Path) -> None:
    told: list[tuple[str, int, int]] = []
    loaded = load_bundled(home, lambda *said: told.append(said))
    assert loaded.folder == home / "lake"
    assert open_lake(home) is loaded
    assert sudan(loaded) == 59961
    assert [done for _, done, _ in told] == list(range(1, len(parts()) + 1))
    assert {total for _, _, total in told} == {len(parts())}


def test_loading_twice_changes_nothing(home: Path) -> None:
    before = load_bundled(home).identity
    listing = sorted((path.name, path.stat().st_mtime_ns) for path in (home / "lake").iterdir())
    assert load_bundled(home).identity == before
    assert sorted((path.name, path.stat().st_mtime_ns) for path in (home / "lake").iterdir()) == listing


def test_a_home_whose_file_was_harmed_is_mended_by_loading(home: Path) -> None:
    lake = load_bundled(home)
    harmed = next((home / "lake").glob("ucdp-26.1-*.parquet"))
    flip(harmed, 100)
    with pytest.raises(Damaged):
        lake.verify()
    load_bundled(home).verify()


def test_a_damaged_bundle_is_never_loaded(home: Path, copy: Path) -> None:
    flip(copy / "worldbank.parquet", 77)
    with pytest.raises(Damaged, match=r"worldbank\.parquet has changed"):
        load_bundled(home, bundled=copy)
    assert not (home / "lake" / "manifest.json").exists()
    assert open_lake(home).folder == BUNDLED


class Stop(BaseException):
    """The process is killed here."""


def stopping(monkeypatch: pytest.MonkeyPatch, target: object, name: str, after: int, error: BaseException) -> None:
    """Let the call `name` fail once it has been made so many times."""
    real: Callable[..., object] = getattr(target, name)
    calls = iter(range(10_000))

    def counted(*given: object, **named: object) -> object:
        if next(calls) == after:
            raise error
        return real(*given, **named)

    monkeypatch.setattr(target, name, counted)


@pytest.mark.parametrize("after", range(20))
def test_a_load_killed_at_any_moment_and_started_again_ends_in_the_same_state(
    tmp_path: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as harm:
        stopping(harm, files, "sync", after, Stop())
        with pytest.raises(Stop):
            load_bundled(tmp_path)
    assert not (tmp_path / "lake" / "manifest.json").exists()
    assert sudan(open_lake(tmp_path)) == 59961
    load_bundled(tmp_path).verify()
    whole = load_bundled(tmp_path / "other")
    assert open_lake(tmp_path).identity == whole.identity
    assert sorted(path.name for path in (tmp_path / "lake").iterdir()) == sorted(
        path.name for path in whole.folder.iterdir()
    )


def test_what_a_killed_writer_left_is_swept_and_nothing_else(home: Path) -> None:
    load_bundled(home)
    (home / "lake" / "half-abc").write_bytes(b"PAR1")
    (home / "lake" / "forgotten.parquet").write_bytes(b"PAR1")
    (home / "lake" / "note.txt").write_text("mine")
    load_bundled(home)
    names = {path.name for path in (home / "lake").iterdir()}
    assert not names & {"half-abc", "forgotten.parquet"}
    assert "note.txt" in names


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (errno.ENOSPC, "is full; make room and try again"),
        (errno.EDQUOT, "is full; make room and try again"),
        (errno.EROFS, "cannot be written; give this account the right to"),
    ],
)
@pytest.mark.parametrize("after", [0, 5, 22])
def test_a_disk_that_refuses_is_one_sentence_and_leaves_nothing_half_done(
    home: Path, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str, after: int
) -> None:
    with monkeypatch.context() as harm:
        stopping(harm, files, "sync", after, OSError(code, "no"))
        with pytest.raises(Fault, match=sentence):
            load_bundled(home)
    assert not (home / "lake" / "manifest.json").exists()
    assert list((home / "lake").glob("half-*")) == []


def test_a_full_disk_while_forecasts_are_added_keeps_the_lake_as_it_was(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake = load_bundled(home)
    before = lake.identity
    with monkeypatch.context() as harm:
        stopping(harm, files, "sync", 2, OSError(errno.ENOSPC, "no"))
        with pytest.raises(Fault, match="is full"):
            writing.issue_models(lake.folder, [{"id": "m"}])
    assert lake.identity == before
    lake.verify()


def test_a_full_disk_while_rows_are_drawn_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    stopping(monkeypatch, tables, "cell", 1, OSError(errno.ENOSPC, "no"))
    with pytest.raises(Fault, match="is full; make room"):
        tables.parquet([("SDN", 625, 1956, None)], tables.TABLES["spells"])


def test_an_error_of_another_kind_is_not_dressed_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stopping(monkeypatch, files, "sync", 0, OSError(errno.EIO, "broken"))
    with pytest.raises(OSError, match="broken") as raised:
        files.write(tmp_path / "a.json", b"{}")
    assert not isinstance(raised.value, UpstanderError)


def test_a_reader_sees_the_old_bytes_until_the_new_ones_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    files.write(path, b"old")
    with files.aside(path) as half:
        half.write_bytes(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


def test_a_lake_that_stays_open_sees_what_was_added(home: Path) -> None:
    lake = load_bundled(home)
    before = lake.identity
    models = len(lake.held().manifest.of("models"))
    writing.issue_models(lake.folder, [{"id": "m"}])
    assert lake.identity != before
    assert len(lake.held().manifest.of("models")) == models + 1


def test_the_same_rows_give_the_same_bytes() -> None:
    rows = [("SDN", 625, 1956, None), ("SSD", 626, 2011, None), ("DDR", 265, 1949, 1990)]
    once, count = tables.parquet(rows, tables.TABLES["spells"])
    assert count == 3
    assert tables.parquet(list(reversed(rows)), tables.TABLES["spells"])[0] == once


def test_many_threads_get_the_same_answer(copy: Path) -> None:
    lake = Lake(copy)
    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(lambda _: (sudan(lake), lake.last_month(PUBLIC, TODAY)), range(40)))
    assert answers == {(59961, Month(2026, 5))}


def test_the_bundled_figures_are_never_added_to() -> None:
    with pytest.raises(Fault, match="Name a folder in UPSTANDER_HOME"):
        open_lake(None).writable()


def test_an_empty_home_gets_its_own_figures_when_something_is_added(home: Path) -> None:
    lake, before = open_lake(home), Lake(BUNDLED).identity
    assert lake.folder == BUNDLED
    writing.issue_models(lake.writable(), [{"id": "m"}])
    assert lake.folder == home / "lake"
    assert open_lake(home).identity == lake.identity != before
    assert Lake(BUNDLED).identity == before
