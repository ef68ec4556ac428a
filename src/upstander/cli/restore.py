"""`upstander restore`: both stores, back from one encrypted file."""

import json
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from upstander.cli.desk import start
from upstander.cli.home import database_named, home, settle
from upstander.cli.keys import PassphraseFile, to_open
from upstander.cli.options import AsJson, now
from upstander.cli.shapes import single
from upstander.jobs import backup as jobs
from upstander.jobs import home as homes

app = single()


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.", show_default=False)],
    passphrase_file: PassphraseFile = "",
    identity: Annotated[str, typer.Option("--identity", metavar="FILE", help="A file with age secret keys.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Set what the home holds aside.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring figures and desk back into UPSTANDER_HOME; the log has the same root as when it was saved."""
    place = home()
    key = to_open(passphrase_file, identity, file)
    aside = homes.aside_of(place)
    with homes.held(place, alone=True) if place.exists() else nullcontext():
        settle(aside)
        start()
        saved = jobs.restore(file, place, key, aside=aside, replace=replace, now=now())
    if saved.lacks_key:
        typer.echo(
            "The secret key is not in this backup: name it in UPSTANDER_SECRET_KEY_FILE before you start the desk, or "
            "the addresses that people gave must be entered again.",
            err=True,
        )
    if as_json:
        typer.echo(json.dumps(asdict(saved)))
        return
    typer.echo(f"Restored {saved.rows} rows and {saved.files} files; the log's root is {saved.root}.")
    if database_named():
        typer.echo("The desk is in the database that UPSTANDER_DATABASE_URL names.")
