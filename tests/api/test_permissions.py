"""Who is answered what, at every address there is: a new one without a case fails."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from tests.api.cases import CASES, CAST, request
from tests.api.world import WORDS, Call, Desk
from upstander.api import api

pytestmark = pytest.mark.django_db

OPERATIONS = {
    (method.upper(), path)
    for path, operations in api.get_openapi_schema(path_prefix="/api/")["paths"].items()
    for method in operations
}


def test_every_address_has_a_case_and_every_case_an_address() -> None:
    assert set(CASES) == OPERATIONS


STRANGER = "Sign in, or send a valid token in the header Authorization."


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done inside never happened: the next of the cast finds the desk as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("key", sorted(CASES), ids=" ".join)
def test_each_of_the_cast_is_answered_what_they_may(key: tuple[str, str], desk: Desk, call: Call) -> None:
    """And whoever sees nothing meets no word of the desk, and a stranger is told to sign in."""
    secrets = [desk.ids[thing] for thing in ("situation", "grant", "signal", "draft", "alert", "decision")]
    answered, texts = {}, {}
    for name in (*CAST, "nobody"):
        with undone():
            answer = call(name, *request(key, dict(desk.ids)))
            answered[name], texts[name] = answer.status_code, answer.content.decode()
    assert tuple(answered[name] for name in CAST) == CASES[key].statuses, texts
    for name in ("charlie", "ada", "nobody"):
        assert [word for word in (*WORDS, *secrets) if word in texts[name]] == []
    assert (answered["nobody"], json.loads(texts["nobody"])["error"]) == (401, STRANGER)


@pytest.mark.parametrize("key", sorted(key for key in CASES if "{id}" in key[1]), ids=" ".join)
def test_what_one_may_not_see_and_what_does_not_exist_are_told_alike(
    key: tuple[str, str], desk: Desk, call: Call
) -> None:
    method, address, body = request(key, dict(desk.ids))
    absent = address.replace(desk.ids[CASES[key].on], "zzzzzzzzzzzz")
    hidden, missing = call("charlie", method, address, body), call("charlie", method, absent, body)
    assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)


def test_the_addressee_of_an_alert_learns_nothing_else_of_its_situation(desk: Desk, call: Call) -> None:
    assert call("dina", "GET", "/api/situations").json()["items"] == []
    assert call("dina", "GET", f"/api/alerts/{desk.ids['draft']}").status_code == 404
    assert desk.ids["draft"] not in call("dina", "GET", "/api/alerts").content.decode()


def test_an_auditor_reads_the_whole_log_and_no_situation(desk: Desk, call: Call) -> None:
    said = call("otto", "GET", "/api/log").json()
    assert {"opened", "issued", "decided"} <= {line["action"] for line in said["items"]}
    assert call("otto", "GET", "/api/situations").json()["items"] == []
