"""A clock counts against the target that stood when it ended or passed it: no other grade or file undoes a miss."""

import json
from datetime import datetime, timedelta

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from tests.jobs.test_missed import late_answer
from tests.threads import open_thread
from upstander.jobs import alerts, bottlenecks, decisions, ladder, missed, reviews
from upstander.records.desk import Address, Answer, Grade
from upstander.records.ladder import StepId
from upstander.records.people import Viewer
from upstander.records.plans import Hurdle
from upstander.store.desk.threads import thread_of

H = timedelta(hours=1)
pytestmark = pytest.mark.desk


def over(who: Viewer, now: datetime) -> dict[str, timedelta | None]:
    """Clocks that ran over, and the target of each."""
    return {each.reading.clock: each.reading.target for each in bottlenecks.misses(who, now)}


def asked(who: Viewer, now: datetime) -> set[str]:
    return {each.ask.template for each in missed.asks(who, now)}


def test_a_lower_grade_takes_back_neither_a_miss_nor_its_correction(
    cast: Cast, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    thread, later = late_answer(cast, cast.situation, now), now + H
    before = over(alice, now)
    id = bottlenecks.explain(thread, "decide", Hurdle.OTHER, "A holiday.", who=alice, now=now)
    bottlenecks.correct(id, "The board", "A second deputy.", now.date(), who=alice, now=now)
    ladder.grade(thread, Grade.WATCH, who=alice, now=later, second=bob)
    assert over(alice, later) == before
    assert asked(alice, later) == {missed.EXPLAIN, missed.CORRECT}
    bottlenecks.corrected(id, who=alice, now=later)
    assert asked(alice, later) == {missed.EXPLAIN}


def test_a_ladder_with_more_time_counts_from_now_on(cast: Cast, alice: Viewer, bob: Viewer, now: datetime) -> None:
    late_answer(cast, cast.situation, now)
    before = over(alice, now)
    file = json.loads(ladder.bundled())["generic_ladder"]
    wider = {"acknowledge": 21, "alert": 36, "decide": 24}
    for step in file["steps"]:
        step["max_hours"]["warning"] = {"verify": 18, "decide": 24}.get(step["id"], step["max_hours"]["warning"])
    for clock in file["clocks"]["list"]:
        clock["target_hours"]["warning"] = wider.get(clock["id"], clock["target_hours"]["warning"])
    ladder.load(json.dumps(file), who=bob, now=now + H)
    assert "decide" in before
    assert over(alice, now + H) == before
    assert asked(alice, now + H) == {missed.EXPLAIN}


def test_what_ended_in_time_is_not_late_by_a_higher_grade(
    cast: Cast, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    asks = Address(dina.person, "Call.", now + 4 * H, now + 18 * H)
    id = alerts.draft(cast.situation, DRAFT, [asks], who=alice, now=now)
    alerts.issue(id, who=bob, now=now)
    alerts.acknowledge(id, who=dina, now=now + 3 * H)
    decisions.decide(id, Answer.ACT, "We call.", who=dina, now=now + 10 * H)
    ladder.grade(thread_of(alert=id) or "", Grade.IMMINENT, who=alice, now=now + 11 * H)
    assert over(alice, now + 11 * H) == {}


def test_each_run_of_a_clock_asks_for_its_own_correction(
    alice: Viewer, bob: Viewer, dina: Viewer, situation: str, now: datetime
) -> None:
    thread = open_thread(situation, "Smoke", who=alice, now=now, imminent=True)
    ladder.grade(thread, Grade.IMMINENT, who=alice, now=now, second=bob)
    ladder.reached(thread, StepId.DECIDE, dina.person, now, graded=Grade.IMMINENT)
    first = now + 40 * H
    for step, at in ((StepId.ACT, now), (StepId.REVIEW, first)):
        ladder.take(thread, step, who=bob, now=at)
        ladder.finish(thread, step, "Looked at.", who=bob, now=at)
    said = bottlenecks.explain(thread, "outcome", Hurdle.OTHER, "Nobody was there.", who=alice, now=first)
    bottlenecks.correct(said, "The board", "Two people.", first.date(), who=alice, now=first)
    bottlenecks.corrected(said, who=alice, now=first)
    assert reviews.repeat(first + 24 * H) == 1
    last = first + 60 * H
    ladder.sweep(last)
    runs = [each for each in bottlenecks.misses(alice, last) if each.reading.clock == "outcome"]
    assert [(each.open, each.key) for each in runs] == [
        (False, f"{thread}-outcome"),
        (True, f"{thread}-outcome-2"),
    ]
    assert f"/clocks/#{thread}-outcome-2" in {each.path for each in missed.asks(alice, last)}
    assert bottlenecks.explain(thread, "outcome", Hurdle.OTHER, "Again.", who=alice, now=last) != said
