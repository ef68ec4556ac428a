"""Short texts kept encrypted at rest, under a key that comes from the desk's secret key."""

import base64
import hashlib
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import signing

from upstander.lib.text import mark
from upstander.records.errors import Fault

OTHER_KEY = mark("An address was sealed with another secret key: restore that key, or enter the address again.")


def box() -> Fernet:
    """The cipher for contacts and secrets of channels."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"channels {settings.SECRET_KEY}".encode()).digest()))


def seal(plain: str) -> str:
    """What is written to the database; nothing stays nothing."""
    return box().encrypt(plain.encode()).decode() if plain else ""


def unseal(kept: str) -> str:
    """What was sealed; Fault if the desk's secret key is another one now."""
    try:
        return box().decrypt(kept.encode()).decode() if kept else ""
    except InvalidToken:
        raise Fault(OTHER_KEY) from None


def proof(text: str) -> str:
    """A text that only this desk can have written; who brings it back has read where it was sent."""
    return signing.dumps(text, salt="channels")


def proven(token: str, lasts: timedelta) -> str | None:
    """The text behind a proof; None if it is another's, or too old."""
    try:
        found: str = signing.loads(token, salt="channels", max_age=lasts)
    except signing.BadSignature:
        return None
    return found
