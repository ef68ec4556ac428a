"""`upstander receipts`: prove that you passed a warning on, and check such a proof."""

from pathlib import Path
from typing import Annotated

import typer

from upstander.cli.desk import actor, open_desk
from upstander.cli.home import home
from upstander.cli.options import Token, now, text_of
from upstander.cli.shapes import group
from upstander.jobs import receipts as jobs
from upstander.respond import receipts as respond

app = group("Receipts: signed proof of who passed a warning on and when, without a word of it.")


@app.command()
def take(
    alert: Annotated[str, typer.Argument(metavar="ALERT", help="The alert's id.", show_default=False)],
    token: Token = "",
) -> None:
    """Print a signed receipt of what you did about an alert. It holds no text of the alert."""
    who = actor("", token)
    typer.echo(respond.written(jobs.receipt(home(), alert, who=who, now=now())))


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="The receipt.", show_default=False)],
    known: Annotated[str, typer.Option("--key", metavar="FINGERPRINT", help="The desk's key as you know it.")] = "",
    in_log: Annotated[bool, typer.Option("--in-log", help="Compare with this desk's log as well.")] = False,
) -> None:
    """Check a receipt, without a desk or a network; any change to it is refused."""
    found = respond.verify(text_of(file), known)
    if in_log:
        open_desk()
        jobs.in_the_log(found)
    made = found.receipt
    typer.echo(
        f"{made.person}{f', {made.institution}' if made.institution else ''}: alert {made.alert} ({made.status})"
    )
    for each in made.deeds:
        typer.echo(f"  {each.at:%Y-%m-%d %H:%M:%S} UTC  {each.did}  (entry {each.number} of the log)")
    typer.echo(
        f"Signed {made.made_at:%Y-%m-%d %H:%M:%S} UTC by the desk whose key is {respond.fingerprint(found.key)}."
    )
    if not known:
        typer.echo("Compare that key with the desk's over another channel.", err=True)
