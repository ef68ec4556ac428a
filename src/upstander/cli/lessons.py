"""`upstander lessons`: what was learnt, who changes what by when."""

import json
from typing import Annotated

import typer

from upstander.cli.desk import actor, named, reader
from upstander.cli.options import As, AsCsv, AsJson, OfSituation, OfStatus, Token, date_given, now, shown
from upstander.cli.shapes import group
from upstander.cli.show import Column, key, listing
from upstander.jobs import lessons as jobs
from upstander.records import wire_one_plan as wire
from upstander.store.desk import plans as desk
from upstander.store.desk import reads

app = group("Lessons: what was expected, what happened, why, and who changes what.")


@app.command("list")
def list_(
    situation: OfSituation = "",
    status: OfStatus = "",
    as_name: As = "",
    token: Token = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the lessons that the reader may see, newest first."""
    viewer, asked = reader(as_name, token), shown(status, situation)
    found = [wire.lesson(each) for each in desk.lessons(viewer, situation or None) if asked in {None, each.status}]
    listing(found, COLUMNS, as_json=as_json, as_csv=as_csv, none="This reader sees no lesson.")


@app.command()
def write(
    situation: Annotated[str, typer.Argument(metavar="SITUATION", help="The situation's id.", show_default=False)],
    expected: Annotated[str, typer.Option("--expected", help="What we expected.")],
    happened: Annotated[str, typer.Option("--happened", help="What happened.")],
    why: Annotated[str, typer.Option("--why", help="Why.")],
    change: Annotated[str, typer.Option("--change", help="What we change.")],
    owner: Annotated[str, typer.Option("--owner", metavar="NAME", help="Who sees to it, by user name.")],
    due_on: Annotated[str, typer.Option("--due-on", metavar="DAY", help="By which day.")],
    as_name: As = "",
    token: Token = "",
    as_json: AsJson = False,
) -> None:
    """Write down a lesson. Prints its id."""
    who = actor(as_name, token)
    person = named(who, owner, reads.addressable).id
    words = (situation, expected, happened, why, change, person, date_given(due_on, "due_on"))
    id = jobs.write(*words, who=who, now=now())
    found = next(wire.lesson(each) for each in desk.lessons(who, situation) if each.id == id)
    typer.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else id)


@app.command()
def learned(
    id: Annotated[str, typer.Argument(metavar="ID", help="The lesson's id.", show_default=False)],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Say that its change is made."""
    who = actor(as_name, token)
    jobs.learned(id, who=who, now=now())


COLUMNS: tuple[Column, ...] = (
    ("Id", key("id")),
    ("Due", key("due_on")),
    ("Happened", key("happened")),
    ("Why", key("why")),
    ("Change", key("change")),
    ("Who", key("owner_name")),
    ("Done", key("done_at")),
)
