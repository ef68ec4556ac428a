"""The units that run the program name commands that exist, and settings that the program reads."""

import re
from pathlib import Path

import pytest

from tests.house.code import ROOT
from tests.house.test_docs import settings
from upstander.cli.commands import COMMANDS

UNITS = sorted((ROOT / "deploy").glob("*.service"))


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_runs_a_command_without_more_rights_than_it_needs(unit: Path) -> None:
    text = unit.read_text()
    for command in re.findall(r"^ExecStart=/opt/upstander/bin/upstander ([a-z]+)", text, re.MULTILINE) or [""]:
        assert command in COMMANDS
    for line in ("User=upstander", "NoNewPrivileges=yes", "ProtectSystem=strict", "UMask=0077"):
        assert line in text.splitlines()


def test_the_watchdog_needs_nothing_that_it_watches() -> None:
    text = (ROOT / "deploy/upstander-watchdog.service").read_text()
    assert "Requires=" not in text
    assert "Restart=always" in text


def test_the_example_names_settings_that_are_read() -> None:
    named = set(
        re.findall(r"^#?(UPSTANDER_[A-Z_]+)=", (ROOT / "deploy/upstander.env.example").read_text(), re.MULTILINE)
    )
    assert len(named) > 8
    assert named <= settings()
