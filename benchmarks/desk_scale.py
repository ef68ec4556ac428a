# ruff: noqa: PLC0415 - Django reads its settings once the home is known
"""How the desk stands a crowd: 200 situations, 10,000 open alerts, 100,000 recipients, on SQLite or PostgreSQL.

`python benchmarks/desk_scale.py` makes such a desk in a folder of its own, measures, and leaves nothing behind.
UPSTANDER_DATABASE_URL names a PostgreSQL database made for this: its tables are filled and emptied.

Targets: an inbox in 100 ms, one sweep or one telling again in 2 s however much is due. Each is held against the round
that the machine disturbed least, in work of the processors, a PostgreSQL server on this machine included: so say the
notes.
"""

import argparse
import os
import platform
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from measure import BESIDE, Line, Rounds, in_turn, once, show

NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)
INBOX, SWEEP = 0.1, 2.0
"""Seconds of work that an inbox and a sweep may take; a telling again as much as a sweep."""


def held(found: Rounds, target: float) -> str:
    """Whether a target is held, and how much of it is used."""
    word = "held" if found.least <= target else "MISSED"
    return f"{word}: {found.least * 1000:.0f} of {target * 1000:.0f} ms"


def server_clock(connection: Any) -> Callable[[], float]:
    """The work of the PostgreSQL processes that have answered us; none where they run elsewhere."""
    seen: dict[int, float] = {}

    def clock() -> float:
        pid = connection.connection.info.backend_pid if connection.connection else 0
        account = Path(f"/proc/{pid}/schedstat")
        if account.exists():
            seen[pid] = int(account.read_text().split()[0]) / 1e9
        return sum(seen.values())

    return clock


def main() -> None:
    """Build, measure, report."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--situations", type=int, default=200)
    asked.add_argument("--alerts", type=int, default=10_000)
    asked.add_argument("--rounds", type=int, default=10)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="upstander-crowd-") as folder:
        report(Path(folder), given.situations, given.alerts, given.rounds)


def report(home: Path, situations: int, alerts: int, rounds: int) -> None:
    """Print all figures of one database."""
    import django
    from pages import made_ready

    made_ready(home)
    django.setup()
    import crowd
    from django.db import connection

    built = once(lambda: crowd.build(situations, alerts, NOW))
    if connection.vendor == "postgresql":
        BESIDE.append(server_clock(connection))
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {connection.vendor}, ", end="")
    print(f"{situations} situations, {alerts:,} alerts, {crowd.recipients():,} recipients, made in {built.p50:.0f} s")
    show("Pages, through the whole stack", pages(rounds))
    show("Inbox and its count, without the page", inbox(rounds))
    show("The ladder's sweep", sweeps(alerts))
    show("Telling again who stays silent", silent())


def pages(rounds: int) -> list[Line]:
    """Pages of people with much and with nothing, beside each other."""
    from pages import Browser

    lines = []
    idle = Browser("idle")
    for who in ("minister", "chief"):
        busy = Browser(who)
        for path in ("/waiting/", "/alerts/", "/ladder/", "/situations/", "/log/", "/api/waiting"):
            full, empty = in_turn([asker(busy, path), asker(idle, path)], rounds)
            note = held(full, INBOX) if path == "/waiting/" else ""
            lines.append(Line(f"{path}, the {who}", full, "of somebody with nothing", empty, note))
    return lines


def asker(browser: object, path: str) -> Callable[[], object]:
    """One visit."""
    return lambda: browser.get(path)  # type: ignore[attr-defined]


def inbox(rounds: int) -> list[Line]:
    """What waits, and how much, for people with much beside somebody with nothing."""
    import crowd

    from upstander.jobs import owed, waiting

    lines = []
    nothing = crowd.viewer("idle", NOW)
    for who in ("minister", "chief"):
        busy = crowd.viewer(who, NOW)
        for what, ask in (
            ("a page", waiting.inbox),
            ("a page whole", waiting.listed),
            ("owed", owed.owed),
            ("count", waiting.count),
        ):
            full, empty = in_turn([lambda a=ask, b=busy: a(b, NOW), lambda a=ask: a(nothing, NOW)], rounds)
            lines.append(Line(f"{what}, the {who}", full, "of somebody with nothing", empty))
    return lines


def sweeps(alerts: int) -> list[Line]:
    """Nothing due, a usual sweep, and those after an outage: the first, and how many until nothing is left."""
    import crowd

    from upstander.jobs import ladder

    idle = in_turn([lambda: ladder.sweep(NOW)], 5)[0]
    lines = [Line("nothing due", idle, "itself", idle)]
    for due in sorted({20, min(200, alerts), min(1000, alerts), alerts}):
        crowd.fall_due(due, NOW)
        swept = Rounds()
        while ladder.left(NOW):
            swept.add(lambda: ladder.sweep(NOW))
        lines.append(Line(f"{due:,} threads due, one sweep", swept, "nothing due", idle, note=among(swept)))
    return lines


def among(swept: Rounds) -> str:
    """How many calls it took until nothing was left, their sum and the longest."""
    worst = max(swept.work) / SWEEP
    return f"in {len(swept.work)} of them, {sum(swept.work):.1f} s; the longest {worst:.0%} of {SWEEP:.0f} s"


def silent() -> list[Line]:
    """Everybody who has let a deadline pass is told so again, until nobody is left; then nobody's turn has come."""
    from upstander.jobs import pressing

    def call() -> None:
        pressing.press(NOW)
        left.append(pressing.left(NOW))

    told, left = Rounds(), [pressing.left(NOW)]
    while left[-1]:
        told.add(call)
    idle = in_turn([call], 5)[0]
    return [Line(f"{left[0]:,} silent, one call", told, "nobody's turn", idle, note=among(told))]


if __name__ == "__main__":
    main()
