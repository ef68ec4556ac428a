"""A desk to look at: one account a role, one situation on a State at the top of the watchlist, alerts in three states.

Everything goes through the jobs that real people use. Nobody is invented: accounts are called by their role, texts say
that they are a demonstration and hold the watchlist's own figures.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from upstander.jobs import access, alerts, duty, people, signals, situations
from upstander.jobs import home as homes
from upstander.records.desk import Address, Confidence, Draft, Grade, Person, Phase
from upstander.records.errors import Fault
from upstander.records.forecasts import Question, WatchlistRow
from upstander.records.people import MACHINE, PUBLIC, Role, Viewer
from upstander.store.desk import people as accounts
from upstander.store.desk import reads
from upstander.store.desk.whole import whole
from upstander.store.lake import Lake

FILE = "demonstration.json"
LINK_LASTS = timedelta(days=1)
BEGAN = timedelta(days=4)
"""How long before the first start the demonstration's story begins."""

OTHER = "analyst2"
"""A second analyst, because nobody signs what they drafted themselves."""

NEXT = "decision_maker2"
"""A second decision maker, to whom an answer can be referred, and whom the ladder calls where nobody answers."""

SECOND: Mapping[str, Role] = {OTHER: Role.ANALYST, NEXT: Role.DECISION_MAKER}
NAMES: Mapping[str, Role] = {**{role.value: role for role in Role}, **SECOND}


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the demonstration, with what opens it."""

    role: Role
    username: str
    password: str


def accounts_in(home: Path) -> list[Account]:
    """The accounts as the home's file lists them; none where there is no file or it lists others."""
    try:
        listed = json.loads((home / FILE).read_text("utf-8"))
        found = [Account(Role(one["role"]), one["username"], one["password"]) for one in listed]
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return []
    return found if {one.username for one in found} == set(NAMES) else []


def prepare(home: Path, lake: Lake, *, now: datetime) -> list[Account]:
    """Make what the demonstration lacks; a second call, or one after a killed one, ends in the same state."""
    kept = accounts_in(home)
    if not kept or any(username not in usernames() for username in NAMES):
        kept = [Account(role, username, secrets.token_urlsafe(12)) for username, role in NAMES.items()]
        settle(kept, now)
        homes.write(home / FILE, json.dumps([written(one) for one in kept], indent=1).encode() + b"\n")
    tell_story(lake, now)
    return kept


def usernames() -> frozenset[str]:
    """The user names of the demonstration that the desk has."""
    return frozenset(person.username for person in everybody() if person.demonstration)


def everybody() -> list[Person]:
    """All accounts, as the desk's own host sees them."""
    return reads.people(Viewer(0, "host", frozenset({Role.ADMINISTRATOR}), reads_only=True))


def written(account: Account) -> dict[str, str]:
    """An account as the home's file lists it."""
    return {"role": account.role.value, "username": account.username, "password": account.password}


@whole
def settle(wanted: list[Account], now: datetime) -> None:
    """Make the accounts that are missing and give every one its password: all of it or nothing."""
    there = usernames()
    for one in wanted:
        if one.username not in there:
            name = f"Demonstration {one.role.replace('_', ' ')}" + (" 2" if one.username in SECOND else "")
            people.add(one.username, name, [one.role], who=MACHINE, now=now - BEGAN, demonstration=True)
        accounts.set_password(person(one.username, now).person, one.password, now)


def person(username: str, now: datetime) -> Viewer:
    """The person with this user name, acting."""
    return accounts.viewer_named(username, now, reads_only=False)


def links(kept: list[Account], *, now: datetime) -> list[tuple[Account, str]]:
    """One secret for each role that signs in with one click, from this machine only, for a day."""
    first = [one for one in kept if one.username not in SECOND]
    return [
        (one, accounts.add_secret(person(one.username, now).person, "demonstration", "", now, now + LINK_LASTS))
        for one in first
    ]


@whole
def tell_story(lake: Lake, now: datetime) -> None:
    """The situation and its alerts, told once: all of it or nothing."""
    analyst = person(Role.ANALYST, now)
    if analyst.grants:
        return
    row = top(lake, now)
    began = now - BEGAN
    id = opened(lake, row, analyst, began)
    put_on_duty(began, now)
    signals.propose(lake, now=began + timedelta(hours=1))
    issue(id, row, OVERDUE, began + timedelta(hours=3))
    issue(id, row, WAITING, now - timedelta(minutes=90))
    draft(id, row, UNSIGNED, now - timedelta(minutes=5))


