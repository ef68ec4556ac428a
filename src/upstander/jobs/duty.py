"""The duty roster: who answers for a role, from when until when, and where nobody will."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import available_timezones

from upstander.jobs import notices
from upstander.jobs.ladder import ladder
from upstander.jobs.roster import shifts
from upstander.jobs.situations import may_own
from upstander.jobs.ways import must_be_reached
from upstander.lib.text import Sentence, mark
from upstander.records.checks import optional
from upstander.records.desk import Status
from upstander.records.errors import Refused, Usage
from upstander.records.ladder import Shift
from upstander.records.people import RECEIVES, Role, Viewer
from upstander.records.roster import Leave, Pattern, Swap
from upstander.respond.climb import roles_of
from upstander.respond.patterns import free_days
from upstander.respond.roster import Gap, first_called, gaps, next_called
from upstander.store.desk import duty as desk
from upstander.store.desk import log
from upstander.store.desk import roster as book
from upstander.store.desk.whole import whole

LONGEST = timedelta(days=366)
LONGEST_SWAP = timedelta(days=31)
WEEK = range(7)
PAGE = "/duty/"

ASKED = mark("%(name)s asks you to take over their duty.")
ACCEPTED = mark("%(name)s takes over the duty that you asked about.")
DECLINED = mark("%(name)s does not take over the duty that you asked about: it stays yours.")
REPLACES = mark("You take over the duty of %(name)s.")


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
    lasting(begins, ends, now)
    holds(person, role, now)
    must_be_reached([person], "person")
    id = desk.add(Shift(person, role, begins, ends, turn(deputy), reason=optional(reason, "reason", 200)))
    log.append(who, now, "put on duty", f"shift:{id}", person=person, role=role, begins=begins, ends=ends)
    book.wake(now)
    return id


def lasting(begins: datetime, ends: datetime, now: datetime, longest: timedelta = LONGEST) -> None:
    """Usage for a stretch that ends before it begins, lies in the past, or lasts too long."""
    if not begins < ends <= begins + longest or ends <= now:
        raise Usage("Let the shift end after it begins, within a year, and not in the past.", "ends")


def holds(person: int, role: Role, now: datetime, field: str = "role") -> None:
    """Usage unless the person holds the role."""
    guest = may_own(person, now)
    if guest.exercise or role not in guest.roles:
        raise Usage("Choose a role that this person holds.", field)


def turn(deputy: int) -> int:
    """The turn in which people of a role are called."""
    if not 0 <= deputy <= 99:
        raise Usage("Number deputies from 0 to 99: 0 is called first.", "deputy")
    return deputy


@whole
def take_off(shift: str, *, who: Viewer, now: datetime) -> None:
    """Take a shift off the roster."""
    keeps_roster(who)
    desk.end(shift, now)
    log.append(who, now, "taken off duty", f"shift:{shift}")


@whole
def add_hours(
    person: int,
    role: Role,
    days: Iterable[int],
    begins: time,
    ends: time,
    zone: str,
    *,
    who: Viewer,
    now: datetime,
    until: datetime | None = None,
    country: str = "",
    subdivision: str = "",
    deputy: int = 0,
    reason: str = "",
) -> str:
    """Give a person weekly working hours for a role, in the time of a place, with its public holidays free.

    Where they end at the hour at which they begin, they last the whole day. Returns their id.
    """
    keeps_roster(who)
    holds(person, role, now)
    if until is not None and until <= now:
        raise Usage("Let the working hours end at a time that is still to come, or leave the end open.", "until")
    must_be_reached([person], "person")
    asked = hours(role, days, begins, ends, zone, now, country, subdivision, deputy)
    new = replace(asked, person=person, until=until, reason=optional(reason, "reason", 200))
    id = book.add_pattern(new)
    log.append(who, now, "working hours given", f"pattern:{id}", person=person, role=role)
    book.wake(now)
    return id


def hours(
    role: Role,
    days: Iterable[int],
    begins: time,
    ends: time,
    zone: str,
    now: datetime,
    country: str,
    subdivision: str,
    deputy: int,
) -> Pattern:
    """Weekly hours as a record, nobody's yet; Usage for no day, no such zone, or a place without a calendar."""
    chosen = frozenset(days)
    if not chosen or not chosen <= frozenset(WEEK):
        raise Usage("Choose at least one day of the week.", "days")
    if zone not in available_timezones():
        raise Usage("There is no time zone %(zone)s: choose one such as Africa/Khartoum.", "zone", zone=zone)
    place = country.strip().upper(), subdivision.strip().upper()
    free_days(*place, now.year)
    return Pattern("", 0, role, chosen, begins, ends, zone, now, None, *place, turn(deputy))


