"""`upstander suspects`: bodies suspected in a situation, and who may hear of it all the same."""

from typing import Annotated

import typer

from upstander.cli.desk import actor, named, reader
from upstander.cli.home import home
from upstander.cli.options import As, AsCsv, AsJson, Token, now
from upstander.cli.shapes import group
from upstander.cli.show import Column, Object, date_of, key, listing
from upstander.jobs import suspects as jobs
from upstander.records.alert_life import Exemption, Suspect
from upstander.records.wire import plain
from upstander.store import lake as lakes
from upstander.store.desk import reads

app = group("Suspected bodies: nobody who works there is told of a situation by default.")

Situation = Annotated[str, typer.Argument(metavar="SITUATION", help="The situation's id.", show_default=False)]
Id = Annotated[str, typer.Argument(metavar="ID", help="Its id in the list.", show_default=False)]
Why = Annotated[str, typer.Option("--reason", help="Your reason; it is kept with your name.")]


@app.command("list")
def list_(
    situation: Situation, as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False
) -> None:
    """List the bodies suspected in a situation, and the exceptions made."""
    viewer = reader(as_name, token)
    rows = [
        *(body(each) for each in reads.suspects(viewer, situation)),
        *(exception(each) for each in reads.exemptions(viewer, situation)),
    ]
    listing(rows, COLUMNS, as_json=as_json, as_csv=as_csv, none="Nobody has named a suspected body.")


def body(found: Suspect) -> Object:
    """A suspicion as a row."""
    named_as = found.institution or f"every institution of {found.iso3}"
    return row(found.id, "suspected", named_as, found.reason, found.by, plain(found.at), plain(found.lifted_at))


def exception(found: Exemption) -> Object:
    """An exception as a row."""
    return row(found.id, "may hear", found.name, found.reason, found.by, plain(found.at), plain(found.ended_at))


def row(id: str, what: str, whom: str, reason: str, by: str, at: object, ended_at: object) -> Object:
    """One row of the list."""
    return {"id": id, "what": what, "whom": whom, "reason": reason, "by": by, "at": at, "ended_at": ended_at}


@app.command()
def suspect(
    situation: Situation,
    reason: Why,
    institution: Annotated[str, typer.Option("--institution", help="One institution by its name.")] = "",
    state: Annotated[str, typer.Option("--state", metavar="CODE", help="Its State; alone: all of its bodies.")] = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Name a body that is suspected. Prints the id."""
    who = actor(as_name, token)
    lake = lakes.open_lake(home())
    given = {"reason": reason, "institution": institution, "iso3": state}
    typer.echo(jobs.suspect(lake, situation, who=who, now=now(), **given))


@app.command()
def lift(situation: Situation, id: Id, reason: Why, as_name: As = "", token: Token = "") -> None:
    """Say that a body is suspected no more."""
    who = actor(as_name, token)
    jobs.lift(situation, id, reason, who=who, now=now())


@app.command()
def allow(
    situation: Situation,
    person: Annotated[str, typer.Argument(metavar="NAME", help="The user name.", show_default=False)],
    reason: Why,
    as_name: As = "",
    token: Token = "",
) -> None:
    """Let a person hear of a situation although they work in a suspected body. Prints the id."""
    who = actor(as_name, token)
    typer.echo(jobs.allow(situation, named(who, person, reads.addressable).id, reason, who=who, now=now()))


@app.command()
def disallow(situation: Situation, id: Id, as_name: As = "", token: Token = "") -> None:
    """End an exception."""
    who = actor(as_name, token)
    jobs.disallow(situation, id, who=who, now=now())


COLUMNS: tuple[Column, ...] = (
    ("Id", key("id")),
    ("What", key("what")),
    ("Whom", key("whom")),
    ("Reason", key("reason")),
    ("By", key("by")),
    ("Since", date_of("at")),
    ("Ended", date_of("ended_at")),
)
