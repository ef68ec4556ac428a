"""The papers beside the code say what the code says."""

import re
import tomllib

from tests.house.code import PACKAGE, ROOT
from upstander import __version__

OURS = ".toml"
"""What we wrote ourselves, triggers, stands under the code's own licence."""


def paper(name: str) -> str:
    """The text of a file at the top."""
    return (ROOT / name).read_text()


def test_the_changelog_starts_with_the_current_version() -> None:
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", paper("CHANGELOG.md"), re.MULTILINE)
    assert versions[0] == __version__


def test_the_licence_is_the_one_that_is_declared() -> None:
    declared = tomllib.loads(paper("pyproject.toml"))["project"]["license"]
    assert declared == "Apache-2.0"
    assert "Apache License\n                           Version 2.0, January 2004" in paper("LICENSE")


def test_the_readme_names_commands_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", paper("Makefile"), re.MULTILINE))
    named = set(re.findall(r"^\s*make ([a-z]+)", paper("README.md"), re.MULTILINE))
    assert named
    assert named <= targets


def test_every_bundled_file_is_named_with_its_licence() -> None:
    named = paper("DATA-LICENSES.md") if (ROOT / "DATA-LICENSES.md").exists() else ""
    files = [path.name for path in (PACKAGE / "data").rglob("*") if path.is_file() and path.suffix != OURS]
    assert [name for name in files if name not in named] == []
