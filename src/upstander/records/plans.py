"""What is done about a warning: judgements, actions, promises, outcomes, looks back, lessons, missed clocks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from upstander.records.desk import Decision, Grade, Status
from upstander.records.tools import Input, Judged


class Funding(StrEnum):
    """Whether the money is there."""

    UNKNOWN = "unknown"
    NO = "no"
    PARTLY = "partly"
    YES = "yes"
    NOT_NEEDED = "not_needed"


class ActionState(StrEnum):
    """Where an action stands."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    BLOCKED = "blocked"
    DONE = "done"
    DROPPED = "dropped"


class Kept(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    PARTLY = "partly"
    KEPT = "kept"
    BROKEN = "broken"


class Finding(StrEnum):
    """What a look back finds."""

    CALM = "calm"
    TENSION = "tension"
    RELAPSE = "relapse"


class Hurdle(StrEnum):
    """Why a clock was missed."""

    NOBODY_ON_DUTY = "nobody_on_duty"
    NOT_SEEN = "not_seen"
    EVIDENCE_UNCLEAR = "evidence_unclear"
    DISAGREEMENT = "disagreement"
    NO_AUTHORITY = "no_authority"
    NO_MEANS = "no_means"
    OTHER_CRISIS = "other_crisis"
    POLITICS = "politics"
    TECHNICAL = "technical"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PlanRules:
    """What a desk agreed beforehand about plans: after how long somebody looks back, how soon a blocked action, or a
    ladder with nobody left to call (`exhausted`), is told again, and how long an action or a promise may go on without
    a word.
    """

    look_back: tuple[timedelta, ...]
    blocked: Mapping[Grade, timedelta]
    action: Mapping[Grade, timedelta]
    promise: timedelta
    exhausted: Mapping[Grade, timedelta]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A signed judgement of what the rules of the options ask; the newest of its kind counts."""

    situation: str
    input: Input
    value: Judged
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with the alert that it answers: its title, grade and thread, and where it lies."""

    decision: Decision
    title: str
    grade: Grade
    thread: str
    situation: str
    iso3: str
    status: Status


@dataclass(frozen=True, slots=True)
class NewAction:
    """What a person fills in to plan an action. `owner` 0: somebody outside, whom `institution` and `contact` name."""

    what: str
    option: str = ""
    alert: str = ""
    owner: int = 0
    deputy: int = 0
    institution: str = ""
    contact: str = ""
    ministries: str = ""
    means: str = ""
    money: Decimal | None = None
    currency: str = ""
    funding: Funding = Funding.UNKNOWN
    deadline: datetime | None = None
    unharmed: str = ""
    consulted: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """What somebody wrote on an action: never edited."""

    by: str
    at: datetime
    text: str


def plain(name: str) -> str:
    """A name without what people write differently."""
    return " ".join(name.casefold().split())


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that somebody does about a warning, by when, with what means.

    `opened_on`: the thread on which a firing opened it, for a first step of a trigger's playbook; nobody planned it,
    and it answers no alert.
    """

    id: str
    situation: str
    iso3: str
    situation_title: str
    status: Status
    alert: str
    thread: str
    option: str
    what: str
    owner: int
    owner_name: str
    deputy: int
    deputy_name: str
    institution: str
    contact: str
    ministries: str
    means: str
    money: Decimal | None
    currency: str
    funding: Funding
    deadline: datetime | None
    unharmed: str
    consulted: str
    planned_by: str
    planned_at: datetime
    started_at: datetime | None
    blocked_at: datetime | None
    blocker: str
    lifted_by: str
    done_at: datetime | None
    dropped_at: datetime | None
    ended_why: str
    basis: str = ""
    parties: tuple[str, ...] = ()
    entries: tuple[ActionEntry, ...] = ()
    grade: Grade | None = None
    reached: tuple[str, ...] = ()
    opened_on: str = ""

    @property
    def state(self) -> ActionState:
        """Where it stands."""
        if self.dropped_at is not None:
            return ActionState.DROPPED
        if self.done_at is not None:
            return ActionState.DONE
        if self.blocked_at is not None:
            return ActionState.BLOCKED
        return ActionState.PLANNED if self.started_at is None else ActionState.UNDER_WAY

    @property
    def open(self) -> bool:
        """Whether it still waits to be done."""
        return self.done_at is None and self.dropped_at is None

    @property
    def unreached(self) -> tuple[str, ...]:
        """Institutions that it names and of which nobody sees it: neither owner nor deputy nor one it was shown to."""
        reached = {plain(each) for each in self.reached}
        named = [self.institution, *self.ministries.splitlines()]
        return tuple(dict.fromkeys(each.strip() for each in named if plain(each) and plain(each) not in reached))


@dataclass(frozen=True, slots=True)
class PromiseEntry:
    """Who asked after a promise, when, what was answered, and whether it was kept in part by then: never edited."""

    asked_by: str
    asked_on: date
    answer: str
    kept: Kept
    by: str
    at: datetime
    id: int = 0


@dataclass(frozen=True, slots=True)
class Commitment:
    """Who promised what to whom, when, by when, and where that is written; `owner` asks after it, 0 is nobody."""

    id: str
    situation: str
    promised_by: str
    promised_to: str
    what: str
    made_on: date
    due_on: date
    source: str
    kept: Kept
    evidence: str
    settled_at: datetime | None
    by: str
    at: datetime
    status: Status
    owner: int = 0
    owner_name: str = ""
    funding: Funding = Funding.UNKNOWN
    entries: tuple[PromiseEntry, ...] = ()
    iso3: str = ""

    @property
    def settled(self) -> bool:
        """Whether it is known what became of it: what is kept in part is still owed."""
        return self.kept in {Kept.KEPT, Kept.BROKEN}

    @property
    def asked_at(self) -> datetime:
        """When somebody last wrote on it."""
        return self.entries[-1].at if self.entries else self.at


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a response, on which day, after which source."""

    text: str
    on: date
    source: str
    by: str
    at: datetime
    thread: str = ""
    thread_title: str = ""
    situation: str = ""
    status: Status = Status.ACTUAL


@dataclass(frozen=True, slots=True)
class LookBack:
    """A day on which somebody must look whether violence comes back."""

    id: str
    situation: str
    situation_title: str
    iso3: str
    due_on: date
    status: Status
    done_at: datetime | None = None
    done_by: str = ""
    finding: Finding | None = None
    text: str = ""
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was expected, what happened, why, and what changes; somebody owns the change."""

    id: str
    situation: str
    expected: str
    happened: str
    why: str
    change: str
    owner: int
    owner_name: str
    due_on: date
    done_at: datetime | None
    by: str
    at: datetime
    status: Status


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """Why a clock was missed, and what is changed so that it is not missed again. `began_at`: in which of its runs."""

    id: str
    thread: str
    clock: str
    hurdle: Hurdle
    text: str
    by: str
    at: datetime
    authority: str = ""
    means: str = ""
    due_on: date | None = None
    done_at: datetime | None = None
    began_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether it still waits for its corrective action to be done."""
        return self.done_at is None
