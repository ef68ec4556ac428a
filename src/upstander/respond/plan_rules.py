"""What a desk agreed beforehand about plans, read from its file: every figure with its reason and its mark. Pure."""

import json
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from upstander.lib.places import Trail, traced
from upstander.records.desk import Grade
from upstander.records.errors import Usage
from upstander.records.plans import PlanRules

LONGEST = timedelta(days=3660)
AGAIN = MappingProxyType(
    {Grade.WATCH: timedelta(days=1), Grade.WARNING: timedelta(days=1), Grade.IMMINENT: timedelta(hours=2)}
)
"""What a file means that does not say how soon an exhausted ladder is told again."""


@lru_cache(8)
def parsed(text: str) -> PlanRules:
    """The rules of a file's text; Usage names what is wrong with it."""
    trail = Trail()
    try:
        file = traced(json.loads(text), trail)
        return PlanRules(
            look_back=tuple(sorted({figure(each, "days") for each in file["look_back_days"]})),
            blocked=by_grade(file["blocked_again_hours"]),
            action=by_grade(file["action_follow_up_hours"]),
            promise=figure(file["promise_follow_up_days"], "days"),
            exhausted=by_grade(file["exhausted_again_hours"]) if "exhausted_again_hours" in file else AGAIN,
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise Usage(
            "Mend the file of plans: %(what)s is missing or is no value of its kind.", what=trail.place or str(error)
        ) from error


def by_grade(given: Mapping[str, Any]) -> Mapping[Grade, timedelta]:
    """Hours for each grade; Usage where a higher grade may wait longer than a lower one."""
    found = {grade: figure(given[str(grade)], "hours") for grade in Grade}
    spans = list(found.values())
    if spans != sorted(spans, reverse=True):
        raise Usage("Let no higher grade wait longer than a lower one.", "hours")
    return MappingProxyType(found)


def figure(given: Mapping[str, Any], unit: str) -> timedelta:
    """A span of time that says why it is so long, and how well that is known; Usage for one that does not."""
    if not (str(given["why"]).strip() and str(given["mark"]).strip()):
        raise Usage("Give every figure its reason and its mark.", "why")
    found = timedelta(**{unit: float(given[unit])})
    if not timedelta(0) < found <= LONGEST:
        raise Usage("Give every figure a time above zero, and of ten years at most.", unit)
    return found
