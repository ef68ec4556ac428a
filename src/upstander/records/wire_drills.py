"""Drills as they leave the house in JSON: what may be shown while they run, everything once they are over."""

from collections.abc import Iterable

from typing_extensions import TypedDict

from upstander.records.cases import Inject
from upstander.records.drills import Debrief, Drill, Measured, Paused, Scene, Shown
from upstander.records.wire_ladder import Object, moment


class SeatObject(TypedDict):
    """Who plays a part, and whether they have come in."""

    part: str
    name: str
    is_here: bool


class ShownObject(TypedDict):
    """What has become known in a drill."""

    title: str
    place: str
    who: str
    text: str
    came_in: str | None


class DrillObject(TypedDict):
    """A drill as it may be shown by its own clock. `day`: the day of the case; `debrief`: only once it is over."""

    voice: str
    status: str
    id: str
    title: str
    situation: str
    state: str
    opened_at: str | None
    started_at: str | None
    paused_at: str | None
    ended_at: str | None
    day: str
    pause: int
    pause_ends: str | None
    seats: list[SeatObject]
    known: list[ShownObject]
    debrief: Object | None


def drill(found: Drill, scene: Scene, told: Object | None = None) -> DrillObject:
    """A drill with what has become known, the newest first."""
    return {
        "voice": "recorded",
        "status": "Exercise",
        "id": found.id,
        "title": scene.title,
        "situation": found.situation,
        "state": found.state,
        "opened_at": moment(found.opened_at),
        "started_at": moment(found.started_at),
        "paused_at": moment(found.paused_at),
        "ended_at": moment(found.ended_at),
        "day": str(scene.day),
        "pause": scene.pause,
        "pause_ends": moment(scene.pause_ends),
        "seats": [
            {"part": str(seat.part), "name": seat.name, "is_here": seat.joined_at is not None} for seat in found.seats
        ],
        "known": [shown(each) for each in scene.injects],
        "debrief": told,
    }


def shown(each: Shown) -> ShownObject:
    """One thing that has become known."""
    return {
        "title": str(each.title),
        "place": each.place,
        "who": each.who,
        "text": each.text,
        "came_in": moment(each.at),
    }


def debrief(found: Drill, told: Debrief, clocks: Iterable[Object]) -> Object:
    """The whole debrief: what the room did, what was expected, what history did, how sure each item is."""
    case = told.case
    return {
        "status": "Exercise",
        "drill": found.id,
        "case": case.id,
        "title": case.play_title,
        "name": case.name,
        "situation": found.situation,
        "began": moment(told.began),
        "ended": moment(told.ended),
        "in_time": told.in_time,
        "expected": [measured(each) for each in told.measured],
        "pauses": [paused(each) for each in told.pauses],
        "steps": [{"step": each.what, "time": moment(each.at), "who": each.name} for each in told.deeds],
        "clocks": list(clocks),
        "label": case.label,
        "lesson": case.lesson,
        "should_have": case.should_have,
        "windows": dict(case.windows),
        "toll": [dict(row) for row in case.toll],
        "injects": [inject(each) for each in case.injects],
        "known_later": [inject(each) for each in case.debrief],
    }


def measured(each: Measured) -> Object:
    """One expected step beside what the room had done."""
    return {
        "after": each.expected.by,
        "grade_at_least": str(each.expected.grade_at_least),
        "answer": each.expected.answer,
        "ask": each.expected.ask,
        "due": moment(each.by),
        "grade": str(each.grade) if each.grade else None,
        "answered": each.answer or None,
        "in_time": each.in_time,
    }


def paused(each: Paused) -> Object:
    """One pause: the room's answer, and history's."""
    answer, point = each.answer, each.turning_point
    return {
        "before": each.halt.before,
        "began": moment(each.halt.began),
        "ended": moment(each.halt.ended),
        "took_seconds": each.took.total_seconds() if each.took is not None else None,
        "answer": answer.answer if answer else None,
        "who": answer.name if answer else None,
        "alert": answer.alert if answer else None,
        "reason": answer.reason if answer else None,
        "dissent": answer.dissent if answer else None,
        "history": {name: point[name] for name in ("date", "decision", "by", "also_on_the_table", "mark")},
    }


def inject(each: Inject) -> Object:
    """One item of the case, with how sure it is."""
    return {
        "id": each.id,
        "date": each.date.isoformat(),
        "precision": each.precision,
        "kind": each.kind,
        "who": each.who,
        "text": each.text,
        "source": each.source,
        "publisher": each.publisher,
        "mark": each.mark,
        "factors": list(each.factors),
    }
