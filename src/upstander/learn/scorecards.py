"""What became of warnings and of answers. Pure: figures and rows in, counts with their reasons out."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import sqrt

from upstander.lib.dates import Month, months
from upstander.records.alert_life import ENDS, AlertKind
from upstander.records.desk import SERIOUS, Answer, Tlp
from upstander.records.ladder import Step, StepId, Thread
from upstander.records.scorecards import (
    AnswerTally,
    Begun,
    Came,
    DecisionTally,
    DeskTotals,
    DoorTally,
    Followed,
    Missed,
    Past,
    Rate,
    Scorecard,
    Scored,
    StepTally,
    Told,
    TriggerTally,
    Warned,
    Withdrawn,
)

AHEAD = timedelta(days=365)
"""How long before the beginning a warning must come, and how long after a warning a beginning is waited for."""

BELOW = 12
"""Months up to a warning in which it had begun already."""

SURE = 1.959964
"""Standard deviations that hold 19 of 20."""

FEW = 5
"""Fewer settled warnings than this tell too much of each: the desk's totals are not shown."""

Pasts = Callable[[str, int], Past]
"""What the figures say of a State and a threshold."""


def by_cause(warned: Iterable[Warned]) -> list[Warned]:
    """One warning for each cause: a thread with all of its alerts and their updates, and everybody they asked."""
    groups: dict[str, list[Warned]] = {}
    for each in warned:
        groups.setdefault(each.thread or each.id, []).append(each)
    return sorted((together(each) for each in groups.values()), key=lambda one: (one.issued_at, one.id), reverse=True)


def together(alerts: Sequence[Warned]) -> Warned:
    """Alerts of one thread as one warning: issued when the first was, in its last words, as grave as the gravest."""
    ordered = sorted(alerts, key=lambda each: (each.issued_at, each.turn, each.id))
    lines: dict[str, list[Warned]] = {}
    for each in ordered:
        lines.setdefault(each.line or each.id, []).append(each)
    stands = [next((each for each in reversed(line) if each.kind not in ENDS), line[0]) for line in lines.values()]
    outcomes = [each.outcome for each in alerts if each.outcome]
    return replace(
        stands[0],
        issued_at=ordered[0].issued_at,
        withdrawn=withdrawn([line[-1] for line in lines.values()]),
        grade=max((each.grade for each in stands), key=SERIOUS.__getitem__),
        tlp=max((each.tlp for each in alerts), key=list(Tlp).index),
        trigger=next((each.trigger for each in alerts if each.trigger), ""),
        threshold=next((each.threshold for each in alerts if each.trigger), ordered[0].threshold),
        told=tuple(one for each in alerts for one in each.told),
        doors=tuple(dict.fromkeys(door for each in alerts for door in each.doors)),
        outcome=max(outcomes, key=lambda each: each.at, default=None),
    )


def withdrawn(ends: Sequence[Warned]) -> Withdrawn | None:
    """That everything of which a thread warned was cancelled, with the reason of the last cancellation."""
    if any(each.kind is not AlertKind.CANCEL for each in ends):
        return None
    last = max(ends, key=lambda each: each.issued_at)
    return Withdrawn(last.issued_at.date(), last.by, last.reason)


def score(warned: Warned, past: Past) -> Scored:
    """What came of a warning: that it was cancelled; else a person's dated account if there is one, else the figures.

    A hit is a beginning within 365 days after it. Late: it was under way in the 12 months up to that of the warning,
    and had begun on the day that is told.
    """
    if warned.withdrawn is not None:
        gone = warned.withdrawn
        return Scored(warned, Came.CANCELLED, gone.on, gone.reason, by=gone.by)
    if warned.outcome is not None:
        return told_by_a_person(warned)
    issued = warned.issued_at.date()
    for begun in past.begun:
        if 0 < (begun.month.first_day - issued).days <= AHEAD.days:
            return Scored(warned, Came.HIT, begun.month.first_day, past.vintage)
    lately = months(Month.of(issued) - (BELOW - 1), Month.of(issued))
    if reached := [month for month in lately if month in past.reached]:
        began = max((each.month for each in past.begun if each.month <= Month.of(issued)), default=reached[0])
        return Scored(warned, Came.LATE, began.first_day, past.vintage)
    settled = issued + AHEAD <= past.until
    return Scored(warned, Came.FALSE_ALARM if settled else Came.OPEN, None, past.vintage)


