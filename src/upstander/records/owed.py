"""What waits for a person besides an alert: one line of their inbox, whatever room it comes from."""

from dataclasses import dataclass
from datetime import datetime

from upstander.lib.text import Sentence
from upstander.records.desk import Grade, Status
from upstander.records.ladder import StepId


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands on a step of the ladder: as which of those called, 0 for an owner whom nobody called.

    `next_at`: when the next person is called; None if nobody will be by then.
    """

    step: StepId
    turn: int
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing a person owes. `ask` says what to do, `title` on what; `path` is the page where it is done,
    from the root of the site. `due` None: no deadline. `thread`: the cause it belongs to, where it belongs to one.
    """

    ask: Sentence
    title: str
    path: str
    situation: str
    status: Status
    due: datetime | None = None
    overdue: bool = False
    grade: Grade | None = None
    stands: Standing | None = None
    thread: str = ""


def in_order(found: list[Owed]) -> list[Owed]:
    """The real first, then the earliest deadline; what has none comes last, of that what has no grade either."""

    def place(each: Owed) -> tuple[object, ...]:
        return each.status is not Status.ACTUAL, each.due is None, each.due or 0, each.grade is None, each.title

    return sorted(found, key=place)
