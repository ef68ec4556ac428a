"""What tests of the interface may ask for; see `world` for what lies on the desk."""

from functools import partial

import pytest

from tests.conftest import NOW, ROLES, Cast, gathered


@pytest.fixture(scope="module", autouse=True)
def _one_moment():
    """Every test happens at the same moment, and a custodian's key, which age makes slow on purpose, at once."""
    from django.utils import timezone
    from pyrage import passphrase

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(timezone, "now", lambda: NOW)
        patched.setattr(passphrase, "encrypt", lambda data, word: data)
        yield


@pytest.fixture(autouse=True)
def _unhurried() -> None:
    """No test is slowed by the requests of the one before."""
    from upstander.api.doors import PACE

    PACE.counts.clear()


@pytest.fixture(scope="module")
def desk(kept, lake):
    """A desk on which every kind of thing lies once: made once a file, and whole again after each test."""
    from tests.api.world import furnished

    return furnished(gathered(lake))


@pytest.fixture
def cast(desk, db) -> Cast:
    """The people of that desk and the situation."""
    return Cast({name: desk.ids[name] for name in ROLES}, desk.ids["situation"])


@pytest.fixture
def call(desk):
    """Ask as somebody: `call("alice", "GET", "/api/waiting")`."""
    from tests.api.world import ask

    return partial(ask, desk)
