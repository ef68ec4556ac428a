"""`upstander snapshot`: the figures that come with the program, built from the publishers' own files."""

import json
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from upstander.cli.home import home
from upstander.cli.options import AsCsv, AsJson, AsKnown, day, now
from upstander.cli.progress import Steps
from upstander.cli.shapes import group
from upstander.cli.show import Column, key, listing
from upstander.jobs import backruns, forecast, shipped
from upstander.jobs import map as maps
from upstander.jobs import snapshot as jobs
from upstander.records.errors import Usage
from upstander.records.people import PUBLIC
from upstander.records.wire import plain
from upstander.store import lake as lakes

app = group("Snapshot: the figures that come with the program, with a SHA-256 for every file.")


@app.command()
def build(
    source: Annotated[
        Path, typer.Option("--from", metavar="DIR", help="The publishers' own files.", show_default=False)
    ],
    target: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="Where to write; else the program's own folder.")
    ] = None,
) -> None:
    """Build the snapshot out of the publishers' files; it is visible only when it is whole."""
    if not source.is_dir():
        raise Usage("There is no folder %(folder)s: name the one with the publishers' files.", folder=str(source))
    with Steps(lines=True) as steps:
        told = partial(steps, "Forecasts")
        lake = jobs.build(
            source,
            target or lakes.BUNDLED,
            lambda _, done, total: steps("Figures", done, total),
            lambda lake: forecast.build_snapshot(lake, told),
        )
    typer.echo(lake.identity)


@app.command()
def verify(
    folder: Annotated[
        Path | None, typer.Option("--folder", metavar="DIR", help="A snapshot elsewhere; else the one in use.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Read every byte of the figures in use; a changed one is named. Prints what identifies the whole."""
    if folder is not None and not folder.is_dir():
        raise Usage("There is no folder %(folder)s: name one with a manifest.json.", folder=str(folder))
    lake = lakes.Lake(folder) if folder is not None else lakes.open_lake(home())
    lake.verify()
    typer.echo(json.dumps({"identity": lake.identity, "folder": str(lake.folder)}) if as_json else lake.identity)


@app.command("map")
def map_(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="Boundaries as TopoJSON.", show_default=False)],
    target: Annotated[Path, typer.Option("--to", metavar="DIR", help="Where to write.")] = Path(),
    as_json: AsJson = False,
) -> None:
    """Draw the map that the pages share out of a file of UN Geodata boundaries."""
    built = maps.build(source, target)
    told = {"places": built.places, "size": built.size, "sha256": built.sha256, "known": built.known}
    sentence = f"{built.places} places in {built.drawing}, {built.size:,} bytes."
    typer.echo(json.dumps(told) if as_json else sentence)


@app.command("backruns")
def backruns_(
    target: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="Where to write; else the program's own folder.")
    ] = None,
) -> None:
    """Play the triggers that come with the program over the past, on both bases, into the file that comes with it."""
    folder = target or lakes.BUNDLED
    with Steps(lines=True) as steps:
        written = backruns.ship(lakes.Lake(lakes.BUNDLED), folder, now().date(), partial(steps, "Back-runs"))
    typer.echo(f"{written} back-runs in {folder / shipped.FILE}.")


@app.command("list")
def list_(as_known: AsKnown = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the vintages held: what each covers, and since when it could be known."""
    found = lakes.open_lake(home()).vintages(PUBLIC, day(as_known, now().date()))
    objects = [vintage(one) for one in found]
    listing(objects, COLUMNS, as_json=as_json, as_csv=as_csv, none="Nothing was known yet on that day.")


def vintage(one: object) -> dict[str, Any]:
    """A vintage as JSON prints it."""
    names = ("name", "series", "source", "known_at", "known_basis", "first", "last", "provisional", "licence")
    return {name: plain(getattr(one, name)) for name in names}


COLUMNS: tuple[Column, ...] = (
    ("Vintage", key("name")),
    ("Source", key("source")),
    ("Series", key("series")),
    ("From", key("first")),
    ("To", key("last")),
    ("Known", lambda row: f"{row['known_at']} ({row['known_basis']})"),
    ("Marks", lambda row: "provisional" if row["provisional"] else ""),
    ("Licence", key("licence")),
)