@whole
def set_role_hours(
    role: Role,
    days: Iterable[int],
    begins: time,
    ends: time,
    zone: str,
    *,
    who: Viewer,
    now: datetime,
    country: str = "",
    subdivision: str = "",
    deputy: int = 1,
) -> str:
    """Give a role weekly working hours, in the place of those before: everybody who holds it and has no hours of their
    own for it is on duty then. `deputy` 1: after those who are named. Returns their id.
    """
    keeps_roster(who)
    on_a_rung(role)
    new = hours(role, days, begins, ends, zone, now, country, subdivision, deputy)
    own = {each.person for each in book.all_patterns(now) if each.role is role}
    must_be_reached([person for person, _ in book.holders(role, now) if person not in own], "role")
    id = book.set_role_hours(new)
    log.append(who, now, "role's hours given", f"role:{id}", role=role)
    book.wake(now)
    return id


def on_a_rung(role: Role) -> None:
    """Usage for a role that is on no roster."""
    if role not in RECEIVES:
        raise Usage("Choose analyst, focal_point or decision_maker: the other roles are on no roster.", "role")


@whole
def end_hours(id: str, *, who: Viewer, now: datetime) -> None:
    """End working hours, a person's or a role's, from now on."""
    keeps_roster(who)
    book.end_pattern(id, now)
    log.append(who, now, "working hours ended", f"pattern:{id}")


@whole
def take_leave(
    begins: datetime,
    ends: datetime,
    *,
    who: Viewer,
    now: datetime,
    person: int = 0,
    replacement: int = 0,
    reason: str = "",
) -> str:
    """Be away from one moment to another. A focal point writes it down for others, and names who replaces them.

    Without a replacement the gap shows. Returns the leave's id.
    """
    away = person or who.person
    stands_on_rung(who)
    if away != who.person or replacement:
        keeps_roster(who)
    lasting(begins, ends, now)
    absent = may_own(away, now)
    if replacement == away:
        raise Usage("Choose somebody else to replace them.", "replacement")
    if replacement and not may_own(replacement, now).roles & absent.roles & RECEIVES:
        raise Usage("Choose a replacement who holds a role of theirs.", "replacement")
    kept = Leave("", away, max(begins, now), ends, replacement, reason=optional(reason, "reason", 200))
    id = book.add_leave(kept)
    log.append(who, now, "leave taken", f"leave:{id}", person=away, replacement=replacement)
    book.wake(now)
    if replacement:
        say(replacement, REPLACES, absent.name, f"leave:{id}", now)
    return id


@whole
def end_leave(id: str, *, who: Viewer, now: datetime) -> None:
    """Take leave back: its own person does, or a focal point."""
    found = book.find_leave(id)
    if found.person != who.person or who.reads_only:
        keeps_roster(who)
    book.end_leave(id, now)
    log.append(who, now, "leave taken back", f"leave:{id}")
    book.wake(now)


@whole
def propose_swap(
    taker: int,
    role: Role,
    begins: datetime,
    ends: datetime,
    *,
    who: Viewer,
    now: datetime,
    back: tuple[datetime, datetime] | None = None,
    reason: str = "",
) -> str:
    """Ask somebody to take over some of one's duty, perhaps for some of theirs; until they accept nothing changes."""
    stands_on_rung(who)
    found = shifts(who, now, desk.ALWAYS)
    if not on_call(found, who.person, role, (begins, ends)):
        raise Refused("Choose a stretch of your own duty on the roster of the next two weeks.")
    if taker == who.person:
        raise Usage("Ask somebody else: this is your own duty.", "taker")
    holds(taker, role, now, "taker")
    for span in ((begins, ends), *([back] if back else [])):
        lasting(*span, now, LONGEST_SWAP)
    if back and not on_call(found, taker, role, back):
        raise Usage("Choose a stretch of their duty on the roster of the next two weeks.", "back_begins")
    back_begins, back_ends = back or (None, None)
    why = optional(reason, "reason", 200)
    new = Swap("", role, who.person, taker, begins, ends, now, back_begins, back_ends, reason=why)
    id = book.add_swap(new)
    log.append(who, now, "swap asked", f"swap:{id}", of=taker, role=role)
    say(taker, ASKED, who.name, f"swap:{id}:asked", now, due=begins)
    return id


