"""What waits for a person, by cause: one line for all that a thread asks of them, at the place of the soonest of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from upstander.records.desk import Waiting
from upstander.records.owed import Owed


@dataclass(frozen=True, slots=True)
class Matter:
    """Everything that one thread asks of a person, the soonest first."""

    parts: tuple[Waiting | Owed, ...]

    @property
    def title(self) -> str:
        """What the soonest of it is about."""
        first = self.parts[0]
        return first.alert.title if isinstance(first, Waiting) else first.title

    @property
    def overdue(self) -> bool:
        """Whether one of them is late."""
        return any(each.overdue for each in self.parts)


def matters(alerts: Iterable[Waiting], others: Iterable[Owed]) -> list[Matter]:
    """Them by thread, the earliest deadline first; what has no deadline comes last."""
    found: dict[object, list[Waiting | Owed]] = {}
    everything: list[Waiting | Owed] = [*alerts, *others]
    for each in sorted(everything, key=moment):
        found.setdefault(thread(each) or id(each), []).append(each)
    return [Matter(tuple(parts)) for parts in found.values()]


def moment(item: Waiting | Owed) -> tuple[bool, float]:
    """By when it is due, to sort by."""
    due: datetime | None = item.due
    return due is None, due.timestamp() if due else 0.0


def thread(item: Waiting | Owed) -> str:
    """The thread it belongs to; empty where it belongs to none."""
    return item.alert.thread if isinstance(item, Waiting) else item.thread
