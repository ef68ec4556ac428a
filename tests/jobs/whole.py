"""The whole program in processes of its own, over homes of its own: for what only a real start can show."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a process of the program sees: this home, and nothing of the tests' own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UPSTANDER_")}
    own = {"UPSTANDER_HOME": str(home), "DJANGO_SETTINGS_MODULE": "tests.jobs.quick", "PYTHONPATH": str(ROOT)}
    return {**kept, **own, **(more or {})}


def start(home: Path, *words: str, more: Mapping[str, str] | None = None) -> "subprocess.Popen[str]":
    """Start a command and come back at once."""
    return subprocess.Popen(
        [sys.executable, "-m", "upstander", *words],
        env=environment(home, more),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(home: Path, *words: str, more: Mapping[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end."""
    process = start(home, *words, more=more)
    out, err = process.communicate(timeout=240)
    return subprocess.CompletedProcess(words, process.returncode, out, err)


def well(home: Path, *words: str, more: Mapping[str, str] | None = None) -> str:
    """Run a command that must succeed; what it printed."""
    ended = run(home, *words, more=more)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def said(ended: "subprocess.CompletedProcess[str]", code: int) -> str:
    """The one sentence of a refusal."""
    assert ended.returncode == code, (ended.returncode, ended.stderr)
    assert ended.stderr.count("\n") == 1, ended.stderr
    return ended.stderr.rstrip()


def state(home: Path) -> dict[str, Any]:
    """What must be the same however the home came to be: figures, accounts, the log's story, what lies there."""
    accounts = json.loads(well(home, "people", "list", "--json"))
    log = json.loads(well(home, "audit", "log", "--as", "auditor", "--json"))
    well(home, "audit", "verify")
    listed = json.loads((home / "demonstration.json").read_text())
    return {
        "figures": well(home, "snapshot", "verify").strip(),
        "accounts": [(one["username"], one["name"], one["roles"]) for one in accounts],
        "listed": [(one["role"], one["username"]) for one in listed],
        "log": [(entry["number"], entry["name"], entry["action"]) for entry in log],
        "files": sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()),
        "modes": {oct(path.stat().st_mode & 0o777) for path in (home, home / "demonstration.json")},
    }


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
