"""Cases as they are played: nothing known later is shown earlier, and the clock is the file's own."""

import json
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import pairwise

import pytest

from tests.respond.test_climb import LADDER
from upstander.learn import cases, drills
from upstander.records.desk import Answer, Grade
from upstander.records.errors import Unknown, Usage

FILE = json.loads(files("upstander.data").joinpath("cases.json").read_text("utf-8"))
BEGINS = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
EVERY = cases.playable(FILE)


def test_the_file_says_how_many_cases_and_injects_can_be_played() -> None:
    counts = FILE["_meta"]["counts"]
    assert list(EVERY) == counts["playable"]
    played = [cases.read(FILE, id) for id in EVERY]
    assert sum(len(case.injects) for case in played) == counts["injects_in_drills"]
    assert sum(len(case.pauses) for case in played) == counts["pauses"]
    assert sum(len(each["drill"].get("expected", [])) for each in FILE["cases"]) == counts["expected_rows"]


@pytest.mark.parametrize("id", EVERY)
def test_injects_come_in_the_order_in_which_they_could_be_known(id: str) -> None:
    days = [inject.date for inject in cases.read(FILE, id).injects]
    assert days == sorted(days)


@pytest.mark.parametrize("id", EVERY)
def test_nothing_that_only_hindsight_knows_is_played(id: str) -> None:
    hindsight = {each["id"] for case in FILE["cases"] for each in case["timeline"] if each.get("hindsight")}
    assert not hindsight & {inject.id for inject in cases.read(FILE, id).injects}


@pytest.mark.parametrize("id", EVERY)
def test_a_desk_holds_two_injects_before_it_must_decide(id: str) -> None:
    case = cases.read(FILE, id)
    assert all(index >= 2 for index, inject in enumerate(case.injects) if inject.id in case.pauses)


@pytest.mark.parametrize("id", EVERY)
def test_every_share_is_equal_a_pause_has_three_and_the_drill_ends_when_it_says(id: str) -> None:
    case = cases.read(FILE, id)
    pace = drills.pace(case)
    moments = drills.timeline(case, BEGINS, pace)
    assert [moment.at for moment in moments] == sorted(moment.at for moment in moments)
    assert case.shares * pace.share == pytest.approx(timedelta(minutes=case.minutes), abs=timedelta(seconds=1))
    lengths = {before.pause: (after.at - before.at) / pace.share for before, after in pairwise(moments)}
    assert lengths.get(False) == pytest.approx(1)
    assert lengths.get(True) == pytest.approx(3)


def test_a_drill_too_short_to_answer_is_refused() -> None:
    case = cases.read(FILE, "el-fasher-2025")
    assert case.shares == 28
    with pytest.raises(Usage, match="42 minutes or more"):
        drills.pace(case, 41)
    assert drills.pace(case, 42).share == timedelta(seconds=90)


def test_an_unknown_case_is_answered_with_where_to_choose_another() -> None:
    with pytest.raises(Unknown, match="choose one that `upstander drill` lists"):
        cases.read(FILE, "atlantis-1999")
    with pytest.raises(Usage, match="cannot be played"):
        cases.read(FILE, "kenya-2013")


@pytest.mark.parametrize("grade", Grade)
def test_a_whole_ladder_lasts_three_shares_and_nobody_has_less_than_a_minute(grade: Grade) -> None:
    pace = drills.pace(cases.read(FILE, "kenya-2007"))
    ladder = drills.scaled(LADDER, pace)
    assert ladder.limits[grade] / pace.share == pytest.approx(3)
    for id, rule in LADDER.rules.items():
        part = rule.allowed[grade] / LADDER.limits[grade] * ladder.limits[grade]
        seconds = max(part.total_seconds(), 60)
        assert ladder.rules[id].allowed[grade].total_seconds() == pytest.approx(seconds)
    assert ladder.contact[grade] >= timedelta(minutes=1)


@pytest.mark.parametrize("id", EVERY)
def test_every_expected_step_falls_due_once_in_turn_and_before_its_limit_is_shown(id: str) -> None:
    case = cases.read(FILE, id)
    moments = drills.timeline(case, BEGINS, drills.pace(case))
    taken = [(number, row) for number, moment in enumerate(moments) if (row := drills.due(case, moment))]
    assert [row for _, row in taken] == list(case.expected)
    shown = {moment.inject.id: number for number, moment in enumerate(moments) if not moment.pause}
    for number, row in taken:
        assert shown[row.by] <= number < shown.get(drills.following(case, row.by) or "", len(moments))


def test_what_waited_for_an_answer_is_decided_as_is_expected_next() -> None:
    case = cases.read(FILE, "libya-2011")
    assert [row.answer for row in case.expected] == ["need_more", "refer", "act"]
    assert drills.deciding(case, case.expected[1].by) is Answer.ACT
    last = cases.read(FILE, "kenya-2007")
    assert drills.deciding(last, last.injects[-1].id) is Answer.KEEP_WATCHING
    assert drills.deciding(case, case.injects[-1].id) is Answer.ACT


@pytest.mark.parametrize(
    ("id", "text", "kept"),
    [
        ("guinea-2009", "months (Guinea 2009: report 18 Dec)", "months"),
        ("kenya-2007", "months (Guinea 2009: report 18 Dec)", "months (Guinea 2009: report 18 Dec)"),
        ("kenya-2007", "real example: a line in Kenya", ""),
        ("srebrenica-1995", "undefended safe area (Srebrenica)", "undefended safe area"),
        ("libya-2011", "It takes days (often weeks)", "It takes days (often weeks)"),
    ],
)
def test_what_the_books_of_the_desk_say_of_a_case_is_left_out_while_it_is_played(id: str, text: str, kept: str) -> None:
    assert cases.hushed(cases.read(FILE, id), text) == kept
