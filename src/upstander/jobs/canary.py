"""The canary: once a day a Test message crosses every way out; the watchdog rings when no server takes it.

That a server took it is all that can be known of it: nobody need have read it.
"""

from datetime import datetime, timedelta
from pathlib import Path

from upstander.jobs.ways import ways
from upstander.store import marks
from upstander.store.desk import canary as desk
from upstander.store.desk import deliveries

TAKEN = "canary"

LATELY = timedelta(days=1)
"""For how long the watchdog is told of a message that was given up: then it is old news, and the doctor counts it."""


def fly(home: Path, now: datetime) -> None:
    """Send the canary of the day, once; leave a mark when servers took one on every way out, one at least, and marks
    while there is no way out, one has dropped out, or what was given up within a day has reached nobody.
    """
    given = ways()
    desk.begin(now, mails=given.mails and bool(given.canary_to))
    taken = desk.taken()
    if taken is not None:
        marks.leave(home, TAKEN, taken)
    marks.keep(home, marks.NOWHERE, None if given.mails or desk.expects_endpoint() else now)
    marks.keep(home, marks.DROPPED, desk.dropped(now, mails=given.mails))
    marks.keep(home, marks.GIVEN_UP, deliveries.given_up(now - LATELY))
