"""How long words are kept and who reads them: classes, what is due, holds."""

from typing import Annotated

from django.utils import timezone
from ninja import Field, Router, Status
from pydantic import StringConstraints
from typing_extensions import TypedDict

from upstander.api.access import Asked
from upstander.api.fields import Id, Moment, Passage, ReasonSent, Sent, answers
from upstander.jobs import erasure as jobs
from upstander.records import wire_answers as wire
from upstander.records.answer_rules import LONGEST
from upstander.records.answers import Disclosure, RecordClass
from upstander.records.wire_records import ClassObject, HoldObject, class_rule
from upstander.records.wire_records import hold as of_hold
from upstander.store.desk import answer_rules
from upstander.store.desk import reads as desk

router = Router(tags=["Records"])

Object = Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,20}:[a-z0-9]{1,20}$")]
"""A record's kind and id, as in decision:abcdefgh1234."""


class RecordsObject(TypedDict):
    """What has been kept as long as its class says, what is on hold, orders to erase, tombstones."""

    due: list[wire.KeptObject]
    holds: list[HoldObject]
    erasures: list[wire.ErasureObject]


class ClassSent(Sent):
    """For how many days a class of records is kept, and who reads it."""

    retention_days: Annotated[int, Field(ge=1, le=LONGEST)]
    disclosure: Disclosure


class ClassedSent(Sent):
    """Which class a record has."""

    record_class: RecordClass


class HoldSent(ReasonSent):
    """Why, and until when; without a moment it stands until it is lifted."""

    until: Moment | None = None


class BasisSent(Sent):
    """On which legal basis; it stays readable."""

    basis: Passage


class Changed(TypedDict):
    """Which record was changed."""

    object: str


@router.get("/records", response=answers(RecordsObject))
def records(request: Asked) -> RecordsObject:
    """Records past their time, holds, orders to erase and tombstones, as far as you may see them; never their words."""
    who, now = request.auth, timezone.now()
    return {
        "due": [wire.kept(each) for each in desk.due_for_erasure(who, now)],
        "holds": [of_hold(each) for each in desk.holds(who, now)],
        "erasures": [wire.erasure(each) for each in desk.erasures(who)],
    }


@router.get("/records/classes", response=answers(list[ClassObject]))
def classes(request: Asked) -> list[ClassObject]:  # noqa: ARG001  whoever is signed in may read them
    """How long each class of record is kept, and who reads it."""
    return [class_rule(each, rule) for each, rule in answer_rules.rules().classes.items()]


@router.put("/records/classes/{record_class}", response=answers(list[ClassObject]))
def keep(request: Asked, record_class: RecordClass, sent: ClassSent) -> list[ClassObject]:
    """Change how long a class is kept and who reads it; what is kept already follows too. Focal points may."""
    jobs.keep(record_class, sent.retention_days, sent.disclosure, who=request.auth, now=timezone.now())
    return classes(request)


@router.post("/records/{object}/order", response=answers(wire.ErasureObject, 201))
def order(request: Asked, object: Object, sent: BasisSent) -> Status[wire.ErasureObject]:
    """Order a record to be erased; a custodian carries it out."""
    who = request.auth
    id = jobs.order(object, sent.basis, who=who, now=timezone.now())
    return Status(201, wire.erasure(desk.erasure(who, id)))


@router.post("/erasures/{id}/erase", response=answers(wire.ErasureObject))
def erase(request: Asked, id: Id) -> wire.ErasureObject:
    """Carry out somebody else's order: the words are overwritten, the tombstone stays. Custodians may."""
    jobs.erase(id, who=request.auth, now=timezone.now())
    return wire.erasure(desk.erasure(request.auth, id))


@router.post("/records/{object}/hold", response=answers(Changed))
def hold(request: Asked, object: Object, sent: HoldSent) -> Changed:
    """Keep a record from being erased, until a moment or until the hold is lifted."""
    jobs.hold(object, sent.reason, who=request.auth, now=timezone.now(), until=sent.until)
    return {"object": object}


@router.post("/records/{object}/lift", response=answers(Changed))
def lift(request: Asked, object: Object) -> Changed:
    """Lift the hold on a record."""
    jobs.lift(object, who=request.auth, now=timezone.now())
    return {"object": object}


@router.post("/records/{object}/classify", response=answers(Changed))
def classify(request: Asked, object: Object, sent: ClassedSent) -> Changed:
    """Give a record another class: who reads it and how long it is kept follow."""
    jobs.classify(object, sent.record_class, who=request.auth, now=timezone.now())
    return {"object": object}
