"""Printing: a table for people, JSON or CSV for programs. Standard output carries nothing else."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from upstander.lib.sheets import safe
from upstander.records.desk import Page
from upstander.records.errors import Usage

WIDE = 160
"""Columns of a table that goes into a file or a pipe."""

SHORT = 13
"""Characters up to which a cell is not broken into lines."""

LONG = 10
"""Characters that must be left for each column that may be."""

Column = tuple[str, Callable[[Any], object]]
Object = Mapping[str, Any]


def console() -> Console:
    """Standard output: as wide as the terminal, wider where there is none."""
    return Console(width=None if sys.stdout.isatty() else WIDE, highlight=False, soft_wrap=False)


def listing(
    objects: Sequence[Object],
    columns: Sequence[Column],
    *,
    as_json: bool,
    as_csv: bool,
    none: str,
    note: str = "",
    page: Page | None = None,
) -> None:
    """Print a list as asked for; `none` is the sentence for an empty one, `note` stands under a table.

    Where it has more pages than this one, stderr says so, unless a program reads it.
    """
    if as_json and as_csv:
        raise Usage("Ask for --json or for --csv, not for both.")
    if as_json:
        typer.echo(json.dumps(list(objects), ensure_ascii=False, indent=1))
    elif as_csv:
        typer.echo(sheet(objects), nl=False)
    elif objects:
        console().print(table(objects, columns))
        if note:
            typer.echo(note)
        if page and page.last > 1:
            typer.echo(f"Page {page.number} of {page.last}, {page.total} in all: name another with --page.", err=True)
    else:
        typer.echo(none)


def table(objects: Iterable[Object], columns: Sequence[Column]) -> Table:
    """A table of these columns; text is shown as it is, never read as markup. Where room is short, long texts wrap."""
    rows = [[shown(read(one)) for _, read in columns] for one in objects]
    widths = [max(len(header), *(len(row[place]) for row in rows)) for place, (header, _) in enumerate(columns)]
    short = [width <= SHORT for width in widths]
    needed = sum(width if one else LONG for width, one in zip(widths, short, strict=True)) + 2
    room = console().width - needed
    grid = Table(box=box.SIMPLE_HEAD, padding=(0, int(room >= 2 * len(columns)), 0, 0))
    for (header, _), one in zip(columns, short, strict=True):
        grid.add_column(header, overflow="fold", no_wrap=one and room >= len(columns))
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    return grid


def sheet(objects: Sequence[Object]) -> str:
    """CSV with every key of the objects as a column; lists and objects inside become JSON; no cell is a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    keys = list(objects[0]) if objects else []
    writer.writerow(keys)
    for one in objects:
        writer.writerow([safe(cell(one[key])) for key in keys])
    return text.getvalue()


def cell(value: object) -> object:
    """A value as a spreadsheet takes it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def shown(value: object) -> str:
    """A value as a person reads it: a dash is unknown."""
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def one(value: Object, columns: Sequence[Column], *, as_json: bool) -> None:
    """Print one object, a line for each column."""
    if as_json:
        typer.echo(json.dumps(value, ensure_ascii=False, indent=1))
        return
    grid = Table(box=None, show_header=False, pad_edge=False)
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for header, read in columns:
        grid.add_row(header, Text(shown(read(value))))
    console().print(grid)


def key(name: str) -> Callable[[Object], object]:
    """Reads one key of an object."""
    return lambda value: value[name]


def date_of(name: str) -> Callable[[Object], object]:
    """Reads a moment as `2026-03-01 18:00 UTC`."""
    return lambda value: None if value[name] is None else f"{value[name][:10]} {value[name][11:16]} UTC"


def percent(value: float | None, *, signed: bool = False) -> str | None:
    """A chance in per cent with one decimal; None stays unknown."""
    if value is None:
        return None
    return f"{100 * value:+.1f}" if signed else f"{100 * value:.1f} %"
