"""Custodians' keys: what is closed with them opens with a passphrase that is kept nowhere."""

import base64
import json
from collections.abc import Mapping
from datetime import datetime

import pyrage
from pyrage import passphrase as lock
from pyrage import x25519

from upstander.lib.text import mark
from upstander.records.errors import Refused, Usage
from upstander.records.people import Role
from upstander.store.desk import models

SIZE = 1024
"""Bytes of every sealed name: the length of what is kept tells nothing."""

NO_KEY = mark("Ask a custodian to make a key first: without one nobody could ever open the seal.")
WRONG = mark("This passphrase opens none of your keys.")
NOT_YOURS = mark("Ask a custodian who had a key when this was sealed: yours does not open it.")


def add_key(person: int, passphrase: str, now: datetime) -> None:
    """Make a key pair for a custodian; the one before closes nothing more, and still opens what it closed."""
    pair = x25519.Identity.generate()
    models.CustodyKey.objects.filter(person=person, retired_at__isnull=True).update(retired_at=now)
    models.CustodyKey.objects.create(
        person_id=person,
        closes=str(pair.to_public()),
        opens=text(lock.encrypt(str(pair).encode(), passphrase)),
        made_at=now,
    )


def text(data: bytes) -> str:
    """Bytes as a column keeps them."""
    return base64.b64encode(data).decode()


def keys() -> list[str]:
    """The closing halves of everybody who is a custodian now."""
    held = models.RoleHeld.objects.filter(role=Role.CUSTODIAN, until__isnull=True, person__is_active=True)
    live = models.CustodyKey.objects.filter(retired_at__isnull=True, person__in=held.values("person"))
    return list(live.order_by("pk").values_list("closes", flat=True))


def seal(said: Mapping[str, object]) -> str:
    """A few values that any custodian of this moment can open; Usage if none has a key."""
    found = keys()
    if not found:
        raise Usage(NO_KEY)
    return text(pyrage.encrypt(padded(said), [x25519.Recipient.from_str(each) for each in found]))


def padded(said: Mapping[str, object]) -> bytes:
    """Values as bytes, always as many: a long name is sealed like a short one."""
    return json.dumps(said, ensure_ascii=False).encode().ljust(SIZE)


def unseal(sealed: str, person: int, passphrase: str) -> dict[str, object]:
    """What was sealed, with any key of this custodian; Refused for another passphrase or somebody else's key."""
    pairs = list(
        filter(None, (opened(row.opens, passphrase) for row in models.CustodyKey.objects.filter(person=person)))
    )
    if not pairs:
        raise Refused(WRONG, "passphrase")
    try:
        plain = pyrage.decrypt(base64.b64decode(sealed), pairs)
    except pyrage.DecryptError:
        raise Refused(NOT_YOURS) from None
    found: dict[str, object] = json.loads(plain)
    return found


def opened(kept: str, passphrase: str) -> x25519.Identity | None:
    """The opening half of a key; None for another passphrase."""
    try:
        return x25519.Identity.from_str(lock.decrypt(base64.b64decode(kept), passphrase).decode())
    except pyrage.DecryptError:
        return None


def has_key(person: int) -> bool:
    """Whether this custodian has a key that closes."""
    return models.CustodyKey.objects.filter(person=person, retired_at__isnull=True).exists()
