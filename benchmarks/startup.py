"""How long the commands take from nothing to their answer."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from measure import Line, in_turn

UPSTANDER = str(Path(sys.executable).with_name("upstander"))
PANEL = ["panel", "--country", "SDN", "--from", "2025-10", "--to", "2025-10", "--json"]
COMMANDS = {
    "upstander --version": [UPSTANDER, "--version"],
    "upstander --help": [UPSTANDER, "--help"],
    "upstander watchlist --json": [UPSTANDER, "watchlist", "--json"],
    "upstander panel --country SDN ... --json": [UPSTANDER, *PANEL],
}
BESIDE = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "python -c 'import django..., sklearn...'": [
        sys.executable,
        "-c",
        "import django.core.handlers.wsgi, django.db.models, pydantic, sklearn.linear_model",
    ],
}


def run(home: Path, words: list[str]) -> None:
    """Run a command to its end; a failing one is no measurement."""
    environment = {**os.environ, "UPSTANDER_HOME": str(home)}
    subprocess.run(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)


def measured(home: Path, rounds: int) -> list[Line]:
    """Each command beside a Python that does nothing, and one that loads everything at once."""
    works = {**COMMANDS, **BESIDE}
    found = dict(zip(works, in_turn([partial(run, home, words) for words in works.values()], rounds), strict=True))
    bare, eager = BESIDE
    lines = [Line(name, found[name], bare, found[bare]) for name in COMMANDS]
    return [*lines, Line("upstander --help", found["upstander --help"], eager, found[eager])]
