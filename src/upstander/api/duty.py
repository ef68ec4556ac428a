"""The roster: who is on duty in the next two weeks, and where nobody is."""

from django.utils import timezone
from ninja import Router
from typing_extensions import TypedDict

from upstander.api.access import Asked
from upstander.api.fields import answers
from upstander.jobs import duty as jobs
from upstander.jobs import roster
from upstander.records.errors import Refused
from upstander.store.desk.duty import reads_roster

router = Router(tags=["Duty"])


class ShiftObject(TypedDict):
    """A stretch of duty, after leave and swaps; `deputy` 0 is called first."""

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


class DutyObject(TypedDict):
    """The roster of the next 14 days."""

    shifts: list[ShiftObject]
    gaps: list[GapObject]


@router.get("/duty", response=answers(DutyObject))
def duty(request: Asked) -> DutyObject:
    """Who is on duty in the next 14 days, and every gap; for those who stand on a rung."""
    viewer, now = request.auth, timezone.now()
    if not reads_roster(viewer):
        raise Refused("Ask an analyst, a focal point or a decision maker: the others are on no roster.")
    shifts: list[ShiftObject] = [
        {
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
    return {"shifts": shifts, "gaps": gaps}
