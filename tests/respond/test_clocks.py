"""The clocks: within, over, missing, cannot be computed; never a good time out of a gap."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.respond.test_climb import LADDER
from upstander.records.desk import Grade
from upstander.records.ladder import Lane
from upstander.respond.clocks import ENDS, ENDS_IN_EMERGENCY, ClockState, Moments, Reading, readings, tallies

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def found(
    clock: str, moments: Moments, grade: Grade = Grade.WARNING, lane: Lane = Lane.NORMAL, now: float = 100
) -> Reading:
    return next(each for each in readings(LADDER, moments, grade, lane, at(now)) if each.clock == clock)


def test_every_clock_of_the_file_has_its_ends() -> None:
    assert {clock.id for clock in LADDER.clocks} == ENDS.keys() == ENDS_IN_EMERGENCY.keys()


def test_in_time_late_and_still_running() -> None:
    issued = Moments(issued=at(0), acknowledged=at(4), decided=at(19))
    assert found("acknowledge", issued).state is ClockState.WITHIN
    assert found("decide", issued).state is ClockState.OVER
    assert found("decide", Moments(issued=at(0)), now=10).state is ClockState.MISSING
    assert found("decide", Moments(issued=at(0)), now=19).state is ClockState.OVER


def test_a_gap_or_an_end_before_its_beginning_cannot_be_computed() -> None:
    assert found("decide", Moments(decided=at(3))).state is ClockState.CANNOT
    assert found("decide", Moments(issued=at(5), decided=at(3))).state is ClockState.CANNOT


def test_a_clock_whose_end_was_passed_over_stands_still_and_is_never_in_time() -> None:
    soon, late = (Moments(logged=at(0), ungraded=at(hours), issued=at(hours)) for hours in (1, 13))
    triage = found("triage", soon, now=1000)
    assert (triage.state, triage.ended, triage.took) == (ClockState.MISSING, None, timedelta(hours=1))
    assert found("alert", soon).state is ClockState.CANNOT
    assert found("triage", late, now=1000).state is ClockState.OVER
    assert found("first_action", Moments(decided=at(0), unacted=at(2)), now=1000).state is ClockState.MISSING


def test_time_from_evidence_to_signal_is_shown_but_has_no_target() -> None:
    reading = found("signal", Moments(evidence=at(0), logged=at(500)))
    assert (reading.state, reading.target, reading.took) == (ClockState.WITHIN, None, timedelta(hours=500))


def test_in_an_emergency_the_decision_comes_before_the_note() -> None:
    fast = Moments(
        graded=at(-1), urgent=at(0), called=at(0), acknowledged=at(0.4), decided=at(2), answered=at(2), issued=at(3.5)
    )
    states = {each.clock: each.state for each in readings(LADDER, fast, Grade.IMMINENT, Lane.EMERGENCY, at(9))}
    assert states["decide"] is ClockState.WITHIN
    assert states["acknowledge"] is ClockState.WITHIN
    assert states["alert"] is ClockState.OVER


def test_what_has_no_grade_yet_runs_on_the_hours_the_file_names() -> None:
    reading = readings(LADDER, Moments(logged=at(0)), None, Lane.NORMAL, at(13))[1]
    assert (reading.clock, reading.grade, reading.state) == ("triage", Grade.WARNING, ClockState.OVER)


def test_the_median_is_of_what_ended() -> None:
    threads = [Moments(issued=at(0), decided=at(hours)) for hours in (2, 4, 30)] + [Moments(issued=at(0))]
    every = [each for moments in threads for each in readings(LADDER, moments, Grade.WARNING, Lane.NORMAL, at(5))]
    tally = next(each for each in tallies(LADDER, every) if each.clock == "decide")
    assert tally.median == timedelta(hours=4)
    assert (tally.states[ClockState.WITHIN], tally.states[ClockState.OVER], tally.states[ClockState.MISSING]) == (
        2,
        1,
        1,
    )


@given(
    st.lists(st.one_of(st.none(), st.integers(min_value=0, max_value=900)), min_size=10, max_size=10),
    st.sampled_from(Grade),
)
def test_every_reading_falls_into_one_state_and_every_thread_is_counted(hours: list[int | None], grade: Grade) -> None:
    moments = Moments(*(None if hour is None else at(hour) for hour in hours))
    every = readings(LADDER, moments, grade, Lane.NORMAL, at(1000))
    assert len(every) == len(LADDER.clocks)
    assert all(sum(tally.states.values()) == 1 for tally in tallies(LADDER, every))
