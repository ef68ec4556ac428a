"""`upstander plans`: what was decided, who does what by when with what means; and the rules about plans."""

from pathlib import Path
from typing import Annotated

import typer

from upstander.cli.desk import actor
from upstander.cli.options import As, Token, now
from upstander.cli.shapes import group
from upstander.jobs import plan_rules
from upstander.records.errors import Usage

app = group("Plans: everything that is done about a warning, in one record.")


@app.command()
def rules() -> None:
    """Print the file of rules that comes with the product: days to look back, hours to follow up."""
    typer.echo(plan_rules.bundled(), nl=False)


@app.command()
def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Days and hours with their reasons, as JSON.")],
    as_name: As = "",
    token: Token = "",
) -> None:
    """Make another file of rules the one that counts; refused whole if anything in it is wrong."""
    who = actor(as_name, token)
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Usage("%(file)s cannot be read: name a file of rules.", "file", file=str(file)) from error
    plan_rules.load(text, who=who, now=now())
