"""What this desk was given to reach people with, and whether somebody can be reached."""

from django.conf import settings

from upstander.lib.text import mark
from upstander.records.channels import Ways
from upstander.records.errors import Usage
from upstander.store.desk import contacts

UNREACHED = mark(
    "Ask them first to enter an e-mail address under My account: outside this desk, nothing reaches this person."
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


def must_be_reached(person: int, field: str) -> None:
    """Usage for somebody whom nothing reaches outside the desk, where the desk reaches others there."""
    if (ways().mails or contacts.has_endpoint()) and not contacts.reached(person):
        raise Usage(UNREACHED, field)
