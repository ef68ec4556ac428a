"""A drill's clock and its debrief. The clock jumps from inject to inject; a pause takes three shares."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from upstander.records.cases import Case, Expected, Moment, Pace, Score
from upstander.records.desk import Grade
from upstander.records.errors import Usage
from upstander.records.ladder import Ladder

SERIOUS = {Grade.WATCH: 0, Grade.WARNING: 1, Grade.IMMINENT: 2}
LADDER_SHARES = 3
"""The whole ladder of an alert lasts this many shares."""


def pace(case: Case, minutes: int | None = None) -> Pace:
    """The length of one share; Usage for a drill too short to be answered."""
    length = case.minutes if minutes is None else minutes
    if length < case.shares:
        raise Usage("Give the drill %(least)s minutes or more.", "minutes", least=case.shares)
    return Pace(timedelta(minutes=length) / case.shares)


def timeline(case: Case, begins: datetime, given: Pace) -> tuple[Moment, ...]:
    """Every inject, with the pause before it where there is one, on the drill's own clock."""
    at, found = begins, []
    for inject in case.injects:
        if inject.id in case.pauses:
            found.append(Moment(at, inject, pause=True))
            at += 3 * given.share
        found.append(Moment(at, inject, pause=False))
        at += given.share
    return tuple(found)


def ends(case: Case, begins: datetime, given: Pace) -> datetime:
    """When the last share is over."""
    return begins + case.shares * given.share


def scaled(ladder: Ladder, given: Pace) -> Ladder:
    """The ladder at a drill's pace: what leads to a decision lasts three shares, each step its part of that."""
    factor = {grade: LADDER_SHARES * given.share / ladder.limits[grade] for grade in Grade}

    def at_pace(spans: Mapping[Grade, timedelta]) -> dict[Grade, timedelta]:
        return {grade: span * factor[grade] for grade, span in spans.items()}

    return replace(
        ladder,
        rules={id: replace(rule, allowed=at_pace(rule.allowed)) for id, rule in ladder.rules.items()},
        note_after_decision=ladder.note_after_decision * factor[Grade.IMMINENT],
        contact=at_pace(ladder.contact),
        lapse=at_pace(ladder.lapse),
        warned=at_pace(ladder.warned),
        limits=at_pace(ladder.limits),
        clocks=tuple(
            replace(
                clock,
                targets={grade: span and span * factor[grade] for grade, span in clock.targets.items()},
                emergency={grade: span and span * factor[grade] for grade, span in clock.emergency.items()},
            )
            for clock in ladder.clocks
        ),
    )


def following(case: Case, by: str) -> str | None:
    """The inject after this one: what is expected `by` an inject is done before that one is shown. None: the end."""
    order = [one.id for one in case.injects]
    return next(iter(order[order.index(by) + 1 :]), None)


def due(case: Case, shown: Sequence[str]) -> Expected | None:
    """The row that can still be met: what a good desk does now."""
    return next((row for row in case.expected if following(case, row.by) not in {*shown, None}), None)


def scores(case: Case, graded: Mapping[str, Grade | None], answered: Mapping[str, str]) -> tuple[Score, ...]:
    """Each expected row beside what the room had done in time.

    `graded`, `answered`: by the row's inject, the highest grade and the newest answer that stood when the inject after
    it was shown.
    """
    return tuple(score(row, graded.get(row.by), answered.get(row.by, "")) for row in case.expected)


def score(row: Expected, grade: Grade | None, answer: str) -> Score:
    """One row: in time if the alert was grave enough and the answer the expected one, or stronger than waiting."""
    grave = grade is not None and SERIOUS[grade] >= SERIOUS[row.grade_at_least]
    return Score(row, grade, answer, in_time=grave and answer in {row.answer, "act"})
