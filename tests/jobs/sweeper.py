"""A process that sweeps a busy desk over a home and a database of its own: killed, doubled, asleep, its clock set back.

`prepare` makes the desk. `sweep WAY KILLS WORKERS` lets workers sweep it through three days and prints the record.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from tests.answers_world import answered  # noqa: E402
from tests.conftest import Cast  # noqa: E402
from tests.jobs.test_alert_path import DRAFT  # noqa: E402
from upstander.jobs import (  # noqa: E402
    access,
    alerts,
    answer_sweep,
    duty,
    ladder,
    notices,
    people,
    signals,
    situations,
)
from upstander.records.desk import Address, Grade, Phase  # noqa: E402
from upstander.records.people import MACHINE, Role, Viewer  # noqa: E402
from upstander.store.desk import canary, log, models  # noqa: E402
from upstander.store.desk.people import viewer_of  # noqa: E402
from upstander.store.lake import open_lake  # noqa: E402

HOUR = timedelta(hours=1)
NIGHTS = {"autumn": datetime(2026, 10, 24, 6, 0, tzinfo=UTC), "spring": datetime(2027, 3, 27, 6, 0, tzinfo=UTC)}
"""Clocks in Paris go back on 25 October 2026 and forward on 28 March 2027; the desk works through both."""
PARIS = ZoneInfo("Europe/Paris")
CREW = {
    "ana": Role.ANALYST,
    "abe": Role.ANALYST,
    "fay": Role.FOCAL_POINT,
    "fin": Role.FOCAL_POINT,
    "dee": Role.DECISION_MAKER,
}
THREADS = 24

WAYS: dict[str, Sequence[float]] = {
    "awake": range(0, 73, 2),
    "asleep": [72],
    "set back": [0, 9, 4, 5, 30, 20, 29, 2, 48, 72, 60, 72],
}
"""Hours after the beginning at which a worker looks."""


def prepare() -> None:
    """A desk in either night: shifts by the clock in Paris, with holes, and threads that nobody answers."""
    call_command("migrate", verbosity=0)
    begins = min(NIGHTS.values()) - timedelta(days=2)
    ids = {name: people.add(name, name.title(), [role], who=MACHINE, now=begins).id for name, role in CREW.items()}
    for night in NIGHTS.values():
        opened(ids, night)


def opened(ids: dict[str, int], now: datetime) -> None:
    """A situation with its team, its roster and its threads."""
    ana = viewer_of(ids["ana"], now)
    given: dict[str, Any] = {"who": ana, "now": now}
    place = situations.open_situation(open_lake(None), "SDN", "Darfur", Phase.EMERGING, "Columns were seen.", **given)
    for name in CREW.keys() - {"ana"}:
        access.give(place, ids[name], "On the team.", now + 40 * HOUR, who=viewer_of(ids["ana"], now), now=now)
    on_duty(ids, now)
    for n in range(THREADS // len(NIGHTS)):
        reported(place, n, viewer_of(ids["ana"], now), now)
    asked(Cast({"alice": ids["ana"], "bob": ids["fay"], "dina": ids["dee"]}, place), ids["fin"], now)


def asked(cast: Cast, to: int, now: datetime) -> None:
    """Questions, dissents and clearances that nobody answers, and deadlines that pass."""
    for _ in range(3):
        address = Address(cast.people["dina"], "Call.", now + 4 * HOUR, now + 18 * HOUR)
        issued = alerts.draft(cast.situation, DRAFT, [address], who=cast.viewer("alice", now), now=now)
        alerts.issue(issued, who=cast.viewer("bob", now), now=now)
        answered(cast, issued, DRAFT, now, to=to)


def on_duty(ids: dict[str, int], now: datetime) -> None:
    """Shifts of eight hours by the clock on the wall: an hour longer or shorter on the night of the change."""
    fay, first = viewer_of(ids["fay"], now), now.astimezone(PARIS).replace(hour=6)
    for day in range(4):
        for turn, name in enumerate(CREW):
            begins = (first + timedelta(days=day, hours=8 * (turn % 3))).astimezone(UTC)
            ends = (first + timedelta(days=day, hours=8 * (turn % 3) + 8)).astimezone(UTC)
            if ends > now:
                duty.put_on(ids[name], CREW[name], begins, ends, who=fay, now=now, deputy=turn)


def reported(place: str, n: int, who: Viewer, now: datetime) -> None:
    """One cause: some imminent, some graded, some taken and then forgotten."""
    at = now + n * HOUR / 4
    id = signals.report(place, f"Smoke {n}", "Over the town.", who=who, now=at, imminent=n % 4 == 0)
    thread = models.Signal.objects.get(pk=id).thread_id or ""
    if n % 3 == 1 and n % 4:
        ladder.grade(thread, list(Grade)[n % 2], who=who, now=at)
    if n % 3 == 2:
        ladder.take(thread, ladder.StepId.ACKNOWLEDGE, who=who, now=at)


def killed_at(moment: int) -> Callable[..., Any]:
    """A question that is never answered."""
    asked = 0

    def ask(execute: Any, sql: str, *given: Any) -> Any:
        nonlocal asked
        asked += 1
        if asked == moment:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, *given)

    return ask


def work(hours: Sequence[float], dies_at: int, place: str) -> None:
    """Sweep at one moment after the other, from where the last worker stood; killed at the n-th question it asks."""
    done = int(open(place).read()) if os.path.exists(place) else 0  # noqa: PTH110, PTH123, SIM115
    with connection.execute_wrapper(killed_at(dies_at)):
        for number in range(done, len(hours)):
            for night in NIGHTS.values():
                swept(night + hours[number] * HOUR)
            with open(place, "w") as file:  # noqa: PTH123
                file.write(str(number + 1))


def swept(now: datetime) -> None:
    """All that a worker does for people, and the day's canary."""
    while ladder.left(now):
        ladder.sweep(now)
    answer_sweep.sweep(now)
    notices.remind(now)
    canary.begin(now, mails=True)


