"""The lake as pages read it: the dearest answers kept until the lake changes."""

from datetime import date
from functools import lru_cache

from django.conf import settings

from upstander.lib.text import bare
from upstander.records.figures import State
from upstander.records.forecasts import Question, WatchlistRow
from upstander.records.people import Viewer
from upstander.store.lake import Lake, open_lake

EVERYBODY = Viewer(-1, "a person of this desk")
"""Open figures are the same for everybody who has signed in, so they are asked for once."""


def lake() -> Lake:
    """The lake under the home, or the bundled one; one for each process."""
    return open_lake(settings.UPSTANDER_HOME)


def watchlist(day: date, question: Question) -> tuple[WatchlistRow, ...]:
    """All States by their chance, as known on that day."""
    return kept_watchlist(lake().identity, day, question)


@lru_cache(maxsize=48)
def kept_watchlist(identity: str, day: date, question: Question) -> tuple[WatchlistRow, ...]:  # noqa: ARG001  a key
    """As `watchlist`, for one state of the lake."""
    return tuple(lake().watchlist(EVERYBODY, day, question))


def in_order(language: str, *, ended: bool) -> list[State]:
    """The places of today, or those that are no more, by their names in this language; accents do not count."""
    found = [state for state in states().values() if state.ended is ended]
    return sorted(found, key=lambda state: bare(state.name(language)))


def states() -> dict[str, State]:
    """Every place by its code, members of the system first."""
    return kept_states(lake().identity)


@lru_cache(maxsize=2)
def kept_states(identity: str) -> dict[str, State]:  # noqa: ARG001  a key
    """As `states`, for one state of the lake."""
    return {state.iso3: state for state in lake().states(EVERYBODY)}
