"""What is told to whom when the ladder climbs, an alert is issued, a deadline passes."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.answers_world import answered
from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from tests.threads import open_thread
from upstander.jobs import (
    actions,
    alerts,
    answer_sweep,
    clearances,
    decisions,
    duty,
    inquiries,
    ladder,
    notices,
    recorded,
    referrals,
    signals,
)
from upstander.jobs.drill_auto import auto
from upstander.records.desk import Address, Answer, Grade, Status
from upstander.records.ladder import StepId
from upstander.records.people import MACHINE, Role, Viewer
from upstander.records.plans import NewAction
from upstander.store.desk.models import Notice
from upstander.store.lake import Lake


@pytest.fixture
def on_duty(cast: Cast, bob: Viewer, now: datetime) -> None:
    for name, role in (("alice", Role.ANALYST), ("bob", Role.FOCAL_POINT)):
        duty.put_on(cast.people[name], role, now, now + timedelta(days=60), who=bob, now=now)


def told(cast: Cast, name: str) -> list[str]:
    """Sayings by the last word of their key, oldest first."""
    found = Notice.objects.filter(person=cast.people[name]).order_by("at")
    return [row.key.split(":")[3] if row.key.startswith("thread") else row.key.rpartition(":")[2] for row in found]


def issued(cast: Cast, now: datetime, **changes: object) -> str:
    asked = Address(cast.people["dina"], "Call.", now + timedelta(hours=4), now + timedelta(hours=18))
    given = {name: getattr(DRAFT, name) for name in DRAFT.__slots__} | changes
    id = alerts.draft(cast.situation, type(DRAFT)(**given), [asked], who=cast.viewer("alice"), now=now)
    alerts.issue(id, who=cast.viewer("bob"), now=now)
    return id


def test_who_is_called_is_told_once_however_often_one_sweeps(
    cast: Cast, alice: Viewer, on_duty: None, now: datetime
) -> None:
    signals.report(cast.situation, "Smoke", "Over the town.", who=alice, now=now)
    ladder.sweep(now)
    ladder.sweep(now)
    assert told(cast, "alice") == ["called"]
    assert told(cast, "charlie") == []


def test_where_nobody_is_left_the_owner_hears_it(cast: Cast, alice: Viewer, on_duty: None, now: datetime) -> None:
    signals.report(cast.situation, "Smoke", "Over the town.", who=alice, now=now)
    ladder.sweep(now + timedelta(days=2))
    assert "exhausted" in told(cast, "bob")


def test_without_anybody_on_duty_the_situations_owner_hears_it(cast: Cast, alice: Viewer, now: datetime) -> None:
    signals.report(cast.situation, "Smoke", "Over the town.", who=alice, now=now)
    assert told(cast, "alice") == ["exhausted"]


def test_addressees_hear_of_an_alert_when_a_person_issues_it(cast: Cast, now: datetime) -> None:
    issued(cast, now)
    assert told(cast, "dina") == ["issued"]


def test_whatever_is_said_of_an_alert_that_is_only_watched_waits_for_the_summary(
    cast: Cast, alice: Viewer, bob: Viewer, on_duty: None, now: datetime
) -> None:
    alert, later = issued(cast, now, grade=Grade.WATCH), now + timedelta(days=3)
    around = answered(cast, alert, replace(DRAFT, grade=Grade.WATCH), now)
    clearances.object_to(around["clearance"], "Not so.", who=bob, now=now)
    inquiries.answer(around["inquiry"], "They wait.", who=cast.viewer("charlie"), now=now)
    referrals.return_(around["referral"], "Not mine.", who=cast.viewer("charlie"), now=now)
    recorded.dispute(around["recorded"], "I said nothing.", who=cast.viewer("dina"), now=now)
    asked = (cast.people["charlie"], now + timedelta(hours=1), "Once more.")
    inquiries.need_more(around["second"], "Who?", *asked, who=cast.viewer("dina"), now=now)
    action = actions.plan(cast.situation, NewAction("Call.", alert=alert, owner=bob.person), who=alice, now=now)
    actions.block(action, "No line.", "The ministry", who=bob, now=now)
    actions.show(action, cast.people["dina"], who=alice, now=now)
    for sweep in (answer_sweep.sweep, ladder.sweep, notices.remind, actions.remind):
        sweep(later)
    told_of = {each.key.partition(":")[0] for each in Notice.objects.all()}
    around_it = {"alert", "late", "referral", "inquiry", "dissent", "clearance", "recorded", "action", "thread"}
    assert told_of >= around_it
    assert not Notice.objects.filter(digest=False).values_list("key")


def test_a_thread_that_is_only_watched_interrupts_nobody_even_where_nobody_is_left(
    cast: Cast, alice: Viewer, on_duty: None, now: datetime
) -> None:
    ladder.start(cast.situation, Status.ACTUAL, "Rains fail", who=MACHINE, now=now, quiet=True)
    graded = open_thread(cast.situation, "Prices rise", who=alice, now=now)
    Notice.objects.all().delete()
    ladder.grade(graded, Grade.WATCH, who=alice, now=now)
    ladder.take(graded, StepId.ACKNOWLEDGE, who=alice, now=now)
    ladder.sweep(now + timedelta(days=50))
    assert {"called", "lapsed", "exhausted"} <= {*told(cast, "alice"), *told(cast, "bob")}
    assert not Notice.objects.filter(digest=False).exists()


def test_a_deadline_passed_is_told_once_to_both_ends(cast: Cast, now: datetime) -> None:
    issued(cast, now)
    for hours in (5, 6, 19, 20):
        notices.remind(now + timedelta(hours=hours))
    assert told(cast, "dina") == ["issued", "acknowledge", "decide"]
    assert told(cast, "bob")[-2:] == ["acknowledge", "decide"]


def test_who_issued_hears_once_however_many_are_late(cast: Cast, now: datetime) -> None:
    asked = [
        Address(cast.people[name], "Call.", now + timedelta(hours=4), now + timedelta(days=9))
        for name in ("dina", "charlie")
    ]
    id = alerts.draft(cast.situation, DRAFT, asked, who=cast.viewer("alice"), now=now)
    alerts.issue(id, who=cast.viewer("bob"), now=now)
    assert notices.remind(now + timedelta(hours=5)) == 3
    assert [told(cast, name)[-1] for name in ("dina", "charlie", "bob")] == ["acknowledge"] * 3


def test_nobody_is_told_of_what_is_long_past(cast: Cast, now: datetime) -> None:
    issued(cast, now)
    assert notices.remind(now + timedelta(days=40)) == 0


def test_who_has_answered_is_reminded_of_nothing(cast: Cast, dina: Viewer, now: datetime) -> None:
    id = issued(cast, now)
    decisions.decide(id, Answer.ACT, "So.", who=cast.viewer("dina"), now=now)
    assert notices.remind(now + timedelta(days=3)) == 0


def test_a_whole_drill_tells_nobody(db: None, lake: Lake, now: datetime) -> None:
    auto(lake, "el-fasher-2025", now=now, tell=lambda done, of: None)
    notices.remind(now + timedelta(days=30))
    assert not Notice.objects.exists()
