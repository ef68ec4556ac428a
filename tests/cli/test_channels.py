"""`upstander channels`: for administrators; in their own name where anything changes."""

from collections.abc import Callable

import pytest

from tests.cli.conftest import Run
from tests.conftest import Cast


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> str:
    """An address that this operator has named as the desk's own."""
    from ipaddress import ip_network

    from django.conf import settings

    monkeypatch.setattr(settings, "UPSTANDER_WEBHOOK_ALLOW", (ip_network("127.0.0.1/32"),))
    return "http://127.0.0.1:9/hook"


def test_an_endpoint_is_added_shown_and_disabled(run: Run, token: Callable[[str], str], near: str) -> None:
    own = token("ada")
    assert run("channels", "add", "Duty phone", near, "--token", own).out.startswith("whsec_")
    (endpoint,) = run("channels", "endpoints", "--as", "ada", "--json").json
    assert (endpoint["name"], endpoint["url"]) == ("Duty phone", near)
    (trial,) = run("channels", "list", "--as", "ada", "--json").json
    assert (trial["test"], trial["to"]) == (True, "Duty phone")
    assert run("channels", "disable", endpoint["id"], "--token", own).code == 0
    (given_up,) = run("channels", "list", "--state", "dead", "--as", "ada", "--json").json
    assert given_up["last_error"] == "ended"
    assert run("channels", "retry", given_up["id"], "--token", own).code == 0


def test_nobody_else_sees_or_changes_a_channel(run: Run, desk: Cast, token: Callable[[str], str], near: str) -> None:
    run("channels", "add", "Duty phone", near, "--token", token("ada"))
    assert run("channels", "endpoints", "--as", "bob", "--json").json == []
    assert run("channels", "list", "--as", "bob", "--json").json == []
    assert "Ask an administrator" in run("channels", "add", "Mine", near, "--token", token("bob")).said(2)
    assert "--as only reads" in run("channels", "add", "Mine", near, "--as", "ada").said(2)


def test_an_address_near_home_is_refused(run: Run, token: Callable[[str], str]) -> None:
    refused = run("channels", "add", "Bad", "https://169.254.169.254/", "--token", token("ada"))
    assert "open to the network" in refused.said(2)


def test_without_a_canary_it_says_so(run: Run, desk: Cast) -> None:
    assert "No canary" in run("channels", "canary", "--as", "ada").err + run("channels", "canary", "--as", "ada").out
