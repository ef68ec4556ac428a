"""A trigger of the grade Watch interrupts nobody: it waits in the inbox of whoever is on duty, and in the summary."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.conftest import Cast
from tests.warn.test_triggers import FIRING, TRIGGER
from upstander.jobs import duty, ladder, triggers
from upstander.jobs.owed import owed
from upstander.records.desk import Grade, Status
from upstander.records.ladder import Happening, StepId, Thread
from upstander.records.people import Role, Viewer
from upstander.store.desk import models
from upstander.store.desk import reads as desk

WATCH = replace(TRIGGER, grade=Grade.WATCH)


def ring(trigger: object, situation: str, now: datetime, evidence: str = "one") -> None:
    """Let a trigger ring."""
    assert FIRING is not None
    firing = replace(FIRING, grade=trigger.grade, evidence=evidence)  # type: ignore[attr-defined]
    triggers.ring(trigger, firing, situation, Status.ACTUAL, now, silent=False)  # type: ignore[arg-type]


@pytest.fixture
def watched(cast: Cast, alice: Viewer, bob: Viewer, now: datetime) -> Thread:
    """What a trigger of the grade Watch opened while Alice is on duty."""
    duty.put_on(alice.person, Role.ANALYST, now, now + timedelta(days=30), who=bob, now=now)
    ring(WATCH, cast.situation, now)
    return desk.threads(alice)[0][0]


def test_nobody_is_called_and_it_waits_in_the_inbox_of_who_is_on_duty(
    watched: Thread, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    assert desk.events(alice, watched.id) == []
    first, line = owed(alice, now)
    assert (first.path.split("/")[1], first.due) == ("actions", now + timedelta(hours=4)), "its playbook's first step"
    assert line.path == f"/ladder/{watched.id}/"
    assert line.due == now + timedelta(hours=24)
    assert owed(bob, now) == []


def test_it_is_a_line_of_the_daily_summary_and_no_message_of_its_own(watched: Thread, alice: Viewer) -> None:
    (notice,) = models.Notice.objects.filter(person=alice.person)
    assert notice.digest
    assert models.Delivery.objects.count() == 0


def test_only_when_it_is_overdue_somebody_is_called(watched: Thread, alice: Viewer, now: datetime) -> None:
    ladder.sweep(now + timedelta(hours=23))
    assert desk.events(alice, watched.id) == []
    ladder.sweep(now + timedelta(hours=25))
    assert [event.what for event in desk.events(alice, watched.id)] == [Happening.OVERDUE, Happening.CALLED]


def test_whoever_takes_it_owns_it_like_any_step(watched: Thread, alice: Viewer, now: datetime) -> None:
    ladder.take(watched.id, StepId.ACKNOWLEDGE, who=alice, now=now)
    _, line = owed(alice, now)
    assert "You own this step" in str(line.ask)


def test_a_graver_trigger_of_the_same_cause_calls_at_once(
    watched: Thread, cast: Cast, alice: Viewer, now: datetime
) -> None:
    ring(TRIGGER, cast.situation, now + timedelta(hours=1), "two")
    (same,) = desk.threads(alice)[0]
    assert same.id == watched.id
    assert [event.what for event in desk.events(alice, watched.id)] == [Happening.CALLED]
