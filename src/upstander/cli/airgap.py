"""`upstander airgap`: check a signed alert that came on a medium. It needs no desk and no network."""

import json
from pathlib import Path
from typing import Annotated

import typer

from upstander.cli.home import home
from upstander.cli.shapes import group
from upstander.jobs import airgap as jobs
from upstander.records.errors import Usage
from upstander.warn import airgap

app = group("Signed alerts for a network that is not connected: `alerts export --format airgap` writes them.")


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="The signed file.", show_default=False)],
    key: Annotated[str, typer.Option("--key", metavar="FINGERPRINT", help="Whose it must be.")] = "",
) -> None:
    """Check that nothing was changed, and print the alert as JSON."""
    try:
        text = file.read_text("utf-8")
    except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError) as error:
        raise Usage("%(file)s is no readable text file: name another.", "file", file=str(file)) from error
    message, found = airgap.opened(text, key)
    typer.echo(json.dumps(message, ensure_ascii=False, indent=1))
    typer.echo(f"Nothing was changed. Signed by the key {found}.", err=True)
    if not key:
        typer.echo("Compare it with what the sender told you over another channel, or name it with --key.", err=True)


@app.command("key")
def key_() -> None:
    """Print the fingerprint of this desk's key, made on first use: tell it over another channel."""
    typer.echo(jobs.fingerprint(home()))
