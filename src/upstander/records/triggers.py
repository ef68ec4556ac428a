"""Triggers: what rings, for whom, and what it sets off, agreed beforehand; and how each would have done in the past."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from upstander.lib.dates import Month
from upstander.lib.text import Sentence
from upstander.records.desk import Grade
from upstander.records.forecasts import Question
from upstander.records.people import Role


@dataclass(frozen=True, slots=True)
class ChanceFrom:
    """The forecast chance is at least this share."""

    question: Question
    share: float


@dataclass(frozen=True, slots=True)
class RiseFrom:
    """The forecast chance has risen by at least this share since the month before."""

    question: Question
    share: float


@dataclass(frozen=True, slots=True)
class SurpriseFrom:
    """The month counts at least so many deaths, and one as bad comes once in so many months there, or less often."""

    once_in: int
    deaths: int


@dataclass(frozen=True, slots=True)
class DeathsFrom:
    """The month counts at least so many civilians killed on purpose."""

    deaths: int


@dataclass(frozen=True, slots=True)
class CalmBelow:
    """None of the latest months, the newest included, reached so many deaths: violence has not broken out yet."""

    months: int
    deaths: int


@dataclass(frozen=True, slots=True)
class ReportsFrom:
    """At least so many open reports in the days just past."""

    number: int
    days: int


@dataclass(frozen=True, slots=True)
class JudgementWithin:
    """A person has put down a judgement in the days just past."""

    days: int


OnFigures = ChanceFrom | RiseFrom | SurpriseFrom | DeathsFrom | CalmBelow
OnPeople = ReportsFrom | JudgementWithin
Condition = OnFigures | OnPeople


@dataclass(frozen=True, slots=True)
class Asked:
    """A role that must answer, what it is asked, and how long it has."""

    role: Role
    asked: str
    acknowledge_hours: float
    decide_hours: float


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One of the first steps: who owns it, what is done, by when."""

    owner: Role
    do: str
    within_hours: float


@dataclass(frozen=True, slots=True)
class Trigger:
    """Rules agreed beforehand. `every`: all conditions must hold, else one is enough. `cause`: firings of one cause in
    one situation share a thread. `onset`: deaths in a month that count as what it warns of. `no_history`: why it may
    ring though its past cannot be played. `text` is its file.
    """

    name: str
    title: str
    purpose: str
    cause: str
    grade: Grade
    every: bool
    conditions: tuple[Condition, ...]
    onset: int
    again_after_days: int
    budget: int
    asked: tuple[Asked, ...]
    playbook: tuple[FirstStep, ...]
    no_history: str = ""
    text: str = field(repr=False, compare=False, default="")
    digest: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """The forecasts it looks at."""
        found = (each.question for each in self.conditions if isinstance(each, ChanceFrom | RiseFrom))
        return tuple(dict.fromkeys(found))

    @property
    def has_history(self) -> bool:
        """Whether figures alone can make it ring: the reports and judgements of the past are not held."""
        heard = [isinstance(each, ReportsFrom | JudgementWithin) for each in self.conditions]
        return not any(heard) if self.every else not all(heard)


@dataclass(frozen=True, slots=True)
class Surprising:
    """How rare a month as bad as this one is in that place, and what was usual."""

    chance: float
    usual: float


@dataclass(frozen=True, slots=True)
class Row:
    """What one who stands on `day` can put before a trigger about one State and one month.

    `known_at`: the day since which the newest figure in it could be known, never after `day`. `deaths`: one-sided, in
    that month, None where unknown; `past`: the same for the months up to and including it, oldest first. `chance`
    and `before`: the forecast from that month and from the one before it, by question. `reports`, `judgements`: when
    each was logged.
    """

    iso3: str
    month: Month
    day: date
    known_at: date
    deaths: int | None
    past: tuple[int | None, ...]
    vintage: str
    source: str = "UCDP"
    chance: Mapping[Question, float] = field(default_factory=dict)
    before: Mapping[Question, float] = field(default_factory=dict)
    surprise: Surprising | None = None
    reports: tuple[datetime, ...] = ()
    judgements: tuple[datetime, ...] = ()
    provisional: bool = False
    reconstructed: bool = False


