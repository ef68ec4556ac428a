"""Work that nobody waits for: tasks that pages have put off, and a few that come round by the clock."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from secrets import token_hex

from upstander.jobs import (
    actions,
    alarms,
    answer_sweep,
    aside,
    canary,
    channels,
    drills,
    erasure,
    exhausted,
    ladder,
    notices,
    pressing,
    reviews,
    signals,
    trial_files,
    triggers,
    unowned,
)
from upstander.store import marks
from upstander.store.desk import queue
from upstander.store.lake import open_lake

logger = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds between two looks into the queue."""


@dataclass(frozen=True, slots=True)
class Periodic:
    """Something to do again and again. Doing it twice, or in two processes at once, does no harm."""

    name: str
    every: timedelta
    run: Callable[[Path, datetime], int | None]
    """Returns how much is left, if it does not do everything at once: then it goes on at the next turn."""


def propose(home: Path, now: datetime) -> None:
    """Let the machine propose signals for the situations that people watch."""
    signals.propose(open_lake(home), now=now)


def ring(home: Path, now: datetime) -> None:
    """Ask the triggers that are on."""
    triggers.evaluate(open_lake(home), now)


def sweep(home: Path, now: datetime) -> int:
    """Let threads on the ladder do what falls due, and leave a mark that the watchdog reads; how many are left."""
    ladder.sweep(now)
    marks.leave(home, "sweep", now)
    return ladder.left(now)


def remind(home: Path, now: datetime) -> None:  # noqa: ARG001
    """Tell who has let a deadline pass unanswered, and sum up what is not urgent."""
    notices.remind(now)
    notices.summarise(now)
    unowned.remind(now)


def reviewed(home: Path, now: datetime) -> None:  # noqa: ARG001
    """Open again the review of what stays imminent."""
    reviews.repeat(now)


def press(home: Path, now: datetime) -> int:  # noqa: ARG001
    """Tell again whoever stays silent, and who is answered for by one person's word; how many are left."""
    pressing.press(now)
    return pressing.left(now)


def play(home: Path, now: datetime) -> None:  # noqa: ARG001
    """Let drills among people go on."""
    drills.tick(now)


def blocked(home: Path, now: datetime) -> None:  # noqa: ARG001
    """Tell again of actions that are still blocked."""
    actions.remind(now)


def tidy(home: Path, now: datetime) -> None:  # noqa: ARG001
    """Forget sessions that have ended and tasks that are done."""
    queue.tidy()


def forget(home: Path, now: datetime) -> None:  # noqa: ARG001
    """Remove messages that went out long ago from the delivery log."""
    channels.forget(now)


def kept(home: Path, now: datetime) -> None:  # noqa: ARG001
    """Count the records that have been kept as long as agreed."""
    erasure.recount(now)


def answers(home: Path, now: datetime) -> None:  # noqa: ARG001
    """Say once what falls due between an alert and its decision."""
    answer_sweep.sweep(now)


SCHEDULE: tuple[Periodic, ...] = (
    Periodic("sweep the ladder", timedelta(seconds=15), sweep),
    Periodic("tell of what fails", timedelta(seconds=15), alarms.ring),
    Periodic("remind of deadlines passed", timedelta(minutes=1), remind),
    Periodic("send the canary", timedelta(seconds=15), canary.fly),
    Periodic("review what stays imminent", timedelta(minutes=1), reviewed),
    Periodic("read back test files", timedelta(minutes=15), trial_files.prove),
    Periodic("tell again of exhausted ladders", timedelta(minutes=1), exhausted.ring),
    Periodic("tell again who stays silent", timedelta(minutes=5), press),
    Periodic("sweep the answers", timedelta(minutes=1), answers),
    Periodic("remind of what is blocked", timedelta(minutes=5), blocked),
    Periodic("propose signals", timedelta(hours=1), propose),
    Periodic("ask the triggers", timedelta(hours=1), ring),
    Periodic("let drills go on", timedelta(seconds=5), play),
    Periodic("count records past their time", timedelta(hours=6), kept),
    Periodic("tidy up", timedelta(hours=6), tidy),
    Periodic("forget old messages", timedelta(days=1), forget),
)


def attempt(name: str, run: Callable[[], int | None], now: datetime) -> int:
    """Run one task; returns how much it has left.

    What the database refuses, a statement too slow or a deadlock, is the task's own fault if the database answers
    another question: else the tasks that come after it would never run.
    """
    try:
        return aside.attempt(f"task:{name}", "", run, now) or 0
    except queue.UNREACHABLE as error:
        if not queue.answers():
            raise
        aside.put(f"task:{name}", "", type(error).__name__, now)
        return 0


@dataclass
class Clockwork:
    """When each periodic task ran last in this process."""

    home: Path
    ran: dict[str, datetime] = field(default_factory=dict)

    def turn(self, now: datetime) -> None:
        """Run what is due; what fails as a whole is said aloud, and tried again when it comes round.

        A clock that was set back makes nothing wait for longer than its period.
        """
        for task in SCHEDULE:
            last = self.ran.get(task.name)
            due = last is None or now - last >= task.every or now < last
            if due and not attempt(task.name, partial(task.run, self.home, now), now):
                self.ran[task.name] = now


def work(home: Path, clock: Callable[[], datetime], stop: threading.Event) -> None:
    """Run waiting and due tasks until told to stop; a database that does not answer is asked again."""
    name, wheels = token_hex(8), Clockwork(home)
    while not stop.is_set():
        try:
            attempt("run what pages put off", partial(queue.run_waiting, name), clock())
            wheels.turn(clock())
        except queue.UNREACHABLE as error:
            logger.warning("The database does not answer (%s): trying again.", type(error).__name__)
            stop.wait(PAUSE * 10)
        stop.wait(PAUSE)


def post(clock: Callable[[], datetime], stop: threading.Event) -> None:
    """Send what waits until told to stop, beside the work: a mail server that is slow must not hold up the ladder."""
    while not stop.is_set():
        try:
            queue.refresh()
            channels.deliver(clock)
        except queue.UNREACHABLE as error:
            logger.warning("The database does not answer (%s): trying again.", type(error).__name__)
            stop.wait(PAUSE * 10)
        except Exception as error:  # noqa: BLE001  one message that breaks must not keep back the others
            logger.error("A message could not be handled (%s): going on with the others.", type(error).__name__)
        stop.wait(PAUSE * 3)


def posting(clock: Callable[[], datetime], stop: threading.Event) -> None:
    """Send what waits in a thread of its own, which ends with this process."""
    threading.Thread(target=post, args=(clock, stop), daemon=True, name="post").start()
