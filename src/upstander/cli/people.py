"""`upstander people`: accounts, kept by administrators, or from the desk's own host."""

import sys
from datetime import timedelta
from typing import Annotated

import typer
from django.contrib import auth

from upstander.cli.desk import named, open_desk, reader
from upstander.cli.home import public_url
from upstander.cli.options import As, AsCsv, AsJson, Token, now, words
from upstander.cli.shapes import group
from upstander.cli.show import Column, key, listing
from upstander.jobs import people as jobs
from upstander.records import wire_desk as wire
from upstander.records.errors import Refused
from upstander.records.people import MACHINE, Role, Viewer
from upstander.store.desk import people as accounts
from upstander.store.desk import reads

app = group("People: accounts and their roles. Without --token, the host of the desk keeps them.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The user name.", show_default=False)]
Roles = Annotated[list[str], typer.Option("--role", help=f"May be repeated: {', '.join(Role)}.")]


def keeper(token: str) -> Viewer:
    """The administrator whose token it is; else the host itself, which holds the database anyway."""
    open_desk()
    return reads.actor_of_token(token, now()) if token else MACHINE


def find(username: str) -> int:
    """The number of an account; Unknown if nobody has this user name."""
    return accounts.viewer_named(username, now()).person


@app.command()
def add(
    name: Name,
    role: Roles,
    full_name: Annotated[str, typer.Option("--name", help="The name that others read; else the user name.")] = "",
    token: Token = "",
) -> None:
    """Add a person and print the one-time link with which they set their password."""
    who = keeper(token)
    person = jobs.add(name, full_name or name, words(Role, role, "role"), who=who, now=now())
    hand_out(jobs.reset_link(person.id, who=who, now=now()))


@app.command()
def workplace(
    name: Name,
    institution: Annotated[str, typer.Option("--institution", help="Where the person works.")] = "",
    state: Annotated[str, typer.Option("--state", metavar="CODE", help="Of which State that body is.")] = "",
    token: Token = "",
) -> None:
    """Record where a person works: nobody who works in a suspected body is told of it by default."""
    who = keeper(token)
    jobs.set_institution(find(name), institution, state, who=who, now=now())


@app.command("list")
def list_(as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the accounts: all of them on the desk's own host, or those that the reader may see."""
    if as_name or token:
        viewer = reader(as_name, token)
        found = reads.people(viewer)
    else:
        open_desk()
        found = reads.people(Viewer(0, "host", frozenset({Role.ADMINISTRATOR}), reads_only=True))
    objects = [wire.person(each) for each in found]
    none = "There is no account yet: make the first with `upstander people add NAME --role administrator`."
    listing(objects, COLUMNS, as_json=as_json, as_csv=as_csv, none=none)


@app.command()
def roles(name: Name, role: Roles, token: Token = "") -> None:
    """Set what a person may do; their sessions and tokens end."""
    who = keeper(token)
    jobs.set_roles(find(name), words(Role, role, "role"), who=who, now=now())


@app.command()
def deactivate(name: Name, token: Token = "") -> None:
    """Close an account at once; its name stays where it signed."""
    who = keeper(token)
    jobs.deactivate(find(name), who=who, now=now())


@app.command()
def reset(name: Name, token: Token = "") -> None:
    """Print a one-time link with which a person sets a new password within a day."""
    who = keeper(token)
    hand_out(jobs.reset_link(find(name), who=who, now=now()))


@app.command("token")
def token_(
    name: Name,
    label: Annotated[str, typer.Option("--name", help="What the token is for.")] = "command line",
    days: Annotated[int, typer.Option("--days", min=1, max=365, help="How long it lasts.")] = 30,
    read_only: Annotated[bool, typer.Option("--read-only", help="It looks, and changes nothing.")] = False,
) -> None:
    """Make a token that acts for you on the command line and in the API; asks for your password, shows it once."""
    open_desk()
    password = typer.prompt("Password", hide_input=True, err=True) if sys.stdin.isatty() else sys.stdin.readline()
    user = auth.authenticate(username=name, password=password.rstrip("\n"))
    if user is None:
        raise Refused("That is not the password of this account: try again, or ask an administrator for a new link.")
    who = named_viewer(name)
    typer.echo(jobs.token(label, now() + timedelta(days=days), who=who, now=now(), reads_only=read_only))


def named_viewer(name: str) -> Viewer:
    """The person who has just shown their password; Refused if a second factor is due as well."""
    who = accounts.viewer_named(name, now(), reads_only=False)
    if named(who, name, reads.people).second_factor:
        raise Refused("This account has a second factor: sign in on the desk and make the token on your own page.")
    return who


def hand_out(secret: str) -> None:
    """Print the address of a one-time link, or where to put it."""
    root = public_url() or "http://127.0.0.1:8000"
    typer.echo(f"{root}/link/{secret}/")
    if not public_url():
        typer.echo("The link works once, for a day; change the port if the desk has another one.", err=True)


COLUMNS: tuple[Column, ...] = (
    ("User name", key("username")),
    ("Name", key("name")),
    ("Roles", lambda row: ", ".join(row["roles"])),
    ("Active", lambda row: "yes" if row["active"] else "no"),
    ("Second factor", lambda row: "yes" if row["second_factor"] else "no"),
    ("Demonstration", lambda row: "yes" if row["demonstration"] else ""),
)
