"""From the words of a command line to an exit code."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.main import get_command

from upstander import __version__
from upstander.cli.lazy import LazyGroup
from upstander.cli.words import exit_code, in_words, unforeseen

app = typer.Typer(
    cls=LazyGroup,
    help="Upstander: early warning that gets answered.",
    add_completion=False,
    invoke_without_command=True,
    rich_markup_mode=None,
)


def version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        typer.echo(f"upstander {__version__}")
        raise typer.Exit


@app.callback()
def start(
    context: typer.Context,
    _version: Annotated[
        bool, typer.Option("--version", callback=version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Upstander: early warning that gets answered."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def run(arguments: Sequence[str]) -> int:
    """Run one command line; returns its exit code, and says in one sentence on stderr what went wrong."""
    try:
        code = get_command(app).main(args=list(arguments), prog_name="upstander", standalone_mode=False)
    except typer.Abort:
        return stop("Stopped: nothing was changed.", 1)
    except Exception as error:  # every problem that can be foreseen has a sentence; the others go on
        problem = in_words(error)
        if problem is None:
            raise
        return stop(str(problem), exit_code(problem))
    return code if isinstance(code, int) else 0


def stop(sentence: str, code: int) -> int:
    """Say one sentence on stderr, on one line."""
    typer.echo(" ".join(sentence.split()), err=True)
    return code


def main() -> None:
    """The entry point of the command."""
    sys.excepthook = unforeseen
    sys.exit(run(sys.argv[1:]))
