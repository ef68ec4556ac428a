"""A process that keeps messages or sends them, over a home and a database of its own: to be killed while it does."""

import os
import signal
import sys
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from upstander.jobs import channels, people  # noqa: E402
from upstander.jobs.notices import tell  # noqa: E402
from upstander.lib.text import Sentence  # noqa: E402
from upstander.records.channels import Channel  # noqa: E402
from upstander.records.desk import Status  # noqa: E402
from upstander.records.people import MACHINE, Role  # noqa: E402
from upstander.store.desk import contacts, deliveries  # noqa: E402

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def prepare(many: int) -> None:
    """A desk with one person who has that many messages to get."""
    call_command("migrate", verbosity=0)
    bob = people.add("bob", "Bob", [Role.ANALYST], who=MACHINE, now=NOW)
    contacts.add(bob.id, Channel.EMAIL, "bob@example.org", NOW, verified=True)
    for number in range(many):
        tell(bob.id, Sentence("x"), "/waiting/", "", key=str(number), status=Status.ACTUAL, now=NOW)


def post(minutes: int, dies_at: int) -> None:
    """Send what waits; at its n-th message, killed between handing it over and keeping that it did."""
    kept, count = deliveries.sent, 0

    def sent(id: str, now: datetime) -> None:
        nonlocal count
        count += 1
        if count == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        kept(id, now)

    deliveries.sent = sent
    while channels.deliver(lambda: NOW + timedelta(minutes=minutes)):
        pass


if __name__ == "__main__":
    verb, *numbers = sys.argv[1:]
    {"prepare": prepare, "post": post}[verb](*map(int, numbers))
