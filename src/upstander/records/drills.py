"""A drill for people: who plays what, what has arrived, where the clock stands, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from upstander.lib.dates import Month
from upstander.lib.text import Sentence
from upstander.records.cases import Case, Expected, Inject
from upstander.records.desk import Grade
from upstander.records.people import Role


class Part(StrEnum):
    """What somebody plays in a drill."""

    ANALYST = "analyst"
    SECOND_READER = "second_reader"
    DESK_HEAD = "desk_head"
    DECISION_MAKER = "decision_maker"
    NEXT_OWNER = "next_owner"
    OUTSIDER = "outsider"


HOLDS: Mapping[Part, Role] = {
    Part.ANALYST: Role.ANALYST,
    Part.SECOND_READER: Role.ANALYST,
    Part.DESK_HEAD: Role.FOCAL_POINT,
    Part.DECISION_MAKER: Role.DECISION_MAKER,
    Part.NEXT_OWNER: Role.DECISION_MAKER,
    Part.OUTSIDER: Role.ANALYST,
}
"""The role that each part takes. The outsider holds one too, and is granted nothing."""

ROOM: tuple[Part, ...] = (Part.ANALYST, Part.SECOND_READER, Part.DESK_HEAD, Part.DECISION_MAKER)
"""Parts that the ladder calls, in this order."""

PLAYED: tuple[Part, ...] = (*ROOM, Part.NEXT_OWNER)
"""Parts that see the drill. The next owner is called by nobody: they own what the decision maker refers to them."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Who plays a part. `own`: the account was made for this drill. `joined_at`: first seen in the room."""

    part: Part
    person: int
    name: str
    own: bool = False
    joined_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill as it is kept: what has arrived is worked out from it at any moment, so that it can die and go on."""

    id: str
    case: str
    situation: str
    iso3: str
    minutes: int
    opened_by: int
    opened_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    cleared_at: datetime | None = None
    by_itself: bool = False
    seats: tuple[Seat, ...] = ()
    paused_at: datetime | None = None
    pauses: tuple[tuple[datetime, datetime], ...] = ()

    @property
    def state(self) -> str:
        """In one word: ready, running, paused or over."""
        if self.ended_at is not None:
            return "over"
        if self.started_at is None:
            return "ready"
        return "running" if self.paused_at is None else "paused"

    @property
    def runs(self) -> bool:
        """Whether it has been started and is not over; paused or not."""
        return self.started_at is not None and self.ended_at is None

    def stood(self, now: datetime) -> tuple[tuple[datetime, datetime], ...]:
        """From when until when its clock stood, up to now."""
        return self.pauses if self.paused_at is None else (*self.pauses, (self.paused_at, max(now, self.paused_at)))

    def seat(self, part: Part) -> Seat | None:
        """Who plays this part."""
        return next((seat for seat in self.seats if seat.part is part), None)

    def part_of(self, person: int) -> Part | None:
        """What this person plays."""
        return next((seat.part for seat in self.seats if seat.person == person), None)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An inject that has become known: which in turn, and when in real time."""

    number: int
    inject: Inject
    at: datetime


@dataclass(frozen=True, slots=True)
class Halt:
    """A pause before an inject: the case clock stands until the room decides, or its time is over."""

    number: int
    before: str
    began: datetime
    latest: datetime
    answered: datetime | None = None

    @property
    def ended(self) -> datetime:
        """When the clock goes on, as far as is known."""
        return self.answered or self.latest


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a drill stands at a moment. `halt`: the pause that runs; `next_at`: when something happens by itself."""

    arrived: tuple[Arrival, ...] = ()
    halts: tuple[Halt, ...] = ()
    halt: Halt | None = None
    over: bool = False
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """An inject as the room reads it: its line, where, who says so, what, and when it came in."""

    title: Sentence
    place: str
    who: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that may be shown of a case while it is played, the newest inject first. `pause` 0: none runs."""

    title: str
    place: str
    desk: str
    day: str | Month
    injects: tuple[Shown, ...]
    pause: int
    pause_began: datetime | None
    pause_ends: datetime | None
    over: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """A decision of the room: when, what, by whom, on which alert, with which reason and dissent."""

    at: datetime
    answer: str
    name: str
    alert: str
    reason: str = ""
    dissent: str = ""


@dataclass(frozen=True, slots=True)
class Issued:
    """An alert of the room: when it was issued, by whom, how grave, what it asked."""

    at: datetime
    grade: Grade
    name: str
    alert: str
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that the room did: what, when, who."""

    what: str
    at: datetime
    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was expected, beside what the room had done by then. `by` None: the drill ended before it was due."""

    expected: Expected
    after: Inject
    by: datetime | None
    grade: Grade | None
    answer: str
    in_time: bool


@dataclass(frozen=True, slots=True)
class Paused:
    """A pause of the drill, how the room answered it, and what was decided in history at that point."""

    halt: Halt
    answer: Answered | None
    turning_point: Mapping[str, object]

    @property
    def took(self) -> timedelta | None:
        """How long the room took to decide; None for a pause that ended by itself."""
        return self.halt.answered - self.halt.began if self.halt.answered else None


@dataclass(frozen=True, slots=True)
class Debrief:
    """What is said when a drill is over."""

    case: Case
    stand: Stand
    began: datetime
    ended: datetime
    deeds: tuple[Deed, ...]
    measured: tuple[Measured, ...]
    pauses: tuple[Paused, ...]

    @property
    def in_time(self) -> int:
        """How many expected steps were taken in time."""
        return sum(each.in_time for each in self.measured)
