"""Sentences and months."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.lib.dates import Month, months
from upstander.lib.text import Sentence

ANY_MONTH = st.builds(Month, st.integers(min_value=1900, max_value=2100), st.integers(min_value=1, max_value=12))


def test_a_sentence_takes_the_form_of_its_number() -> None:
    one, many = "%(n)s death", "%(n)s deaths"
    assert str(Sentence(one, {"n": 1}, many, 1)) == "1 death"
    assert str(Sentence(one, {"n": 0}, many, 0)) == "0 deaths"


def test_a_sentence_without_values_keeps_its_percent_signs() -> None:
    assert str(Sentence("90 % sure")) == "90 % sure"


@given(ANY_MONTH, st.integers(min_value=-1000, max_value=1000))
def test_shifting_a_month_there_and_back_changes_nothing(month: Month, by: int) -> None:
    assert (month + by) - by == month
    assert Month.read(str(month)) == month


@given(ANY_MONTH)
def test_a_month_holds_its_days(month: Month) -> None:
    assert Month.of(month.first_day) == month == Month.of(month.last_day)
    assert (month + 1).first_day > month.last_day


@given(ANY_MONTH, st.integers(min_value=-5, max_value=50))
def test_a_range_has_both_its_ends(month: Month, length: int) -> None:
    found = list(months(month, month + length))
    assert len(found) == max(0, length + 1)
    assert found == sorted(found)


@pytest.mark.parametrize("text", ["2025-13", "2025-00", "2025-1", "25-01", "2025-01-01", "", "now"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Month.read(text)
