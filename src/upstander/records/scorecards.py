"""How warnings and decisions turned out: what came of each, in numbers that name institutions, never persons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from upstander.lib.dates import Month
from upstander.records.alert_life import AlertKind
from upstander.records.desk import Answer, Grade, Tlp
from upstander.records.ladder import StepId
from upstander.records.people import Role


class Came(StrEnum):
    """What came of a warning: it came first, it came after the beginning, nothing followed, it was withdrawn as a
    mistake, not yet known."""

    HIT = "hit"
    LATE = "late"
    FALSE_ALARM = "false_alarm"
    CANCELLED = "cancelled"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A named person's account of what came of an alert: dated, with its source. The newest one counts.

    `on`: the day on which it began, or the day until which nothing had. `erased_at`: its words are gone, it counts on.
    """

    id: str
    alert: str
    happened: bool
    on: date
    source: str
    by: str
    at: datetime
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An institution that was asked: by when it had to answer, and when it did. `unconfirmed`: its answer was given
    elsewhere, and rests on the word of whoever recorded it. `taken_off`: nothing is asked of it any more.
    """

    institution: str
    role: Role | None
    acknowledge_by: datetime
    decide_by: datetime
    acknowledged_at: datetime | None = None
    decided_at: datetime | None = None
    answer: Answer | None = None
    unconfirmed: bool = False
    taken_off: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A warning was cancelled as a mistake: on which day, by whom, why."""

    on: date
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Warned:
    """One cause of which the desk warned, whatever the number of its alerts: `issued_at` is the first one's, the text
    is that of its last version.

    `line`, `turn`, `kind`, `by` and `reason` place an alert among its updates; `withdrawn`: all of them were cancelled.

    `trigger` is empty where a person thought of it. `threshold`: deaths in a month that count as what it warned of.
    `doors`: mechanisms of other organisations that somebody knocked at about it.
    """

    id: str
    thread: str
    situation: str
    iso3: str
    title: str
    grade: Grade
    issued_at: datetime
    trigger: str = ""
    threshold: int = 0
    tlp: Tlp = Tlp.AMBER
    doors: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    outcome: Outcome | None = None
    line: str = ""
    turn: int = 0
    kind: AlertKind = AlertKind.ALERT
    by: str = ""
    reason: str = ""
    withdrawn: Withdrawn | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """Violence reached a threshold in a State after 12 months below it."""

    iso3: str
    month: Month
    deaths: int


@dataclass(frozen=True, slots=True)
class Past:
    """What the figures say of one State and one threshold: when it began, in which months it was reached.

    `until`: the last day that the figures cover. `vintage` names them.
    """

    begun: tuple[Begun, ...]
    reached: frozenset[Month]
    until: date
    vintage: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A warning and what came of it; `on`: the day on which it began; `by`: who says so, empty for the figures."""

    warned: Warned
    came: Came
    on: date | None
    source: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """One answer that stands, and what came of the warning that it answers."""

    told: Told
    scored: Scored


@dataclass(frozen=True, slots=True)
class Missed:
    """It began in a State that somebody watched, and no warning had been issued in the 365 days before."""

    begun: Begun
    vintage: str
    low: int | None = None
    high: int | None = None
    known_at: date | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many, and the range in which the true share lies 19 times in 20; None without any."""

    count: int
    of: int
    low: float | None = None
    high: float | None = None

    @property
    def share(self) -> float | None:
        """The share; None of nothing."""
        return self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class AnswerTally:
    """How an institution answered what it was asked: in time, after its deadline, not at all though it has passed.

    `taken_off`: it was asked, and then asked no more before it answered.
    """

    institution: str
    role: Role | None
    asked: int
    in_time: int
    late: int
    unanswered: int
    waiting: int
    answers: Mapping[Answer, int]
    taken_off: int = 0


@dataclass(frozen=True, slots=True)
class StepTally:
    """How one step of the ladder went over all threads: done in time, passed over, after its time, or still open."""

    step: StepId
    opened: int
    in_time: int
    passed_over: int
    over: int
    waiting: int


@dataclass(frozen=True, slots=True)
class DecisionTally:
    """What followed upon one kind of answer; `unconfirmed` of them rest on the word of whoever recorded them."""

    answer: Answer
    counts: Mapping[Came, int]
    unconfirmed: int = 0


@dataclass(frozen=True, slots=True)
class TriggerTally:
    """What came of the warnings that one trigger raised; `trigger` is empty for those a person thought of."""

    trigger: str
    counts: Mapping[Came, int]
    unanswered: int


@dataclass(frozen=True, slots=True)
class DoorTally:
    """What came of the warnings about which somebody knocked at one mechanism of another organisation."""

    mechanism: str
    counts: Mapping[Came, int]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Everything together. Only what is Actual is in it. `unread`: threads that are damaged, and counted nowhere."""

    scored: tuple[Scored, ...]
    missed: tuple[Missed, ...]
    unanswered: int
    right: Rate
    warned_of: Rate
    answered: Rate
    triggers: tuple[TriggerTally, ...]
    doors: tuple[DoorTally, ...]
    steps: tuple[StepTally, ...]
    institutions: tuple[AnswerTally, ...]
    decisions: tuple[DecisionTally, ...]
    followed: tuple[Followed, ...] = ()
    vintage: str = ""
    unread: int = 0

    def count(self, came: Came) -> int:
        """Warnings of which this came."""
        return sum(each.came is came for each in self.scored)


@dataclass(frozen=True, slots=True)
class DeskTotals:
    """The whole desk in the fewest numbers: settled warnings only; None where there are too few to tell apart."""

    settled: int | None
    hit: int | None
    late: int | None
    false_alarm: int | None
    unanswered: int | None
    cancelled: int | None = None
