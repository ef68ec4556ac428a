"""What we import is what we declare, no more and no less."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.house.code import ROOT, imported, modules

UNSEEN = {
    "psycopg": "Django's PostgreSQL backend loads it",
    "tzdata": "zoneinfo reads it where the system has no time zones",
}
"""Packages that no line of ours imports, each with the reason why we need it."""


def plain(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    """The packages that an installation brings along because we ask for them."""
    lines = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    return {plain(re.split(r"[\[<>=! ;]", line)[0]) for line in lines}


def used() -> set[str]:
    """The packages that our code imports."""
    tops = {name.partition(".")[0] for module in modules() for _, name in imported(module)}
    outside = tops - set(sys.stdlib_module_names) - {"upstander"}
    known = packages_distributions()
    return {plain(known[name][0]) for name in outside}


def test_every_package_that_is_imported_is_declared() -> None:
    loaded_with_another = {"pydantic-core"}
    assert used() - declared() - loaded_with_another == set()


def test_every_package_that_is_declared_is_needed() -> None:
    settings = (ROOT / "src/upstander/site/settings.py").read_text()
    named = {name for name in declared() if f'"{name.replace("-", "_")}' in settings}
    assert declared() - used() - named - set(UNSEEN) == set()
