"""An alert's life as it leaves the house in JSON: what it follows, how it was signed, what was softened."""

from typing import Literal

from typing_extensions import TypedDict

from upstander.records.alert_life import AlertKind, Exemption, Life, Suspect, Verdict
from upstander.records.wire import Moment, shaped


class RelatedObject(TypedDict):
    """Another issued alert of the same line."""

    id: str
    kind: AlertKind
    version: int
    issued_at: Moment


class LifeObject(TypedDict):
    """What happened around an alert's text: what it follows, what followed it, how it was signed and reviewed."""

    line: str
    before: list[RelatedObject]
    after: list[RelatedObject]
    second_asked_at: Moment | None
    second_asked_by: str
    single_signature: bool
    deadlines_moved: bool
    review_by: Moment | None
    reviewed_at: Moment | None
    reviewed_by: str
    verdict: Verdict | None
    verdict_reason: str


class SofteningObject(TypedDict):
    """One way in which a version says less, or lets more people hear, than the one before it."""

    what: str
    of: str
    softens: bool


class VersionObject(TypedDict):
    """One version of an alert beside the one before it: who wrote it, which parts differ, what was softened."""

    version: int
    by: str
    at: Moment
    changed: list[str]
    softened: list[SofteningObject]


class SuspectObject(TypedDict):
    """A body that somebody suspects in a situation: an institution, or every institution of a State."""

    voice: Literal["judged"]
    id: str
    institution: str
    iso3: str
    reason: str
    by: str
    at: Moment
    lifted_at: Moment | None
    lifted_by: str
    lifted_reason: str


class ExemptionObject(TypedDict):
    """Somebody who may hear of a situation although they work in a suspected body."""

    voice: Literal["judged"]
    id: str
    person: int
    name: str
    reason: str
    by: str
    at: Moment
    ended_at: Moment | None


def life(record: Life) -> LifeObject:
    """What happened around an alert's text."""
    before, after = ([shaped(RelatedObject, one) for one in each] for each in (record.before, record.after))
    return shaped(LifeObject, record, before=before, after=after)


def suspect(record: Suspect) -> SuspectObject:
    """A suspected body."""
    return shaped(SuspectObject, record, voice="judged")


def exemption(record: Exemption) -> ExemptionObject:
    """An exception by name."""
    return shaped(ExemptionObject, record, voice="judged")
