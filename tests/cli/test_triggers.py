"""Triggers on the command line: open to everybody over an empty home, switched by a person with a token."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import Cast
from tests.unowned import rung_openly
from tests.warn.test_triggers import TEXT
from upstander.store.desk import rulebook

YEARS = ("--from", "2021-01", "--to", "2025-12")


def test_the_list_needs_no_account_and_leaves_the_home_empty(run: Run, home: Path) -> None:
    listed = run("triggers", "list", "--json").json
    assert len(listed) >= 4
    assert all(row.keys() >= {"name", "grade", "on"} and row["on"] is False for row in listed)
    assert all([one["basis"] for one in row["backruns"]] == ["as_known", "hindsight"] for row in listed)
    assert all(one["shipped"] and one["played_on"] and one["known_on"] for row in listed for one in row["backruns"])
    assert "shipped with the product, run on" in run("triggers", "list").out
    assert {row["grade"] for row in listed} == {"watch", "warning", "imminent"}
    assert list(home.iterdir()) == []


def test_a_back_run_says_when_it_would_have_rung_and_what_that_was_worth(run: Run, home: Path) -> None:
    told = run("triggers", "backrun", "first-killings", *YEARS, "--json").json
    assert told["basis"] == "as_known"
    assert told["hits"] + told["misses"] == len(told["onsets"])
    assert told["hits"] == sum(each["hit"] for each in told["onsets"])
    assert told["firings"]
    assert all("2021-01-01" <= each["fired_on"] <= "2025-12-31" for each in told["firings"])
    assert all(each["known_at"] <= each["fired_on"] and each["reasons"] for each in told["firings"])
    assert told["median_lead_days"] > 0
    assert list(home.iterdir()) == []


def test_the_basis_is_named_and_changes_what_rings(run: Run) -> None:
    words = ("triggers", "backrun", "first-killings", *YEARS, "--json")
    known, final = run(*words).json, run(*words, "--basis", "hindsight").json
    assert final["basis"] == "hindsight"
    assert known["onsets"] != final["onsets"] or known["firings"] != final["firings"]
    assert {each["fired_on"][-2:] for each in final["firings"]} == {"20"}
    assert not any(each["reconstructed"] for each in final["firings"])


def test_a_person_reads_the_same_as_a_table(run: Run) -> None:
    out = run("triggers", "backrun", "first-killings", *YEARS).out
    assert "False alarms" in out
    assert "while it was under way" in out
    assert "first-killings" in run("triggers", "list").out


def test_the_text_is_shown_as_it_was_agreed(run: Run) -> None:
    assert run("triggers", "show", "mass-killing").out.startswith('name = "mass-killing"')
    assert run("triggers", "show", "mass-killing", "--json").json["recipients"][0]["role"] == "decision_maker"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "nix"), "There is no trigger called nix; see `upstander triggers list`."),
        (("backrun", "surprise", "--basis", "both"), "both is no basis: choose one of as_known, hindsight."),
        (("backrun", "surprise", "--from", "2025-13"), "2025-13 is not a month: write it as 2025-10."),
        (("backrun", "surprise", "--from", "2025-02", "--to", "2025-01"), "The months run backwards: --from must not"),
        (("backrun", "surprise", "--from", "1989-01"), "A back-run cannot reach 1989-01: ask for months from 1996-01"),
        (("on", "surprise"), "Say who acts: give that person's own token in --token or UPSTANDER_TOKEN."),
        (("on", "surprise", "--as", "bob"), "--as only reads: act with that person's own token"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(run: Run, words: tuple[str, ...], sentence: str) -> None:
    assert run("triggers", *words).said(2).startswith(sentence)


def test_a_focal_point_loads_tries_switches_and_silences(
    run: Run, desk: Cast, token: Callable[[str], str], tmp_path: Path
) -> None:
    file, bob = tmp_path / "first.toml", ("--token", token("bob"))
    file.write_text(TEXT)
    assert run("triggers", "load", str(file), *bob).out == "first\n"
    assert run("triggers", "on", "first", *bob).said(2).startswith("Back-run first first")
    run("triggers", "backrun", "first", *YEARS, *bob)
    assert run("triggers", "on", "first", *bob).code == 0
    assert [row["name"] for row in run("triggers", "list", "--json").json if row["on"]] == ["first"]
    until = (datetime.now(UTC) + timedelta(days=3)).date().isoformat()
    silence = ("suppress", "first", "--reason", "Recount.", "--until", until, "--state", "sdn")
    id = run("triggers", *silence, *bob).out.strip()
    assert run("triggers", "unsuppress", id, *bob).code == 0
    assert run("triggers", "off", "first", *bob).code == 0
    assert run("triggers", "firings", "--as", "bob", "--json").json == []
    rang = rung_openly(datetime.now(UTC))
    assert run("triggers", "dismiss", rang, "--reason", "Soldiers only.", *bob).code == 0
    (told,) = run("triggers", "firings", "--as", "bob", "--json").json
    assert (told["id"], told["dismissed_by"], told["dismissed_reason"]) == (rang, "Bob", "Soldiers only.")


def test_a_text_that_will_not_do_is_refused_whole(
    run: Run, desk: Cast, token: Callable[[str], str], tmp_path: Path
) -> None:
    file = tmp_path / "first.toml"
    file.write_text(TEXT.replace("acknowledge_hours = 4", "acknowledge_hours = 0"))
    said = run("triggers", "load", str(file), "--token", token("bob")).said(2)
    assert said.startswith("Give acknowledge_hours in recipient 1 more than 0 hours")
    file.write_bytes(b"\xff\xfe")
    assert "save it as UTF-8" in run("triggers", "load", str(file), "--token", token("bob")).said(2)


def test_a_text_that_cannot_be_read_any_more_is_named_beside_the_list(run: Run, desk: Cast) -> None:
    rulebook.add("trigger:older", TEXT.replace("deaths_or_more = 25", "deaths_or_more = 0"), "Bob", datetime.now(UTC))
    listed = run("triggers", "list", "--json")
    assert "older" not in {row["name"] for row in listed.json}
    assert listed.err.startswith("The text of older cannot be read, and it does not ring: Set deaths_or_more")
