"""What several tests of jobs ask for: one prepared demonstration, and servers that take what the desk sends."""

from collections.abc import Callable, Iterator
from datetime import datetime
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Cast
from tests.jobs import whole
from tests.jobs.post import Gateway, MailServer

if TYPE_CHECKING:
    from pytest_django import Settings

SECRETS = "Zalingei road canary"


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home as `upstander up --demo` leaves it; not to be changed."""
    home = tmp_path_factory.mktemp("prepared") / "home"
    whole.well(home, "up", "--demo", "--only-prepare")
    return home


@pytest.fixture
def server() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    yield server
    if server.server is not None:
        server.stop()


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with Gateway() as gateway:
        yield gateway


@pytest.fixture
def told(cast: Cast, now: datetime, settings: "Settings") -> Callable[..., None]:
    """Tell Bob something that names a place, at a desk with an address of its own."""
    settings.UPSTANDER_PUBLIC_URL = "https://desk.example.org"
    settings.UPSTANDER_MAIL_FROM = "The desk <desk@example.org>"

    from upstander.jobs.notices import tell
    from upstander.lib.text import Sentence
    from upstander.records.desk import Status

    def tell_bob(key: str = "one", due: datetime | None = None) -> None:
        what = Sentence(SECRETS)
        tell(cast.people["bob"], what, "/alerts/abc/", cast.situation, key=key, status=Status.ACTUAL, now=now, due=due)

    return tell_bob


@pytest.fixture
def by_mail(cast: Cast, server: MailServer, now: datetime, settings: "Settings") -> MailServer:
    from upstander.records.channels import Channel
    from upstander.store.desk import contacts

    settings.UPSTANDER_SMTP_URL = f"smtp://127.0.0.1:{server.port}"
    contacts.add(cast.people["bob"], Channel.EMAIL, "bob@example.org", now, verified=True)
    return server


@pytest.fixture
def by_gateway(cast: Cast, gateway: Gateway, now: datetime, settings: "Settings") -> str:
    """Bob is known to the desk's gateway, whose first test is over; gives the secret that signs."""
    from upstander.jobs import channels
    from upstander.records.channels import Channel
    from upstander.store.desk import contacts
    from upstander.store.desk.models import Delivery, Notice

    settings.UPSTANDER_WEBHOOK_ALLOW = (ip_network("127.0.0.0/8"),)
    contacts.add(cast.people["bob"], Channel.WEBHOOK, "", now, verified=True)
    secret = channels.add_endpoint("Gateway", gateway.url, who=cast.viewer("ada"), now=now)
    Delivery.objects.all().delete()
    Notice.objects.all().delete()
    return secret
