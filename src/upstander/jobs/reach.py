"""An exercise reaches its own room only, and nothing else reaches an account that was made for one."""

from upstander.records.errors import Usage
from upstander.store.desk.drills import may_be_asked


def within_reach(situation: str, person: int, field: str) -> None:
    """Usage where an exercise would reach somebody outside its room, or the real desk somebody who only plays."""
    if not may_be_asked(situation, person):
        raise Usage("Choose somebody else: an exercise reaches its own room only, and its room nothing else.", field)
