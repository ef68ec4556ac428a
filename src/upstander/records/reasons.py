"""Why a figure is what it is, in words with numbers: one sentence for every driver of a forecast."""

from collections.abc import Callable, Mapping

from upstander.lib.text import Sentence, counted, mark
from upstander.records.forecasts import Question

Facts = Mapping[str, float | None]
"""The raw numbers of one place behind one forecast, by the names in `FACTS`; None is unknown."""

FACTS = (
    "killed_1",
    "killed_3",
    "killed_12",
    "killed_12_before",
    "killed_60",
    "months_active",
    "months_since",
    "battle_3",
    "battle_12",
    "non_state_12",
    "population",
    "region",
    "region_places",
)
"""What is kept of each place: deaths in the latest 1, 3, 12, 60 months and so on."""

DRIVERS = (
    "killed_1",
    "killed_3",
    "killed_12",
    "killed_60",
    "months_active",
    "months_since",
    "battle_3",
    "battle_12",
    "non_state_12",
    "population",
    "region",
)
"""What may move a forecast, in the order in which models hold them."""

MEMORY = 120
"""Months after which "how long ago" is no longer told apart from "never"."""


def whole(facts: Facts, name: str) -> int:
    """A fact as a whole number; 0 where it is unknown."""
    return round(facts[name] or 0)


def killed_1(facts: Facts, _question: Question) -> Sentence:
    """What the latest month counted."""
    return counted(
        "%(n)s civilian killed on purpose in the latest month",
        "%(n)s civilians killed on purpose in the latest month",
        whole(facts, "killed_1"),
    )


def killed_3(facts: Facts, _question: Question) -> Sentence:
    """What the latest three months counted."""
    return counted(
        "%(n)s civilian killed on purpose in 3 months",
        "%(n)s civilians killed on purpose in 3 months",
        whole(facts, "killed_3"),
    )


def killed_12(facts: Facts, _question: Question) -> Sentence:
    """What the latest twelve months counted, beside the twelve before."""
    return counted(
        "%(n)s civilian killed on purpose in 12 months; %(before)s in the 12 before",
        "%(n)s civilians killed on purpose in 12 months; %(before)s in the 12 before",
        whole(facts, "killed_12"),
        before=whole(facts, "killed_12_before"),
    )


def killed_60(facts: Facts, _question: Question) -> Sentence:
    """What the latest five years counted."""
    return counted(
        "%(n)s civilian killed on purpose in 5 years",
        "%(n)s civilians killed on purpose in 5 years",
        whole(facts, "killed_60"),
    )


def months_active(facts: Facts, _question: Question) -> Sentence:
    """How many months saw such killings."""
    return Sentence(
        mark("Civilians were killed on purpose in %(n)s of the latest 12 months"), {"n": whole(facts, "months_active")}
    )


def months_since(facts: Facts, question: Question) -> Sentence:
    """How long ago as many months as the question asks about last reached its threshold."""
    values = {"at_least": question.at_least, "within": question.within}
    months = whole(facts, "months_since")
    if months == 0:
        return Sentence(mark("The latest %(within)s months already count %(at_least)s civilians or more"), values)
    if months >= MEMORY:
        return Sentence(mark("No %(within)s months in 10 years counted %(at_least)s civilians or more"), values)
    return counted(
        "%(n)s month since %(within)s months together last counted %(at_least)s civilians or more",
        "%(n)s months since %(within)s months together last counted %(at_least)s civilians or more",
        months,
        **values,
    )


def battle_3(facts: Facts, _question: Question) -> Sentence:
    """Deaths in state-based conflict in three months."""
    return counted(
        "%(n)s death in fighting that involves a State, in 3 months",
        "%(n)s deaths in fighting that involves a State, in 3 months",
        whole(facts, "battle_3"),
    )


def battle_12(facts: Facts, _question: Question) -> Sentence:
    """Deaths in state-based conflict in twelve months."""
    return counted(
        "%(n)s death in fighting that involves a State, in 12 months",
        "%(n)s deaths in fighting that involves a State, in 12 months",
        whole(facts, "battle_12"),
    )


def non_state_12(facts: Facts, _question: Question) -> Sentence:
    """Deaths in non-state conflict in twelve months."""
    return counted(
        "%(n)s death in fighting between armed groups, in 12 months",
        "%(n)s deaths in fighting between armed groups, in 12 months",
        whole(facts, "non_state_12"),
    )


def population(facts: Facts, _question: Question) -> Sentence:
    """How many people live there."""
    if facts["population"] is None:
        return Sentence(mark("Population unknown"))
    return Sentence(mark("Population %(n)s"), {"n": whole(facts, "population")})


def region(facts: Facts, _question: Question) -> Sentence:
    """How many other States of the region saw such killings."""
    return Sentence(
        mark(
            "%(n)s of %(places)s other States of the region counted 25 civilians or more killed on purpose in 12 months"
        ),
        {"n": whole(facts, "region"), "places": whole(facts, "region_places")},
    )


WORDS: Mapping[str, Callable[[Facts, Question], Sentence]] = {
    "killed_1": killed_1,
    "killed_3": killed_3,
    "killed_12": killed_12,
    "killed_60": killed_60,
    "months_active": months_active,
    "months_since": months_since,
    "battle_3": battle_3,
    "battle_12": battle_12,
    "non_state_12": non_state_12,
    "population": population,
    "region": region,
}
"""The sentence for each driver."""


def excluded(battle_12: int, non_state_12: int) -> Sentence:
    """What a chance of one-sided violence leaves out: no monthly source says how many of these dead were civilians."""
    return Sentence(
        mark(
            "Left out: deaths in fighting that involves a State, %(battle)s in 12 months, and between armed groups,"
            " %(other)s; how many of them were civilians is not published by month"
        ),
        {"battle": battle_12, "other": non_state_12},
    )


def civilians(year: int, number: int, vintage: str) -> Sentence:
    """How many civilians died in fighting in the latest year for which the yearly file tells them apart."""
    return counted(
        "In %(year)s, %(n)s civilian died in fighting that is left out here (UCDP %(vintage)s)",
        "In %(year)s, %(n)s civilians died in fighting that is left out here (UCDP %(vintage)s)",
        number,
        year=str(year),
        vintage=vintage,
    )


def unread(number: int) -> Sentence | None:
    """That threads are damaged and stand in no figure; None where all can be read."""
    if not number:
        return None
    return counted(
        "%(n)s thread is damaged and counted in none of these figures: an administrator sees which.",
        "%(n)s threads are damaged and counted in none of these figures: an administrator sees which.",
        number,
    )


def surprise(number: int, usual: float) -> Sentence:
    """What the latest month counted beside what is usual there."""
    return counted(
        "%(n)s civilian killed on purpose in the latest month; usual at this time of year: %(usual)s",
        "%(n)s civilians killed on purpose in the latest month; usual at this time of year: %(usual)s",
        number,
        usual=usual,
    )
