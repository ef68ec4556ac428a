"""How far a long step is: bars on a terminal; elsewhere plain lines, where standard output is for people."""

import sys
from types import TracebackType

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


class Steps:
    """Shows steps as they are told: `steps(what, done, total)`."""

    def __init__(self, *, lines: bool = False) -> None:
        self.lines = lines
        columns = TextColumn("{task.description:<15}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        self.bars = Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty())
        self.known: dict[str, TaskID] = {}
        self.ended: set[str] = set()

    def __enter__(self) -> "Steps":
        self.bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bars.stop()

    def __call__(self, what: str, done: int, total: int) -> None:
        """A step is so far."""
        if self.bars.disable:
            if self.lines:
                self.line(what, done, total)
            return
        if what not in self.known:
            self.known[what] = self.bars.add_task(what)
        self.bars.update(self.known[what], completed=done, total=total)

    def line(self, what: str, done: int, total: int) -> None:
        """One line when a step begins, one when it ends."""
        if what not in self.known:
            self.known[what] = TaskID(len(self.known))
            typer.echo(f"{what} ...")
        if done >= total and what not in self.ended:
            self.ended.add(what)
            typer.echo(f"{what}: {done} of {total}")
