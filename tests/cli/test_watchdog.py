"""`upstander watchdog`: its exit code and what it says."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from upstander.store import marks


def test_it_rings_over_an_empty_home(run: Run) -> None:
    rung = run("watchdog", "--once")
    assert rung.code == 1
    assert "start `upstander work`" in rung.err


def test_it_is_silent_while_all_is_well(run: Run, home: Path) -> None:
    for name in ("sweep", "canary"):
        marks.leave(home, name, datetime.now(UTC))
    rung = run("watchdog", "--once")
    assert (rung.code, rung.out, rung.err) == (0, "", "")


def test_it_mentions_a_desk_without_a_way_out_and_does_not_ring(run: Run, home: Path) -> None:
    for name in ("sweep", marks.NOWHERE):
        marks.leave(home, name, datetime.now(UTC))
    mentioned = run("watchdog", "--once")
    assert (mentioned.code, mentioned.err.count("No way out is set up")) == (0, 1)


def test_it_runs_the_operators_command(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPSTANDER_WATCHDOG_COMMAND", f"tee {tmp_path / 'rang'}")
    assert run("watchdog", "--once").code == 1
    assert "upstander work" in (tmp_path / "rang").read_text()


def test_a_bell_that_does_not_work_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPSTANDER_WATCHDOG_COMMAND", "/nowhere/at-all")
    assert "the command did not work" in run("watchdog", "--once").err


def test_a_wrong_allow_list_is_refused_in_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPSTANDER_WEBHOOK_ALLOW", "the gateway")
    assert "UPSTANDER_WEBHOOK_ALLOW lists" in run("watchdog", "--once").said(2)
