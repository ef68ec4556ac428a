"""Who is answered what, at every address there is: a new one without a case fails."""

import pytest

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


@pytest.mark.parametrize("key", sorted(CASES), ids=" ".join)
@pytest.mark.parametrize("number", range(len(CAST)), ids=CAST)
def test_each_of_the_cast_is_answered_what_they_may(key: tuple[str, str], number: int, desk: Desk, call: Call) -> None:
    answer = call(CAST[number], *request(key, dict(desk.ids)))
    assert answer.status_code == CASES[key].statuses[number], answer.content.decode()


@pytest.mark.parametrize("key", sorted(CASES), ids=" ".join)
@pytest.mark.parametrize("name", ["charlie", "ada", "nobody"])
def test_whoever_sees_nothing_meets_no_word_of_the_desk(
    key: tuple[str, str], name: str, desk: Desk, call: Call
) -> None:
    method, address, body = request(key, dict(desk.ids))
    text = call(name, method, address, body).content.decode()
    secrets = [desk.ids[thing] for thing in ("situation", "grant", "signal", "draft", "alert", "decision")]
    assert [word for word in (*WORDS, *secrets) if word in text] == []


@pytest.mark.parametrize("key", sorted(CASES), ids=" ".join)
def test_a_stranger_is_told_to_sign_in(key: tuple[str, str], desk: Desk, call: Call) -> None:
    answer = call("nobody", *request(key, dict(desk.ids)))
    assert answer.status_code == 401
    assert answer.json()["error"] == "Sign in, or send a valid token in the header Authorization."


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
