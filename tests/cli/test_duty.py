"""The roster and standing authorities from the command line."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.cli.conftest import Run
from tests.conftest import Cast

Token = Callable[[str], str]


def test_an_authority_is_written_with_its_limits_listed_and_ended(run: Run, desk: Cast, token: Token) -> None:
    bob, begins = token("bob"), datetime.now(UTC)
    dates = ("--from", begins.isoformat(), "--to", (begins + timedelta(days=30)).isoformat())
    terms = ("--instrument", "Memorandum of 2025", "--given-by", "The minister", "--content", "That it waits.", *dates)
    grades = ("--grade", "warning", "--grade", "imminent")
    asked = ("authorities", "record", "dina", "--purpose", "border", *grades, *terms)
    refused = "Choose somebody outside to be told, or somebody inside to open the emergency lane."
    assert run(*asked, "--token", bob).said(2) == refused
    assert run("authorities", "outside", "dina", "--token", bob).code == 0
    id = run(*asked, "--token", bob).out.strip()
    (kept,) = run("authorities", "list", "--as", "alice", "--json").json
    assert kept["id"] == id
    assert (kept["name"], kept["instrument"], kept["counts"]) == ("Dina", "Memorandum of 2025", True)
    assert kept["grades"] == ["imminent", "warning"]
    assert run("authorities", "revoke", id, "--reason", "", "--token", bob).said(2).startswith("Fill in")
    assert run("authorities", "revoke", id, "--reason", "It ended.", "--token", bob).code == 0
    assert run("authorities", "list", "--as", "alice", "--json").json[0]["counts"] is False
    assert run("authorities", "list", "--as", "otto", "--json").json == []
    assert run(*asked, "--token", token("alice")).said(2).startswith("Ask a focal point or a decision maker")


def test_a_roles_hours_are_given_and_ended(run: Run, desk: Cast, token: Token) -> None:
    bob, week = token("bob"), ("--days", "mon,tue", "--from", "08:00", "--to", "16:00", "--zone", "Africa/Khartoum")
    id = run("duty", "role-hours", "analyst", *week, "--token", bob).out.strip()
    roster = run("duty", "roster", "--as", "alice", "--json").json
    assert {(each["name"], each["id"]) for each in roster} == {("Alice", id), ("Charlie", id)}
    assert "analyst" in {each["role"] for each in run("duty", "gaps", "--as", "alice", "--json").json}
    assert run("duty", "end-hours", id, "--token", bob).code == 0
    assert run("duty", "end-hours", id, "--token", bob).said(2).startswith("There are no such working hours")


def test_clocks_are_read_by_somebody_and_their_targets_stand_by_themselves(run: Run, desk: Cast) -> None:
    def by_nobody() -> dict[tuple[str, str], float]:
        found = run("clocks", "--json").json
        assert {each[key] for each in found for key in ("median_hours", "within", "over", "missing")} == {None}
        return {(each["clock"], each["grade"]): each["target_hours"] for each in found}

    targets = by_nobody()
    assert len(targets) == 21
    assert (targets["decide", "imminent"], targets["signal", "watch"]) == (3.0, None)
    assert "say with whose eyes you read" in run("clocks").out
    assert run("clocks", "--as", "alice", "--json").json == []


def test_without_a_desk_the_targets_are_those_that_come_with_the_product(run: Run) -> None:
    assert {each["target_hours"] for each in run("clocks", "--json").json if each["clock"] == "acknowledge"} == {
        24.0,
        4.0,
        0.5,
    }
