"""Who is named first of a long roster: the few who are called now and next, and whoever looks."""

from datetime import UTC, datetime, timedelta

from upstander.records.ladder import Shift
from upstander.records.people import Role
from upstander.respond.roster import FEW, first_called, next_called, on_duty

NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
DAY = timedelta(days=1)


def turn(person: int, begins: datetime = NOW, deputy: int = 0, **kept: bool) -> Shift:
    return Shift(person, Role.ANALYST, begins, begins + DAY, deputy, **kept)


CROWD = [turn(person, deputy=99 - person) for person in range(10, 90)]
"""The higher the number, the earlier the call."""


def test_of_a_crowd_on_duty_those_called_first_are_named_and_whoever_looks() -> None:
    named = [each.person for each in first_called(CROWD, Role.ANALYST, NOW, person=12)]
    assert named == [89, 88, 87, 12]
    assert tuple(named[:FEW]) == on_duty(CROWD, Role.ANALYST, NOW)[:FEW]


def test_nobody_in_reserve_or_outside_or_of_another_role_or_hour_is_named_now() -> None:
    others = [turn(1, reserve=True), turn(2, outside=True), turn(3, NOW + DAY), turn(4, NOW - DAY)]
    assert first_called(others, Role.ANALYST, NOW, person=1) == []
    assert first_called([turn(5)], Role.FOCAL_POINT, NOW, person=5) == []


def test_next_are_those_who_come_on_soonest_each_once() -> None:
    coming = [turn(7, NOW + 3 * DAY), turn(8, NOW + 2 * DAY, deputy=1), turn(9, NOW + 2 * DAY), turn(9, NOW + 4 * DAY)]
    found = next_called([*CROWD, turn(6, NOW + DAY, reserve=True), *coming], Role.ANALYST, NOW, person=0)
    assert [(each.person, each.begins - NOW) for each in found] == [(9, 2 * DAY), (8, 2 * DAY), (7, 3 * DAY)]
