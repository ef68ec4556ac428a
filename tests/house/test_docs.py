"""The documentation names every command and every setting, and nothing that does not exist."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from tests.house.code import PACKAGE, ROOT
from upstander.cli.commands import COMMANDS
from upstander.cli.lazy import load
from upstander.site.environment import Environment

SETTING = re.compile(r"\bUPSTANDER_(?!TEST_)[A-Z][A-Z_]+\b")
COMMAND = re.compile(r"^(?:\$ | {4})upstander ((?:[a-z][a-z-]*(?= |$) ?)+)", re.MULTILINE)


@cache
def documentation() -> str:
    """All pages and the first page of the repository, as one text."""
    return "\n".join(path.read_text() for path in [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md"])


def verbs(name: str, command: Any) -> Iterator[str]:
    """The full names of a command: its own, or those of what it groups."""
    if hasattr(command, "commands"):
        for inner, found in command.commands.items():
            yield from verbs(f"{name} {inner}", found)
    else:
        yield name


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    assert [verb for verb in verbs(name, load(name)) if f"`upstander {verb}`" not in documentation()] == []


def settings() -> set[str]:
    """The settings that the code reads: those it names, and the fields that the environment fills."""
    named = {found for path in PACKAGE.rglob("*.py") for found in SETTING.findall(path.read_text())}
    return named | {f"UPSTANDER_{name.upper()}" for name in Environment.model_fields}


def test_every_setting_is_documented_and_no_other() -> None:
    assert set(SETTING.findall(documentation())) == settings()


def test_no_command_is_documented_that_does_not_exist() -> None:
    known = {verb for name in COMMANDS for verb in verbs(name, load(name))}
    named = {found.strip() for found in COMMAND.findall(documentation())}
    assert named
    assert sorted(text for text in named if not any(f"{text} ".startswith(f"{verb} ") for verb in known)) == []
