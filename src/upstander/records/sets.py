"""Forecasts by the hundred, as columns: how they are computed, and how they are kept."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from upstander.lib.dates import Month
from upstander.records.counts import Numbers
from upstander.records.forecasts import Change, Driver, Forecast, Question
from upstander.records.models import numbers
from upstander.records.reasons import DRIVERS, FACTS, WORDS, Facts, surprise
from upstander.records.vintages import MONTHS, behind

DIGITS = 4
"""Decimals of a log-odds that are kept; the probability is that of the kept ones, so that drivers add up exactly."""

Column = NDArray[Any] | list[Any]


@dataclass(frozen=True, slots=True, eq=False)
class ForecastSet:
    """One question asked at one origin of every State of that month.

    `low`, `high`, `baseline`: one entry a place. `log_odds`: places x `DRIVERS`, rounded to `DIGITS`, 0 where the
    model does not use a driver. `facts`: one array of places for each of `FACTS`, nan where unknown. `vintage`: that of
    every month, as `vintages.runs` keeps them.
    """

    question: Question
    origin: Month
    known_at: date
    model: str
    vintage: str
    population_source: str
    population_vintage: str
    provisional: bool
    reconstructed: bool
    iso3s: tuple[str, ...]
    intercept: float
    low: Numbers
    high: Numbers
    baseline: Numbers
    log_odds: Numbers
    facts: Mapping[str, Numbers]

    @property
    def probability(self) -> Numbers:
        """The chance for each place."""
        return numbers([chance((self.intercept, *row)) for row in self.log_odds.tolist()])

    def columns(self) -> dict[str, Column]:
        """One row a place; the same columns for every set."""
        shared = (
            ("origin", str(self.origin)),
            ("known_at", self.known_at),
            ("at_least", self.question.at_least),
            ("within", self.question.within),
            ("model", self.model),
            ("vintage", self.vintage),
            ("population_source", self.population_source),
            ("population_vintage", self.population_vintage),
            ("provisional", self.provisional),
            ("reconstructed", self.reconstructed),
            ("intercept", np.float32(self.intercept)),
        )
        drivers = {f"adds_{key}": self.log_odds[:, i].astype(np.float32) for i, key in enumerate(DRIVERS)}
        chances = {name: getattr(self, name).astype(np.float32) for name in ("probability", "low", "high", "baseline")}
        facts = {name: self.facts[name] for name in FACTS}
        repeated = {name: [value] * len(self.iso3s) for name, value in shared}
        return {"iso3": list(self.iso3s), **repeated, **chances, **drivers, **facts}

    def forecasts(self) -> list[Forecast]:
        """One record a place."""
        columns = self.columns()
        return [forecast_of({name: values[i] for name, values in columns.items()}) for i in range(len(self.iso3s))]


def chance(log_odds: Iterable[float]) -> float:
    """The probability whose log-odds are the sum of these."""
    return 1 / (1 + math.exp(-math.fsum(log_odds)))


def fact(value: Any) -> float | None:
    """A number read back; None for null and nan."""
    return None if value is None or math.isnan(value) else float(value)


def month_of(value: Any) -> Month:
    """A month read back, kept as text `2026-05`."""
    return Month.read(str(value)[:7])


def probability_of(row: Mapping[str, Any]) -> float:
    """The probability of one kept row: that of its kept log-odds."""
    kept = (round(float(row[name]), DIGITS) for name in ("intercept", *(f"adds_{key}" for key in DRIVERS)))
    return chance(kept)


def forecast_of(row: Mapping[str, Any]) -> Forecast:
    """One kept row as a forecast with its reasons in words."""
    question = Question(int(row["at_least"]), int(row["within"]))
    adds = {key: round(float(row[f"adds_{key}"]), DIGITS) for key in DRIVERS}
    intercept = round(float(row["intercept"]), DIGITS)
    facts = {name: fact(row[name]) for name in FACTS}
    probability = probability_of(row)
    return Forecast(
        iso3=row["iso3"],
        question=question,
        origin=month_of(row["origin"]),
        known_at=row["known_at"],
        probability=probability,
        low=min(float(row["low"]), probability),
        high=max(float(row["high"]), probability),
        baseline=float(row["baseline"]),
        intercept=intercept,
        drivers=tuple(driver(key, adds[key], facts, question, row) for key in DRIVERS),
        provisional=bool(row["provisional"]),
        reconstructed=bool(row["reconstructed"]),
        model=row["model"],
    )


def driver(key: str, adds: float, facts: Facts, question: Question, row: Mapping[str, Any]) -> Driver:
    """One reason of one forecast."""
    people = key == "population"
    return Driver(
        key=key,
        sentence=WORDS[key](facts, question),
        value=facts[key],
        log_odds=adds,
        source=row["population_source"] if people else "UCDP",
        vintage=row["population_vintage"] if people else behind(row["vintage"], MONTHS[key]),
    )


def change_columns(changes: Sequence[Change], known_at: date) -> dict[str, Column]:
    """Surprises as columns, one row a place."""
    return {
        "iso3": [change.iso3 for change in changes],
        "month": [str(change.month) for change in changes],
        "known_at": [known_at] * len(changes),
        "count": [change.count for change in changes],
        "usual": [change.usual for change in changes],
        "chance": [change.chance for change in changes],
        "rings": [change.rings for change in changes],
    }


def change_of(row: Mapping[str, Any]) -> Change:
    """One kept row as a surprise with its reason in words."""
    usual = round(float(row["usual"]), 1)
    return Change(
        iso3=row["iso3"],
        month=month_of(row["month"]),
        count=int(row["count"]),
        usual=usual,
        chance=round(float(row["chance"]), 6),
        rings=bool(row["rings"]),
        sentence=surprise(int(row["count"]), usual),
    )
