"""The first steps of a trigger's playbook: a draft that a trigger makes opens them as actions, each with its owner."""

from datetime import datetime, timedelta

from upstander.jobs.hearing import unsuspected
from upstander.jobs.roster import shifts_for
from upstander.records.people import MACHINE
from upstander.records.triggers import Trigger
from upstander.respond.roster import on_duty
from upstander.store.desk import actions, log
from upstander.store.desk.outbox import owners


def opened(firing: str, trigger: Trigger, situation: str, thread: str, now: datetime) -> None:
    """Open them for whoever is on duty for each, else for the situation's owner; one that is open is not doubled."""
    shifts = unsuspected({situation: shifts_for(situation, now)})[situation]
    known = actions.under_way(thread)
    for step in trigger.playbook:
        if step.do not in known:
            owner = next(iter(on_duty(shifts, step.owner, now)), 0) or owners([situation])[situation]
            due = now + timedelta(hours=step.within_hours)
            id = actions.add_first_step(firing, situation, step.do, owner, due, now)
            log.append(MACHINE, now, "planned", f"action:{id}", situation, firing=firing)
