"""How the code reads: short functions, short files, whole annotations, names of the field."""

import ast
from statistics import median, quantiles

from tests.house.code import PACKAGE, Callable, Module, code_lines, modules, words

BANNED = {"manager", "managers", "handler", "handlers", "service", "services", "helper", "helpers", "util", "utils",
          "common", "core", "base", "engine", "engines", "processor", "processors"}  # fmt: skip
IMPOSED: dict[str, str] = {}
"""Names that a framework imposes on us, each with the reason."""


def lengths() -> list[tuple[int, str]]:
    """Code lines of every function, with its place."""
    return [
        (code_lines(function, module.text), f"{module.at(function)} {function.name}")
        for module in modules()
        for function in module.functions()
    ]


def named(module: Module) -> list[str]:
    """The names a module gives: its own, its classes' and its functions'."""
    defined = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    inside = [node.name for node in ast.walk(module.tree) if isinstance(node, defined)]
    return [*module.path.relative_to(PACKAGE).with_suffix("").parts, *inside]


def bare(function: Callable) -> list[str]:
    """Parameters without annotation, and 'return' if that one is missing."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    arguments += [argument for argument in (function.args.vararg, function.args.kwarg) if argument]
    missing = [
        argument.arg for argument in arguments if argument.annotation is None and argument.arg not in {"self", "cls"}
    ]
    return missing + ([] if function.returns else ["return"])


def test_no_function_is_longer_than_sixty_lines_of_code() -> None:
    assert [where for length, where in lengths() if length > 60] == []


def test_most_functions_are_short() -> None:
    counted = [length for length, _ in lengths()]
    assert median(counted) <= 8
    assert quantiles(counted, n=10)[8] <= 25


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    assert [(module.name, count) for module in modules() if (count := module.text.count("\n")) > 400] == []


def test_everything_is_annotated() -> None:
    missing = {f"{module.at(f)} {f.name}": bare(f) for module in modules() for f in module.functions() if bare(f)}
    assert missing == {}


def test_names_come_from_the_field() -> None:
    found = [(module.name, name) for module in modules() for name in named(module) if words(name) & BANNED]
    assert [(where, name) for where, name in found if name not in IMPOSED] == []


def test_no_reason_for_an_imposed_name_outlives_it() -> None:
    given = {name for module in modules() for name in named(module)}
    assert [name for name, reason in IMPOSED.items() if name not in given or not reason] == []


def test_code_lines_leave_out_docstring_comments_and_blanks() -> None:
    text = 'class A:\n  def f(self):\n    """Says\n    much."""\n\n    # why\n    return (\n      1\n    )\n'
    function = next(node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    assert code_lines(function, text) == 4
