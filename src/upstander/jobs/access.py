"""Who may see a situation: given by its owner, with a reason and an end."""

from datetime import datetime, timedelta

from upstander.jobs.reach import within_reach
from upstander.jobs.situations import NOT_OWNER, is_owner
from upstander.jobs.suspects import may_hear
from upstander.records.checks import deadline, passage
from upstander.records.desk import Situation
from upstander.records.errors import Refused, Usage
from upstander.records.people import APART, Viewer
from upstander.store.desk import log, people
from upstander.store.desk import situations as desk
from upstander.store.desk.whole import whole

LONGEST = timedelta(days=366)


@whole
def give(situation: str, person: int, reason: str, expires_at: datetime, *, who: Viewer, now: datetime) -> str:
    """Grant sight of a situation; returns the grant's id. Only its owner may, for a year at most."""
    owned(situation, who)
    if deadline(expires_at, now, "expires_at") > now + LONGEST:
        raise Usage("Choose an end within a year: access is given anew when it is still needed.", "expires_at")
    guest = people.viewer_of(person, now)
    if not guest.roles or guest.roles & APART:
        raise Usage("Choose somebody else: auditors and administrators see no situation.", "person")
    within_reach(situation, person, "person")
    may_hear(situation, [person], "person")
    if situation in guest.grants:
        raise Usage("%(name)s sees this situation already: end that access first.", "person", name=guest.name)
    id = desk.add_grant(situation, person, passage(reason, "reason"), who.person, now, expires_at)
    log.append(who, now, "access given", f"situation:{situation}", situation, to=guest.name, until=expires_at)
    return id


@whole
def revoke(grant: str, *, who: Viewer, now: datetime) -> None:
    """End a grant at once. Only the situation's owner may."""
    found, situation = desk.grant(who, grant)
    owned(situation, who)
    desk.revoke(who, grant, now)
    log.append(who, now, "access ended", f"situation:{situation}", situation, of=found.person_name)


def owned(id: str, who: Viewer) -> Situation:
    """The situation; Refused unless `who` owns it."""
    found = desk.situation(who, id)
    if not is_owner(found, who):
        raise Refused(NOT_OWNER, owner=found.owner_name)
    return found
