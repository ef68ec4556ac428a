"""What a trigger drafted never looks like what a person judged."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from tests.warn.test_triggers import FIRING, TRIGGER
from upstander.jobs import triggers
from upstander.records.desk import Address, Draft, Status
from upstander.records.people import Viewer
from upstander.store.desk import reads as desk


@pytest.fixture
def alert(situation: str, alice: Viewer, now: datetime) -> str:
    """The draft that a firing made."""
    assert FIRING is not None
    triggers.ring(TRIGGER, FIRING, situation, Status.ACTUAL, now, silent=False)
    return desk.rung(alice)[0].alert


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
    from upstander.jobs import alerts

    found = desk.alert(alice, alert)
    addressed: list[Address] = []
    read = Draft(found.title, found.text, found.ask, found.grade, found.confidence, "Calm on the roads.")
    alerts.change(alert, read, addressed, who=alice, now=now)
    page = as_(alice).get(f"/alerts/{alert}/").content.decode()
    assert "drafted by Alice" in page
    assert '<section class="judged">' in page
