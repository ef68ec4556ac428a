"""The duty roster: who answers for a role, from when until when, and where nobody will."""

from datetime import datetime, timedelta

from upstander.jobs.ladder import ladder
from upstander.jobs.situations import may_own
from upstander.jobs.ways import must_be_reached
from upstander.records.checks import optional
from upstander.records.errors import Refused, Usage
from upstander.records.ladder import Shift
from upstander.records.people import Role, Viewer
from upstander.respond.climb import roles_of
from upstander.respond.roster import Gap, gaps
from upstander.store.desk import duty as desk
from upstander.store.desk import log
from upstander.store.desk.whole import whole

LONGEST = timedelta(days=366)


@whole
def put_on(
    person: int,
    role: Role,
    begins: datetime,
    ends: datetime,
    *,
    who: Viewer,
    now: datetime,
    deputy: int = 0,
    reason: str = "",
) -> str:
    """Put a person on duty for a role they hold; `deputy` 0 is called first. Returns the shift's id."""
    keeps_roster(who)
    if not begins < ends <= begins + LONGEST or ends <= now:
        raise Usage("Let the shift end after it begins, within a year, and not in the past.", "ends")
    if role not in may_own(person, now).roles:
        raise Usage("Choose a role that this person holds.", "role")
    if not 0 <= deputy <= 99:
        raise Usage("Number deputies from 0 to 99: 0 is called first.", "deputy")
    must_be_reached([person], "person")
    id = desk.add(Shift(person, role, begins, ends, deputy, reason=optional(reason, "reason", 200)))
    log.append(who, now, "put on duty", f"shift:{id}", person=person, role=role, begins=begins, ends=ends)
    return id


@whole
def take_off(shift: str, *, who: Viewer, now: datetime) -> None:
    """Take a shift off the roster."""
    keeps_roster(who)
    desk.end(shift, now)
    log.append(who, now, "taken off duty", f"shift:{shift}")


def keeps_roster(who: Viewer) -> None:
    """Refused unless a focal point."""
    if not who.may_everywhere([Role.FOCAL_POINT]):
        raise Refused("Ask a focal point: focal points keep the roster.")


def uncovered(viewer: Viewer, now: datetime) -> list[Gap]:
    """Every stretch of the next 14 days in which a role that the ladder calls is on nobody; for those on the roster."""
    if not desk.reads_roster(viewer):
        return []
    rule, shifts = ladder(), desk.shifts(viewer, now)
    roles = dict.fromkeys(role for each in rule.rules.values() for role in roles_of(each, rule))
    return [gap for role in roles for gap in gaps(shifts, role, now)]
