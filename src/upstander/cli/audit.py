"""`upstander audit`: the append-only log, its root, and the proof that nothing in it was changed."""

import json
from typing import Annotated

import typer

from upstander.cli.desk import open_desk, reader
from upstander.cli.options import As, AsCsv, AsJson, At, OfSituation, Token
from upstander.cli.shapes import group
from upstander.cli.show import Column, date_of, key, listing
from upstander.jobs import audit as jobs
from upstander.records import wire_desk as wire
from upstander.store.desk import reads

app = group("Audit: the append-only log of who did and saw what.")


@app.command()
def root(as_json: AsJson = False) -> None:
    """Print the root of the log, `size:digest`: keep it where the desk's host cannot reach it."""
    open_desk()
    say(jobs.root(), as_json=as_json)


@app.command()
def verify(
    kept: Annotated[str, typer.Option("--root", metavar="ROOT", help="A root that was kept elsewhere.")] = "",
    as_json: AsJson = False,
) -> None:
    """Walk the whole log: names the first bad entry and, against a root kept elsewhere, a tail that was cut."""
    open_desk()
    found = jobs.verify(kept or None)
    say(found, as_json=as_json)
    if not as_json:
        typer.echo("Every entry is what was written.", err=True)


@app.command()
def log(
    situation: OfSituation = "",
    page: At = 1,
    as_name: As = "",
    token: Token = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the log as far as the reader may read it, newest first."""
    viewer = reader(as_name, token)
    found, where = reads.log(viewer, page, situation or None)
    objects = [wire.entry(each) for each in found]
    listing(objects, COLUMNS, page=where, as_json=as_json, as_csv=as_csv, none="This reader sees no entry.")


def say(written: str, *, as_json: bool) -> None:
    """Print a root, whole or in its two parts."""
    size, _, digest = written.partition(":")
    typer.echo(json.dumps({"size": int(size), "digest": digest}) if as_json else written)


COLUMNS: tuple[Column, ...] = (
    ("#", key("number")),
    ("When", date_of("at")),
    ("Who", lambda row: row["name"] or "the machine"),
    ("What", key("action")),
    ("On", key("object")),
    ("Detail", lambda row: ", ".join(f"{name}: {value}" for name, value in row["detail"].items())),
)
