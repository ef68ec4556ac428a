"""What the machine computed: a chance, its range, and the reasons that add up to it."""

from dataclasses import dataclass
from datetime import date

from upstander.lib.dates import Month
from upstander.lib.text import Sentence

THRESHOLDS = (25, 100, 1000)
"""Deaths in one-sided violence that a forecast may ask about."""

WINDOWS = (3, 12)
"""Months ahead that a forecast may look."""


@dataclass(frozen=True, slots=True)
class Question:
    """Will one-sided violence kill at least `at_least` people within `within` months?"""

    at_least: int = 100
    within: int = 12


QUESTIONS = tuple(Question(at_least, within) for at_least in THRESHOLDS for within in WINDOWS)
"""Every question that a model answers."""


@dataclass(frozen=True, slots=True)
class Driver:
    """One reason: a sentence with its number, and what it adds to the model's log-odds."""

    key: str
    sentence: Sentence
    value: float | None
    log_odds: float
    source: str
    vintage: str

    @property
    def text(self) -> str:
        """The reason in English."""
        return str(self.sentence)


@dataclass(frozen=True, slots=True)
class Forecast:
    """The chance for one State, from figures up to and including the month `origin`.

    `low` and `high` bound a 90 % interval from resampling countries. `baseline` is persistence: how often the
    threshold was reached in training, given whether the window just past reached it. The log-odds of `drivers` plus
    `intercept` are the log-odds of `probability`. `known_at`: the day the newest figure behind it could be known.
    """

    iso3: str
    question: Question
    origin: Month
    known_at: date
    probability: float
    low: float
    high: float
    baseline: float
    intercept: float
    drivers: tuple[Driver, ...]
    provisional: bool
    reconstructed: bool
    model: str


@dataclass(frozen=True, slots=True)
class Change:
    """Whether the latest month is surprising given the place's own past.

    `chance`: how probable a month at least this bad was. `rings`: it is below the promised rate of false alarms.
    """

    iso3: str
    month: Month
    count: int
    usual: float
    chance: float
    rings: bool
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class WatchlistRow:
    """One State on the watchlist: its forecast, what changed, and what the figure leaves out.

    `excluded`: deaths in fighting, twelve months; `civilians`: civilians among the dead of fighting, latest year told.
    """

    rank: int
    state_iso3: str
    name: str
    region: str
    forecast: Forecast
    change: float | None
    surprise: Change | None
    excluded: Sentence
    counted: Sentence | None
    spark: tuple[int | None, ...]
    spark_provisional: tuple[bool, ...]
    last_month: Month
    civilians: Sentence | None = None
