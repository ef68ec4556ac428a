"""`upstander watchlist`: every State, ranked by the chance of mass killing of civilians."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import typer

from upstander.cli.home import home
from upstander.cli.options import AsCsv, AsJson, AsKnown, AtLeast, Within, asked, day, now
from upstander.cli.progress import Steps
from upstander.cli.shapes import single
from upstander.cli.show import Column, Object, key, listing, percent
from upstander.jobs import forecast as jobs
from upstander.jobs import home as homes
from upstander.records import wire
from upstander.records.forecasts import Question, WatchlistRow
from upstander.records.people import PUBLIC
from upstander.store import lake as lakes

app = single()

REASONS = 3
"""Reasons shown in a table; the JSON holds all of them."""


@app.command()
def watchlist(
    at_least: AtLeast = 100,
    within: Within = 12,
    as_known: AsKnown = "",
    top: Annotated[int | None, typer.Option("--top", min=1, help="Only so many rows.")] = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Rank the States by the chance that one-sided violence kills at least so many within so many months."""
    today = now().date()
    rows = read(asked(at_least, within), day(as_known, today))
    objects = wire.watchlist(rows[:top])
    listing(objects, COLUMNS, as_json=as_json, as_csv=as_csv, none="No State has a forecast for that day.")


def read(question: Question, as_known: date) -> list[WatchlistRow]:
    """The watchlist of that day; a day before the stored forecasts is computed once."""
    lake = lakes.open_lake(home())
    rows = lake.watchlist(PUBLIC, as_known, question)
    if not rows:
        homes.make(home())
        lake = lakes.load_bundled(home())
        with Steps() as steps:
            jobs.compute_as_known(lake, as_known, lambda done, total: steps("Forecasts", done, total))
        rows = lake.watchlist(PUBLIC, as_known, question)
    return rows


def heading(rows: Sequence[WatchlistRow]) -> str:
    """What the chances are of, and up to which month the figures go."""
    asked, last = rows[0].forecast.question, rows[0].last_month
    return (
        f"Chance that one-sided violence kills at least {asked.at_least} people within {asked.within} months, "
        f"on figures up to {last}:"
    )


def reasons(row: Object) -> str:
    """The strongest reasons in words."""
    return "\n".join(driver["text"] for driver in strongest(row)[:REASONS])


def strongest(row: Object) -> list[dict[str, Any]]:
    """All reasons, the strongest first."""
    return sorted(row["drivers"], key=lambda driver: -abs(driver["log_odds"]))


def interval(row: Object) -> str:
    """The 90 % interval."""
    return f"{100 * row['low']:.1f}–{100 * row['high']:.1f}"


def marks(row: Object) -> str:
    """What a reader must know of the figures behind it."""
    return ", ".join(name for name in ("provisional", "reconstructed") if row[name])


COLUMNS: tuple[Column, ...] = (
    ("#", key("rank")),
    ("", key("iso3")),
    ("State", key("name")),
    ("Chance", lambda row: percent(row["probability"])),
    ("90 %", interval),
    ("Baseline", lambda row: percent(row["baseline"])),
    ("Change", lambda row: percent(row["change"], signed=True)),
    ("Why", reasons),
    ("Marks", marks),
)
