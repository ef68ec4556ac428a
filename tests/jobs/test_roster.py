"""The roster at a desk: working hours, leave, replacements and swaps change whom the ladder calls, and when."""

from datetime import datetime, time, timedelta

import pytest

from tests.conftest import Cast
from tests.threads import open_thread
from upstander.jobs import access, authorities, duty, ladder, roster
from upstander.jobs.owed import owed
from upstander.records.errors import Refused, Unknown, Usage
from upstander.records.ladder import Happening, StepId
from upstander.records.people import Role, Viewer
from upstander.respond.roster import on_duty
from upstander.store.desk import reads as desk

EVERY_DAY = range(7)


@pytest.fixture
def hours(cast: Cast, bob: Viewer, now: datetime) -> str:
    """Alice works from eight to four in Khartoum: it is eleven there."""
    return duty.add_hours(
        cast.people["alice"], Role.ANALYST, EVERY_DAY, time(8), time(16), "Africa/Khartoum", who=bob, now=now
    )


@pytest.fixture
def charlie_sees(cast: Cast, alice: Viewer, now: datetime) -> Viewer:
    """Charlie is let into the situation: an analyst who can take over."""
    access.give(cast.situation, cast.people["charlie"], "Deputy.", now + timedelta(days=30), who=alice, now=now)
    return cast.viewer("charlie")


def called(viewer: Viewer, thread: str) -> list[tuple[Happening, int]]:
    return [(event.what, event.person) for event in desk.events(viewer, thread)]


def on_call(cast: Cast, at: datetime) -> list[int]:
    found = roster.shifts_for(cast.situation, at)
    return [each.person for each in found if each.begins <= at < each.ends and not each.reserve]


def test_the_ladder_calls_whoever_works_now(cast: Cast, hours: str, alice: Viewer, now: datetime) -> None:
    thread = open_thread(cast.situation, "Smoke", who=alice, now=now)
    assert called(alice, thread) == [(Happening.CALLED, alice.person)]


