"""A ladder changed by a form says the same as one changed by hand: nothing is lost, sums and clocks follow."""

import json
from dataclasses import replace
from datetime import timedelta
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.records.desk import Grade
from upstander.records.errors import Usage
from upstander.records.ladder import StepId
from upstander.records.people import Role
from upstander.respond import rewrite, rules

FILE: dict[str, Any] = json.loads(files("upstander.data").joinpath("mechanisms.json").read_text())["generic_ladder"]
LADDER = rules.read(FILE)
WISHES = rewrite.wishes_of(LADDER)
ROLES = st.sampled_from([Role.REPORTER, Role.ANALYST, Role.FOCAL_POINT, Role.DECISION_MAKER])
HOURS = st.fixed_dictionaries({grade: st.integers(1, 400).map(lambda n: n / 4) for grade in Grade})
RUNGS = st.builds(rewrite.Rungs, ROLES, st.lists(ROLES, max_size=3, unique=True).map(tuple), HOURS)
ANY_WISHES = st.builds(
    rewrite.Wishes,
    st.fixed_dictionaries(dict.fromkeys(StepId, RUNGS)),
    st.sampled_from([Role.FOCAL_POINT, Role.DECISION_MAKER]),
    HOURS,
    HOURS,
    HOURS,
)


def with_hours(step: StepId, grade: Grade, hours: float) -> rewrite.Wishes:
    """The shipped ladder with one number changed."""
    rungs = WISHES.rungs[step]
    changed = replace(rungs, hours={**rungs.hours, grade: hours})
    return replace(WISHES, rungs={**WISHES.rungs, step: changed})


def test_a_form_that_changes_nothing_gives_the_same_ladder() -> None:
    assert rewrite.differences(LADDER, rules.read(rewrite.rewritten(FILE, WISHES))) == []


@given(ANY_WISHES)
def test_what_the_form_says_is_what_the_file_says(wishes: rewrite.Wishes) -> None:
    assert rewrite.wishes_of(rules.built(rewrite.rewritten(FILE, wishes))) == wishes


@given(ANY_WISHES)
def test_each_clock_keeps_the_target_of_its_steps(wishes: rewrite.Wishes) -> None:
    file = rewrite.rewritten(FILE, wishes)
    ladder = rules.built(file)
    for said in file["clocks"]["list"]:
        clock = next(each for each in ladder.clocks if each.id == said["id"])
        if said["steps"]:
            for grade in Grade:
                assert clock.targets[grade] == sum(
                    (ladder.rules[StepId(step)].allowed[grade] for step in said["steps"]), timedelta(0)
                )


def test_the_old_file_stays_as_it_was() -> None:
    before = json.dumps(FILE)
    rewrite.rewritten(FILE, with_hours(StepId.VERIFY, Grade.WATCH, 1))
    assert json.dumps(FILE) == before


def test_steps_that_take_longer_than_they_may_are_refused_with_both_sums() -> None:
    slow = rules.built(rewrite.rewritten(FILE, with_hours(StepId.DECIDE, Grade.IMMINENT, 9)))
    assert [each.over for each in rewrite.sums(slow)] == [False, False, True]
    with pytest.raises(Usage, match="Shorten the steps of imminent: they take 17"):
        rules.checked(slow)


def test_every_refusal_is_said_at_once() -> None:
    rungs = {**WISHES.rungs, StepId.NOTE: replace(WISHES.rungs[StepId.NOTE], duty=Role.AUDITOR)}
    file = rewrite.rewritten(FILE, replace(WISHES, rungs=rungs, owner=Role.ANALYST))
    said = [str(each) for each in rules.refusals(rules.built(file))]
    assert [each[:30] for each in said] == ["Choose another role for the st", "Let a focal point or a decisio"]


def test_the_ladder_belongs_to_whom_the_file_says() -> None:
    assert LADDER.owner is Role.FOCAL_POINT
    changed = rules.read(rewrite.rewritten(FILE, replace(WISHES, owner=Role.DECISION_MAKER)))
    assert changed.owner is Role.DECISION_MAKER


def test_a_file_that_names_no_owner_belongs_to_the_focal_points() -> None:
    file = rewrite.rewritten(FILE, WISHES)
    del file["rungs"]
    assert rules.read(file).owner is Role.FOCAL_POINT


def test_what_is_different_is_said_step_by_step() -> None:
    new = rules.built(rewrite.rewritten(FILE, with_hours(StepId.VERIFY, Grade.WARNING, 20)))
    (one,) = rewrite.differences(LADDER, new)
    assert (one.part, one.step, one.grade) == ("hours", StepId.VERIFY, Grade.WARNING)
    assert (one.before, one.after) == (timedelta(hours=24), timedelta(hours=20))
