"""The roster: who is on duty in the next two weeks, where nobody is, and everything that changes it."""

from collections.abc import Callable
from datetime import time
from enum import StrEnum
from typing import Annotated, Any

from django.utils import timezone
from ninja import Field, Router, Status
from pydantic import StringConstraints
from typing_extensions import TypedDict

from upstander.api.access import Asked
from upstander.api.answers import Done
from upstander.api.fields import Id, MaybeLine, Moment, PersonId, Sent, answers
from upstander.jobs import duty as jobs
from upstander.jobs import roster
from upstander.records.errors import Refused
from upstander.records.people import Role
from upstander.records.roster import Leave, Swap
from upstander.store.desk import reads as desk
from upstander.store.desk.duty import reads_roster

router = Router(tags=["Duty"])


class ShiftObject(TypedDict):
    """A stretch of duty, after leave and swaps; `deputy` 0 is called first; `id` of what it comes from."""

    id: str
    person: int
    name: str
    role: str
    begins: str
    ends: str
    deputy: int
    outside: bool


class GapObject(TypedDict):
    """A stretch in which a role that the ladder calls is on nobody."""

    role: str
    begins: str
    ends: str


class LeaveObject(TypedDict):
    """Somebody is away; `replacement` 0: nobody takes over."""

    id: str
    person: int
    name: str
    begins: str
    ends: str
    replacement: int


class SwapObject(TypedDict):
    """One asks another to take over a stretch of duty; it counts once `accepted`."""

    id: str
    role: str
    giver: int
    taker: int
    begins: str
    ends: str
    accepted: bool


class DutyObject(TypedDict):
    """The roster of the next 14 days."""

    shifts: list[ShiftObject]
    gaps: list[GapObject]
    leaves: list[LeaveObject]
    swaps: list[SwapObject]


@router.get("/duty", response=answers(DutyObject))
def duty(request: Asked) -> DutyObject:
    """Who is on duty in the next 14 days, and every gap; for those who stand on a rung."""
    viewer, now = request.auth, timezone.now()
    if not reads_roster(viewer):
        raise Refused("Ask an analyst, a focal point or a decision maker: the others are on no roster.")
    shifts: list[ShiftObject] = [
        {
            "id": each.id,
            "person": each.person,
            "name": each.name,
            "role": each.role.value,
            "begins": each.begins.isoformat(),
            "ends": each.ends.isoformat(),
            "deputy": each.deputy,
            "outside": each.outside,
        }
        for each in roster.shifts(viewer, now)
    ]
    gaps: list[GapObject] = [
        {"role": gap.role.value, "begins": gap.begins.isoformat(), "ends": gap.ends.isoformat()}
        for gap in jobs.uncovered(viewer, now)
    ]
    found, asked = desk.leaves(viewer, now), desk.swaps(viewer, now)
    return {"shifts": shifts, "gaps": gaps, "leaves": list(map(absence, found)), "swaps": list(map(swapping, asked))}


def absence(each: Leave) -> LeaveObject:
    """Leave in plain values; why somebody is away stays on the page."""
    return {
        "id": each.id,
        "person": each.person,
        "name": each.name,
        "begins": each.begins.isoformat(),
        "ends": each.ends.isoformat(),
        "replacement": each.replacement,
    }


def swapping(each: Swap) -> SwapObject:
    """A swap in plain values."""
    return {
        "id": each.id,
        "role": each.role.value,
        "giver": each.giver,
        "taker": each.taker,
        "begins": each.begins.isoformat(),
        "ends": each.ends.isoformat(),
        "accepted": each.accepted_at is not None,
    }


Day = Annotated[int, Field(strict=True, ge=0, le=6)]
Hour = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Turn = Annotated[int, Field(strict=True, ge=0, le=99)]
Zone = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_+/-]+$")]
Place = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}(-[A-Z0-9]{1,9})?)?$")]


class ShiftSent(Sent):
    """One person on duty for a role, beside or over what their working hours say."""

    person: PersonId
    role: Role
    begins: Moment
    ends: Moment
    deputy: Turn = 0
    reason: MaybeLine = ""