def told_by_a_person(warned: Warned) -> Scored:
    """The same by the account of a named person."""
    said = warned.outcome
    if said is None:
        raise ValueError("nobody said what came of it")
    came = Came.FALSE_ALARM
    if said.happened:
        came = Came.HIT if said.on > warned.issued_at.date() else Came.LATE
    return Scored(warned, came, said.on if said.happened else None, said.source, by=said.by)


def missed(begun: Iterable[Begun], warned: Sequence[Warned], watched: Mapping[str, date], vintage: str) -> list[Missed]:
    """Beginnings in States watched before, of which no warning was issued in the 365 days before; newest first.

    One that was warned of after it had begun is late, and missed as well: nobody was warned in time.
    """
    about: dict[str, list[Warned]] = {}
    for one in warned:
        about.setdefault(one.iso3, []).append(one)
    found = [
        Missed(each, vintage)
        for each in begun
        if (since := watched.get(each.iso3)) is not None
        and since < each.month.first_day
        and not any(in_time(one, each.month.first_day) for one in about.get(each.iso3, ()))
    ]
    return sorted(found, key=lambda one: (one.begun.month, one.begun.iso3), reverse=True)


def in_time(warned: Warned, first: date) -> bool:
    """Whether a warning was issued in the 365 days before that day, and still stood on it."""
    gone = warned.withdrawn is not None and warned.withdrawn.on < first
    return not gone and 0 < (first - warned.issued_at.date()).days <= AHEAD.days


def rate(count: int, of: int) -> Rate:
    """A share with Wilson's interval: honest where numbers are small."""
    if not of:
        return Rate(0, 0)
    share, square = count / of, SURE * SURE
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = SURE * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return Rate(count, of, max(0.0, middle - reach), min(1.0, middle + reach))


def unanswered(told: Told, now: datetime) -> bool:
    """Whether the deadline to decide has passed without a decision; whoever was taken off owes none."""
    return told.decided_at is None and told.decide_by <= now and not told.taken_off


def nobody_answered(warned: Warned, now: datetime) -> bool:
    """Whether everybody's deadline has passed and nobody decided."""
    asked = [each for each in warned.told if not each.taken_off]
    return bool(asked) and all(unanswered(each, now) for each in asked)


def institutions(warned: Iterable[Warned], now: datetime) -> tuple[AnswerTally, ...]:
    """How each institution answered; people without one count under their role."""
    groups: dict[tuple[str, str], list[Told]] = {}
    for told in (each for one in warned for each in one.told):
        groups.setdefault((told.institution, "" if told.institution else str(told.role or "")), []).append(told)
    return tuple(
        AnswerTally(
            institution=name,
            role=None if name else told[0].role,
            asked=len(told),
            in_time=sum(each.decided_at is not None and each.decided_at <= each.decide_by for each in told),
            late=sum(each.decided_at is not None and each.decided_at > each.decide_by for each in told),
            unanswered=sum(unanswered(each, now) for each in told),
            waiting=sum(each.decided_at is None and each.decide_by > now and not each.taken_off for each in told),
            taken_off=sum(each.taken_off for each in told),
            answers=dict(Counter(each.answer for each in told if each.answer)),
        )
        for (name, _), told in sorted(groups.items())
    )


def in_its_time(step: Step) -> bool:
    """Whether a step was closed before its time was up."""
    return step.done_at is not None and step.done_at <= step.due_at


