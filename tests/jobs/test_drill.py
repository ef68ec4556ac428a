"""A drill plays a whole case on the real engine, as an Exercise, and leaves nothing that is Actual."""

from collections.abc import Callable, Iterator, Set
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction

from tests.conftest import NOW
from upstander.jobs import clocks, drill_auto, waiting
from upstander.jobs.library import library
from upstander.learn import cases, drills
from upstander.records.desk import Answer, Status
from upstander.records.drills import Part
from upstander.records.errors import Unknown, Usage
from upstander.records.people import Viewer
from upstander.respond.clocks import ClockState
from upstander.store.desk import log
from upstander.store.desk import reads as desk
from upstander.store.desk.models import Secret
from upstander.store.lake import Lake


def quiet(done: int, total: int) -> None:
    assert 0 <= done <= total


def turns(id: str) -> Set[object]:
    """Each expected answer, in a pause or not, and what follows where a question is open: the ways a case can go."""
    case = cases.read(library(), id)
    waited = {(row.answer, after.answer) for row, after in pairwise(case.expected) if row.answer == Answer.NEED_MORE}
    return waited | {(row.answer, drills.moment_of(case, row)[1]) for row in case.expected}


def enough(has: Callable[[str], Set[object]]) -> list[str]:
    """As few cases as have everything that any case has."""
    ways, found = {id: has(id) for id in cases.playable(library())}, list[str]()
    left = set[object]().union(*ways.values())
    while left:
        found.append(max(ways, key=lambda id: len(ways[id] & left)))
        left -= ways[found[-1]]
    return found


@pytest.fixture(scope="module")
def played(django_db_setup: None, django_db_blocker: Any, lake: Lake) -> Iterator[drill_auto.Played]:
    """One drill for all who only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield drill_auto.auto(lake, "el-fasher-2025", now=NOW, tell=quiet)
        transaction.set_rollback(True)


def test_it_goes_from_the_first_signal_to_the_lesson_in_order(played: drill_auto.Played) -> None:
    steps = [done.step for done in played.done]
    assert steps[:3] == ["signal", "acknowledge", "triage"]
    assert steps[-1] == "review"
    assert steps.index("decide") < steps.index("act")
    moments = [done.at for done in played.done]
    assert moments == sorted(moments)
    assert moments[-1] == NOW
    assert played.case.lesson
    assert played.outcome.endswith("4 of 4 expected steps were taken in time.")


def test_every_clock_of_the_chain_is_read(played: drill_auto.Played) -> None:
    states = {reading.clock: reading.state for reading in played.readings}
    for clock in ("triage", "alert", "acknowledge", "decide", "first_action"):
        assert states[clock] is ClockState.WITHIN, clock
    assert set(states) == {"signal", "triage", "alert", "acknowledge", "decide", "first_action", "outcome"}
    assert ClockState.MISSING not in states.values()


def test_everything_in_it_is_an_exercise(played: drill_auto.Played, db: None) -> None:
    eye = Viewer(1, "", frozenset(), frozenset({played.situation}))
    assert desk.situation(eye, played.situation).status is Status.EXERCISE
    assert {alert.status for alert in desk.alerts(eye, played.situation)[0]} == {Status.EXERCISE}
    assert {signal.status for signal in desk.signals(eye, played.situation)[0]} == {Status.EXERCISE}
    assert {thread.status for thread in desk.threads(eye)[0]} == {Status.EXERCISE}
    assert clocks.medians(eye, NOW).tallies == ()
    assert waiting.count(eye, NOW) == 0


def test_its_accounts_are_closed_and_have_no_password(played: drill_auto.Played, db: None) -> None:
    eye = Viewer(0, "", frozenset({"administrator"}))  # type: ignore[arg-type]
    made = {person.username: person for person in desk.people(eye) if person.username.startswith("exercise-")}
    assert made.pop("exercise-control").active
    assert len(made) == 5
    assert not any(person.active for person in made.values())
    assert Secret.objects.count() == 0


def test_nothing_that_gives_the_end_away_is_shown_during_play(played: drill_auto.Played, db: None) -> None:
    eye = Viewer(1, "", frozenset(), frozenset({played.situation}))
    shown = repr([desk.situation(eye, played.situation), desk.alerts(eye, played.situation)[0]])
    assert played.case.name not in shown
    assert played.case.lesson not in shown


def test_who_refers_hands_it_on_and_the_clock_runs_on(played: drill_auto.Played, db: None) -> None:
    eye = Viewer(1, "", frozenset(), frozenset({played.situation}))
    found = next(each for each in played.answers if each.answer == Answer.REFER)
    first, heir = desk.alert(eye, found.alert).recipients
    assert (first.name, heir.name) == ("Exercise decision maker", "Exercise next owner")
    assert heir.decide_by == first.decide_by
    assert [done.step for done in played.done if done.who.endswith((Part.NEXT_OWNER, "next owner"))] == [
        "accept", "decide"
    ]  # fmt: skip


def test_the_answers_given_are_those_expected_and_each_waits_for_what_it_needs(
    db: None, lake: Lake, now: datetime
) -> None:
    for id in enough(turns):
        played = drill_auto.auto(lake, id, now=now, tell=quiet)
        expected = [row.answer for row in played.case.expected]
        assert [score.answer for score in played.scores] == expected, id
        assert all(score.in_time for score in played.scores), id
        steps = [done.step for done in played.done]
        assert all(steps[at + 1] == "accept" for at, step in enumerate(steps) if step == "refer"), id
        after = [steps[at + 1 : at + 3] for at, step in enumerate(steps) if step == "need_more"]
        assert all(two == ["answered", "decide"] for two in after), id
        last = {answer.alert: answer.answer for answer in played.answers}
        assert not {Answer.REFER, Answer.NEED_MORE} & set(last.values()), id
        assert ClockState.CANNOT not in {reading.state for reading in played.readings}, id
    log.verify()


def test_a_case_that_is_not_there_or_too_short_is_refused(db: None, lake: Lake, now: datetime) -> None:
    with pytest.raises(Unknown, match="choose one that"):
        drill_auto.auto(lake, "atlantis-1999", now=now, tell=quiet)
    with pytest.raises(Usage, match="minutes or more"):
        drill_auto.auto(lake, "el-fasher-2025", now=now, tell=quiet, minutes=3)
