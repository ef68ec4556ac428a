"""Actions from the command line: planned, blocked, finished by whoever may, and nobody else's to see."""

from collections.abc import Callable

import pytest

from tests.cli.conftest import Run
from tests.conftest import Cast

Token = Callable[[str], str]


@pytest.fixture
def action(run: Run, desk: Cast, token: Token) -> str:
    words = ("actions", "plan", desk.situation, "--what", "Call the governor.", "--owner", "dina")
    return run(*words, "--token", token("alice")).out.strip()


def test_an_action_is_blocked_lifted_and_finished_by_its_owner(run: Run, desk: Cast, token: Token, action: str) -> None:
    by = ("--token", token("dina"))
    assert run("actions", "block", action, "--text", "No line.", "--lifted-by", "The embassy", *by).code == 0
    assert run("actions", "show", action, "--as", "dina", "--json").json["blocker"] == "No line."
    for verb in ("unblock", "start", "finish"):
        assert run("actions", verb, action, "--text", "So it was.", *by).code == 0
    assert run("actions", "list", "--as", "dina", "--json").json[0]["state"] == "done"
    assert "ended" in run("actions", "enter", action, "--text", "More.", *by).said(2)


def test_an_option_without_its_two_boxes_is_refused(run: Run, desk: Cast, token: Token) -> None:
    words = ("actions", "plan", desk.situation, "--what", "Talk.", "--option", "local_peace")
    assert "which local partner was asked" in run(*words, "--token", token("alice")).said(2)


def test_who_sees_no_situation_and_owns_nothing_sees_no_action(run: Run, desk: Cast, token: Token, action: str) -> None:
    assert run("actions", "list", "--as", "charlie", "--json").json == []
    absent = run("actions", "show", "aaaaaaaaaaaa", "--as", "charlie").said(2)
    assert run("actions", "show", action, "--as", "charlie").said(2) == absent
    assert run("actions", "drop", action, "--text", "No.", "--token", token("charlie")).said(2) == absent