def steps(threads: Iterable[Thread], now: datetime) -> tuple[StepTally, ...]:
    """How each step of the ladder went; over: it was open after its time, whoever closed it."""
    opened = [step for thread in threads for step in thread.steps]
    return tuple(
        StepTally(
            id,
            opened=len(mine),
            in_time=sum(in_its_time(each) and not each.passed_over for each in mine),
            passed_over=sum(in_its_time(each) and each.passed_over for each in mine),
            over=sum((each.done_at or now) > each.due_at for each in mine),
            waiting=sum(each.done_at is None and each.due_at >= now for each in mine),
        )
        for id in StepId
        if (mine := [step for step in opened if step.id is id])
    )


def decisions(scored: Iterable[Scored]) -> tuple[DecisionTally, ...]:
    """What followed upon each kind of answer."""
    scored = list(scored)
    pairs = Counter((told.answer, one.came) for one in scored for told in one.warned.told if told.answer)
    loose = Counter(told.answer for one in scored for told in one.warned.told if told.unconfirmed)
    return tuple(
        DecisionTally(answer, counts, loose[answer])
        for answer in Answer
        if (counts := {came: pairs[answer, came] for came in Came if pairs[answer, came]})
    )


def followed(scored: Iterable[Scored]) -> tuple[Followed, ...]:
    """Each answer that stands with what came of its warning, the newest first."""
    found = [Followed(told, one) for one in scored for told in one.warned.told if told.answer and told.decided_at]
    return tuple(sorted(found, key=lambda each: each.told.decided_at or each.told.decide_by, reverse=True))


def triggers(scored: Sequence[Scored], now: datetime) -> tuple[TriggerTally, ...]:
    """What came of each trigger's warnings."""
    names = sorted({each.warned.trigger for each in scored})
    return tuple(
        TriggerTally(
            name,
            dict(Counter(each.came for each in scored if each.warned.trigger == name)),
            sum(nobody_answered(each.warned, now) for each in scored if each.warned.trigger == name),
        )
        for name in names
    )


def doors(scored: Sequence[Scored]) -> tuple[DoorTally, ...]:
    """What came of the warnings taken to each mechanism."""
    names = sorted({door for each in scored for door in each.warned.doors})
    return tuple(
        DoorTally(name, dict(Counter(each.came for each in scored if name in each.warned.doors))) for name in names
    )


def scorecard(
    warned: Sequence[Warned], missing: Sequence[Missed], threads: Iterable[Thread], pasts: Pasts, now: datetime
) -> Scorecard:
    """The card of what one viewer may see."""
    scored = tuple(score(each, pasts(each.iso3, each.threshold)) for each in warned)
    count = Counter(each.came for each in scored)
    settled = count[Came.HIT] + count[Came.LATE] + count[Came.FALSE_ALARM]
    ahead = {(each.warned.iso3, each.on) for each in scored if each.came is Came.HIT}
    told = [each for one in warned for each in one.told if each.decided_at or unanswered(each, now)]
    return Scorecard(
        scored=scored,
        missed=tuple(missing),
        unanswered=sum(nobody_answered(each, now) for each in warned),
        right=rate(count[Came.HIT], settled),
        warned_of=rate(len(ahead), len(ahead) + len(missing)),
        answered=rate(sum(bool(each.decided_at and each.decided_at <= each.decide_by) for each in told), len(told)),
        triggers=triggers(scored, now),
        doors=doors(scored),
        steps=steps(threads, now),
        institutions=institutions(warned, now),
        decisions=decisions(scored),
        followed=followed(scored),
    )


def totals(warned: Sequence[Warned], pasts: Pasts, now: datetime) -> DeskTotals:
    """The whole desk for everybody who works at it: settled warnings alone, and none of them where there are few."""
    scored = [score(each, pasts(each.iso3, each.threshold)) for each in warned]
    settled = [each for each in scored if each.came is not Came.OPEN and each.warned.issued_at + AHEAD <= now]
    if len(settled) < FEW:
        return DeskTotals(None, None, None, None, None)
    count = Counter(each.came for each in settled)
    silent = sum(nobody_answered(each.warned, now) for each in settled)
    counts = count[Came.HIT], count[Came.LATE], count[Came.FALSE_ALARM], silent, count[Came.CANCELLED]
    return DeskTotals(len(settled), *counts)
