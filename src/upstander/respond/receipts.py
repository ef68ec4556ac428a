"""Receipts as text: one canonical form that is signed, one file that is handed on. Pure."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from upstander.lib.hashing import sha256
from upstander.lib.text import mark
from upstander.records.desk import Entry
from upstander.records.errors import Damaged, Refused
from upstander.records.receipts import Deed, Receipt, Sealed

FORM = "upstander receipt 1"

SILENT = frozenset({"seen", "proved"})
"""Lines of the log that pass nothing on."""

NAMED = ("digest", "mechanism")
"""Details of the log that a receipt tells: no other, for they may hold words."""

NOTHING = mark("There is nothing to prove yet: you have neither written, signed, answered nor passed on this alert.")
UNREADABLE = mark("This is no receipt, or part of it is missing: ask for the whole file.")


def proven(entries: Sequence[Entry]) -> tuple[Deed, ...]:
    """What the lines of the log prove."""
    return tuple(
        Deed(each.number, each.at, each.action, each.digest, *(str(each.detail.get(key, "")) for key in NAMED))
        for each in sorted(entries, key=lambda each: each.number)
        if each.action not in SILENT
    )


def deeds(entries: Sequence[Entry]) -> tuple[Deed, ...]:
    """The same for a receipt; Refused if they prove nothing."""
    found = proven(entries)
    if not found:
        raise Refused(NOTHING)
    return found


def body(receipt: Receipt) -> dict[str, Any]:
    """The receipt as plain values."""
    return {
        "form": FORM,
        "person": receipt.person,
        "institution": receipt.institution,
        "alert": receipt.alert,
        "status": receipt.status,
        "made_at": moment(receipt.made_at),
        "deeds": [plain_deed(each) for each in receipt.deeds],
        "log": {"size": receipt.log_size, "root": receipt.log_root},
    }


def plain_deed(each: Deed) -> dict[str, Any]:
    """One deed as plain values."""
    texts = {name: getattr(each, name) for name in ("did", "entry", "text", "door")}
    return {"number": each.number, "at": moment(each.at), **texts}


def moment(at: datetime) -> str:
    """A time in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(receipt: Receipt) -> bytes:
    """The bytes that the signature stands under."""
    return json.dumps(body(receipt), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def written(sealed: Sealed) -> str:
    """The file that is handed on."""
    return json.dumps(
        {**body(sealed.receipt), "key": sealed.key, "signature": sealed.signature}, ensure_ascii=False, indent=1
    )


def read(text: str) -> Sealed:
    """The receipt in a file; Damaged if it is none, or holds anything that the signature does not cover."""
    try:
        raw = json.loads(text)
        found = Receipt(
            person=raw["person"],
            institution=raw["institution"],
            alert=raw["alert"],
            status=raw["status"],
            made_at=datetime.fromisoformat(raw["made_at"]),
            deeds=tuple(
                Deed(
                    each["number"],
                    datetime.fromisoformat(each["at"]),
                    each["did"],
                    each["entry"],
                    each["text"],
                    each["door"],
                )
                for each in raw["deeds"]
            ),
            log_size=raw["log"]["size"],
            log_root=raw["log"]["root"],
        )
        sealed = Sealed(found, raw["key"], raw["signature"])
        bytes.fromhex(sealed.key), bytes.fromhex(sealed.signature)
        whole = {**body(found), "key": sealed.key, "signature": sealed.signature}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(UNREADABLE) from error
    if raw != whole:
        raise Damaged(UNREADABLE)
    return sealed


def fingerprint(key: str) -> str:
    """What two people compare over another channel to know a desk's key: 32 characters in groups of four."""
    digest = sha256(bytes.fromhex(key))[:32]
    return " ".join(digest[place : place + 4] for place in range(0, len(digest), 4))


def verify(text: str, known: str = "") -> Sealed:
    """The receipt in a file, if its signature holds; Damaged if not, or if another key than the known one made it."""
    sealed = read(text)
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(sealed.key))
        public.verify(bytes.fromhex(sealed.signature), canonical(sealed.receipt))
    except (InvalidSignature, ValueError) as error:
        raise Damaged("This receipt was changed after the desk signed it: trust none of it.") from error
    if known and plain(known) != plain(fingerprint(sealed.key)):
        raise Damaged("Another desk signed this receipt: its key is not the one you know.")
    return sealed


def plain(fingerprint: str) -> str:
    """A fingerprint without blanks, however it was typed."""
    return "".join(fingerprint.split()).lower()
