"""The desk's tables. Nothing outside `store.desk` imports them: callers get records."""

from upstander.store.desk.models.accounts import WarningOutcome
from upstander.store.desk.models.answers import (
    Clearance,
    ClearanceVoice,
    CustodyKey,
    Erasure,
    Handover,
    Hold,
    Inquiry,
    RecordedAnswer,
    Referral,
    SealedDissent,
    SealOpening,
)
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
from upstander.store.desk.models.drills import Drill, DrillSeat
from upstander.store.desk.models.ladder import Call, LadderEvent, Rulebook, ShiftHeld, Thread, ThreadEntry, ThreadStep
from upstander.store.desk.models.log import Entry, Head
from upstander.store.desk.models.outbox import Contact, Delivery, Endpoint, Notice
from upstander.store.desk.models.people import Person, RoleHeld, Secret
from upstander.store.desk.models.shapes import Named, identifier
from upstander.store.desk.models.suspects import Exemption, SuspectedBody
from upstander.store.desk.models.triggers import TriggerBackrun, TriggerFiring, TriggerSilence, TriggerSwitch

__all__ = [
    "Alert",
    "Call",
    "Clearance",
    "ClearanceVoice",
    "Contact",
    "CustodyKey",
    "Decision",
    "Delivery",
    "Drill",
    "DrillSeat",
    "Endpoint",
    "Entry",
    "Erasure",
    "Exemption",
    "Grant",
    "Handover",
    "Head",
    "Hold",
    "Inquiry",
    "LadderEvent",
    "Named",
    "Notice",
    "Person",
    "PhaseChange",
    "Recipient",
    "RecordedAnswer",
    "Referral",
    "Remembered",
    "RoleHeld",
    "Rulebook",
    "SealOpening",
    "SealedDissent",
    "Secret",
    "ShiftHeld",
    "Signal",
    "Signature",
    "Situation",
    "SuspectedBody",
    "Thread",
    "ThreadEntry",
    "ThreadStep",
    "TriggerBackrun",
    "TriggerFiring",
    "TriggerSilence",
    "TriggerSwitch",
    "WarningOutcome",
    "identifier",
]