@dataclass(frozen=True, slots=True)
class Firing:
    """A trigger rang: for which State, on which day, on what. `reasons` say so in words, with numbers and source.

    `key` groups what has one cause. `evidence` tells this ground apart from the next one.
    """

    trigger: str
    iso3: str
    day: date
    month: Month
    known_at: date
    grade: Grade
    key: str
    evidence: str
    reasons: tuple[Sentence, ...]
    source: str
    vintage: str
    reconstructed: bool = False
    provisional: bool = False


class Basis(StrEnum):
    """Which figures a back-run stands on; never both.

    `as_known`: those of the day; where none of that day are held, the oldest held, known from 1 July of the following
    year. `hindsight`: the final ones, each month known on the 20th of the next.
    """

    AS_KNOWN = "as_known"
    HINDSIGHT = "hindsight"


class Verdict(StrEnum):
    """What came of a firing: an onset within 365 days, none, none because it was under way already, not yet known."""

    EARLY = "early"
    FALSE_ALARM = "false_alarm"
    UNDER_WAY = "under_way"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Onset:
    """Violence reached the threshold after 12 months below; the first firing in the 365 days before, if any."""

    iso3: str
    month: Month
    deaths: int
    fired_on: date | None
    lead_days: int | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A firing and what came of it."""

    firing: Firing
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Backrun:
    """How a trigger would have done. `warming`: firings of the year before the first month: they can hit, no more.

    `not_played`: conditions for which no history is held. `states`: how many States there were to ring about.
    `known_on`: the day since which the newest figures in it could be known, `vintages` their releases. `method`: which
    way of playing, and `library` what taught the models, if it asks for chances.
    """

    trigger: str
    digest: str
    basis: Basis
    first: Month
    last: Month
    onsets: tuple[Onset, ...]
    firings: tuple[Judged, ...]
    warming: tuple[Judged, ...]
    states: int
    lake: str = ""
    played_on: date | None = None
    known_on: date | None = None
    vintages: tuple[str, ...] = ()
    method: str = ""
    library: str = ""
    not_played: tuple[str, ...] = ()
    reconstructed: int = 0

    @property
    def hits(self) -> int:
        """Onsets with a firing in the 365 days before."""
        return sum(onset.fired_on is not None for onset in self.onsets)

    @property
    def misses(self) -> int:
        """Onsets without."""
        return len(self.onsets) - self.hits

    def count(self, *verdicts: Verdict) -> int:
        """Firings with one of these verdicts."""
        return sum(each.verdict in verdicts for each in self.firings)

    @property
    def false_alarms(self) -> int:
        """Firings after which no onset followed within 365 days, those while it was under way included."""
        return self.count(Verdict.FALSE_ALARM, Verdict.UNDER_WAY)

    @property
    def rang_in(self) -> int:
        """In how many States it rang."""
        return len({each.firing.iso3 for each in self.firings})


@dataclass(frozen=True, slots=True)
class Silence:
    """A trigger is kept from ringing for a while, everywhere (`iso3` empty) or in one State, with a reason."""

    trigger: str
    iso3: str
    reason: str
    by: str
    at: datetime
    until: datetime
    id: str = ""


@dataclass(frozen=True, slots=True)
class Noise:
    """How often a trigger interrupts people: in the last 7 days, a week on average over 12 weeks, and what it may."""

    last_week: int
    a_week: float
    budget: int

    @property
    def over(self) -> bool:
        """Whether it interrupts more often than was agreed."""
        return self.last_week > self.budget


@dataclass(frozen=True, slots=True)
class Rung:
    """A firing on this desk: what it opened. `situation` is empty where it rang on open figures alone: then it asks
    focal points until `answer_by`, or until one of them dismisses it with a reason.
    """

    id: str
    trigger: str
    title: str
    iso3: str
    situation: str
    grade: Grade
    at: datetime
    reasons: tuple[Sentence, ...]
    thread: str
    alert: str
    silenced: bool
    answer_by: datetime | None = None
    dismissed_at: datetime | None = None
    dismissed_by: str = ""
    dismissed_reason: str = ""
