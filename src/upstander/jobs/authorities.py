"""Standing authorities: written beforehand, they let the ladder leave the organisation, or one person open its lane."""

from collections.abc import Iterable
from datetime import datetime

from upstander.jobs.situations import may_own
from upstander.records.checks import passage
from upstander.records.desk import Alert, Grade, Status
from upstander.records.errors import Refused, Usage
from upstander.records.people import RECEIVES, Role, Viewer
from upstander.records.roster import Authority, Purpose
from upstander.respond.border import across, checked
from upstander.store.desk import crossings, log
from upstander.store.desk import roster as desk
from upstander.store.desk.whole import whole

KEEPS = (Role.FOCAL_POINT, Role.DECISION_MAKER)


def keeps_authorities(who: Viewer) -> None:
    """Refused unless a focal point or a decision maker."""
    if not who.may_everywhere(KEEPS):
        raise Refused("Ask a focal point or a decision maker: they keep standing authorities.")


@whole
def record(
    purpose: Purpose,
    instrument: str,
    given_by: str,
    person: int,
    grades: Iterable[Grade],
    content: str,
    begins: datetime,
    ends: datetime,
    *,
    who: Viewer,
    now: datetime,
) -> str:
    """Record an authority that was given in writing; nobody records one for themselves. Returns its id."""
    keeps_authorities(who)
    if person == who.person:
        raise Refused("Let somebody else record an authority that is yours.")
    outside = person in desk.outsiders()
    may_own(person, now)
    if outside is not (purpose is Purpose.BORDER):
        raise Usage("Choose somebody outside to be told, or somebody inside to open the emergency lane.", "person")
    new = Authority("", purpose, instrument, given_by, person, frozenset(grades), content, begins, ends)
    id = desk.add_authority(checked(new, now), who, now)
    log.append(who, now, "authority recorded", f"authority:{id}", purpose=purpose, of=person, until=ends)
    desk.wake(now)
    return id


def take_across(alert: Alert, people: Iterable[int], who: Viewer, now: datetime) -> None:
    """Record who takes a real alert to people of other organisations, and under which standing authority, if any.

    Refused where neither a named person of this organisation nor an authority that lives does.
    """
    found = crossings.named_outside({*people, who.person}) if alert.status is Status.ACTUAL else {}
    named = who.person > 0 and found.pop(who.person, None) is None
    written = desk.all_authorities() if found else []
    for person, name in found.items():
        under = across(person, name, alert.grade, written, now, named=named)
        id = under.id if under else None
        crossings.add_crossing(alert.id, person, who, id, now)
        log.append(who, now, "taken across", f"alert:{alert.id}", alert.situation, of=person, authority=id or "")


@whole
def revoke(id: str, reason: str, *, who: Viewer, now: datetime) -> None:
    """End an authority at once, with a reason."""
    keeps_authorities(who)
    desk.revoke_authority(id, passage(reason, "reason"), who, now)
    log.append(who, now, "authority revoked", f"authority:{id}")


@whole
def set_outside(person: int, *, outside: bool, who: Viewer, now: datetime) -> None:
    """Say whether somebody belongs to another organisation: the ladder then calls them only under an authority."""
    keeps_authorities(who)
    if person == who.person:
        raise Refused("Let somebody else say to which organisation you belong.")
    if not may_own(person, now).roles & RECEIVES:
        raise Usage("Choose an analyst, a focal point or a decision maker.", "person")
    desk.set_outside(person, outside=outside)
    log.append(who, now, "set outside", f"authority:person:{person}", of=person, outside=outside)
