"""Charts: what is final, first counted, none, unknown; ranges where published; nothing made up."""

import re
from datetime import date

import pytest

from upstander.lib.dates import Month, months
from upstander.lib.text import Sentence
from upstander.records.figures import Figure, Kind, KnownBasis, Revision, YearFigure
from upstander.records.forecasts import Forecast, Question
from upstander.web.marks import HATCH, Flag, Words, chance_chart, months_chart, months_key, years_chart
from upstander.web.marks.charts import risen
from upstander.web.marks.months import bars_of, moved, runs_of_unknown

WORDS = Words(str, "en")
LAST = Month(2026, 7)
KNOWN = Month(2026, 5)


def figure(month: Month, best: int | None, kind: Kind = Kind.ONE_SIDED) -> Figure:
    released = date(2026, 6, 1)
    first_count = month.year == 2026
    return Figure(
        "SDN", 625, month, kind, None, None, best, None, "26.1", released, KnownBasis.RELEASE, False, first_count
    )


def revision(month: Month, first: int | None, now: int | None, kind: Kind = Kind.ONE_SIDED) -> Revision:
    return Revision(month, kind, first, "25.0.10", now, "26.1")


FIGURES = [figure(month, 40, kind) for month in months(Month(2023, 1), KNOWN) for kind in Kind]
OCTOBER = Month(2025, 10)
REVISED = [figure(OCTOBER, 59961) if (f.month, f.kind) == (OCTOBER, Kind.ONE_SIDED) else f for f in FIGURES]


def both(chart: str) -> tuple[str, str]:
    """The wide and the narrow drawing."""
    wide, narrow = re.findall(r"<svg .*?</svg>", chart)
    return wide, narrow


def test_one_call_draws_wide_and_narrow() -> None:
    wide, narrow = both(months_chart(FIGURES, [], LAST, WORDS))
    assert 'class="chart wide"' in wide
    assert "Mar 2023 – Jul 2026" in wide
    assert 'class="chart narrow"' in narrow
    assert "Mar 2025 – Jul 2026" in narrow


def test_months_after_the_last_vintage_are_hatched_and_named_not_zero() -> None:
    for drawn in both(months_chart(FIGURES, [], LAST, WORDS)):
        assert drawn.count('class="unknown"') == 3
        assert "Jun 2026 – Jul 2026: unknown" in drawn
        assert "nil" not in drawn


def test_final_and_first_counts_are_drawn_apart() -> None:
    wide, _ = both(months_chart(FIGURES, [], LAST, WORDS))
    final = re.search(r'class="one bar" d="([^"]*)"', wide)
    first = re.search(r'class="one provisional" d="([^"]*)"', wide)
    assert final is not None
    assert first is not None
    assert final[1].count("M") == 34
    assert first[1].count("M") == 5


def test_a_month_without_deaths_gets_a_ring() -> None:
    quiet = [figure(month, 0) for month in months(Month(2023, 1), KNOWN)]
    wide, _ = both(months_chart(quiet, [], KNOWN, WORDS))
    assert wide.count('class="one nil"') == 41
    assert wide.count('class="unknown"') == 2


def test_the_greatest_revision_is_named_and_ticked() -> None:
    for drawn in both(months_chart(REVISED, [revision(OCTOBER, 3885, 59961)], LAST, WORDS)):
        assert "Oct 2025: \u20663,885 → 59,961\u2069" in drawn
        assert drawn.count('class="said"') == 1


def test_a_small_revision_gets_its_tick_but_no_words() -> None:
    wide, _ = both(months_chart(FIGURES, [revision(OCTOBER, 39, 40)], LAST, WORDS))
    assert 'class="said"' in wide
    assert "→" not in wide


def test_a_first_count_equal_to_the_last_gets_no_tick() -> None:
    assert 'class="said"' not in months_chart(FIGURES, [revision(OCTOBER, 40, 40)], LAST, WORDS)


@pytest.mark.parametrize(
    ("first", "now", "by"), [(100, 300, 200), (300, 100, 200), (1000, 1500, 0), (0, 99, 0), (0, 100, 100)]
)
def test_a_revision_is_worth_words_if_it_doubles_or_halves(first: int, now: int, by: int) -> None:
    (bar,) = bars_of([figure(OCTOBER, now)], [revision(OCTOBER, first, now)], Kind.ONE_SIDED, OCTOBER, OCTOBER)
    assert moved(bar) == by


def test_unknown_months_in_the_middle_make_runs_of_their_own() -> None:
    known = [figure(Month(2025, 1), 3), figure(Month(2025, 4), None), figure(Month(2025, 5), 2)]
    bars = bars_of(known, [], Kind.ONE_SIDED, Month(2025, 1), Month(2025, 6))
    assert runs_of_unknown(bars) == [(1, 4), (5, 6)]


