"""What people type is checked before anything is stored."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.records import checks
from upstander.records.errors import Usage

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@given(st.text(max_size=300))
def test_a_line_comes_out_clean_or_is_refused(typed: str) -> None:
    try:
        kept = checks.line(typed, "title")
    except Usage as refusal:
        assert refusal.field == "title"  # noqa: PT017  kept or refused: both are right
        return
    assert kept == " ".join(kept.split())
    assert 0 < len(kept) <= checks.LINE
    kept.encode()


def test_line_ends_of_any_system_are_one() -> None:
    assert checks.passage("one\r\ntwo\n", "text") == "one\ntwo"


def test_the_refusal_names_the_field_in_words() -> None:
    with pytest.raises(Usage) as refusal:
        checks.passage(" ", "reason")
    assert str(refusal.value) == "Fill in this field: reason."


def test_a_deadline_lies_ahead() -> None:
    assert checks.deadline(NOW + timedelta(seconds=1), NOW, "x")
    with pytest.raises(Usage):
        checks.deadline(NOW, NOW, "x")
