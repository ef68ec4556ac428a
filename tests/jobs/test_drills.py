"""A drill among people: links, injects by the clock, pauses, an end, a debrief; and nobody else hears of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from tests.conftest import Cast
from tests.warn.test_triggers import PLAYED
from upstander.jobs import (
    access,
    actions,
    alerts,
    clocks,
    decisions,
    dissents,
    drills,
    duty,
    erasure,
    ladder,
    plan_rules,
    situations,
    suspects,
    triggers,
    waiting,
)
from upstander.jobs import owed as inbox
from upstander.records.desk import Address, Answer, Confidence, Draft, Grade, Phase, Status
from upstander.records.drills import ROOM, Part
from upstander.records.errors import Refused, Unknown, Usage
from upstander.records.ladder import StepId
from upstander.records.people import MACHINE, PUBLIC, Role, Viewer
from upstander.records.plans import NewAction
from upstander.store.desk import actions as kept
from upstander.store.desk import answer_rules, log, people, reads, roster
from upstander.store.desk import drills as store
from upstander.store.desk.models import Decision, Delivery, SealedDissent, Thread, ThreadStep
from upstander.store.lake import Lake

CASE = "kenya-2007"
SHARE = timedelta(minutes=60) / 28
"""Kenya's sixty minutes among nineteen injects and three pauses of three shares."""


@pytest.fixture
def opened(db: None, lake: Lake, now: datetime) -> drills.Opened:
    return drills.open_drill(lake, CASE, who=MACHINE, now=now)


@pytest.fixture
def started(opened: drills.Opened, now: datetime) -> str:
    drills.start(opened.id, who=MACHINE, now=now)
    return opened.id


@pytest.fixture
def player(opened: drills.Opened) -> Callable[[Part, datetime], Viewer]:
    seats = {seat.part: seat.person for seat in store.on_this_host(opened.id).seats}
    return lambda part, at: people.viewer_of(seats[part], at)


def situation_of(id: str) -> str:
    return store.on_this_host(id).situation


def test_what_a_desk_agreed_about_actions_passes_at_the_drills_pace(
    started: str, player: Callable[[Part, datetime], Viewer], now: datetime
) -> None:
    analyst, place = player(Part.ANALYST, now), situation_of(started)
    played = kept.action(analyst, actions.plan(place, NewAction("Call.", owner=analyst.person), who=analyst, now=now))
    agreed = plan_rules.rules().blocked
    quick, real = actions.at_pace(agreed, played), actions.at_pace(agreed, replace(played, status=Status.ACTUAL))
    assert all(timedelta(0) < quick[grade] < agreed[grade] / 10 for grade in Grade)
    assert real == agreed


def answer(id: str, player: Callable[[Part, datetime], Viewer], at: datetime, given: Answer = Answer.ACT) -> str:
    """The room goes the whole way from draft to decision within a few seconds."""
    place = situation_of(id)
    analyst, decider = player(Part.ANALYST, at), player(Part.DECISION_MAKER, at)
    found = reads.signals(analyst, place)[0]
    text = Draft(
        title="Clashes before the vote",
        text="Two reports.",
        ask="Give each district a plan.",
        grade=Grade.IMMINENT,
        confidence=Confidence.MEDIUM,
        change_our_mind="Quiet.",
        status=Status.EXERCISE,
        signals=tuple(each.id for each in found),
    )
    asked = [Address(decider.person, "Decide.", at + timedelta(minutes=2), at + timedelta(minutes=5))]
    alert = alerts.draft(place, text, asked, who=analyst, now=at)
    alerts.sign(alert, who=player(Part.SECOND_READER, at), now=at + timedelta(seconds=1))
    alerts.issue(alert, who=player(Part.DESK_HEAD, at), now=at + timedelta(seconds=2))
    alerts.acknowledge(alert, who=decider, now=at + timedelta(seconds=3))
    decisions.decide(alert, given, "The room agrees.", who=decider, now=at + timedelta(seconds=4))
    return alert


def arrived(id: str) -> int:
    return len(store.arrived(situation_of(id)))


