"""What the words of plans are called, marked for translation."""

from collections.abc import Mapping
from typing import Any

from upstander.lib.text import mark
from upstander.records.plans import ActionState, Finding, Funding, Kept

WORDS: tuple[Mapping[Any, str], ...] = (
    {
        ActionState.PLANNED: mark("planned"),
        ActionState.UNDER_WAY: mark("under way"),
        ActionState.BLOCKED: mark("blocked"),
        ActionState.DONE: mark("done"),
        ActionState.DROPPED: mark("dropped"),
    },
    {
        Funding.UNKNOWN: mark("nobody has said"),
        Funding.NO: mark("not there"),
        Funding.PARTLY: mark("partly there"),
        Funding.YES: mark("there"),
        Funding.NOT_NEEDED: mark("none needed"),
    },
    {
        Kept.OPEN: mark("open"),
        Kept.PARTLY: mark("kept in part"),
        Kept.KEPT: mark("kept"),
        Kept.BROKEN: mark("broken"),
    },
    {
        Finding.CALM: mark("calm"),
        Finding.TENSION: mark("tension again"),
        Finding.RELAPSE: mark("violence is back"),
    },
)
"""One list each: an action and a promise can both be open."""
