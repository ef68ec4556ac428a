"""How a thread climbs: nobody is skipped, nobody is called twice, nothing ends in silence."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from upstander.records.desk import Grade, Status
from upstander.records.errors import Refused, Usage
from upstander.records.ladder import Event, Happening, Lane, Shift, StepId, Thread
from upstander.records.people import Role, Viewer
from upstander.respond import climb, roster, rules, steps

LADDER = rules.read(json.loads(files("upstander.data").joinpath("mechanisms.json").read_text())["generic_ladder"])
START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
ROLES = {1: Role.ANALYST, 2: Role.ANALYST, 3: Role.FOCAL_POINT, 4: Role.DECISION_MAKER, 5: Role.DECISION_MAKER}
ALWAYS = tuple(Shift(person, role, START - YEAR, START + 3 * YEAR, person) for person, role in ROLES.items())


def viewer(person: int) -> Viewer:
    return Viewer(person, f"person {person}", frozenset({ROLES[person]}))


def thread(**given: object) -> Thread:
    return steps.opened(Thread("t1", "s1", Status.ACTUAL, START, **given), LADDER)  # type: ignore[arg-type]


def called(events: tuple[Event, ...]) -> list[int]:
    return [event.person for event in events if event.what is Happening.CALLED]


def test_the_person_on_duty_is_called_at_once() -> None:
    _, events = climb.advance(thread(), START, LADDER, ALWAYS)
    assert [(event.at, event.what, event.person) for event in events] == [(START, Happening.CALLED, 1)]


def test_silence_goes_up_rung_by_rung_and_then_alarms_and_stays_open() -> None:
    end, events = climb.advance(thread(), START + timedelta(days=9), LADDER, ALWAYS)
    assert called(events) == [1, 2, 3]
    assert [event.what for event in events].count(Happening.EXHAUSTED) == 1
    assert end.open_steps[0].exhausted_at is not None


RESERVE = tuple(Shift(person, role, START - YEAR, START + YEAR, person, reserve=True) for person, role in ROLES.items())


def test_outside_working_hours_a_warning_waits_and_what_is_imminent_calls_whoever_is_on_the_roster() -> None:
    _, waits = climb.advance(thread(grade=Grade.WARNING), START, LADDER, RESERVE)
    assert [event.what for event in waits] == [Happening.EXHAUSTED]
    _, rings = climb.advance(thread(grade=Grade.IMMINENT), START, LADDER, RESERVE)
    assert [(event.what, event.person) for event in rings] == [(Happening.EMPTY, 0), (Happening.CALLED, 1)]


def test_whoever_is_on_call_is_called_before_whoever_is_not() -> None:
    on_call = Shift(3, Role.FOCAL_POINT, START - YEAR, START + YEAR)
    _, events = climb.advance(thread(grade=Grade.IMMINENT), START + timedelta(hours=1), LADDER, (on_call, *RESERVE))
    assert called(events)[:2] == [3, 1]


def test_a_thread_that_nobody_could_be_called_for_calls_the_reserve_once_it_is_imminent() -> None:
    waiting, _ = climb.advance(thread(), START + timedelta(hours=1), LADDER, RESERVE)
    marked = steps.mark_imminent(waiting, START + timedelta(hours=1), LADDER)
    _, events = climb.advance(marked, START + timedelta(hours=1), LADDER, RESERVE)
    assert called(events) == [1]


def test_a_step_past_its_time_says_so_once_even_when_somebody_owns_it() -> None:
    taken = steps.take(thread(), StepId.ACKNOWLEDGE, viewer(1), START, LADDER)
    _, events = climb.advance(taken, START + timedelta(hours=5), LADDER, ALWAYS)
    late = [event for event in events if event.what is Happening.OVERDUE]
    assert [event.at for event in late] == [START + timedelta(hours=4)]


def verifying() -> Thread:
    """A warning that analyst 1 verifies: 24 hours, of which 12 may pass without an entry."""
    known = steps.finish(thread(grade=Grade.WARNING), StepId.ACKNOWLEDGE, 1, START, LADDER)
    known, _ = climb.advance(steps.finish(known, StepId.TRIAGE, 1, START, LADDER), START, LADDER, ALWAYS)
    return steps.take(known, StepId.VERIFY, viewer(1), START, LADDER)


def happened(events: tuple[Event, ...], *what: Happening) -> list[tuple[Happening, timedelta]]:
    return [(event.what, event.at - START) for event in events if event.what in what]


def test_ownership_without_an_entry_lapses_and_the_ladder_resumes() -> None:
    end, events = climb.advance(verifying(), START + timedelta(hours=13), LADDER, ALWAYS)
    assert happened(events, Happening.LAPSED) == [(Happening.LAPSED, timedelta(hours=12))]
    assert end.open_steps[0].owner == 0


def test_an_entry_keeps_it_from_lapsing() -> None:
    kept = steps.enter(verifying(), StepId.VERIFY, viewer(1), START + timedelta(hours=11))
    _, events = climb.advance(kept, START + timedelta(hours=22), LADDER, ALWAYS)
    assert Happening.LAPSED not in {event.what for event in events}


def test_without_a_renewal_ownership_ends_with_the_deadline_whatever_was_entered() -> None:
    kept = steps.enter(verifying(), StepId.VERIFY, viewer(1), START + timedelta(hours=20))
    end, events = climb.advance(kept, START + timedelta(hours=25), LADDER, ALWAYS)
    day = timedelta(hours=24)
    assert happened(events, Happening.OVERDUE, Happening.LAPSED, Happening.CALLED) == [
        (Happening.OVERDUE, day), (Happening.LAPSED, day), (Happening.CALLED, day),
    ]  # fmt: skip
    assert end.open_steps[0].owner == 0


def test_a_renewal_holds_it_for_its_time_once_more_and_resets_no_clock() -> None:
    kept = steps.renew(verifying(), StepId.VERIFY, viewer(1), START + timedelta(hours=11), LADDER)
    with pytest.raises(Usage, match="renewed"):
        steps.renew(kept, StepId.VERIFY, viewer(1), START + timedelta(hours=12), LADDER)
    kept = steps.enter(kept, StepId.VERIFY, viewer(1), START + timedelta(hours=22))
    kept, events = climb.advance(kept, START + timedelta(hours=33), LADDER, ALWAYS)
    assert happened(events, Happening.OVERDUE, Happening.LAPSED) == [(Happening.OVERDUE, timedelta(hours=24))]
    kept = steps.enter(kept, StepId.VERIFY, viewer(1), START + timedelta(hours=33))
    kept = steps.enter(kept, StepId.VERIFY, viewer(1), START + timedelta(hours=44))
    _, events = climb.advance(kept, START + timedelta(hours=49), LADDER, ALWAYS)
    assert happened(events, Happening.LAPSED) == [(Happening.LAPSED, timedelta(hours=48))]


def test_nobody_else_renews_it() -> None:
    with pytest.raises(Refused, match="owner"):
        steps.renew(verifying(), StepId.VERIFY, viewer(2), START, LADDER)


def test_an_empty_role_is_said_and_the_next_one_called_at_once() -> None:
    without = tuple(shift for shift in ALWAYS if shift.role is not Role.ANALYST)
    _, events = climb.advance(thread(), START, LADDER, without)
    assert [(event.what, event.person) for event in events] == [(Happening.EMPTY, 0), (Happening.CALLED, 3)]


def test_with_nobody_at_all_it_alarms_at_once_and_calls_who_comes_on_duty() -> None:
    later = tuple(replace(shift, begins=START + timedelta(hours=1)) for shift in ALWAYS)
    end, events = climb.advance(thread(), START + timedelta(minutes=59), LADDER, later)
    assert [event.what for event in events] == [Happening.EXHAUSTED]
    _, events = climb.advance(end, START + timedelta(hours=1), LADDER, later)
    assert called(events) == [1]


def test_an_imminent_thread_asks_for_a_decision_while_it_is_verified() -> None:
    fast = steps.mark_imminent(thread(), START, LADDER)
    fast = steps.finish(fast, StepId.ACKNOWLEDGE, 1, START, LADDER)
    fast = steps.grade(fast, Grade.IMMINENT, START, LADDER)
    fast = steps.finish(fast, StepId.TRIAGE, 1, START, LADDER)
    assert {step.id for step in fast.open_steps} == {StepId.VERIFY, StepId.ASSESS, StepId.DECIDE}
    assert fast.lane is Lane.EMERGENCY
    decided = steps.finish(fast, StepId.DECIDE, 4, START + timedelta(hours=2), LADDER)
    note = decided.step(StepId.NOTE)
    assert note is not None
    assert note.due_at == START + timedelta(hours=3)


def test_every_imminent_thread_has_its_decision_due_within_twelve_hours_of_the_mark() -> None:
    mark = START + timedelta(hours=2)
    fast = steps.mark_imminent(thread(), mark, LADDER)
    at = fast.open_steps[0].due_at
    fast = steps.finish(fast, StepId.ACKNOWLEDGE, 1, at, LADDER)
    at = next(step.due_at for step in fast.open_steps)
    fast = steps.finish(steps.grade(fast, Grade.IMMINENT, at, LADDER), StepId.TRIAGE, 1, at, LADDER)
    decide = fast.step(StepId.DECIDE)
    assert decide is not None
    assert decide.due_at - mark <= timedelta(hours=12)


def test_a_higher_grade_shortens_what_is_open_and_a_lower_one_needs_a_second_person() -> None:
    slow = steps.grade(thread(), Grade.WATCH, START, LADDER)
    before = slow.open_steps[0].due_at
    urgent = steps.grade(slow, Grade.WARNING, START, LADDER)
    assert urgent.open_steps[0].due_at <= before
    with pytest.raises(Refused, match="second person"):
        steps.grade(urgent, Grade.WATCH, START, LADDER)
    assert steps.grade(urgent, Grade.WATCH, START, LADDER, second=2).grade is Grade.WATCH


def test_a_role_takes_only_its_own_steps_and_only_the_owner_leaves_entries() -> None:
    with pytest.raises(Refused, match="whose role"):
        steps.take(thread(), StepId.ACKNOWLEDGE, viewer(4), START, LADDER)
    taken = steps.take(thread(), StepId.ACKNOWLEDGE, viewer(1), START, LADDER)
    with pytest.raises(Usage, match="already"):
        steps.take(taken, StepId.ACKNOWLEDGE, viewer(1), START, LADDER)
    with pytest.raises(Refused, match="owner"):
        steps.enter(taken, StepId.ACKNOWLEDGE, viewer(2), START)


def test_a_thread_closes_once_and_with_a_reason() -> None:
    with pytest.raises(Usage):
        steps.close(thread(), " ", START)
    closed = steps.close(thread(), "A false report.", START)
    assert climb.next_at(closed, LADDER, ALWAYS) is None
    with pytest.raises(Usage, match="closed"):
        steps.close(closed, "Again.", START)
    with pytest.raises(Usage, match="open"):
        steps.take(closed, StepId.ACKNOWLEDGE, viewer(1), START, LADDER)


def test_whoever_comes_back_while_nobody_is_left_is_called_when_they_are_seen_not_before() -> None:
    lost, _ = climb.advance(thread(), START + timedelta(hours=1), LADDER, ())
    _, events = climb.advance(lost, START + timedelta(hours=3), LADDER, ALWAYS)
    assert next((event.at, event.person) for event in events if event.what is Happening.CALLED) == (
        START + timedelta(hours=3),
        1,
    )


def test_whoever_may_not_take_a_step_counts_as_not_on_duty_and_gives_it_back_at_once() -> None:
    out, later = {StepId.ACKNOWLEDGE: {1: "No.", 2: "No."}}, START + timedelta(hours=1)
    _, events = climb.advance(thread(barred=out), START, LADDER, ALWAYS)
    assert [(each.what, each.person) for each in events] == [(Happening.EMPTY, 0), (Happening.CALLED, 3)]
    taken = steps.take(thread(), StepId.ACKNOWLEDGE, viewer(1), START, LADDER)
    left, events = climb.advance(replace(taken, barred=out), later, LADDER, ALWAYS)
    assert [(each.at, each.what, each.person) for each in events] == [
        (later, Happening.LEFT, 1),
        (later, Happening.EMPTY, 0),
        (later, Happening.CALLED, 3),
    ]
    assert climb.advance(left, later, LADDER, ALWAYS) == (left, ())


MOMENTS = st.lists(st.integers(min_value=0, max_value=60 * 24 * 40), min_size=1, max_size=12).map(sorted)
SHIFTS = st.lists(
    st.builds(
        lambda person, begins, length: Shift(
            person,
            ROLES[person],
            START + timedelta(hours=begins),
            START + timedelta(hours=begins + length),
            person,
        ),
        st.sampled_from(sorted(ROLES)),
        st.integers(min_value=-48, max_value=900),
        st.integers(min_value=1, max_value=400),
    ),
    max_size=12,
).map(tuple)
BARRED = st.frozensets(st.sampled_from(sorted(ROLES)), max_size=2).map(
    lambda out: dict.fromkeys(StepId, dict.fromkeys(out, "No."))
)


@given(MOMENTS, SHIFTS, st.sampled_from([None, *Grade]), BARRED)
def test_a_worker_that_slept_leaves_the_same_record_as_one_that_never_did(
    minutes: list[int], shifts: tuple[Shift, ...], grade: Grade | None, barred: dict[StepId, dict[int, str]]
) -> None:
    started = thread(grade=grade, barred=barred)
    strides, events = started, ()
    for minute in minutes:
        strides, more = climb.advance(strides, START + timedelta(minutes=minute), LADDER, shifts)
        events += more
    assert (strides, events) == climb.advance(started, START + timedelta(minutes=minutes[-1]), LADDER, shifts)


@given(MOMENTS, SHIFTS)
def test_nobody_is_called_twice_for_one_step_and_time_runs_forward(
    minutes: list[int], shifts: tuple[Shift, ...]
) -> None:
    _, events = climb.advance(thread(), START + timedelta(minutes=minutes[-1]), LADDER, shifts)
    assert len(called(events)) == len(set(called(events)))
    assert [event.at for event in events] == sorted(event.at for event in events)
    assert len(set(events)) == len(events)


@given(SHIFTS, BARRED)
def test_only_people_on_duty_who_may_take_the_step_are_called(
    shifts: tuple[Shift, ...], barred: dict[StepId, dict[int, str]]
) -> None:
    _, events = climb.advance(thread(barred=barred), START + timedelta(days=40), LADDER, shifts)
    for event in events:
        if event.what is Happening.CALLED:
            assert event.person not in barred[event.step]
            assert any(each.person == event.person and each.begins <= event.at < each.ends for each in shifts)


@given(SHIFTS, st.sampled_from(sorted(Role)))
def test_a_gap_is_where_nobody_is_on_duty(shifts: tuple[Shift, ...], role: Role) -> None:
    for gap in roster.gaps(shifts, role, START):
        middle = gap.begins + (gap.ends - gap.begins) / 2
        assert roster.on_duty(shifts, role, gap.begins) == roster.on_duty(shifts, role, middle) == ()
    covered = roster.on_duty(shifts, role, START)
    assert bool(covered) is not any(gap.begins <= START < gap.ends for gap in roster.gaps(shifts, role, START))


class BusyYear(RuleBasedStateMachine):
    """A year of people who answer, forget, regrade and close, and of a clock that jumps."""

    def __init__(self) -> None:
        super().__init__()
        self.now, self.thread, self.events = START, thread(), ()

    @rule(minutes=st.integers(min_value=0, max_value=60 * 24 * 7))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.thread, more = climb.advance(self.thread, self.now, LADDER, ALWAYS)
        self.events += more

    @precondition(lambda self: self.thread.closed_at is None and self.thread.open_steps)
    @rule(person=st.sampled_from(sorted(ROLES)), which=st.integers(min_value=0, max_value=9))
    def somebody_takes_a_step(self, person: int, which: int) -> None:
        step = self.thread.open_steps[which % len(self.thread.open_steps)]
        try:
            self.thread = steps.take(self.thread, step.id, viewer(person), self.now, LADDER)
        except (Refused, Usage):
            assert step.owner == person or ROLES[person] not in climb.roles_of(LADDER.rules[step.id], LADDER)

    @precondition(lambda self: any(step.owner for step in self.thread.open_steps) and not self.thread.closed_at)
    @rule()
    def an_owner_finishes(self) -> None:
        step = next(step for step in self.thread.open_steps if step.owner)
        self.thread = steps.finish(self.thread, step.id, step.owner, self.now, LADDER)

    @precondition(lambda self: not self.thread.closed_at)
    @rule(grade=st.sampled_from(Grade))
    def somebody_grades(self, grade: Grade) -> None:
        self.thread = steps.grade(self.thread, grade, self.now, LADDER, second=2)

    @precondition(lambda self: not self.thread.closed_at)
    @rule(close=st.integers(min_value=0, max_value=9))
    def somebody_may_close_it(self, close: int) -> None:
        if close == 0:
            self.thread = steps.close(self.thread, "Over.", self.now)

    @invariant()
    def no_silent_end_exists(self) -> None:
        """Every open step has somebody who owns it, somebody called in time, or an alarm that has rung."""
        if self.thread.closed_at is not None:
            return
        caught_up, _ = climb.advance(self.thread, self.now, LADDER, ALWAYS)
        for step in caught_up.open_steps:
            waits_in_time = step.called_at is not None and climb.next_due(step, caught_up, LADDER, ALWAYS) is not None
            assert step.owner or waits_in_time or step.exhausted_at

    @invariant()
    def an_open_thread_has_an_open_step_until_its_review_is_done(self) -> None:
        review = self.thread.step(StepId.REVIEW)
        if self.thread.closed_at is None and (review is None or review.done_at is None):
            assert self.thread.open_steps

    @invariant()
    def what_is_late_was_said(self) -> None:
        caught_up, more = climb.advance(self.thread, self.now, LADDER, ALWAYS)
        said = {event.step for event in (*self.events, *more) if event.what is Happening.OVERDUE}
        if caught_up.closed_at is None:
            assert all(step.id in said for step in caught_up.open_steps if step.due_at <= self.now)


BusyYear.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestBusyYear = BusyYear.TestCase
