"""What a trigger drafted never looks like what a person judged."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.warn.test_triggers import FIRING, TEXT, TRIGGER
from upstander.jobs import alerts, duty, first_steps, triggers
from upstander.records.desk import Address, Confidence, Draft, Grade, Status
from upstander.records.people import Role, Viewer
from upstander.store.desk import reads as desk


@pytest.fixture
def alert(situation: str, alice: Viewer, now: datetime) -> str:
    """The draft that a firing made."""
    assert FIRING is not None
    triggers.ring(TRIGGER, FIRING, situation, Status.ACTUAL, now, silent=False)
    return desk.rung(alice)[0].alert


def test_the_first_steps_stay_with_owner_and_deadline_whatever_becomes_of_the_words(
    situation: str, alice: Viewer, bob: Viewer, dina: Viewer, as_: Callable[[Viewer], Client], now: datetime
) -> None:
    assert FIRING is not None
    old = triggers.find(triggers.load(TEXT, who=bob, now=now))
    triggers.ring(old, FIRING, situation, Status.ACTUAL, now, silent=False)
    triggers.load(TEXT.replace("Call two", "Call three"), who=bob, now=now)
    rung = desk.rung(alice)[0]
    (step,) = first_steps.of_alert(alice, rung.alert, now)
    assert (step.do, step.role, step.name) == ("Call two sources.", Role.ANALYST, "")
    assert step.due_at == now + timedelta(hours=4)
    duty.put_on(alice.person, Role.ANALYST, timezone.now(), timezone.now() + timedelta(days=1), who=bob, now=now)
    text = Draft("Title", "Wholly other words.", "Ask", Grade.WARNING, Confidence.LOW, "Calm on the roads.")
    alerts.change(rung.alert, text, [], who=alice, now=now)
    for path in (f"/alerts/{rung.alert}/", f"/ladder/{rung.thread}/"):
        page = as_(alice).get(path).content.decode()
        assert "Call two sources." in page
        assert "<bdi>Alice</bdi>: <bdi>Call two" in page
    assert first_steps.of_alert(dina, rung.alert, now) == []


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
