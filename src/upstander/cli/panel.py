"""`upstander panel`: deaths by State, month and type of violence, as known on any day."""

from typing import Annotated

import typer

from upstander.cli.home import home
from upstander.cli.options import AsCsv, AsJson, AsKnown, day, month, now, words
from upstander.cli.shapes import single
from upstander.cli.show import Column, Object, key, listing
from upstander.lib.dates import Month
from upstander.records import wire
from upstander.records.errors import Usage
from upstander.records.figures import Kind
from upstander.records.people import PUBLIC
from upstander.store import lake as lakes

app = single()

NOTE = "Deaths: UCDP's best estimate. –: range not published. Marks: p provisional, r reconstructed."

FIRST = Month(1989, 1)
"""The first month that UCDP covers."""


@app.command()
def panel(
    country: Annotated[
        list[str] | None, typer.Option("--country", metavar="CODE", help="State, by three letters; may be repeated.")
    ] = None,
    first: Annotated[str, typer.Option("--from", metavar="MONTH", help="First month, YYYY-MM; else a year back.")] = "",
    last: Annotated[str, typer.Option("--to", metavar="MONTH", help="Last month; else the newest known.")] = "",
    kind: Annotated[list[str] | None, typer.Option("--kind", help="state_based, non_state, one_sided.")] = None,
    as_known: AsKnown = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Print deaths by State, month and type of violence, each with its source, its vintage and the day we knew."""
    known = day(as_known, now().date())
    lake = lakes.open_lake(home())
    codes = [lake.state(PUBLIC, code.upper()).iso3 for code in country or []]
    start, end = span(first, last, lake.last_month(PUBLIC, known))
    kinds = words(Kind, kind or [], "kind") or tuple(Kind)
    figures = lake.panel(PUBLIC, known, codes or None, start, end, kinds)
    none = "Nothing was known of these months on that day."
    listing(wire.figures(figures), COLUMNS, as_json=as_json, as_csv=as_csv, none=none, note=NOTE)


def span(first: str, last: str, newest: Month) -> tuple[Month, Month]:
    """The months asked for; Usage where no figure can be."""
    end = month(last, newest)
    start = month(first, max(FIRST, end - 11))
    for one in (start, end):
        if not FIRST <= one <= newest:
            template = "There are no figures for %(month)s: ask for months from %(first)s to %(newest)s."
            raise Usage(template, field="month", month=one, first=FIRST, newest=newest)
    if end < start:
        raise Usage("The months run backwards: --from must not be later than --to.", field="month")
    return start, end


def marks(row: Object) -> str:
    """What a reader must know of the figure, by its first letter."""
    return "".join(name[0] for name in ("provisional", "reconstructed") if row[name])


def spread(row: Object) -> str:
    """The published range, or that there is none."""
    return "–" if row["low"] is None else f"{row['low']:,}–{row['high']:,}"


COLUMNS: tuple[Column, ...] = (
    ("State", key("iso3")),
    ("Month", key("month")),
    ("Kind", key("kind")),
    ("Events", key("events")),
    ("Deaths", key("best")),
    ("Range", spread),
    ("Vintage", key("vintage")),
    ("Known", key("known_at")),
    ("Marks", marks),
)
