"""Watchlist and panel: open figures, without an account, over an empty home."""

import csv
import io
import math
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SUDAN = ("panel", "--country", "SDN", "--from", "2025-10", "--to", "2025-10")

PANEL_KEYS = {
    *("iso3", "gw", "month", "kind", "events", "low", "best", "high"),
    *("vintage", "known_at", "known_basis", "reconstructed"),
}
WATCHLIST_KEYS = {
    *("iso3", "name", "probability", "low", "high", "baseline", "change", "provisional", "drivers"),
}


def one_sided(run: Run, *more: str) -> dict[str, object]:
    rows = run(*SUDAN, "--json", *more).json
    return next(row for row in rows if row["kind"] == "one_sided")


def test_the_panel_gives_both_counts_of_sudan_in_october_2025(run: Run) -> None:
    assert one_sided(run)["best"] == 59_961
    assert one_sided(run, "--as-known", "2026-03-01")["best"] == 3_885


def test_every_row_of_the_panel_says_where_it_comes_from_and_since_when_we_know(run: Run) -> None:
    rows = run(*SUDAN, "--json").json
    assert len(rows) == 3
    assert all(row.keys() >= PANEL_KEYS for row in rows)
    assert {row["known_basis"] for row in rows} == {"upper_bound"}


def test_a_range_that_nobody_published_is_null_and_the_table_says_so(run: Run) -> None:
    assert one_sided(run)["low"] is None
    assert "range not published" in run(*SUDAN).out


def test_the_panel_prints_csv_with_the_same_keys(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run(*SUDAN, "--csv").out)))
    assert rows[0].keys() >= PANEL_KEYS
    assert {row["low"] for row in rows} == {""}


def test_lower_case_codes_and_one_kind_alone_are_understood(run: Run) -> None:
    rows = run(
        "panel", "--country", "sdn", "--kind", "one-sided", "--from", "2025-10", "--to", "2025-10", "--json"
    ).json
    assert [(row["iso3"], row["kind"]) for row in rows] == [("SDN", "one_sided")]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--country", "XXX"), "There is no State XXX; use a code of three letters such as SDN."),
        (("--from", "2031-01"), "There are no figures for 2031-01: ask for months from 1989-01 to 2026-05."),
        (("--to", "1988-12"), "There are no figures for 1988-12: ask for months from 1989-01 to 2026-05."),
        (("--from", "2025-13"), "2025-13 is not a month: write it as 2025-10."),
        (("--from", "october"), "october is not a month: write it as 2025-10."),
        (("--from", "2025-10", "--to", "2025-09"), "The months run backwards: --from must not be later than --to."),
        (("--as-known", "yesterday"), "yesterday is not a day: write it as in 2025-12-31."),
        (("--as-known", "2026-02-30"), "2026-02-30 is not a day: write it as in 2025-12-31."),
        (("--kind", "robbery"), "robbery is no kind: choose one of state_based, non_state, one_sided."),
        (("--json", "--csv"), "Ask for --json or for --csv, not for both."),
    ],
)
def test_the_panel_refuses_in_one_sentence_what_cannot_be(run: Run, words: tuple[str, ...], sentence: str) -> None:
    assert run("panel", *words).said(2) == sentence


def test_a_day_to_come_is_refused(run: Run) -> None:
    assert "2999-01-01 is still to come" in run("panel", "--as-known", "2999-01-01").said(2)
    assert "2999-01-01 is still to come" in run("watchlist", "--as-known", "2999-01-01").said(2)


def test_a_day_before_the_first_figures_is_refused(run: Run) -> None:
    assert "No figures were known on 1980-01-01" in run("panel", "--as-known", "1980-01-01").said(2)


def test_a_watchlist_of_a_day_before_all_knowledge_is_refused_and_leaves_nothing(run: Run, home: Path) -> None:
    said = run("watchlist", "--as-known", "1987-03-01").said(2)
    assert said == "No figures were known on 1987-03-01; choose a later day."
    assert list(home.iterdir()) == []


