"""`make up` on a fresh machine: an installation that is killed at any moment is made again, whole."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PYTHON = """#!/bin/sh
# Stands in for Python and pip: makes an environment and installs into it, slowly enough to be killed on the way.
say() { echo "$1" >> "$STAGES"; }
case "$1 $2" in
  "-c "*) exit 0 ;;
  "-m venv") say venv; sleep "$PAUSE"; mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; cp "$0" "$3/bin/pip" ;;
  "-m pip") say pip; mkdir -p .venv/lib; echo half > .venv/lib/half; sleep "$PAUSE"
    printf '#!/bin/sh\\necho upstander "$@" in "$UPSTANDER_HOME"\\n' > .venv/bin/upstander
    chmod +x .venv/bin/upstander; say installed; sleep "$PAUSE"; mv .venv/lib/half .venv/lib/whole ;;
esac
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh clone, as far as the Makefile needs one."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "python").write_text(PYTHON)
    (tmp_path / "python").chmod(0o755)
    return tmp_path


def make(clone: Path, *words: str, pause: float = 0) -> "subprocess.Popen[str]":
    """Start make in the clone, in a process group of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("UPSTANDER_", "MAKE"))}
    return subprocess.Popen(
        ["make", *words, "PYTHON=./python"],
        cwd=clone,
        env={**kept, "STAGES": str(clone / "stages"), "PAUSE": str(pause)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finished(clone: Path, *words: str) -> str:
    """Run make to its end; what it printed."""
    out, err = (process := make(clone, *words)).communicate(timeout=60)
    assert process.returncode == 0, err
    return out


def laid_out(clone: Path) -> set[str]:
    """What lies in the environment."""
    return {str(path.relative_to(clone)) for path in (clone / ".venv").rglob("*") if path.is_file()}


WHOLE = {".venv/.installed", ".venv/bin/python", ".venv/bin/pip", ".venv/bin/upstander", ".venv/lib/whole"}


def test_it_installs_once_and_names_port_and_home(clone: Path) -> None:
    assert f"upstander up --demo --port 8123 in {clone}/.upstander" in finished(clone, "up", "PORT=8123")
    assert laid_out(clone) == WHOLE
    assert finished(clone, "up") == f"upstander up --demo in {clone}/.upstander\n"
    assert (clone / "stages").read_text().split() == ["venv", "pip", "installed"]


@pytest.mark.parametrize("stage", ["venv", "pip", "installed"])
def test_an_installation_killed_on_the_way_is_made_again_whole(clone: Path, stage: str) -> None:
    process = make(clone, "up", pause=30)
    stages = clone / "stages"
    if stage != "venv":
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        process = make(clone, "up", pause=0.5)
    for _ in range(600):
        if stages.exists() and stage in stages.read_text().split():
            break
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert not (clone / ".venv/.installed").exists()
    finished(clone, "up")
    assert laid_out(clone) == WHOLE


def test_an_environment_that_somebody_made_is_kept(clone: Path) -> None:
    (clone / ".venv/lib").mkdir(parents=True)
    (clone / ".venv/lib/own").write_text("")
    finished(clone, "up")
    assert laid_out(clone) == {*WHOLE, ".venv/lib/own"}


def test_without_python_the_way_to_one_is_named(clone: Path) -> None:
    ended = subprocess.run(["make", "up", "PYTHON="], cwd=clone, capture_output=True, text=True)
    assert ended.returncode == 2
    assert "Upstander needs Python 3.11 or newer" in ended.stderr
    assert not (clone / ".venv").exists()
