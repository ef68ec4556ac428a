"""The canary: once a day a Test message crosses every way out; the watchdog rings when it does not arrive."""

from datetime import datetime
from pathlib import Path

from upstander.jobs.ways import ways
from upstander.store import marks
from upstander.store.desk import canary as desk

ARRIVED = "canary"


def fly(home: Path, now: datetime) -> None:
    """Send the canary of the day, once; leave a mark when one has crossed every way out."""
    given = ways()
    desk.begin(now, mails=given.mails and bool(given.canary_to))
    arrived = desk.arrived()
    if arrived is not None:
        marks.leave(home, ARRIVED, arrived)
