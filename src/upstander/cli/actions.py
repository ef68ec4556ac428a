"""`upstander actions`: what is to be done, by whom, and what stands in its way."""

from typing import Annotated

import typer

from upstander.cli.desk import actor, named, reader, seen
from upstander.cli.options import As, AsCsv, AsJson, OfSituation, OfStatus, Token, moment, now, shown
from upstander.cli.shapes import group
from upstander.cli.show import Column, date_of, key, listing, one
from upstander.jobs import actions as jobs
from upstander.records import wire_plans as wire
from upstander.records.plans import NewAction
from upstander.store.desk import actions as desk
from upstander.store.desk import reads

app = group("Actions: what is done about a warning, by whom, by when, with what means.")

Id = Annotated[str, typer.Argument(metavar="ID", help="The action's id.", show_default=False)]
Ministries = list[str] | None
Text = Annotated[str, typer.Option("--text", help="What you write down.")]


@app.command("list")
def list_(
    situation: OfSituation = "",
    open_only: Annotated[bool, typer.Option("--open", help="Only what is not done or dropped.")] = False,
    status: OfStatus = "",
    as_name: As = "",
    token: Token = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the actions that the reader may see, the earliest deadline first."""
    viewer = reader(as_name, token)
    real = shown(status, situation)
    found = [wire.action(each) for each in desk.actions(viewer, situation or None, open_only=open_only, status=real)]
    listing(found, COLUMNS, as_json=as_json, as_csv=as_csv, none="This reader sees no action.")


@app.command()
def show(id: Id, as_name: As = "", token: Token = "", as_json: AsJson = False) -> None:
    """Show one action with its follow-ups."""
    viewer = reader(as_name, token)
    found = desk.action(viewer, id)
    seen(viewer, "action", id, found.situation)
    one(wire.action(found), WHOLE, as_json=as_json)


@app.command()
def plan(
    situation: Annotated[str, typer.Argument(metavar="SITUATION", help="The situation's id.", show_default=False)],
    what: Annotated[str, typer.Option("--what", help="What is done.")],
    alert: Annotated[str, typer.Option("--alert", help="The alert that it answers.")] = "",
    option: Annotated[str, typer.Option("--option", help="An option that the list offers.")] = "",
    harm: Annotated[str, typer.Option("--harm", help="What harm it could do; needed with --option.")] = "",
    consulted: Annotated[str, typer.Option("--consulted", help="Partners asked; needed with --option.")] = "",
    basis: Annotated[str, typer.Option("--basis", help="Legal basis, where the State's consent is not.")] = "",
    owner: Annotated[str, typer.Option("--owner", metavar="NAME", help="Who owns it, by user name.")] = "",
    institution: Annotated[str, typer.Option("--institution", help="Who owns it outside the desk.")] = "",
    contact: Annotated[str, typer.Option("--contact", help="The contact there, by name.")] = "",
    ministries: Annotated[
        Ministries, typer.Option("--ministry", metavar="NAME", help="An institution that it touches; may be repeated.")
    ] = None,
    deadline: Annotated[str, typer.Option("--deadline", metavar="TIME", help="By when.")] = "",
    as_name: As = "",
    token: Token = "",
) -> None:
    """Plan an action. Prints its id."""
    who = actor(as_name, token)
    new = NewAction(
        what,
        option,
        alert,
        owner=named(who, owner, reads.addressable).id if owner else 0,
        institution=institution,
        contact=contact,
        ministries="\n".join(ministries or ()),
        deadline=moment(deadline) if deadline else None,
        unharmed=harm,
        consulted=consulted,
        basis=basis,
    )
    typer.echo(jobs.plan(situation, new, who=who, now=now()))


@app.command()
def start(id: Id, text: Text, as_name: As = "", token: Token = "") -> None:
    """Say that its first step is done."""
    who = actor(as_name, token)
    jobs.start(id, text, who=who, now=now())


@app.command()
def enter(id: Id, text: Text, as_name: As = "", token: Token = "") -> None:
    """Write a follow-up."""
    who = actor(as_name, token)
    jobs.enter(id, text, who=who, now=now())


@app.command()
def block(
    id: Id,
    text: Text,
    lifted_by: Annotated[str, typer.Option("--lifted-by", help="Who can lift that.")],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Say what blocks it; the owner of the ladder hears of it at once."""
    who = actor(as_name, token)
    jobs.block(id, text, lifted_by, who=who, now=now())


@app.command()
def unblock(id: Id, text: Text, as_name: As = "", token: Token = "") -> None:
    """Say how the block was lifted."""
    who = actor(as_name, token)
    jobs.unblock(id, text, who=who, now=now())


@app.command()
def finish(id: Id, text: Text, as_name: As = "", token: Token = "") -> None:
    """Say that it is done, and what came of it."""
    who = actor(as_name, token)
    jobs.finish(id, text, who=who, now=now())


@app.command()
def drop(id: Id, text: Text, as_name: As = "", token: Token = "") -> None:
    """Drop it, with a reason."""
    who = actor(as_name, token)
    jobs.drop(id, text, who=who, now=now())


@app.command("show-to")
def show_to(
    id: Id,
    person: Annotated[str, typer.Argument(metavar="NAME", help="Who sees it from now on, by user name.")],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Let a person of an institution that it touches see it, and nothing else."""
    who = actor(as_name, token)
    jobs.show(id, named(who, person, reads.addressable).id, who=who, now=now())


COLUMNS: tuple[Column, ...] = (
    ("Id", key("id")),
    ("What", key("what")),
    ("State", key("state")),
    ("Owner", lambda row: row["owner_name"] or row["contact"] or "nobody"),
    ("Money", key("funding")),
    ("Deadline", date_of("deadline")),
    ("Status", key("status")),
)
WHOLE: tuple[Column, ...] = (
    *COLUMNS,
    ("Blocked by", key("blocker")),
    ("Means", key("means")),
    ("Shown to", lambda row: ", ".join(row["parties"])),
    ("Nobody sees it in", lambda row: ", ".join(row["unreached"])),
    ("Ended", key("ended_why")),
    ("Follow-ups", lambda row: "\n".join(f"{each['at'][:10]} {each['by']}: {each['text']}" for each in row["entries"])),
)
