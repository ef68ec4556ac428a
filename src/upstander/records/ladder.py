"""The ladder that a signal climbs until somebody answers: its steps, who was called, who owns which step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from upstander.records.desk import Grade, Status
from upstander.records.people import Role

SOON = timedelta(hours=12)
"""The longest that the first human decision on what is imminent may take."""


class StepId(StrEnum):
    """The steps, in the order in which they are taken."""

    ACKNOWLEDGE = "acknowledge"
    TRIAGE = "triage"
    VERIFY = "verify"
    ASSESS = "assess"
    NOTE = "note"
    DECIDE = "decide"
    ACT = "act"
    REVIEW = "review"


class Lane(StrEnum):
    """Normal: one step after the other. Emergency: verification, assessment and decision side by side."""

    NORMAL = "normal"
    EMERGENCY = "emergency"


class Happening(StrEnum):
    """What the ladder does by itself."""

    CALLED = "called"
    EMPTY = "empty"
    OVERDUE = "overdue"
    LAPSED = "lapsed"
    EXHAUSTED = "exhausted"
    WARNED = "warned"
    OUTSIDE = "outside"
    BORDER = "border"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Rule:
    """One step as the file has it: whom it calls in turn, and the time it is given for each grade."""

    id: StepId
    name: str
    duty: Role
    deputies: tuple[Role, ...]
    allowed: Mapping[Grade, timedelta]


@dataclass(frozen=True, slots=True)
class Clock:
    """One arrow of the chain: from where to where, and its target for each grade; None where there is none."""

    id: str
    begins: str
    ends: str
    targets: Mapping[Grade, timedelta | None]
    emergency: Mapping[Grade, timedelta | None]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rules a desk runs by. `contact`: how long a called person has to take a step; `lapse`: how long an owner may
    leave it without an entry; `limits`: signal (for imminent: first mark) to first human decision; `warned`: how long
    a silent recipient has, once warned, before the ladder leaves the organisation; `again`: how soon after its review
    what stays imminent is reviewed again.
    """

    rules: Mapping[StepId, Rule]
    order: tuple[StepId, ...]
    side_by_side: frozenset[StepId]
    note_after_decision: timedelta
    contact: Mapping[Grade, timedelta]
    lapse: Mapping[Grade, timedelta]
    limits: Mapping[Grade, timedelta]
    ungraded: Grade
    clocks: tuple[Clock, ...]
    owner: Role
    warned: Mapping[Grade, timedelta]
    again: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """A person answers for a role from one moment to another. `deputy` orders people of one role: 0 is called first.

    `reserve`: on the roster, outside working hours; called only where something is imminent. `outside`: of another
    organisation; called by itself only for `grades`, for which a written authority lives.
    """

    person: int
    role: Role
    begins: datetime
    ends: datetime
    deputy: int = 0
    id: str = ""
    name: str = ""
    reason: str = ""
    reserve: bool = False
    outside: bool = False
    grades: frozenset[Grade] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one thread; `called` names the people called so far, oldest first.

    `held_until`: the deadline of whoever owns it, after which the ladder goes on without them. `done_by`: 0 if it was
    passed over.
    """

    id: StepId
    opened_at: datetime
    due_at: datetime
    called: tuple[int, ...] = ()
    called_at: datetime | None = None
    owner: int = 0
    owned_at: datetime | None = None
    entry_at: datetime | None = None
    overdue_at: datetime | None = None
    exhausted_at: datetime | None = None
    done_at: datetime | None = None
    done_by: int = 0
    warned_at: datetime | None = None
    held_until: datetime | None = None

    @property
    def asked(self) -> int:
        """The person called last; 0 if nobody was."""
        return self.called[-1] if self.called else 0

    @property
    def passed_over(self) -> bool:
        """Whether the thread went on without it: it is closed, and nobody did it."""
        return self.done_at is not None and not self.done_by


@dataclass(frozen=True, slots=True)
class Thread:
    """One cause on its way up the ladder: everything that belongs to it shares its clocks.

    `quiet`: a trigger of the grade Watch opened it; nobody is called before its first step is overdue.
    `lane_asked_by`: who said alone that it is imminent; the emergency lane takes two, and so does the
    end of what is imminent: `close_asked_by` has asked for it. `urged`: a graver grade at which
    the same cause was heard again; its hours count until a person grades anew. `next_at`: when it next does something
    by itself, as it was kept. `barred`: by step, whom it neither calls nor stays with, and why.
    """

    id: str
    situation: str
    status: Status
    opened_at: datetime
    title: str = ""
    evidence_at: datetime | None = None
    grade: Grade | None = None
    lane: Lane = Lane.NORMAL
    imminent_at: datetime | None = None
    graded_at: datetime | None = None
    steps: tuple[Step, ...] = ()
    closed_at: datetime | None = None
    closed_reason: str = ""
    quiet: bool = False
    lane_asked_by: int = 0
    close_asked_by: int = 0
    urged: Grade | None = None
    next_at: datetime | None = field(default=None, compare=False)
    barred: Mapping[StepId, Mapping[int, str]] = field(default_factory=dict, compare=False)

    def step(self, id: StepId) -> Step | None:
        """The step, if it was ever opened."""
        return next((step for step in self.steps if step.id is id), None)

    def is_open(self, id: StepId) -> bool:
        """Whether the step waits to be done."""
        step = self.step(id)
        return step is not None and step.done_at is None

    def out(self, id: StepId) -> Mapping[int, str]:
        """Whom the step neither calls nor stays with, and why."""
        return self.barred.get(id, {})

    @property
    def open_steps(self) -> tuple[Step, ...]:
        """Steps that still wait to be done."""
        return tuple(step for step in self.steps if step.done_at is None)


@dataclass(frozen=True, slots=True)
class StepEntry:
    """What the owner of a step wrote on it; `withheld`: its class does not let this reader have the words."""

    step: StepId
    by: str
    at: datetime
    text: str
    id: int = 0
    withheld: bool = False
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that the ladder did at a moment: `person` was called, 0 where nobody could be."""

    at: datetime
    step: StepId
    what: Happening
    person: int = 0


@dataclass(frozen=True, slots=True)
class Move:
    """A thread before and after doing what fell due; what happened; when it next does something by itself."""

    before: Thread
    after: Thread
    events: tuple[Event, ...]
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """Rules as they ran from a moment on: who made them run; number 0, without a day, came with the product."""

    number: int
    text: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a clock as it stood before what it is measured by changed."""

    thread: str
    clock: str
    grade: Grade
    began: datetime
    ended: datetime | None
    took: timedelta
    target: timedelta | None
