"""Accounts from the command line: by the desk's own host, or with an administrator's token."""

import io
from collections.abc import Callable

import pytest

from tests.cli.conftest import Run
from tests.conftest import Cast

Token = Callable[[str], str]


@pytest.fixture
def password(desk: Cast) -> str:
    """Alice's password."""
    from tests.conftest import NOW
    from upstander.store.desk import people

    people.set_password(desk.people["alice"], "correct horse battery", NOW)
    return "correct horse battery"


def test_the_first_account_gets_a_link_that_works_once(run: Run, desk: Cast) -> None:
    added = run("people", "add", "eve", "--name", "Eve", "--role", "analyst")
    assert added.out.startswith("http://127.0.0.1:8000/link/ups_")
    rows = {row["username"]: row for row in run("people", "list", "--json").json}
    assert rows["eve"]["roles"] == ["analyst"]
    assert rows["eve"]["name"] == "Eve"


def test_a_link_leads_to_the_public_address_once_there_is_one(
    run: Run, desk: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UPSTANDER_PUBLIC_URL", "https://desk.example.org")
    assert run("people", "reset", "alice").out.startswith("https://desk.example.org/link/ups_")


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("add", "alice", "--role", "analyst"), "alice is taken"),
        (("add", "eve", "--role", "king"), "king is no role: choose one of reporter, analyst"),
        (("add", "e v e", "--role", "analyst"), "Choose a user name"),
        (("add", "eve", "--role", "auditor", "--role", "analyst"), "no other role"),
        (("add", "eve"), "Missing option '--role'"),
        (("reset", "nobody"), "There is no person called nobody"),
        (("roles", "nobody", "--role", "analyst"), "There is no person called nobody"),
        (("deactivate", "ada"), "this is the last one"),
        (("list", "--as", "nobody"), "There is no person called nobody"),
    ],
)
def test_what_cannot_be_is_refused(run: Run, desk: Cast, words: tuple[str, ...], part: str) -> None:
    assert part in run("people", *words).said(2)


@pytest.mark.parametrize("words", [("add", "eve", "--role", "analyst"), ("reset", "bob"), ("deactivate", "bob")])
def test_a_token_of_anybody_but_an_administrator_keeps_no_accounts(
    run: Run, desk: Cast, token: Token, words: tuple[str, ...]
) -> None:
    assert "Ask an administrator" in run("people", *words, "--token", token("alice")).said(2)


def test_an_administrators_token_keeps_accounts(run: Run, desk: Cast, token: Token) -> None:
    ada = token("ada")
    assert run("people", "roles", "charlie", "--role", "reporter", "--token", ada).code == 0
    rows = {row["username"]: row for row in run("people", "list", "--token", ada, "--json").json}
    assert rows["charlie"]["roles"] == ["reporter"]
    assert run("people", "deactivate", "charlie", "--token", ada).code == 0
    assert "account is closed" in run("alerts", "list", "--as", "charlie").said(2)


def test_a_person_sees_their_own_account_only(run: Run, desk: Cast) -> None:
    assert [row["username"] for row in run("people", "list", "--as", "alice", "--json").json] == ["alice"]


def test_a_password_buys_a_token_that_acts(
    run: Run, desk: Cast, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    made = run("people", "token", "alice", "--name", "laptop")
    assert made.code == 0, made.err
    words = "phase", desk.situation, "ongoing", "--reason", "It began.", "--token", made.out.strip()
    assert run("situations", *words).code == 0


def test_a_wrong_password_buys_nothing(run: Run, desk: Cast, password: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("wrong horse\n"))
    assert "That is not the password" in run("people", "token", "alice").said(2)
