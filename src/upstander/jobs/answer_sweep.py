"""What falls due between an alert and its decision, said once: late inquiries, sealed dissents, clearances."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from upstander.jobs import aside, clearances, dissents, inquiries
from upstander.records.aside import STRIDE, Part
from upstander.store.desk import clearances as clearance_rows
from upstander.store.desk import dissents as dissent_rows
from upstander.store.desk import inquiries as inquiry_rows

Batch = Callable[[datetime, Part], int]
Pieces = Callable[[datetime, int, Part], Mapping[str, str]]

SWEEPS: Mapping[str, tuple[Batch, Pieces]] = {
    "inquiry": (inquiries.mark_overdue, inquiry_rows.late_in),
    "dissent": (dissents.announce, dissent_rows.due_in),
    "clearance": (clearances.record_passed, clearance_rows.over_in),
}
"""For each kind what says that it is due, and what is due."""


def sweep(now: datetime) -> int:
    """Say everything that is due up to `now`; returns how much it was. Two at once do no harm.

    What fails is set aside, and the rest goes on.
    """
    return sum(aside.attempt(f"task:{kind}", "", partial(one_kind, kind, now), now) or 0 for kind in SWEEPS)


def one_kind(kind: str, now: datetime) -> int:
    """Say what is due of one kind."""
    batch, pieces = SWEEPS[kind]
    return aside.swept(kind, partial(batch, now), partial(pieces, now, STRIDE), now)
