"""The rules of records as JSON."""

from typing import Literal

from typing_extensions import TypedDict

from upstander.records.answers import ClassRule, Disclosure, Hold, RecordClass
from upstander.records.wire import Moment, shaped


class ClassObject(TypedDict):
    """How long a class of record is kept, and who reads it."""

    record_class: RecordClass
    retention_days: int
    disclosure: Disclosure


class HoldObject(TypedDict):
    """What keeps a record from being erased, and why; `until`: when that ends by itself."""

    voice: Literal["recorded"]
    id: str
    object: str
    reason: str
    by: str
    at: Moment
    until: Moment | None


def class_rule(record_class: RecordClass, rule: ClassRule) -> ClassObject:
    """A class and its rule."""
    return {"record_class": record_class, "retention_days": rule.retention.days, "disclosure": rule.disclosure}


def hold(record: Hold) -> HoldObject:
    """A hold."""
    return shaped(HoldObject, record, voice="recorded")
