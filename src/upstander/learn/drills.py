"""A drill's clock and its debrief. The clock jumps from inject to inject; a pause takes three shares."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil

from upstander.records.cases import Case, Expected, Moment, Pace
from upstander.records.desk import DECIDES, Answer, Grade
from upstander.records.errors import Usage
from upstander.records.ladder import Ladder

LADDER_SHARES = 3
"""The whole ladder of an alert lasts this many shares."""

SHORTEST = timedelta(seconds=90)
"""A share that people can still play in."""

MINUTE = timedelta(minutes=1)
"""The least that anybody is given: however fast a drill runs, nobody answers in less."""


def pace(case: Case, minutes: int | None = None) -> Pace:
    """The length of one share; Usage for a drill too short to be answered."""
    length = case.minutes if minutes is None else minutes
    least = ceil(case.shares * SHORTEST / MINUTE)
    if length < least:
        raise Usage("Give the drill %(least)s minutes or more.", "minutes", least=least)
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


def scaled(ladder: Ladder, given: Pace) -> Ladder:
    """The ladder at a drill's pace: what leads to a decision lasts three shares, each step its part of that, and a
    minute at least.
    """
    factor = {grade: LADDER_SHARES * given.share / ladder.limits[grade] for grade in Grade}

    def at_pace(spans: Mapping[Grade, timedelta]) -> dict[Grade, timedelta]:
        return {grade: max(span * factor[grade], MINUTE) for grade, span in spans.items()}

    return replace(
        ladder,
        rules={id: replace(rule, allowed=at_pace(rule.allowed)) for id, rule in ladder.rules.items()},
        note_after_decision=max(ladder.note_after_decision * factor[Grade.IMMINENT], MINUTE),
        contact=at_pace(ladder.contact),
        lapse=at_pace(ladder.lapse),
        warned=at_pace(ladder.warned),
        again=ladder.again and max(ladder.again * factor[Grade.IMMINENT], MINUTE),
        limits=at_pace(ladder.limits),
        clocks=tuple(
            replace(
                clock,
                targets={grade: span and max(span * factor[grade], MINUTE) for grade, span in clock.targets.items()},
                emergency={
                    grade: span and max(span * factor[grade], MINUTE) for grade, span in clock.emergency.items()
                },
            )
            for clock in ladder.clocks
        ),
    )


def following(case: Case, by: str) -> str | None:
    """The inject after this one: what is expected `by` an inject is done before that one is shown. None: the end."""
    order = [one.id for one in case.injects]
    return next(iter(order[order.index(by) + 1 :]), None)


def due(case: Case, moment: Moment) -> Expected | None:
    """What a good desk does at this moment."""
    return next((row for row in case.expected if moment_of(case, row) == (moment.inject.id, moment.pause)), None)


def moment_of(case: Case, row: Expected) -> tuple[str, bool]:
    """When a good desk takes a step: in the pause before the inject that is its limit, else as the one before comes."""
    limit = following(case, row.by)
    return (limit, True) if limit in case.pauses and limit else (row.by, False)


def deciding(case: Case, shown: str) -> Answer:
    """What a good desk decides from this inject on: the next expected answer that decides, else to act."""
    order = [one.id for one in case.injects]
    later = order[order.index(shown) :]
    found = (Answer(row.answer) for row in case.expected if row.by in later)
    return next((answer for answer in found if answer in DECIDES), Answer.ACT)
