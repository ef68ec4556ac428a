"""Clear a draft by silence: people asked at once, an hour set; no objection by then is clearance, and nobody's name."""

from collections.abc import Iterable
from datetime import datetime

from upstander.jobs import notices
from upstander.jobs.reach import within_reach
from upstander.jobs.suspects import may_hear
from upstander.lib.text import Sentence, mark
from upstander.records.answers import ClearanceState
from upstander.records.aside import ALL, STRIDE, Part
from upstander.records.checks import optional, passage
from upstander.records.desk import Alert
from upstander.records.people import MACHINE, Viewer
from upstander.store.desk import alerts, log, people
from upstander.store.desk import clearances as desk
from upstander.store.desk.whole import whole
from upstander.warn import clearances as rules

ASKED = mark("You are asked whether you object to a draft: silence by the hour set is clearance.")
OBJECTED = mark("Somebody objects to a draft that you asked to be cleared.")
SAID = {
    ClearanceState.CLEARED: "cleared by silence",
    ClearanceState.OBJECTED: "not cleared",
    ClearanceState.VOID: "not cleared",
    ClearanceState.OPEN: "not cleared",
}
"""What the log says once the hour has passed."""


@whole
def ask(alert: str, names: Iterable[int], what: str, until: datetime, *, who: Viewer, now: datetime) -> str:
    """Ask several people at once whether they object to the draft as it stands; returns the clearance's id."""
    found = alerts.locked(who, alert)
    asked = [people.viewer_of(each, now) for each in dict.fromkeys(names)]
    rules.may_ask(found, what, who, asked, until, desk.clearances(who, alert), now)
    for each in asked:
        within_reach(found.situation, each.person, "names")
    may_hear(found.situation, [each.person for each in asked], "names")
    id = desk.add(found, who, [each.person for each in asked], passage(what, "what"), until, now)
    named = [each.name for each in asked]
    log.append(who, now, "asked for clearance", f"alert:{alert}", found.situation, clearance=id, of=named, until=until)
    for each in asked:
        told(found, each.person, Sentence(ASKED), f"clearance:{id}", until, now)
    return id


def told(alert: Alert, person: int, what: Sentence, key: str, due: datetime, now: datetime) -> None:
    """Lead a person to the draft."""
    path = f"/alerts/{alert.id}/"
    notices.tell(person, what, path, alert.situation, key=key, status=alert.status, now=now, due=due)


@whole
def object_to(id: str, reason: str, *, who: Viewer, now: datetime) -> None:
    """Object before the hour: the text is not cleared, and everybody asked sees why."""
    alert = alerts.locked(who, desk.clearance(who, id).alert)
    found = desk.clearance(who, id)
    rules.may_object(found, who, now)
    desk.object_(id, who.person, passage(reason, "reason"), now)
    log.append(who, now, "objected", f"alert:{found.alert}", found.situation, clearance=id)
    told(alert, desk.asker(id), Sentence(OBJECTED), f"clearance:{id}:{who.person}", found.until, now)


def weigh(alert: Alert, despite: str, who: Viewer, now: datetime) -> None:
    """Before issuing: a clearance that is open or met an objection takes the issuer's reason, and never their time."""
    reason = optional(despite, "despite")
    open_ = rules.weigh(alert, desk.clearances(who, alert.id), reason, now)
    if open_:
        desk.despite([each.id for each in open_], reason)
        log.append(who, now, "issued despite", f"alert:{alert.id}", alert.situation, clearances=len(open_))


@whole
def record_passed(now: datetime, part: Part = ALL) -> int:
    """Say once of every clearance whose hour has passed how it ended. Returns how many."""
    found = desk.passed(now, STRIDE, part)
    for each in found:
        said = SAID[each.state(each.until)]
        log.append(MACHINE, now, said, f"alert:{each.alert}", each.situation, clearance=each.id)
    return len(found)