def fork(hours: Sequence[float], dies_at: int, place: str) -> int:
    """A worker of its own."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        work(hours, dies_at, place)
        os._exit(0)
    return child


def ended(child: int) -> bool:
    """Whether a worker came to its end; False where it was killed; anything else is a fault."""
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in {0, -signal.SIGKILL}, code
    return code == 0


def sweep(way: str, kills: int, workers: int) -> None:
    """Let workers sweep, killed so many times, and print what the desk holds then."""
    ladder.STRIDE = 4
    home, chance, killed = os.environ["UPSTANDER_HOME"], Random(f"{way} {kills}"), 0
    for _ in range(kills):
        killed += not ended(fork(WAYS[way], chance.randrange(1, 60), f"{home}/at-0"))
    last = [fork(WAYS[way], 0, f"{home}/at-{number}") for number in range(workers)]
    for child in last:
        assert ended(child)
    json.dump({"killed": killed, **record()}, sys.stdout, default=str)


ANSWERS = {"unanswered", "dissent filed", "dissent unanswered", "cleared by silence", "not cleared"}
"""What is said of answers: at the moment of the sweep, unlike what the ladder did."""


def record() -> dict[str, Any]:
    """All that was done by itself, and the log that tells it; nothing of it was set aside."""
    log.verify()
    assert not models.SetAside.objects.exists()
    lines = models.Entry.objects.order_by("number").values_list("at", "action", "object", "detail")
    return {
        "canaries": sorted(models.Delivery.objects.filter(notice__person=None).values_list("notice__key", flat=True)),
        "answers": sorted(str(line[1:]) for line in lines if line[1] in ANSWERS),
        "events": sorted(map(str, models.LadderEvent.objects.values_list("thread", "at", "step", "what", "person"))),
        "calls": sorted(
            map(str, models.Call.objects.values_list("step__thread", "step__step", "person", "turn", "at"))
        ),
        "next": sorted(map(str, models.Thread.objects.values_list("pk", "next_at"))),
        "told": sorted(map(str, models.Notice.objects.exclude(person=None).values_list("person", "key"))),
        "lines": sorted(str(line) for line in lines if line[1] not in ANSWERS),
        "root": log.root(),
    }


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare()
    else:
        sweep(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
