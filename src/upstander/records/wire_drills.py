"""A drill that is over, as it leaves the house in JSON."""

from collections.abc import Iterable

from upstander.records.cases import Inject
from upstander.records.drills import Debrief, Drill, Measured, Paused
from upstander.records.wire_ladder import Object, moment


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
