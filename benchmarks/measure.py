"""How long something takes, beside something else measured in the same run on the same machine."""

import resource
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field


@dataclass
class Rounds:
    """Seconds of each round: on the clock, and of the processors' work, which a busy machine does not stretch."""

    clock: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)

    def add(self, job: Callable[[], object]) -> None:
        """One more round."""
        worked, start = processors(), time.perf_counter()
        job()
        self.clock.append(time.perf_counter() - start)
        self.work.append(processors() - worked)

    @property
    def p50(self) -> float:
        """The time that half of the rounds stayed under."""
        return statistics.median(self.clock)

    @property
    def p95(self) -> float:
        """The time that 19 of 20 rounds stayed under."""
        return sorted(self.clock)[min(len(self.clock) - 1, round(0.95 * len(self.clock)))]

    @property
    def worked(self) -> float:
        """The work of a round in the middle."""
        return statistics.median(self.work)

    @property
    def least(self) -> float:
        """The work of the round that the machine disturbed least: what a target is held against."""
        return min(self.work)


@dataclass(frozen=True)
class Line:
    """One figure, and what it is compared with."""

    what: str
    rounds: Rounds
    beside: str
    other: Rounds
    note: str = ""

    @property
    def ratio(self) -> float:
        """How many times as much work as what stands beside it."""
        return self.rounds.worked / max(self.other.worked, 1e-9)


BESIDE: list[Callable[[], float]] = []
"""Clocks of others who work for this process, such as a database."""


def processors() -> float:
    """Seconds that this process, the commands it has run and those beside it have used of the processors."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used) + sum(clock() for clock in BESIDE)


def in_turn(jobs: Sequence[Callable[[], object]], rounds: int) -> list[Rounds]:
    """Each job in turn, so that a busy minute of the machine falls on all of them."""
    found = [Rounds() for _ in jobs]
    for _ in range(rounds):
        for kept, job in zip(found, jobs, strict=True):
            kept.add(job)
    return found


def once(job: Callable[[], object]) -> Rounds:
    """A job done once."""
    return in_turn([job], 1)[0]


def show(title: str, lines: Iterable[Line]) -> None:
    """Print figures in milliseconds; the ratio is one of work."""
    print(f"\n{title}")
    print(f"  {'milliseconds':44} {'p50':>7} {'p95':>7} {'work':>7}  {'beside':42} {'work':>7} {'ratio':>8}")
    for one in lines:
        mine = f"{one.rounds.p50 * 1000:7.1f} {one.rounds.p95 * 1000:7.1f} {one.rounds.worked * 1000:7.1f}"
        theirs = f"{one.beside:42} {one.other.worked * 1000:7.1f} {one.ratio:7.2f}x"
        print(f"  {one.what:44} {mine}  {theirs}  {one.note}".rstrip())
