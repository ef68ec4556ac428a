"""`upstander up`: one command from nothing to a desk that answers."""

from collections.abc import Callable
from datetime import date
from typing import Annotated

import typer

from upstander import __version__
from upstander.cli import server, serving, watchlist
from upstander.cli.desk import start
from upstander.cli.home import database_named, home, public_url
from upstander.cli.options import now
from upstander.cli.progress import Steps
from upstander.cli.shapes import single
from upstander.jobs import demonstration, fitness, forecast
from upstander.jobs import home as homes
from upstander.jobs import up as jobs
from upstander.records.errors import Refused
from upstander.records.forecasts import Question
from upstander.records.people import PUBLIC
from upstander.store import lake as lakes

app = single()

HOST = "127.0.0.1"
TOP = 10


@app.command()
def up(
    demo: Annotated[bool, typer.Option("--demo", help="Make accounts and a situation to look at.")] = False,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Where the desk answers.")] = 8000,
    only_prepare: Annotated[bool, typer.Option("--only-prepare", help="Prepare everything, serve nothing.")] = False,
) -> None:
    """Prepare the home, the figures and the desk, print the watchlist's top ten, and serve."""
    if demo and public_url():
        raise Refused(
            "A desk that others reach takes no demonstration: unset UPSTANDER_PUBLIC_URL, or leave out --demo."
        )
    if not only_prepare:
        serving.free_port(HOST, port)
    with homes.held(home(), alone=True) as hold:
        ready = prepare(demo=demo)
        fitness.fit_to_serve(beyond_loopback=bool(public_url()))
        hold.take(alone=False)
        first_screen()
        welcome(ready, port)
        if not only_prepare:
            server.serve(HOST, port, works=True)


def prepare(*, demo: bool) -> "jobs.Ready":
    """Everything that must stand before the desk can be served, with its progress."""
    start()
    with Steps(lines=True) as steps:
        ready = jobs.prepare(home(), demo=demo, now=now(), version=__version__, compute=compute, tell=steps)
    if ready.saved is not None:
        typer.echo(f"The desk was saved in {ready.saved} before it was upgraded.", err=True)
    return ready


def compute(lake: "lakes.Lake", day: date, tell: Callable[[int, int], None]) -> None:
    """Compute and keep the forecasts as known on a day; only then does the model's room load."""
    forecast.compute_missing(lake, day, tell)


def first_screen() -> None:
    """The watchlist's top ten with their reasons."""
    rows = lakes.open_lake(home()).watchlist(PUBLIC, now().date(), Question())
    typer.echo(f"\n{watchlist.ranking(rows[:TOP])}\n")


def welcome(ready: "jobs.Ready", port: int) -> None:
    """Where the desk answers, and how to come in."""
    address = f"http://{HOST}:{port}"
    typer.echo(f"The desk answers at {address}/ (stop it with Ctrl-C).")
    if ready.accounts:
        typer.echo("This is a demonstration. One click signs in, from this machine only, for a day:")
        for account, secret in demonstration.links(list(ready.accounts), now=now()):
            typer.echo(f"  {account.role.replace('_', ' '):<15} {address}/link/{secret}/")
        typer.echo(f"Their passwords are in {home() / demonstration.FILE}.")
    elif nobody():
        typer.echo("There is no account yet: make the first with `upstander people add NAME --role administrator`.")
    if database_named():
        typer.echo("What people do is kept in the database that UPSTANDER_DATABASE_URL names.")


def nobody() -> bool:
    """Whether the desk has no account but those of drills."""
    return all(person.username.startswith("exercise-") for person in demonstration.everybody())
