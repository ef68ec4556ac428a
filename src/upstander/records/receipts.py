"""Proof that a person passed a warning on: what they did and when, without a word of what it said."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the log by that person. `text`: SHA-256 of the text it stood under, `door`: the mechanism that they
    knocked at, where the log names one.
    """

    number: int
    at: datetime
    did: str
    entry: str
    text: str = ""
    door: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the desk vouches for: who did what about which alert, and where the log stood. No text of the alert."""

    person: str
    institution: str
    alert: str
    status: str
    made_at: datetime
    deeds: tuple[Deed, ...]
    log_size: int
    log_root: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """A receipt under the desk's signature. `key`, `signature`: Ed25519, in hexadecimal."""

    receipt: Receipt
    key: str
    signature: str
