"""`upstander papers`: from the record to the paper, in one step."""

from pathlib import Path
from typing import Annotated

import typer

from upstander.cli.desk import actor
from upstander.cli.home import home
from upstander.cli.options import Token, now, word
from upstander.cli.shapes import group
from upstander.jobs.papers import making
from upstander.records.errors import Usage
from upstander.records.papers import PaperFormat, PaperKind

app = group("Papers: meeting pack, minister's note, cable, lines to take, from the record and in six languages.")

Language = Annotated[str, typer.Option("--language", help="en, fr, es, ru, ar or zh.")]
Format = Annotated[str, typer.Option("--format", help="pdf, docx or json.")]
Out = Annotated[Path | None, typer.Option("-o", "--output", help="Where to write it; else a name of its own, here.")]
Zone = Annotated[str, typer.Option("--zone", metavar="ZONE", help="The time zone whose clock it tells.")]


@app.command()
def alert(
    id: Annotated[str, typer.Argument(metavar="ID", help="The alert's id.", show_default=False)],
    kind: Annotated[str, typer.Option("--kind", help="meeting_pack, minister_note, cable or lines_to_take.")],
    language: Language = "en",
    format_: Format = "pdf",
    output: Out = None,
    zone: Zone = "UTC",
    token: Token = "",
) -> None:
    """Make a paper about an issued alert; the log says so. Prints the file's name."""
    who = actor("", token)
    asked = word(PaperKind, kind, "kind"), language, word(PaperFormat, format_, "format")
    written(making.make(home(), id, *asked, zone=zone, who=who, now=now()), output)


@app.command()
def report(
    year: Annotated[int, typer.Argument(metavar="YEAR", help="Which year.", show_default=False)],
    language: Language = "en",
    format_: Format = "pdf",
    output: Out = None,
    zone: Zone = "UTC",
    token: Token = "",
) -> None:
    """Make the annual report of what you may see; the log says so. Prints the file's name."""
    who = actor("", token)
    asked = year, language, word(PaperFormat, format_, "format")
    written(making.report(home(), *asked, zone=zone, who=who, now=now()), output)


def written(made: "making.Made", output: Path | None) -> None:
    """Write the file where it was asked for, never over another."""
    path = output or Path(made.name)
    try:
        with path.open("xb") as file:
            file.write(made.content)
    except FileExistsError as error:
        raise Usage("%(file)s is there already: name another.", "output", file=str(path)) from error
    except OSError as error:
        raise Usage("%(file)s cannot be written: name another place.", "output", file=str(path)) from error
    typer.echo(str(path))
