"""The rules of the house that a machine can hold: floors, purity, the environment, where files lie."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.code import PACKAGE, ROOT, Module, dotted, imported, modules, pure

CLOCKS = {"now", "utcnow", "today", "localtime", "monotonic", "perf_counter", "time_ns"}
FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "mkdir", "unlink"}
OUTSIDE = {"random", "secrets", "uuid", "urllib.request", "http.client", "subprocess", "time"}
SEEDED = {"default_rng", "Generator", "SeedSequence", "PCG64"}


def impure(module: Module) -> Iterator[str]:
    """What in a module reads a clock, a file or chance."""
    for call in module.calls():
        name = dotted(call.func)
        last = name.rpartition(".")[2]
        if last in CLOCKS and "." in name:
            yield f"{module.at(call)} reads the clock: {name}"
        if name == "open" or ("." in name and last in FILES):
            yield f"{module.at(call)} touches a file: {name}"
        if ".random." in name and last not in SEEDED:
            yield f"{module.at(call)} draws from the shared generator: {name}"
        if last == "default_rng" and not call.args and not call.keywords:
            yield f"{module.at(call)} has no seed: {name}"
    for node, name in imported(module):
        if name in OUTSIDE:
            yield f"{module.at(node)} imports {name}"


def reads_environment(module: Module) -> Iterator[str]:
    """Where a module reads the process's environment."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and dotted(node) in {"os.environ", "os.getenv", "os.environb"}:
            yield module.at(node)
    for node, name in imported(module):
        if name == "os" and isinstance(node, ast.ImportFrom):
            yield from (module.at(node) for alias in node.names if alias.name in {"environ", "getenv"})


def read(text: str) -> Module:
    """A module with this text, to show that a rule can fail."""
    return Module(PACKAGE / "analyse/example.py", text, ast.parse(text))


def test_every_room_imports_only_from_floors_below_its_own() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_pillars_read_no_clock_no_file_and_no_chance() -> None:
    assert [line for module in pure() for line in impure(module)] == []


@pytest.mark.parametrize(
    "text",
    [
        "from datetime import datetime\nx = datetime.now()",
        "x = open('a')",
        "from pathlib import Path\nx = Path('a').read_text()",
        "import numpy as np\nx = np.random.rand()",
        "import numpy as np\nx = np.random.default_rng()",
        "import random",
        "from urllib.request import urlopen",
        "from uuid import uuid4",
    ],
)
def test_an_impure_line_is_noticed(text: str) -> None:
    assert list(impure(read(text)))


def test_the_environment_is_read_in_site_and_cli_only() -> None:
    rooms = [module for module in modules() if module.room not in {"site", "cli"}]
    assert [place for module in rooms for place in reads_environment(module)] == []


@pytest.mark.parametrize(
    "text", ["import os\nx = os.environ['A']", "from os import getenv", "import os\nos.getenv('A')"]
)
def test_a_look_at_the_environment_is_noticed(text: str) -> None:
    assert list(reads_environment(read(text)))


def test_data_holds_no_python() -> None:
    assert list((PACKAGE / "data").rglob("*.py")) == []


def test_nothing_is_imported_inside_a_function_or_for_type_checkers_only() -> None:
    hidden = [
        module.at(node)
        for module in modules()
        for holder in ast.walk(module.tree)
        if isinstance(holder, ast.FunctionDef | ast.AsyncFunctionDef | ast.If)
        for node in ast.walk(holder)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []
