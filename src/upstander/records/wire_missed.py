"""Missed clocks as they leave the house in JSON."""

from typing_extensions import TypedDict

from upstander.records.plans import Bottleneck


class BottleneckObject(TypedDict):
    """The keys of what was said about a missed clock: judged, with a name."""

    voice: str
    id: str
    thread: str
    clock: str
    hurdle: str
    text: str
    by: str
    at: str
    authority: str
    means: str
    due_on: str | None
    done_at: str | None


def bottleneck(each: Bottleneck) -> BottleneckObject:
    """What was said about one missed clock."""
    return BottleneckObject(
        voice="judged",
        id=each.id,
        thread=each.thread,
        clock=each.clock,
        hurdle=str(each.hurdle),
        text=each.text,
        by=each.by,
        at=each.at.isoformat(),
        authority=each.authority,
        means=each.means,
        due_on=each.due_on.isoformat() if each.due_on else None,
        done_at=each.done_at.isoformat() if each.done_at else None,
    )


class MissObject(TypedDict):
    """The keys of a missed clock: how long it ran against its target, and what was said about it."""

    voice: str
    thread: str
    title: str
    clock: str
    grade: str
    began_at: str | None
    ended_at: str | None
    took_hours: float | None
    target_hours: float | None
    hurdle: str | None
    text: str | None
    by: str | None
    authority: str | None
    means: str | None
    due_on: str | None
    done_at: str | None
