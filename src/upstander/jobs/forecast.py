"""Compute forecasts, keep them once and for ever, and say how good they have been.

Forecasts are kept for everybody, so they are made of open figures alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from upstander.analyse.change.surprise import changes
from upstander.analyse.forecast.evaluate import evaluate as scores
from upstander.analyse.forecast.issue import Issued, issue
from upstander.lib.dates import Month
from upstander.records.counts import Counts
from upstander.records.forecasts import Change, Question
from upstander.records.people import PUBLIC, Viewer
from upstander.records.scores import Score
from upstander.store.lake import Lake

Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many."""

KEPT = 36
"""Month-ends that come stored."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a snapshot holds of forecasts: the sets, the models behind them, surprises with the day they were known."""

    issued: Issued
    changes: tuple[tuple[date, tuple[Change, ...]], ...]


def build(first: Counts, known: Counts, progress: Progress | None = None) -> Built:
    """The last `KEPT` month-ends on the figures as first counted, and the newest month on the figures known now."""
    origins = [first.last - back for back in range(KEPT)]
    total = len(origins) + 1
    issued = issue(first, origins, progress and (lambda done, _: progress(done, total)))
    newest = issue(known, [known.last], progress and (lambda done, _: progress(len(origins) + done, total)))
    return Built(
        issued=Issued(issued.sets + newest.sets, issued.models + newest.models),
        changes=(*(surprises(first, origin) for origin in sorted(origins)), surprises(known, known.last)),
    )


def surprises(counts: Counts, origin: Month) -> tuple[date, tuple[Change, ...]]:
    """How surprising one month was, with the day on which its figures could be known."""
    seen = counts.until(origin)
    return max(seen.known_at), tuple(changes(seen))


def keep(lake: Lake, built: Built) -> None:
    """Add to the lake what it does not hold yet; what it holds stays as it is."""
    lake.add_models(built.issued.models)
    for known_at, found in built.changes:
        lake.add_changes(found, known_at)
    lake.add_forecasts(built.issued.sets)


def build_snapshot(lake: Lake, progress: Progress | None = None) -> None:
    """Fill a new snapshot with the forecasts that come stored, as known on the day of its newest vintage."""
    day = max(vintage.known_at for vintage in lake.vintages(PUBLIC, date.max))
    first = lake.counts(PUBLIC, day, "first")
    known = lake.counts(PUBLIC, day, "known")
    keep(lake, build(first, known, progress))


def compute_as_known(lake: Lake, day: date, progress: Progress | None = None) -> bool:
    """Compute the forecasts as known on a day, with those of the month before, once; whether there was anything to do.

    Usage: nothing was known that day, or too little to fit a model.
    """
    counts = lake.counts(PUBLIC, day, "known")
    if (counts.last, max(counts.known_at)) in (there := kept(lake, day, counts)):
        return False
    before = counts.last - 1
    missing = [counts.last] if any(origin == before for origin, _ in there) else [before, counts.last]
    issued = issue(counts, missing, progress)
    keep(lake, Built(issued, tuple(surprises(counts, origin) for origin in missing)))
    return True


def kept(lake: Lake, day: date, counts: Counts) -> set[tuple[Month, date]]:
    """From which months forecasts are kept that could be known that day, and since when they could."""
    member = counts.iso3s[int(counts.member[:, -1].argmax())]
    return {(one.origin, one.known_at) for one in lake.forecast_path(PUBLIC, day, Question(), member)}


def compute_missing(lake: Lake, today: date, progress: Progress | None = None) -> bool:
    """Compute the forecasts as known today, if new figures came in; whether there was anything to do."""
    return compute_as_known(lake, today, progress)


def evaluate(
    lake: Lake, viewer: Viewer, day: date, question: Question, every: int = 1, progress: Progress | None = None
) -> list[Score]:
    """Play the past forward on the figures known on a day: each method's scores, among all places and quiet ones."""
    return scores(lake.counts(viewer, day, "known"), question, every, progress)
