"""Drills: always an Exercise, to those alone whom their room lets in, and never later than their own clock."""

from typing import Annotated

from django.utils import timezone
from ninja import Field, Router, Status
from typing_extensions import TypedDict

from upstander.api.access import Asked
from upstander.api.fields import Id, Line, PersonId, Sent, answers
from upstander.api.figures import lake
from upstander.jobs import drills as jobs
from upstander.jobs.audit import saw
from upstander.records import wire_drills as wire
from upstander.records.drills import Drill, Part
from upstander.records.people import Viewer
from upstander.records.wire_ladder import Object
from upstander.store.desk import reads as desk

router = Router(tags=["Drills"])

Minutes = Annotated[int, Field(strict=True, ge=1, le=600)]


class DrillSent(Sent):
    """A case by the name that `upstander drill` lists, the minutes it lasts, and who of the desk plays which part."""

    case: Line
    minutes: Minutes | None = None
    seats: dict[Part, PersonId] | None = None


class OpenedObject(TypedDict):
    """A drill that is ready to be started, and the link of each part that nobody of the desk plays."""

    id: str
    links: dict[str, str]


@router.get("/drills", response=answers(list[wire.DrillObject]))
def drills(request: Asked) -> list[wire.DrillObject]:
    """The drills you play in or have opened, newest first."""
    now = timezone.now()
    return [wire.drill(each, jobs.scene(each, now)) for each in desk.drills(request.auth)]


@router.post("/drills", response=answers(OpenedObject, 201))
def open_(request: Asked, sent: DrillSent) -> Status[OpenedObject]:
    """Open a drill of a case for people; focal points may. Its links are told this once."""
    made = jobs.open_drill(
        lake(), sent.case, who=request.auth, now=timezone.now(), minutes=sent.minutes or 0, seated=sent.seats
    )
    links = {part.value: request.build_absolute_uri(f"/link/{secret}/") for part, secret in made.links.items()}
    return Status(201, {"id": made.id, "links": links})


@router.get("/drills/{id}", response=answers(wire.DrillObject))
def drill(request: Asked, id: Id) -> wire.DrillObject:
    """One drill: how it stands, who is there, what has become known; once it is over, its debrief."""
    found = shown(request.auth, id)
    saw(request.auth, "drill", id, found["situation"], timezone.now())
    return found


def shown(viewer: Viewer, id: str) -> wire.DrillObject:
    """The drill as it stands now."""
    now = timezone.now()
    found = desk.drill(viewer, id)
    return wire.drill(found, jobs.scene(found, now), told(viewer, found) if found.ended_at else None)


def told(viewer: Viewer, found: Drill) -> Object:
    """The debrief with its clocks."""
    now = timezone.now()
    return wire.debrief(
        found, jobs.debrief(found, now), [jobs.clock(each) for each in jobs.readings(viewer, found, now)]
    )


@router.post("/drills/{id}/start", response=answers(wire.DrillObject))
def start(request: Asked, id: Id) -> wire.DrillObject:
    """Let the clock of a drill run; its desk head may, and whoever opened it."""
    jobs.start(id, who=request.auth, now=timezone.now())
    return shown(request.auth, id)


@router.post("/drills/{id}/pause", response=answers(wire.DrillObject))
def pause(request: Asked, id: Id) -> wire.DrillObject:
    """Let the clock of a drill stand."""
    jobs.pause(id, who=request.auth, now=timezone.now())
    return shown(request.auth, id)


@router.post("/drills/{id}/resume", response=answers(wire.DrillObject))
def resume(request: Asked, id: Id) -> wire.DrillObject:
    """Let a paused drill go on; every deadline comes later by as long as the clock stood."""
    jobs.resume(id, who=request.auth, now=timezone.now())
    return shown(request.auth, id)


@router.post("/drills/{id}/stop", response=answers(wire.DrillObject))
def stop(request: Asked, id: Id) -> wire.DrillObject:
    """End a drill before its time; its debrief opens."""
    jobs.stop(id, who=request.auth, now=timezone.now())
    return shown(request.auth, id)
