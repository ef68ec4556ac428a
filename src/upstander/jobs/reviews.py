"""The review of what stays imminent comes round again, as the ladder's file says; and nobody reviews alone what is
their own."""

from datetime import datetime

from upstander.jobs import aside, runs
from upstander.jobs.ladder import keep, ladder, ladders
from upstander.records.people import MACHINE
from upstander.respond import steps
from upstander.store.desk import log, repeating
from upstander.store.desk.threads import held
from upstander.store.desk.whole import whole


def repeat(now: datetime) -> int:
    """Open the review again wherever it is time; returns how many."""
    found = repeating.reviewed(now)
    rules = ladders({situation for situation, _ in found.values()}) if found else {}
    due = {
        id: situation
        for id, (situation, at) in found.items()
        if (again := rules[situation].again) is not None and at + again <= now
    }
    return aside.alone("review", due, lambda id: once_more(id, now), now)


@whole
def once_more(id: str, now: datetime) -> int:
    """Open it in one thread, and let the ladder call; 0 where somebody else has, or it is imminent no more."""
    thread = held(id)
    rule = ladder(thread.situation if thread else "")
    again = thread and steps.reviewed_again(thread, now, rule)
    if thread is None or again is None or again is thread:
        return 0
    runs.before_another_run(thread, rule, now)
    repeating.uncalled(id)
    keep(again, now)
    log.append(MACHINE, now, "reviewed again", f"thread:{id}", thread.situation)
    return 1
