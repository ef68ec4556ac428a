"""Say aloud what was set aside: to whoever owns the ladder there, to the administrators, to the watchdog."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from upstander.jobs import aside
from upstander.jobs.actions import ladder_owners
from upstander.jobs.notices import tell
from upstander.lib.text import Sentence, mark
from upstander.records.aside import SetAside
from upstander.records.desk import Status
from upstander.records.owed import Owed
from upstander.records.people import Role, Viewer
from upstander.store import marks
from upstander.store.desk import aside as desk
from upstander.store.desk import outbox, queue
from upstander.store.desk.whole import whole

logger = logging.getLogger(__name__)

ITSELF = "alarm"
"""What an alarm is called that fails: the watchdog and the page of channels tell of it, and no other alarm."""

EVERY = timedelta(days=1)
"""How long until the alarm is given again, while something stays set aside."""

MARK = "aside"
ALARM = mark("Work on this fails. It is set aside and tried again, the rest goes on: have it mended.")
PAGES = {
    "thread": "/ladder/%s/",
    "exhausted": "/ladder/%s/",
    "review": "/ladder/%s/",
    "action": "/actions/%s/",
    "drill": "/drills/%s/",
}
CHANNELS, INBOX = "/channels/", "/waiting/"


def ring(home: Path, now: datetime) -> None:
    """Leave the watchdog a mark while anything real is set aside, and tell of each, once a day."""
    since = [each.since for each in desk.set_aside() if each.status is Status.ACTUAL]
    marks.keep(home, MARK, since[0] if since else None)
    due = {each.id: each for each in desk.untold(now, EVERY) if not each.on.startswith(f"{ITSELF}:")}
    aside.alone(ITSELF, {id: each.situation for id, each in due.items()}, partial(told_once, due, now), now)


def told_once(due: Mapping[str, SetAside], now: datetime, id: str) -> int:
    """Tell of one, unless it has succeeded or was told of meanwhile."""
    if id in due:
        told(due[id], now)
    return 1


@whole
def told(each: SetAside, now: datetime) -> None:
    """Tell whoever owns the ladder of its situation, and the administrators, who learn its name alone."""
    key, what = f"{desk.KEY}{each.id}:{now:%Y%m%d}", Sentence(ALARM)
    for person in owners(each, now):
        tell(person, what, INBOX, each.situation, key=key, status=each.status, now=now)
    for person in desk.administrators():
        tell(person, what, CHANNELS, "", key=key, status=each.status, now=now)
    desk.told(each.id, now)


def owners(each: SetAside, now: datetime) -> set[int]:
    """Whoever owns the ladder there; the situation's owner where the ladder itself is what fails."""
    if not each.situation:
        return set()
    try:
        return set(ladder_owners(each.situation, now))
    except queue.UNREACHABLE:
        raise
    except Exception as error:  # noqa: BLE001  what fails may be the ladder
        logger.error("Nobody owns the ladder of %s: %s.", each.on, type(error).__name__)
        return set(outbox.owners({each.situation}).values())


def asks(viewer: Viewer, now: datetime) -> list[Owed]:  # noqa: ARG001  every question takes the moment
    """What was set aside and this person was told of."""
    return [one(each, viewer) for each in desk.told_of(viewer)]


def one(each: SetAside, viewer: Viewer) -> Owed:
    """A line of the inbox: it leads to what fails, an administrator to why."""
    kind, _, id = each.on.partition(":")
    page = CHANNELS if Role.ADMINISTRATOR in viewer.roles else PAGES.get(kind, INBOX)
    return Owed(Sentence(ALARM), each.on, page.replace("%s", id), each.situation, each.status)
