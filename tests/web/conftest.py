"""People who open the pages of a desk with something of everything."""

from collections.abc import Callable
from dataclasses import replace

import pytest


@pytest.fixture
def world(cast, lake):
    """A signal, an issued alert addressed to Dina, a draft, and an exercise."""
    from tests.laid import laid
    from tests.web.world import furnished

    return replace(laid(lambda: furnished(cast, lake)), answers={})


@pytest.fixture
def open_as(cast, as_) -> Callable:
    """A browser in which somebody has signed in; `stranger` has not."""
    from django.core.cache import cache

    from upstander.records.people import PUBLIC

    cache.clear()
    return lambda name: as_(PUBLIC if name == "stranger" else cast.viewer(name))


@pytest.fixture
def three_states(monkeypatch: pytest.MonkeyPatch) -> None:
    """A watchlist of three States, whatever forecasts are stored."""
    from tests.web.world import ROWS
    from upstander.web import figures

    monkeypatch.setattr(figures, "watchlist", lambda day, question: ROWS)
