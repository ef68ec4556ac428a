"""Play a trigger over the past. Needs no desk and no account: open figures are enough."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from upstander.jobs.readings import Past
from upstander.lib.dates import Month
from upstander.records import wire_triggers as wire
from upstander.records.errors import Unknown, Usage
from upstander.records.people import Viewer
from upstander.records.triggers import Backrun, Basis, Firing, Trigger
from upstander.store.lake import Lake
from upstander.store.lake.kept import keep, recall
from upstander.warn import backrun as counting
from upstander.warn.triggers import read, ringing

Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many."""

METHOD = "1"
"""Raised when the same text on the same figures would ring otherwise: answers kept before are not used."""

EARLIEST = Month(1996, 1)
"""Before it too little lies behind a month to say what was usual, or to teach a forecast."""


@lru_cache(1)
def bundled() -> tuple[Trigger, ...]:
    """The triggers that come with the product, by name."""
    texts = (each.read_text("utf-8") for each in files("upstander.data").joinpath("triggers").iterdir())
    return tuple(sorted((read(text) for text in texts), key=lambda trigger: trigger.name))


def shipped(name: str) -> Trigger:
    """The trigger of this name that comes with the product; Unknown if there is none."""
    found = next((each for each in bundled() if each.name == name), None)
    if found is None:
        raise Unknown("There is no trigger called %(name)s; see `upstander triggers list`.", "name", name=name)
    return found


def play(
    lake: Lake,
    viewer: Viewer,
    trigger: Trigger,
    first: Month,
    last: Month,
    basis: Basis,
    today: date,
    progress: Progress | None = None,
) -> Backrun:
    """When it would have rung from `first` to `last`, and what that was worth. Usage for months without figures."""
    truth = lake.counts(viewer, today, "known")
    if last < first:
        raise Usage("The months run backwards: --from must not be later than --to.", field="month")
    for month in (first, last):
        if not EARLIEST <= month <= truth.last:
            template = "A back-run cannot reach %(month)s: ask for months from %(first)s to %(last)s."
            raise Usage(template, "month", month=month, first=EARLIEST, last=truth.last)
    firings = rung(lake, viewer, trigger, first, last, basis, today, progress)
    played = counting.backrun(trigger, firings, truth, basis, first, last)
    return replace(played, lake=lake.identity)


def told(played: Backrun) -> dict[str, Any]:
    """A back-run in plain values, its median lead among them."""
    return wire.backrun(played) | {"median_lead_days": counting.median_lead(played)}


def rung(
    lake: Lake,
    viewer: Viewer,
    trigger: Trigger,
    first: Month,
    last: Month,
    basis: Basis,
    today: date,
    progress: Progress | None,
) -> list[Firing]:
    """Its firings; what was found once for this text, these figures and this day is not sought again."""
    insider = str(viewer.person != 0)
    key = "backrun", METHOD, trigger.digest, basis.value, str(first), str(last), insider, today.isoformat()
    if (known := recall(lake, *key)) is not None:
        return [wire.firing_of(each) for each in known]
    found = ringing(trigger, list(Past(lake, viewer, trigger, today).rows(basis, first, last, progress)))
    keep(lake, [wire.firing(each) for each in found], *key)
    return found
