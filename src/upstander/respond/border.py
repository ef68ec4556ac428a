"""The border of the organisation: the ladder crosses it by itself only under a written authority that lives."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from upstander.records.checks import LATEST, passage
from upstander.records.desk import Grade
from upstander.records.errors import Refused, Usage
from upstander.records.ladder import Shift
from upstander.records.people import Role
from upstander.records.roster import Authority, Purpose

LONGEST_YEARS = 5
"""An authority is written anew after so many years at the latest."""


def outside(shifts: Iterable[Shift], roles: Sequence[Role], at: datetime, called: Collection[int]) -> list[Shift]:
    """Shifts of people of other organisations at that moment whom nobody has called, in the turn of their roles."""
    found = [
        shift
        for shift in shifts
        if shift.outside
        and not shift.reserve
        and shift.role in roles
        and shift.person not in called
        and shift.begins <= at < shift.ends
    ]
    return sorted(found, key=lambda each: (roles.index(each.role), each.deputy, each.begins, each.person))


def allowed(found: Iterable[Shift], grade: Grade) -> tuple[int, ...]:
    """Whom a living authority of this grade lets the ladder call, in turn."""
    return tuple(dict.fromkeys(shift.person for shift in found if grade in shift.grades))


def under(shift: Shift, authorities: Iterable[Authority]) -> list[Shift]:
    """The shift of somebody outside, cut where authorities begin and end, each piece with the grades allowed."""
    theirs = [each for each in authorities if each.person == shift.person and each.purpose is Purpose.BORDER]
    cuts = {moment for each in theirs for moment in (each.begins, each.over_at)}
    ends = sorted({shift.begins, shift.ends, *(each for each in cuts if shift.begins < each < shift.ends)})
    pieces = []
    for begins, end in pairwise(ends):
        grades = frozenset(grade for each in theirs if each.lives(begins) for grade in each.grades)
        pieces.append(replace(shift, begins=begins, ends=end, outside=True, grades=grades))
    return pieces


def across(
    person: int, name: str, grade: Grade, written: Iterable[Authority], now: datetime, *, named: bool
) -> Authority | None:
    """The authority under which an alert goes to somebody outside; None where a person of ours takes it there by name.

    Refused if there is neither: an authority that has ended, or is for other grades, lets nothing out.
    """
    theirs = (each for each in written if each.purpose is Purpose.BORDER and each.person == person)
    found = next((each for each in theirs if grade in each.grades and each.lives(now)), None)
    if found is None and not named:
        raise Refused(
            "Ask somebody of this organisation to take it to %(name)s under their name,"
            " or to record a standing authority that counts now: %(name)s belongs to another organisation.",
            "to",
            name=name,
        )
    return found


def checked(new: Authority, now: datetime) -> Authority:
    """The authority, whole; Usage if it says too little, or lasts too long."""
    if not new.grades:
        raise Usage("Choose the grades for which the authority counts.", "grades")
    if new.ends <= max(new.begins, now) or new.ends > LATEST:
        raise Usage("Let the authority end after it begins, at a time that is still to come.", "ends")
    if (new.ends - new.begins).days > LONGEST_YEARS * 366:
        raise Usage(
            "Let the authority end within %(years)s years: it is then written anew.", "ends", years=LONGEST_YEARS
        )
    return replace(
        new,
        instrument=passage(new.instrument, "instrument", 500),
        given_by=passage(new.given_by, "given_by", 200),
        content=passage(new.content, "content", 2000),
    )