def test_the_axis_reaches_beyond_a_hundred_thousand_when_a_count_does() -> None:
    rwanda = [figure(month, 400000) for month in months(Month(1991, 1), Month(1994, 7))]
    wide, _ = both(months_chart(rwanda, [], Month(1994, 7), WORDS))
    heights = [float(height) for height in re.findall(r"v-([\d.]+)h", wide)]
    assert max(heights) < 92


def test_the_log_axis_gives_every_decade_the_same_step() -> None:
    steps = [risen(10 ** (power + 1), 92, 5) - risen(10**power, 92, 5) for power in range(5)]
    assert max(steps) - min(steps) < 1e-9
    assert risen(0, 92, 5) == 0
    assert risen(10**9, 92, 5) == 92


def test_a_judgement_flags_its_month_in_its_own_words() -> None:
    wide, narrow = both(months_chart(FIGURES, [], LAST, WORDS, flags=[Flag(Month(2024, 8), "A. Okoro <phase>")]))
    assert "A. Okoro &lt;phase&gt;" in wide
    assert "Okoro" not in narrow


def test_the_key_explains_all_five_shapes() -> None:
    assert months_key(WORDS).count("<li>") == 5


def year(number: int, low: int | None, best: int | None, high: int | None) -> YearFigure:
    return YearFigure("SDN", number, Kind.ONE_SIDED, low, best, high, None, "25.1", date(2025, 6, 1))


def test_a_year_with_a_range_gets_a_whisker_and_words() -> None:
    drawn = years_chart([year(2023, 1781, 1792, 3237)], Kind.ONE_SIDED, WORDS)
    assert drawn.count("whisker") == 1
    assert "1,792 (1,781–3,237)" in drawn


def test_a_year_without_a_range_gets_a_dot_and_no_made_up_whisker() -> None:
    drawn = years_chart([year(2025, None, 62775, None)], Kind.ONE_SIDED, WORDS)
    assert "whisker" not in drawn
    assert "62,775 (range unknown)" in drawn


def test_a_year_without_a_figure_is_unknown_and_has_no_dot() -> None:
    drawn = years_chart([year(2025, None, None, None)], Kind.ONE_SIDED, WORDS)
    assert "unknown</text>" in drawn
    assert "<circle" not in drawn


def test_years_stand_in_order_and_other_kinds_stay_out() -> None:
    other = YearFigure("SDN", 2020, Kind.NON_STATE, 1, 2, 3, None, "25.1", date(2025, 6, 1))
    drawn = years_chart([year(2024, 1, 2, 3), other, year(2023, 1, 2, 3)], Kind.ONE_SIDED, WORDS)
    assert re.findall(r">(20\d\d)<", drawn) == ["2023", "2024"]


def forecast(origin: Month, probability: float) -> Forecast:
    low, high = max(0.0, probability - 0.05), min(1.0, probability + 0.05)
    known = date(2026, 7, 16)
    return Forecast("SDN", Question(), origin, known, probability, low, high, 0.1, 0.0, (), False, True, "a")


def test_the_chance_path_is_dashed_and_names_its_end() -> None:
    path = [forecast(month, 0.5 + place / 100) for place, month in enumerate(months(Month(2023, 6), KNOWN))]
    drawn = chance_chart(path, WORDS)
    assert drawn.count('class="band"') == 1
    points = re.search(r'class="line" points="([^"]*)"', drawn)
    assert points is not None
    assert len(points[1].split()) == 36
    assert 'class="told" x="304" y="' in drawn
    assert "Jun 2023 – May 2026; now 85%" in drawn


def test_a_month_end_that_is_missing_leaves_its_place() -> None:
    drawn = chance_chart([forecast(Month(2025, 1), 0.2), forecast(Month(2025, 4), 0.2)], WORDS)
    assert re.findall(r">(20\d\d)<", drawn) == ["2025"]


def test_one_month_end_is_a_dot_and_none_is_nothing() -> None:
    assert "<circle" in chance_chart([forecast(KNOWN, 0.2)], WORDS)
    assert chance_chart([], WORDS) == ""


def test_charts_escape_what_translators_and_people_write() -> None:
    def loud(sentence: Sentence) -> str:
        return f"<script>{sentence}"

    said = Words(loud, "ar")
    drawn = months_chart(REVISED, [revision(OCTOBER, 1, 9)], LAST, said, flags=[Flag(OCTOBER, "<script>")])
    drawn += years_chart([year(2025, None, 5, None)], Kind.ONE_SIDED, said) + chance_chart([forecast(KNOWN, 0.2)], said)
    assert "<script" not in drawn


def test_the_hatch_has_no_size_of_its_own() -> None:
    assert HATCH.startswith('<svg class="defs"')
    assert 'id="hatch"' in HATCH
