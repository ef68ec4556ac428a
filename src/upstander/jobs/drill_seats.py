"""The room of a drill: accounts of its own, a situation that is an Exercise, who is seated, and how injects come in."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from upstander.jobs import access, people, situations
from upstander.jobs.ladder import climb_on, keep, start
from upstander.learn import drills, rooms
from upstander.lib.text import Sentence
from upstander.records.cases import Case
from upstander.records.desk import Phase, Signal, SignalKind, Status
from upstander.records.drills import HOLDS, Arrival, Drill, Part, Seat
from upstander.records.errors import Usage
from upstander.records.people import MACHINE, Role, Viewer
from upstander.respond import steps
from upstander.store.desk import drills as desk
from upstander.store.desk import log, reads, rulebook, signals
from upstander.store.desk import people as accounts
from upstander.store.desk.threads import attach
from upstander.store.lake import Lake

OVER = "The exercise is over."
ONLY = "This is an exercise. Nothing here is real."
CONTROL = "exercise-control"
"""The account that owns every drill's situation and hands its injects in; nobody can sign in with it."""

LASTS = timedelta(days=60)
"""How long those who played may look back."""

KEY = "the case"


def control(now: datetime) -> Viewer:
    """The account that runs drills, as a viewer; made when it is first needed."""
    return accounts.viewer_of(account(CONTROL, "Exercise control", Role.FOCAL_POINT, now), now)


def account(username: str, name: str, held: Role, now: datetime) -> int:
    """An account for exercises, made or opened again; it has no password."""
    id = accounts.id_named(username)
    if not id:
        return people.add(username, name, [held], who=MACHINE, now=now, exercise=True).id
    if not accounts.is_active(id):
        people.reactivate(id, who=MACHINE, now=now)
    return id


def own_accounts(parts: Iterable[Part], now: datetime) -> list[Seat]:
    """New accounts for these parts, in no other drill before or after."""
    tag = secrets.token_hex(3)
    return [
        Seat(part, account(f"exercise-{part.replace('_', '-')}-{tag}", name_of(part), HOLDS[part], now), "", own=True)
        for part in parts
    ]


def name_of(part: Part) -> str:
    """What an account of the drill's own is called."""
    return f"Exercise {part.replace('_', ' ')}"


def handed_out(seated: Mapping[Part, int], now: datetime) -> list[Seat]:
    """Parts given to people of the desk; Usage for one named twice, or without the role that the part takes.

    The outsider is nobody of the desk: whoever opened the drill, or sees its room, could not play them.
    """
    if Part.OUTSIDER in seated:
        raise Usage("Leave the outsider out: their account is made, and sees nothing.", "seats")
    if len(set(seated.values())) < len(seated):
        raise Usage("Give each part to another person.", "seats")
    for part, person in seated.items():
        guest = accounts.viewer_of(person, now)
        if guest.exercise or HOLDS[part] not in guest.roles:
            raise Usage("Give each part to somebody who holds its role at this desk.", part.value)
    return [Seat(part, person, "") for part, person in seated.items()]


def furnish(
    lake: Lake, case: Case, minutes: int, seats: Iterable[Seat], *, opener: int, now: datetime, by_itself: bool = False
) -> Drill:
    """Make the room: the situation, the drill, and sight of it for everybody who is seated, the outsider left out."""
    owner = control(now)
    title, area = case.play_title, case.play_place
    situation = situations.open_situation(
        lake, case.iso3, title, Phase.EMERGING, ONLY, who=owner, now=now, area=area, status=Status.EXERCISE
    )
    kept = tuple(seats)
    new = Drill("", case.id, situation, case.iso3, minutes, opener, now, by_itself=by_itself, seats=kept)
    id = desk.add(new)
    inside = {seat.person for seat in kept if seat.part is not Part.OUTSIDER} | ({opener} - {0})
    owner = accounts.viewer_of(owner.person, now)
    for person in sorted(inside):
        access.give(situation, person, ONLY, now + LASTS, who=owner, now=now)
    return desk.on_this_host(id)


def begin(drill: Drill, case: Case, now: datetime) -> None:
    """Let the clock run, and the ladder at the drill's pace."""
    desk.start(drill.id, now)
    share = drills.pace(case, drill.minutes).share
    rulebook.add(f"pace:{drill.situation}", str(share.total_seconds()), "drill", now)


def arrive(drill: Drill, case: Case, arrival: Arrival, *, who: Viewer, now: datetime) -> str:
    """An inject becomes known: a signal of the exercise, once, on the thread of the case. Returns the signal's id."""
    inject, line = arrival.inject, rooms.title(arrival.inject)
    new = Signal(
        id="",
        situation=drill.situation,
        kind=SignalKind.REPORT,
        title=str(line),
        text=inject.text,
        source=inject.who[:200],
        source_url="",
        vintage="",
        occurred_at=None,
        known_at=arrival.at,
        logged_at=now,
        by=who.name,
        by_id=who.person,
        closed_at=None,
        closed_reason="",
        closed_by="",
        status=Status.EXERCISE,
        sentences=(line, Sentence(inject.text)),
    )
    id = signals.add(new, key_of(arrival))
    if id is None:
        return ""
    log.append(who, now, "reported", f"signal:{id}", drill.situation, kind=new.kind)
    status, evidence = Status.EXERCISE, arrival.at
    thread = start(drill.situation, status, case.play_title, who=who, now=now, evidence_at=evidence, key=KEY)
    attach(thread, signal=id)
    return id


def close_threads(drill: Drill, now: datetime) -> None:
    """Let nothing of a drill climb any further, answered or not."""
    who = control(now)
    for thread in reads.threads(who, drill.situation, open_only=True)[0]:
        keep(steps.close(climb_on(thread, now), OVER, now), now)
        log.append(who, now, "thread closed", f"thread:{thread.id}", drill.situation)


def key_of(arrival: Arrival) -> str:
    """What keeps an inject from coming in twice."""
    return f"inject:{arrival.number}"
