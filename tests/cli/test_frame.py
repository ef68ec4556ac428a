"""The frame: help, version, words for whatever goes wrong."""

import errno
import importlib
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError

from tests.cli.conftest import Run
from upstander import __version__
from upstander.cli.commands import COMMANDS
from upstander.cli.lazy import load
from upstander.cli.words import exit_code, in_words

HEAVY = ("django.conf", "duckdb", "sklearn", "scipy", "numpy")


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").out == f"upstander {__version__}\n"


def test_without_a_command_everything_is_listed(run: Run) -> None:
    listed = run()
    assert listed.code == 0
    assert all(name in listed.out and room.purpose in listed.out for name, room in COMMANDS.items())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(run: Run, name: str) -> None:
    explained = run(name, "--help")
    assert explained.code == 0
    assert f"Usage: upstander {name}" in explained.out


def test_help_loads_neither_database_nor_model() -> None:
    program = (
        "import sys; from upstander.cli.commands import COMMANDS; from upstander.cli.run import run\n"
        "assert all(run([name, '--help']) == 0 for name in COMMANDS)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stderr.strip() == "[]"


def test_figures_and_triggers_load_no_django_and_a_list_no_model(tmp_path: Path) -> None:
    program = (
        "import sys; from upstander.cli.run import run\n"
        "for words in (['panel', '--country', 'SDN'], ['watchlist'], ['triggers', 'list']):\n"
        "    assert run([*words, '--json']) == 0\n"
        "print([name for name in ('django.conf', 'sklearn') if name in sys.modules], file=sys.stderr)\n"
        "assert run(['triggers', 'backrun', 'first-killings', '--from', '2025-11', '--json']) == 0\n"
        "assert 'django.conf' not in sys.modules"
    )
    environment = {"UPSTANDER_HOME": str(tmp_path / "none"), "PATH": ""}
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    assert ended.stderr.strip() == "[]"
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_prints_a_table_prints_json_too(name: str) -> None:
    command = load(name)
    inner = getattr(command, "commands", {name: command})
    text = Path(importlib.import_module(COMMANDS[name].module).__file__ or "").read_text()
    with_json = [one for one in inner.values() if "--json" in str([option.opts for option in one.params])]
    with_csv = [one for one in inner.values() if "--csv" in str([option.opts for option in one.params])]
    assert with_json or "listing(" not in text
    assert all(one in with_json for one in with_csv)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("bogus",), "No such command 'bogus': see `upstander --help`."),
        (("panel", "--bogus"), "No such option: --bogus: see `upstander panel --help`."),
        (("alerts", "issue"), "Missing argument 'ID': see `upstander alerts issue --help`."),
        (("watchlist", "--top", "none"), "see `upstander watchlist --help`."),
        (("up", "--port", "99999"), "see `upstander up --help`."),
    ],
)
def test_a_slip_of_the_keyboard_gets_one_sentence(run: Run, words: tuple[str, ...], sentence: str) -> None:
    assert run(*words).said(2).endswith(sentence)


@pytest.mark.parametrize(
    ("problem", "part"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/x"), "The disk is full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded", "/x"), "The disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), "This account may not use /x"),
        (OSError(errno.EADDRINUSE, "Address already in use"), "The port is taken"),
        (OSError(errno.EIO, "Input/output error", "/x"), "The system refuses /x (input/output error)"),
        (MemoryError(), "The memory is full"),
        (OperationalError("database is locked"), "The database is locked by another program"),
        (OperationalError("database or disk is full"), "The disk is full"),
        (OperationalError("no such table: desk_person"), "run `upstander up` first"),
        (OperationalError("unable to open database file"), "The database cannot be opened"),
        (OperationalError("attempt to write a readonly database"), "The database cannot be written"),
        (OperationalError("connection failed: Connection refused"), "The database cannot be reached"),
        (sqlite3.DatabaseError("database disk image is malformed"), "The database is damaged"),
    ],
)
def test_what_stands_in_the_way_gets_one_sentence_and_exit_1(problem: BaseException, part: str) -> None:
    said = in_words(problem)
    assert said is not None
    assert part in str(said)
    assert str(said).endswith(".")
    assert exit_code(said) == 1


def test_a_mistake_of_ours_is_not_dressed_up_as_a_problem_of_yours() -> None:
    assert in_words(KeyError("x")) is None


def test_a_mistake_of_ours_names_its_place_and_keeps_the_trace_for_who_asks(tmp_path: Path) -> None:
    program = (
        "import sys; from upstander.cli.words import unforeseen; sys.excepthook = unforeseen\n"
        "raise KeyError('a secret name')"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ended.returncode == 1
    assert (
        ended.stderr == "Upstander made a mistake of its own (KeyError at <string>:2): report it with what you ran.\n"
    )
