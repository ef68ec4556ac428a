"""Who knocked at which door. Nothing is ever sent from here: a named person did it, by other means."""

from datetime import datetime

from upstander.jobs.mechanisms import door
from upstander.records.checks import line, optional
from upstander.records.errors import Refused, Usage
from upstander.records.people import RECEIVES, Viewer
from upstander.store.desk import doors as desk
from upstander.store.desk import log, threads
from upstander.store.desk.whole import whole


@whole
def knock(
    thread: str, mechanism: str, at: datetime, how: str, *, who: Viewer, now: datetime, reference: str = ""
) -> str:
    """Record that one knocked at a door about a thread: the named person did it, by other means. Returns an id."""
    found = threads.thread(who, thread)
    if not who.may(RECEIVES):
        raise Refused("Ask an analyst, a focal point or a decision maker: a named person knocks.")
    if at > now:
        raise Usage("Record a knock once it has happened: this time is still to come.", "at")
    kept = line(how, "how"), optional(reference, "reference", 200)
    id = desk.add_knock(thread, door(mechanism).id, who, at, *kept, now)
    log.append(who, now, "knocked", f"thread:{thread}", found.situation, mechanism=mechanism)
    return id
