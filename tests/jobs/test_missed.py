"""A clock that was missed asks what held it up, and closes only through a correction with authority, date and means."""

from datetime import datetime, timedelta

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from tests.threads import open_thread
from upstander.jobs import alerts, bottlenecks, decisions, ladder, missed, situations
from upstander.jobs.owed import owed
from upstander.records.desk import Address, Answer, Phase, Status
from upstander.records.errors import Unknown, Usage
from upstander.records.plans import Hurdle
from upstander.store.desk.threads import thread_of
from upstander.store.lake import Lake


def late_answer(cast: Cast, situation: str, now: datetime, status: Status = Status.ACTUAL) -> str:
    """The thread of a warning that Dina answered after its 18 hours."""
    alice, bob, then = cast.viewer("alice"), cast.viewer("bob"), now - timedelta(hours=20)
    words = {name: getattr(DRAFT, name) for name in DRAFT.__slots__}
    asked = Address(cast.people["dina"], "Call.", now + timedelta(hours=4), now + timedelta(hours=18))
    id = alerts.draft(situation, type(DRAFT)(**{**words, "status": status}), [asked], who=alice, now=then)
    alerts.issue(id, who=bob, now=then)
    decisions.decide(id, Answer.ACT, "We call.", who=cast.viewer("dina"), now=now)
    return thread_of(alert=id) or ""


@pytest.fixture
def thread(cast: Cast, now: datetime) -> str:
    return late_answer(cast, cast.situation, now)


def asked(cast: Cast, name: str, now: datetime) -> list[str]:
    """What the inbox asks of one person about missed clocks."""
    return [each.ask.template for each in missed.asks(cast.viewer(name), now)]


def test_a_late_decision_asks_the_owner_of_the_situation_what_held_it_up(
    cast: Cast, thread: str, now: datetime
) -> None:
    assert missed.EXPLAIN in asked(cast, "alice", now)
    assert any(each.path == f"/clocks/#{thread}-decide" for each in owed(cast.viewer("alice"), now))
    assert asked(cast, "charlie", now) == asked(cast, "otto", now) == asked(cast, "ada", now) == []


def test_it_asks_on_until_the_correction_is_done(cast: Cast, thread: str, now: datetime) -> None:
    by = {"who": cast.viewer("alice"), "now": now}
    before = asked(cast, "alice", now).count(missed.EXPLAIN)
    id = bottlenecks.explain(thread, "decide", Hurdle.NOBODY_ON_DUTY, "It was a holiday.", **by)
    assert asked(cast, "alice", now).count(missed.EXPLAIN) == before - 1
    assert missed.ORDER in asked(cast, "alice", now)
    bottlenecks.correct(id, "The secretary-general", "A second deputy on the roster.", now.date(), **by)
    assert missed.CORRECT in asked(cast, "alice", now)
    assert any(each.overdue for each in missed.asks(cast.viewer("alice"), now + timedelta(days=2)))
    bottlenecks.corrected(id, **by)
    assert {missed.ORDER, missed.CORRECT}.isdisjoint(asked(cast, "alice", now))


def test_no_other_way_closes_it(cast: Cast, thread: str, now: datetime) -> None:
    by = {"who": cast.viewer("alice"), "now": now}
    id = bottlenecks.explain(thread, "decide", Hurdle.POLITICS, "They waited for the vote.", **by)
    with pytest.raises(Usage, match="Name the corrective action first"):
        bottlenecks.corrected(id, **by)
    with pytest.raises(Usage):
        bottlenecks.correct(id, "", "Nothing.", now.date(), **by)
    with pytest.raises(Usage, match="still to come"):
        bottlenecks.correct(id, "The board", "A rule.", now.date() - timedelta(days=1), **by)
    assert next(each for each in bottlenecks.misses(by["who"], now) if each.reading.clock == "decide").open


def test_a_clock_in_time_has_nothing_to_explain(cast: Cast, thread: str, now: datetime) -> None:
    with pytest.raises(Usage, match="ran over its target"):
        bottlenecks.explain(thread, "triage", Hurdle.OTHER, "Why.", who=cast.viewer("alice"), now=now)


def test_what_was_closed_in_time_runs_no_further(cast: Cast, now: datetime) -> None:
    alice = cast.viewer("alice")
    closed, left = (open_thread(cast.situation, title, who=alice, now=now) for title in ("A fire", "Smoke"))
    ladder.close(closed, "It was a harvest fire.", who=alice, now=now + timedelta(hours=1))
    over = {each.thread for each in bottlenecks.misses(alice, now + timedelta(days=30))}
    assert (closed in over, left in over) == (False, True)


def test_who_does_not_see_the_thread_cannot_explain_it(cast: Cast, thread: str, now: datetime) -> None:
    for name in ("charlie", "dina"):
        with pytest.raises(Unknown):
            bottlenecks.explain(thread, "decide", Hurdle.OTHER, "Why.", who=cast.viewer(name), now=now)


def test_the_misses_of_an_exercise_ask_nobody_and_stand_in_no_real_list(cast: Cast, lake: Lake, now: datetime) -> None:
    from upstander.jobs import access

    alice, then = cast.viewer("alice"), now - timedelta(days=1)
    words = (lake, "MLI", "Gao", Phase.EMERGING, "We practise.")
    drill = situations.open_situation(*words, who=alice, now=then, status=Status.EXERCISE)
    end = now + timedelta(days=9)
    access.give(drill, cast.people["bob"], "To practise.", end, who=cast.viewer("alice", then), now=then)
    late_answer(cast, drill, now, Status.EXERCISE)
    assert asked(cast, "alice", now) == []
    assert bottlenecks.misses(cast.viewer("alice"), now) == ()
    assert bottlenecks.misses(cast.viewer("alice"), now, Status.EXERCISE)
