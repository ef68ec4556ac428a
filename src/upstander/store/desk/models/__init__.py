"""The desk's tables. Nothing outside `store.desk` imports them: callers get records."""

from upstander.store.desk.models.chain import (
    Alert,
    Decision,
    Grant,
    PhaseChange,
    Recipient,
    Remembered,
    Signal,
    Signature,
    Situation,
)
from upstander.store.desk.models.log import Entry, Head
from upstander.store.desk.models.people import Person, RoleHeld, Secret
from upstander.store.desk.models.shapes import Named, identifier

__all__ = [
    "Alert",
    "Decision",
    "Entry",
    "Grant",
    "Head",
    "Named",
    "Person",
    "PhaseChange",
    "Recipient",
    "Remembered",
    "RoleHeld",
    "Secret",
    "Signal",
    "Signature",
    "Situation",
    "identifier",
]
