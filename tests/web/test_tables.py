"""Every table leaves the house as CSV, whole, with its voice, and no cell of it is run as a formula."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.conftest import NOW, Cast
from tests.web.world import World
from upstander.jobs import signals
from upstander.web import sheets


def table(answer: HttpResponse) -> list[dict[str, str]]:
    """The rows of a CSV answer."""
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert ".csv" in answer.headers["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_the_watchlist_as_a_table_has_a_row_for_each_state_and_its_reasons(
    open_as: Callable[[str], Client], three_states: None
) -> None:
    rows = table(open_as("charlie").get("/watchlist/?format=csv"))
    assert [row["iso3"] for row in rows] == ["SDN", "MLI", "ISR"]
    assert rows[0]["probability"] == "0.93"
    assert "61,330 killed in 12 months" in rows[0]["drivers"]
    assert rows[0]["provisional"] == rows[0]["reconstructed"] == "True"
    assert rows[0]["voice"] == "computed"


def test_a_filter_and_an_order_hold_for_the_table_too(open_as: Callable[[str], Client], three_states: None) -> None:
    rows = table(open_as("charlie").get("/watchlist/?format=csv&region=Africa&sort=-rank"))
    assert [row["iso3"] for row in rows] == ["MLI", "SDN"]


@pytest.mark.parametrize(("day", "killed"), [("2026-03-01", "3885"), ("2026-11-02", "59961")])
def test_a_states_figures_are_those_known_on_the_day_asked_for(
    day: str, killed: str, open_as: Callable[[str], Client]
) -> None:
    rows = table(open_as("charlie").get(f"/situations/SDN/?format=csv&as-known={day}"))
    october = [row for row in rows if row["month"] == "2025-10" and row["kind"] == "one_sided"]
    assert [row["best"] for row in october] == [killed]
    assert october[0]["low"] == october[0]["high"] == ""
    assert rows[0]["month"] == "1989-01"


@pytest.mark.parametrize("path", ["/waiting/", "/alerts/", "/situations/", "/log/"])
def test_a_list_as_a_table_holds_what_its_reader_may_see(
    path: str, world: World, open_as: Callable[[str], Client]
) -> None:
    assert table(open_as("bob").get(f"{path}?format=csv"))
    assert not [row for row in table(open_as("charlie").get(f"{path}?format=csv")) if "Darfur" in str(row)]


def test_a_table_holds_all_pages(cast: Cast, open_as: Callable[[str], Client]) -> None:
    alice = cast.viewer("alice")
    for number in range(60):
        signals.report(cast.situation, f"Report {number}", "Text.", who=alice, now=NOW - timedelta(minutes=number))
    rows = table(open_as("alice").get(f"/situations/SDN/{cast.situation}/?format=csv"))
    assert len(rows) == 60


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_is_never_run_as_a_formula(start: str) -> None:
    class Shape:
        text: str

    answer = sheets.answer("x", Shape, [{"text": f"{start}cmd|' /C calc'!A0"}])
    assert table(answer)[0]["text"].startswith("'")


def test_a_reported_formula_stays_text(cast: Cast, open_as: Callable[[str], Client]) -> None:
    signals.report(cast.situation, '=HYPERLINK("http://example.org")', "Text.", who=cast.viewer("alice"), now=NOW)
    rows = table(open_as("bob").get(f"/situations/SDN/{cast.situation}/?format=csv"))
    assert rows[0]["title"].startswith("'=")


def test_the_people_as_a_table_are_for_administrators(open_as: Callable[[str], Client]) -> None:
    assert len(table(open_as("ada").get("/people/?format=csv"))) == 6
    assert open_as("bob").get("/people/?format=csv").status_code == 403
