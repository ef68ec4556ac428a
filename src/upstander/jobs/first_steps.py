"""The first steps of a trigger's playbook, for the draft that it made: who does each, and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from upstander.jobs.roster import shifts_for
from upstander.jobs.shipped import bundled
from upstander.jobs.triggers import readable
from upstander.records.people import Role, Viewer
from upstander.records.triggers import Trigger
from upstander.respond.roster import on_duty
from upstander.store.desk import triggers as desk


@dataclass(frozen=True, slots=True)
class First:
    """One step; `name` is empty while nobody is on duty for its role."""

    do: str
    role: Role
    name: str
    due_at: datetime


def of_alert(viewer: Viewer, alert: str, now: datetime) -> list[First]:
    """What the playbook asks of whoever works on this draft, however its words were changed since."""
    return steps(desk.opened_by(viewer, alert=alert), now)


def of_thread(viewer: Viewer, thread: str, now: datetime) -> list[First]:
    """The same for the newest draft of a thread."""
    return steps(desk.opened_by(viewer, thread=thread), now)


def steps(rang: desk.Opened | None, now: datetime) -> list[First]:
    """The steps of the text by which it rang, the earliest first; none where that text cannot be read any more."""
    trigger = agreed(rang) if rang else None
    if not rang or not trigger:
        return []
    shifts = shifts_for(rang.situation, now)
    names = {each.person: each.name for each in shifts}
    called = {step.owner: [names[each] for each in on_duty(shifts, step.owner, now)] for step in trigger.playbook}
    found = [
        First(each.do, each.owner, next(iter(called[each.owner]), ""), rang.at + timedelta(hours=each.within_hours))
        for each in trigger.playbook
    ]
    return sorted(found, key=lambda each: each.due_at)


def agreed(rang: desk.Opened) -> Trigger | None:
    """The very text by which it rang: one that the desk kept, else one that comes with the product."""
    own = (readable(text) for text in desk.versions(rang.trigger))
    found = (*(each for each in own if isinstance(each, Trigger)), *bundled())
    return next((each for each in found if each.digest == rang.digest), None)
