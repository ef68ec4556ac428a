"""Building the map: byte for byte the same, with the hash of what it was made from."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from upstander.jobs.map import build
from upstander.records.errors import Fault, Usage

SOURCE = {
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [[[0, 0], [10, 0], [0, 10], [-10, -10]]],
    "objects": {"countries": {"geometries": [{"type": "Polygon", "id": "AAA", "arcs": [[0]]}]}},
}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    given = tmp_path / "world.json"
    given.write_text(json.dumps(SOURCE), encoding="utf-8")
    return given


def test_it_writes_drawing_and_index_and_says_what_it_did(source: Path, tmp_path: Path) -> None:
    built = build(source, tmp_path / "static")
    assert built.places == 1
    assert built.drawing.read_text(encoding="utf-8").startswith("<svg")
    told = json.loads(built.index.read_text(encoding="utf-8"))
    assert told["source"]["sha256"] == built.sha256 == sha256(source.read_bytes()).hexdigest()
    assert sorted(path.name for path in (tmp_path / "static").iterdir()) == ["world.json", "world.svg"]


def test_a_replacement_is_not_passed_off_as_the_known_file(source: Path, tmp_path: Path) -> None:
    built = build(source, tmp_path)
    assert not built.known
    assert "version" not in json.loads(built.index.read_text(encoding="utf-8"))["source"]


def test_the_same_input_gives_the_same_bytes(source: Path, tmp_path: Path) -> None:
    one, other = build(source, tmp_path / "one"), build(source, tmp_path / "other")
    assert one.drawing.read_bytes() == other.drawing.read_bytes()
    assert one.index.read_bytes() == other.index.read_bytes()


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Usage, match=r"name a TopoJSON file"):
        build(tmp_path / "none.json", tmp_path)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Usage, match=r"name a TopoJSON file"):
        build(tmp_path / "x.json", tmp_path)


def test_a_folder_that_cannot_be_written_leaves_nothing_behind(source: Path, tmp_path: Path) -> None:
    (tmp_path / "static").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(Fault, match=r"Cannot write the map"):
        build(source, tmp_path / "static")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["static", "world.json"]
