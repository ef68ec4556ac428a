"""The clocks of the chain: from signal to outcome, each against the target set beforehand for its grade."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from upstander.records.desk import Grade
from upstander.records.ladder import Clock, Ladder, Lane, Run, StepId, Thread


class ClockState(StrEnum):
    """How a clock stands. `missing`: its end is not there, and its time is not up or has not begun."""

    WITHIN = "within"
    OVER = "over"
    MISSING = "missing"
    CANNOT = "cannot be computed"


@dataclass(frozen=True, slots=True)
class Moments:
    """When each thing of one thread happened; None for what has not, or is not known.

    `urgent`: graded imminent; `answered`: first decided since it was marked so. `ungraded`, `unacted`: when the thread
    went on without that step, which will not be done any more. `reviewed_from`: the first step done, or the review that
    came round.
    """

    evidence: datetime | None = None
    logged: datetime | None = None
    graded: datetime | None = None
    issued: datetime | None = None
    acknowledged: datetime | None = None
    decided: datetime | None = None
    answered: datetime | None = None
    acted: datetime | None = None
    outcome: datetime | None = None
    called: datetime | None = None
    urgent: datetime | None = None
    ungraded: datetime | None = None
    unacted: datetime | None = None
    reviewed_from: datetime | None = None

    def put(self, to: Callable[[datetime], datetime]) -> "Moments":
        """The same moments on another clock."""
        return Moments(**{name: at and to(at) for name, at in asdict(self).items()})


def moments(thread: Thread, answer: Mapping[str, datetime | None]) -> Moments:
    """When each thing of a thread happened, from its steps and from the answers to its alert."""
    triage, decide = thread.step(StepId.TRIAGE), thread.step(StepId.DECIDE)
    act, review = thread.step(StepId.ACT), thread.step(StepId.REVIEW)
    ungraded = triage.done_at if triage and triage.passed_over and thread.graded_at == triage.done_at else None
    unacted = act.done_at if act and act.passed_over else None
    acted = act.done_at if act and not unacted else None
    return Moments(
        evidence=thread.evidence_at,
        logged=thread.opened_at,
        graded=None if ungraded else thread.graded_at,
        issued=answer.get("issued"),
        acknowledged=answer.get("acknowledged"),
        decided=answer.get("decided"),
        answered=answer.get("answered"),
        acted=acted,
        outcome=review.done_at if review else None,
        called=decide.opened_at if decide else None,
        urgent=max(filter(None, (thread.graded_at, thread.imminent_at)), default=None) if thread.graded_at else None,
        ungraded=ungraded,
        unacted=unacted,
        reviewed_from=max(acted, review.opened_at) if acted and review else acted,
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """One clock of one thread: how long it took, or has run so far, against its target."""

    clock: str
    grade: Grade
    state: ClockState
    began: datetime | None
    ended: datetime | None
    took: timedelta | None
    target: timedelta | None


@dataclass(frozen=True, slots=True)
class Tally:
    """One clock over many threads of one grade. `median` is of those that ended."""

    clock: str
    grade: Grade
    target: timedelta | None
    median: timedelta | None
    states: Mapping[ClockState, int]


ENDS: Mapping[str, tuple[str, str]] = {
    "signal": ("evidence", "logged"),
    "triage": ("logged", "graded"),
    "alert": ("graded", "issued"),
    "acknowledge": ("issued", "acknowledged"),
    "decide": ("issued", "decided"),
    "first_action": ("decided", "acted"),
    "outcome": ("reviewed_from", "outcome"),
}
"""Where each clock of the file begins and ends, by the names of `Moments`."""

ENDS_IN_EMERGENCY: Mapping[str, tuple[str, str]] = {
    **ENDS,
    "alert": ("decided", "issued"),
    "acknowledge": ("called", "acknowledged"),
    "decide": ("urgent", "answered"),
}
"""The same in the emergency lane, where the written note follows the decision."""


PASSED_OVER: Mapping[str, str] = {"graded": "ungraded", "acted": "unacted"}
"""What stops a clock whose end was passed over: it is missing for good, or over if its time was up by then."""


NOTE = "alert"
"""In an emergency the note may follow the decision; one written before it is in time."""


def read(clock: Clock, moments: Moments, grade: Grade, lane: Lane, now: datetime) -> Reading:
    """One clock of one thread at a moment."""
    emergency = lane is Lane.EMERGENCY
    begins, ends = (ENDS_IN_EMERGENCY if emergency else ENDS)[clock.id]
    began, ended = getattr(moments, begins), getattr(moments, ends)
    if emergency and clock.id == NOTE and began and ended:
        began = min(began, ended)
    target = (clock.emergency if emergency else clock.targets)[grade]
    until = ended or getattr(moments, PASSED_OVER.get(ends, ""), None) or now
    took = until - began if began else None
    return Reading(clock.id, grade, state_of(began, ended, took, target), began, ended, took, target)


def state_of(
    began: datetime | None, ended: datetime | None, took: timedelta | None, target: timedelta | None
) -> ClockState:
    """The state of a clock; one that ends before it begins, or without having begun, is never a good time."""
    if began is None or took is None:
        return ClockState.MISSING if ended is None else ClockState.CANNOT
    if ended is not None and ended < began:
        return ClockState.CANNOT
    if target is not None and took > target:
        return ClockState.OVER
    return ClockState.MISSING if ended is None else ClockState.WITHIN


def readings(ladder: Ladder, moments: Moments, grade: Grade | None, lane: Lane, now: datetime) -> tuple[Reading, ...]:
    """Every clock of one thread, in the order of the chain."""
    return tuple(read(clock, moments, grade or ladder.ungraded, lane, now) for clock in ladder.clocks)


COUNTS = (ClockState.WITHIN, ClockState.OVER)
"""States that a median is made of: a clock whose ends contradict each other is in none of them."""


def settled(before: Thread, found: Iterable[Reading]) -> list[Run]:
    """Clocks for which a change comes too late: those that were missed, and those that have ended at a grade."""
    return [
        Run(before.id, each.clock, each.grade, each.began, each.ended, each.took, each.target)
        for each in found
        if each.state in COUNTS and each.began and each.took is not None
        if before.grade or each.ended is None
    ]


def of_thread(
    thread: Thread, answer: Mapping[str, datetime | None], ladder: Ladder, kept: Iterable[Run], now: datetime
) -> tuple[Reading, ...]:
    """The clocks of a thread that is no exercise; once it is closed they run no further."""
    until = min(now, thread.closed_at or now)
    return as_stood(readings(ladder, moments(thread, answer), thread.grade, thread.lane, until), kept)


def retargeted(old: Ladder, new: Ladder) -> set[str]:
    """Clocks to which other rules give other targets."""
    same = new.clocks if old.ungraded is new.ungraded else ()
    return {clock.id for clock in old.clocks if clock not in same}


def as_stood(found: Iterable[Reading], kept: Iterable[Run]) -> tuple[Reading, ...]:
    """Readings by the targets that counted when a clock ended or passed them, after its earlier runs that were missed.

    `kept`: how its clocks stood before each change of the grade, of the lane or of the targets, and before a new run.
    """
    before = list(kept)
    return tuple(
        each for reading in found for each in runs(reading, [old for old in before if old.clock == reading.clock])
    )


def runs(reading: Reading, kept: Sequence[Run]) -> list[Reading]:
    """The missed runs of one clock before this one, then this one."""
    same = same_run(kept, reading)
    before = [reread(old) for old in kept if old is not same]
    return [*(old for old in before if old.state is ClockState.OVER), stood(reading, same)]


def reread(run: Run) -> Reading:
    """A clock that was kept."""
    state = state_of(run.began, run.ended, run.took, run.target)
    return Reading(run.clock, run.grade, state, run.began, run.ended, run.took, run.target)


def same_run(kept: Sequence[Run], reading: Reading) -> Run | None:
    """The one that began, or else ended, with it: a lane has beginnings of its own."""
    begun = [old for old in kept if old.began == reading.began]
    return next(iter(begun or [old for old in kept if old.ended is not None and old.ended == reading.ended]), None)


def stood(reading: Reading, old: Run | None) -> Reading:
    """A reading as it stood: what had ended stays, what had run over goes on against the target that it missed."""
    if old is None or old.ended is not None:
        return reread(old) if old else reading
    state = state_of(reading.began, reading.ended, reading.took, old.target)
    return replace(reading, grade=old.grade, target=old.target, state=state)


def tallies(ladder: Ladder, found: Iterable[Reading]) -> tuple[Tally, ...]:
    """Each clock's states and median by grade; grades without a thread are left out."""
    kept = list(found)
    return tuple(
        tally(clock, grade, mine)
        for clock in ladder.clocks
        for grade in Grade
        if (mine := [each for each in kept if (each.clock, each.grade) == (clock.id, grade)])
    )


def tally(clock: Clock, grade: Grade, found: Sequence[Reading]) -> Tally:
    """One clock of one grade over its threads."""
    ended = [
        each.took.total_seconds() for each in found if each.ended and each.took is not None and each.state in COUNTS
    ]
    states = {state: sum(each.state is state for each in found) for state in ClockState}
    return Tally(clock.id, grade, clock.targets[grade], timedelta(seconds=median(ended)) if ended else None, states)
