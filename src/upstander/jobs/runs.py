"""What was missed stays missed: clocks are kept as they stand before what they are measured by changes."""

from collections.abc import Sequence
from datetime import datetime

from upstander.records.desk import Status
from upstander.records.ladder import Ladder, Run, Thread
from upstander.respond.clocks import of_thread, retargeted, settled
from upstander.store.desk import runs as desk
from upstander.store.desk import threads
from upstander.store.desk.missed import moments_of


def before(changed: Thread, rule: Ladder, now: datetime) -> None:
    """Keep the clocks of a thread whose grade or lane is about to be another."""
    old = threads.held(changed.id) if desk.differs(changed) else None
    if old is not None:
        desk.keep(stand([old], rule, now))


def before_another_run(thread: Thread, rule: Ladder, now: datetime) -> None:
    """Keep the clocks of a thread of which a step is about to begin anew."""
    if thread.status is Status.ACTUAL:
        desk.keep(stand([thread], rule, now))


def before_rules(old: Ladder, new: Ladder, now: datetime) -> None:
    """Keep every clock whose targets are about to be others."""
    clocks = retargeted(old, new)
    every = desk.every() if clocks else []
    for first in range(0, len(every), desk.MANY):
        found = stand(every[first : first + desk.MANY], old, now)
        desk.keep(each for each in found if each.clock in clocks)


def stand(found: Sequence[Thread], rule: Ladder, now: datetime) -> list[Run]:
    """The clocks of real threads that were missed or have ended, as they stand."""
    answers, kept = moments_of([each.id for each in found]), desk.kept(found)
    return [
        run
        for each in found
        for run in settled(each, of_thread(each, answers.get(each.id, {}), rule, kept.get(each.id, ()), now))
    ]
