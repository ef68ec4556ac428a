"""Workers that are killed, that are two, that sleep, whose clock jumps: all leave the record of one that never did.

So does what a person does: cut off anywhere, done by two at once, asked for once more.
"""

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from tests.jobs import whole

KILLS = 20

Sweep = Callable[..., dict[str, Any]]


def run(home: Path, more: dict[str, str], program: str, *words: object) -> str:
    asked = [sys.executable, "-m", f"tests.jobs.{program}", *map(str, words)]
    ended = subprocess.run(
        asked, env=whole.environment(home, more), cwd=whole.ROOT, capture_output=True, text=True, timeout=120
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


class OnSqlite:
    """Each desk is a copy of the prepared home."""

    def __init__(self, folder: Path) -> None:
        self.prepared = folder / "prepared"
        self.prepared.mkdir()
        self.folder = folder
        run(self.prepared, {}, "sweeper", "prepare")

    def copy(self, name: str) -> tuple[Path, dict[str, str]]:
        return Path(shutil.copytree(self.prepared, self.folder / name)), {}


class OnPostgresql:
    """Each desk is a database made after the prepared one."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url
        home, more = self.made("prepared", "template0")
        run(home, more, "sweeper", "prepare")

    def copy(self, name: str) -> tuple[Path, dict[str, str]]:
        return self.made(name, "upstander_sweepers_prepared")

    def made(self, name: str, like: str) -> tuple[Path, dict[str, str]]:
        database = f"upstander_sweepers_{name}"
        with psycopg.connect(self.url, autocommit=True) as there:
            there.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(database)))
            words = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(database), sql.Identifier(like))
            there.execute(words)
        home = self.folder / name
        home.mkdir()
        return home, {"UPSTANDER_DATABASE_URL": urlunsplit(urlsplit(self.url)._replace(path=f"/{database}"))}


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def desks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> OnSqlite | OnPostgresql:
    """The same desk, prepared once on each database."""
    folder = tmp_path_factory.mktemp("sweepers")
    on_postgresql = request.param == "postgresql"
    return OnPostgresql(folder, request.getfixturevalue("postgresql")) if on_postgresql else OnSqlite(folder)


@pytest.fixture(scope="module")
def sweep(desks: OnSqlite | OnPostgresql) -> Sweep:
    """Let a copy of the same desk be swept in some way; what it holds afterwards."""

    def swept(way: str, *, kills: int = 0, workers: int = 1) -> dict[str, Any]:
        home, more = desks.copy(f"{way.replace(' ', '_')}_{kills}_{workers}")
        found: dict[str, Any] = json.loads(run(home, more, "sweeper", "sweep", way, kills, workers))
        return found

    return swept


@pytest.fixture(scope="module")
def awake(sweep: Sweep) -> dict[str, Any]:
    """The record of one worker that looked every two hours and was never disturbed."""
    return sweep("awake")


def told(found: dict[str, Any]) -> dict[str, Any]:
    """The record without the order in which it was written."""
    return {name: found[name] for name in ("events", "calls", "told", "lines", "answers")}


def test_killed_at_twenty_moments_nothing_is_lost_or_doubled(sweep: Sweep, awake: dict[str, Any]) -> None:
    killed = sweep("awake", kills=KILLS)
    assert killed["killed"] == KILLS
    assert told(killed) == told(awake)
    assert (killed["root"], killed["next"]) == (awake["root"], awake["next"])
    assert killed["canaries"] == awake["canaries"]


def test_two_workers_at_once_escalate_nothing_twice(sweep: Sweep, awake: dict[str, Any]) -> None:
    two = sweep("awake", workers=2)
    assert told(two) == told(awake)
    assert two["canaries"] == awake["canaries"]


def test_a_worker_that_slept_for_three_days_leaves_the_same_record(sweep: Sweep, awake: dict[str, Any]) -> None:
    assert told(sweep("asleep")) == told(awake)


def test_a_clock_set_back_and_forward_undoes_and_doubles_nothing(sweep: Sweep, awake: dict[str, Any]) -> None:
    assert told(sweep("set back")) == told(awake)


def test_the_undisturbed_record_has_everything_in_it(awake: dict[str, Any]) -> None:
    happened = Counter(event.split("'")[5] for event in awake["events"])
    assert {"called", "overdue", "lapsed", "exhausted"} <= set(happened)
    assert happened["called"] > 40
    assert len(awake["calls"]) == happened["called"]
    assert {"unanswered", "dissent filed", "dissent unanswered", "cleared by silence"} <= {
        line.split("'")[1] for line in awake["answers"]
    }
    assert len(awake["canaries"]) == len(set(awake["canaries"])) > 4


def test_whatever_a_person_does_is_done_once_or_not_at_all(desks: OnSqlite | OnPostgresql) -> None:
    """From draft to close: killed at random moments and just before it is kept, done by two at once, asked again."""
    lived = json.loads(run(*desks.copy("mortal"), "mortal"))
    assert lived["wrong"] == []
    assert lived["kills"] >= 2 * KILLS
    done = Counter(lived["log"])
    once = {"signed", "acknowledged", "referred", "accepted", "decided", "superseded", "outcome noted", "thread closed"}
    assert {deed: done[deed] for deed in once} == dict.fromkeys(once, 1)
    assert done["issued"] == 4