def on_call(found: Iterable[Shift], person: int, role: Role, span: tuple[datetime, datetime]) -> bool:
    """Whether the person is on duty for the role at some time of the stretch."""
    theirs = (each for each in found if each.person == person and each.role is role)
    return any(each.begins < span[1] and each.ends > span[0] for each in theirs)


@whole
def accept_swap(id: str, *, who: Viewer, now: datetime) -> None:
    """Take over what one was asked: from now on the roster says so."""
    found = asked_of(id, who)
    holds(who.person, found.role, now, "taker")
    book.answer_swap(id, now, accepted=True)
    log.append(who, now, "swap accepted", f"swap:{id}", of=found.giver)
    book.wake(now)
    say(found.giver, ACCEPTED, who.name, f"swap:{id}:accepted", now)


@whole
def decline_swap(id: str, *, who: Viewer, now: datetime) -> None:
    """Leave the duty with who asked; whoever asked may take the question back in the same way."""
    found = book.open_swap(id)
    if who.reads_only or who.person not in {found.taker, found.giver}:
        raise Refused("Leave this to those who swap.")
    book.answer_swap(id, now, accepted=False)
    log.append(who, now, "swap declined", f"swap:{id}", of=found.giver)
    if who.person == found.taker:
        say(found.giver, DECLINED, who.name, f"swap:{id}:declined", now)


def asked_of(id: str, who: Viewer) -> Swap:
    """The swap that waits for this person's answer."""
    found = book.open_swap(id)
    if who.reads_only or found.taker != who.person:
        raise Refused("Leave this to the person who was asked.")
    return found


def say(person: int, what: str, name: str, key: str, now: datetime, due: datetime | None = None) -> None:
    """Tell a person of the roster something."""
    told = Sentence(what, {"name": name})
    notices.tell(person, told, PAGE, "", key=key, status=Status.ACTUAL, now=now, due=due)


def keeps_roster(who: Viewer) -> None:
    """Refused unless a focal point."""
    if not who.may_everywhere([Role.FOCAL_POINT]):
        raise Refused("Ask a focal point: focal points keep the roster.")


def stands_on_rung(who: Viewer) -> None:
    """Refused unless the person can be on duty."""
    if not who.may_everywhere(RECEIVES):
        raise Refused("Ask an analyst, a focal point or a decision maker: the others are on no roster.")


@dataclass(frozen=True, slots=True)
class Outlook:
    """The roster of the next 14 days, of it those called first now and next, and every stretch in which a role that the
    ladder calls is on nobody.
    """

    shifts: Sequence[Shift] = ()
    first: Sequence[Shift] = ()
    next: Sequence[Shift] = ()
    gaps: Sequence[Gap] = ()


def outlook(viewer: Viewer, now: datetime) -> Outlook:
    """It, for those who stand on a rung; nothing for others."""
    if not desk.reads_roster(viewer):
        return Outlook()
    rule, found, me = ladder(), shifts(viewer, now), viewer.person
    roles = dict.fromkeys(role for each in rule.rules.values() for role in roles_of(each, rule))
    return Outlook(
        found,
        [shift for role in roles for shift in first_called(found, role, now, me)],
        [shift for role in roles for shift in next_called(found, role, now, me)],
        [gap for role in roles for gap in gaps(found, role, now)],
    )


def uncovered(viewer: Viewer, now: datetime) -> list[Gap]:
    """Every stretch of the next 14 days in which a role that the ladder calls is on nobody; for those on the roster."""
    return list(outlook(viewer, now).gaps)
