"""Everything the desk can be asked, in one place; each question takes the viewer first."""

from upstander.store.desk.actions import action, actions
from upstander.store.desk.alerts import alert, alerts, decision, decisions
from upstander.store.desk.aside import aside
from upstander.store.desk.calls import called
from upstander.store.desk.canary import canary
from upstander.store.desk.clearances import clearance, clearances
from upstander.store.desk.contacts import contacts, endpoints, feeds
from upstander.store.desk.crossings import beyond, crossings
from upstander.store.desk.decided import decided, unplanned
from upstander.store.desk.deliveries import deliveries, delivery, forgotten
from upstander.store.desk.dissents import dissent, dissents
from upstander.store.desk.doors import knocks
from upstander.store.desk.drills import drill, drill_in, drills
from upstander.store.desk.duty import shifts, shifts_on
from upstander.store.desk.erasing import due_for_erasure, erasure, erasures, holds
from upstander.store.desk.inbox import asked as inbox_asked
from upstander.store.desk.inbox import drafts, owing
from upstander.store.desk.inbox import page as inbox_page
from upstander.store.desk.inbox import whole as whole_alerts
from upstander.store.desk.inquiries import inquiries, inquiry
from upstander.store.desk.judgements import judgements
from upstander.store.desk.lines import to_review
from upstander.store.desk.log import entries as log
from upstander.store.desk.missed import asked_of
from upstander.store.desk.outbox import notices
from upstander.store.desk.people import (
    actor_of_token,
    addressable,
    link,
    people,
    person,
    tokens,
    viewer_named,
    viewer_of,
    viewer_of_token,
)
from upstander.store.desk.plans import bottlenecks, lessons, lessons_of, look_backs
from upstander.store.desk.plans import outcomes as thread_outcomes
from upstander.store.desk.promises import commitment, commitments, to_follow
from upstander.store.desk.recorded import recorded, recorded_on
from upstander.store.desk.referrals import referral, referrals
from upstander.store.desk.roster import (
    asked_swaps,
    authorities,
    leaves,
    outside_people,
    patterns,
    role_hours,
    roster_changes,
    rule_versions,
    swaps,
)
from upstander.store.desk.scorecards import outcomes, warned, watched
from upstander.store.desk.signals import signal, signals
from upstander.store.desk.situations import grant, grants, handovers, phases, situation, situations
from upstander.store.desk.suspects import exemptions, suspects, touched
from upstander.store.desk.threads import answers, entries, events, every, milestones, names, thread, threads
from upstander.store.desk.triggers import newest_backruns, rung, silences, unowned
from upstander.store.desk.versions import versions

__all__ = [
    "action",
    "actions",
    "actor_of_token",
    "addressable",
    "alert",
    "alerts",
    "answers",
    "aside",
    "asked_of",
    "asked_swaps",
    "authorities",
    "beyond",
    "bottlenecks",
    "called",
    "canary",
    "clearance",
    "clearances",
    "commitment",
    "commitments",
    "contacts",
    "crossings",
    "decided",
    "decision",
    "decisions",
    "deliveries",
    "delivery",
    "dissent",
    "dissents",
    "drafts",
    "drill",
    "drill_in",
    "drills",
    "due_for_erasure",
    "endpoints",
    "entries",
    "erasure",
    "erasures",
    "events",
    "every",
    "exemptions",
    "feeds",
    "forgotten",
    "grant",
    "grants",
    "handovers",
    "holds",
    "inbox_asked",
    "inbox_page",
    "inquiries",
    "inquiry",
    "judgements",
    "knocks",
    "leaves",
    "lessons",
    "lessons_of",
    "link",
    "log",
    "look_backs",
    "milestones",
    "names",
    "newest_backruns",
    "notices",
    "outcomes",
    "outside_people",
    "owing",
    "patterns",
    "people",
    "person",
    "phases",
    "recorded",
    "recorded_on",
    "referral",
    "referrals",
    "role_hours",
    "roster_changes",
    "rule_versions",
    "rung",
    "shifts",
    "shifts_on",
    "signal",
    "signals",
    "silences",
    "situation",
    "situations",
    "suspects",
    "swaps",
    "thread",
    "thread_outcomes",
    "threads",
    "to_follow",
    "to_review",
    "tokens",
    "touched",
    "unowned",
    "unplanned",
    "versions",
    "viewer_named",
    "viewer_of",
    "viewer_of_token",
    "warned",
    "watched",
    "whole_alerts",
]
