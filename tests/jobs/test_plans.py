"""What is done about a warning: judged, planned, begun, blocked, done, promised, concluded, looked back on, learned."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from upstander.jobs import (
    access,
    actions,
    alerts,
    bottlenecks,
    decisions,
    judgements,
    ladder,
    lessons,
    offers,
    one_plan,
    owed,
    people,
    plans,
    promises,
    situations,
)
from upstander.records.desk import Address, Answer, Phase, Status
from upstander.records.drills import Drill
from upstander.records.errors import Refused, Unknown, Usage
from upstander.records.ladder import StepId
from upstander.records.people import MACHINE, Role, Viewer
from upstander.records.plans import ActionState, Finding, Funding, Hurdle, Kept, NewAction
from upstander.records.tools import Input, Judged, Say
from upstander.respond.clocks import ClockState
from upstander.store.desk import actions as kept
from upstander.store.desk import decided, drills, outbox, reads
from upstander.store.desk import judgements as judged
from upstander.store.desk import plans as store
from upstander.store.desk import reads as desk
from upstander.store.desk.models import Notice
from upstander.store.desk.people import viewer_of
from upstander.store.desk.threads import thread_of
from upstander.store.lake import Lake

CALL = NewAction("Call the minister of interior.")


@pytest.fixture
def answered(situation: str, alice: Viewer, bob: Viewer, dina: Viewer, cast: Cast, now: datetime) -> str:
    """An alert on which Dina decided to act; gives its id."""
    ask = Address(cast.people["dina"], "Call the board.", now + timedelta(hours=4), now + timedelta(hours=18))
    id = alerts.draft(situation, DRAFT, [ask], who=alice, now=now)
    alerts.issue(id, who=bob, now=now)
    decisions.decide(id, Answer.ACT, "We call the board.", who=dina, now=now)
    return id


@pytest.fixture
def thread(answered: str) -> str:
    return thread_of(alert=answered) or ""


@pytest.fixture
def action(situation: str, answered: str, alice: Viewer, cast: Cast, now: datetime) -> str:
    new = replace(CALL, owner=cast.people["bob"], alert=answered, deadline=now + timedelta(hours=6))
    return actions.plan(situation, new, who=alice, now=now)


@pytest.fixture
def promise(situation: str, alice: Viewer, now: datetime) -> str:
    """Ten buses in three days."""
    days = now.date(), now.date() + timedelta(days=3)
    return promises.make(situation, "Donors", "The district", "Ten buses", *days, "Minutes, p. 2", who=alice, now=now)


def test_nothing_is_judged_until_somebody_signs_and_the_newest_judgement_counts(
    situation: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    assert offers.standing(alice, situation) == {}
    assert offers.offer(alice, situation).provisional
    judgements.judge(situation, Input.WILL, Judged.YES, "It asked for help.", who=alice, now=now)
    later = now + timedelta(hours=1)
    judgements.judge(situation, Input.WILL, Judged.NO, "It closed the road.", who=bob, now=later)
    judgements.judge(situation, Input.CAPACITY, Judged.YES, "It has an army.", who=bob, now=later)
    assert (offers.standing(alice, situation)[Input.WILL].by, len(judged.judgements(alice, situation))) == (
        "Bob",
        3,
    )
    found = offers.offer(alice, situation)
    assert (found.cell, found.provisional, Say.PROVISIONAL in found.says) == ("unwilling_able", False, False)


def test_a_judgement_needs_its_reason_and_sight_of_the_situation(
    situation: str, alice: Viewer, charlie: Viewer, now: datetime
) -> None:
    with pytest.raises(Usage):
        judgements.judge(situation, Input.WILL, Judged.YES, " ", who=alice, now=now)
    with pytest.raises(Unknown):
        judgements.judge(situation, Input.WILL, Judged.YES, "Because.", who=charlie, now=now)
    with pytest.raises(Unknown):
        offers.offer(charlie, situation)


def test_an_option_is_planned_only_after_its_harm_and_a_local_partner_were_thought_of(
    situation: str, alice: Viewer, now: datetime
) -> None:
    new = replace(CALL, option="mediation", unharmed="Talks may expose witnesses: none is named.")
    with pytest.raises(Usage) as refusal:
        actions.plan(situation, new, who=alice, now=now)
    assert refusal.value.field == "consulted"
    with pytest.raises(Unknown, match="no option"):
        actions.plan(situation, replace(new, option="war", consulted="The elders."), who=alice, now=now)
    assert actions.plan(situation, replace(new, consulted="The elders."), who=alice, now=now)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"what": " "}, "what"),
        ({"money": Decimal("-1"), "currency": "EUR"}, "money"),
        ({"money": Decimal("5000")}, "currency"),
        ({"deadline": datetime.fromisoformat("2020-01-01T00:00Z")}, "deadline"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_at_its_field(
    wrong: dict[str, object], field: str, situation: str, alice: Viewer, now: datetime
) -> None:
    with pytest.raises(Usage) as refusal:
        actions.plan(situation, replace(CALL, **wrong), who=alice, now=now)
    assert refusal.value.field == field


def test_what_is_late_stuck_poor_or_nobodys_lists_itself(
    situation: str, action: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    poor = replace(CALL, money=Decimal("5000"), currency="eur", institution="Interior", contact="The registrar")
    unfunded = actions.plan(situation, poor, who=alice, now=now)
    nobodys = actions.plan(situation, CALL, who=alice, now=now)
    actions.block(action, "No line to the minister.", "The embassy", who=bob, now=now)
    found = plans.overview(alice, now + timedelta(hours=7))
    assert [[each.id for each in row] for row in (found.overdue, found.blocked, found.unfunded)] == [
        [action],
        [action],
        [unfunded],
    ]
    assert [each.id for each in found.ownerless] == [nobodys]
    actions.fund(unfunded, Funding.YES, "", who=alice, now=now)
    assert not plans.overview(alice, now).unfunded


def test_an_action_waits_for_its_owner_and_ends_with_the_reason(action: str, bob: Viewer, now: datetime) -> None:
    assert f"/actions/{action}/" in [each.path for each in owed.owed(bob, now)]
    actions.start(action, "Rang at six.", who=bob, now=now)
    actions.finish(action, "The minister spoke.", who=bob, now=now)
    assert f"/actions/{action}/" not in [each.path for each in owed.owed(bob, now)]
    found = kept.action(bob, action)
    assert (found.state, found.ended_why, found.entries[0].text) == (
        ActionState.DONE,
        "The minister spoke.",
        "Rang at six.",
    )
    with pytest.raises(Usage, match="ended"):
        actions.enter(action, "More.", who=bob, now=now)


def test_the_first_step_of_an_action_stops_the_ladders_clock(
    action: str, thread: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    assert desk.thread(alice, thread).is_open(StepId.ACT)
    actions.start(action, "Rang at six.", who=bob, now=now + timedelta(hours=1))
    act = desk.thread(alice, thread).step(StepId.ACT)
    assert act is not None
    assert act.done_at == now + timedelta(hours=1)


def test_a_blocked_action_tells_the_owner_of_the_situation_now_and_again_as_its_grade_asks(
    action: str, alice: Viewer, bob: Viewer, now: datetime, cast: Cast
) -> None:
    def told() -> int:
        found = outbox.notices(cast.viewer("alice"))
        return sum(each.path == f"/actions/{action}/" for each in found)

    actions.block(action, "No line to the minister.", "The embassy", who=bob, now=now)
    assert told() == 1
    actions.remind(now + timedelta(hours=23))
    assert told() == 1
    for _ in range(2):
        actions.remind(now + timedelta(hours=30))
    assert told() == 2
    actions.unblock(action, "The embassy put us through.", who=bob, now=now)
    actions.remind(now + timedelta(days=3))
    assert told() == 2


def test_a_ministry_that_an_action_touches_sees_that_action_and_nothing_else(
    situation: str, action: str, alice: Viewer, charlie: Viewer, now: datetime
) -> None:
    with pytest.raises(Unknown):
        kept.action(charlie, action)
    actions.show(action, charlie.person, who=alice, now=now)
    assert [each.id for each in kept.actions(charlie)] == [action]
    with pytest.raises(Unknown):
        desk.situation(charlie, situation)
    with pytest.raises(Refused):
        actions.drop(action, "Not ours.", who=charlie, now=now)


def test_a_promise_is_kept_or_broken_with_its_evidence_and_then_takes_no_more_words(
    situation: str, promise: str, alice: Viewer, charlie: Viewer, now: datetime
) -> None:
    by = {"who": alice, "now": now}
    with pytest.raises(Unknown):
        promises.break_(promise, "None came.", who=charlie, now=now)
    with pytest.raises(Usage):
        promises.break_(promise, " ", **by)
    promises.break_(promise, "None came.", **by)
    (found,) = reads.commitments(alice, situation)
    assert (found.kept, found.evidence, found.settled) == (Kept.BROKEN, "None came.", True)
    assert reads.commitments(charlie) == []
    for late in (promises.keep, promises.break_):
        with pytest.raises(Usage, match="recorded already"):
            late(promise, "They came.", **by)
    with pytest.raises(Usage, match="recorded already"):
        promises.follow_up(promise, "Bob", now.date(), "Soon.", Kept.OPEN, **by)


def test_who_asked_after_a_promise_and_what_was_answered_stays_and_the_last_word_counts(
    situation: str, promise: str, alice: Viewer, bob: Viewer, charlie: Viewer, now: datetime
) -> None:
    day, later = now.date(), now + timedelta(days=2)
    with pytest.raises(Unknown):
        promises.follow_up(promise, "Charlie", day, "Soon.", Kept.OPEN, who=charlie, now=now)
    for wrong, field in (((day + timedelta(days=1), Kept.OPEN), "asked_on"), ((day, Kept.KEPT), "kept")):
        with pytest.raises(Usage) as refusal:
            promises.follow_up(promise, "Bob", wrong[0], "Soon.", wrong[1], who=bob, now=now)
        assert refusal.value.field == field
    promises.follow_up(promise, "The mayor", day, "Four buses are here.", Kept.PARTLY, who=alice, now=now)
    assert reads.commitment(alice, promise).kept is Kept.PARTLY
    promises.follow_up(promise, "Bob", later.date(), "They left again.", Kept.OPEN, who=bob, now=later)
    found = reads.commitment(bob, promise)
    assert found.kept is Kept.OPEN
    assert [(each.asked_by, each.answer, each.kept, each.by) for each in found.entries] == [
        ("The mayor", "Four buses are here.", Kept.PARTLY, "Alice"),
        ("Bob", "They left again.", Kept.OPEN, "Bob"),
    ]
    assert [each.action for each in reads.log(alice)[0][:2]] == ["promise followed up", "promise followed up"]
    promises.keep(promise, "Ten buses were counted.", who=bob, now=later)
    assert reads.commitment(bob, promise).kept is Kept.KEPT


def test_a_promise_lists_itself_while_it_is_late_without_money_or_nobodys(
    situation: str, promise: str, alice: Viewer, bob: Viewer, charlie: Viewer, dina: Viewer, now: datetime
) -> None:
    late, told = now + timedelta(days=5), ("The mayor", now.date(), "Half of them.", Kept.PARTLY)
    found = plans.overview(alice, late)
    assert [len(each) for each in (found.late_promises, found.unfunded_promises, found.ownerless_promises)] == [1, 0, 1]
    with pytest.raises(Usage, match="sees this situation"):
        promises.follow_up(promise, *told, who=alice, now=now, owner=dina.person)
    promises.follow_up(promise, *told, who=alice, now=now, owner=bob.person, funding=Funding.NO)
    found = plans.overview(alice, late)
    assert [len(each) for each in (found.late_promises, found.unfunded_promises, found.ownerless_promises)] == [1, 1, 0]
    drill = plans.overview(alice, late, Status.EXERCISE)
    hidden = plans.overview(charlie, late)
    assert drill.late_promises == hidden.late_promises == ()
    promises.keep(promise, "Counted.", who=bob, now=now)
    assert not plans.overview(alice, late).late_promises


def test_a_promise_after_which_nobody_has_asked_for_its_interval_asks_its_owner(
    situation: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    due = now.date() + timedelta(days=300)
    words = (situation, "Donors", "The district", "Ten buses", now.date(), due, "Minutes")
    id = promises.make(*words, who=alice, now=now, owner=bob.person)

    def asked(day: int) -> list[str]:
        return [each.ask.template for each in promises.owed(bob, now + timedelta(days=day))]

    assert (asked(29), asked(31)) == ([], [promises.ASK])
    when = now + timedelta(days=31)
    promises.follow_up(id, "Bob", when.date(), "Soon.", Kept.OPEN, who=bob, now=when)
    assert (asked(60), asked(62), asked(301)) == ([], [promises.ASK], [promises.KEPT])


def test_a_thread_that_warned_closes_only_with_an_outcome_and_then_asks_to_look_back(
    thread: str, situation: str, alice: Viewer, now: datetime
) -> None:
    with pytest.raises(Usage, match="came of it"):
        ladder.close(thread, "Over.", who=alice, now=now)
    plans.conclude(thread, "The column turned back.", now.date(), "UN report", who=alice, now=now)
    ladder.close(thread, "Over.", who=alice, now=now)
    backs = store.look_backs(alice, situation)
    assert [(each.due_on - now.date()).days for each in backs] == [30, 90, 365]
    assert not [each for each in owed.owed(alice, now) if each.path.endswith("/plan/")]
    later = now + timedelta(days=31)
    (due,) = [each for each in owed.owed(alice, later) if each.path.endswith("/plan/")]
    assert due.overdue
    plans.look_back(backs[0].id, Finding.CALM, "Quiet markets.", who=alice, now=later)
    assert not [each for each in owed.owed(alice, later) if each.path.endswith("/plan/")]


def test_a_lesson_has_somebody_who_sees_to_it(situation: str, alice: Viewer, cast: Cast, now: datetime) -> None:
    words = (situation, "An answer in a day.", "It took four.", "Nobody was on duty.", "A deputy for each shift.")
    with pytest.raises(Usage) as refusal:
        lessons.write(*words, cast.people["bob"], now.date(), who=alice, now=now)
    assert refusal.value.field == "due_on"
    id = lessons.write(*words, cast.people["bob"], now.date() + timedelta(days=9), who=alice, now=now)
    lessons.learned(id, who=alice, now=now)
    assert store.lessons(alice)[0].done_at == now


def test_a_missed_clock_asks_for_its_bottleneck_and_closes_only_through_a_correction(
    thread: str, alice: Viewer, charlie: Viewer, now: datetime
) -> None:
    assert not bottlenecks.misses(alice, now)
    with pytest.raises(Usage, match="over its target"):
        bottlenecks.explain(thread, "first_action", Hurdle.NO_MEANS, "No car.", who=alice, now=now)
    late = now + timedelta(days=3)
    (miss,) = [each for each in bottlenecks.misses(alice, late) if each.reading.clock == "first_action"]
    assert miss.open
    assert bottlenecks.misses(charlie, late) == ()
    id = bottlenecks.explain(thread, "first_action", Hurdle.NO_MEANS, "No car.", who=alice, now=late)
    with pytest.raises(Usage, match="corrective action first"):
        bottlenecks.corrected(id, who=alice, now=late)
    bottlenecks.correct(id, "The permanent secretary", "Two cars", late.date() + timedelta(days=2), who=alice, now=late)
    bottlenecks.corrected(id, who=alice, now=late)
    (miss,) = [each for each in bottlenecks.misses(alice, late) if each.reading.clock == "first_action"]
    assert not miss.open


def test_violence_that_is_back_starts_the_ladder_anew(
    thread: str, situation: str, alice: Viewer, now: datetime
) -> None:
    store.add_look_backs(thread, [now.date(), now.date() + timedelta(days=60)])
    first, second = store.look_backs(alice, situation)
    before = len(desk.threads(alice, situation)[0])
    plans.look_back(first.id, Finding.CALM, "Quiet.", who=alice, now=now)
    assert len(desk.threads(alice, situation)[0]) == before
    plans.look_back(second.id, Finding.RELAPSE, "Three villages burnt.", who=alice, now=now)
    assert len(desk.threads(alice, situation)[0]) == before + 1


def test_a_lesson_and_a_late_promise_ask_until_they_are_settled(
    situation: str, alice: Viewer, bob: Viewer, charlie: Viewer, now: datetime
) -> None:
    day = now.date()
    lesson = lessons.write(
        situation, "A day.", "Four.", "Nobody.", "A deputy.", bob.person, day + timedelta(days=9), who=alice, now=now
    )
    promise = promises.make(situation, "Donors", "The district", "Buses", day, day, "Minutes", who=alice, now=now)
    later = now + timedelta(days=2)

    def asks(who: Viewer) -> set[str]:
        return {each.ask.template for each in plans.owed(who, later)} & {lessons.CHANGE, promises.KEPT}

    assert (asks(alice), asks(bob), asks(charlie)) == ({promises.KEPT}, {lessons.CHANGE}, set())
    promises.break_(promise, "None came.", who=alice, now=later)
    lessons.learned(lesson, who=bob, now=later)
    assert (asks(alice), asks(bob)) == (set(), set())


def test_what_is_held_back_or_outside_the_desk_is_not_planned(
    situation: str, alice: Viewer, cast: Cast, now: datetime
) -> None:
    boxes = {"unharmed": "Nobody is named.", "consulted": "The elders."}
    for option in ("security_assistance", "no_fly_zone", "targeted_sanctions"):
        with pytest.raises(Usage) as refusal:
            actions.plan(situation, replace(CALL, option=option, **boxes), who=alice, now=now)
        assert refusal.value.field == "option"
    new = replace(CALL, option="early_warning_briefing", **boxes)
    with pytest.raises(Usage) as refusal:
        actions.plan(situation, new, who=alice, now=now)
    assert refusal.value.field == "basis"
    assert actions.plan(situation, replace(new, basis="Article 99 of the Charter."), who=alice, now=now)


def test_a_decision_to_act_asks_for_its_first_action_by_its_clock_until_one_is_named(
    situation: str, answered: str, alice: Viewer, bob: Viewer, dina: Viewer, charlie: Viewer, now: datetime
) -> None:
    def asked(who: Viewer, at: datetime = now) -> list[tuple[str, bool]]:
        return [(each.path, each.overdue) for each in owed.owed(who, at) if each.ask.template == plans.FIRST]

    path = f"/situations/SDN/{situation}/plan/?alert={answered}"
    assert asked(alice) == [(path, False)]
    assert asked(alice, now + timedelta(hours=25)) == [(path, True)]
    assert asked(bob) == asked(charlie) == []
    assert asked(dina) == [(f"/alerts/{answered}/#first-action", False)], "who decided, and sees nothing but the alert"
    id = actions.plan(situation, replace(CALL, alert=answered), who=bob, now=now)
    assert asked(alice) == []
    actions.drop(id, "Nobody can.", who=bob, now=now)
    assert asked(alice) == [(path, False)]
    again = actions.plan(situation, replace(CALL, alert=answered), who=bob, now=now)
    actions.start(again, "Rang at six.", who=bob, now=now)
    actions.drop(again, "He is away.", who=bob, now=now)
    assert asked(alice) == []


def test_whoever_sees_nothing_but_the_alert_names_the_first_action_of_their_own_answer(
    situation: str, answered: str, bob: Viewer, dina: Viewer, charlie: Viewer, cast: Cast, now: datetime
) -> None:
    asked = Address(charlie.person, "Call.", now + timedelta(hours=4), now + timedelta(hours=18))
    other = alerts.draft(situation, DRAFT, [asked], who=cast.viewer("alice"), now=now)
    alerts.issue(other, who=bob, now=now)
    own = replace(CALL, alert=answered, owner=bob.person, deputy=charlie.person)
    with pytest.raises(Refused, match="Decide to act first"):
        actions.plan(situation, replace(CALL, alert=other), who=charlie, now=now)
    for new in (CALL, replace(own, option="mediation"), replace(own, alert=other)):
        with pytest.raises(Unknown):
            actions.plan(situation, new, who=dina, now=now)
    with pytest.raises(Unknown):
        actions.plan(situation, own, who=charlie, now=now)
    made = kept.action(dina, actions.plan(situation, own, who=dina, now=now))
    assert (made.owner, made.deputy, made.alert) == (dina.person, 0, answered)
    assert kept.actions(charlie) == []
    assert reads.unplanned(dina) == []
    with pytest.raises(Unknown):
        reads.situation(dina, situation)


def test_decisions_of_a_drill_push_no_real_one_out_of_the_inbox_and_none_while_it_is_paused_is_asked(
    situation: str,
    answered: str,
    lake: Lake,
    alice: Viewer,
    bob: Viewer,
    dina: Viewer,
    cast: Cast,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    early = now - timedelta(hours=2)
    place = situations.open_situation(
        lake, "KEN", "A vote", Phase.LATENT, "Why.", who=alice, now=early, status=Status.EXERCISE
    )
    access.give(place, bob.person, "Plays.", now + timedelta(days=1), who=cast.viewer("alice"), now=early)
    ask = Address(dina.person, "Call the board.", now, now + timedelta(hours=18))
    text = replace(DRAFT, status=Status.EXERCISE)
    drilled = alerts.draft(place, text, [ask], who=cast.viewer("alice"), now=early)
    alerts.issue(drilled, who=cast.viewer("bob"), now=early)
    decisions.decide(drilled, Answer.ACT, "We call.", who=dina, now=early)
    alice = cast.viewer("alice")

    def asked() -> list[str]:
        return [each.decision.alert for each in reads.unplanned(alice)]

    assert asked() == [answered, drilled]
    with monkeypatch.context() as few:
        few.setattr(decided, "MOST", 1)
        assert asked() == [answered]
    id = drills.add(Drill("", "kenya-2007", place, "KEN", 60, 0, early, started_at=early))
    drills.pause(id, now)
    assert asked() == [answered]


def test_what_was_planned_is_blocked_once_the_rules_hold_it_back_and_does_not_begin(
    situation: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    for input, value in ((Input.WILL, Judged.YES), (Input.CAPACITY, Judged.NO), (Input.STATE_CONSENT, Judged.YES)):
        judgements.judge(situation, input, value, "Seen.", who=alice, now=now)
    judgements.judge(situation, Input.RECIPIENT_SUSPECTED, Judged.NO, "Nothing is known.", who=alice, now=now)
    asked = {"institution": "Interior", "deadline": now + timedelta(days=9), "means": "Two trainers", "basis": "Treaty"}
    aid = NewAction("Train them.", option="security_assistance", owner=bob.person, unharmed="-", consulted="-", **asked)
    id = actions.plan(situation, aid, who=alice, now=now)
    judgements.judge(situation, Input.RECIPIENT_SUSPECTED, Judged.YES, "A mass grave.", who=alice, now=now)
    held = kept.action(bob, id)
    assert (held.state, held.lifted_by) == (ActionState.BLOCKED, "Alice")
    assert Notice.objects.filter(person=bob.person, key__contains=":blocked:").exists()
    for go_on in (actions.start, actions.unblock):
        with pytest.raises(Usage, match="hold this option back"):
            go_on(id, "We go.", who=bob, now=now)
    judgements.judge(situation, Input.RECIPIENT_SUSPECTED, Judged.NO, "It was another unit.", who=alice, now=now)
    actions.unblock(id, "Judged again.", who=bob, now=now)
    actions.start(id, "They came.", who=bob, now=now)


def test_a_plan_leads_from_the_decision_to_its_actions_and_back_and_times_the_way(
    situation: str, answered: str, action: str, thread: str, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    other = actions.plan(situation, CALL, who=alice, now=now)
    judgements.judge(situation, Input.WILL, Judged.NO, "It closed the road.", who=alice, now=now)
    bottlenecks.explain(thread, "first_action", Hurdle.NO_MEANS, "No car.", who=alice, now=now + timedelta(days=3))
    begun = now + timedelta(hours=3)
    actions.start(action, "Rang at six.", who=bob, now=begun)
    plans.conclude(thread, "The column turned back.", now.date(), "UN report", who=alice, now=begun)
    plan = one_plan.show(alice, answered, now + timedelta(days=4))
    (made,) = plan.decided
    assert [each.id for each in plan.following(made)] == [each.id for each in plan.actions] == [action]
    first = plan.first(made)
    assert first is not None
    assert (first.began, first.ended, first.state) == (now, begun, ClockState.WITHIN)
    back = kept.action(bob, action)
    assert (back.alert, [each.decision.id for each in desk.decided(bob, alert=back.alert)]) == (
        answered,
        [made.decision.id],
    )
    whole = one_plan.written(one_plan.show(bob, situation, now))
    assert {each["id"] for each in whole["actions"]} == {action, other}
    assert whole["decisions"][0]["first_action"]["target_hours"] == 24
    assert [whole["outcomes"][0]["text"], whole["bottlenecks"][0]["text"]] == ["The column turned back.", "No car."]
    assert whole["judgements"][0]["value"] == "no"
    for id in (situation, answered, "aaaaaaaaaaaa"):
        with pytest.raises(Unknown, match="no such situation"):
            one_plan.show(dina, id, now)


def test_two_ministries_see_the_same_action_and_a_third_does_not(
    situation: str, alice: Viewer, ada: Viewer, cast: Cast, now: datetime
) -> None:
    roles = {"Interior": Role.FOCAL_POINT, "Health": Role.DECISION_MAKER, "Finance": Role.FOCAL_POINT}
    ministry = {}
    for name, role in roles.items():
        ministry[name] = people.add(name.lower(), name, [role], who=MACHINE, now=now).id
        people.set_institution(ministry[name], f"Ministry of {name}", "", who=ada, now=now)
    names = "Ministry of Interior\nministry of  health"
    id = actions.plan(situation, replace(CALL, ministries=names, owner=ministry["Interior"]), who=alice, now=now)
    assert kept.action(alice, id).unreached == ("ministry of  health",)
    actions.show(id, ministry["Health"], who=alice, now=now)
    seen = {name: [each.id for each in kept.actions(viewer_of(person, now))] for name, person in ministry.items()}
    assert seen == {"Interior": [id], "Health": [id], "Finance": []}
    assert kept.action(alice, id).unreached == ()
    assert kept.action(viewer_of(ministry["Health"], now), id) == kept.action(viewer_of(ministry["Interior"], now), id)
    assert any(each.path == f"/actions/{id}/" for each in outbox.notices(viewer_of(ministry["Health"], now)))
