"""How long the ladder waits for whoever must decide on an alert: they see it, and may hold the decision longer."""

from datetime import datetime, timedelta

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from upstander.jobs import alerts, decisions, holding, ladder
from upstander.records.desk import Address, Answer
from upstander.records.errors import Refused, Unknown
from upstander.records.ladder import StepId
from upstander.records.people import Viewer
from upstander.store.desk import reads as desk
from upstander.store.desk.climbing import climbing, proposed
from upstander.store.desk.threads import thread_of

pytestmark = pytest.mark.desk

HOUR = timedelta(hours=1)
SLOW = timedelta(days=4)


@pytest.fixture
def draft(situation: str, alice: Viewer, cast: Cast, now: datetime) -> str:
    """A draft that gives Dina four days, where the ladder gives a warning eighteen hours."""
    asked = Address(cast.people["dina"], "Call the board.", now + 2 * HOUR, now + SLOW)
    return alerts.draft(situation, DRAFT, [asked], who=alice, now=now)


@pytest.fixture
def issued(draft: str, bob: Viewer, now: datetime) -> str:
    alerts.issue(draft, who=bob, now=now)
    return draft


def test_a_draft_says_when_the_ladder_will_ask_somebody_else(draft: str, alice: Viewer, now: datetime) -> None:
    thread = thread_of(alert=draft) or ""
    assert proposed(alice, [thread]) == {thread: DRAFT.grade}
    until = holding.will_wait_until(alice, desk.alert(alice, draft), now)
    assert now < until < now + SLOW


def test_whoever_must_decide_sees_the_ladders_end_and_holds_the_decision_longer_once_it_is_theirs(
    issued: str, situation: str, alice: Viewer, bob: Viewer, dina: Viewer, charlie: Viewer, now: datetime
) -> None:
    ends = desk.thread(alice, thread_of(alert=issued) or "").steps[-1].due_at
    assert holding.waits(dina, [issued], now) == {issued: holding.Wait(ends, owned=False)}
    assert holding.waits(charlie, [issued], now) == {}
    assert proposed(charlie, [thread_of(alert=issued) or ""]) == {}
    assert [step.id for step in climbing(dina, [issued])[issued].steps] == [StepId.DECIDE]
    assert len(climbing(alice, [issued])[issued].steps) > 1
    for who in (dina, alice):
        with pytest.raises((Refused, Unknown)):
            holding.hold_longer(issued, "I wait for the board.", who=who, now=now)
    alerts.acknowledge(issued, who=dina, now=now)
    assert holding.waits(dina, [issued], now)[issued].owned
    assert holding.waits(bob, [issued], now) == {}
    later = ends - HOUR
    ladder.sweep(now + 2 * HOUR)
    before = holding.waits(dina, [issued], now)[issued].until
    holding.hold_longer(issued, "I wait for the board.", who=dina, now=min(later, before - HOUR))
    assert holding.waits(dina, [issued], now)[issued].until > before
    thread = thread_of(alert=issued) or ""
    for who, wrong in ((charlie, Unknown), (bob, Refused), (dina, Unknown)):
        with pytest.raises(wrong):
            ladder.renew(thread, StepId.NOTE if who is dina else StepId.DECIDE, "Still mine.", who=who, now=now)
    decisions.decide(issued, Answer.ACT, "We call the board.", who=dina, now=now + 3 * HOUR)
    assert holding.waits(dina, [issued], now) == {}
