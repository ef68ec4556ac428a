"""What closes and opens a backup: a passphrase, or age keys."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from upstander.jobs import sealing as jobs
from upstander.records.errors import Usage

SHORTEST = 14
"""Characters of a passphrase for a new backup."""

PassphraseFile = Annotated[
    str, typer.Option("--passphrase-file", metavar="FILE", help="A file whose first line is the passphrase.")
]


def passphrase(file: str, *, again: bool) -> str:
    """The passphrase: from the file, else from UPSTANDER_PASSPHRASE, else asked for; Usage if there is none."""
    given = first_line(file) if file else os.environ.get("UPSTANDER_PASSPHRASE", "")
    if not given and sys.stdin.isatty():
        given = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=again, err=True)
    if not given:
        raise Usage("Give the passphrase with --passphrase-file FILE or in UPSTANDER_PASSPHRASE.", "passphrase")
    return given


def new_passphrase(file: str) -> str:
    """As `passphrase`; Usage for one that is easily guessed."""
    given = passphrase(file, again=True)
    if len(given) < SHORTEST:
        raise Usage("Choose a passphrase of at least %(least)s characters.", "passphrase", least=SHORTEST)
    return given


def first_line(file: str) -> str:
    """The first line of a file; Usage if it cannot be read."""
    try:
        return (Path(file).read_text("utf-8").splitlines() or [""])[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Usage("%(file)s cannot be read: name a file with the passphrase.", file=file) from error


def identities(file: str) -> tuple[str, ...]:
    """The secret keys in a file as `age-keygen` writes it."""
    try:
        lines = Path(file).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Usage("%(file)s cannot be read: name the file that `age-keygen` wrote.", file=file) from error
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def to_close(file: str, recipients: list[str]) -> "jobs.Key":
    """What a new backup is closed with."""
    return jobs.Key(recipients=tuple(recipients)) if recipients else jobs.Key(passphrase=new_passphrase(file))


def to_open(file: str, identity: str, source: Path) -> "jobs.Key":
    """What a backup is opened with; nothing for a copy that was made before an upgrade and is not encrypted."""
    if identity:
        return jobs.Key(identities=identities(identity))
    if jobs.is_plain(source):
        return jobs.Key()
    return jobs.Key(passphrase=passphrase(file, again=False))
