"""Marks in a line: what they say, in which voice, and that nobody's words become markup."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from upstander.lib.dates import Month
from upstander.lib.text import Sentence
from upstander.records.desk import Grade, Phase, Status, Tlp
from upstander.web.marks import (
    Link,
    Step,
    Words,
    chain_strip,
    chance,
    change_arrow,
    clock_chip,
    grade_badge,
    initials,
    moment,
    phase_chip,
    range_bar,
    sparkline,
    tlp_chip,
)

WORDS = Words(str, "en")
JUBA = ZoneInfo("Africa/Juba")
NOW = datetime(2026, 7, 17, 7, 40, tzinfo=UTC)


def shouting(sentence: Sentence) -> str:
    """A translator whose every sentence is dangerous."""
    return f"<script>{sentence}</script>"


def test_the_range_bar_draws_band_and_pin_to_scale_and_is_silent() -> None:
    drawn = range_bar(0.5, 0.25, 0.75)
    assert 'd="M60 1v13"' in drawn
    assert 'x="31" y="3" width="58"' in drawn
    assert 'aria-hidden="true"' in drawn


def test_a_narrow_range_can_still_be_seen() -> None:
    assert 'width="2"' in range_bar(0.5, 0.5, 0.5)


def test_the_chance_is_in_figures_too() -> None:
    told = chance(0.93, 0.88, 0.96, WORDS)
    assert '<span class="c"><bdi dir="ltr">93%</bdi></span>' in told
    assert '<bdi dir="ltr">88–96%</bdi>' in told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (0.06, "up 6 points"),
        (0.01, "up 1 point"),
        (-0.09, "down 9 points"),
        (0.004, "unchanged"),
        (None, "no earlier figure"),
    ],
)
def test_a_change_is_said_in_words(change: float | None, told: str) -> None:
    assert f"{told}</span>" in change_arrow(change, WORDS)


def test_a_grade_is_a_word_and_steps() -> None:
    drawn = grade_badge(Grade.WARNING, WORDS)
    assert drawn.startswith('<span class="grade warning">')
    assert drawn.count('fill-opacity="0"') == 1
    assert drawn.endswith("Warning</span>")


def test_a_proposed_grade_is_dashed_and_an_exercise_says_so() -> None:
    assert 'class="grade watch proposed"' in grade_badge(Grade.WATCH, WORDS, proposed=True)
    assert "<small>Exercise</small>" in grade_badge(Grade.IMMINENT, WORDS, status=Status.EXERCISE)
    assert "Exercise" not in grade_badge(Grade.IMMINENT, WORDS)


def test_tlp_keeps_its_own_words_and_direction() -> None:
    assert tlp_chip(Tlp.AMBER_STRICT) == '<span class="tlp amber" dir="ltr" translate="no">TLP:AMBER+STRICT</span>'


@pytest.mark.parametrize(
    ("name", "told"),
    [("Amina Okoro", "A. Okoro"), ("Amina", "Amina"), ("王小明", "王小明"), ("أمينة أوكورو", "أمينة أوكورو"), ("", "")],
)
def test_initials_shorten_only_names_that_have_them(name: str, told: str) -> None:
    assert initials(name) == told


def test_a_phase_is_judged_and_names_its_author() -> None:
    told = phase_chip(Phase.ONGOING, "Amina Okoro", WORDS)
    assert '<span class="j">Ongoing</span>' in told
    assert '<small title="Amina Okoro" translate="no">A. Okoro</small>' in told


def test_a_place_without_a_judgement_says_so() -> None:
    assert "Not assessed, no owner" in phase_chip(None, "", WORDS)


def test_a_late_clock_is_filled_and_says_late() -> None:
    told = clock_chip(NOW - timedelta(hours=2, minutes=10), NOW, JUBA, WORDS)
    assert 'class="clock late"><time datetime="2026-07-17T07:30+02:00">2 hrs\xa010 mins late</time>' in told
    assert "<small>was due 07:30 Juba</small>" in told


def test_an_open_clock_is_underlined_and_names_the_day_if_it_is_another() -> None:
    assert "in 3 hr" in clock_chip(NOW + timedelta(hours=3), NOW, JUBA, WORDS)
    later = clock_chip(NOW + timedelta(days=3), NOW, JUBA, WORDS)
    assert 'class="clock open"' in later
    assert "20 Jul, 09:40 Juba" in later


def test_a_moment_is_for_people_and_for_machines() -> None:
    assert moment(NOW, JUBA, WORDS) == '<time datetime="2026-07-17T09:40+02:00">17 Jul 2026, 09:40 Juba</time>'


def test_the_sparkline_tells_final_first_none_and_unknown_apart() -> None:
    drawn = sparkline([50, 0, None, 400], [False, False, False, True], Month(2026, 5), WORDS)
    for name in ("one bar", "one provisional", "grid", "unknown"):
        assert drawn.count(f'class="{name}"') == 1
    assert "peak 400, May 2026" in drawn


def test_the_peak_is_the_first_of_equals_in_its_own_month() -> None:
    assert "peak 7, Apr 2026" in sparkline([1, 7, 7], [False] * 3, Month(2026, 5), WORDS)


def test_a_sparkline_says_none_recorded_or_unknown_never_a_peak_of_nought() -> None:
    assert "none recorded" in sparkline([0, 0], [False, False], Month(2026, 5), WORDS)
    assert "unknown</small>" in sparkline([None, None], [False, False], Month(2026, 5), WORDS)
    assert "unknown</small>" in sparkline([], [], Month(2026, 5), WORDS)


def test_the_chain_says_what_is_done_what_is_late_and_what_is_to_come() -> None:
    steps = [
        Step(Link.SIGNAL, at=NOW - timedelta(days=1)),
        Step(Link.ALERT, at=NOW, took=timedelta(hours=5), allowed=timedelta(hours=48)),
        Step(Link.ASSESSED, at=NOW, took=timedelta(minutes=30)),
        Step(Link.ACKNOWLEDGED, at=NOW, took=timedelta(hours=3080)),
        Step(Link.DECIDED, due=NOW - timedelta(hours=1), now=True),
        Step(Link.PLAN, now=True),
        Step(Link.VERIFIED, at=NOW, passed=True),
        Step(Link.OUTCOME),
    ]
    drawn = chain_strip(steps, NOW, JUBA, WORDS)
    assert "<b>Signal</b> <time" in drawn
    assert "5 hrs of 48 hrs" in drawn
    assert "<b>Assessed</b> 30 mins" in drawn
    assert "<b>Acknowledged</b> 128 days\xa08 hrs" in drawn
    assert drawn.count('aria-current="step"') == 2
    assert "clock late" in drawn
    assert '<li class="later"><b>Outcome</b> not yet</li>' in drawn
    assert '<li class="later"><b>Verified</b> Passed over</li>' in drawn
    assert '<li class="now" aria-current="step"><b>Plan</b> not yet</li>' in drawn


def test_neither_names_nor_translations_become_markup() -> None:
    loud = Words(shouting, "en")
    told = [
        phase_chip(Phase.POST, "<script>x</script> y", WORDS),
        phase_chip(None, "", loud),
        grade_badge(Grade.WATCH, loud, status=Status.TEST),
        change_arrow(0.5, loud),
        clock_chip(NOW, NOW, JUBA, loud),
        sparkline([3], [False], Month(2026, 5), loud),
        chance(0.5, 0.4, 0.6, loud),
        chain_strip([Step(Link.PLAN)], NOW, JUBA, loud),
    ]
    assert all("<script" not in text for text in told)
