"""A drill plays a whole case on the real engine, as an Exercise, and leaves nothing that is Actual."""

from datetime import datetime

import pytest

from upstander.jobs import clocks, drill_auto, waiting
from upstander.records.desk import Status
from upstander.records.errors import Unknown, Usage
from upstander.records.people import Viewer
from upstander.respond.clocks import ClockState
from upstander.store.desk import log
from upstander.store.desk import reads as desk
from upstander.store.desk.models import Secret
from upstander.store.lake import Lake


def quiet(done: int, total: int) -> None:
    assert 0 <= done <= total


@pytest.fixture
def played(db: None, lake: Lake, now: datetime) -> drill_auto.Played:
    return drill_auto.auto(lake, "el-fasher-2025", now=now, tell=quiet)


def test_it_goes_from_the_first_signal_to_the_lesson_in_order(played: drill_auto.Played, now: datetime) -> None:
    steps = [done.step for done in played.done]
    assert steps[:3] == ["signal", "acknowledge", "triage"]
    assert steps[-1] == "review"
    assert steps.index("decide") < steps.index("act")
    moments = [done.at for done in played.done]
    assert moments == sorted(moments)
    assert moments[-1] == now
    assert played.case.lesson
    assert played.outcome.endswith("expected steps were taken in time.")


def test_every_pause_ends_in_a_decision(played: drill_auto.Played) -> None:
    assert [done.step for done in played.done].count("decide") == len(played.case.pauses)


def test_every_clock_of_the_chain_is_read(played: drill_auto.Played) -> None:
    states = {reading.clock: reading.state for reading in played.readings}
    for clock in ("triage", "alert", "acknowledge", "decide", "first_action"):
        assert states[clock] is ClockState.WITHIN, clock
    assert set(states) == {"signal", "triage", "alert", "acknowledge", "decide", "first_action", "outcome"}
    assert ClockState.MISSING not in states.values()


def test_everything_in_it_is_an_exercise(played: drill_auto.Played, now: datetime) -> None:
    eye = Viewer(1, "", frozenset(), frozenset({played.situation}))
    assert desk.situation(eye, played.situation).status is Status.EXERCISE
    assert {alert.status for alert in desk.alerts(eye, played.situation)[0]} == {Status.EXERCISE}
    assert {signal.status for signal in desk.signals(eye, played.situation)[0]} == {Status.EXERCISE}
    assert {thread.status for thread in desk.threads(eye)[0]} == {Status.EXERCISE}
    assert clocks.medians(eye, now) == ()
    assert waiting.count(eye, now) == 0


def test_its_accounts_are_closed_and_have_no_password(played: drill_auto.Played, now: datetime) -> None:
    eye = Viewer(0, "", frozenset({"administrator"}))  # type: ignore[arg-type]
    made = {person.username: person for person in desk.people(eye) if person.username.startswith("exercise-")}
    assert made.pop("exercise-control").active
    assert len(made) == 4
    assert not any(person.active for person in made.values())
    assert Secret.objects.count() == 0


def test_nothing_that_gives_the_end_away_is_shown_during_play(played: drill_auto.Played) -> None:
    eye = Viewer(1, "", frozenset(), frozenset({played.situation}))
    shown = repr([desk.situation(eye, played.situation), desk.alerts(eye, played.situation)[0]])
    assert played.case.name not in shown
    assert played.case.lesson not in shown


def test_it_can_be_played_again(played: drill_auto.Played, lake: Lake, now: datetime) -> None:
    again = drill_auto.auto(lake, "kenya-2007", now=now, tell=quiet)
    assert again.situation != played.situation
    log.verify()


@pytest.mark.parametrize("case", ["rwanda-1994", "libya-2011", "gambia-2016"])
def test_other_cases_play_to_their_end(db: None, lake: Lake, now: datetime, case: str) -> None:
    assert drill_auto.auto(lake, case, now=now, tell=quiet).alert


def test_a_case_that_is_not_there_or_too_short_is_refused(db: None, lake: Lake, now: datetime) -> None:
    with pytest.raises(Unknown, match="choose one of"):
        drill_auto.auto(lake, "atlantis-1999", now=now, tell=quiet)
    with pytest.raises(Usage, match="minutes or more"):
        drill_auto.auto(lake, "el-fasher-2025", now=now, tell=quiet, minutes=3)
