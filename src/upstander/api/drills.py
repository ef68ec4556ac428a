"""Drills: always an Exercise, to those alone whom their room lets in, and never later than their own clock."""

from django.utils import timezone
from ninja import Router

from upstander.api.access import Asked
from upstander.api.fields import Id, answers
from upstander.jobs import drills as jobs
from upstander.records import wire_drills as wire
from upstander.records.drills import Drill
from upstander.records.people import Viewer
from upstander.records.wire_ladder import Object, hours
from upstander.respond.clocks import Reading
from upstander.store.desk import reads as desk

router = Router(tags=["Drills"])


@router.get("/drills", response=answers(list[wire.DrillObject]))
def drills(request: Asked) -> list[wire.DrillObject]:
    """The drills you play in or have opened, newest first."""
    now = timezone.now()
    return [wire.drill(each, jobs.scene(each, now)) for each in desk.drills(request.auth)]


@router.get("/drills/{id}", response=answers(wire.DrillObject))
def drill(request: Asked, id: Id) -> wire.DrillObject:
    """One drill: how it stands, who is there, what has become known; once it is over, its debrief."""
    return shown(request.auth, id)


def shown(viewer: Viewer, id: str) -> wire.DrillObject:
    """The drill as it stands now."""
    now = timezone.now()
    found = jobs.entered(viewer, id, now)
    return wire.drill(found, jobs.scene(found, now), told(viewer, found) if found.ended_at else None)


def told(viewer: Viewer, found: Drill) -> Object:
    """The debrief with its clocks."""
    now = timezone.now()
    return wire.debrief(found, jobs.debrief(found, now), [clock(each) for each in jobs.readings(viewer, found, now)])


def clock(each: Reading) -> Object:
    """One clock of the drill."""
    return {
        "clock": each.clock,
        "state": str(each.state),
        "took_hours": hours(each.took),
        "target_hours": hours(each.target),
    }


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