class HoursSent(Sent):
    """Weekly working hours of a person, or of a role where `person` is null; `days`: 0 is Monday; `holidays`: KE."""

    role: Role
    days: Annotated[list[Day], Field(max_length=7)]
    begins: Hour
    ends: Hour
    zone: Zone
    person: PersonId | None = None
    holidays: Place = ""
    deputy: Turn | None = None


class LeaveSent(Sent):
    """Being away; `person` and `replacement` are for those who keep the roster."""

    begins: Moment
    ends: Moment
    person: PersonId | None = None
    replacement: PersonId | None = None
    reason: MaybeLine = ""


class SwapSent(Sent):
    """A stretch of one's own duty for somebody else, perhaps for one of theirs."""

    taker: PersonId
    role: Role
    begins: Moment
    ends: Moment
    back_begins: Moment | None = None
    back_ends: Moment | None = None
    reason: MaybeLine = ""


class Ending(StrEnum):
    """What can be done to something that stands on the roster."""

    END_SHIFT = "end-shift"
    END_HOURS = "end-hours"
    END_LEAVE = "end-leave"
    ACCEPT = "accept"
    DECLINE = "decline"


@router.post("/duty/shifts", response=answers(Done, 201))
def put_on(request: Asked, sent: ShiftSent) -> Status[Done]:
    """Put a person on duty from one moment to another; focal points may."""
    span = sent.begins, sent.ends
    who, now, turn = request.auth, timezone.now(), sent.deputy
    return made(jobs.put_on(sent.person, sent.role, *span, who=who, now=now, deputy=turn, reason=sent.reason))


@router.post("/duty/hours", response=answers(Done, 201))
def add_hours(request: Asked, sent: HoursSent) -> Status[Done]:
    """Give a person, or a whole role, weekly working hours with public holidays free; focal points may."""
    country, _, part = sent.holidays.partition("-")
    week = sent.role, sent.days, time.fromisoformat(sent.begins), time.fromisoformat(sent.ends), sent.zone
    turn = (sent.person is None) if sent.deputy is None else sent.deputy
    by: Any = {"who": request.auth, "now": timezone.now(), "country": country, "subdivision": part, "deputy": int(turn)}
    return made(jobs.set_role_hours(*week, **by) if sent.person is None else jobs.add_hours(sent.person, *week, **by))


@router.post("/duty/leaves", response=answers(Done, 201))
def take_leave(request: Asked, sent: LeaveSent) -> Status[Done]:
    """Be away for a while; without a replacement the gap shows."""
    span, who, now = (sent.begins, sent.ends), request.auth, timezone.now()
    away, stead = sent.person or 0, sent.replacement or 0
    return made(jobs.take_leave(*span, who=who, now=now, person=away, replacement=stead, reason=sent.reason))


@router.post("/duty/swaps", response=answers(Done, 201))
def propose_swap(request: Asked, sent: SwapSent) -> Status[Done]:
    """Ask somebody to take over a stretch of your duty; nothing changes until they accept."""
    back = (sent.back_begins, sent.back_ends) if sent.back_begins and sent.back_ends else None
    asked = sent.taker, sent.role, sent.begins, sent.ends
    return made(jobs.propose_swap(*asked, who=request.auth, now=timezone.now(), back=back, reason=sent.reason))


@router.post("/duty/{entry}/{verb}", response=answers(Done))
def end(request: Asked, entry: Id, verb: Ending) -> Done:
    """End a shift, hours or leave, or answer a swap that you were asked about."""
    deeds: dict[Ending, Callable[..., None]] = {
        Ending.END_SHIFT: jobs.take_off,
        Ending.END_HOURS: jobs.end_hours,
        Ending.END_LEAVE: jobs.end_leave,
        Ending.ACCEPT: jobs.accept_swap,
        Ending.DECLINE: jobs.decline_swap,
    }
    deeds[verb](entry, who=request.auth, now=timezone.now())
    return {"id": entry}


def made(id: str) -> Status[Done]:
    """The answer that names what was written down."""
    return Status(201, {"id": id})
