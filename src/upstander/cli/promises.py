"""`upstander promises`: who promised what to whom, who asked after it, and what became of it."""

import json
from typing import Annotated

import typer

from upstander.cli.desk import actor, named, reader
from upstander.cli.options import As, AsCsv, AsJson, OfSituation, OfStatus, Token, date_given, now, shown, word
from upstander.cli.shapes import group
from upstander.cli.show import Column, key, listing
from upstander.jobs import promises as jobs
from upstander.records import wire_plans as wire
from upstander.records.people import Viewer
from upstander.records.plans import Funding, Kept
from upstander.store.desk import promises as desk
from upstander.store.desk import reads

app = group("Promises: who promised what to whom, who asks after it, what became of it.")

Id = Annotated[str, typer.Argument(metavar="ID", help="The promise's id.", show_default=False)]
Evidence = Annotated[str, typer.Option("--evidence", help="How you know.")]
Owner = Annotated[str, typer.Option("--owner", metavar="NAME", help="Who asks after it, by user name.")]
Money = Annotated[str, typer.Option("--funding", help="no, partly, yes or not_needed.")]


@app.command("list")
def list_(
    situation: OfSituation = "",
    status: OfStatus = "",
    as_name: As = "",
    token: Token = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the promises that the reader may see with what was asked and answered, the first due first."""
    viewer, asked = reader(as_name, token), shown(status, situation)
    found = [each for each in desk.commitments(viewer, situation or None) if asked in {None, each.status}]
    objects = [wire.commitment(each) for each in found]
    listing(objects, COLUMNS, as_json=as_json, as_csv=as_csv, none="This reader sees no promise.")


@app.command()
def make(
    situation: Annotated[str, typer.Argument(metavar="SITUATION", help="The situation's id.", show_default=False)],
    by: Annotated[str, typer.Option("--by", help="Who promised.")],
    to: Annotated[str, typer.Option("--to", help="To whom.")],
    what: Annotated[str, typer.Option("--what", help="What.")],
    made_on: Annotated[str, typer.Option("--made-on", metavar="DAY", help="When it was promised.")],
    due_on: Annotated[str, typer.Option("--due-on", metavar="DAY", help="By when it is to be kept.")],
    source: Annotated[str, typer.Option("--source", help="Where that is written.")],
    owner: Owner = "",
    funding: Money = "unknown",
    as_name: As = "",
    token: Token = "",
    as_json: AsJson = False,
) -> None:
    """Note a promise. Prints its id."""
    who = actor(as_name, token)
    days = date_given(made_on, "made_on"), date_given(due_on, "due_on")
    asks, money = owner_of(who, owner), word(Funding, funding, "funding")
    id = jobs.make(situation, by, to, what, *days, source, who=who, now=now(), owner=asks, funding=money)
    typer.echo(whole(who, id) if as_json else id)


@app.command("follow-up")
def follow_up(
    id: Id,
    answer: Annotated[str, typer.Option("--answer", help="What was answered.")],
    asked_by: Annotated[str, typer.Option("--asked-by", help="Who asked; you, if it is left out.")] = "",
    asked_on: Annotated[str, typer.Option("--asked-on", metavar="DAY", help="When; today, if it is left out.")] = "",
    partly: Annotated[bool, typer.Option("--partly", help="It is kept in part by now.")] = False,
    owner: Owner = "",
    funding: Money = "",
    as_name: As = "",
    token: Token = "",
    as_json: AsJson = False,
) -> None:
    """Write down who asked after it, when, and what was answered; nothing written before is changed."""
    who, at = actor(as_name, token), now()
    day = date_given(asked_on, "asked_on") if asked_on else at.date()
    money = word(Funding, funding, "funding") if funding else None
    kept = Kept.PARTLY if partly else Kept.OPEN
    asks = owner_of(who, owner)
    jobs.follow_up(id, asked_by or who.name, day, answer, kept, who=who, now=at, owner=asks, funding=money)
    told(who, id, as_json=as_json)


@app.command()
def keep(id: Id, evidence: Evidence, as_name: As = "", token: Token = "", as_json: AsJson = False) -> None:
    """Say that it was kept, and how you know."""
    who = actor(as_name, token)
    jobs.keep(id, evidence, who=who, now=now())
    told(who, id, as_json=as_json)


@app.command("break")
def break_(id: Id, evidence: Evidence, as_name: As = "", token: Token = "", as_json: AsJson = False) -> None:
    """Say that it was broken, and how you know."""
    who = actor(as_name, token)
    jobs.break_(id, evidence, who=who, now=now())
    told(who, id, as_json=as_json)


def owner_of(who: Viewer, name: str) -> int:
    """The person with this user name; 0 for none."""
    return named(who, name, reads.addressable).id if name else 0


def told(who: Viewer, id: str, *, as_json: bool) -> None:
    """Print the promise as it stands now, if it was asked for."""
    if as_json:
        typer.echo(whole(who, id))


def whole(who: Viewer, id: str) -> str:
    """The promise as JSON."""
    return json.dumps(wire.commitment(desk.commitment(who, id)), ensure_ascii=False, indent=1)


COLUMNS: tuple[Column, ...] = (
    ("Id", key("id")),
    ("Due", key("due_on")),
    ("By", key("promised_by")),
    ("To", key("promised_to")),
    ("What", key("what")),
    ("Kept", key("kept")),
    ("Asks after it", lambda row: row["owner_name"] or "nobody"),
    ("Last answer", lambda row: row["entries"][-1]["answer"] if row["entries"] else None),
)
