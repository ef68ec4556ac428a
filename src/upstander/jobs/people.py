"""Accounts: made, given roles, closed, and let back in by an administrator."""

import re
import zoneinfo
from collections.abc import Iterable
from datetime import datetime, timedelta

from upstander.jobs.suspects import moved_house
from upstander.records.checks import deadline, line, optional
from upstander.records.desk import Person
from upstander.records.errors import Refused, Usage
from upstander.records.people import APART, MACHINE, Role, Viewer
from upstander.store.desk import log
from upstander.store.desk import people as desk
from upstander.store.desk.whole import whole

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
"""The languages of the United Nations, in its order."""

CODE = re.compile(r"^[A-Z]{3}$")
USERNAME = re.compile(r"^[\w.@+-]{1,150}$")
RESET_LASTS = timedelta(hours=24)
TOKEN_LASTS_AT_MOST = timedelta(days=366)


@whole
def add(
    username: str,
    name: str,
    roles: Iterable[Role],
    *,
    who: Viewer,
    now: datetime,
    demonstration: bool = False,
    exercise: bool = False,
) -> Person:
    """A new account, without a password until its one-time link is used."""
    keeps_people(who)
    if not USERNAME.match(username):
        raise Usage("Choose a user name of letters, digits and . @ + - _ only.", "username")
    given = username, line(name, "name"), compatible(roles), who.name or "upstander", now
    person = desk.add(*given, demonstration=demonstration, exercise=exercise)
    log.append(who, now, "added", f"person:{person.id}", roles=sorted(person.roles))
    return person


@whole
def set_institution(id: int, institution: str, iso3: str, *, who: Viewer, now: datetime) -> None:
    """Say where a person works, and of which State that body is: nobody who works in a suspected body is told of it."""
    keeps_people(who)
    code = iso3.strip().upper()
    if code and not CODE.match(code):
        raise Usage("Name the State by its three letters, as in SDN.", "iso3")
    desk.set_institution(id, " ".join(optional(institution, "institution", 200).split()), code)
    log.append(who, now, "workplace set", f"person:{id}")
    moved_house(id, who, now)


def compatible(roles: Iterable[Role]) -> frozenset[Role]:
    """The roles as a set; Usage for none, or where auditor or administrator is not alone."""
    chosen = frozenset(roles)
    if not chosen:
        raise Usage("Give at least one role.", "roles")
    if chosen & APART and len(chosen) > 1:
        raise Usage("Give an auditor or an administrator no other role.", "roles")
    return chosen


def keeps_people(who: Viewer) -> None:
    """Refused unless an administrator, or the desk's own host."""
    if who != MACHINE and not who.may([Role.ADMINISTRATOR]):
        raise Refused("Ask an administrator: administrators keep the accounts.")


@whole
def set_roles(person: int, roles: Iterable[Role], *, who: Viewer, now: datetime) -> None:
    """Change what a person may do; their sessions and tokens end."""
    keeps_people(who)
    chosen = compatible(roles)
    if Role.ADMINISTRATOR not in chosen:
        another_administrator(person, now)
    if chosen & APART:
        owns_nothing(person)
    desk.set_roles(person, chosen, who.name or "upstander", now)
    log.append(who, now, "roles set", f"person:{person}", roles=sorted(chosen))


@whole
def deactivate(person: int, *, who: Viewer, now: datetime) -> None:
    """Close an account; its sessions and tokens end at once, its name stays where it signed."""
    keeps_people(who)
    another_administrator(person, now)
    desk.set_active(person, active=False, now=now)
    log.append(who, now, "deactivated", f"person:{person}")


@whole
def reactivate(person: int, *, who: Viewer, now: datetime) -> None:
    """Open a closed account again."""
    keeps_people(who)
    desk.set_active(person, active=True, now=now)
    log.append(who, now, "reactivated", f"person:{person}")


def another_administrator(person: int, now: datetime) -> None:
    """Usage if this person is the last administrator."""
    if Role.ADMINISTRATOR in desk.viewer_of(person, now).roles and desk.administrators() < 2:
        raise Usage("Make somebody else administrator first: this is the last one.", "roles")


def owns_nothing(person: int) -> None:
    """Usage while the person owns a situation."""
    if desk.owns(person):
        raise Usage("Let them hand over their situations first.", "roles")


@whole
def reset_link(person: int, *, who: Viewer, now: datetime) -> str:
    """A secret that lets a person set a new password, once, within a day."""
    keeps_people(who)
    target = desk.viewer_of(person, now)
    secret = desk.add_secret(target.person, "reset", "", now, now + RESET_LASTS)
    log.append(who, now, "reset link made", f"person:{person}")
    return secret


@whole
def use_link(secret: str, password: str, *, now: datetime) -> Person:
    """Spend a one-time link and set the password it was for."""
    person = desk.use_link(secret, now)
    desk.set_password(person.id, password, now)
    log.append(Viewer(person.id, person.name), now, "password set by link", f"person:{person.id}")
    return person


@whole
def change_password(password: str, *, who: Viewer, now: datetime) -> None:
    """Set one's own password; one's other sessions and tokens end."""
    desk.set_password(who.person, password, now)
    log.append(who, now, "password changed", f"person:{who.person}")


@whole
def token(name: str, expires_at: datetime, *, who: Viewer, now: datetime, reads_only: bool = False) -> str:
    """A secret that acts for `who` in the API and on the command line, or only reads; shown once."""
    if who.person <= 0 or who.reads_only:
        raise Refused("Sign in with your own account to make a token.")
    if deadline(expires_at, now, "expires_at") > now + TOKEN_LASTS_AT_MOST:
        raise Usage("Choose an end within a year.", "expires_at")
    purpose = desk.READING if reads_only else desk.TOKEN
    secret = desk.add_secret(who.person, purpose, line(name, "name"), now, expires_at)
    log.append(who, now, "token made", f"person:{who.person}", reads_only=reads_only)
    return secret


@whole
def revoke_token(id: int, *, who: Viewer, now: datetime) -> None:
    """End one of one's own tokens."""
    desk.revoke_token(who, id, now)
    log.append(who, now, "token ended", f"person:{who.person}")


@whole
def set_preferences(language: str, time_zone: str, *, who: Viewer) -> None:
    """One's own language and time zone."""
    if language not in LANGUAGES:
        raise Usage("Choose one of the six languages of the United Nations.", "language")
    if time_zone not in zoneinfo.available_timezones():
        raise Usage("There is no time zone %(zone)s: choose one such as Africa/Khartoum.", "time_zone", zone=time_zone)
    desk.set_preferences(who.person, language, time_zone)
