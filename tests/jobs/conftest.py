"""One prepared demonstration for all tests that only look at it or copy it."""

from pathlib import Path

import pytest

from tests.jobs import whole


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home as `upstander up --demo` leaves it; not to be changed."""
    home = tmp_path_factory.mktemp("prepared") / "home"
    whole.well(home, "up", "--demo", "--only-prepare")
    return home
