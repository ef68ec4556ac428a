"""What the words of answers and records are called."""

from collections.abc import Mapping
from typing import Any

from upstander.lib.text import mark
from upstander.records.answers import (
    ClearanceState,
    Disclosure,
    InquiryState,
    Medium,
    RecordClass,
    ReferralState,
)

WORDS: tuple[Mapping[Any, str], ...] = (
    {
        Medium.TELEPHONE: mark("by telephone"),
        Medium.PAPER: mark("on paper"),
        Medium.CLASSIFIED: mark("on a classified network"),
    },
    {
        RecordClass.DRAFT: mark("draft"),
        RecordClass.DELIBERATIVE: mark("deliberative"),
        RecordClass.LEGAL_ADVICE: mark("legal advice"),
        RecordClass.DECISION: mark("decision"),
    },
    {
        Disclosure.PARTICIPANTS: mark("everybody who sees the alert"),
        Disclosure.SITUATION: mark("the situation's own people"),
        Disclosure.REQUEST: mark("the author, and who decides"),
    },
    {
        ReferralState.OPEN: mark("waits to be accepted"),
        ReferralState.ACCEPTED: mark("accepted"),
        ReferralState.RETURNED: mark("returned"),
        ReferralState.WITHDRAWN: mark("taken back"),
    },
    {
        InquiryState.OPEN: mark("waits for an answer"),
        InquiryState.OVERDUE: mark("not answered in time"),
        InquiryState.ANSWERED: mark("answered"),
        InquiryState.CLOSED: mark("decided without it"),
    },
    {
        ClearanceState.OPEN: mark("open until the hour set"),
        ClearanceState.OBJECTED: mark("not cleared: somebody objected"),
        ClearanceState.CLEARED: mark("cleared by silence"),
        ClearanceState.VOID: mark("void: the text has changed"),
    },
)
"""One list each: a referral, an inquiry and a clearance can all be open."""
