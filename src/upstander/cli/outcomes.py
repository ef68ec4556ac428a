"""`upstander outcomes`: what came of responses."""

from typing import Annotated

import typer

from upstander.cli.desk import actor, reader
from upstander.cli.options import As, AsCsv, AsJson, OfSituation, OfStatus, Token, date_given, now, shown
from upstander.cli.shapes import group
from upstander.cli.show import Column, key, listing
from upstander.jobs import plans as jobs
from upstander.records import wire_one_plan as wire
from upstander.store.desk import plans as desk

app = group("Outcomes: what came of the response to a cause, dated and with its source.")


@app.command("list")
def list_(
    situation: OfSituation = "",
    status: OfStatus = "",
    as_name: As = "",
    token: Token = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List what came of the responses that the reader may see, newest first."""
    viewer, asked = reader(as_name, token), shown(status, situation)
    found = [
        each for each in desk.outcomes(viewer) if situation in {"", each.situation} and asked in {None, each.status}
    ]
    objects = [wire.outcome(each) for each in found]
    listing(objects, COLUMNS, as_json=as_json, as_csv=as_csv, none="This reader sees no outcome.")


@app.command()
def conclude(
    thread: Annotated[str, typer.Argument(metavar="THREAD", help="The thread's id.", show_default=False)],
    text: Annotated[str, typer.Option("--text", help="What came of it.")],
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="When that was seen.")],
    source: Annotated[str, typer.Option("--source", help="Where that can be read.")],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Write down what came of the response to a cause: that finishes its review."""
    who = actor(as_name, token)
    jobs.conclude(thread, text, date_given(on, "on"), source, who=who, now=now())


COLUMNS: tuple[Column, ...] = (
    ("Seen", key("on")),
    ("Cause", key("thread_title")),
    ("What came of it", key("text")),
    ("Source", key("source")),
    ("By", key("by")),
)
