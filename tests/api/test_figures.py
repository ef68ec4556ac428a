"""Figures over the interface: what the command line prints, key for key and number for number."""

import json

import pytest
from typer.testing import CliRunner

from tests.api.world import Call, Desk
from upstander.cli.panel import app as panel
from upstander.cli.watchlist import app as watchlist

pytestmark = pytest.mark.django_db

OCTOBER = "country=SDN&from=2025-10&to=2025-10"


def printed(app, *words: str) -> object:
    """What a command prints as JSON."""
    done = CliRunner().invoke(app, [*words, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def killed(figures: list[dict], kind: str) -> list[int]:
    """Deaths of one kind."""
    return [figure["best"] for figure in figures if figure["kind"] == kind]


def test_october_in_sudan_is_what_was_known_then_and_what_is_known_now(desk: Desk, call: Call) -> None:
    then = call("alice", "GET", f"/api/panel?{OCTOBER}&as-known=2026-03-01").json()
    now = call("alice", "GET", f"/api/panel?{OCTOBER}").json()
    assert (killed(then, "one_sided"), killed(now, "one_sided")) == ([3885], [59961])
    assert {figure["voice"] for figure in then + now} == {"recorded"}


@pytest.mark.parametrize("day", ["", "2026-03-01", "2026-06-20"])
def test_the_panel_is_what_the_command_line_prints(day: str, desk: Desk, call: Call) -> None:
    words = ["--country", "SDN", "--country", "ISR", "--from", "2025-01", "--to", "2025-12"]
    query = "country=SDN&country=ISR&from=2025-01&to=2025-12"
    told = call("alice", "GET", f"/api/panel?{query}" + (f"&as-known={day}" if day else "")).json()
    assert told == printed(panel, *words, *(["--as-known", day] if day else []))
    assert len(told) == 2 * 12 * 3


@pytest.mark.parametrize(("at_least", "within"), [(100, 12), (25, 3)])
def test_the_watchlist_is_what_the_command_line_prints(at_least: int, within: int, desk: Desk, call: Call) -> None:
    words = ["--at-least", str(at_least), "--within", str(within)]
    told = call("alice", "GET", f"/api/watchlist?at-least={at_least}&within={within}").json()
    assert told == printed(watchlist, *words)
    assert [row["rank"] for row in told] == list(range(1, len(told) + 1))


def test_a_month_of_which_nothing_can_be_known_is_refused(desk: Desk, call: Call) -> None:
    said = call("alice", "GET", "/api/panel?from=1988-12&to=1989-01").json()
    assert said["field"] == "from"
    assert said["error"].startswith("There are no figures for 1988-12: ask for months from 1989-01 to ")


def test_a_day_without_a_stored_forecast_says_how_to_get_one(desk: Desk, call: Call) -> None:
    answer = call("alice", "GET", "/api/watchlist?as-known=2000-01-01")
    assert (answer.status_code, answer.json()["field"]) == (400, "as-known")
    assert "No forecast is stored for 2000-01-01" in answer.json()["error"]


def test_gaza_and_the_west_bank_say_under_which_state_they_are_counted(desk: Desk, call: Call) -> None:
    assert call("alice", "GET", "/api/states/PSE").json()["counted_under"] == "ISR"


def test_every_object_says_whose_voice_it_is(desk: Desk, call: Call) -> None:
    voices = {
        path: call("alice", "GET", f"/api/{path}/{desk.ids[path.rstrip('s')]}").json()["voice"]
        for path in ("situations", "signals", "alerts", "decisions")
    }
    assert voices == {"situations": "judged", "signals": "recorded", "alerts": "judged", "decisions": "judged"}
