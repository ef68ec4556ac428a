"""What may be sent: every text, number and time has its bounds here, before anything else sees it."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from ninja import Schema
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from upstander.api.refusals import ErrorObject
from upstander.lib.dates import Month
from upstander.records.checks import LINE, PASSAGE, unprintable
from upstander.records.desk import Status as Reality
from upstander.records.wire_desk import PageObject

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTH = r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])"
MOMENT = re.compile(DATE.pattern + r"[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})")

LAST_PAGE = 100_000
LAST_PERSON = 2**31 - 1
MOST_COUNTRIES = 250
MOST_SIGNALS = 100
MOST_ADDRESSES = 50

REFUSALS = frozenset({400, 401, 403, 404, 413, 429, 503})

Item = TypeVar("Item")


class Slice(TypedDict, Generic[Item]):
    """One page of a list."""

    items: list[Item]
    page: PageObject


class InAddress(Schema):
    """What may stand behind the question mark; anything else there is refused, not left unheard."""

    @model_validator(mode="before")
    @classmethod
    def known(cls, value: Any, info: ValidationInfo) -> Any:
        """Refuse a parameter that is not named here."""
        names = {field.alias or name for name, field in cls.model_fields.items()}
        unheard = sorted(info.context["request"].GET.keys() - names) if info.context else []
        if unheard:
            raise PydanticCustomError("extra_forbidden", "it is not known", {"name": unheard[0][:50]})
        return value


class Sent(Schema):
    """The body of a request; a field that is not named is refused."""

    model_config = ConfigDict(extra="forbid")


def answers(shape: Any, status: int = 200) -> dict[Any, Any]:
    """The answers an address may give: the object asked for, or one sentence."""
    return {status: shape, REFUSALS: ErrorObject}


def written(pattern: re.Pattern[str], name: str) -> Callable[[object], object]:
    """Let text through that is written like this; no numbers, no half-dates."""

    def check(value: object) -> object:
        if isinstance(value, str) and not pattern.fullmatch(value):
            raise PydanticCustomError("written", "it is not written as a {name}", {"name": name})
        if not isinstance(value, str | date):
            raise PydanticCustomError("written", "it is not written as a {name}", {"name": name})
        return value

    return check


def whole(value: object) -> object:
    """The number that digits in an address stand for; anything else unchanged."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10 else value


def printable(value: str) -> str:
    """Refuse control characters: the database cannot keep some, and a page cannot show any."""
    if any(unprintable(character) for character in value.replace("\r\n", "\n")):
        raise PydanticCustomError("unprintable", "it holds characters that cannot be shown")
    return value


def sensible(value: datetime) -> datetime:
    """In UTC, and within the years a desk can mean."""
    if not 1900 <= value.year <= 2199:
        raise PydanticCustomError("sensible", "the year must lie between 1900 and 2199")
    return value.astimezone(UTC)


def month(value: object) -> Month:
    """The month that text such as `2025-10` names."""
    if isinstance(value, str) and re.fullmatch(MONTH, value):
        return Month.read(value)
    raise PydanticCustomError("written", "it is not written as a month such as 2025-10")


Absent = SkipJsonSchema[None]
"""A parameter left out of an address: there is no way to write null there."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=LINE), AfterValidator(printable)]
Address = Annotated[str, StringConstraints(max_length=500), AfterValidator(printable)]
Passage = Annotated[str, StringConstraints(min_length=1, max_length=PASSAGE), AfterValidator(printable)]
MaybeLine = Annotated[str, StringConstraints(max_length=LINE), AfterValidator(printable)]
MaybePassage = Annotated[str, StringConstraints(max_length=PASSAGE), AfterValidator(printable)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{12}$")]
Iso3 = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
MonthAsked = Annotated[Month, PlainValidator(month), WithJsonSchema({"type": "string", "pattern": f"^{MONTH}$"})]
DayAsked = Annotated[date, BeforeValidator(written(DATE, "day such as 2026-03-01"))]
Moment = Annotated[
    AwareDatetime, BeforeValidator(written(MOMENT, "time such as 2026-03-01T12:00:00Z")), AfterValidator(sensible)
]
PersonId = Annotated[int, Field(strict=True, ge=1, le=LAST_PERSON)]
PageNumber = Annotated[int, Field(ge=1, le=LAST_PAGE)]
AtLeast = Annotated[Literal[25, 100, 1000], BeforeValidator(whole)]
Within = Annotated[Literal[3, 12], BeforeValidator(whole)]


class ReasonSent(Sent):
    """Why."""

    reason: Passage


class OfSituation(InAddress):
    """Which of a list: those of a situation, those not closed, those of a status; which page."""

    situation: Id | Absent = None
    open: Annotated[bool, Field(description="Only those not closed.")] = False
    status: Reality | Absent = None
    page: PageNumber = 1
