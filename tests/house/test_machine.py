"""What the tests need from the machine is there; where it is missing, the reason says what to install."""

from pathlib import Path

import psycopg
import pytest


@pytest.mark.postgresql
def test_postgresql_answers(postgresql: str) -> None:
    with psycopg.connect(postgresql) as connection:
        assert connection.info.server_version >= 130000


@pytest.mark.browser
def test_chromium_is_there(chromium_path: Path) -> None:
    assert chromium_path.is_file()


@pytest.mark.npm
def test_axe_is_there(axe: str) -> None:
    assert "axe.run" in axe
