"""`upstander watchlist`: every State, ranked by the chance of mass killing of civilians."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import typer

from upstander.cli.home import home
from upstander.cli.options import AsCsv, AsJson, AsKnown, AtLeast, Within, asked, day, now
from upstander.cli.progress import Steps
from upstander.cli.shapes import single
from upstander.cli.show import Object, listing, percent
from upstander.jobs import forecast as jobs
from upstander.jobs import home as homes
from upstander.records import wire
from upstander.records.forecasts import Question, WatchlistRow
from upstander.records.people import PUBLIC
from upstander.store import lake as lakes

app = single()

REASONS = 3
"""Reasons shown to people; the JSON holds all of them."""


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
    if as_json or as_csv:
        listing(objects, (), as_json=as_json, as_csv=as_csv, none="")
    else:
        typer.echo(ranking(rows[:top]))


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
    question, last = rows[0].forecast.question, rows[0].last_month
    return (
        f"Chance that one-sided violence kills at least {question.at_least} people within {question.within} months.\n"
        f"Figures up to {last}; change against the month before, in percentage points."
    )


def ranking(rows: Sequence[WatchlistRow]) -> str:
    """The list for people: a line of figures for each State, its strongest reasons under it."""
    head = f"{'':>3} {'State':<34}{'Chance':>8}{'90 %':>13}{'Baseline':>10}{'Change':>8}"
    return "\n".join([heading(rows), "", head, *(line for row in wire.watchlist(rows) for line in lines(row))])


def lines(row: Object) -> list[str]:
    """One State's lines; + marks a reason that raises the chance, − one that lowers it."""
    low, high = f"{100 * row['low']:.1f}", f"{100 * row['high']:.1f}"
    change = percent(row["change"], signed=True) or "–"
    figures = f"{percent(row['probability']):>8}{f'{low}–{high}':>13}{percent(row['baseline']):>10}{change:>8}"
    marked = ", ".join(name for name in ("provisional", "reconstructed") if row[name])
    reasons = [f"    {'+' if driver['log_odds'] >= 0 else '−'} {driver['text']}" for driver in strongest(row)[:REASONS]]
    note = [f"      ({marked} figures)"] if marked else []
    return [f"{row['rank']:>3} {row['name']:<34}{figures}", *reasons, *note]


def strongest(row: Object) -> list[dict[str, Any]]:
    """All reasons, the strongest first."""
    return sorted(row["drivers"], key=lambda driver: -abs(driver["log_odds"]))
