"""`upstander channels`: the ways out of the desk, and what became of each message."""

from typing import Annotated

import typer

from upstander.cli.desk import actor, reader
from upstander.cli.options import As, AsCsv, AsJson, At, Token, now, word
from upstander.cli.shapes import group
from upstander.cli.show import Column, date_of, key, listing
from upstander.jobs import channels as jobs
from upstander.records import wire_channels as wire
from upstander.records.channels import DeliveryState
from upstander.store.desk import reads

app = group("The ways out of the desk: endpoints, the canary, what became of each message.")

Id = Annotated[str, typer.Argument(metavar="ID", help="Its id.", show_default=False)]


@app.command("list")
def list_(
    state: Annotated[str, typer.Option("--state", help="waiting, sent or dead.")] = "",
    page: At = 1,
    as_name: As = "",
    token: Token = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List what became of each message, newest first, for an administrator."""
    viewer = reader(as_name, token)
    found, where = reads.deliveries(viewer, word(DeliveryState, state, "state") if state else None, page)
    objects = [wire.delivery(each) for each in found]
    listing(objects, COLUMNS, page=where, as_json=as_json, as_csv=as_csv, none="This reader sees no message.")


@app.command()
def endpoints(as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the webhook endpoints, for an administrator."""
    viewer = reader(as_name, token)
    objects = [wire.endpoint(each) for each in reads.endpoints(viewer)]
    listing(objects, ENDPOINTS, as_json=as_json, as_csv=as_csv, none="This reader sees no endpoint.")


@app.command()
def canary(as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Show whether a server took the last canary on each way out, for an administrator."""
    viewer = reader(as_name, token)
    found = reads.canary(viewer)
    objects = [wire.delivery(each) for each in found[1]] if found else []
    listing(objects, COLUMNS, as_json=as_json, as_csv=as_csv, none="No canary has crossed a way out yet.")
    if objects and not (as_json or as_csv):
        typer.echo(
            "Sent: a server took it. Only an answer at the desk shows that somebody has read a message.", err=True
        )


@app.command()
def aside(as_name: As = "", token: Token = "", as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """List the work that fails and was set aside, the oldest first, for an administrator."""
    viewer = reader(as_name, token)
    objects = [wire.set_aside(each) for each in reads.aside(viewer)]
    listing(objects, ASIDE, as_json=as_json, as_csv=as_csv, none="Nothing is set aside that this reader sees.")


@app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is for.", show_default=False)],
    url: Annotated[str, typer.Argument(metavar="URL", help="Where it listens.", show_default=False)],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Add a webhook endpoint and test it. Prints the secret that signs its messages, once."""
    who = actor(as_name, token)
    typer.echo(jobs.add_endpoint(name, url, who=who, now=now()))


@app.command()
def disable(id: Id, as_name: As = "", token: Token = "") -> None:
    """Send nothing more to an endpoint."""
    who = actor(as_name, token)
    jobs.disable_endpoint(id, who=who, now=now())


@app.command()
def keep(
    days: Annotated[int, typer.Argument(metavar="DAYS", help="From 14 to 3650; 90 unless said.", show_default=False)],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Say for how many days a message that went out is listed; one that did not stays until it does."""
    who = actor(as_name, token)
    jobs.keep(days, who=who, now=now())


@app.command()
def retry(id: Id, as_name: As = "", token: Token = "") -> None:
    """Try a message again that was given up, or work that was set aside."""
    who = actor(as_name, token)
    jobs.retry(id, who=who, now=now())


COLUMNS: tuple[Column, ...] = (
    ("Id", key("id")),
    ("Written", date_of("created_at")),
    ("Channel", key("channel")),
    ("To", key("to")),
    ("State", key("state")),
    ("Tries", key("attempts")),
    ("In the way", key("last_error")),
)
ASIDE: tuple[Column, ...] = (
    ("Id", key("id")),
    ("What", key("on")),
    ("Since", date_of("since")),
    ("Tries", key("tries")),
    ("Next try", date_of("next_at")),
    ("In the way", key("error")),
)
ENDPOINTS: tuple[Column, ...] = (
    ("Id", key("id")),
    ("Name", key("name")),
    ("Address", key("url")),
    ("Since", date_of("since")),
    ("Disabled", date_of("disabled_at")),
)
