"""What a desk agreed beforehand about answers, read from its file: reply times, review dates, record classes."""

import json
from collections.abc import Mapping
from datetime import timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from upstander.lib.places import Trail, traced
from upstander.records.answers import AnswerRules, ClassRule, Disclosure, RecordClass
from upstander.records.desk import Grade
from upstander.records.errors import Usage

LONGEST = 36_500
"""Days: no record is kept for more than a hundred years."""


@lru_cache(8)
def parsed(text: str) -> AnswerRules:
    """The rules of a file's text; Usage names what is wrong with it."""
    trail = Trail()
    try:
        file = traced(json.loads(text), trail)
        return AnswerRules(
            reply=spans(file["sealed_reply_hours"], 1),
            review=spans(file["review_days"], 24),
            classes=MappingProxyType({each: rule(file["record_classes"][str(each)]) for each in RecordClass}),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Usage(
            "Mend the file of answers: %(what)s is missing or is no value of its kind.", what=trail.place or str(error)
        ) from error


def spans(given: Mapping[str, Any], hours: int) -> Mapping[Grade, timedelta]:
    """A span of time for each grade, given in units of so many hours; Usage for one that is not ahead."""
    found = {grade: timedelta(hours=hours * float(given[str(grade)])) for grade in Grade}
    if any(not timedelta(0) < each <= timedelta(days=LONGEST) for each in found.values()):
        raise Usage("Give every grade a time above zero.")
    return MappingProxyType(found)


def rule(given: Mapping[str, Any]) -> ClassRule:
    """How long a class is kept, and who reads it."""
    days = int(given["retention_days"])
    if not 0 < days <= LONGEST:
        raise Usage("Keep every class for between one day and a hundred years.", "retention_days")
    return ClassRule(timedelta(days=days), Disclosure(given["disclosure"]))


def rewritten(text: str, record_class: RecordClass, days: int, disclosure: Disclosure) -> str:
    """The file's text with another rule for one class; all else stays as it was written."""
    file = json.loads(text)
    classes = {**file["record_classes"], str(record_class): {"retention_days": days, "disclosure": str(disclosure)}}
    return json.dumps({**file, "record_classes": classes}, ensure_ascii=False, indent=1)