def test_asking_leaves_nothing_in_the_home(run: Run, home: Path) -> None:
    run(*SUDAN)
    assert list(home.iterdir()) == []


def test_the_watchlist_has_one_row_for_each_state_of_the_latest_month(run: Run, home: Path) -> None:
    rows = run("watchlist", "--json").json
    assert all(row.keys() >= WATCHLIST_KEYS for row in rows)
    assert len({row["iso3"] for row in rows}) == len(rows) > 190
    assert "PSE" not in {row["iso3"] for row in rows}
    assert [row["probability"] for row in rows] == sorted((row["probability"] for row in rows), reverse=True)
    assert list(home.iterdir()) == []


def test_reasons_add_up_to_the_log_odds_of_the_chance(run: Run) -> None:
    for row in run("watchlist", "--json", "--top", "20").json:
        assert all(driver.keys() >= {"text", "value", "log_odds", "source", "vintage"} for driver in row["drivers"])
        total = row["intercept"] + sum(driver["log_odds"] for driver in row["drivers"])
        assert total == pytest.approx(math.log(row["probability"] / (1 - row["probability"])), abs=1e-6)


def test_another_question_gets_another_answer(run: Run) -> None:
    usual = {row["iso3"]: row["probability"] for row in run("watchlist", "--json").json}
    harder = {row["iso3"]: row["probability"] for row in run("watchlist", "--json", "--at-least", "1000").json}
    assert harder.keys() == usual.keys()
    assert sum(harder.values()) < sum(usual.values())


def test_a_day_of_the_past_gives_the_list_of_that_day(run: Run) -> None:
    rows = run("watchlist", "--json", "--as-known", "2026-02-01", "--top", "1").json
    assert rows[0]["last_month"] == "2025-12"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--at-least", "50"), "No forecast asks about 50 deaths: choose 25, 100 or 1000."),
        (("--within", "6"), "No forecast looks 6 months ahead: choose 3 or 12."),
    ],
)
def test_the_watchlist_refuses_a_question_that_no_model_answers(
    run: Run, words: tuple[str, ...], sentence: str
) -> None:
    assert run("watchlist", *words).said(2) == sentence


def test_a_changed_byte_of_the_figures_is_named(run: Run, home: Path) -> None:
    from upstander.store.lake import load_bundled

    load_bundled(home)
    victim = next((home / "lake").glob("ucdp-26.1-*.parquet"))
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    victim.write_bytes(bytes(data))
    assert victim.name in run("snapshot", "verify").said(1)
    assert victim.name in run("panel").said(1)


def test_a_manifest_that_cannot_be_read_is_named(run: Run, home: Path) -> None:
    (home / "lake").mkdir()
    (home / "lake/manifest.json").write_text("{")
    assert "manifest.json cannot be read" in run("watchlist").said(1)


def test_the_vintages_are_listed_with_the_day_they_could_be_known(run: Run) -> None:
    rows = {row["name"]: row for row in run("snapshot", "list", "--json").json}
    assert rows["26.1"]["known_at"] == "2026-07-16"
    assert "26.1" not in {row["name"] for row in run("snapshot", "list", "--json", "--as-known", "2026-03-01").json}


def test_a_snapshot_is_not_built_from_a_folder_without_the_files(run: Run, tmp_path: Path) -> None:
    assert "There is no folder" in run("snapshot", "build", "--from", str(tmp_path / "none")).said(2)
    refused = run("snapshot", "build", "--from", str(tmp_path), "--to", str(tmp_path / "new")).said(2)
    assert "is missing; name the folder that holds the publishers' files." in refused
    assert not (tmp_path / "new").exists()


def test_forecasts_of_one_state_come_oldest_first(run: Run) -> None:
    rows = run("forecast", "show", "SDN", "--json").json
    assert [row["origin"] for row in rows] == sorted(row["origin"] for row in rows)
    assert rows[-1]["origin"] == "2026-05"
    assert "There is no State XYZ" in run("forecast", "show", "XYZ").said(2)
