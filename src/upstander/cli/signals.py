"""`upstander signals`: what may matter, reported by people or proposed by the machine."""

from typing import Annotated

import typer

from upstander.cli.desk import actor, open_desk, reader, seen
from upstander.cli.home import home
from upstander.cli.options import As, AsCsv, AsJson, At, OfSituation, OfStatus, Reason, Token, moment, now, shown, word
from upstander.cli.shapes import group
from upstander.cli.show import Column, date_of, key, listing, one
from upstander.jobs import signals as jobs
from upstander.records import wire_desk as wire
from upstander.records.desk import SignalKind
from upstander.store import lake as lakes
from upstander.store.desk import reads

app = group("Signals: what may matter, reported by people or proposed by the machine.")

Id = Annotated[str, typer.Argument(metavar="ID", help="The signal's id.", show_default=False)]


@app.command("list")
def list_(
    situation: OfSituation = "",
    status: OfStatus = "",
    page: At = 1,
    as_name: As = "",
    token: Token = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the signals that the reader may see."""
    viewer = reader(as_name, token)
    found, where = reads.signals(viewer, situation or None, page=page, status=shown(status, situation))
    objects = [wire.signal(each) for each in found]
    listing(objects, COLUMNS, page=where, as_json=as_json, as_csv=as_csv, none="This reader sees no signal.")


@app.command()
def show(id: Id, as_name: As = "", token: Token = "", as_json: AsJson = False) -> None:
    """Show one signal."""
    viewer = reader(as_name, token)
    found = reads.signal(viewer, id)
    seen(viewer, "signal", id, found.situation)
    one(wire.signal(found), WHOLE, as_json=as_json)


@app.command()
def report(
    situation: Annotated[str, typer.Argument(metavar="SITUATION", help="The situation's id.", show_default=False)],
    title: Annotated[str, typer.Option("--title", help="What happened, in a line.")],
    text: Annotated[str, typer.Option("--text", help="What is known of it.")],
    kind: Annotated[str, typer.Option("--kind", help="report or judgement.")] = "report",
    source: Annotated[str, typer.Option("--source", help="Who says so.")] = "",
    url: Annotated[str, typer.Option("--url", help="Where it can be read.")] = "",
    occurred: Annotated[str, typer.Option("--occurred", metavar="TIME", help="When it happened.")] = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Report what was seen. Prints the signal's id."""
    who = actor(as_name, token)
    said = word(SignalKind, kind, "kind")
    when = moment(occurred) if occurred else None
    texts = situation, title, text
    id = jobs.report(*texts, who=who, now=now(), kind=said, source=source, source_url=url, occurred_at=when)
    typer.echo(id)


@app.command()
def propose() -> None:
    """Let the machine propose signals for every situation; what was proposed before is not proposed again."""
    open_desk()
    new = jobs.propose(lakes.open_lake(home()), now=now())
    typer.echo(f"New signals: {new}.")


@app.command()
def close(id: Id, reason: Reason, as_name: As = "", token: Token = "") -> None:
    """Close a signal with a reason that its sender can read."""
    who = actor(as_name, token)
    jobs.close(id, reason, who=who, now=now())


COLUMNS: tuple[Column, ...] = (
    ("Id", key("id")),
    ("Situation", key("situation")),
    ("Kind", key("kind")),
    ("Title", key("title")),
    ("By", lambda row: row["by"] or "the machine"),
    ("Known", date_of("known_at")),
    ("Closed", date_of("closed_at")),
    ("Status", key("status")),
)
WHOLE: tuple[Column, ...] = (
    *COLUMNS,
    ("Text", key("text")),
    ("Source", lambda row: " ".join(part for part in (row["source"], row["vintage"], row["source_url"]) if part)),
    ("Happened", date_of("occurred_at")),
    ("Why closed", key("closed_reason")),
)
