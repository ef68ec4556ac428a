"""Threads, clocks and shifts as they leave the house in JSON."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from typing_extensions import TypedDict

from upstander.lib.text import Sentence
from upstander.records.desk import Grade, Status
from upstander.records.ladder import Event, Happening, Lane, Shift, Step, StepEntry, StepId, Thread
from upstander.records.roster import Authority
from upstander.records.wire import Moment, shaped

Object = dict[str, object]


class StepObject(TypedDict):
    """One step of a thread: whom it called, who owns it, when it is due; `held_until`: a renewed one, past its time;
    `passed_over`: the thread went on without it, at `done_at`, and nobody did it."""

    step: StepId
    opened_at: Moment
    due_at: Moment
    called: list[int]
    owner: int | None
    entry_at: Moment | None
    held_until: Moment | None
    overdue_at: Moment | None
    exhausted_at: Moment | None
    done_at: Moment | None
    done_by: int | None
    passed_over: bool


class ThreadObject(TypedDict):
    """One cause on its way up the ladder, with its steps; `urged`: a graver grade than its own, whose hours count."""

    voice: Literal["recorded"]
    id: str
    situation: str
    status: Status
    title: str
    grade: Grade | None
    urged: Grade | None
    lane: Lane
    evidence_at: Moment | None
    opened_at: Moment
    imminent_at: Moment | None
    graded_at: Moment | None
    closed_at: Moment | None
    closed_reason: str
    steps: list[StepObject]


class EventObject(TypedDict):
    """Something the ladder did by itself; `person`: whom it called."""

    voice: Literal["computed"]
    at: Moment
    step: StepId
    what: Happening
    person: int | None


class EntryObject(TypedDict):
    """What the owner of a step wrote; `withheld`: its class does not let you have the words."""

    voice: Literal["judged"]
    id: int
    at: Moment
    step: StepId
    by: str
    text: str
    withheld: bool
    erased_at: Moment | None


class WholeThreadObject(ThreadObject):
    """A thread with what the ladder did in it and what people wrote, oldest first; `hurried`: why its hours are shorter
    than its grade's."""

    hurried: list[str]
    events: list[EventObject]
    entries: list[EntryObject]


class AuthorityObject(TypedDict):
    """A standing authority: its instrument, its limits (for whom, which grades, what may be told) and its dates."""

    id: str
    purpose: str
    person: int
    name: str
    instrument: str
    given_by: str
    grades: list[str]
    content: str
    begins: str
    ends: str
    revoked_at: str | None
    revoked_reason: str
    recorded_by: str
    counts: bool


def moment(at: datetime | None) -> str | None:
    """A time as ISO 8601."""
    return at.isoformat() if at else None


def hours(span: timedelta | None) -> float | None:
    """A span in hours, to a hundredth."""
    return None if span is None else round(span.total_seconds() / 3600, 2)


def minutes(span: timedelta | None) -> float | None:
    """A span in minutes, to a tenth: for drills, whose days are minutes."""
    return None if span is None else round(span.total_seconds() / 60, 1)


def step(each: Step) -> StepObject:
    """One step of a thread."""
    own = {"step": each.id, "called": list(each.called), "owner": each.owner or None, "done_by": each.done_by or None}
    return shaped(StepObject, each, **own)


def thread(each: Thread) -> ThreadObject:
    """One thread with its steps."""
    return shaped(ThreadObject, each, voice="recorded", steps=[step(one) for one in each.steps])


def event(each: Event) -> EventObject:
    """Something the ladder did by itself."""
    return shaped(EventObject, each, voice="computed", person=each.person or None)


def entry(each: StepEntry) -> EntryObject:
    """What the owner of a step wrote."""
    return shaped(EntryObject, each, voice="judged")


def whole(
    each: Thread, events: Iterable[Event], entries: Iterable[StepEntry], hurried: Iterable[Sentence]
) -> WholeThreadObject:
    """A thread with everything that stands in it."""
    happened, written = [event(one) for one in events], [entry(one) for one in entries]
    return {**thread(each), "hurried": [str(one) for one in hurried], "events": happened, "entries": written}


def shift(each: Shift) -> Object:
    """One shift of the roster."""
    return {
        "voice": "recorded",
        "id": each.id,
        "person": each.person,
        "name": each.name,
        "role": str(each.role),
        "begins": moment(each.begins),
        "ends": moment(each.ends),
        "deputy": each.deputy,
        "reason": each.reason,
    }


def authority(each: Authority, now: datetime) -> AuthorityObject:
    """A standing authority; `counts`: it lives at that moment."""
    return {
        "id": each.id,
        "purpose": each.purpose.value,
        "person": each.person,
        "name": each.name,
        "instrument": each.instrument,
        "given_by": each.given_by,
        "grades": sorted(grade.value for grade in each.grades),
        "content": each.content,
        "begins": each.begins.isoformat(),
        "ends": each.ends.isoformat(),
        "revoked_at": moment(each.revoked_at),
        "revoked_reason": each.revoked_reason,
        "recorded_by": each.recorded_by,
        "counts": each.lives(now),
    }
