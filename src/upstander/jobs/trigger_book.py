"""Triggers as a person reads them: how each did on the past, how much it interrupts, who keeps it silent and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from typing_extensions import TypedDict

from upstander.jobs.shipped import runs_of
from upstander.jobs.triggers import Listed, find, list_triggers, unreadable
from upstander.records.errors import Refused
from upstander.records.people import Viewer
from upstander.records.triggers import Basis, Noise, Rung, Silence
from upstander.store.desk import triggers as desk
from upstander.warn.noise import WEEK, digest


@dataclass(frozen=True, slots=True)
class Entry:
    """One trigger. `backruns`: on what was known, then in hindsight, of this very text: the newest that this desk kept,
    else the one that comes with the product.
    """

    listed: Listed
    backruns: tuple[Mapping[str, Any], ...]
    silences: tuple[Silence, ...]
    owner: str

    @property
    def backrun(self) -> Mapping[str, Any] | None:
        """The first of them."""
        return self.on("")

    def on(self, basis: str) -> Mapping[str, Any] | None:
        """The one on this basis; the first where there is none."""
        return next((each for each in self.backruns if each["basis"] == basis), *self.backruns[:1] or (None,))


def readable(viewer: Viewer) -> None:
    """Refused unless the viewer works at the desk."""
    if not desk.takes_part(viewer):
        raise Refused("Ask an analyst, a focal point or a decision maker: triggers are open to those who work here.")


def book(viewer: Viewer, now: datetime) -> list[Entry]:
    """Every trigger, by name."""
    readable(viewer)
    kept, owners, silences = desk.newest_backruns(viewer), desk.owners(), desk.silences(viewer, now)
    return [
        Entry(
            each,
            newest(kept, each.trigger.digest),
            tuple(one for one in silences if one.trigger == each.trigger.name),
            owners.get(each.trigger.name, ""),
        )
        for each in list_triggers(now)
    ]


def newest(kept: Mapping[tuple[str, str], Mapping[str, Any]], digest: str) -> tuple[Mapping[str, Any], ...]:
    """The back-runs of a text, one a basis."""
    shipped = {(digest, each["basis"]): each for each in runs_of(digest)}
    found = (kept.get((digest, basis)) or shipped.get((digest, basis)) for basis in Basis)
    return tuple(each for each in found if each is not None)


def broken(viewer: Viewer) -> tuple[str, ...]:
    """Triggers whose text cannot be read any more: they do not ring, and hold up no other."""
    readable(viewer)
    return tuple(unreadable())


def entry(viewer: Viewer, name: str, now: datetime) -> Entry:
    """One trigger; Unknown if there is none of this name."""
    readable(viewer)
    found = find(name)
    return next(each for each in book(viewer, now) if each.listed.trigger.name == found.name)


def week(viewer: Viewer, now: datetime) -> dict[str, tuple[Rung, ...]]:
    """What rang in the last seven days where the viewer sees, by State: one message instead of many."""
    return digest([*desk.rung(viewer), *desk.unowned(viewer)], now - WEEK, now)


class TriggerObject(TypedDict):
    """A trigger as programs read it: its terms, its switch, its noise, its newest back-run."""

    name: str
    title: str
    purpose: str
    grade: str
    on: bool
    changed: bool
    own: bool
    owner: str
    has_history: bool
    no_history: str
    basis: str
    played_on: str
    known_on: str
    shipped: bool
    hits: int | None
    misses: int | None
    false_alarms: int | None
    median_lead_days: float | None
    last_week: int
    a_week: float
    budget: int
    over_budget: bool
    silenced: bool


def wired(one: Entry) -> TriggerObject:
    """A line of the book in plain values."""
    trigger, told = one.listed.trigger, one.backrun or {}
    noise = one.listed.noise or Noise(0, 0.0, trigger.budget)
    return {
        "name": trigger.name,
        "title": trigger.title,
        "purpose": trigger.purpose.strip(),
        "grade": trigger.grade.value,
        "on": one.listed.on,
        "changed": one.listed.changed,
        "own": one.listed.own,
        "owner": one.owner,
        "has_history": trigger.has_history,
        "no_history": trigger.no_history,
        "basis": told.get("basis", ""),
        "played_on": told.get("played_on", ""),
        "known_on": told.get("known_on", ""),
        "shipped": told.get("shipped", False),
        "hits": told.get("hits"),
        "misses": told.get("misses"),
        "false_alarms": told.get("false_alarms"),
        "median_lead_days": told.get("median_lead_days"),
        "last_week": noise.last_week,
        "a_week": noise.a_week,
        "budget": noise.budget,
        "over_budget": noise.over,
        "silenced": bool(one.silences),
    }