def test_before_it_is_started_nothing_has_arrived_and_time_does_not_pass(opened: drills.Opened, now: datetime) -> None:
    drills.tick(now + timedelta(hours=3))
    found = store.on_this_host(opened.id)
    assert found.started_at is None
    assert drills.scene(found, now + timedelta(hours=3)).injects == ()
    assert arrived(opened.id) == 0


def test_injects_come_in_one_by_one_as_signals_of_the_exercise_on_one_thread(
    started: str, player: Callable[[Part, datetime], Viewer], now: datetime
) -> None:
    assert arrived(started) == 1
    drills.tick(now + SHARE - timedelta(seconds=1))
    assert arrived(started) == 1
    drills.tick(now + SHARE)
    drills.tick(now + SHARE)
    assert arrived(started) == 2
    analyst = player(Part.ANALYST, now)
    found = reads.signals(analyst, situation_of(started))[0]
    assert {each.status for each in found} == {Status.EXERCISE}
    assert [str(each.sentences[0]) for each in found] == ["A warning, 2007-09", "A report, 2002-10"]
    assert [thread.status for thread in reads.threads(analyst)[0]] == [Status.EXERCISE]


def test_a_desk_that_slept_goes_on_where_it_must_and_doubles_nothing(started: str, now: datetime) -> None:
    late = now + 2 * SHARE + timedelta(minutes=1)
    for _ in range(3):
        drills.deliver(started, late)
    assert arrived(started) == 2
    drills.deliver(started, now + 5.5 * SHARE)
    assert arrived(started) == 3
    log.verify()


