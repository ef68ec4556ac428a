"""What `upstander doctor` finds, and what it says to do."""

import json
import shutil
import sqlite3
from pathlib import Path

from tests.jobs import whole


def found(home: Path, code: int) -> dict[str, tuple[str, str]]:
    """What the doctor finds, by what it looked at."""
    ended = whole.run(home, "doctor", "--json", "--port", str(whole.free_port()))
    assert ended.returncode == code, ended.stderr
    return {row["what"]: (row["level"], row["finding"]) for row in json.loads(ended.stdout)}


def test_a_prepared_home_is_well(prepared: Path) -> None:
    levels = {what: level for what, (level, _) in found(prepared, 0).items()}
    looked = ("Python", "Packages", "Home", "Disk", "Clock", "Port", "Figures", "Database", "Log")
    assert levels == {**dict.fromkeys(looked, "well"), "Channels": "note"}


def test_no_home_yet_is_no_fault_and_none_is_made(tmp_path: Path) -> None:
    notes = found(tmp_path / "none", 0)
    assert notes["Home"][0] == notes["Database"][0] == "note"
    assert not (tmp_path / "none").exists()


def test_a_home_open_to_others_is_wrong(prepared: Path, tmp_path: Path) -> None:
    home = shutil.copytree(prepared, tmp_path / "home")
    home.chmod(0o755)
    assert found(home, 1)["Home"] == ("wrong", f"{home} has mode 755: run `chmod 700 {home}`.")


def test_a_changed_byte_is_named(prepared: Path, tmp_path: Path) -> None:
    home = shutil.copytree(prepared, tmp_path / "home")
    victim = next((home / "lake").glob("states-*.parquet"))
    victim.write_bytes(victim.read_bytes()[:-1] + b"!")
    level, sentence = found(home, 1)["Figures"]
    assert level == "wrong"
    assert victim.name in sentence


def test_a_log_that_was_changed_is_named(prepared: Path, tmp_path: Path) -> None:
    home = shutil.copytree(prepared, tmp_path / "home")
    with sqlite3.connect(home / "desk.sqlite3") as database:
        database.execute("DROP TRIGGER log_no_update")
        database.execute("UPDATE desk_entry SET name = 'Nobody' WHERE number = 3")
    level, sentence = found(home, 1)["Log"]
    assert level == "wrong"
    assert "Entry 3 of the log" in sentence


def test_a_database_that_is_none_is_wrong(prepared: Path, tmp_path: Path) -> None:
    home = shutil.copytree(prepared, tmp_path / "home")
    (home / "desk.sqlite3").write_text("no database at all, but long enough to look at\n" * 40)
    ended = whole.run(home, "doctor", "--json")
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
