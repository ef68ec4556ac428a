"""What stays imminent is reviewed again and again; and nobody reviews alone what is their own."""

import json
from datetime import datetime, timedelta

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from tests.threads import open_thread
from upstander.jobs import alerts, clocks, duty, ladder, reviews
from upstander.records.desk import Address, Grade
from upstander.records.errors import Refused, Usage
from upstander.records.ladder import Happening, StepId
from upstander.records.people import Role, Viewer
from upstander.store.desk import models, repeating
from upstander.store.desk import reads as desk

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.desk


@pytest.fixture
def thread(cast: Cast, situation: str, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime) -> str:
    """Imminent, decided, acted on and reviewed."""
    duty.put_on(cast.people["bob"], Role.FOCAL_POINT, now, now + 60 * 24 * HOUR, who=bob, now=now)
    id = open_thread(situation, "Smoke", who=alice, now=now, imminent=True)
    ladder.grade(id, Grade.IMMINENT, who=alice, now=now, second=bob)
    ladder.reached(id, StepId.DECIDE, dina.person, now, graded=Grade.IMMINENT)
    for step in (StepId.ACT, StepId.REVIEW):
        review(id, bob, now, step)
    return id


def review(id: str, who: Viewer, now: datetime, step: StepId = StepId.REVIEW) -> None:
    ladder.take(id, step, who=who, now=now)
    ladder.finish(id, step, "Looked at.", who=who, now=now)


def test_what_stays_imminent_is_reviewed_every_day_until_regraded(
    thread: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    before = len(desk.events(alice, thread))
    assert [reviews.repeat(now + hours * HOUR) for hours in (23, 24, 25)] == [0, 1, 0]
    (step,) = [each for each in desk.thread(alice, thread).open_steps if each.id is StepId.REVIEW]
    assert (step.opened_at, step.due_at) == (now + 24 * HOUR, now + 48 * HOUR)
    rang = [each for each in desk.events(alice, thread)[before:] if each.step is StepId.REVIEW]
    assert (rang[0].what, rang[0].person, rang[0].at) == (Happening.CALLED, bob.person, now + 24 * HOUR)
    (timed,) = clocks.timed(alice, now + 26 * HOUR)
    (outcome,) = [each for each in timed.readings if each.clock == "outcome"]
    assert (outcome.began, outcome.ended, outcome.state.value) == (now + 24 * HOUR, None, "missing")
    review(thread, bob, now + 30 * HOUR)
    ladder.grade(thread, Grade.WARNING, who=alice, now=now + 31 * HOUR, second=bob)
    assert reviews.repeat(now + 99 * HOUR) == 0


def test_what_is_closed_or_cleared_is_not_reviewed_again(
    thread: str, cast: Cast, situation: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    later = now + 30 * HOUR
    asked = [Address(cast.people["dina"], "Call.", later + HOUR, later + 2 * HOUR)]
    id = alerts.draft(situation, DRAFT, asked, who=alice, now=now)
    warned = models.Alert.objects.filter(pk=id)
    warned.update(thread=thread, stage="issued", kind="all_clear", issued_at=now)
    assert repeating.reviewed(later) == {}
    warned.update(kind="alert")
    assert set(repeating.reviewed(later)) == {thread}
    warned.update(thread=None)
    for who in (alice, bob):
        ladder.close(thread, "Over.", who=who, now=now)
    assert reviews.repeat(later) == 0


def test_a_file_that_says_nothing_of_it_asks_for_no_second_review(thread: str, bob: Viewer, now: datetime) -> None:
    file = json.loads(ladder.bundled())
    del file["generic_ladder"]["after_decision"][1]["repeat"]
    ladder.load(json.dumps(file), who=bob, now=now)
    assert reviews.repeat(now + 99 * HOUR) == 0


def test_a_file_with_a_value_of_no_effect_is_not_loaded(cast: Cast, bob: Viewer, now: datetime) -> None:
    file = json.loads(ladder.bundled())
    file["generic_ladder"]["rules"][2]["auto_send"] = True
    with pytest.raises(Usage, match="auto_send"):
        ladder.load(json.dumps(file), who=bob, now=now)


def test_nobody_reviews_alone_what_is_their_own(
    cast: Cast, situation: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    asked = [Address(cast.people["dina"], "Call.", now + HOUR, now + 2 * HOUR)]
    alert = alerts.draft(situation, DRAFT, asked, who=alice, now=now)
    thread = open_thread(situation, "Smoke", who=alice, now=now)
    models.Alert.objects.filter(pk=alert).update(thread=thread)
    own = {"situation_id": situation, "alert_id": alert, "planned_by_id": bob.person, "planned_at": now}
    models.Action.objects.create(owner_id=bob.person, what="Send envoys.", **own)
    with pytest.raises(Refused, match="somebody else"):
        ladder.finish(thread, StepId.REVIEW, "", who=bob, now=now)
    repeating.not_alone(thread, alice)
    models.Action.objects.create(owner_id=alice.person, what="Call.", **own)
    repeating.not_alone(thread, bob)