def test_the_inbox_says_where_one_stands_on_the_step_and_when_the_next_is_called(
    cast: Cast, hours: str, charlie_sees: Viewer, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    duty.put_on(charlie_sees.person, Role.ANALYST, now, now + timedelta(days=1), who=bob, now=now, deputy=1)
    thread = open_thread(cast.situation, "Smoke", who=alice, now=now)
    ladder.sweep(later := now + timedelta(hours=3))
    for viewer, turn in ((alice, 1), (charlie_sees, 2)):
        (line,) = [each for each in owed(viewer, later) if each.path == f"/ladder/{thread}/"]
        assert line.stands is not None
        assert (line.stands.step, line.stands.turn) == (StepId.ACKNOWLEDGE, turn)
        assert line.stands.next_at is not None
        before, after = line.stands.next_at - timedelta(seconds=1), line.stands.next_at
    happened = len(desk.events(alice, thread))
    ladder.sweep(before)
    assert len(desk.events(alice, thread)) == happened
    ladder.sweep(after)
    assert len(desk.events(alice, thread)) > happened
    ladder.take(thread, StepId.ACKNOWLEDGE, who=alice, now=later)
    (line,) = [each for each in owed(alice, later) if each.path == f"/ladder/{thread}/"]
    assert str(line.ask).startswith("You own this step")


def test_outside_working_hours_it_waits_for_the_morning(cast: Cast, hours: str, alice: Viewer, now: datetime) -> None:
    night = now + timedelta(hours=12)
    thread = open_thread(cast.situation, "Smoke", who=alice, now=night)
    assert [what for what, _ in called(alice, thread)] == [Happening.EXHAUSTED]
    ladder.sweep(night + timedelta(hours=10))
    assert (Happening.CALLED, alice.person) in called(alice, thread)


def test_what_is_imminent_wakes_whoever_is_on_the_roster(cast: Cast, hours: str, alice: Viewer, now: datetime) -> None:
    night = now + timedelta(hours=12)
    thread = open_thread(cast.situation, "Smoke", who=alice, now=night, imminent=True)
    assert (Happening.CALLED, alice.person) in called(alice, thread)


def test_leave_without_a_replacement_is_a_gap_that_shows(cast: Cast, hours: str, alice: Viewer, now: datetime) -> None:
    before = [gap for gap in duty.uncovered(alice, now) if gap.role is Role.ANALYST]
    duty.take_leave(now, now + timedelta(days=3), who=alice, now=now)
    after = [gap for gap in duty.uncovered(alice, now) if gap.role is Role.ANALYST]
    assert len(after) < len(before)
    assert after[0].ends - after[0].begins > timedelta(days=2)
    assert on_call(cast, now) == []


def test_a_replacement_is_called_in_the_place_of_who_is_away(
    cast: Cast, hours: str, charlie_sees: Viewer, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    charlie = charlie_sees.person
    duty.take_leave(now, now + timedelta(days=3), who=bob, now=now, person=alice.person, replacement=charlie)
    assert on_call(cast, now) == [charlie]


def test_a_roles_hours_count_for_all_who_have_none_of_their_own_and_what_they_leave_open_is_a_gap(
    cast: Cast, hours: str, charlie_sees: Viewer, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    week = Role.ANALYST, range(5), time(9), time(17), "Africa/Khartoum"
    first = duty.set_role_hours(*week, who=bob, now=now)
    evening = now + timedelta(hours=5, minutes=30)
    both = on_duty(roster.shifts_for(cast.situation, now), Role.ANALYST, now)
    assert both == (alice.person, charlie_sees.person), "Alice keeps her own hours and her turn"
    assert on_call(cast, evening) == [charlie_sees.person], "Alice has gone home: her own hours override"
    found = [gap for gap in duty.uncovered(alice, now) if gap.role is Role.ANALYST]
    assert found[0].begins == now.replace(hour=15)
    assert found[0].ends == now.replace(hour=6) + timedelta(days=1)
    duty.end_hours(hours, who=bob, now=now)
    assert sorted(on_call(cast, evening)) == [alice.person, charlie_sees.person]
    later = now + timedelta(hours=1)
    second = duty.set_role_hours(*week[:2], time(9), time(12), week[4], who=bob, now=later)
    assert [each.ends for each in desk.role_hours(alice, later)] == [time(12)]
    duty.end_hours(second, who=bob, now=later + timedelta(hours=1))
    assert on_call(cast, later + timedelta(hours=1)) == []
    for over in (first, second):
        with pytest.raises(Unknown, match="no such working hours"):
            duty.end_hours(over, who=bob, now=later + timedelta(hours=1))


def test_nobody_outside_and_nobody_who_only_keeps_apart_is_on_duty_by_a_roles_hours(
    cast: Cast, charlie_sees: Viewer, bob: Viewer, now: datetime
) -> None:
    authorities.set_outside(charlie_sees.person, outside=True, who=bob, now=now)
    duty.set_role_hours(Role.ANALYST, EVERY_DAY, time(0), time(0), "UTC", who=bob, now=now)
    assert on_call(cast, now) == [cast.people["alice"]]
    with pytest.raises(Usage, match="are on no roster"):
        duty.set_role_hours(Role.AUDITOR, EVERY_DAY, time(0), time(0), "UTC", who=bob, now=now)


def test_leave_taken_back_ends(cast: Cast, hours: str, alice: Viewer, now: datetime) -> None:
    leave = duty.take_leave(now, now + timedelta(days=3), who=alice, now=now)
    later = now + timedelta(hours=1)
    duty.end_leave(leave, who=alice, now=later)
    assert on_call(cast, later) == [alice.person]


def test_a_swap_changes_nothing_until_the_other_accepts(
    cast: Cast, hours: str, charlie_sees: Viewer, alice: Viewer, now: datetime
) -> None:
    swap = duty.propose_swap(charlie_sees.person, Role.ANALYST, now, now + timedelta(days=1), who=alice, now=now)
    assert on_call(cast, now) == [alice.person]
    (line,) = [each for each in owed(charlie_sees, now) if each.path == duty.PAGE]
    assert str(line.ask) == "Alice asks you to take over their duty: accept it, or leave it with them."
    duty.accept_swap(swap, who=charlie_sees, now=now)
    assert on_call(cast, now) == [charlie_sees.person]
    assert [each for each in owed(charlie_sees, now) if each.path == duty.PAGE] == []


def test_a_swap_that_was_declined_cannot_be_accepted_any_more(
    cast: Cast, hours: str, charlie_sees: Viewer, alice: Viewer, now: datetime
) -> None:
    swap = duty.propose_swap(charlie_sees.person, Role.ANALYST, now, now + timedelta(days=1), who=alice, now=now)
    duty.decline_swap(swap, who=charlie_sees, now=now)
    with pytest.raises(Unknown):
        duty.accept_swap(swap, who=charlie_sees, now=now)
    assert on_call(cast, now) == [alice.person]


def test_nobody_answers_for_another(
    cast: Cast, hours: str, charlie_sees: Viewer, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    swap = duty.propose_swap(charlie_sees.person, Role.ANALYST, now, now + timedelta(days=1), who=alice, now=now)
    for name in (alice, bob):
        with pytest.raises(Refused):
            duty.accept_swap(swap, who=name, now=now)


def test_one_swaps_duty_of_ones_own_with_somebody_who_holds_the_role(
    cast: Cast, hours: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    span = now, now + timedelta(days=1)
    with pytest.raises(Usage, match="Choose a role that this person holds"):
        duty.propose_swap(bob.person, Role.ANALYST, *span, who=alice, now=now)
    with pytest.raises(Refused, match="your own duty"):
        duty.propose_swap(cast.people["charlie"], Role.FOCAL_POINT, *span, who=bob, now=now)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"days": []}, "Choose at least one day"),
        ({"zone": "Nowhere/Else"}, "There is no time zone Nowhere/Else"),
        ({"country": "XX"}, "There are no public holidays known for XX"),
        ({"role": Role.DECISION_MAKER}, "Choose a role that this person holds"),
    ],
)
def test_working_hours_that_cannot_be_are_refused(
    changed: dict[str, object], sentence: str, cast: Cast, bob: Viewer, now: datetime
) -> None:
    given = {"role": Role.ANALYST, "days": [0], "begins": time(8), "ends": time(16), "zone": "UTC"} | changed
    with pytest.raises(Usage, match=sentence):
        duty.add_hours(cast.people["alice"], who=bob, now=now, **given)  # type: ignore[arg-type]


def test_the_history_says_who_changed_what(cast: Cast, hours: str, alice: Viewer, bob: Viewer, now: datetime) -> None:
    duty.end_hours(hours, who=bob, now=now)
    assert [(each.action, each.name) for each in desk.roster_changes(alice)][:2] == [
        ("working hours ended", "Bob"),
        ("working hours given", "Bob"),
    ]


def test_a_deputy_put_on_later_is_called_for_what_nobody_had(
    cast: Cast, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    thread = open_thread(cast.situation, "Smoke", who=alice, now=now)
    later = now + timedelta(hours=1)
    duty.put_on(alice.person, Role.ANALYST, later, later + timedelta(days=1), who=bob, now=later)
    ladder.sweep(later)
    assert (Happening.CALLED, alice.person) in called(alice, thread)
