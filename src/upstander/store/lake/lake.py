"""The lake: every figure the world sent, as it was known on any day."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from importlib.resources import files as package
from pathlib import Path
from threading import Lock

from upstander.lib.dates import Month
from upstander.lib.hashing import sha256
from upstander.records.counts import Counts
from upstander.records.errors import Damaged, Unknown, Usage
from upstander.records.figures import (
    Figure,
    Kind,
    Licence,
    Observation,
    Revision,
    State,
    Vintage,
    YearFigure,
)
from upstander.records.forecasts import Change, Forecast, Question, WatchlistRow
from upstander.records.models import Model
from upstander.records.people import Viewer
from upstander.records.sets import ForecastSet, change_columns
from upstander.store.lake import arrays, files, forecasts, manifest, places, writing
from upstander.store.lake.held import Held

BUNDLED = Path(str(package("upstander"))) / "data"
"""The figures that come with the program, read where they lie."""

FOLDER = "lake"
"""Where the lake lies in UPSTANDER_HOME."""


class Lake:
    """Figures under one folder. Reads what its manifest lists at the moment of asking, so it never grows stale."""

    def __init__(self, folder: Path, grow: Callable[[], Path] | None = None) -> None:
        self.folder = folder
        self.grow = grow
        self.stamp: tuple[int, int, int] | None = None
        self.opened: Held | None = None
        self.alone = Lock()

    def held(self) -> Held:
        """The present state of the folder; opened anew when its manifest has changed."""
        stamp = self.present()
        with self.alone:
            if self.opened is None or stamp != self.stamp:
                text = (self.folder / manifest.NAME).read_bytes()
                found = manifest.read(text, str(self.folder / manifest.NAME))
                self.opened, self.stamp = Held(self.folder, found, sha256(text)), stamp
            return self.opened

    def present(self) -> tuple[int, int, int]:
        """What tells one manifest file from the next without reading it."""
        try:
            found = (self.folder / manifest.NAME).stat()
        except FileNotFoundError as error:
            raise Damaged(
                "%(file)s is missing; restore a backup, or install Upstander again.",
                file=str(self.folder / manifest.NAME),
            ) from error
        return found.st_mtime_ns, found.st_size, found.st_ino

    @property
    def identity(self) -> str:
        """The SHA-256 of the manifest: two lakes with the same identity hold the same figures."""
        return self.held().identity

    def verify(self) -> None:
        """Read every byte of every file; Damaged names the first that differs, with both hashes."""
        held = self.held()
        for part in held.manifest.parts:
            files.check(held.folder, part)

    def writable(self) -> Path:
        """The folder to add to; the figures that come with the program are brought to a home first."""
        if self.grow is not None:
            self.folder, self.grow = self.grow(), None
        return self.folder

    def states(self, viewer: Viewer) -> tuple[State, ...]:  # noqa: ARG002
        """Every place: members of the system in the latest month first, then the others, by English name."""
        return places.states(self.held())

    def state(self, viewer: Viewer, iso3: str) -> State:  # noqa: ARG002
        """One place; Unknown if the table has no such code."""
        found = places.by_code(self.held()).get(iso3)
        if found is None:
            raise Unknown("There is no State %(code)s; use a code of three letters such as SDN.", "country", code=iso3)
        return found

    def last_month(self, viewer: Viewer, as_known: date) -> Month:
        """The newest month that was covered on that day; Usage if nothing was known yet."""
        held = self.held()
        rows = held.rows("speaking", "as_known", day=held.since(as_known), insider=insider(viewer))
        if not rows:
            raise Usage("No figures were known on %(day)s; choose a later day.", "as-known", day=as_known.isoformat())
        return Month.at(rows[-1][0])

    def panel(
        self,
        viewer: Viewer,
        as_known: date,
        iso3: Collection[str] | None,
        first: Month,
        last: Month,
        kinds: Collection[Kind] = tuple(Kind),
    ) -> list[Figure]:
        """Deaths by State, month and kind as they were known on that day; all States where `iso3` is None.

        A month of which nothing was known is absent. A place counted under another has no rows. Unknown: no such State.
        """
        for code in iso3 or ():
            self.state(viewer, code)
        codes = None if iso3 is None else tuple(sorted(set(iso3)))
        held = self.held()
        figures = arrays.panel(held, held.since(as_known), insider(viewer), codes, first, last)
        return [one for one in figures if one.kind in kinds]

    def counts(self, viewer: Viewer, as_known: date, hold: str) -> Counts:
        """All States' counts as arrays, for whoever stands on that day.

        `hold` is "known": each month as the newest vintage of that day counts it; or "first": as the oldest vintage
        held counted it. Usage if nothing was known yet.
        """
        self.last_month(viewer, as_known)
        held = self.held()
        return arrays.counts(held, held.since(as_known), hold, insider(viewer))

    def years(self, viewer: Viewer, as_known: date, iso3: str) -> list[YearFigure]:
        """The publisher's yearly figures of a State with their range, oldest first."""
        self.state(viewer, iso3)
        held = self.held()
        rows = held.rows("years", day=held.since(as_known), insider=insider(viewer), iso3=iso3)
        return [
            YearFigure(iso3, year, Kind(kind), low, best, high, civilians, vintage, known_at)
            for year, kind, low, best, high, civilians, vintage, known_at in rows
        ]

    def revisions(self, viewer: Viewer, as_known: date, iso3: str, first: Month, last: Month) -> list[Revision]:
        """What the first count held said of each month, and what the newest of that day says; oldest month first."""
        self.state(viewer, iso3)
        held = self.held()
        rows = held.rows(
            "revisions",
            "as_known",
            day=held.since(as_known),
            insider=insider(viewer),
            iso3=iso3,
            first=first.ordinal,
            last=last.ordinal,
        )
        return [Revision(Month.at(month), Kind(kind), *rest) for month, kind, *rest in rows]

    def observations(
        self, viewer: Viewer, as_known: date, iso3: str | Collection[str] | None, series: Collection[str] | None = None
    ) -> list[Observation]:
        """Yearly figures that are no counts of violence, of one place, several, or all (None), oldest first."""
        codes = [iso3] if isinstance(iso3, str) else list(iso3 or ())
        for code in codes:
            self.state(viewer, code)
        held = self.held()
        rows = held.rows(
            "observations",
            day=held.since(as_known),
            insider=insider(viewer),
            everywhere=iso3 is None,
            iso3s=codes,
            any_series=series is None,
            series=list(series or ()),
        )
        return [arrays.observation(row) for row in rows]

    def forecasts(self, viewer: Viewer, as_known: date, question: Question) -> list[Forecast]:
        """Every State's forecast from the newest month of that day; empty if none is kept for that day."""
        held, origin = self.held(), self.last_month(viewer, as_known)
        return list(forecasts.forecasts(held, as_known, question, origin))

    def forecast_path(self, viewer: Viewer, as_known: date, question: Question, iso3: str) -> list[Forecast]:
        """A State's forecasts month-end by month-end, oldest first, as they were known on that day."""
        self.state(viewer, iso3)
        return forecasts.path(self.held(), as_known, question, iso3)

    def watchlist(self, viewer: Viewer, as_known: date, question: Question) -> list[WatchlistRow]:
        """The States of the latest month by falling probability; empty if no forecast is kept for that day."""
        self.last_month(viewer, as_known)
        return list(forecasts.watchlist(self.held(), as_known, question, insider(viewer)))

    def changes(self, viewer: Viewer, as_known: date) -> list[Change]:
        """Every State's verdict on the newest month of that day; empty if none is kept for that day."""
        held, month = self.held(), self.last_month(viewer, as_known)
        return list(forecasts.changes(held, as_known, month))

    def models(self) -> list[Model]:
        """The fitted models, in the order in which they were kept."""
        return forecasts.models(self.held())

    def add_forecasts(self, sets: Iterable[ForecastSet]) -> None:
        """Keep these for ever. What is already kept for the same question, origin and day stays as it is."""
        there = forecasts.kept(self.held(), "forecasts", ("origin", "known_at", "at_least", "within"))
        new = [one for one in sets if forecasts.key(one) not in there]
        if new:
            writing.issue(self.writable(), "forecasts", forecasts.joined([one.columns() for one in new]))

    def add_changes(self, changes: Sequence[Change], known_at: date) -> None:
        """Keep these verdicts for ever. What is already kept for the same month and day stays as it is."""
        there = forecasts.kept(self.held(), "changes", ("month", "known_at"))
        if changes and (str(changes[0].month), known_at) not in there:
            writing.issue(self.writable(), "changes", change_columns(changes, known_at))

    def add_models(self, models: Iterable[Model]) -> None:
        """Keep these fitted models; one that is already kept is not kept twice."""
        there = {model.id for model in self.models()}
        new = [model.written() for model in models if model.id not in there]
        if new:
            writing.issue_models(self.writable(), new)

    def settle(self) -> None:
        """Lay what was computed into one file a table, as a snapshot is shipped."""
        writing.settle(self.writable())

    def vintages(self, viewer: Viewer, as_known: date) -> list[Vintage]:
        """The vintages known on that day, oldest first."""
        found = (one for one in self.held().manifest.vintages if one.known_at <= as_known)
        allowed = (one for one in found if insider(viewer) or one.licence != Licence.NO_REDISTRIBUTION)
        return sorted(allowed, key=lambda one: (one.known_at, one.name))


def insider(viewer: Viewer) -> bool:
    """Whether rows that may not be passed on may be shown: to people of this desk, never to nobody."""
    return viewer.person != 0
