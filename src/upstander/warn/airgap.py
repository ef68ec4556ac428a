"""An alert as one signed file that crosses an air gap on a medium: readable by people, checked without a network."""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from upstander.lib.text import mark
from upstander.records.errors import Damaged, Refused, Usage

FORMAT = "upstander-airgap-1"
MOST = 1_000_000
"""Characters that a file may have."""

NO_FILE = mark("This is no signed alert: ask the sender for the file again.")
NO_ACKNOWLEDGEMENT = mark("This file acknowledges nothing: ask the other side for what `airgap acknowledge` wrote.")
WHOM = mark("Say with --to for whom you acknowledge: this alert asks %(names)s.")
CHANGED = mark("This file was changed after it was signed: use nothing of it, and ask the sender for it again.")
OTHER_KEY = mark(
    "This file is whole but another key signed it, %(found)s: ask the sender, over another channel, whose."
)


def canonical(message: Mapping[str, object]) -> bytes:
    """The bytes that are signed: the format's name, then JSON with its keys in order and no blanks."""
    text = json.dumps(message, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return f"{FORMAT}\n{text}".encode()


def fingerprint(public: bytes) -> str:
    """What two people compare over another channel."""
    return hashlib.sha256(public).hexdigest()


def seal(message: Mapping[str, object], public: bytes, sign: Callable[[bytes], bytes]) -> str:
    """The file: the message, the key that signed it, and the signature."""
    held = {
        "format": FORMAT,
        "message": message,
        "key": base64.b64encode(public).decode(),
        "signature": base64.b64encode(sign(canonical(message))).decode(),
    }
    return json.dumps(held, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def opened(text: str, expected: str = "") -> tuple[dict[str, Any], str]:
    """The message and its key's fingerprint; Damaged if anything was changed, Refused if another key signed it."""
    held = parsed(text)
    try:
        message, public = held["message"], base64.b64decode(held["key"], validate=True)
        signature = base64.b64decode(held["signature"], validate=True)
        key = Ed25519PublicKey.from_public_bytes(public)
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise Damaged(NO_FILE) from error
    if not isinstance(message, dict):
        raise Damaged(NO_FILE)
    try:
        key.verify(signature, canonical(message))
    except (InvalidSignature, ValueError) as error:
        raise Damaged(CHANGED) from error
    found = fingerprint(public)
    if expected and found != expected.strip().lower():
        raise Refused(OTHER_KEY, "key", found=found)
    return message, found


def parsed(text: str) -> dict[str, Any]:
    """The file as an object with exactly its four keys, none of any object twice."""
    try:
        held = json.loads(text, object_pairs_hook=once) if len(text) <= MOST else None
    except (ValueError, RecursionError) as error:
        raise Damaged(NO_FILE) from error
    if not isinstance(held, dict) or held.keys() != {"format", "message", "key", "signature"}:
        raise Damaged(NO_FILE)
    if held["format"] != FORMAT:
        raise Damaged(NO_FILE)
    return held


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names are all different: two readers must not see two things."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("A name stands twice.")
    return found


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What the other side says of an alert: which one, for whom of those it asks, who read it there and when."""

    alert: str
    recipient: str
    by: str
    at: datetime


def acknowledgement(message: Mapping[str, Any], to: str, by: str, now: datetime) -> dict[str, object]:
    """The message that says so, for the addressee called `to`, or the only one; Usage where that is not clear."""
    try:
        alert, asked = message["alert"]["id"], {each["name"]: each["id"] for each in message["alert"]["recipients"]}
    except (KeyError, TypeError) as error:
        raise Damaged(NO_FILE) from error
    chosen = asked.get(to) if to or len(asked) != 1 else next(iter(asked.values()))
    if chosen is None:
        raise Usage(WHOM, "to", names=", ".join(asked))
    return {"acknowledges": alert, "recipient": chosen, "by": by, "at": now.isoformat()}


def acknowledged(message: Mapping[str, Any]) -> Acknowledgement:
    """What a checked message says; Damaged if it acknowledges nothing."""
    names = ("acknowledges", "recipient", "by", "at")
    if message.keys() != set(names) or not all(isinstance(message[name], str) for name in names):
        raise Damaged(NO_ACKNOWLEDGEMENT)
    try:
        at = datetime.fromisoformat(message["at"])
    except ValueError as error:
        raise Damaged(NO_ACKNOWLEDGEMENT) from error
    if at.tzinfo is None:
        raise Damaged(NO_ACKNOWLEDGEMENT)
    return Acknowledgement(message["acknowledges"], message["recipient"], message["by"], at)
