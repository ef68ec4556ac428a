"""`upstander airgap`: check a signed alert that came on a medium. It needs no desk and no network."""

import json
from pathlib import Path
from typing import Annotated

import typer

from upstander.cli.desk import actor, start
from upstander.cli.home import home
from upstander.cli.options import As, Token, now, text_of
from upstander.cli.shapes import group
from upstander.jobs import airgap as jobs
from upstander.warn import airgap

Medium = Annotated[Path, typer.Argument(help="The signed file.", show_default=False)]

app = group("Signed alerts for a network that is not connected: `alerts export --format airgap` writes them.")


@app.command()
def verify(
    file: Medium,
    key: Annotated[str, typer.Option("--key", metavar="FINGERPRINT", help="Whose it must be.")] = "",
) -> None:
    """Check that nothing was changed, and print the alert as JSON."""
    message, found = airgap.opened(text_of(file), key)
    typer.echo(json.dumps(message, ensure_ascii=False, indent=1))
    typer.echo(f"Nothing was changed. Signed by the key {found}.", err=True)
    if not key:
        typer.echo("Compare it with what the sender told you over another channel, or name it with --key.", err=True)


@app.command()
def acknowledge(
    file: Medium,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who has read it here: a name and an institution.")],
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="For whom of those whom it asks.")] = "",
    key: Annotated[str, typer.Option("--key", metavar="FINGERPRINT", help="Whose the alert must be.")] = "",
) -> None:
    """On the other side: print a signed file that says that this alert was read. It needs no desk."""
    start()
    typer.echo(jobs.acknowledge(home(), text_of(file), to, by, now=now(), key=key), nl=False)


@app.command("import")
def import_(file: Medium, as_name: As = "", token: Token = "") -> None:
    """Take in an acknowledgement that came back on a medium. It decides and signs nothing."""
    who = actor(as_name, token)
    alert = jobs.take_in(text_of(file), who=who, now=now())
    typer.echo(f"The acknowledgement of {alert} is taken in; an answer is still due.")


@app.command()
def trust(
    fingerprint: Annotated[str, typer.Argument(metavar="FINGERPRINT", help="As told over another channel.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose key it is.")],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Say whose key signs acknowledgements of another network, for an administrator."""
    who = actor(as_name, token)
    jobs.trust(fingerprint, name, who=who, now=now())


@app.command()
def distrust(
    fingerprint: Annotated[str, typer.Argument(metavar="FINGERPRINT", help="The key.")],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Take a key off the list: what it signed is refused from now on."""
    who = actor(as_name, token)
    jobs.distrust(fingerprint, who=who, now=now())


@app.command("key")
def key_() -> None:
    """Print the fingerprint of this desk's key, made on first use: tell it over another channel."""
    start()
    typer.echo(jobs.fingerprint(home()))
