"""Cases of the past, as they can be played: what was known on which day, and what history did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from upstander.records.desk import Grade


@dataclass(frozen=True, slots=True)
class Inject:
    """One thing that became known on a day. `date` is when a desk that is no addressee could know it."""

    id: str
    date: date
    precision: str
    kind: str
    text: str
    who: str
    mark: str
    source: str
    factors: tuple[str, ...]
    publisher: str = ""
    source_date: str = ""
    day_from: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """What a good desk has done before the inject after `by` is shown: our own judgement, for the debrief only."""

    by: str
    grade_at_least: Grade
    answer: str
    ask: str


@dataclass(frozen=True, slots=True)
class Case:
    """One case. During play only `play_title`, `play_place`, the desk, the roles and the injects are shown."""

    id: str
    name: str
    iso3: str
    play_title: str
    play_place: str
    desk: str
    roles: tuple[str, ...]
    minutes: int
    injects: tuple[Inject, ...]
    debrief: tuple[Inject, ...]
    pauses: frozenset[str]
    expected: tuple[Expected, ...]
    lesson: str
    should_have: str
    label: str
    turning_points: tuple[Mapping[str, Any], ...]
    windows: Mapping[str, Any]
    toll: tuple[Mapping[str, Any], ...] = ()

    @property
    def shares(self) -> int:
        """Equal stretches of the drill: one for each inject, three for each pause."""
        return len(self.injects) + 3 * len(self.pauses)


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on the drill's clock: an inject arrives, or a pause asks for a decision before one."""

    at: datetime
    inject: Inject
    pause: bool


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a drill runs: the length of one share."""

    share: timedelta
