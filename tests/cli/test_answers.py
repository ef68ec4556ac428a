"""Answers and records from the command line: the same words as on the pages, and the same refusals."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pyrage import passphrase

from tests.cli.conftest import Run
from tests.cli.test_desk import issued as issued
from tests.conftest import Cast

Token = Callable[[str], str]

A = "aaaaaaaaaaaa"
R = ("--reason", "R")
ACTS = (
    ("answers", "refer", A, "--to", "dina", *R),
    ("answers", "accept", A),
    ("answers", "return", A, *R),
    ("answers", "withdraw", A),
    ("answers", "need-more", A, "--what", "W", "--of", "dina", "--by", "2999-01-01", *R),
    ("answers", "answer", A, "--text", "T"),
    ("answers", "dissent", A, "--text", "T"),
    ("answers", "reply", A, "--text", "T"),
    ("answers", "clear", A, "--of", "bob", "--what", "W", "--until", "2999-01-01"),
    ("answers", "object", A, *R),
    ("answers", "witness", A),
    ("answers", "confirm", A),
    ("answers", "dispute", A, *R),
    ("records", "order", "decision:a", "--basis", "B"),
    ("records", "erase", A),
    ("records", "hold", "decision:a", *R),
    ("records", "lift", "decision:a"),
    ("records", "classify", "decision:a", "draft"),
)


@pytest.mark.parametrize("words", ACTS, ids=lambda words: " ".join(words[:2]))
def test_each_asks_who_acts_and_tells_charlie_nothing(
    run: Run, desk: Cast, token: Token, words: tuple[str, ...]
) -> None:
    assert run(*words, "--as", "alice").said(2).startswith("--as only reads")
    assert run(*words).said(2).startswith("Say who acts")
    assert run(*words, "--token", token("charlie")).said(2).startswith("There is no such")


@pytest.mark.parametrize(
    "words", [("answers", "show", A), ("records", "due"), ("records", "list"), ("records", "holds")]
)
def test_reading_asks_with_whose_eyes(run: Run, desk: Cast, words: tuple[str, ...]) -> None:
    assert "Say with whose eyes you read" in run(*words).said(2)


def test_an_answer_is_referred_asked_about_and_given(run: Run, desk: Cast, token: Token, issued: str) -> None:
    dina, charlie = token("dina"), token("charlie")
    soon = (datetime.now(UTC) + timedelta(hours=2)).isoformat()
    id = run("answers", "refer", issued, "--to", "charlie", *R, "--token", dina).out.strip()
    more = ("--what", "Who commands?", "--of", "bob", "--by", soon, *R)
    asked = run("answers", "need-more", issued, *more, "--token", dina).out.strip()
    assert run("answers", "answer", asked, "--text", "The colonel.", "--token", token("bob")).code == 0
    assert run("answers", "accept", id, "--token", charlie).code == 0
    assert run("decisions", "decide", issued, "act", *R, "--present", "Two", "--token", charlie).code == 0
    rows = run("answers", "show", issued, "--as", "alice", "--json").json
    assert [(row["what"], row["state"]) for row in rows] == [("referral", "accepted"), ("inquiry", "answered")]
    made = {row["name"]: row for row in run("decisions", "list", "--as", "alice", "--json").json}
    assert (made["Dina"]["answer"], made["Charlie"]["answer"], made["Charlie"]["present"]) == ("refer", "act", "Two")


def test_a_seal_is_made_filed_and_opened(
    run: Run, desk: Cast, token: Token, issued: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passphrase, "encrypt", lambda data, word: data)
    monkeypatch.setattr(passphrase, "decrypt", lambda data, word: data)
    key = tmp_path / "key"
    key.write_text("a river that runs uphill\n")
    charlie = token("charlie")
    assert run("records", "key", "--passphrase-file", str(key), "--token", charlie).code == 0
    id = run("answers", "dissent", issued, "--text", "They turned back.", "--token", token("dina")).out.strip()
    words = ("records", "unseal", id, "--reason", "A court asks.", "--passphrase-file", str(key), "--token", charlie)
    assert "There is no such dissent" in run(*words).said(2)
    until = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    give = ("situations", "give", desk.situation, "charlie", *R, "--until", until, "--token", token("alice"))
    assert run(*give).code == 0
    assert run(*words).out.strip() == "Dina"


def test_a_record_is_ordered_and_erased_by_two(run: Run, desk: Cast, token: Token, issued: str) -> None:
    made = run("decisions", "decide", issued, "decline", *R, "--token", token("dina")).out.strip()
    until = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    give = ("situations", "give", desk.situation, "charlie", *R, "--until", until, "--token", token("alice"))
    assert run(*give).code == 0
    order = run("records", "order", f"decision:{made}", "--basis", "Article 17", "--token", token("bob")).out.strip()
    assert "only custodians erase" in run("records", "erase", order, "--token", token("alice")).said(2)
    assert run("records", "erase", order, "--token", token("charlie")).code == 0
    (left,) = run("records", "list", "--as", "alice", "--json").json
    assert (left["object"], left["basis"], left["erased_by"]) == (f"decision:{made}", "Article 17", "Charlie")
    assert run("decisions", "list", "--as", "alice", "--json").json[0]["reason"] == ""


def test_a_class_is_kept_longer_and_a_record_on_hold_is_listed(run: Run, desk: Cast, token: Token, issued: str) -> None:
    rule = ("records", "keep", "decision", "--days", "400", "--disclosure", "situation")
    assert "focal points keep these rules" in run(*rule, "--token", token("alice")).said(2)
    assert run(*rule, "--token", token("bob")).code == 0
    wrong = run("records", "keep", "decision", "--days", "0", "--disclosure", "situation", "--token", token("bob"))
    assert "between one day and a hundred years" in wrong.said(2)
    (kept,) = [each for each in run("records", "classes", "--json").json if each["record_class"] == "decision"]
    assert (kept["retention_days"], kept["disclosure"]) == (400, "situation")
    assert run("records", "hold", f"alert:{issued}", *R, "--token", token("bob")).code == 0
    (held,) = run("records", "holds", "--as", "alice", "--json").json
    assert (held["object"], held["by"]) == (f"alert:{issued}", "Bob")
    assert run("records", "holds", "--as", "charlie", "--json").json == []
