"""What the lake answers, beside the same question asked without it."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

from measure import Line, in_turn

from upstander.lib.dates import Month
from upstander.records import wire
from upstander.records.figures import Kind
from upstander.records.forecasts import Question
from upstander.records.people import PUBLIC
from upstander.store.lake import Lake, open_lake

FIRST, LAST = Month(1989, 1), Month(2025, 12)
YEAR = Month(2025, 1)


def as_text(lake: Lake, day: date) -> str:
    """The whole panel of a day as CSV, as a publisher would hand it out."""
    rows = wire.figures(lake.panel(PUBLIC, day, None, FIRST, LAST))
    text = io.StringIO()
    table = csv.DictWriter(text, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


def scanned(text: str, iso3: str, first: str, last: str) -> int:
    """Deaths of one kind in a State, read row by row out of CSV."""
    rows = csv.DictReader(io.StringIO(text))
    wanted = (row for row in rows if row["iso3"] == iso3 and row["kind"] == "one_sided")
    return sum(int(row["best"] or 0) for row in wanted if first <= row["month"] <= last)


def asked(lake: Lake, day: date, iso3: str, first: Month, last: Month) -> int:
    """The same out of the lake."""
    return sum(figure.best or 0 for figure in lake.panel(PUBLIC, day, [iso3], first, last, [Kind.ONE_SIDED]))


def opened_anew(folder: Path, ask: Callable[[Lake], object]) -> Callable[[], object]:
    """The question put to a lake that nobody has asked anything yet."""
    return lambda: ask(Lake(folder))


def measured(home: Path, day: date, rounds: int) -> list[Line]:
    """Panel and watchlist, warm and cold."""
    lake = open_lake(home)
    text = as_text(lake, day)
    if asked(lake, day, "SDN", YEAR, LAST) != scanned(text, "SDN", "2025-01", "2025-12"):
        raise SystemExit("The lake and the plain reading disagree: nothing to compare.")
    question = Question()
    sudan, scan, world, cold_panel, warm, cold = in_turn(
        [
            lambda: asked(lake, day, "SDN", YEAR, LAST),
            lambda: scanned(text, "SDN", "2025-01", "2025-12"),
            lambda: lake.panel(PUBLIC, day, None, YEAR, LAST),
            opened_anew(lake.folder, lambda fresh: asked(fresh, day, "SDN", YEAR, LAST)),
            lambda: lake.watchlist(PUBLIC, day, question),
            opened_anew(lake.folder, lambda fresh: fresh.watchlist(PUBLIC, day, question)),
        ],
        rounds,
    )
    rows = text.count("\n") - 1
    return [
        Line("panel: Sudan, 2025, lake just opened", cold_panel, f"csv module over {rows:,} rows", scan),
        Line("panel: Sudan, 2025, asked before", sudan, "lake just opened", cold_panel),
        Line("panel: every State, 2025, asked before", world, "lake just opened, Sudan alone", cold_panel),
        Line("watchlist: lake just opened", cold, f"csv module over {rows:,} rows", scan),
        Line("watchlist: asked before", warm, "lake just opened", cold),
    ]
