"""Whatever happens in whatever order, every message goes out in the end, and none goes out twice without a crash."""

from collections import Counter
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from pytest_django import Settings

from tests.conftest import Cast
from upstander import net
from upstander.jobs import channels
from upstander.jobs.notices import tell
from upstander.lib.text import Sentence
from upstander.records.channels import Channel, Trouble, Undelivered
from upstander.records.desk import Status
from upstander.store.desk import contacts, deliveries
from upstander.store.desk.models import Delivery, Notice

HAPPENINGS = st.lists(
    st.sampled_from(["tell", "tell again", "down", "up", "send", "send", "crash", "hour", "clock back"]),
    max_size=25,
)


class Crash(BaseException):
    """The worker is killed."""


class World:
    """A mail server that may be down, a clock that may jump, a worker that may die, and what reached the mailbox."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.bob, self.situation, self.now = cast.people["bob"], cast.situation, now
        self.up, self.dies, self.told, self.crashes = True, False, 0, 0
        self.mailbox: Counter[str] = Counter()

    def mail(self, server: str, message: EmailMessage, sender: str, to: str) -> None:
        """Take a mail, unless down; a worker may die when it has handed one over."""
        if not self.up:
            raise Undelivered(Trouble.NO_ANSWER)
        self.mailbox[message["Message-ID"]] += 1
        if self.dies:
            self.crashes += 1
            raise Crash

    def happen(self, what: str) -> None:
        """One thing happens."""
        if what.startswith("tell"):
            self.told += what == "tell"
            key = str(self.told)
            tell(self.bob, Sentence("x"), "/waiting/", self.situation, key=key, status=Status.ACTUAL, now=self.now)
        elif what in ("down", "up"):
            self.up = what == "up"
        elif what == "hour":
            self.now += timedelta(hours=1)
        elif what == "clock back":
            self.now -= timedelta(minutes=30)
        else:
            self.send(dies=what == "crash")

    def send(self, *, dies: bool = False) -> None:
        """A worker sends what is due; it may die after the first message is handed over."""
        self.dies = dies
        try:
            channels.deliver(lambda: self.now)
        except Crash:
            pass
        finally:
            self.dies = False

    def settle(self) -> None:
        """The server comes back, and longer than the longest wait passes."""
        self.up = True
        for _ in range(3):
            self.now += timedelta(hours=27)
            self.send()


@tried(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(happenings=HAPPENINGS)
def test_every_message_arrives_and_only_a_crash_repeats_one(
    happenings: list[str], cast: Cast, now: datetime, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.UPSTANDER_SMTP_URL, settings.UPSTANDER_MAIL_FROM = "smtp://127.0.0.1:9", "desk@example.org"
    Delivery.objects.all().delete()
    Notice.objects.all().delete()
    contacts.add(cast.people["bob"], Channel.EMAIL, "bob@example.org", now, verified=True)
    world = World(cast, now)
    monkeypatch.setattr(net, "mail", world.mail)
    for what in happenings:
        world.happen(what)
    world.settle()
    assert set(Delivery.objects.values_list("state", flat=True)) <= {"sent"}
    assert len(world.mailbox) == Delivery.objects.count() == Notice.objects.count()
    assert sum(world.mailbox.values()) - len(world.mailbox) <= world.crashes
    assert deliveries.lost() == 0
