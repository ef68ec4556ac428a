"""What goes wrong is one sentence with a status of the table, never a trace, never a 5xx for what was sent."""

import json

import pytest
from django.db import OperationalError

from tests.api.world import Call, Desk
from upstander.api.refusals import STATUS, status_of
from upstander.records import errors

pytestmark = pytest.mark.django_db

SIGNAL = {"situation": "aaaaaaaaaaaa", "title": "Smoke", "text": "Smoke."}


def told(answer) -> tuple[int, str, str]:
    """Status, sentence and field of a refusal."""
    body = answer.json()
    assert set(body) == {"error", "field"}
    return answer.status_code, body["error"], body["field"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("as-known=2026-13-01", "as-known"),
        ("as-known=20260301", "as-known"),
        ("as-known=1700000000", "as-known"),
        ("as-known=٢٠٢٦-٠٣-٠١", "as-known"),
        ("from=2026-00", "from"),
        ("to=0000-01", "to"),
        ("to=99999999999999999999-01", "to"),
        ("country=sudan", "country.0"),
        ("country=%00%00%00", "country.0"),
        ("country=%ED%A0%80", "country.0"),
        ("country=%FF%FE%FD", "country.0"),
        ("kind=war", "kind.0"),
        ("contry=SDN", "contry"),
    ],
)
def test_a_parameter_that_cannot_be_read_is_named(query: str, field: str, desk: Desk, call: Call) -> None:
    status, sentence, named = told(call("alice", "GET", f"/api/panel?{query}"))
    assert (status, named) == (400, field)
    assert sentence.endswith(".")


@pytest.mark.parametrize("path", ["watchlist", "panel"])
def test_a_day_to_come_is_refused(path: str, desk: Desk, call: Call) -> None:
    said = told(call("alice", "GET", f"/api/{path}?as-known=2026-11-03"))
    assert said == (400, "Choose a day that is not in the future: 2026-11-03 is.", "as-known")


def test_a_day_before_anything_was_known_is_refused(desk: Desk, call: Call) -> None:
    assert told(call("alice", "GET", "/api/panel?as-known=0001-01-01"))[0] == 400


def test_a_country_that_does_not_exist_is_unknown(desk: Desk, call: Call) -> None:
    said = told(call("alice", "GET", "/api/panel?country=QQQ"))
    assert said[0] == 404
    assert said[1].startswith("There is no State QQQ;")


def test_months_the_wrong_way_round_are_refused(desk: Desk, call: Call) -> None:
    said = told(call("alice", "GET", "/api/panel?country=SDN&from=2025-02&to=2025-01"))
    assert said == (400, "Choose a first month that is not after the last one.", "from")


def test_more_figures_than_one_answer_holds_are_refused(desk: Desk, call: Call) -> None:
    status, sentence, _ = told(call("alice", "GET", "/api/panel?from=1989-01&to=2025-12"))
    assert status == 400
    assert "20000 figures" in sentence


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"title": None}, "title", "Correct the field title"),
        ({"title": "x" * 201}, "title", "Shorten this field: title. It takes 200 characters at most."),
        ({"text": "x" * 10_001}, "text", "Shorten this field: text. It takes 10000 characters at most."),
        ({"title": "a\x00b"}, "title", "Remove characters that cannot be shown from this field: title."),
        ({"text": "a\x1bb"}, "text", "Remove characters that cannot be shown from this field: text."),
        ({"title": "\ud800"}, "title", "Remove characters that cannot be shown from this field: title."),
        ({"title": 10**400}, "title", "Correct the field title"),
        ({"occurred_at": 1e308}, "occurred_at", "Correct the field occurred_at"),
        ({"occurred_at": "2026-11-01"}, "occurred_at", "Correct the field occurred_at"),
        ({"occurred_at": "2026-11-01T00:00:00"}, "occurred_at", "Correct the field occurred_at"),
        ({"occurred_at": "9999-12-31T23:59:59-12:00"}, "occurred_at", "Correct the field occurred_at"),
        ({"occurred_at": "0001-01-01T00:00:00+14:00"}, "occurred_at", "Correct the field occurred_at"),
        ({"kind": "forecast"}, "kind", "Correct the field kind"),
        ({"source_url": "javascript:alert(1)"}, "source_url", "Begin the address with https:// or http://."),
        ({"by": 3}, "by", "Leave out by: it is not known here."),
        ({"situation": "../../etc"}, "situation", "Correct the field situation"),
    ],
)
def test_a_field_that_cannot_be_kept_is_named(change: dict, field: str, sentence: str, desk: Desk, call: Call) -> None:
    body = {**SIGNAL, "situation": desk.ids["situation"], **change}
    said = told(call("alice", "POST", "/api/signals", body))
    assert (said[0], said[2]) == (400, field)
    assert said[1].startswith(sentence)


