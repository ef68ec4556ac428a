"""A whole plan as it leaves the house in JSON: one record of what was decided, and of everything that followed."""

from typing_extensions import TypedDict

from upstander.records.plans import Lesson, LookBack, Outcome
from upstander.records.wire_desk import DecisionObject
from upstander.records.wire_ladder import moment
from upstander.records.wire_missed import BottleneckObject
from upstander.records.wire_options import JudgementObject
from upstander.records.wire_plans import ActionObject, CommitmentObject


class FirstObject(TypedDict):
    """The clock from a decision to the first step of an action: `within`, `over`, `missing`, `cannot be computed`."""

    state: str
    began_at: str | None
    ended_at: str | None
    took_hours: float | None
    target_hours: float | None


class DecidedObject(TypedDict):
    """What was decided on which alert, and the actions that followed."""

    decision: DecisionObject
    alert_title: str
    grade: str
    thread: str | None
    actions: list[str]
    first_action: FirstObject | None


class ConsideredObject(TypedDict):
    """An option that was laid before them, in its list, and the actions planned from it."""

    voice: str
    id: str
    name: str
    list: str
    coercive: bool
    in_time: bool
    actions: list[str]


class OutcomeObject(TypedDict):
    """What came of the response to a cause."""

    voice: str
    situation: str
    thread: str
    thread_title: str
    text: str
    on: str
    source: str
    by: str
    at: str | None
    status: str


class LookBackObject(TypedDict):
    """A day on which somebody looks whether violence is back, and what they found."""

    voice: str
    id: str
    situation: str
    due_on: str
    done_at: str | None
    done_by: str
    finding: str | None
    text: str


class LessonObject(TypedDict):
    """What was expected, what happened, why, what changes, who sees to it."""

    voice: str
    id: str
    situation: str
    expected: str
    happened: str
    why: str
    change: str
    owner: int
    owner_name: str
    due_on: str
    done_at: str | None
    by: str
    at: str | None
    status: str


class PlanObject(TypedDict):
    """One plan. `alert` null: everything that is done about the situation."""

    voice: str
    situation: str
    title: str
    iso3: str
    phase: str
    status: str
    alert: str | None
    decisions: list[DecidedObject]
    provisional: bool
    judgements: list[JudgementObject]
    options: list[ConsideredObject]
    actions: list[ActionObject]
    promises: list[CommitmentObject]
    outcomes: list[OutcomeObject]
    look_backs: list[LookBackObject]
    lessons: list[LessonObject]
    bottlenecks: list[BottleneckObject]


def outcome(each: Outcome) -> OutcomeObject:
    """One outcome."""
    return OutcomeObject(
        voice="judged",
        situation=each.situation,
        thread=each.thread,
        thread_title=each.thread_title,
        text=each.text,
        on=each.on.isoformat(),
        source=each.source,
        by=each.by,
        at=moment(each.at),
        status=str(each.status),
    )


def look_back(each: LookBack) -> LookBackObject:
    """One look back."""
    return LookBackObject(
        voice="judged",
        id=each.id,
        situation=each.situation,
        due_on=each.due_on.isoformat(),
        done_at=moment(each.done_at),
        done_by=each.done_by,
        finding=str(each.finding) if each.finding else None,
        text=each.text,
    )


def lesson(each: Lesson) -> LessonObject:
    """One lesson."""
    return LessonObject(
        voice="judged",
        id=each.id,
        situation=each.situation,
        expected=each.expected,
        happened=each.happened,
        why=each.why,
        change=each.change,
        owner=each.owner,
        owner_name=each.owner_name,
        due_on=each.due_on.isoformat(),
        done_at=moment(each.done_at),
        by=each.by,
        at=moment(each.at),
        status=str(each.status),
    )
