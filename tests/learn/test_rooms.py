"""A drill among people, worked out from its beginning: nothing shown early, nothing lost, however often one looks."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.learn import cases, drills, rooms
from upstander.lib.dates import Month
from upstander.records.desk import Grade
from upstander.records.drills import Answered, Drill, Issued

FILE = json.loads(files("upstander.data").joinpath("cases.json").read_text("utf-8"))
BEGINS = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
EVERY = cases.playable(FILE)
CASES = st.sampled_from([cases.read(FILE, id) for id in EVERY])
MOMENTS = st.floats(min_value=-0.1, max_value=1.2)


def after(case: cases.Case, part: float) -> datetime:
    """A moment of the drill, as a part of its full length."""
    return BEGINS + part * case.shares * drills.pace(case).share


@given(CASES, st.lists(MOMENTS, max_size=6), MOMENTS, MOMENTS)
def test_what_was_shown_stays_shown_and_nothing_comes_earlier_than_its_turn(
    case: cases.Case, decided: list[float], one: float, two: float
) -> None:
    early, late = sorted((after(case, one), after(case, two)))
    answers = [after(case, part) for part in decided]
    first = rooms.stand(case, BEGINS, drills.pace(case), [at for at in answers if at <= early], early)
    then = rooms.stand(case, BEGINS, drills.pace(case), answers, late)
    assert then.arrived[: len(first.arrived)] == first.arrived
    for looked, at in ((first, early), (then, late)):
        assert [each.inject.id for each in looked.arrived] == [one.id for one in case.injects[: len(looked.arrived)]]
        assert all(each.at <= at for each in looked.arrived)
        assert [each.at for each in looked.arrived] == sorted(each.at for each in looked.arrived)
        assert looked.next_at is None or looked.next_at > at


@given(CASES, st.lists(MOMENTS, max_size=6))
def test_every_inject_is_shown_by_the_end_and_a_pause_never_lasts_more_than_three_shares(
    case: cases.Case, decided: list[float]
) -> None:
    pace = drills.pace(case)
    found = rooms.stand(case, BEGINS, pace, sorted(after(case, part) for part in decided), after(case, 1.01))
    assert found.over
    assert [each.inject for each in found.arrived] == list(case.injects)
    assert [each.before for each in found.halts] == [one.id for one in case.injects if one.id in case.pauses]
    shown = {each.inject.id: each.at for each in found.arrived}
    for halt in found.halts:
        assert timedelta(0) <= halt.ended - halt.began <= 3 * pace.share
        assert shown[halt.before] == halt.ended


@given(CASES, st.lists(st.tuples(MOMENTS, st.integers(0, 9999)), max_size=4), st.lists(MOMENTS, max_size=4), MOMENTS)
def test_a_pause_moves_what_is_to_come_and_nothing_else(
    case: cases.Case, stops: list[tuple[float, int]], decided: list[float], part: float
) -> None:
    pauses = list[tuple[datetime, datetime]]()
    for moment, seconds in sorted(stops):
        began = rooms.on_wall(pauses, after(case, moment))
        pauses.append((began, began + timedelta(seconds=seconds)))
    kept = Drill("d", case.id, "s", case.iso3, case.minutes, 0, BEGINS, BEGINS)
    answers, now = [after(case, each) for each in decided], after(case, part)
    wall = [rooms.on_wall(pauses, each) for each in answers]
    plain = rooms.stand_of(kept, case, answers, now)
    moved = rooms.stand_of(replace(kept, pauses=tuple(pauses)), case, wall, rooms.on_wall(pauses, now))
    assert moved == rooms.shifted(plain, partial(rooms.on_wall, pauses))
    assert all(rooms.on_clock(pauses, each) == at for each, at in zip(wall, answers, strict=True))


@given(CASES, st.integers(min_value=1, max_value=4))
def test_without_an_answer_a_pause_ends_by_itself_and_is_no_answer(case: cases.Case, number: int) -> None:
    found = rooms.stand(case, BEGINS, drills.pace(case), [], after(case, 1.01))
    assert all(halt.answered is None for halt in found.halts)
    rows = rooms.measured(case, found, after(case, 1), [], [])
    assert not any(row.in_time or row.answer or row.grade for row in rows)


@pytest.mark.parametrize("id", EVERY)
def test_while_a_pause_runs_the_case_clock_stands(id: str) -> None:
    case = cases.read(FILE, id)
    pace = drills.pace(case)
    ended = rooms.stand(case, BEGINS, pace, [], after(case, 1))
    halt = ended.halts[0]
    before = rooms.stand(case, BEGINS, pace, [], halt.began - timedelta(seconds=1))
    for part in (0.0, 1.5, 2.99):
        during = rooms.stand(case, BEGINS, pace, [], halt.began + part * pace.share)
        assert during.halt is not None
        assert during.arrived == before.arrived
        assert len(during.arrived) >= 2
    decided = halt.began + pace.share
    sooner = rooms.stand(case, BEGINS, pace, [decided], decided)
    assert sooner.halt is None
    assert sooner.arrived[-1].inject.id == halt.before
    assert sooner.halts[0].answered == decided


def test_a_decision_made_before_the_pause_does_not_answer_it() -> None:
    case = cases.read(FILE, "kenya-2007")
    pace = drills.pace(case)
    halt = rooms.stand(case, BEGINS, pace, [], after(case, 1)).halts[0]
    early = halt.began - timedelta(seconds=1)
    assert rooms.stand(case, BEGINS, pace, [early], halt.began).halt is not None


def test_a_month_is_shown_as_a_month() -> None:
    case = cases.read(FILE, "kenya-2007")
    first, third = case.injects[0], case.injects[2]
    assert rooms.when(first) == Month(2002, 10)
    assert rooms.when(third) == "2007-12-22"
    assert {one.precision for id in EVERY for one in cases.read(FILE, id).injects} <= {"day", "month", "year"}
    assert all(str(rooms.title(one)) for id in EVERY for one in cases.read(FILE, id).injects)


def test_a_drill_that_is_not_started_shows_nothing_and_one_that_was_ended_goes_no_further() -> None:
    case = cases.read(FILE, "kenya-2007")
    kept = Drill("d", case.id, "s", "KEN", case.minutes, 0, BEGINS)
    assert rooms.stand_of(kept, case, [], after(case, 2)).arrived == ()
    share = drills.pace(case).share
    ended = Drill("d", case.id, "s", "KEN", case.minutes, 0, BEGINS, BEGINS, BEGINS + 1.5 * share)
    found = rooms.stand_of(ended, case, [], after(case, 2))
    assert len(found.arrived) == 2
    assert found.over
    assert found.halt is None


def test_a_step_is_in_time_up_to_the_inject_after_the_one_it_is_expected_by() -> None:
    case = cases.read(FILE, "kenya-2007")
    row = case.expected[0]
    found = rooms.stand(case, BEGINS, drills.pace(case), [], after(case, 1))
    shown = {each.inject.id: each.at for each in found.arrived}
    limit = shown["ken07-02"]
    assert drills.following(case, row.by) == "ken07-02"

    def first(at: datetime) -> rooms.Measured:
        issued = [Issued(at, Grade.WARNING, "Desk head", "a")]
        return rooms.measured(case, found, after(case, 1), issued, [Answered(at, "act", "Decider", "a")])[0]

    assert first(limit).in_time
    late = first(limit + timedelta(seconds=1))
    assert not late.in_time
    assert late.grade is None
    assert late.answer == ""


def test_what_was_never_reached_is_not_measured_against_a_clock() -> None:
    case = cases.read(FILE, "kenya-2007")
    found = rooms.stand(case, BEGINS, drills.pace(case), [], BEGINS)
    rows = rooms.measured(case, found, BEGINS, [], [])
    assert all(row.by is None for row in rows)


@pytest.mark.parametrize("id", EVERY)
def test_every_case_has_a_play_title_of_its_own_and_a_debrief(id: str) -> None:
    case = cases.read(FILE, id)
    assert cases.titled(FILE, case.play_title) == case
    assert case.name not in case.play_title
    found = rooms.stand(case, BEGINS, drills.pace(case), [], after(case, 1))
    told = rooms.debrief(case, found, (BEGINS, after(case, 1)), [], [], [])
    assert len(told.pauses) == len(case.pauses)
    assert all(each.turning_point["decision"] for each in told.pauses)
    assert case.toll
    assert all(row["what"] and row["source"] and row["mark"] for row in case.toll)


def test_to_refer_or_to_ask_first_is_met_though_a_decision_follows_and_a_decision_only_while_it_stands() -> None:
    case = cases.read(FILE, "kenya-2007")
    found = rooms.stand(case, BEGINS, drills.pace(case), [], after(case, 1))
    shown = {each.inject.id: each.at for each in found.arrived}
    issued = [Issued(BEGINS, Grade.IMMINENT, "Desk head", "a")]

    def second(*given: tuple[str, datetime]) -> rooms.Measured:
        answers = [Answered(moment, word, "Decider", "a") for word, moment in given]
        return rooms.measured(case, found, after(case, 1), issued, answers)[1]

    at = shown["ken07-05"]
    later = at + timedelta(seconds=9)
    assert second(("refer", at), ("decline", later)).in_time
    assert second(("refer", at), ("decline", later)).answer == "refer"
    assert not second(("refer", BEGINS), ("decline", later)).in_time
    assert not second(("act", at), ("decline", later)).in_time
    assert second(("decline", at), ("act", later)).in_time
