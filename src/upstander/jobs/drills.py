"""A drill among people: open it, hand out its parts, let its clock run, let its injects in, end it, look back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from upstander.jobs import aside, clocks, people
from upstander.jobs.drill_seats import (
    arrive,
    begin,
    close_threads,
    control,
    furnish,
    handed_out,
    key_of,
    own_accounts,
)
from upstander.jobs.library import library
from upstander.learn import cases, rooms
from upstander.learn import drills as rules
from upstander.lib.text import Sentence, mark
from upstander.records.cases import Case
from upstander.records.desk import Status
from upstander.records.drills import Debrief, Drill, Part, Scene, Stand
from upstander.records.errors import Refused, Usage
from upstander.records.owed import Owed
from upstander.records.people import MACHINE, Role, Viewer
from upstander.records.wire_ladder import Object, hours, minutes
from upstander.respond.clocks import Reading
from upstander.store.desk import drills as desk
from upstander.store.desk import log
from upstander.store.desk import people as accounts
from upstander.store.desk.whole import whole
from upstander.store.lake import Lake

LINK_LASTS = timedelta(days=8)
LOOKED_BACK = timedelta(days=1)
"""How long a drill's own accounts stay open after its end, for the debrief."""

NEVER_STARTED = timedelta(days=7)
FORGOTTEN = timedelta(days=7)
"""How long a drill may stay paused before it ends by itself."""

PLAYS = mark("You play in a drill: come in, and wait for its start.")

Links = Mapping[Part, str]
"""One secret for each part that has an account of the drill's own: it opens that account, and nothing else."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A drill that is ready to be started, and the links to hand out."""

    id: str
    links: Links


@whole
def open_drill(
    lake: Lake, case: str, *, who: Viewer, now: datetime, minutes: int = 0, seated: Mapping[Part, int] | None = None
) -> Opened:
    """Make a drill of a case for people: those `seated`, and an account of its own for every other part."""
    if who != MACHINE and not who.may_everywhere([Role.FOCAL_POINT]):
        raise Refused("Ask a focal point: focal points open drills.")
    played = cases.read(library(), case)
    length = minutes or played.minutes
    rules.pace(played, length)
    given = handed_out(seated or {}, now)
    rest = [part for part in Part if part not in {seat.part for seat in given}]
    seats = [*given, *own_accounts(rest, now)]
    found = furnish(lake, played, length, seats, opener=max(who.person, 0), now=now)
    log.append(who, now, "drill opened", f"drill:{found.id}", found.situation, minutes=length)
    return Opened(found.id, secrets_of(found, now))


def secrets_of(found: Drill, now: datetime) -> Links:
    """A fresh link for each account of the drill's own."""
    return {
        seat.part: accounts.add_secret(seat.person, "exercise", "", now, now + LINK_LASTS)
        for seat in found.seats
        if seat.own
    }


@whole
def links(id: str, *, who: Viewer, now: datetime) -> Links:
    """Links once more, for somebody who has lost theirs; the earlier ones go on working."""
    found = steered(id, who)
    if found.cleared_at is not None:
        raise Usage("Open another drill: the accounts of this one are closed.")
    log.append(who, now, "links made", f"drill:{id}", found.situation)
    return secrets_of(found, now)


def steered(id: str, who: Viewer) -> Drill:
    """The drill, held; Refused unless `who` opened it, plays its desk head, or is the desk's own host."""
    if who == MACHINE:
        return desk.held(id)
    found = desk.drill(who, id)
    if not steers(found, who):
        raise Refused("Ask whoever opened this drill, or its desk head.")
    return desk.held(id)


def steers(found: Drill, who: Viewer) -> bool:
    """Whether the viewer may start and end a drill."""
    return not who.reads_only and (who.person == found.opened_by or found.part_of(who.person) is Part.DESK_HEAD)


@whole
def start(id: str, *, who: Viewer, now: datetime) -> None:
    """Let the clock of a drill run; the first inject comes in at once."""
    found = steered(id, who)
    if found.started_at is not None or found.ended_at is not None:
        raise Usage("This drill has been started already.")
    begin(found, case_of(found), now)
    log.append(who, now, "drill started", f"drill:{id}", found.situation)
    deliver(id, now)


@whole
def stop(id: str, *, who: Viewer, now: datetime) -> None:
    """End a drill before its time: its debrief opens."""
    found = steered(id, who)
    if found.ended_at is not None:
        raise Usage("This drill is over already.")
    if found.paused_at is not None:
        desk.resume(id, now)
    finish(found, now, now)
    log.append(who, now, "drill stopped", f"drill:{id}", found.situation)


@whole
def pause(id: str, *, who: Viewer, now: datetime) -> None:
    """Let the clock of a drill stand: nothing comes in, nothing falls due, and nobody can do anything."""
    steered(id, who)
    deliver(id, now)
    found = desk.held(id)
    if not found.runs or found.paused_at is not None:
        raise Usage("Pause a drill while it runs.")
    log.append(who, now, "drill paused", f"drill:{id}", found.situation)
    desk.pause(id, now)


