"""`upstander backup`: both stores in one encrypted file."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from upstander import __version__
from upstander.cli.desk import open_desk
from upstander.cli.home import home, secret_key_outside
from upstander.cli.keys import PassphraseFile, to_close
from upstander.cli.options import AsJson, now
from upstander.cli.shapes import single
from upstander.jobs import backup as jobs

app = single()


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write.", show_default=False)],
    passphrase_file: PassphraseFile = "",
    recipient: Annotated[
        list[str] | None, typer.Option("--recipient", metavar="KEY", help="An age key to write for; may be repeated.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Write figures and desk into one file, encrypted with a passphrase or for age keys; the desk may go on working."""
    key = to_close(passphrase_file, recipient or [])
    open_desk()
    saved = jobs.backup(home(), file, key, now=now(), version=__version__, lacks_key=secret_key_outside())
    if as_json:
        typer.echo(json.dumps(asdict(saved)))
    else:
        typer.echo(f"Saved {saved.rows} rows and {saved.files} files in {file}; the log's root is {saved.root}.")
    if saved.lacks_key:
        typer.echo("The secret key lies outside the home and is not in this file: keep it too.", err=True)
