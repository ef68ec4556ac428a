"""Suspected bodies of a situation: who works there is told of it neither by default nor by mistake."""

from django.conf import settings
from django.utils import timezone
from ninja import Router, Status
from typing_extensions import TypedDict

from upstander.api.access import Asked
from upstander.api.fields import Id, Iso3, MaybeLine, Passage, ReasonSent, Sent, answers
from upstander.jobs import suspects as jobs
from upstander.jobs.audit import saw
from upstander.records import wire_alerts as wire
from upstander.store.desk import reads as desk
from upstander.store.lake import open_lake

router = Router(tags=["Situations"])


class SuspectsObject(TypedDict):
    """The bodies suspected in a situation, those lifted since too, and who may hear of it all the same."""

    suspects: list[wire.SuspectObject]
    exemptions: list[wire.ExemptionObject]


class SuspectSent(Sent):
    """A body: an institution by its name, or every institution of a State; and why."""

    reason: Passage
    institution: MaybeLine = ""
    state: Iso3 | None = None


def listed(request: Asked, id: str) -> SuspectsObject:
    """What stands there."""
    return {
        "suspects": [wire.suspect(each) for each in desk.suspects(request.auth, id)],
        "exemptions": [wire.exemption(each) for each in desk.exemptions(request.auth, id)],
    }


@router.get("/situations/{id}/suspects", response=answers(SuspectsObject))
def suspects(request: Asked, id: Id) -> SuspectsObject:
    """The bodies suspected in a situation, and the exceptions made by name."""
    saw(request.auth, "situation", desk.situation(request.auth, id).id, id, timezone.now())
    return listed(request, id)


@router.post("/situations/{id}/suspects", response=answers(SuspectsObject, 201))
def suspect(request: Asked, id: Id, sent: SuspectSent) -> Status[SuspectsObject]:
    """Name a body that is suspected: nobody who works there is told by default."""
    lake, who = open_lake(settings.UPSTANDER_HOME), request.auth
    given = {"reason": sent.reason, "institution": sent.institution, "iso3": sent.state or ""}
    jobs.suspect(lake, id, who=who, now=timezone.now(), **given)
    return Status(201, listed(request, id))


@router.post("/situations/{id}/suspects/{suspicion}/lift", response=answers(SuspectsObject))
def lift(request: Asked, id: Id, suspicion: Id, sent: ReasonSent) -> SuspectsObject:
    """Say, with a reason, that a body is suspected no more."""
    jobs.lift(id, suspicion, sent.reason, who=request.auth, now=timezone.now())
    return listed(request, id)
