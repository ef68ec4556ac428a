"""Reads our own code as data, for the tests that hold the rules of the house."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src/upstander"
PILLARS = ("collect", "document", "analyse", "speech", "assess", "warn", "respond", "learn")
PURE = (*PILLARS, "records", "lib")
NOT_CODE = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}
WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")

Callable = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One file of ours: where it is, its text and its tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """As a reader would name it: `store/desk/models.py`."""
        return self.path.relative_to(PACKAGE).as_posix()

    @property
    def room(self) -> str:
        """The folder right under the package, empty for the package's own files."""
        first, _, rest = self.name.partition("/")
        return first if rest else ""

    def functions(self) -> Iterator[Callable]:
        """Every function and method, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Callable))

    def calls(self) -> Iterator[ast.Call]:
        """Every call."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def at(self, node: ast.AST) -> str:
        """The place of a node, for a failing test's message."""
        return f"{self.name}:{getattr(node, 'lineno', 0)}"


@cache
def modules() -> tuple[Module, ...]:
    """All modules of the package except generated migrations."""
    paths = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
    return tuple(Module(path, path.read_text(), ast.parse(path.read_text())) for path in paths)


def pure() -> list[Module]:
    """The modules that may not touch clock, chance, files or frameworks."""
    return [module for module in modules() if module.room in PURE]


def imported(module: Module) -> Iterator[tuple[ast.stmt, str]]:
    """Every module imported, by its full name."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node, node.module or ""


def dotted(node: ast.AST) -> str:
    """`np.random.rand` for the expression of that name, '' for anything that is no name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        inside = dotted(node.value)
        return f"{inside}.{node.attr}" if inside else f".{node.attr}"
    return ""


def words(name: str) -> set[str]:
    """The words an identifier is made of: `AlertHandler`, `alert_handler` -> alert, handler."""
    return {word.lower() for word in WORD.findall(name)}


def code_lines(function: Callable, text: str) -> int:
    """Lines of code of a function: without blanks, comments and its docstring."""
    lines = text.splitlines(keepends=True)[function.lineno - 1 : function.end_lineno]
    body = "".join(lines)
    indent = len(lines[0]) - len(lines[0].lstrip())
    source = (
        "".join(line[indent:] if line[:indent].isspace() or not indent else line for line in lines) if indent else body
    )
    used: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in NOT_CODE:
            used.update(range(token.start[0], token.end[0] + 1))
    return len(used - _docstring_lines(function))


def _docstring_lines(function: Callable) -> set[int]:
    if ast.get_docstring(function, clean=False) is None:
        return set()
    first = function.body[0]
    return set(range(first.lineno - function.lineno + 1, (first.end_lineno or first.lineno) - function.lineno + 2))
