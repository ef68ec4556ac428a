"""Open a situation, judge its phase, hand it over."""

from datetime import datetime

from upstander.jobs.reach import within_reach
from upstander.jobs.suspects import may_hear
from upstander.lib.text import mark
from upstander.records.checks import line, optional, passage
from upstander.records.desk import Phase, Situation, Status, Tlp
from upstander.records.errors import Refused, Usage
from upstander.records.people import RECEIVES, Role, Viewer
from upstander.store.desk import log, people
from upstander.store.desk import situations as desk
from upstander.store.desk.whole import whole
from upstander.store.lake import Lake

OPENS = (Role.ANALYST, Role.FOCAL_POINT)
NOT_OWNER = mark("Ask %(owner)s, who owns this situation.")


@whole
def open_situation(
    lake: Lake,
    iso3: str,
    title: str,
    phase: Phase,
    reason: str,
    *,
    who: Viewer,
    now: datetime,
    area: str = "",
    group: str = "",
    tlp: Tlp = Tlp.AMBER,
    status: Status = Status.ACTUAL,
) -> str:
    """Open a situation that `who` owns; returns its id. Unknown for no such State."""
    if not (who.may(OPENS) if status is Status.EXERCISE else who.may_everywhere(OPENS)):
        raise Refused("Ask an analyst or a focal point: they open situations.")
    reason = passage(reason, "reason")
    opened = Situation(
        id="",
        iso3=lake.state(who, iso3).iso3,
        title=line(title, "title"),
        area=optional(area, "area", 200),
        group=optional(group, "group", 200),
        phase=phase,
        phase_reason=reason,
        phase_by=who.name,
        phase_at=now,
        owner=who.person,
        owner_name=who.name,
        tlp=tlp,
        opened_at=now,
        status=status,
    )
    id = desk.add(opened)
    log.append(who, now, "opened", f"situation:{id}", id, phase=phase)
    return id


@whole
def change_phase(id: str, phase: Phase, reason: str, *, who: Viewer, now: datetime) -> None:
    """Judge the phase anew; Usage without a reason or without a change."""
    found = desk.situation(who, id)
    if not who.may(OPENS):
        raise Refused("Ask an analyst or a focal point: they judge the phase.")
    if found.phase is phase:
        raise Usage("Choose another phase: the situation is in this one already.", "phase")
    desk.set_phase(who, id, phase, passage(reason, "reason"), now)
    log.append(who, now, "phase changed", f"situation:{id}", id, phase=phase, before=found.phase)


@whole
def hand_over(id: str, person: int, reason: str, *, who: Viewer, now: datetime) -> None:
    """Give the situation another owner. A focal point who sees it may do so once its owner's account is closed."""
    found = desk.situation(who, id)
    orphan = who.may([Role.FOCAL_POINT]) and not desk.owner_is_active(id)
    if not (orphan or is_owner(found, who)):
        raise Refused(NOT_OWNER, owner=found.owner_name)
    heir = may_own(person, now)
    within_reach(id, person, "person")
    may_hear(id, [person], "person")
    desk.set_owner(who, id, heir.person, now)
    desk.add_handover(who, id, heir.person, passage(reason, "reason"), now)
    log.append(who, now, "handed over", f"situation:{id}", id, to=heir.name)


def is_owner(found: Situation, who: Viewer) -> bool:
    """Whether the viewer owns the situation and acts with their own token or session."""
    return found.owner == who.person and not who.reads_only


def may_own(person: int, now: datetime) -> Viewer:
    """The person as a viewer; Usage unless an active analyst, focal point or decision maker."""
    heir = people.viewer_of(person, now)
    if not heir.may(RECEIVES):
        raise Usage("Choose an analyst, a focal point or a decision maker.", "person")
    return heir
