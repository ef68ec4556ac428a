"""A drill among people: what has arrived at a moment, where the clock stands, what the room is measured against.

Worked out anew each time from when the drill began, its pace and when the room decided: nothing to go out of step.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from upstander.learn.drills import following, pace
from upstander.lib.dates import Month
from upstander.lib.text import Sentence, mark
from upstander.records.cases import Case, Expected, Inject, Pace
from upstander.records.desk import DECIDES, SERIOUS
from upstander.records.drills import (
    Answered,
    Arrival,
    Debrief,
    Deed,
    Drill,
    Halt,
    Issued,
    Measured,
    Paused,
    Scene,
    Shown,
    Stand,
)

PAUSE_SHARES = 3

TITLES: Mapping[str, str] = {
    "signal": mark("A signal, %(when)s"),
    "report": mark("A report, %(when)s"),
    "warning": mark("A warning, %(when)s"),
    "alert": mark("An alert, %(when)s"),
    "decision": mark("A decision, %(when)s"),
    "action": mark("An action, %(when)s"),
    "violence": mark("Violence, %(when)s"),
    "outcome": mark("An outcome, %(when)s"),
}
"""What an inject is called, by its kind."""


def when(inject: Inject) -> str | Month:
    """The day, month or year that an inject is shown under; never finer than it is known."""
    if inject.precision == "month":
        return Month.of(inject.date)
    return f"{inject.date:%Y}" if inject.precision == "year" else inject.date.isoformat()


def title(inject: Inject) -> Sentence:
    """An inject's line."""
    return Sentence(TITLES[inject.kind], {"when": when(inject)})


def stand(case: Case, begins: datetime, given: Pace, decided: Sequence[datetime], now: datetime) -> Stand:
    """What has arrived by `now`. A pause ends with the first decision made in it, else when its time is over."""
    at, arrived, halts = begins, list[Arrival](), list[Halt]()
    for number, inject in enumerate(case.injects, 1):
        if at > now:
            return Stand(tuple(arrived), tuple(halts), next_at=at)
        if inject.id in case.pauses:
            halts.append(halt(len(halts) + 1, inject.id, at, given, [each for each in decided if each <= now]))
            at = halts[-1].ended
            if at > now:
                return Stand(tuple(arrived), tuple(halts), halts[-1], next_at=at)
        arrived.append(Arrival(number, inject, at))
        at += given.share
    return Stand(tuple(arrived), tuple(halts), over=at <= now, next_at=at if at > now else None)


def halt(number: int, before: str, began: datetime, given: Pace, decided: Sequence[datetime]) -> Halt:
    """A pause, with the first decision made in it."""
    latest = began + PAUSE_SHARES * given.share
    return Halt(number, before, began, latest, min((at for at in decided if began <= at < latest), default=None))


def on_clock(pauses: Sequence[tuple[datetime, datetime]], at: datetime) -> datetime:
    """A moment on the drill's own clock, which stands while the drill is paused."""
    return at - sum((min(at, ended) - began for began, ended in pauses if began < at), timedelta(0))


def on_wall(pauses: Sequence[tuple[datetime, datetime]], at: datetime) -> datetime:
    """The moment at which the drill's own clock shows this."""
    for began, ended in pauses:
        if began < at:
            at += ended - began
    return at


def stand_of(drill: Drill, case: Case, decided: Sequence[datetime], now: datetime) -> Stand:
    """The same for a drill as it is kept: nothing arrives before it is started, or after it was ended."""
    if drill.started_at is None:
        return Stand(over=drill.ended_at is not None)
    until = min(now, drill.ended_at or now)
    stood = drill.stood(until)
    known = [on_clock(stood, at) for at in decided if at <= until]
    found = stand(case, drill.started_at, pace(case, drill.minutes), known, on_clock(stood, until))
    found = shifted(found, partial(on_wall, stood))
    return found if drill.ended_at is None else Stand(found.arrived, found.halts, over=True)


