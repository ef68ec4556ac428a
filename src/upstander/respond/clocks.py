"""The clocks of the chain: from signal to outcome, each against the target set beforehand for its grade."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from upstander.records.desk import Grade
from upstander.records.ladder import Clock, Ladder, Lane


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
