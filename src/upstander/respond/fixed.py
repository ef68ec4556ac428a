"""What a ladder's file says and the code does in one way alone: another value is refused, not silently ignored."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from upstander.records.desk import Grade
from upstander.records.errors import Usage
from upstander.records.people import APART, Role

ARROWS: Mapping[str, tuple[str, str]] = {
    "signal": ("earliest evidence known", "signal logged"),
    "triage": ("signal logged", "graded"),
    "alert": ("graded", "alert issued"),
    "acknowledge": ("alert issued", "recipient acknowledges"),
    "decide": ("alert issued", "first human decision"),
    "first_action": ("first human decision", "first step of the action done"),
    "outcome": ("first step of the action done", "outcome written down"),
}
"""From where to where each clock runs."""

IN_EMERGENCY: Mapping[str, str] = {
    "alert": "provisional decision",
    "acknowledge": "decision maker called",
    "decide": "graded",
}
"""From where it runs in the emergency lane, where that is elsewhere."""

FIXED: Mapping[str, object] = MappingProxyType(
    {
        "grades": [grade.value for grade in Grade],
        "start_role": Role.REPORTER.value,
        "rungs.never_on_a_rung": sorted(role.value for role in APART | {Role.CUSTODIAN}),
        "lanes.normal.for": [Grade.WATCH.value, Grade.WARNING.value],
        "lanes.normal.mode": "serial",
        "lanes.emergency.for": [Grade.IMMINENT.value],
        "rules.border.auto_send": False,
        "sums_hours.limits_from.watch": "signal",
        "sums_hours.limits_from.warning": "signal",
        "sums_hours.limits_from.imminent": "first mark as imminent, by the sender, a trigger or triage",
        "rules.empty_step.alarm_when_empty_hours": 0,
        **{f"clocks.list.{id}.from": begins for id, (begins, _) in ARROWS.items()},
        **{f"clocks.list.{id}.to": ends for id, (_, ends) in ARROWS.items()},
        **{f"clocks.list.{id}.emergency.from": begins for id, begins in IN_EMERGENCY.items()},
    }
)
"""What may stand there, by where it stands; the order of a list of names says nothing."""

UNSORTED = "rungs.never_on_a_rung"
CLOCKS = "clocks.list."
REPEAT = "after_decision.review.repeat"
REPEATS = re.compile(r"imminent: every (\d+(?:\.\d+)?) h until regraded")


def leaves(value: object, at: str = "") -> Iterator[tuple[str, object]]:
    """Everything that a file says, by where it stands: an entry of a list that has an id stands under that."""
    if isinstance(value, list) and value and all(isinstance(each, Mapping) and "id" in each for each in value):
        value = {each["id"]: each for each in value}
    if not isinstance(value, Mapping):
        yield at, value
        return
    for name, inner in value.items():
        yield from leaves(inner, f"{at}.{name}" if at else str(name))


def honoured(file: Mapping[str, Any]) -> None:
    """Usage for a value that would have no effect."""
    for at, value in leaves(file):
        if not has_effect(at, value):
            raise Usage("Leave %(key)s as it was: another value would change nothing.", "file", key=at)


def has_effect(at: str, value: object) -> bool:
    """Whether the code does what stands there."""
    if at == REPEAT:
        return repeats({"repeat": value}) is not None
    if at == UNSORTED and isinstance(value, list):
        value = sorted(map(str, value))
    timed = at.removeprefix(CLOCKS).partition(".")[0] if at.startswith(CLOCKS) else "signal"
    return timed in ARROWS and (at not in FIXED or value == FIXED[at])


def repeats(step: Mapping[str, Any]) -> timedelta | None:
    """How soon what stays imminent is reviewed again; None where the file says nothing of it."""
    found = REPEATS.fullmatch(str(step.get("repeat", "")))
    return timedelta(hours=float(found[1])) if found and float(found[1]) else None
