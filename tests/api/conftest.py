"""What tests of the interface may ask for; see `world` for what lies on the desk."""

from functools import partial

import pytest

from tests.conftest import NOW


@pytest.fixture(autouse=True)
def _one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test happens at the same moment."""
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture(autouse=True)
def _unhurried() -> None:
    """No test is slowed by the requests of the one before."""
    from upstander.api.doors import PACE

    PACE.counts.clear()


@pytest.fixture(autouse=True)
def _quick_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A custodian's key is made at once: age makes guessing a passphrase slow on purpose."""
    from pyrage import passphrase

    monkeypatch.setattr(passphrase, "encrypt", lambda data, word: data)


@pytest.fixture
def desk(cast):
    """A desk on which every kind of thing lies once."""
    from tests.api.world import furnished
    from tests.laid import laid

    return laid(lambda: furnished(cast))


@pytest.fixture
def call(desk):
    """Ask as somebody: `call("alice", "GET", "/api/waiting")`."""
    from tests.api.world import ask

    return partial(ask, desk)