def ends(drill: Drill, case: Case, last: datetime) -> datetime:
    """When a drill is over whose last inject was shown at this moment."""
    return on_wall(drill.pauses, on_clock(drill.pauses, last) + pace(case, drill.minutes).share)


def shifted(found: Stand, to: Callable[[datetime], datetime]) -> Stand:
    """The same with every moment put elsewhere."""

    def moved(halt: Halt) -> Halt:
        answered = halt.answered and to(halt.answered)
        return replace(halt, began=to(halt.began), latest=to(halt.latest), answered=answered)

    return replace(
        found,
        arrived=tuple(replace(each, at=to(each.at)) for each in found.arrived),
        halts=tuple(moved(each) for each in found.halts),
        halt=found.halt and moved(found.halt),
        next_at=found.next_at and to(found.next_at),
    )


def scene(case: Case, found: Stand) -> Scene:
    """What may be shown while a drill runs, and nothing else of the case: no id, no source, no mark, no end."""
    shown = tuple(
        Shown(title(each.inject), case.play_place, each.inject.who, each.inject.text, each.at)
        for each in reversed(found.arrived)
    )
    day = when(found.arrived[-1].inject) if found.arrived else ""
    halt = found.halt
    return Scene(
        title=case.play_title,
        place=case.play_place,
        desk=case.desk,
        day=day,
        injects=shown,
        pause=halt.number if halt else 0,
        pause_began=halt.began if halt else None,
        pause_ends=halt.latest if halt else None,
        over=found.over,
    )


def measured(
    case: Case, found: Stand, ended: datetime, issued: Sequence[Issued], answers: Sequence[Answered]
) -> tuple[Measured, ...]:
    """Each expected step beside the gravest alert and the answer that stood when the inject after it was shown.

    In time if the alert was grave enough, and the answer the expected one or stronger than waiting.
    """
    shown = {each.inject.id: each for each in found.arrived}
    injects = {each.id: each for each in case.injects}
    rows, since = list[Measured](), None
    for row in case.expected:
        by = deadline(case, row.by, shown, ended)
        grade = max((each.grade for each in issued if by and each.at <= by), key=SERIOUS.__getitem__, default=None)
        answer = standing(row, [each for each in answers if by and each.at <= by], since)
        grave = grade is not None and SERIOUS[grade] >= SERIOUS[row.grade_at_least]
        rows.append(Measured(row, injects[row.by], by, grade, answer, grave and answer in {row.answer, "act"}))
        since = by or since
    return tuple(rows)


def standing(row: Expected, given: Sequence[Answered], since: datetime | None) -> str:
    """The newest answer; but to refer, or to ask first, is not undone by the decision that it leads to."""
    lately = {each.answer for each in given if since is None or each.at > since}
    if row.answer not in DECIDES and row.answer in lately:
        return row.answer
    return given[-1].answer if given else ""


def deadline(case: Case, by: str, shown: Mapping[str, Arrival], ended: datetime) -> datetime | None:
    """When the inject after `by` was shown, else the end; None where not even `by` was."""
    after = following(case, by)
    if after is not None and after in shown:
        return shown[after].at
    return ended if by in shown else None


def paused(case: Case, found: Stand, answers: Sequence[Answered]) -> tuple[Paused, ...]:
    """Each pause with the room's answer and the point of history it stands for."""
    points = {point["pause_before"]: point for point in case.turning_points}
    return tuple(
        Paused(each, next((one for one in answers if one.at == each.answered), None), points[each.before])
        for each in found.halts
    )


def debrief(
    case: Case,
    found: Stand,
    span: tuple[datetime, datetime],
    issued: Sequence[Issued],
    answers: Sequence[Answered],
    deeds: Sequence[Deed],
) -> Debrief:
    """Everything that is said when a drill is over; `span`: from when until when it was played."""
    began, ended = span
    told = tuple(sorted((each for each in deeds if began <= each.at <= ended), key=lambda each: each.at))
    rows = measured(case, found, ended, issued, answers)
    return Debrief(case, found, began, ended, told, rows, paused(case, found, answers))
