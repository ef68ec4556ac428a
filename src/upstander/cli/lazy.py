"""Commands that load when they are called: `--help` must not wait for a database or a model to load."""

import importlib.abc
import importlib.util
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from upstander.cli.commands import COMMANDS

DEFERRED = ("upstander.jobs.", "upstander.store.", "upstander.warn.", "upstander.cli.server", "django")
"""Rooms that a command names at its top and that run only when it first uses them."""


class Later(importlib.abc.MetaPathFinder):
    """Finds the deferred rooms and lets their code run on first use."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """A spec whose loader waits; None for every other module."""
        if not name.startswith(DEFERRED):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = importlib.util.LazyLoader(spec.loader)
        return spec


@contextmanager
def later() -> Iterator[None]:
    """While a command's module loads, the deferred rooms that it imports wait for their first use."""
    finder = Later()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class LazyGroup(TyperGroup):
    """Lists COMMANDS from their lines of purpose and loads the one that is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands.update((name, TyperCommand(name, help=room.purpose)) for name, room in COMMANDS.items())

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Put the real command in the place of its line, then go on as any group does."""
        if args[0] in COMMANDS:
            self.commands[args[0]] = load(args[0])
        return super().resolve_command(ctx, args)


def load(name: str) -> Any:
    """The command of this name, its room loaded."""
    with later():
        room = importlib.import_module(COMMANDS[name].module)
    command = get_command(room.app)
    command.name = name
    return command
