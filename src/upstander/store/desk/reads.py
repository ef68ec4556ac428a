"""Everything the desk can be asked, in one place; each question takes the viewer first."""

from upstander.store.desk.alerts import alert, alerts, decision, decisions, drafts, owed, versions
from upstander.store.desk.dissents import dissent, dissents
from upstander.store.desk.duty import shifts
from upstander.store.desk.inquiries import inquiries, inquiry
from upstander.store.desk.log import entries as log
from upstander.store.desk.people import (
    addressable,
    link,
    people,
    person,
    tokens,
    viewer_named,
    viewer_of,
    viewer_of_token,
)
from upstander.store.desk.scorecards import outcomes, warned, watched
from upstander.store.desk.recorded import recorded, recorded_on
from upstander.store.desk.referrals import referral, referrals
from upstander.store.desk.signals import signal, signals
from upstander.store.desk.situations import grant, grants, phases, situation, situations
from upstander.store.desk.threads import answers, called, entries, events, every, names, thread, threads
from upstander.store.desk.triggers import backruns, newest_backruns, rung, silences, switches, unowned

__all__ = [
    "addressable",
    "alert",
    "alerts",
    "answers",
    "backruns",
    "called",
    "decision",
    "decisions",
    "dissent",
    "dissents",
    "drafts",
    "entries",
    "events",
    "every",
    "grant",
    "grants",
    "inquiries",
    "inquiry",
    "link",
    "log",
    "names",
    "newest_backruns",
    "outcomes",
    "owed",
    "people",
    "person",
    "phases",
    "recorded",
    "recorded_on",
    "referral",
    "referrals",
    "rung",
    "shifts",
    "signal",
    "signals",
    "silences",
    "situation",
    "situations",
    "switches",
    "thread",
    "threads",
    "tokens",
    "unowned",
    "versions",
    "viewer_named",
    "viewer_of",
    "viewer_of_token",
    "warned",
    "watched",
]
