"""The past as a trigger would have seen it, on one basis. Models are taught on the way: slow to load."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from upstander.analyse.forecast.forward import forward, strength
from upstander.jobs.readings import PAST, Sight, Told, fresh, rows
from upstander.lib.dates import Month, months
from upstander.records.counts import Counts, Numbers
from upstander.records.forecasts import Question
from upstander.records.people import Viewer
from upstander.records.triggers import Basis, RiseFrom, Row, SurpriseFrom, Trigger
from upstander.store.lake import Lake
from upstander.warn.backrun import WARMING, asked_on

Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many."""


class Past:
    """The past of one trigger on one basis, row by row; models are taught as it goes."""

    def __init__(self, lake: Lake, viewer: Viewer, trigger: Trigger, today: date) -> None:
        self.lake, self.viewer, self.trigger, self.today = lake, viewer, trigger, today
        self.penalties: dict[Question, float] = {}
        self.surprising = any(isinstance(each, SurpriseFrom) for each in trigger.conditions)
        self.rising = any(isinstance(each, RiseFrom) for each in trigger.conditions)

    def told(self, counts: Counts, origins: Sequence[Month], step: Callable[[], None] | None = None) -> Told:
        """The chances that the trigger asks for, from these origins; questions too young to answer are left out."""
        found: dict[Question, Mapping[Month, Numbers]] = {}
        for question in self.trigger.questions:
            penalty = self.penalties.get(question) or strength(counts, question, origins)
            if penalty is not None:
                self.penalties[question] = penalty
                found[question] = forward(counts, question, origins, penalty, step)
        return found

    def as_known(self, first: Month, last: Month, progress: Progress | None) -> Iterator[Row]:
        """On each day on which something new was known, what was known that day and no more."""
        end = min(last.last_day, self.today)
        days = asked_on(released(self.lake, self.viewer, end), first, last)
        for done, day in enumerate(days, 1):
            counts = self.lake.counts(self.viewer, day, "known")
            told = self.told(counts, [counts.last - 1, counts.last] if self.rising else [counts.last])
            yield from rows(Sight(counts, day, fresh(counts, day), told, surprising=self.surprising))
            if progress is not None:
                progress(done, len(days))

    def hindsight(self, first: Month, last: Month, progress: Progress | None) -> Iterator[Row]:
        """Month by month on the final figures, each known on the 20th of the next; models see no later month."""
        counts = self.lake.counts(self.viewer, self.today, "known")
        asked = list(months(max(first - WARMING - 1, counts.first + PAST), min(last - 1, counts.last)))
        years, done = len({month.year for month in asked}) * max(1, len(self.trigger.questions)), [0]

        def step() -> None:
            done[0] += 1
            if progress is not None:
                progress(min(done[0], years), years)

        told = self.told(counts, [asked[0] - 1, *asked], step) if asked else {}
        yield from rows(Sight(counts, self.today, tuple(asked), told, hindsight=True, surprising=self.surprising))
        if progress is not None:
            progress(years, years)

    def rows(self, basis: Basis, first: Month, last: Month, progress: Progress | None) -> Iterable[Row]:
        """The past on one basis, never on both."""
        return (self.as_known if basis is Basis.AS_KNOWN else self.hindsight)(first, last, progress)


def released(lake: Lake, viewer: Viewer, end: date) -> list[date]:
    """The days up to `end` on which figures of some month could first be known, or were counted anew."""
    first = lake.counts(viewer, end, "first").known_at
    again = (one.known_at for one in lake.vintages(viewer, end) if one.series == "counts")
    return sorted({*first, *again})
