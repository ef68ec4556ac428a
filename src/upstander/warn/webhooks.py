"""Standard Webhooks: the body, its signature, when to try again. Pure: the same message gives the same bytes."""

import hashlib
import json
from datetime import UTC, datetime, timedelta

from standardwebhooks import Webhook

from upstander.records.channels import Parcel

WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""How long to wait after each try that failed; after the last one, nothing is tried by itself."""

JITTER = 0.1
"""The share by which a wait is stretched at most, so that many do not come back at once."""

MOST = 20_000
"""Bytes of a body at most."""


def wait(id: str, attempts: int) -> timedelta | None:
    """How long after its n-th failed try a message waits; None when it is given up."""
    if attempts > len(WAITS):
        return None
    share = int.from_bytes(hashlib.sha256(f"{id}:{attempts}".encode()).digest()[:4]) / 2**32
    return WAITS[attempts - 1] * (1 + JITTER * share)


def body(parcel: Parcel, url: str, text: str) -> bytes:
    """The thin payload: that something waits, for whom, until when, where; nothing of what it is."""
    data = {
        "id": parcel.id,
        "what": "test" if parcel.canary else "waits",
        "to": parcel.contact or None,
        "due": moment(parcel.due) if parcel.due else None,
        "url": url or None,
        "language": parcel.language,
        "text": text,
    }
    event = {"type": "canary" if parcel.canary else "notice.waiting", "timestamp": moment(parcel.at), "data": data}
    written = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
    if len(written) >= MOST:
        raise ValueError("A body is thin: something in it is not.")
    return written


def moment(at: datetime) -> str:
    """A moment as the payload writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def headers(secret: str, id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers: the message's id, the moment of this try, the signature over both and the body."""
    return {
        "webhook-id": f"msg_{id}",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(f"msg_{id}", at.astimezone(UTC), body.decode()),
    }
