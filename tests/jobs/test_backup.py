"""One encrypted file that holds both stores, and the way back."""

import gzip
import hashlib
import json
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import capvalidator
import psycopg
import pyrage
import pytest
from psycopg import sql

from tests.conftest import NOW
from tests.jobs import whole
from tests.warn.test_cap import issued, sign, written
from upstander.jobs import airgap, backup, sealing
from upstander.store import keys
from upstander.warn.airgap import opened, seal

PASSPHRASE = "four words nobody guesses"
KEY = {"UPSTANDER_PASSPHRASE": PASSPHRASE}
KEYHOLE = sealing.Key(passphrase=PASSPHRASE)


@pytest.fixture(scope="session")
def worked(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The prepared demonstration, once it has signed something with each of its keys."""
    home = shutil.copytree(prepared, tmp_path_factory.mktemp("worked") / "home")
    keys.statement_key(home)
    keys.signing_key(home, NOW)
    return Path(home)


@pytest.fixture(scope="session")
def saved(worked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it, made while its secret key lies outside the home; the command says that it lacks that key."""
    folder = tmp_path_factory.mktemp("saved")
    (folder / "key").write_text("k" * 48)
    told = whole.run(
        worked, "backup", str(folder / "desk.age"), more={**KEY, "UPSTANDER_SECRET_KEY_FILE": str(folder / "key")}
    )
    assert (told.returncode, "and is not in this file" in told.stderr) == (0, True)
    return folder / "desk.age"


def test_the_file_is_encrypted_and_its_owners_alone(saved: Path) -> None:
    data = saved.read_bytes()
    assert data.startswith(b"age-encryption.org/")
    assert b"demonstration" not in data.lower()
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


def test_what_comes_back_is_the_same_with_the_same_root(worked: Path, saved: Path, tmp_path: Path) -> None:
    home = tmp_path / "back"
    restored = whole.run(home, "restore", str(saved), "--json", more=KEY)
    told = json.loads(restored.stdout)
    assert "secret key is not in this backup" in restored.stderr
    assert told["root"] == whole.well(worked, "audit", "root").strip()
    wanted, found = whole.state(worked), whole.state(home)
    ignored = {"lock", "desk.sqlite3-wal", "desk.sqlite3-shm"}
    for one in (wanted, found):
        one["files"] = [name for name in one["files"] if name.rpartition("/")[2] not in {*ignored, ".lock"}]
    assert found == wanted
    for words in (("alerts", "list", "--as", "decision_maker"), ("signals", "list", "--as", "analyst")):
        assert whole.well(home, *words, "--json") == whole.well(worked, *words, "--json")
    signs_as_before(worked, home)


def signs_as_before(before: Path, after: Path) -> None:
    """What was signed before the backup is this desk's own after it came back: an alert, and a file for an air gap."""
    assert capvalidator.check_signature(sign(written(issued()), *keys.signing_key(before, NOW))).passed
    assert keys.signing_key(after, NOW) == keys.signing_key(before, NOW)
    sealed = seal({"alert": "x"}, airgap.public(before), keys.statement_key(before).sign)
    assert opened(sealed, airgap.fingerprint(after)) == ({"alert": "x"}, airgap.fingerprint(before))
    assert {stat.S_IMODE((after / name).stat().st_mode) for name in (keys.FILE, keys.STATEMENTS)} == {0o600}


def test_the_restored_desk_goes_on_where_it_was(saved: Path, tmp_path: Path) -> None:
    home = tmp_path / "back"
    whole.well(home, "restore", str(saved), more=KEY)
    whole.well(home, "up", "--demo", "--only-prepare")
    whole.well(home, "people", "add", "eve", "--role", "analyst")
    whole.well(home, "audit", "verify")


def test_a_desk_saved_before_an_upgrade_goes_through_it_when_it_comes_back(saved: Path, tmp_path: Path) -> None:
    manifest, contents = backup.unpack(saved, KEYHOLE)
    rows = [json.loads(row) for row in contents[backup.DESK].splitlines()]
    asked = sorted(facts(row) for row in rows if row["table"] == "desk.Awaited")
    older = [row for row in rows if row["table"] != "desk.Awaited"]
    contents[backup.DESK] = "".join(f"{json.dumps(row)}\n" for row in older).encode()
    manifest["files"] = {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()}
    manifest["migrations"] = [step for step in manifest["migrations"] if step[0] != "desk" or step[1] < "0024"]
    archive = backup.archive({backup.MANIFEST: json.dumps(manifest).encode(), **contents}, NOW)
    (tmp_path / "older.age").write_bytes(sealing.close(gzip.compress(archive), KEYHOLE))
    home = tmp_path / "back"
    whole.well(home, "restore", str(tmp_path / "older.age"), more=KEY)
    with sqlite3.connect(home / "desk.sqlite3") as desk:
        columns = "thread_id, step, person_id, status, situation_id"
        assert asked == sorted(desk.execute(f"SELECT {columns} FROM desk_awaited"))
    assert asked
    whole.well(home, "audit", "verify")


def facts(row: dict[str, Any]) -> tuple[object, ...]:
    return tuple(row["columns"][name] for name in ("thread_id", "step", "person_id", "status", "situation_id"))


def test_a_home_that_holds_something_is_not_overwritten_unless_asked(
    prepared: Path, saved: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(prepared, home)
    whole.well(home, "people", "add", "eve", "--role", "analyst")
    assert "is not empty" in whole.said(whole.run(home, "restore", str(saved), more=KEY), 2)
    assert "eve" in whole.well(home, "people", "list")
    whole.well(home, "restore", str(saved), "--replace", more=KEY)
    assert "eve" not in whole.well(home, "people", "list")
    former = next(tmp_path.glob("home.replaced-*"))
    assert "eve" in whole.well(former, "people", "list")


def test_it_opens_with_a_key_it_was_written_for_and_with_no_other(prepared: Path, tmp_path: Path) -> None:
    own, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    (tmp_path / "own").write_text(f"# a comment\n{own}\n")
    (tmp_path / "other").write_text(f"{other}\n")
    file = tmp_path / "desk.age"
    whole.well(prepared, "backup", str(file), "--recipient", str(own.to_public()))
    refused = whole.run(tmp_path / "back", "restore", str(file), "--identity", str(tmp_path / "other"))
    assert "does not open" in whole.said(refused, 2)
    whole.well(tmp_path / "back", "restore", str(file), "--identity", str(tmp_path / "own"))


@pytest.mark.parametrize(
    ("name", "spoil", "code", "part"),
    [
        ("a changed byte", lambda data: data[:5000] + bytes([data[5000] ^ 1]) + data[5001:], 1, "is damaged"),
        ("a cut end", lambda data: data[:-100], 1, "is damaged"),
        ("something else", lambda data: b"hello" * 100, 1, "is damaged"),
        ("nothing", lambda data: b"", 1, "is damaged"),
    ],
)
def test_a_damaged_file_is_refused_and_leaves_nothing(
    saved: Path, tmp_path: Path, name: str, spoil: object, code: int, part: str
) -> None:
    assert callable(spoil)
    (tmp_path / "bad.age").write_bytes(spoil(saved.read_bytes()))
    assert part in whole.said(whole.run(tmp_path / "back", "restore", str(tmp_path / "bad.age"), more=KEY), code)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.age"]


@pytest.mark.parametrize(
    ("words", "key", "part"),
    [
        (("restore", "{saved}"), "another passphrase", "does not open"),
        (("restore", "{saved}"), "", "Give the passphrase"),
        (("restore", "/nowhere.age"), PASSPHRASE, "There is no file /nowhere.age"),
        (("restore", "{saved}", "--passphrase-file", "/nowhere"), PASSPHRASE, "/nowhere cannot be read"),
        (("restore", "{saved}", "--identity", "/nowhere"), PASSPHRASE, "/nowhere cannot be read"),
    ],
)
def test_what_does_not_open_it_is_refused_and_leaves_nothing(
    saved: Path, tmp_path: Path, words: tuple[str, ...], key: str, part: str
) -> None:
    given = [word.format(saved=saved) for word in words]
    assert part in whole.said(whole.run(tmp_path / "back", *given, more={"UPSTANDER_PASSPHRASE": key}), 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "key", "part"),
    [
        (("backup", "{folder}/new.age"), "short", "at least 14 characters"),
        (("backup", "{folder}/new.age"), "", "Give the passphrase"),
        (("backup", "{folder}/old.age"), PASSPHRASE, "exists already"),
        (("backup", "{folder}/none/new.age"), PASSPHRASE, "There is no directory"),
        (("backup", "{folder}/new.age", "--recipient", "age1nobody"), "", "A recipient looks like age1"),
    ],
)
def test_a_backup_that_cannot_be_is_refused(
    prepared: Path, tmp_path: Path, words: tuple[str, ...], key: str, part: str
) -> None:
    (tmp_path / "old.age").write_text("kept")
    given = [word.format(folder=tmp_path) for word in words]
    assert part in whole.said(whole.run(prepared, *given, more={"UPSTANDER_PASSPHRASE": key}), 2)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["kept"]


@pytest.fixture
def database(postgresql: str) -> Iterator[str]:
    """A PostgreSQL database of this test's own."""
    parts, name = urlsplit(postgresql), "upstander_restored"
    with psycopg.connect(postgresql, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    yield urlunsplit(parts._replace(path=f"/{name}"))
    with psycopg.connect(postgresql, autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.mark.postgresql
def test_a_desk_saved_on_sqlite_comes_back_on_postgresql_and_returns(
    prepared: Path, saved: Path, tmp_path: Path, database: str
) -> None:
    there = {**KEY, "UPSTANDER_DATABASE_URL": database}
    home, back = tmp_path / "there", tmp_path / "back"
    root = whole.well(prepared, "audit", "root")
    whole.well(home, "restore", str(saved), more=there)
    assert whole.well(home, "audit", "verify", more=there) == root
    whole.well(home, "people", "add", "eve", "--role", "analyst", more=there)
    assert "holds rows already" in whole.said(whole.run(tmp_path / "again", "restore", str(saved), more=there), 1)
    whole.well(home, "backup", str(tmp_path / "there.age"), more=there)
    whole.well(back, "restore", str(tmp_path / "there.age"), more=KEY)
    assert whole.well(back, "audit", "verify") == whole.well(home, "audit", "root", more=there)
    whole.well(tmp_path / "again", "restore", str(saved), "--replace", more=there)
    assert whole.well(tmp_path / "again", "audit", "verify", more=there) == root
    assert "eve" not in whole.well(tmp_path / "again", "people", "list", more=there)
