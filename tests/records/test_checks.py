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


@pytest.mark.parametrize("sign", ["\ufffe", "\uffff", "\ufdd0", "\ufdef", "\U0001fffe", "\U0010ffff", "\x0b", "\ud800"])
def test_what_no_format_can_carry_is_refused_and_left_out_of_what_was_kept_before(sign: str) -> None:
    with pytest.raises(Usage, match="cannot be shown"):
        checks.optional(f"Columns{sign} move", "text")
    assert checks.showable(f"Columns{sign} move\n\tnorth 🇸🇩 ﷺ") == "Columns move\n\tnorth 🇸🇩 ﷺ"


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
