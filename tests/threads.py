"""A cause on the ladder, without the report, the alert or the trigger that starts one in life."""

from datetime import datetime
from typing import Any

from upstander.jobs import ladder
from upstander.records.people import Viewer
from upstander.store.desk import reads
from upstander.store.desk.whole import whole


@whole
def open_thread(situation: str, title: str, *, who: Viewer, now: datetime, **more: Any) -> str:
    """Start the clocks of one cause that somebody sees; returns the thread's id."""
    status = reads.situation(who, situation).status
    return ladder.start(situation, status, title, who=who, now=now, **more)
