"""Work that comes round by the clock."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import InterfaceError, OperationalError
from django_tasks_db.management.commands import db_worker

from tests.conftest import NOW, Cast
from tests.warn.test_triggers import PLAYED, TEXT
from upstander.jobs import channels, triggers, work
from upstander.jobs.work import SCHEDULE, Clockwork, Periodic
from upstander.store.desk import queue, reads


@pytest.fixture
def ran(db: None, monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When the only task of the schedule, an hourly one, ran."""
    moments: list[datetime] = []
    task = Periodic("note", timedelta(hours=1), lambda home, now: moments.append(now))
    monkeypatch.setattr(work, "SCHEDULE", (task,))
    return moments


def turned(*moments: datetime) -> None:
    wheels = Clockwork(Path("nowhere"))
    for moment in moments:
        wheels.turn(moment)


def test_it_runs_at_once_and_then_once_a_period(ran: list[datetime]) -> None:
    turned(NOW, NOW + timedelta(minutes=59), NOW + timedelta(minutes=60), NOW + timedelta(minutes=61))
    assert ran == [NOW, NOW + timedelta(minutes=60)]


def test_after_a_day_asleep_it_runs_once(ran: list[datetime]) -> None:
    turned(NOW, NOW + timedelta(days=1), NOW + timedelta(days=1, minutes=1))
    assert len(ran) == 2


def test_a_clock_that_was_set_back_makes_nothing_wait(ran: list[datetime]) -> None:
    turned(NOW, NOW - timedelta(days=3), NOW - timedelta(days=3) + timedelta(minutes=1))
    assert len(ran) == 2


def test_a_database_that_does_not_answer_is_asked_again(ran: list[datetime], monkeypatch: pytest.MonkeyPatch) -> None:
    stop, asked = threading.Event(), []

    def refuse_once(name: str) -> None:
        asked.append(name)
        if len(asked) == 1:
            raise OperationalError("database is locked")
        stop.set()

    monkeypatch.setattr(queue, "run_waiting", refuse_once)
    monkeypatch.setattr(queue, "answers", lambda: False)
    monkeypatch.setattr(work, "PAUSE", 0.001)
    work.work(Path("nowhere"), lambda: datetime.now(UTC), stop)
    assert len(asked) == 2
    assert len(ran) == 1


def test_the_machine_proposes_signals_by_the_clock(cast: Cast, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A worker drops connections that look stale, as the one inside a test's transaction does.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    work.propose(home, NOW)
    work.tidy(home, NOW)
    found, _ = reads.signals(cast.viewer("alice"))
    assert [signal.kind for signal in found] != []
    queue.run_waiting("test")


def test_triggers_ring_and_the_ladder_is_swept_by_the_clock(cast: Cast, home: Path) -> None:
    bob = cast.viewer("bob")
    triggers.load(TEXT, who=bob, now=NOW)
    triggers.keep_backrun(PLAYED, who=bob, now=NOW)
    triggers.switch_on("first", who=bob, now=NOW)
    work.ring(home, NOW)
    (rung,) = reads.rung(cast.viewer("alice"))
    work.sweep(home, NOW + timedelta(days=3))
    assert "overdue" in [event.what for event in reads.events(cast.viewer("alice"), rung.thread)]
    assert {task.name: task.every for task in SCHEDULE}["sweep the ladder"] == timedelta(seconds=15)


def test_no_message_that_breaks_and_no_database_that_is_away_stops_the_posting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, told = threading.Event(), iter([OperationalError("away"), InterfaceError("closed"), KeyError("bob@a.org")])

    def deliver(clock: object) -> int:
        for error in told:
            raise error
        stop.set()
        return 0

    monkeypatch.setattr(queue, "refresh", lambda: None)
    monkeypatch.setattr(channels, "deliver", deliver)
    monkeypatch.setattr(work, "PAUSE", 0.001)
    work.post(lambda: NOW, stop)
    assert "bob@a.org" not in caplog.text
