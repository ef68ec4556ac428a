"""Threads, clocks and shifts as they leave the house in JSON."""

from datetime import datetime, timedelta

from typing_extensions import TypedDict

from upstander.records.ladder import Event, Shift, Step, StepEntry, Thread
from upstander.records.roster import Authority

Object = dict[str, object]


class ThreadObject(TypedDict):
    """The keys of a thread as a table."""

    id: str
    title: str
    status: str
    grade: str | None
    lane: str
    opened_at: str
    closed_at: str | None
    steps: list[Object]


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


def step(each: Step) -> Object:
    """One step of a thread."""
    return {
        "step": str(each.id),
        "opened_at": moment(each.opened_at),
        "due_at": moment(each.due_at),
        "called": list(each.called),
        "owner": each.owner or None,
        "entry_at": moment(each.entry_at),
        "held_until": moment(each.held_until),
        "overdue_at": moment(each.overdue_at),
        "exhausted_at": moment(each.exhausted_at),
        "done_at": moment(each.done_at),
        "done_by": each.done_by or None,
    }


def thread(each: Thread) -> Object:
    """One thread with its steps."""
    return {
        "voice": "recorded",
        "id": each.id,
        "situation": each.situation,
        "status": str(each.status),
        "title": each.title,
        "grade": str(each.grade) if each.grade else None,
        "lane": str(each.lane),
        "evidence_at": moment(each.evidence_at),
        "opened_at": moment(each.opened_at),
        "imminent_at": moment(each.imminent_at),
        "graded_at": moment(each.graded_at),
        "closed_at": moment(each.closed_at),
        "closed_reason": each.closed_reason,
        "steps": [step(one) for one in each.steps],
    }


def event(each: Event) -> Object:
    """Something the ladder did by itself."""
    return {
        "voice": "computed",
        "at": moment(each.at),
        "step": str(each.step),
        "what": str(each.what),
        "person": each.person or None,
    }


def entry(each: StepEntry) -> Object:
    """What the owner of a step wrote."""
    return {"voice": "judged", "at": moment(each.at), "step": str(each.step), "by": each.by, "text": each.text}


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
