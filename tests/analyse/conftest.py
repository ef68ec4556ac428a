"""The invented world, for every test of the analysis."""

import pytest

from tests.analyse.world import invented
from upstander.records.counts import Counts


@pytest.fixture(scope="session")
def world() -> Counts:
    """The invented world."""
    return invented()
