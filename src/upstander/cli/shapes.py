"""The two shapes of a command: acting by itself, or grouping others. Help is plain text, which is fast."""

import typer


def single() -> typer.Typer:
    """A command that acts by itself."""
    return typer.Typer(rich_markup_mode=None, add_completion=False)


def group(purpose: str) -> typer.Typer:
    """A command with commands of its own; alone, it lists them."""
    app = typer.Typer(help=purpose, invoke_without_command=True, rich_markup_mode=None, add_completion=False)

    @app.callback()
    def listed(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            typer.echo(context.get_help())

    return app
