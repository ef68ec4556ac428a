"""What this desk was given to reach people with, and whether somebody can be reached."""

from collections.abc import Iterable

from django.conf import settings

from upstander.lib.text import mark
from upstander.records.channels import Ways
from upstander.records.desk import Address, Draft, Grade, Status
from upstander.records.errors import Usage
from upstander.store.desk import contacts

UNREACHED = mark(
    "Ask them first to say under their name how the desk reaches them: outside this desk, nothing reaches this person."
)


def ways() -> Ways:
    """As the surroundings say."""
    return Ways(
        smtp_url=settings.UPSTANDER_SMTP_URL,
        mail_from=settings.UPSTANDER_MAIL_FROM,
        public_url=settings.UPSTANDER_PUBLIC_URL,
        canary_to=settings.UPSTANDER_CANARY_TO,
        allow=settings.UPSTANDER_WEBHOOK_ALLOW,
    )


def must_be_reached(people: Iterable[int], field: str) -> None:
    """Usage for somebody whom nothing reaches outside the desk, where the desk reaches others there."""
    if (ways().mails or contacts.has_endpoint()) and not all(contacts.reached(person) for person in people):
        raise Usage(UNREACHED, field)


def alert_must_reach(text: Draft, asked: Iterable[Address]) -> None:
    """Usage if a real alert that cannot wait for the daily summary asks somebody whom nothing reaches."""
    if text.status is Status.ACTUAL and text.grade is not Grade.WATCH:
        must_be_reached([address.person for address in asked], "addresses")
