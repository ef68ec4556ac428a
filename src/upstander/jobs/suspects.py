"""Say which bodies are suspected in a situation, and who may hear of it although they work there."""

from collections.abc import Collection
from datetime import datetime

from upstander.jobs.hearing import left_out
from upstander.jobs.notices import send
from upstander.lib.text import Sentence, mark
from upstander.records.alert_life import Suspect, Workplace
from upstander.records.channels import Notice
from upstander.records.checks import passage
from upstander.records.desk import Situation
from upstander.records.errors import Refused, Usage
from upstander.records.people import PUBLIC, RECEIVES, Viewer
from upstander.records.suspicion import allowed, resembles, suspected
from upstander.store.desk import log, people, rousing
from upstander.store.desk import suspects as desk
from upstander.store.desk.situations import situation as find
from upstander.store.desk.whole import whole
from upstander.store.lake import Lake
from upstander.warn import suspects as rules

SHUT_OUT = mark("Somebody works in a body that is suspected in a situation of yours: they see it no more.")


@whole
def suspect(
    lake: Lake, situation: str, *, who: Viewer, now: datetime, reason: str, institution: str = "", iso3: str = ""
) -> str:
    """Say that an institution, or every institution of a State, is suspected here; returns the suspicion's id.

    Whoever works there and sees the situation loses sight of it at once, unless a focal point has allowed it by name.
    """
    found = find(who, situation)
    rules.may_keep(who, workplace(who.person), desk.standing(situation))
    name, state, why = rules.checked(institution, iso3, reason)
    code = lake.state(PUBLIC, state).iso3 if state else ""
    id = desk.add(found.id, name, code, why, who.person, now)
    log.append(who, now, "suspected", f"situation:{situation}", situation, suspicion=id, iso3=code)
    owner_hears(found)
    shut_out(found.id, who, now)
    return id


@whole
def lift(situation: str, id: str, reason: str, *, who: Viewer, now: datetime) -> None:
    """Say, with a reason, that a body is suspected no more."""
    find(who, situation)
    rules.may_allow(who, workplace(who.person), desk.standing(situation))
    desk.lift(situation, id, passage(reason, "reason"), who.person, now)
    log.append(who, now, "suspicion lifted", f"situation:{situation}", situation, suspicion=id)


@whole
def allow(situation: str, person: int, reason: str, *, who: Viewer, now: datetime) -> str:
    """Let a person hear of a situation although they work in a suspected body; returns the exception's id."""
    find(who, situation)
    rules.may_allow(who, workplace(who.person), desk.standing(situation))
    guest = people.viewer_of(person, now)
    if not guest.may(RECEIVES):
        raise Usage("Choose an analyst, a focal point or a decision maker.", "person")
    if allowed(person, desk.exempted(situation)):
        raise Usage("%(name)s may hear of it already.", "person", name=guest.name)
    id = desk.allow(situation, person, passage(reason, "reason"), who.person, now)
    log.append(who, now, "allowed to hear", f"situation:{situation}", situation, person=guest.name)
    return id


@whole
def disallow(situation: str, id: str, *, who: Viewer, now: datetime) -> None:
    """End an exception: from now on the person is told nothing by default, and sees the situation no more."""
    found = find(who, situation)
    rules.may_keep(who, workplace(who.person), desk.standing(situation))
    desk.disallow(situation, id, now)
    log.append(who, now, "allowed no more", f"situation:{situation}", situation, exception=id)
    owner_hears(found)
    shut_out(found.id, who, now)


def alike(viewer: Viewer, situation: str, people: Collection[int]) -> list[tuple[Workplace, Suspect]]:
    """Whose workplace reads like a body suspected here, with that body: for a person to look at."""
    bodies = [each for each in desk.suspects(viewer, situation) if each.lifted_at is None]
    places = desk.workplaces(people).values() if bodies else ()
    hears = [each for each in places if suspected(each, bodies) is None]
    return [(each, body) for each in hears for body in bodies if resembles(each, body)]


def owner_hears(found: Situation) -> None:
    """Refused if the situation's owner works in a suspected body, and nobody has allowed it."""
    if left_out(found.id, [found.owner]):
        raise Refused(
            "Hand the situation to another owner first, or let a focal point allow it by name: %(name)s owns it and"
            " works there.",
            name=found.owner_name,
        )


def shut_out(situation: str, who: Viewer, now: datetime) -> None:
    """End what was granted to anybody who works in a suspected body here, and tell the owner that it has ended.

    A step that one of them has goes back to the ladder with the next sweep; nobody is told why.
    """
    rousing.look_in(situation, now)
    ended = desk.end_access(situation, left_out(situation, desk.granted(situation, now)), who.person, now)
    for name in ended:
        log.append(who, now, "access ended", f"situation:{situation}", situation, of=name)
    if ended:
        (owner, status), key = desk.owned(situation), f"shut out:{situation}:{now:%Y%m%dT%H%M%S}"
        send([Notice(owner, Sentence(SHUT_OUT), "/waiting/", situation, key, status, now)])


def moved_house(person: int, who: Viewer, now: datetime) -> None:
    """Somebody works elsewhere from now on: they lose sight of each situation in which that body is suspected."""
    for situation in sorted(desk.suspicious_to(person, now)):
        shut_out(situation, who, now)
    rousing.look_for(person, now)


def workplace(person: int) -> Workplace:
    """Where a person works."""
    return desk.workplaces([person]).get(person, Workplace(person, "", "", ""))


def may_hear(situation: str, persons: Collection[int], field: str = "addresses") -> None:
    """Refused if one of these people works in a body suspected here and nobody has allowed it."""
    suspected = desk.standing(situation)
    if not suspected:
        return
    allowed = desk.exempted(situation)
    for place in desk.workplaces(persons).values():
        rules.may_hear(place, suspected, allowed, field)
