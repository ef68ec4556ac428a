"""What people read: every sentence can be translated, every place in it is filled, nothing names what it must not."""

import ast
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.house.code import PACKAGE, ROOT, Module, dotted, modules

SPOKEN = {"Usage", "Unknown", "Refused", "Fault", "Damaged", "mark"}
PLACE = re.compile(r"%\((\w+)\)")
PARTS = "pypi org,pythonhosted org,npmjs org,deb.debian org,crates io,unpkg com,jsdelivr net,cdnjs com"
HOSTS = [parts.replace(" ", ".") for parts in PARTS.split(",")]
WORKPLACE = re.compile(r"(?<![\w.])/" + r"(?:work|farm)/")
SKIPPED = {"node_modules", "site-docs", "__pycache__", "build", "dist"}
TEXTS = {
    ".py",
    ".md",
    ".toml",
    ".yml",
    ".html",
    ".css",
    ".js",
    ".txt",
    ".sql",
    ".sh",
    ".service",
    ".timer",
    ".json",
    ".po",
    "",
}


def spoken(module: Module) -> Iterator[ast.Call]:
    """Calls whose first argument is a sentence for people."""
    return (call for call in module.calls() if dotted(call.func).rpartition(".")[2] in SPOKEN and call.args)


@cache
def kept() -> dict[tuple[str, str], str]:
    """Sentences that a module keeps under a name: `MISSING = mark("Fill in ...")`."""
    found = {}
    for module in modules():
        for node in module.tree.body:
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.targets[0], ast.Name)
                and isinstance(node.value, ast.Call)
            ):
                template = constant(node.value.args[0]) if node.value.args else None
                if dotted(node.value.func) == "mark" and template is not None:
                    found[module.name, node.targets[0].id] = template
    return found


def constant(node: ast.expr) -> str | None:
    """The text of a literal, None for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def sentence(call: ast.Call, module: Module) -> str | None:
    """The sentence that a call says, None where it cannot be read off the code."""
    first = call.args[0]
    return kept().get((module.name, dotted(first))) if dotted(first) else constant(first)


def unextractable(module: Module) -> list[str]:
    """Sentences that are glued together: extraction does not see them. A name stands for a marked sentence."""
    names = (ast.Name, ast.Attribute, ast.Subscript)
    whole = [call for call in spoken(module) if isinstance(call.args[0], names) and dotted(call.func) != "mark"]
    return [module.at(call) for call in spoken(module) if call not in whole and constant(call.args[0]) is None]


def uncounted(module: Module) -> list[str]:
    """Sentences of one and many that are no pair for translators: only `counted` with two literals makes one."""
    calls = [node for node in ast.walk(module.tree) if isinstance(node, ast.Call)]
    made = [call for call in calls if dotted(call.func) == "Sentence" and len(call.args) > 2]
    pairs = [call for call in calls if dotted(call.func) == "counted" and len(call.args) == 3]
    return [module.at(call) for call in [*made, *(one for one in pairs if not all(map(constant, one.args[:2])))]]


def unfilled(module: Module) -> list[str]:
    """Errors whose sentence has a place that nobody fills. The second argument is always the field."""
    found = []
    for call in spoken(module):
        named = {keyword.arg for keyword in call.keywords} | ({"field"} if len(call.args) > 1 else set())
        missing = set(PLACE.findall(sentence(call, module) or "")) - named
        if dotted(call.func) != "mark" and None not in named and missing:
            found.append(f"{module.at(call)} {sorted(missing)}")
    return found


def read(text: str) -> Module:
    """A module with this text, to show that a rule can fail."""
    return Module(PACKAGE / "jobs/example.py", text, ast.parse(text))


@cache
def written() -> dict[Path, str]:
    """Every text file of the project; what tools leave behind in hidden folders is none."""
    found = {}
    for folder, inside, names in os.walk(ROOT):
        inside[:] = [name for name in inside if name not in SKIPPED and (name == ".ci" or not name.startswith("."))]
        paths = [Path(folder, name) for name in names if not name.startswith(".coverage")]
        found |= {path: path.read_text(errors="replace") for path in paths if path.suffix in TEXTS and path.is_file()}
    return found


def test_every_error_is_one_whole_sentence_that_can_be_extracted() -> None:
    own = [module for module in modules() if module.name not in {"records/errors.py", "lib/text.py"}]
    assert [place for module in own for place in unextractable(module)] == []


def test_one_and_many_are_collected_as_a_pair() -> None:
    makers = {"lib/text.py", "store/desk/rows.py", "web/marks/words.py"}
    others = [module for module in modules() if module.name not in makers]
    assert [place for module in others for place in uncounted(module)] == []
    assert uncounted(read("Sentence(ONE, {'n': n}, MANY, n)"))
    assert uncounted(read("counted(ONE, MANY, n)"))
    assert not uncounted(read("counted('%(n)s thing', '%(n)s things', n)"))


def test_every_place_in_an_error_is_filled() -> None:
    assert [place for module in modules() for place in unfilled(module)] == []


def test_a_glued_or_unfilled_sentence_is_noticed() -> None:
    assert unextractable(read("raise Usage(f'no {x}')"))
    assert unextractable(read("raise Usage('no ' + x)"))
    assert unextractable(read("say = mark(SENTENCE)"))
    assert unfilled(read("raise Usage('There is no %(name)s.', code=1)"))
    assert not unfilled(read("raise Usage('There is no %(name)s.', name=1)"))


@pytest.mark.parametrize("host", HOSTS)
def test_no_file_names_a_host_that_packages_come_from(host: str) -> None:
    assert [f"{path}" for path, text in written().items() if host in text] == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert [f"{path}" for path, text in written().items() if WORKPLACE.search(text)] == []