def test_killed_in_the_middle_of_an_arrival_nothing_is_lost_or_doubled(
    started: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, calls = now + 1.5 * SHARE, []

    def dies(*given: object, **named: object) -> str:
        calls.append(given)
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("upstander.jobs.drill_seats.start", dies)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            drills.deliver(started, late)
    assert calls
    assert arrived(started) == 1
    drills.deliver(started, late)
    assert arrived(started) == 2


def test_in_a_pause_nothing_comes_until_the_room_has_decided(
    started: str, player: Callable[[Part, datetime], Viewer], now: datetime
) -> None:
    pause = now + 2 * SHARE
    drills.deliver(started, pause + timedelta(minutes=1))
    scene = drills.scene(store.on_this_host(started), pause + timedelta(minutes=1))
    assert scene.pause == 1
    assert scene.pause_ends == pause + 3 * SHARE
    assert len(scene.injects) == arrived(started) == 2
    answer(started, player, pause + timedelta(minutes=1))
    decided = pause + timedelta(minutes=1, seconds=4)
    drills.deliver(started, decided)
    assert arrived(started) == 3
    assert drills.scene(store.on_this_host(started), decided).pause == 0


def test_an_answer_goes_through_the_real_chain_on_the_drills_clocks(
    started: str, player: Callable[[Part, datetime], Viewer], now: datetime
) -> None:
    pause = now + 2 * SHARE
    drills.deliver(started, pause)
    analyst = player(Part.ANALYST, pause)
    thread = reads.threads(analyst)[0][0].id
    ladder.take(thread, StepId.ACKNOWLEDGE, who=analyst, now=pause)
    ladder.grade(thread, Grade.IMMINENT, who=analyst, now=pause)
    ladder.finish(thread, StepId.ACKNOWLEDGE, "", who=analyst, now=pause)
    answer(started, player, pause)
    found = drills.readings(analyst, store.on_this_host(started), pause + timedelta(seconds=5))
    states = {each.clock: str(each.state) for each in found}
    assert states["decide"] == "within"
    assert all(each.target is None or each.target <= 3 * SHARE for each in found if each.clock == "decide")


def test_only_the_room_is_on_duty_and_the_desks_roster_knows_nothing_of_it(
    started: str, cast: Cast, bob: Viewer, player: Callable[[Part, datetime], Viewer], now: datetime
) -> None:
    duty.put_on(cast.people["alice"], Role.ANALYST, now, now + timedelta(days=1), who=bob, now=now)
    ladder.sweep(now + timedelta(minutes=10))
    analyst = player(Part.ANALYST, now)
    room = {seat.person for seat in store.on_this_host(started).seats if seat.part is not Part.OUTSIDER}
    called = {person for thread in reads.threads(analyst)[0] for step in thread.steps for person in step.called}
    assert called
    assert called <= room
    assert {shift.person for shift in reads.shifts(bob, now)} == {cast.people["alice"]}


def test_it_ends_by_itself_and_then_asks_nobody_for_anything(
    started: str, player: Callable[[Part, datetime], Viewer], now: datetime
) -> None:
    pause = now + 2 * SHARE
    drills.deliver(started, pause)
    answer_less = player(Part.ANALYST, pause)
    assert inbox.owed(answer_less, pause)
    end = now + timedelta(minutes=61)
    drills.tick(end)
    found = store.on_this_host(started)
    assert found.ended_at == pytest.approx(now + timedelta(minutes=60), abs=timedelta(seconds=1))
    assert arrived(started) == 19
    for part in ROOM:
        viewer = player(part, end)
        assert inbox.owed(viewer, end) == []
        assert waiting.waiting(viewer, end) == []
    assert drills.deliver(started, end + timedelta(hours=1)) == 0


def test_an_alert_left_open_waits_for_nobody_once_the_drill_is_over(
    started: str, player: Callable[[Part, datetime], Viewer], now: datetime
) -> None:
    decider, analyst = player(Part.DECISION_MAKER, now), player(Part.ANALYST, now)
    text = Draft("A", "B", "C", Grade.WARNING, Confidence.LOW, "D", status=Status.EXERCISE)
    asked = [Address(decider.person, "Decide.", now + timedelta(minutes=2), now + timedelta(minutes=5))]
    alert = alerts.draft(situation_of(started), text, asked, who=analyst, now=now)
    alerts.issue(alert, who=player(Part.DESK_HEAD, now), now=now)
    assert len(waiting.waiting(decider, now)) == 1
    drills.stop(started, who=player(Part.DESK_HEAD, now), now=now + timedelta(minutes=1))
    assert waiting.waiting(decider, now + timedelta(minutes=2)) == []


def test_while_it_is_paused_nothing_comes_falls_due_or_is_done_and_then_all_comes_as_much_later(
    started: str, player: Callable[[Part, datetime], Viewer], now: datetime
) -> None:
    head, analyst, decider = (player(part, now) for part in (Part.DESK_HEAD, Part.ANALYST, Part.DECISION_MAKER))
    heard = tuple(each.id for each in reads.signals(analyst, situation_of(started))[0])
    text = Draft("A", "B", "C", Grade.WARNING, Confidence.LOW, "D", status=Status.EXERCISE, signals=heard)
    asked = [Address(decider.person, "Decide.", now + timedelta(minutes=2), now + timedelta(minutes=5))]
    alert = alerts.draft(situation_of(started), text, asked, who=analyst, now=now)
    alerts.issue(alert, who=head, now=now)
    stopped, hour = now + timedelta(minutes=1), timedelta(hours=1)
    drills.pause(started, who=head, now=stopped)
    steps = {step.id: step.due_at for step in reads.threads(analyst)[0][0].open_steps}
    assert ladder.sweep(stopped + hour) == 0
    drills.tick(stopped + hour)
    assert arrived(started) == 1
    assert waiting.waiting(decider, stopped + hour) == inbox.owed(decider, stopped + hour) == []
    before, thread = log.root(), reads.threads(analyst)[0][0].id
    for act in (
        lambda: alerts.acknowledge(alert, who=decider, now=stopped + hour),
        lambda: ladder.take(thread, StepId.DECIDE, who=decider, now=stopped + hour),
    ):
        with pytest.raises(Refused, match="paused: wait until it goes on"), transaction.atomic():
            act()
    assert log.root() == before
    drills.resume(started, who=head, now=stopped + hour)
    (recipient,) = reads.alert(decider, alert).recipients
    assert (recipient.acknowledge_by, recipient.decide_by) == (now + timedelta(minutes=62), now + timedelta(minutes=65))
    assert {step.id: step.due_at - hour for step in reads.threads(analyst)[0][0].open_steps} == steps
    drills.tick(now + SHARE + hour - timedelta(seconds=1))
    assert arrived(started) == 1
    drills.tick(now + SHARE + hour)
    assert arrived(started) == 2
    alerts.acknowledge(alert, who=decider, now=stopped + hour)
    found = {each.clock: each for each in drills.readings(analyst, store.on_this_host(started), stopped + hour)}
    assert found["acknowledge"].took == timedelta(minutes=1)
    drills.tick(now + timedelta(hours=2, minutes=1))
    assert store.on_this_host(started).ended_at == pytest.approx(now + timedelta(hours=2), abs=timedelta(seconds=1))


def test_a_paused_drill_can_be_ended_and_tells_what_happened_until_then(
    started: str, player: Callable[[Part, datetime], Viewer], now: datetime
) -> None:
    head, later = player(Part.DESK_HEAD, now), now + timedelta(minutes=9)
    drills.deliver(started, now + 2 * SHARE)
    answer(started, player, now + 2 * SHARE)
    drills.pause(started, who=head, now=later)
    drills.stop(started, who=head, now=later + timedelta(hours=3))
    told = drills.debrief(store.on_this_host(started), later + timedelta(hours=4))
    assert told.measured[0].in_time
    assert told.measured[-1].by is None
    assert told.pauses[0].took == timedelta(seconds=4)
    for act, said in ((drills.pause, "while it runs"), (drills.resume, "not paused")):
        with pytest.raises(Usage, match=said):
            act(started, who=head, now=later + timedelta(hours=4))


def test_the_debrief_stays_shut_until_the_end_and_then_sets_the_room_beside_history(
    started: str, player: Callable[[Part, datetime], Viewer], now: datetime
) -> None:
    with pytest.raises(Refused, match="Wait until the drill is over"):
        drills.debrief(store.on_this_host(started), now)
    pause = now + 2 * SHARE
    drills.deliver(started, pause)
    alert = answer(started, player, pause)
    drills.tick(now + timedelta(hours=2))
    told = drills.debrief(store.on_this_host(started), now + timedelta(hours=2))
    first, second, third = told.pauses
    assert first.took == timedelta(seconds=4)
    assert first.answer is not None
    assert first.answer.alert == alert
    assert second.answer is third.answer is None
    assert told.measured[0].in_time
    assert told.measured[0].grade is Grade.IMMINENT
    whats = [each.what for each in told.deeds]
    assert [what for what in whats if what != "seen"] == [
        "drafted", "signed", "issued", "acknowledged", "step taken", "decided",
    ]  # fmt: skip
    assert {each.name for each in told.deeds} == {
        "Exercise analyst", "Exercise second reader", "Exercise desk head", "Exercise decision maker"
    }  # fmt: skip


def test_its_own_accounts_close_a_day_after_the_end(started: str, now: datetime) -> None:
    end = now + timedelta(hours=2)
    drills.tick(end)
    seats = [seat.person for seat in store.on_this_host(started).seats]
    drills.tick(end + timedelta(hours=20))
    assert all(people.is_active(person) for person in seats)
    drills.tick(end + timedelta(hours=25))
    assert not any(people.is_active(person) for person in seats)
    assert store.on_this_host(started).cleared_at is not None


def test_a_drill_that_stays_paused_for_a_week_ends_and_its_accounts_close(
    started: str, player: Callable[[Part, datetime], Viewer], now: datetime
) -> None:
    drills.pause(started, who=player(Part.DESK_HEAD, now), now=now)
    drills.tick(now + timedelta(days=6))
    assert store.on_this_host(started).ended_at is None
    week = now + timedelta(days=7)
    drills.tick(week)
    assert store.on_this_host(started).ended_at == week
    line = reads.log(player(Part.ANALYST, week))[0][0]
    assert (line.action, line.person) == ("drill stopped", MACHINE.person)
    assert drills.forget(started, week) == 0
    drills.tick(week + timedelta(days=1))
    assert not any(people.is_active(seat.person) for seat in store.on_this_host(started).seats)


def test_what_protects_people_and_records_waits_for_no_paused_drill(
    started: str, lake: Lake, player: Callable[[Part, datetime], Viewer], now: datetime
) -> None:
    place, head, decider = situation_of(started), player(Part.DESK_HEAD, now), player(Part.DECISION_MAKER, now)
    drills.pause(started, who=head, now=now)
    owner, signal = drills.control(now), reads.signals(head, place)[0][0].id
    (grant,) = [each for each in reads.grants(owner, place) if each.person == decider.person]
    access.revoke(grant.id, who=owner, now=now)
    with pytest.raises(Unknown):
        reads.drill(player(Part.DECISION_MAKER, now), started)
    with pytest.raises(Refused, match="paused"), transaction.atomic():
        access.give(place, decider.person, "Back.", now + timedelta(days=1), who=owner, now=now)
    suspects.suspect(lake, place, reason="It was seen.", institution="Militia", who=head, now=now)
    erasure.hold(f"signal:{signal}", "A court asks.", who=head, now=now)
    with pytest.raises(Refused, match="paused"), transaction.atomic():
        erasure.lift(f"signal:{signal}", who=head, now=now)


def test_after_a_pause_a_deadline_comes_later_unless_a_decision_stands(
    started: str, player: Callable[[Part, datetime], Viewer], now: datetime
) -> None:
    alert, hour = answer(started, player, now), timedelta(hours=1)

    def decide_by() -> datetime:
        return reads.alert(player(Part.ANALYST, now), alert).recipients[0].decide_by

    before = decide_by()
    store.put_off(situation_of(started), hour)
    assert decide_by() == before
    Decision.objects.update(disputed_at=now)
    store.put_off(situation_of(started), hour)
    assert decide_by() == before + hour


def test_a_paused_drill_announces_no_dissent_and_hears_of_no_change_to_the_roster(
    started: str, player: Callable[[Part, datetime], Viewer], now: datetime
) -> None:
    alert, head, hour = answer(started, player, now), player(Part.DESK_HEAD, now), timedelta(hours=1)
    SealedDissent.objects.create(alert_id=alert, text="No.", author="x", hour=now, due_at=now + hour)
    ThreadStep.objects.filter(done_at__isnull=True).update(exhausted_at=now)
    drills.pause(started, who=head, now=now + timedelta(minutes=1))
    roster.wake(now + 2 * hour)
    assert set(Thread.objects.values_list("next_at", flat=True)) == {None}
    assert dissents.announce(now + 2 * hour) == 0
    drills.resume(started, who=head, now=now + 2 * hour)
    roster.wake(now + 2 * hour)
    assert set(Thread.objects.values_list("next_at", flat=True)) == {now + 2 * hour}
    assert dissents.announce(now + 2 * hour) == 1


def test_a_drill_that_nobody_ever_started_is_cleared_after_a_week(opened: drills.Opened, now: datetime) -> None:
    drills.tick(now + timedelta(days=8))
    assert not any(people.is_active(seat.person) for seat in store.on_this_host(opened.id).seats)


def test_each_drill_has_accounts_of_its_own_so_that_nobody_reads_the_end_of_an_earlier_one(
    opened: drills.Opened, lake: Lake, now: datetime
) -> None:
    again = drills.open_drill(lake, CASE, who=MACHINE, now=now)
    first = {seat.person for seat in store.on_this_host(opened.id).seats}
    assert not first & {seat.person for seat in store.on_this_host(again.id).seats}


def test_parts_are_handed_to_people_of_the_desk_by_name(cast: Cast, lake: Lake, bob: Viewer, now: datetime) -> None:
    seated = {Part.ANALYST: cast.people["alice"], Part.DECISION_MAKER: cast.people["dina"]}
    made = drills.open_drill(lake, CASE, who=bob, now=now, seated=seated)
    assert set(made.links) == {Part.SECOND_READER, Part.DESK_HEAD, Part.NEXT_OWNER, Part.OUTSIDER}
    found = store.on_this_host(made.id)
    for name in ("alice", "dina", "bob"):
        assert [each.id for each in reads.drills(cast.viewer(name))] == [found.id]
    assert reads.drills(cast.viewer("charlie")) == []
    asked = [each.path for each in inbox.owed(cast.viewer("dina"), now)]
    assert asked == [f"/drills/{made.id}/"]
    assert waiting.count(cast.viewer("dina"), now) == 0
    drills.join(made.id, who=cast.viewer("dina"), now=now)
    assert inbox.owed(cast.viewer("dina"), now) == []
    drills.start(made.id, who=cast.viewer("bob"), now=now)
    with pytest.raises(Refused, match="whoever opened"):
        drills.stop(made.id, who=cast.viewer("alice"), now=now)
    with pytest.raises(Refused, match="whoever opened"):
        drills.pause(made.id, who=cast.viewer("alice"), now=now)


@pytest.mark.parametrize(
    ("seated", "said"),
    [
        ({Part.ANALYST: "alice", Part.SECOND_READER: "alice"}, "another person"),
        ({Part.DECISION_MAKER: "alice"}, "holds its role"),
        ({Part.ANALYST: "ada"}, "holds its role"),
        ({Part.OUTSIDER: "alice"}, "Leave the outsider out"),
    ],
)
def test_a_part_goes_to_one_who_holds_its_role_and_to_each_only_one(
    cast: Cast, lake: Lake, bob: Viewer, now: datetime, seated: dict[Part, str], said: str
) -> None:
    with pytest.raises(Usage, match=said):
        drills.open_drill(
            lake, CASE, who=bob, now=now, seated={part: cast.people[name] for part, name in seated.items()}
        )


def test_a_drill_too_short_to_answer_or_of_no_case_is_refused(db: None, lake: Lake, now: datetime) -> None:
    with pytest.raises(Usage, match="42 minutes or more"):
        drills.open_drill(lake, CASE, who=MACHINE, now=now, minutes=41)
    with pytest.raises(Unknown, match="choose one that"):
        drills.open_drill(lake, "atlantis-1999", who=MACHINE, now=now)
    with pytest.raises(Usage, match="cannot be played"):
        drills.open_drill(lake, "kenya-2013", who=MACHINE, now=now)


class TestTheOutsider:
    """Signed in, with a role, and nothing of it anywhere."""

    def test_sees_no_drill_no_situation_no_signal_no_alert(
        self, started: str, player: Callable[[Part, datetime], Viewer], now: datetime
    ) -> None:
        drills.deliver(started, now + 2 * SHARE)
        alert = answer(started, player, now + 2 * SHARE)
        outsider = player(Part.OUTSIDER, now + 2 * SHARE)
        assert reads.drills(outsider) == []
        assert reads.situations(outsider)[0] == []
        assert reads.signals(outsider)[0] == []
        assert reads.alerts(outsider)[0] == []
        assert reads.threads(outsider)[0] == []
        assert waiting.waiting(outsider, now) == []
        assert inbox.owed(outsider, now) == []
        assert clocks.timed(outsider, now, Status.EXERCISE) == []
        with pytest.raises(Unknown):
            reads.drill(outsider, started)
        with pytest.raises(Unknown):
            reads.alert(outsider, alert)
        assert [entry.action for entry in reads.log(outsider)[0]] == []

    def test_is_offered_to_nobody_and_can_be_asked_for_nothing(
        self, started: str, cast: Cast, player: Callable[[Part, datetime], Viewer], now: datetime
    ) -> None:
        room, outsider = player(Part.ANALYST, now), player(Part.OUTSIDER, now)
        mates = {seat.person for seat in store.on_this_host(started).seats if seat.part is not Part.OUTSIDER}
        assert {each.id for each in reads.addressable(room)} == mates
        assert reads.addressable(outsider) == []
        assert not mates & {each.id for each in reads.addressable(cast.viewer("charlie"))}
        text = Draft("A", "B", "C", Grade.WARNING, Confidence.LOW, "D", status=Status.EXERCISE)
        for person in (outsider.person, cast.people["dina"]):
            asked = [Address(person, "Decide.", now + timedelta(minutes=2), now + timedelta(minutes=5))]
            with pytest.raises(Usage, match="reaches its own room only"):
                alerts.draft(situation_of(started), text, asked, who=room, now=now)


def test_the_real_desk_cannot_ask_somebody_who_only_plays(
    started: str, cast: Cast, alice: Viewer, player: Callable[[Part, datetime], Viewer], now: datetime
) -> None:
    decider = player(Part.DECISION_MAKER, now)
    asked = [Address(decider.person, "Decide.", now + timedelta(hours=2), now + timedelta(hours=5))]
    with pytest.raises(Usage, match="reaches its own room only"):
        alerts.draft(
            cast.situation, Draft("A", "B", "C", Grade.WARNING, Confidence.LOW, "D"), asked, who=alice, now=now
        )


def test_nobody_who_only_plays_is_put_on_the_desks_roster_or_given_what_is_real(
    started: str, cast: Cast, bob: Viewer, alice: Viewer, player: Callable[[Part, datetime], Viewer], now: datetime
) -> None:
    actor = player(Part.ANALYST, now)
    with pytest.raises(Usage):
        duty.put_on(actor.person, Role.ANALYST, now, now + timedelta(days=1), who=bob, now=now)
    with pytest.raises(Usage, match="reaches its own room only"):
        situations.hand_over(cast.situation, actor.person, "Leave.", who=alice, now=now)
    with pytest.raises(Usage, match="reaches its own room only"):
        access.give(cast.situation, actor.person, "To read.", now + timedelta(days=1), who=alice, now=now)


def test_one_who_only_plays_does_nothing_at_the_real_desk(
    started: str, lake: Lake, player: Callable[[Part, datetime], Viewer], now: datetime
) -> None:
    head, analyst = player(Part.DESK_HEAD, now), player(Part.ANALYST, now)
    with pytest.raises(Refused):
        duty.put_on(analyst.person, Role.ANALYST, now, now + timedelta(days=1), who=head, now=now)
    with pytest.raises(Refused):
        ladder.load(ladder.bundled(), who=head, now=now)
    with pytest.raises(Refused):
        situations.open_situation(lake, "MLI", "Real", Phase.LATENT, "Why.", who=analyst, now=now)
    with pytest.raises(Refused):
        drills.open_drill(lake, CASE, who=head, now=now)
    with pytest.raises(Refused, match="keep these rules"):
        erasure.load(answer_rules.bundled(), who=head, now=now)
    with pytest.raises(Refused, match="keep back-runs"):
        triggers.keep_backrun(PLAYED, who=analyst, now=now)


def test_nothing_of_it_is_actual(
    started: str, player: Callable[[Part, datetime], Viewer], cast: Cast, now: datetime
) -> None:
    drills.deliver(started, now + 2 * SHARE)
    answer(started, player, now + 2 * SHARE)
    analyst = player(Part.ANALYST, now)
    assert waiting.count(analyst, now + 2 * SHARE) == 0
    assert waiting.count(player(Part.DECISION_MAKER, now), now + 2 * SHARE) == 0
    assert clocks.medians(analyst, now).tallies == ()
    assert reads.alerts(analyst, status=Status.ACTUAL)[0] == []
    assert Delivery.objects.count() == 0
    for part in ROOM:
        assert {each.status for each in reads.situations(player(part, now))[0]} == {Status.EXERCISE}


def test_who_may_open_start_and_end_a_drill(cast: Cast, lake: Lake, now: datetime) -> None:
    for name in ("alice", "dina", "otto", "ada"):
        with pytest.raises(Refused):
            drills.open_drill(lake, CASE, who=cast.viewer(name), now=now)
    with pytest.raises(Refused):
        drills.open_drill(lake, CASE, who=PUBLIC, now=now)
    with pytest.raises(Refused):
        drills.open_drill(lake, CASE, who=replace(cast.viewer("bob"), reads_only=True), now=now)
    made = drills.open_drill(lake, CASE, who=cast.viewer("bob"), now=now)
    for act in (drills.start, drills.pause, drills.resume, drills.stop, drills.links):
        with pytest.raises(Unknown):
            act(made.id, who=cast.viewer("charlie"), now=now)
    drills.start(made.id, who=cast.viewer("bob"), now=now)
    with pytest.raises(Usage, match="started already"):
        drills.start(made.id, who=cast.viewer("bob"), now=now)
    drills.stop(made.id, who=cast.viewer("bob"), now=now)
    with pytest.raises(Usage, match="over already"):
        drills.stop(made.id, who=cast.viewer("bob"), now=now)