def put_on_duty(began: datetime, now: datetime) -> None:
    """The two analysts in turn, the focal point and those who decide, so that the ladder has somebody to call."""
    head = person(Role.FOCAL_POINT, began)
    for turn, username in enumerate((Role.ANALYST, OTHER, Role.FOCAL_POINT, Role.DECISION_MAKER, NEXT)):
        whom, until = person(username, began).person, now + timedelta(days=30)
        duty.put_on(whom, NAMES[username], began, until, who=head, now=began, deputy=turn)


def top(lake: Lake, now: datetime) -> WatchlistRow:
    """The first State of the watchlist."""
    rows = lake.watchlist(PUBLIC, now.date(), Question())
    if not rows:
        raise Fault("There is no forecast to demonstrate with: run `upstander forecast compute` first.")
    return rows[0]


def opened(lake: Lake, row: WatchlistRow, analyst: Viewer, at: datetime) -> str:
    """The situation, owned by the analyst and open to the focal point, the reporter, the second of each pair."""
    reason = f"Demonstration. {row.name} stands first on the watchlist. {strongest(row)}"
    title = f"Demonstration: {row.name}"
    id = situations.open_situation(lake, row.state_iso3, title, Phase.ONGOING, reason, who=analyst, now=at)
    owner = person(Role.ANALYST, at)
    for username in (Role.FOCAL_POINT, OTHER, NEXT, Role.REPORTER):
        guest, until = person(username, at).person, at + timedelta(days=360)
        access.give(id, guest, "Demonstration: works on it.", until, who=owner, now=at)
    return id


def issue(situation: str, row: WatchlistRow, plot: "Plot", start: datetime) -> None:
    """Draft an alert to the decision maker; half an hour later it is signed, after an hour issued."""
    id = draft(situation, row, plot, start)
    alerts.sign(id, who=person(OTHER, start), now=start + timedelta(minutes=30))
    alerts.issue(id, who=person(Role.FOCAL_POINT, start), now=start + timedelta(minutes=60))


def draft(situation: str, row: WatchlistRow, plot: "Plot", start: datetime) -> str:
    """Draft an alert that repeats the watchlist's figures and says that it is a demonstration."""
    analyst, recipient = person(Role.ANALYST, start), person(Role.DECISION_MAKER, start)
    evidence, _ = reads.signals(analyst, situation)
    text = Draft(
        title=f"Demonstration: {plot.title} ({row.name})",
        text=f"Demonstration. {chance(row)} {strongest(row)}",
        ask=ASK,
        grade=plot.grade,
        confidence=Confidence.MEDIUM,
        change_our_mind="Two months in a row with fewer deaths than the same months of the year before.",
        signals=tuple(signal.id for signal in evidence),
    )
    asked = Address(recipient.person, ASK, start + plot.patience, start + 2 * plot.patience)
    return alerts.draft(situation, text, [asked], who=analyst, now=start)


@dataclass(frozen=True, slots=True)
class Plot:
    """One alert of the story: its title, its grade, and how long its recipient has (to decide: twice, within the time
    that the ladder gives that grade).
    """

    title: str
    grade: Grade
    patience: timedelta


ASK = "Demonstration. Decide whether your institution acts now, keeps watching, or declines, and say why."
OVERDUE = Plot("an alert that nobody answered", Grade.WATCH, timedelta(hours=24))
WAITING = Plot("an alert that waits for an answer", Grade.WARNING, timedelta(hours=8))
UNSIGNED = Plot("a draft that waits for a second name", Grade.IMMINENT, timedelta(minutes=80))


def chance(row: WatchlistRow) -> str:
    """The forecast in a sentence, with its range and its rule of thumb."""
    found, asked = row.forecast, row.forecast.question
    return (
        f"On figures up to {found.origin}, the chance that one-sided violence kills at least {asked.at_least} people "
        f"in {row.name} within {asked.within} months is {found.probability:.0%} (90 % interval {found.low:.0%} to "
        f"{found.high:.0%}); persistence alone says {found.baseline:.0%}."
    )


def strongest(row: WatchlistRow) -> str:
    """The three strongest reasons in words."""
    drivers = sorted(row.forecast.drivers, key=lambda driver: -abs(driver.log_odds))[:3]
    return "; ".join(driver.text for driver in drivers) + "."
