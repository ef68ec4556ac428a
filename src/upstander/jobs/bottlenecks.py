"""Missed clocks: why one was missed, and the corrective action without which it does not close."""

from collections.abc import Iterable
from datetime import date, datetime

from upstander.jobs.clocks import Timed, of_one, timed
from upstander.records.checks import line, passage
from upstander.records.desk import Status
from upstander.records.errors import Usage
from upstander.records.people import Viewer
from upstander.records.plans import Hurdle
from upstander.respond import plans as rules
from upstander.store.desk import log
from upstander.store.desk import plans as desk
from upstander.store.desk.threads import thread as cause
from upstander.store.desk.whole import whole


def misses(viewer: Viewer, now: datetime, status: Status = Status.ACTUAL) -> tuple[rules.Miss, ...]:
    """Every clock over its target that the viewer may see, with what was said about it."""
    return missed(viewer, timed(viewer, now, status))


def missed(viewer: Viewer, found: Iterable[Timed]) -> tuple[rules.Miss, ...]:
    """The same of these threads."""
    timed = ((each.thread.id, each.thread.title, each.readings) for each in found)
    return rules.misses(timed, desk.bottlenecks(viewer))


@whole
def explain(
    thread: str, clock: str, hurdle: Hurdle, text: str, *, who: Viewer, now: datetime, run: int | None = None
) -> str:
    """Say why a clock was missed; returns the id of what was said.

    `run`: how many misses of this clock came before; without it, the first that nobody has spoken of is meant.
    """
    found = cause(who, thread)
    rules.may_plan(who)
    over = [each for each in missed(who, [Timed(found, of_one(who, found, now))]) if each.reading.clock == clock]
    over = [each for each in over if run in {None, each.run}]
    if not over:
        raise Usage("Choose a clock that ran over its target.", "clock")
    miss = next((each for each in over if each.said is None), over[-1])
    id = desk.explain(who, (thread, clock, miss.reading.began), hurdle, passage(text, "text"), now)
    log.append(who, now, "bottleneck named", f"thread:{thread}", found.situation, clock=clock, hurdle=hurdle)
    return id


@whole
def correct(id: str, authority: str, means: str, due_on: date, *, who: Viewer, now: datetime) -> None:
    """Name the corrective action: who orders it, with what means, by when."""
    rules.may_plan(who)
    if due_on < now.date():
        raise Usage("Choose a day that is still to come.", "due_on")
    situation = desk.correct(who, id, line(authority, "authority"), passage(means, "means"), due_on)
    log.append(who, now, "correction ordered", f"bottleneck:{id}", situation)


@whole
def corrected(id: str, *, who: Viewer, now: datetime) -> None:
    """The corrective action is done: only that closes a missed clock."""
    rules.may_plan(who)
    before, situation = desk.corrected(who, id, now)
    rules.may_close(before)
    log.append(who, now, "corrected", f"bottleneck:{id}", situation)
