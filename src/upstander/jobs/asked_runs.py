"""Back-runs that somebody at a desk asks for: played by the worker, kept in their name."""

from datetime import datetime

from upstander.jobs import triggers
from upstander.jobs.backruns import play
from upstander.jobs.shipped import SHOWN
from upstander.records.people import PUBLIC
from upstander.records.triggers import Basis
from upstander.store.desk.people import viewer_of
from upstander.store.lake import Lake


def back_run(lake: Lake, name: str, person: int, now: datetime) -> str:
    """Play a trigger on both bases for a person who asked on a page, and keep that; returns the digest of its text."""
    who, trigger = viewer_of(person, now), triggers.find(name)
    for basis in Basis:
        triggers.keep_backrun(play(lake, PUBLIC, trigger, *SHOWN, basis, now.date()), who=who, now=now)
    return trigger.digest
