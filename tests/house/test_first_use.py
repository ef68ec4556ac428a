"""A command starts the desk before it first uses a room that needs it: rooms load on first use, and not before."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import upstander

ROOT = Path(upstander.__file__).parent
STARTS = {"reader", "actor", "open_desk", "start", "keeper", "at_a_desk", "prepare", "ready"}
"""What starts the desk."""


def file_of(module: str) -> Path | None:
    """The file of one of our own modules."""
    path = ROOT.joinpath(*module.split(".")[1:])
    found = (path.with_suffix(".py"), path / "__init__.py")
    return next((each for each in found if each.is_file()), None)


def imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Names that a module imports from our own rooms, and the module that each is or comes from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("upstander"):
            for each in node.names:
                whole = f"{node.module}.{each.name}"
                yield each.asname or each.name, whole if file_of(whole) else str(node.module)


@cache
def needs_the_desk(module: str) -> bool:
    """Whether loading it loads the desk's tables."""
    if module.startswith("upstander.store.desk"):
        return True
    file = file_of(module)
    tree = ast.parse(file.read_text()) if file else ast.Module([], [])
    return any(needs_the_desk(each) for _, each in imported(tree) if each != module)


def deferred(tree: ast.AST) -> set[str]:
    """Modules by the names under which a command's file holds them unloaded."""
    found = dict(imported(tree))
    return {
        name
        for name, module in found.items()
        if module.startswith(("upstander.jobs.", "upstander.store.")) and needs_the_desk(module)
    }


def too_early(function: ast.FunctionDef, rooms: set[str]) -> Iterator[str]:
    """Uses of such a room before the desk was started."""
    calls = [each for each in ast.walk(function) if isinstance(each, ast.Call)]
    started = [each for each in calls if ast.unparse(each.func).rpartition(".")[2] in STARTS]
    starts = [(each.end_lineno or 0, each.end_col_offset or 0) for each in started]
    for node in ast.walk(ast.Module(function.body, [])):
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in rooms):
            continue
        if not starts or (node.lineno, node.col_offset) < min(starts):
            yield f"{function.name}:{node.lineno} {node.value.id}.{node.attr}"


def test_a_command_starts_the_desk_before_it_uses_it() -> None:
    wrong = []
    for file in sorted((ROOT / "cli").glob("*.py")):
        tree = ast.parse(file.read_text())
        rooms = deferred(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and any("command" in ast.unparse(at) for at in node.decorator_list):
                wrong += [f"{file.name} {each}" for each in too_early(node, rooms)]
    assert wrong == []