@whole
def resume(id: str, *, who: Viewer, now: datetime) -> None:
    """Let a paused drill go on: every deadline that was not met comes later by as long as the clock stood."""
    found = steered(id, who)
    if found.paused_at is None:
        raise Usage("This drill is not paused.")
    desk.resume(id, now)
    log.append(who, now, "drill resumed", f"drill:{id}", found.situation)


def case_of(found: Drill) -> Case:
    """The case that is played."""
    return cases.read(library(), found.case)


def stand(found: Drill, now: datetime) -> Stand:
    """Where a drill stands."""
    return rooms.stand_of(found, case_of(found), desk.decided(found.situation), now)


@whole
def deliver(id: str, now: datetime) -> int:
    """Let in what has become known by `now`, each inject once, and end the drill when its time is over.

    Returns how many injects came in.
    """
    found = desk.held(id)
    if found.started_at is None or found.ended_at is not None:
        return 0
    case, where, who = case_of(found), stand(found, now), control(now)
    there = desk.arrived(found.situation)
    new = [each for each in where.arrived if key_of(each) not in there]
    for each in new:
        arrive(found, case, each, who=who, now=now)
    if where.over:
        finish(found, rooms.ends(found, case, where.arrived[-1].at), now)
        log.append(who, now, "drill ended", f"drill:{id}", found.situation)
    return len(new)


def finish(found: Drill, at: datetime, now: datetime) -> None:
    """Let a drill be over: its threads are closed, so that nobody is called any more."""
    close_threads(found, now)
    desk.end(found.id, at)


def tick(now: datetime) -> None:
    """Let each drill that runs do what is due, end those left paused, and close accounts that nobody needs any more."""
    stale, halted = desk.uncleared(now - LOOKED_BACK, now - NEVER_STARTED), desk.halted(now - FORGOTTEN)

    def due(id: str) -> int:
        return clear(id, now) if id in stale else forget(id, now) if id in halted else deliver(id, now)

    aside.alone("drill", desk.places([*desk.running(), *stale]), due, now)


@whole
def forget(id: str, now: datetime) -> int:
    """End a drill that nobody resumes; returns how many ended: none if somebody just has."""
    if desk.held(id).paused_at is None:
        return 0
    stop(id, who=MACHINE, now=now)
    return 1


@whole
def clear(id: str, now: datetime) -> int:
    """Close the accounts that were made for a drill; returns how many it has."""
    found = desk.held(id)
    for seat in found.seats:
        if seat.own and accounts.is_active(seat.person):
            people.deactivate(seat.person, who=MACHINE, now=now)
    desk.clear(id, now)
    return len(found.seats)


def asked(viewer: Viewer, now: datetime) -> list[Owed]:  # noqa: ARG001  every question takes it
    """Drills in which this person was given a part and has not been seen yet."""
    return [
        Owed(Sentence(PLAYS), cases.read(library(), case).play_title, f"/drills/{id}/", situation, Status.EXERCISE)
        for id, case, situation in desk.awaited(viewer)
    ]


def joined(person: int, now: datetime) -> tuple[str, Part] | None:
    """Note that somebody has come in by their link; their drill and their part in it."""
    return desk.join(person, now)


@whole
def join(id: str, *, who: Viewer, now: datetime) -> None:
    """Say that one is here, to play one's part."""
    found = desk.drill(who, id)
    if who.reads_only or found.part_of(who.person) is None:
        raise Refused("Leave this to those who play a part in this drill.")
    desk.seen(id, who.person, now)
    log.append(who, now, "joined a drill", f"drill:{id}", found.situation)


def scene(found: Drill, now: datetime) -> Scene:
    """What the room may be shown."""
    return rooms.scene(case_of(found), stand(found, now))


def answer_by(found: Drill, now: datetime) -> tuple[datetime, datetime]:
    """Until when an alert drafted now should be acknowledged and decided: a share, and what is left of the pause."""
    share, halt = rules.pace(case_of(found), found.minutes).share, stand(found, now).halt
    latest = max(halt.latest if halt else now, now + 2 * share)
    return up_to_a_minute(now + share), up_to_a_minute(latest)


def up_to_a_minute(at: datetime) -> datetime:
    """The next whole minute: pages take no seconds."""
    return at.replace(second=0, microsecond=0) + timedelta(minutes=1)


def debrief(found: Drill, now: datetime) -> Debrief:
    """What is said when a drill is over; Refused before."""
    if found.ended_at is None:
        raise Refused("Wait until the drill is over: the debrief tells how it ends.")
    began = found.started_at or found.ended_at
    made = desk.issued(found.situation), desk.answers(found.situation), desk.deeds(found.situation)
    return rooms.debrief(case_of(found), stand(found, now), (began, found.ended_at), *made)


def readings(viewer: Viewer, found: Drill, now: datetime) -> tuple[Reading, ...]:
    """The clocks of the drill's threads, at its own pace."""
    timed = clocks.timed(viewer, now, Status.EXERCISE)
    return tuple(each for one in timed if one.thread.situation == found.situation for each in one.readings)


def clock(each: Reading) -> Object:
    """One clock of the drill."""
    return {
        "clock": each.clock,
        "state": str(each.state),
        "took_hours": hours(each.took),
        "target_hours": hours(each.target),
        "took_minutes": minutes(each.took),
        "target_minutes": minutes(each.target),
    }
