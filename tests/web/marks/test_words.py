"""Numbers, dates and markup in six languages."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from upstander.lib.dates import Month
from upstander.web.marks import Markup, Words, ltr, tag

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
JUBA = ZoneInfo("Africa/Juba")


def words(language: str = "en") -> Words:
    return Words(str, language)


def test_numbers_follow_the_language() -> None:
    assert [words(code).number(61330) for code in ("en", "es")] == ["61,330", "61.330"]
    assert words("fr").number(61330) == "61\u202f330"
    assert words("ru").number(61330) == "61\xa0330"


@pytest.mark.parametrize("code", LANGUAGES)
def test_digits_are_the_same_in_every_language(code: str) -> None:
    spoken = words(code)
    told = [
        spoken.number(1234567890),
        spoken.percent(0.42),
        spoken.month(Month(2025, 10)),
        spoken.day(date(2026, 7, 16)),
    ]
    told += [spoken.duration(timedelta(hours=26)), spoken.hours(timedelta(hours=5)), spoken.until(timedelta(hours=3))]
    assert all(not letter.isdigit() or letter in "0123456789" for text in told for letter in text)


@pytest.mark.parametrize(
    ("share", "told"), [(0.0, "<1%"), (0.005, "<1%"), (0.01, "1%"), (0.93, "93%"), (0.995, ">99%"), (1.0, ">99%")]
)
def test_a_chance_is_never_a_bare_nought_or_a_hundred(share: float, told: str) -> None:
    assert words().percent(share) == told


def test_a_range_names_its_unit_once() -> None:
    assert words().span(0.88, 0.96) == "88–96%"
    assert words("fr").span(0.88, 0.96) == "88–96\xa0%"
    assert words().span(0.0, 0.04) == "<1%–4%"
    assert words().span(0.93, 0.931) == "93%"
    assert words().span(0.997, 1.0) == ">99%"


def test_months_and_days_are_in_words() -> None:
    assert words().month(Month(2025, 10)) == "Oct 2025"
    assert words("ar").month(Month(2025, 10)) == "أكتوبر 2025"
    assert words().day(date(2026, 7, 16)) == "16 Jul 2026"
    assert words("zh").day(date(2026, 7, 16)) == "2026年7月16日"


def test_an_hour_is_said_in_its_zone() -> None:
    at = datetime(2026, 7, 17, 16, 0, tzinfo=UTC)
    assert words().hour(at, JUBA) == "18:00"
    assert words().place(JUBA) == "Juba"
    assert words().place(ZoneInfo("UTC")) == "UTC"


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (timedelta(hours=2, minutes=10), "2 hrs 10 mins"),
        (timedelta(minutes=50), "50 mins"),
        (timedelta(days=3, hours=4, minutes=5), "3 days 4 hrs"),
        (timedelta(seconds=5), "0 mins"),
        (-timedelta(hours=1), "1 hr"),
    ],
)
def test_a_duration_has_two_units_at_most(span: timedelta, told: str) -> None:
    assert words().duration(span).replace("\xa0", " ") == told


def test_a_duration_never_repeats_a_unit_in_any_language() -> None:
    for code in LANGUAGES:
        parts = words(code).duration(timedelta(hours=2, minutes=10)).split("\xa0")
        assert len(parts) == len(set(parts)), code


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_time_that_is_left_or_gone_can_be_said(code: str) -> None:
    seconds = [1, 30, 60, *(int(1.5**power) for power in range(12, 46))]
    for span in (timedelta(seconds=each) for each in seconds):
        ahead, behind = words(code).until(span), words(code).until(-span)
        assert ahead, span
        assert ahead != behind, span
        assert words(code).duration(span), span
        assert words(code).hours(span), span


def test_what_goes_in_is_escaped_once() -> None:
    inner = tag("b", "<i>")
    assert inner == "<b>&lt;i&gt;</b>"
    assert tag("p", inner, title='"x"') == '<p title="&quot;x&quot;"><b>&lt;i&gt;</b></p>'
    assert isinstance(inner, Markup)
    assert inner.__html__() == str(inner)


def test_a_number_is_kept_left_to_right() -> None:
    assert ltr("88–96 %") == '<bdi dir="ltr">88–96 %</bdi>'
