"""Which vintages stand behind a sum over months."""

import pytest

from upstander.records.reasons import DRIVERS
from upstander.records.vintages import MONTHS, behind, runs

KEPT = "26.0.5:1 26.0.4:1 26.01.26.03:3 26.1:36"


def test_vintages_are_kept_newest_first_with_their_months() -> None:
    assert runs(["26.1"] * 36 + ["26.01.26.03"] * 3 + ["26.0.4", "26.0.5"]) == KEPT


@pytest.mark.parametrize(
    ("months", "names"),
    [
        (1, "26.0.5"),
        (2, "26.0.4, 26.0.5"),
        (5, "26.01.26.03, 26.0.4, 26.0.5"),
        (6, "26.1, 26.01.26.03, 26.0.4, 26.0.5"),
        (120, "26.1, 26.01.26.03, 26.0.4, 26.0.5"),
    ],
)
def test_a_sum_names_every_vintage_that_it_adds_up_and_no_other(months: int, names: str) -> None:
    assert behind(KEPT, months) == names


def test_a_vintage_without_a_length_is_of_all_months() -> None:
    assert behind("26.1", 60) == "26.1"


def test_a_vintage_that_speaks_twice_is_named_once() -> None:
    assert behind("b:1 a:1 b:3", 5) == "a, b"


def test_every_driver_made_of_counts_says_how_far_it_looks_back() -> None:
    assert set(MONTHS) == set(DRIVERS) - {"population"}
