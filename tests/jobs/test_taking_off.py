"""A wrong addressee is taken off an alert: asked nothing more, told why, counted as neither answered nor silent."""

from datetime import datetime, timedelta

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from upstander.jobs import access, alert_life, alerts, decisions, ladder, notices, owed, taking_off
from upstander.learn.scorecards import institutions, nobody_answered
from upstander.records.desk import Address, Answer
from upstander.records.errors import Refused, Unknown, Usage
from upstander.records.ladder import StepId
from upstander.records.people import Viewer
from upstander.store.desk import inbox, log, scorecards
from upstander.store.desk import reads as desk
from upstander.store.desk import threads as store

DAY = timedelta(days=1)


@pytest.fixture
def alert(cast: Cast, alice: Viewer, bob: Viewer, now: datetime) -> str:
    """An alert that asks Dina and Charlie; Dina owns the decision."""
    asked = [Address(cast.people[each], "Call.", now + DAY / 6, now + DAY) for each in ("dina", "charlie")]
    id = alerts.draft(cast.situation, DRAFT, asked, who=alice, now=now)
    alerts.issue(id, who=bob, now=now)
    alerts.acknowledge(id, who=cast.viewer("dina"), now=now)
    return id


def test_whoever_is_taken_off_sees_it_no_more_is_told_why_and_the_ladder_goes_on(
    alert: str, cast: Cast, alice: Viewer, bob: Viewer, dina: Viewer, charlie: Viewer, otto: Viewer, now: datetime
) -> None:
    later, thread = now + DAY / 24, store.thread_of(alert=alert) or ""
    taking_off.take_off(alert, dina.person, "She has left office.", who=bob, now=later)
    with pytest.raises(Unknown):
        desk.alert(dina, alert)
    assert (inbox.owing(dina, later), inbox.page(dina, real=True)) == ((0, 0), [])
    (told,) = owed.owed(dina, later)
    assert (str(told.ask), told.path) == (
        "Bob took you off this alert, there is nothing left for you to do. The reason: She has left office.",
        "/waiting/",
    )
    assert owed.owed(dina, later + 4 * DAY) == []
    notices.remind(now + 2 * DAY)
    keys = {each.key.partition(":")[0] for each in desk.notices(dina)}
    assert "late" not in keys
    shown = desk.alert(bob, alert)
    assert [each.name for each in shown.recipients] == ["Charlie"]
    assert [(each.name, each.off_by, each.off_reason) for each in shown.taken_off] == [
        ("Dina", "Bob", "She has left office.")
    ]
    step = desk.thread(alice, thread).step(StepId.DECIDE)
    assert step
    assert step.owner == 0
    assert [each.detail["of"] for each in log.entries(otto)[0] if each.action == "addressee taken off"] == ["Dina"]
    with pytest.raises(Usage, match="nobody would be left"):
        taking_off.take_off(alert, charlie.person, "He too.", who=bob, now=later)
    ended = alert_life.cancel(alert, "False.", who=alice, now=later)
    assert [each.name for each in desk.alert(alice, ended).recipients] == ["Charlie"]


def test_whoever_was_taken_off_neither_takes_the_decision_nor_is_counted_as_silent(
    alert: str, cast: Cast, alice: Viewer, bob: Viewer, charlie: Viewer, now: datetime
) -> None:
    thread = store.thread_of(alert=alert) or ""
    access.give(cast.situation, cast.people["dina"], "To read.", now + DAY, who=cast.viewer("alice"), now=now)
    taking_off.take_off(alert, cast.people["dina"], "The wrong Dina.", who=bob, now=now)
    dina = cast.viewer("dina", now)
    with pytest.raises(Refused, match="taken off the alert"):
        ladder.take(thread, StepId.DECIDE, who=dina, now=now)
    with pytest.raises(Refused, match="Only an addressee"):
        decisions.decide(alert, Answer.ACT, "We go.", who=dina, now=now)
    (warned,) = scorecards.warned(bob)
    assert nobody_answered(warned, now + 2 * DAY), "Charlie alone is asked, and silent"
    (tally,) = institutions([warned], now + 2 * DAY)
    assert (tally.asked, tally.unanswered, tally.waiting, tally.taken_off) == (2, 1, 0, 1)
    decisions.decide(alert, Answer.ACT, "We go.", who=charlie, now=now)
    (warned,) = scorecards.warned(bob)
    assert not nobody_answered(warned, now + 2 * DAY)
