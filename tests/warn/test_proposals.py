"""What the machine proposes: from a high chance, a rise, or a month out of the ordinary; once, in any language."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from upstander.lib.dates import Month
from upstander.lib.text import Sentence
from upstander.records.desk import SignalKind
from upstander.records.figures import Kind, YearFigure
from upstander.records.forecasts import Change, Driver, Forecast, Question, WatchlistRow
from upstander.warn import cap, plain
from upstander.warn.proposals import proposals

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
MONTH = Month(2026, 5)
DRIVERS = tuple(
    Driver(f"k{weight}", Sentence("Reason %(weight)s.", {"weight": weight}), 1.0, weight, "UCDP", "26.1")
    for weight in (0.1, -3.0, 2.0, 0.2, 0.3, 0.4, 0.5)
)
FORECAST = Forecast(
    "SDN", Question(), MONTH, date(2026, 7, 16), 0.93, 0.88, 0.96, 0.9, -1.0, DRIVERS, True, False, "upstander-1"
)
SURPRISE = Change("SDN", MONTH, 122, 3.0, 0.001, True, Sentence("One in a thousand."))
ROW = WatchlistRow(1, "SDN", "Sudan", "Africa", FORECAST, 0.0, None, Sentence(""), None, (), (), MONTH)


def test_a_high_chance_becomes_a_signal_with_its_largest_reasons() -> None:
    ((key, signal),) = proposals(ROW, "s1", NOW)
    assert (signal.kind, signal.by, signal.situation) == (SignalKind.FORECAST, "", "s1")
    assert signal.title.endswith("within 12 months is 93 %.")
    assert signal.text.splitlines()[1] == "Reason -3.0."
    assert "Reason 0.1." not in signal.text
    assert "2026-05" in key


@pytest.mark.parametrize(
    ("chance", "change", "count"), [(0.1, None, 0), (0.1, 0.04, 0), (0.1, 0.05, 1), (0.4, -0.2, 1)]
)
def test_a_low_chance_speaks_only_when_it_rises(chance: float, change: float | None, count: int) -> None:
    row = replace(ROW, forecast=replace(FORECAST, probability=chance), change=change)
    assert len(proposals(row, "s1", NOW)) == count


def test_a_month_out_of_the_ordinary_is_a_signal_of_its_own() -> None:
    quiet = replace(ROW, forecast=replace(FORECAST, probability=0.1), surprise=SURPRISE)
    ((key, signal),) = proposals(quiet, "s1", NOW)
    assert (signal.kind, signal.text) == (SignalKind.CHANGE, "One in a thousand.")
    assert key.startswith("change 2026-05")
    assert proposals(replace(quiet, surprise=replace(SURPRISE, rings=False)), "s1", NOW) == []


def test_what_it_says_can_be_said_in_any_language() -> None:
    ((_, signal),) = proposals(ROW, "s1", NOW)
    assert signal.title == str(signal.sentences[0])
    assert all(isinstance(sentence, Sentence) for sentence in signal.sentences)


def test_it_was_known_when_its_figures_were_but_never_after_now() -> None:
    ((_, signal),) = proposals(ROW, "s1", NOW)
    assert signal.known_at == datetime(2026, 7, 16, tzinfo=UTC)
    early = datetime(2026, 7, 1, tzinfo=UTC)
    assert proposals(ROW, "s1", early)[0][1].known_at == early


def test_it_says_the_newest_whole_year_with_the_range_of_its_publisher() -> None:
    year = YearFigure("SDN", 2025, Kind.ONE_SIDED, 1781, 1792, 3237, 1792, "26.1", date(2026, 7, 1))
    for row in (ROW, replace(ROW, forecast=replace(FORECAST, probability=0.1), surprise=SURPRISE)):
        ((_, signal),) = proposals(row, "s1", NOW, year)
        said = signal.text.splitlines()[-1]
        assert said == (
            "In 2025 UCDP counted 1792 civilians killed on purpose, between 1781 and 3237 (vintage 26.1, "
            "known on 2026-07-01)."
        )
        assert said in cap.evidence(signal)
        assert said in str(plain.evidence(signal))
    ((_, bare),) = proposals(ROW, "s1", NOW, replace(year, low=None))
    assert "1792" not in bare.text
