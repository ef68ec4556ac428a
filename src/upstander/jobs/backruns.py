"""Play a trigger over the past. Needs no desk and no account: open figures are enough."""

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from upstander.analyse.forecast.fit import LIBRARY
from upstander.jobs.past import Past
from upstander.jobs.shipped import FILE, SHOWN, bundled
from upstander.lib.dates import Month
from upstander.records import wire_triggers as wire
from upstander.records.errors import Usage
from upstander.records.people import PUBLIC, Viewer
from upstander.records.triggers import Backrun, Basis, Firing, Trigger
from upstander.store.lake import Lake
from upstander.store.lake import files as disk
from upstander.store.lake.kept import keep, recall
from upstander.warn import backrun as counting
from upstander.warn.triggers import ringing

Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many."""

METHOD = "1"
"""Raised when the same text on the same figures would ring otherwise: answers kept before are not used."""

EARLIEST = Month(1996, 1)
"""Before it too little lies behind a month to say what was usual, or to teach a forecast."""


def ship(lake: Lake, target: Path, today: date, progress: Progress | None = None) -> int:
    """Play each bundled trigger that has a history, on both bases, into the file that comes with the product."""
    asked = [(trigger, basis) for trigger in bundled() if trigger.has_history for basis in Basis]
    runs = []
    for done, (trigger, basis) in enumerate(asked, 1):
        runs.append(counting.told(play(lake, PUBLIC, trigger, *SHOWN, basis, today)))
        if progress is not None:
            progress(done, len(asked))
    disk.write(target / FILE, gzip.compress(json.dumps(runs, ensure_ascii=False).encode(), mtime=0))
    return len(runs)


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
    return replace(
        played,
        lake=lake.identity,
        played_on=today,
        known_on=max(truth.known_at),
        vintages=tuple(sorted(set(truth.vintages) - {""})),
        method=METHOD,
        library=LIBRARY if trigger.questions else "",
    )


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
