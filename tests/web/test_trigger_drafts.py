"""What a trigger drafted never looks like what a person judged."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests.warn.test_triggers import FIRING, TEXT, TRIGGER
from upstander.jobs import actions as jobs
from upstander.jobs import alerts, duty, first_steps, ladder, plans, triggers
from upstander.jobs.owed import owed
from upstander.records.desk import Address, Draft, Status
from upstander.records.ladder import StepId
from upstander.records.people import Role, Viewer
from upstander.store.desk import actions
from upstander.store.desk import reads as desk

FIRST = TEXT[TEXT.index("[[first_step]]") :]


@pytest.fixture
def alert(situation: str, alice: Viewer, now: datetime) -> str:
    """The draft that a firing made."""
    assert FIRING is not None
    triggers.ring(TRIGGER, FIRING, situation, Status.ACTUAL, now, silent=False)
    return desk.rung(alice)[0].alert


def test_a_draft_opens_the_first_steps_as_actions_of_whoever_is_on_duty_which_are_done_or_dropped_with_a_word(
    situation: str, alice: Viewer, bob: Viewer, dina: Viewer, as_: Callable[[Viewer], Client], now: datetime
) -> None:
    assert FIRING is not None
    more = FIRST + FIRST.replace("Call two", "Call three").replace("analyst", "focal_point").replace("4", "8")
    old = triggers.find(triggers.load(TEXT.replace(FIRST, more), who=bob, now=now))
    duty.put_on(bob.person, Role.FOCAL_POINT, now, now + timedelta(days=1), who=bob, now=now)
    triggers.ring(old, FIRING, situation, Status.ACTUAL, now, silent=False)
    triggers.load(TEXT, who=bob, now=now)
    rung = desk.rung(alice)[0]
    two, three = actions.first_steps(alice, alert=rung.alert)
    assert (two.what, two.owner_name, two.deadline) == ("Call two sources.", "Alice", now + timedelta(hours=4))
    assert (three.what, three.owner_name, three.opened_on) == ("Call three sources.", "Bob", rung.thread)
    assert actions.first_steps(dina, thread=rung.thread) == []
    for path in (f"/alerts/{rung.alert}/", f"/ladder/{rung.thread}/"):
        assert "Call three sources." in as_(alice).get(path).content.decode()
    late = now + timedelta(hours=5)
    (asked,) = [each for each in owed(alice, late) if each.path == f"/actions/{two.id}/"]
    assert asked.overdue
    assert [each.id for each in plans.overview(alice, late).overdue] == [two.id]
    jobs.finish(two.id, "Both say the same.", who=alice, now=late)
    jobs.drop(three.id, "The line is dead.", who=bob, now=late)
    two, three = actions.first_steps(alice, thread=rung.thread)
    assert [(each.by, each.text) for each in (*two.entries, *three.entries)] == [
        ("Alice", "Both say the same."),
        ("Bob", "The line is dead."),
    ]
    page = as_(alice).get(f"/actions/{two.id}/").content.decode()
    assert "not signed by anyone" in page
    assert "Both say the same." in page
    step = desk.thread(alice, rung.thread).step(StepId.ACT)
    assert step is None or step.done_at is None


def test_a_second_draft_of_one_cause_opens_no_step_twice_and_a_closed_thread_asks_for_none(
    situation: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    assert FIRING is not None
    triggers.ring(TRIGGER, FIRING, situation, Status.ACTUAL, now, silent=False)
    thread = desk.rung(alice)[0].thread
    found = actions.first_steps(alice, thread=thread)
    first_steps.opened(desk.rung(alice)[0].id, TRIGGER, situation, thread, now)
    assert actions.first_steps(alice, thread=thread) == found
    (step,) = found
    assert step.id in {each.id for each in actions.mine(alice)}
    ladder.close(thread, "A false alarm.", who=bob, now=now)
    assert actions.mine(alice) == []


def test_a_draft_of_a_trigger_is_shown_as_computed_and_signed_by_nobody(
    alert: str, alice: Viewer, as_: Callable[[Viewer], Client]
) -> None:
    page = as_(alice).get(f"/alerts/{alert}/").content.decode()
    assert "drafted by a trigger" in page
    assert "not signed by anyone" in page
    assert '<section class="computed">' in page
    assert "draft by a trigger" in as_(alice).get("/alerts/").content.decode()


def test_once_a_person_has_made_it_theirs_it_is_shown_as_judged(
    alert: str, alice: Viewer, as_: Callable[[Viewer], Client], now: datetime
) -> None:
    found = desk.alert(alice, alert)
    addressed: list[Address] = []
    read = Draft(found.title, found.text, found.ask, found.grade, found.confidence, "Calm on the roads.")
    alerts.change(alert, read, addressed, who=alice, now=now)
    page = as_(alice).get(f"/alerts/{alert}/").content.decode()
    assert "drafted by Alice" in page
    assert '<section class="judged">' in page
