"""The ladder leaves its organisation only under a written authority, and warns whoever is silent first."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.respond.test_climb import LADDER, START, YEAR, called, thread, viewer
from upstander.records.desk import Grade
from upstander.records.errors import Usage
from upstander.records.ladder import Event, Happening, Shift, StepId
from upstander.records.people import Role
from upstander.records.roster import Authority, Purpose
from upstander.respond import border, climb, steps

INSIDE = Shift(1, Role.ANALYST, START - YEAR, START + YEAR)
OUTSIDE = Shift(9, Role.ANALYST, START - YEAR, START + YEAR, outside=True)
AUTHORITY = Authority(
    "a1", Purpose.BORDER, "Memorandum of 2025", "The minister", 9, frozenset({Grade.WARNING}), "That something waits.",
    START - YEAR, START + YEAR,
)  # fmt: skip
DAY = timedelta(days=1)


def ran(*authorities: Authority, grade: Grade | None = None, until: timedelta = DAY) -> list[tuple[Happening, int]]:
    """What the ladder does in a day with one person inside and one outside."""
    shifts = [INSIDE, *border.under(OUTSIDE, authorities)]
    _, events = climb.advance(thread(grade=grade), START + until, LADDER, shifts)
    return [(event.what, event.person) for event in events if event.step is StepId.ACKNOWLEDGE]


def test_without_an_authority_the_ladder_stops_at_the_border_and_says_so() -> None:
    happened = ran()
    assert [what for what, _ in happened] == [
        Happening.CALLED, Happening.WARNED, Happening.BORDER, Happening.EXHAUSTED, Happening.OVERDUE,
    ]  # fmt: skip
    assert 9 not in {person for _, person in happened}


def test_under_an_authority_the_silent_is_warned_first_and_then_somebody_outside_is_called() -> None:
    shifts = [INSIDE, *border.under(OUTSIDE, [AUTHORITY])]
    _, events = climb.advance(thread(), START + DAY, LADDER, shifts)
    warned, outside = (
        next(each for each in events if each.what is what) for what in (Happening.WARNED, Happening.OUTSIDE)
    )
    assert (warned.person, outside.person) == (1, 9)
    assert outside.at - warned.at == LADDER.warned[Grade.WARNING]
    assert called(events) == [1, 9]


def test_whoever_answers_the_warning_keeps_it_inside() -> None:
    shifts = [INSIDE, *border.under(OUTSIDE, [AUTHORITY])]
    warned, _ = climb.advance(thread(), START + timedelta(hours=3), LADDER, shifts)
    taken = steps.take(warned, StepId.ACKNOWLEDGE, viewer(1), START + timedelta(hours=3), LADDER)
    held = steps.renew(taken, StepId.ACKNOWLEDGE, viewer(1), START + timedelta(hours=3), LADDER)
    _, events = climb.advance(held, START + timedelta(hours=8), LADDER, shifts)
    assert Happening.OUTSIDE not in [event.what for event in events]


def test_an_authority_for_another_grade_lets_nothing_out() -> None:
    only_imminent = replace(AUTHORITY, grades=frozenset({Grade.IMMINENT}))
    assert (Happening.BORDER, 0) in ran(only_imminent)
    assert (Happening.OUTSIDE, 9) in ran(only_imminent, grade=Grade.IMMINENT)


def test_a_revoked_or_expired_authority_lets_nothing_out() -> None:
    for ended in (replace(AUTHORITY, revoked_at=START), replace(AUTHORITY, ends=START + timedelta(minutes=1))):
        assert (Happening.OUTSIDE, 9) not in ran(ended)


def test_an_authority_given_later_lets_the_waiting_step_out() -> None:
    later = replace(AUTHORITY, begins=START + timedelta(hours=10))
    assert (Happening.BORDER, 0) in ran(later)
    assert (Happening.OUTSIDE, 9) in ran(later)


def test_whoever_comes_on_duty_after_the_warning_is_called_and_warned_anew() -> None:
    comes = START + timedelta(hours=5)
    late = Shift(2, Role.ANALYST, comes, START + YEAR)
    _, events = climb.advance(thread(), START + DAY, LADDER, [INSIDE, OUTSIDE, late])
    warned = [(event.at, event.person) for event in events if event.what is Happening.WARNED]
    assert [person for _, person in warned] == [1, 2]
    assert warned[1][0] > comes


def test_one_stride_or_many_cross_the_border_alike() -> None:
    shifts = [INSIDE, *border.under(OUTSIDE, [AUTHORITY])]
    whole = climb.advance(thread(), START + DAY, LADDER, shifts)
    small, events = thread(), list[Event]()
    for hour in range(25):
        small, happened = climb.advance(small, START + timedelta(hours=hour), LADDER, shifts)
        events.extend(happened)
    assert (small, tuple(events)) == whole


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"grades": frozenset()}, "Choose the grades"),
        ({"ends": START - DAY}, "Let the authority end after it begins"),
        ({"ends": START + 6 * YEAR, "begins": START}, "within 5 years"),
        ({"instrument": " "}, "Fill in this field: instrument"),
        ({"given_by": ""}, "Fill in this field: given_by"),
        ({"content": ""}, "Fill in this field: content"),
    ],
)
def test_an_authority_that_says_too_little_is_refused(changed: dict[str, object], sentence: str) -> None:
    with pytest.raises(Usage, match=sentence):
        border.checked(replace(AUTHORITY, **changed), START)  # type: ignore[arg-type]


def test_what_is_only_watched_calls_nobody_before_it_is_overdue() -> None:
    quiet = steps.opened(replace(thread(), quiet=True, steps=()), LADDER)
    _, events = climb.advance(quiet, START + timedelta(hours=23), LADDER, [INSIDE])
    assert events == ()
    _, events = climb.advance(quiet, START + timedelta(hours=25), LADDER, [INSIDE])
    assert [(event.what, event.person) for event in events] == [(Happening.OVERDUE, 0), (Happening.CALLED, 1)]


def test_what_was_only_watched_calls_at_once_when_a_person_grades_it_higher() -> None:
    quiet = steps.opened(replace(thread(), quiet=True, steps=()), LADDER)
    graver = steps.grade(quiet, Grade.WARNING, START + timedelta(hours=1), LADDER)
    _, events = climb.advance(graver, START + timedelta(hours=1), LADDER, [INSIDE])
    assert called(events) == [1]