def test_a_missing_field_is_named(desk: Desk, call: Call) -> None:
    said = told(call("alice", "POST", "/api/signals", {"situation": desk.ids["situation"], "text": "Smoke."}))
    assert said == (400, "Fill in this field: title.", "title")


def test_a_field_within_a_list_is_named_by_its_place(desk: Desk, call: Call) -> None:
    body = {"situation": desk.ids["situation"], "addresses": [{"person": 2**70}]}
    draft = dict.fromkeys(("title", "text", "ask", "change_our_mind"), "a")
    said = told(call("alice", "POST", "/api/alerts", {**body, **draft, "grade": "watch", "confidence": "low"}))
    assert (said[0], said[2]) == (400, "addresses.0.person")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"3",
        b'"text"',
        b"\xff\xfe\x00",
        b'{"title": "\xe9"}',
        b'{"a":' * 50_000,
        b"9" * 5000,
        b'{"title": NaN}',
    ],
    ids=lambda body: repr(body[:12]),
)
def test_a_body_that_is_no_object_is_refused(body: bytes, desk: Desk, call: Call) -> None:
    assert told(call("alice", "POST", "/api/signals", body))[0] == 400


def test_a_body_too_large_is_refused(desk: Desk, call: Call) -> None:
    body = json.dumps({**SIGNAL, "text": "x" * 1_100_000}).encode()
    assert told(call("alice", "POST", "/api/signals", body))[0] == 413


@pytest.mark.parametrize(
    "path",
    ["situations/SHORT", "situations/%00", "situations/..%2F..%2F", "alerts/" + "a" * 5000, "nothing", "a/b/c"],
)
def test_an_address_that_does_not_exist_is_unknown_in_one_sentence(path: str, desk: Desk, call: Call) -> None:
    said = told(call("alice", "GET", f"/api/{path}"))
    assert said == (404, "There is nothing at this address: see the list at /api/docs.", "")


def test_a_method_that_an_address_does_not_take_is_refused(desk: Desk, call: Call) -> None:
    answer = call("alice", "DELETE", f"/api/alerts/{desk.ids['alert']}")
    assert told(answer) == (405, "There is nothing at this address: see the list at /api/docs.", "")
    assert answer["Content-Type"].startswith("application/json")
    assert set(answer["Allow"].replace(" ", "").split(",")) >= {"GET", "PUT"}


@pytest.mark.parametrize("page", ["0", "-1", "100001", "9" * 40, "one", "1.5"])
def test_a_page_out_of_bounds_is_refused(page: str, desk: Desk, call: Call) -> None:
    assert told(call("alice", "GET", f"/api/log?page={page}"))[::2] == (400, "page")


def test_a_busy_store_is_503_with_a_sentence(desk: Desk, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("upstander.api.situations.desk.situations", locked)
    assert told(call("alice", "GET", "/api/situations")) == (503, "The desk is busy: try again in a moment.", "")


def test_a_mistake_of_ours_says_nothing_of_itself(desk: Desk, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("Darfur")

    monkeypatch.setattr("upstander.api.situations.desk.situations", broken)
    answer = call("alice", "GET", "/api/situations")
    assert told(answer)[0] == 500
    assert b"Darfur" not in answer.content


def test_sentences_are_said_in_the_language_of_the_request(desk: Desk, call: Call) -> None:
    from django.utils import translation

    with translation.override("fr"):
        expected = translation.gettext("There is nothing at this address: see the list at /api/docs.")
    headers = {"Accept-Language": "fr"}
    assert told(call("alice", "GET", "/api/nothing", **headers))[1] == expected


def test_nothing_is_kept_by_a_cache(desk: Desk, call: Call) -> None:
    for path in ("waiting", "nothing", "openapi.json"):
        assert call("alice", "GET", f"/api/{path}")["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("error", "status"),
    [("Usage", 400), ("Unknown", 404), ("Refused", 403), ("Fault", 503), ("Damaged", 503)],
)
def test_each_error_has_its_status(error: str, status: int) -> None:
    assert status_of(getattr(errors, error)("Do something else.")) == status


def test_every_error_there_is_has_a_status() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    unheld = [kind for kind in kinds if not issubclass(kind, tuple(known for known, _ in STATUS))]
    assert unheld == [errors.UpstanderError]
