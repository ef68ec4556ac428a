"""An alert's life from the terminal: updated, cancelled, in neutral words, and kept from suspected bodies."""

from collections.abc import Callable

from tests.cli.conftest import Run
from tests.cli.test_desk import DRAFT, issued
from tests.conftest import Cast

Token = Callable[[str], str]
__all__ = ["issued"]


def test_an_alert_is_updated_and_then_cancelled(run: Run, desk: Cast, token: Token, issued: str) -> None:
    given = ("--text", "They turned.", "--grade", "watch", "--reason", "They moved.", "--token", token("alice"))
    new = run("alerts", "update", issued, *given).out.strip()
    assert run("alerts", "issue", new, "--token", token("bob")).code == 0
    shown = run("alerts", "show", new, "--as", "alice", "--json").json
    assert (shown["kind"], shown["updates"], shown["title"]) == ("update", issued, "Killings on the road")
    assert {each["what"] for each in shown["versions"][0]["softened"]} >= {"grade lowered"}
    assert shown["versions"][0]["by"] == "Alice"
    off = run("alerts", "take-off", new, "dina", "--reason", "She left.", "--token", token("bob"))
    assert "nobody would be left" in off.said(2)
    by = ("--how", "by telephone", "--token", token("dina"))
    assert run("alerts", "pass-on", new, "--to", "The Minister", *by).code == 0
    assert "not in the future" in run("alerts", "pass-on", new, "--to", "The Minister", "--at", "2199-01-01", *by).said(
        2
    )
    ended = run("alerts", "cancel", new, "--reason", "It was false.", "--token", token("bob")).out.strip()
    assert "another focal point" in run("alerts", "issue", ended, "--token", token("bob")).said(2)
    assert "Nothing" not in run("alerts", "show", ended, "--as", "alice").out
    text = run("alerts", "export", new, "--format", "text", "--token", token("dina")).out
    assert "Why it changes: They moved." in text


def test_a_review_is_asked_only_where_one_signature_was_given(run: Run, desk: Cast, token: Token, issued: str) -> None:
    alice = ("--token", token("alice"))
    assert "one signature" in run("alerts", "review", issued, "upheld", "--reason", "R", *alice).said(2)
    assert "issued and its text stands" in run("alerts", "ask-second", issued, *alice).said(2)


def test_the_desk_chooses_its_wording_and_names_charged_words(run: Run, desk: Cast, token: Token) -> None:
    assert run("alerts", "wording").out.strip() == "r2p"
    assert run("alerts", "wording", "neutral", "--token", token("bob")).out.strip() == "neutral"
    id = run(
        "alerts", "draft", desk.situation, *DRAFT, "--dissent", "A war crime.", "--token", token("alice")
    ).out.strip()
    (found,) = run("alerts", "charged", id, "--as", "alice", "--json").json
    assert (found["part"], found["term"], found["binding"]) == ("dissent", "war crime", False)


def test_a_suspected_body_is_named_and_excepted(run: Run, desk: Cast, token: Token) -> None:
    assert run("people", "workplace", "dina", "--institution", "Desert Guard").code == 0
    told = ("--institution", "desert guard", "--reason", "Its trucks.", "--token", token("alice"))
    id = run("suspects", "suspect", desk.situation, *told).out.strip()
    refused = run("alerts", "draft", desk.situation, *DRAFT, "--token", token("alice"))
    assert "suspected here" in refused.said(2)
    allowed = ("allow", desk.situation, "dina", "--reason", "Our contact.", "--token", token("bob"))
    assert run("suspects", *allowed).code == 0
    assert run("alerts", "draft", desk.situation, *DRAFT, "--token", token("alice")).code == 0
    rows = run("suspects", "list", desk.situation, "--as", "bob", "--json").json
    assert [(row["id"] == id, row["what"]) for row in rows] == [(True, "suspected"), (False, "may hear")]
    assert "not open to you" in run("suspects", "list", desk.situation, "--as", "charlie").said(2)
