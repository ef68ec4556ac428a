"""The command line, run in this process: what it prints, what it says on stderr, how it ends."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Cast
from upstander.cli.run import run as run_here


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)

    def said(self, code: int) -> str:
        """The one sentence of a refusal, checked for its form."""
        assert self.code == code, (self.code, self.err)
        assert self.out == ""
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        assert self.err.rstrip().endswith(".")
        return self.err.rstrip()


Run = Callable[..., Ended]


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run one command line over an empty home."""
    mask = os.umask(0o022)

    def runs(*words: str) -> Ended:
        capsys.readouterr()
        code = run_here(words)
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    yield runs
    os.umask(mask)


@pytest.fixture
def desk(run: Run, cast: Cast, home: Path) -> Cast:
    """The cast's desk, as if it lay in this home: the tests' own database answers for it."""
    (home / "desk.sqlite3").touch()
    return cast


@pytest.fixture
def token(desk: Cast) -> Callable[[str], str]:
    """A person's own token."""
    from datetime import UTC, datetime

    from upstander.jobs import people

    def made(name: str) -> str:
        now = datetime.now(UTC)
        return people.token("test", now + timedelta(days=1), who=desk.viewer(name, now), now=now)

    return made
