"""Reasons in words: the right form for the right number."""

from dataclasses import replace
from datetime import date

import pytest

from upstander.lib.dates import Month
from upstander.lib.text import Sentence
from upstander.records.forecasts import Change, Question
from upstander.records.reasons import (
    DRIVERS,
    FACTS,
    MEMORY,
    WORDS,
    civilians,
    excluded,
    months_since,
    population,
    region,
    surprise,
)
from upstander.records.sets import change_columns, change_of

YEAR = Question(100, 12)
ONE = dict.fromkeys(FACTS, 1.0)
NONE = dict.fromkeys(FACTS, 0.0)


def test_every_driver_has_words() -> None:
    assert tuple(WORDS) == DRIVERS
    assert set(DRIVERS) <= set(FACTS)


@pytest.mark.parametrize("key", DRIVERS)
@pytest.mark.parametrize("number", [0, 1, 2, 61_330])
def test_a_reason_says_its_number_as_a_whole_number(key: str, number: int) -> None:
    sentence = WORDS[key](dict.fromkeys(FACTS, float(number)), YEAR)
    assert all(isinstance(value, int) for value in sentence.values.values())
    assert str(number) in str(sentence) or (key == "months_since" and number in (0, 61_330))


@pytest.mark.parametrize(
    "key", ["killed_1", "killed_3", "killed_12", "killed_60", "battle_3", "battle_12", "non_state_12"]
)
def test_one_is_said_in_the_singular(key: str) -> None:
    one, none = WORDS[key](ONE, YEAR), WORDS[key](NONE, YEAR)
    assert str(one).startswith(("1 civilian killed", "1 death in"))
    assert str(none).startswith(("0 civilians killed", "0 deaths in"))


def test_how_long_ago_is_said_in_months_now_or_never() -> None:
    assert str(months_since(NONE, YEAR)) == "The latest 12 months already count 100 civilians or more"
    assert str(months_since(ONE, YEAR)) == "1 month since 12 months together last counted 100 civilians or more"
    assert str(months_since({"months_since": 7.0}, YEAR)).startswith("7 months since 12 months together")
    never = months_since({"months_since": float(MEMORY)}, Question(25, 3))
    assert str(never) == "No 3 months in 10 years counted 25 civilians or more"


def test_an_unknown_population_is_unknown_not_zero() -> None:
    assert str(population({"population": None}, YEAR)) == "Population unknown"


def test_neighbours_are_counted_out_of_how_many() -> None:
    assert str(region({"region": 3.0, "region_places": 11.0}, YEAR)) == (
        "3 of 11 other States of the region counted 25 civilians or more killed on purpose in 12 months"
    )


def test_what_is_left_out_is_said_with_its_numbers() -> None:
    assert str(excluded(729, 886)) == (
        "Left out: deaths in fighting that involves a State, 729 in 12 months, and between armed groups, 886;"
        " how many of them were civilians is not published by month"
    )


def test_the_yearly_file_says_how_many_were_civilians() -> None:
    assert str(civilians(2024, 1, "25.1")) == "In 2024, 1 civilian died in fighting that is left out here (UCDP 25.1)"
    assert str(civilians(2024, 0, "25.1")).startswith("In 2024, 0 civilians died")


def test_a_surprise_says_what_is_usual() -> None:
    assert str(surprise(1, 0.2)) == (
        "1 civilian killed on purpose in the latest month; usual at this time of year: 0.2"
    )


def test_a_surprise_kept_and_read_is_the_same() -> None:
    change = Change("SDN", Month(2025, 10), 3885, 190.5, 0.0047, True, Sentence(""))
    change = replace(change, sentence=surprise(3885, 190.5))
    columns = change_columns([change], date(2026, 1, 20))
    assert columns["known_at"] == [date(2026, 1, 20)]
    assert change_of({name: values[0] for name, values in columns.items()}) == change
