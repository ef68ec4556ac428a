"""The ladder at work on a real database: nothing is lost, and nobody is called twice."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from tests.threads import open_thread
from upstander.jobs import access, alerts, clocks, decisions, duty, ladder, people, signals
from upstander.learn import scorecards as scores
from upstander.records.desk import Address, Answer, Grade
from upstander.records.errors import Refused, Usage
from upstander.records.ladder import Happening, StepId, Thread
from upstander.records.people import Role, Viewer
from upstander.records.wire_ladder import thread as wire_thread
from upstander.records.wire_ladder import whole
from upstander.respond import steps
from upstander.respond.clocks import ClockState
from upstander.store.desk import reads as desk
from upstander.store.desk import threads as store


@pytest.fixture
def on_duty(cast: Cast, bob: Viewer, now: datetime) -> None:
    for name, role in (("alice", Role.ANALYST), ("bob", Role.FOCAL_POINT)):
        duty.put_on(cast.people[name], role, now, now + timedelta(days=60), who=bob, now=now)


@pytest.fixture
def thread(situation: str, alice: Viewer, on_duty: None, now: datetime) -> str:
    signal = signals.report(situation, "Smoke", "Over the town.", who=alice, now=now)
    return store.thread_of(signal=signal) or ""


def held(id: str) -> Thread:
    thread = store.held(id)
    assert thread is not None
    return thread


def happened(viewer: Viewer, thread: str) -> list[tuple[Happening, int]]:
    return [(event.what, event.person) for event in desk.events(viewer, thread)]


def test_a_report_calls_who_is_on_duty_at_once(thread: str, alice: Viewer, cast: Cast, now: datetime) -> None:
    assert happened(alice, thread) == [(Happening.CALLED, cast.people["alice"])]
    assert [found.id for found in desk.called(alice, now)[0]] == [thread]


def test_silence_goes_up_and_ends_in_an_alarm_not_in_silence(
    thread: str, alice: Viewer, cast: Cast, now: datetime
) -> None:
    ladder.sweep(now + timedelta(days=2))
    told = [what for what, _ in happened(alice, thread)]
    assert told == [Happening.CALLED, Happening.CALLED, Happening.EXHAUSTED, Happening.OVERDUE]
    assert not desk.thread(alice, thread).closed_at


def test_sweeping_twice_does_nothing_twice(thread: str, alice: Viewer, now: datetime) -> None:
    later = now + timedelta(days=2)
    ladder.sweep(later)
    first = happened(alice, thread)
    assert ladder.sweep(later) == 0
    assert happened(alice, thread) == first
    assert len(set(first)) == len(first)


def test_a_day_asleep_leaves_the_record_of_a_day_awake(
    situation: str, alice: Viewer, on_duty: None, cast: Cast, now: datetime
) -> None:
    threads = [open_thread(situation, f"Cause {n}", who=alice, now=now) for n in range(2)]
    for hour in range(25):
        ladder.climb_on(held(threads[0]), now + timedelta(hours=hour))
    ladder.climb_on(held(threads[1]), now + timedelta(hours=24))
    awake, asleep = (desk.events(alice, id) for id in threads)
    assert awake == asleep


def test_who_cannot_see_the_situation_is_not_called(
    situation: str, cast: Cast, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    duty.put_on(cast.people["charlie"], Role.ANALYST, now, now + timedelta(days=9), who=bob, now=now)
    id = open_thread(situation, "Smoke", who=alice, now=now)
    ladder.sweep(now + timedelta(days=9))
    assert cast.people["charlie"] not in {person for _, person in happened(alice, id)}
    access.give(situation, cast.people["charlie"], "On duty.", now + timedelta(days=9), who=alice, now=now)
    second = open_thread(situation, "Shots", who=alice, now=now)
    assert happened(alice, second) == [(Happening.CALLED, cast.people["charlie"])]


def test_who_has_lost_the_role_is_not_called_and_leaves_a_gap(
    situation: str, alice: Viewer, bob: Viewer, on_duty: None, cast: Cast, now: datetime
) -> None:
    ada, dina = cast.viewer("ada"), cast.people["dina"]
    access.give(situation, dina, "Stands in.", now + timedelta(days=9), who=alice, now=now)
    people.set_roles(dina, [Role.ANALYST], who=ada, now=now)
    early = now - timedelta(minutes=1)
    duty.put_on(dina, Role.ANALYST, early, now + timedelta(days=20), who=bob, now=now)
    people.set_roles(dina, [Role.AUDITOR], who=ada, now=now)
    id = open_thread(situation, "Smoke", who=alice, now=now)
    assert happened(alice, id) == [(Happening.CALLED, cast.people["alice"])]
    assert dina not in {shift.person for shift in desk.shifts(bob, now)}


def test_the_roster_and_its_gaps_are_open_to_those_on_it(cast: Cast, bob: Viewer, on_duty: None, now: datetime) -> None:
    people.set_roles(cast.people["dina"], [Role.REPORTER], who=cast.viewer("ada"), now=now)
    for name in ("dina", "otto", "ada"):
        viewer = cast.viewer(name)
        assert desk.shifts(viewer, now) == duty.uncovered(viewer, now) == desk.addressable(viewer) == []
    assert duty.uncovered(bob, now)


def test_nobody_on_duty_is_said_at_once(situation: str, alice: Viewer, now: datetime) -> None:
    id = open_thread(situation, "Smoke", who=alice, now=now)
    assert happened(alice, id) == [(Happening.EXHAUSTED, 0)]


def test_one_cause_has_one_thread(situation: str, alice: Viewer, now: datetime) -> None:
    first = open_thread(situation, "Smoke", who=alice, now=now, key="fire in the north")
    assert open_thread(situation, "More smoke", who=alice, now=now, key="fire in the north") == first
    ladder.close(first, "A wedding.", who=alice, now=now)
    assert open_thread(situation, "Again", who=alice, now=now, key="fire in the north") != first


def test_whoever_says_that_a_known_cause_is_graver_is_named_at_its_clocks(
    situation: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    id = open_thread(situation, "Smoke", who=alice, now=now, key="fire in the north")
    ladder.grade(id, Grade.WARNING, who=alice, now=now)
    assert clocks.hurried(alice, desk.thread(alice, id), now) == ()
    open_thread(situation, "More smoke", who=bob, now=now, key="fire in the north", imminent=True)
    found = desk.thread(alice, id)
    told = whole(found, [], [], clocks.hurried(alice, found, now))
    assert told["urged"] is Grade.IMMINENT
    heard, who = told["hurried"]
    assert heard.startswith("It was heard again as imminent")
    assert who == "Bob said that it is imminent."


def test_triage_ends_with_a_grade(thread: str, alice: Viewer, now: datetime) -> None:
    ladder.take(thread, StepId.ACKNOWLEDGE, who=alice, now=now)
    ladder.finish(thread, StepId.ACKNOWLEDGE, "Mine.", who=alice, now=now)
    ladder.take(thread, StepId.TRIAGE, who=alice, now=now)
    with pytest.raises(Usage, match="Grade it first"):
        ladder.finish(thread, StepId.TRIAGE, "", who=alice, now=now)
    ladder.grade(thread, Grade.WARNING, who=alice, now=now)
    ladder.finish(thread, StepId.TRIAGE, "", who=alice, now=now)
    assert [step.id for step in desk.thread(alice, thread).open_steps] == [StepId.VERIFY]


def test_a_lower_grade_needs_a_second_person_who_sees_it(
    thread: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    ladder.grade(thread, Grade.IMMINENT, who=alice, now=now)
    for second in (None, alice):
        with pytest.raises(Refused, match="second person"):
            ladder.grade(thread, Grade.WATCH, who=alice, now=now, second=second)
    ladder.grade(thread, Grade.WATCH, who=alice, now=now, second=bob)
    assert desk.thread(alice, thread).grade is Grade.WATCH


def test_an_issued_and_decided_alert_moves_its_thread(
    thread: str, situation: str, alice: Viewer, bob: Viewer, dina: Viewer, cast: Cast, now: datetime
) -> None:
    asked = Address(cast.people["dina"], "Call the board.", now + timedelta(hours=4), now + timedelta(hours=18))
    (signal,) = desk.signals(alice, situation)[0]
    text = type(DRAFT)(**{**{name: getattr(DRAFT, name) for name in DRAFT.__slots__}, "signals": (signal.id,)})
    id = alerts.draft(situation, text, [asked], who=alice, now=now)
    assert store.thread_of(alert=id) == thread
    alerts.issue(id, who=bob, now=now + timedelta(hours=1))
    assert [step.id for step in desk.thread(alice, thread).open_steps] == [StepId.DECIDE]
    decisions.decide(id, Answer.ACT, "We call the board.", who=dina, now=now + timedelta(hours=3))
    assert [step.id for step in desk.thread(alice, thread).open_steps] == [StepId.ACT]
    (timed,) = clocks.timed(alice, now + timedelta(hours=4))
    states = {reading.clock: reading.state for reading in timed.readings}
    assert states["decide"] is ClockState.WITHIN
    assert states["first_action"] is ClockState.MISSING


def test_whoever_issues_an_alert_is_not_said_to_have_verified_it(
    thread: str, situation: str, alice: Viewer, bob: Viewer, dina: Viewer, cast: Cast, now: datetime
) -> None:
    asked = Address(cast.people["dina"], "Call the board.", now + timedelta(hours=4), now + timedelta(hours=18))
    (signal,) = desk.signals(alice, situation)[0]
    id = alerts.draft(situation, replace(DRAFT, signals=(signal.id,)), [asked], who=alice, now=now)
    ladder.take(thread, StepId.ACKNOWLEDGE, who=alice, now=now)
    alerts.issue(id, who=bob, now=now + timedelta(hours=1))
    done = {step.id: step.done_by for step in desk.thread(alice, thread).steps if step.done_at}
    nobody = dict.fromkeys((StepId.TRIAGE, StepId.VERIFY, StepId.ASSESS), 0)
    assert done == {StepId.ACKNOWLEDGE: alice.person, **nobody, StepId.NOTE: bob.person}
    told = {step["step"]: step["passed_over"] for step in wire_thread(desk.thread(alice, thread))["steps"]}
    assert {step for step, passed in told.items() if passed} == nobody.keys()
    (timed,) = clocks.timed(alice, now + timedelta(days=30))
    states = {reading.clock: reading.state for reading in timed.readings}
    assert (states["triage"], states["alert"]) == (ClockState.MISSING, ClockState.CANNOT)
    medians = {each.clock: each.median for each in clocks.medians(alice, now + timedelta(days=30)).tallies}
    assert medians["triage"] is medians["alert"] is None
    (verify,) = (each for each in scores.steps([desk.thread(alice, thread)], now) if each.step is StepId.VERIFY)
    assert (verify.in_time, verify.passed_over) == (0, 1)


def test_who_graded_and_owned_triage_did_it_and_an_all_clear_does_nothing_in_anybodys_name(
    thread: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    ladder.take(thread, StepId.ACKNOWLEDGE, who=alice, now=now)
    ladder.finish(thread, StepId.ACKNOWLEDGE, "", who=alice, now=now)
    ladder.take(thread, StepId.TRIAGE, who=alice, now=now)
    ladder.grade(thread, Grade.WARNING, who=alice, now=now)
    found, rule = held(thread), ladder.ladder()
    issued = steps.reach(found, StepId.NOTE, bob.person, now, rule, Grade.WARNING)
    assert [step.done_by for step in issued.steps] == [alice.person, alice.person, 0, 0, bob.person, 0]
    cleared = steps.cleared(issued, now, rule)
    assert [step.id for step in cleared.steps if step.passed_over][-2:] == [StepId.DECIDE, StepId.ACT]
    assert not steps.decided(cleared)
    assert cleared.is_open(StepId.REVIEW)


def test_clocks_are_of_what_one_may_see(thread: str, charlie: Viewer, dina: Viewer, now: datetime) -> None:
    for viewer in (charlie, dina):
        assert clocks.timed(viewer, now) == []
        assert clocks.medians(viewer, now).tallies == ()


def test_a_ladder_that_a_warning_could_fall_through_is_not_loaded(bob: Viewer, now: datetime) -> None:
    for text, said in (("{", "no JSON"), ("[]", "Mend"), ("{}", "Mend")):
        with pytest.raises(Usage, match=said):
            ladder.load(text, who=bob, now=now)
    ladder.load(ladder.bundled().replace('"warning": 2,', '"warning": 1,', 1), who=bob, now=now)
    assert ladder.ladder() is not None


def test_a_gap_in_duty_shows_fourteen_days_ahead(cast: Cast, bob: Viewer, charlie: Viewer, now: datetime) -> None:
    duty.put_on(cast.people["alice"], Role.ANALYST, now, now + timedelta(days=13), who=bob, now=now)
    found = {gap.role: gap for gap in duty.uncovered(bob, now)}
    assert found[Role.ANALYST].begins == now + timedelta(days=13)
    assert found[Role.DECISION_MAKER].begins == now


def test_a_shift_is_for_a_role_one_holds_and_ends_in_time(cast: Cast, bob: Viewer, now: datetime) -> None:
    with pytest.raises(Usage, match="role that this person holds"):
        duty.put_on(cast.people["alice"], Role.DECISION_MAKER, now, now + timedelta(days=1), who=bob, now=now)
    for begins, ends in (
        (now, now),
        (now - timedelta(days=2), now - timedelta(days=1)),
        (now, now + timedelta(days=400)),
    ):
        with pytest.raises(Usage, match="shift end"):
            duty.put_on(cast.people["alice"], Role.ANALYST, begins, ends, who=bob, now=now)


def alert_for_dina(cast: Cast, alice: Viewer, bob: Viewer, now: datetime) -> tuple[str, str]:
    """An issued alert that asks Dina, and its thread."""
    asked = Address(cast.people["dina"], "Call.", now + timedelta(hours=4), now + timedelta(hours=18))
    alert = alerts.draft(cast.situation, DRAFT, [asked], who=alice, now=now)
    alerts.issue(alert, who=bob, now=now)
    return alert, store.thread_of(alert=alert) or ""


def test_whoever_acknowledges_an_alert_owns_its_decision_until_its_deadline(
    cast: Cast, alice: Viewer, bob: Viewer, dina: Viewer, on_duty: None, now: datetime
) -> None:
    alert, thread = alert_for_dina(cast, alice, bob, now)
    alerts.acknowledge(alert, who=dina, now=now + timedelta(hours=8))
    step = held(thread).step(StepId.DECIDE)
    assert step is not None
    assert (step.owner, step.held_until) == (cast.people["dina"], step.due_at)
    ladder.sweep(step.due_at)
    told = [each.what for each in desk.events(alice, thread) if each.at == step.due_at]
    assert told[:2] == [Happening.OVERDUE, Happening.LAPSED]


def test_whoever_takes_the_decision_in_an_addressees_stead_is_asked_and_decides(
    cast: Cast, alice: Viewer, bob: Viewer, on_duty: None, now: datetime
) -> None:
    alert, thread = alert_for_dina(cast, alice, bob, now)
    owner = cast.viewer("alice")
    access.give(cast.situation, cast.people["charlie"], "Stands in.", now + timedelta(days=1), who=owner, now=now)
    charlie = cast.viewer("charlie", now)
    with pytest.raises(Refused, match="Only an addressee"):
        decisions.decide(alert, Answer.ACT, "We go.", who=charlie, now=now)
    ladder.take(thread, StepId.DECIDE, who=charlie, now=now)
    asked = next(each for each in desk.alert(charlie, alert).recipients if each.person == charlie.person)
    assert (asked.asked, asked.decide_by) == ("Call.", now + timedelta(hours=18))
    decisions.decide(alert, Answer.ACT, "We go.", who=charlie, now=now)
    assert held(thread).is_open(StepId.ACT)
