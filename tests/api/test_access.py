"""How one gets in: a token while it lives, a session with its CSRF token, and not too fast."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from tests.api.cases import CASES, request
from tests.api.world import Call, Desk, ask
from tests.conftest import NOW, Cast
from upstander.api.access import READS, WINDOW, WRITES, Pace
from upstander.api.doors import PACE
from upstander.jobs import people
from upstander.records.drills import Part
from upstander.records.people import MACHINE, PUBLIC, Role, Viewer
from upstander.store.desk import drills, models
from upstander.store.desk.reads import tokens

pytestmark = pytest.mark.django_db

MINE = "/api/situations"


def bearing(token: str) -> int:
    """The status of a request with this token."""
    return Client().get(MINE, headers={"Authorization": f"Bearer {token}"}).status_code


def signed_in(person: int) -> Client:
    """A browser with that person's session, which checks CSRF as a server does."""
    client = Client(enforce_csrf_checks=True)
    row = get_user_model().objects.get(pk=person)
    client.force_login(row, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_token_opens_until_it_expires(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bearing(desk.tokens["alice"]) == 200
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=9))
    assert bearing(desk.tokens["alice"]) == 401


def test_a_token_revoked_opens_nothing(desk: Desk, cast) -> None:
    alice = cast.viewer("alice")
    people.revoke_token(tokens(alice, NOW)[0]["id"], who=alice, now=NOW)
    assert bearing(desk.tokens["alice"]) == 401


def test_a_token_that_only_reads_is_shown_what_its_person_may_see_and_changes_nothing(desk: Desk, cast: Cast) -> None:
    alice, until = cast.viewer("alice"), NOW + timedelta(days=9)
    both = replace(desk, tokens={**desk.tokens, "looks": people.token("a", until, who=alice, now=NOW, reads_only=True)})
    assert {each["name"]: each["reads_only"] for each in tokens(alice, NOW)} == {"test": False, "a": True}
    for key in sorted(CASES):
        asked = request(key, dict(desk.ids))
        PACE.counts.clear()
        answer = ask(both, "looks", *asked)
        if key[0] == "GET":
            assert answer.status_code == ask(both, "alice", *asked).status_code, key
        else:
            told = (answer.status_code, answer.json()["error"])
            assert told == (403, "This token only reads: send one that may also change things."), key


def test_losing_a_role_ends_the_token(desk: Desk, cast) -> None:
    people.set_roles(cast.people["charlie"], [Role.REPORTER], who=MACHINE, now=NOW)
    assert bearing(desk.tokens["charlie"]) == 401


def test_closing_an_account_ends_its_token(desk: Desk, cast) -> None:
    people.deactivate(cast.people["dina"], who=MACHINE, now=NOW)
    assert bearing(desk.tokens["dina"]) == 401


@pytest.mark.parametrize("token", ["", " ", "x", "ups_", "a" * 5000, "ups_\x00", "é", "'; DROP TABLE desk_secret; --"])
def test_what_is_no_token_opens_nothing(token: str, desk: Desk) -> None:
    assert bearing(token) == 401


@pytest.mark.parametrize("scheme", ["Basic", "Token", "bearer2", ""])
def test_a_token_under_another_scheme_opens_nothing(scheme: str, desk: Desk) -> None:
    headers = {"Authorization": f"{scheme} {desk.tokens['alice']}"}
    assert Client().get(MINE, headers=headers).status_code == 401


def test_a_token_in_the_address_opens_nothing(desk: Desk) -> None:
    assert Client().get(MINE, {"token": desk.tokens["alice"]}).status_code == 401


def test_a_grant_that_ends_closes_the_situation_to_its_token(
    desk: Desk, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"{MINE}/{desk.ids['situation']}"
    assert call("bob", "GET", path).status_code == 200
    assert call("alice", "POST", f"/api/grants/{desk.ids['grant']}/revoke").status_code == 200
    assert call("bob", "GET", path).status_code == 404


def test_a_session_reads(desk: Desk) -> None:
    assert signed_in(desk.ids["alice"]).get(f"{MINE}/{desk.ids['situation']}").status_code == 200


def test_a_session_without_its_csrf_token_changes_nothing(desk: Desk) -> None:
    client = signed_in(desk.ids["bob"])
    path = f"/api/alerts/{desk.ids['draft']}/issue"
    answer = client.post(path, content_type="application/json")
    assert (answer.status_code, answer.json()["error"]) == (
        403,
        "Send the CSRF token of the session in the header X-CSRFToken.",
    )
    assert client.get(f"/api/alerts/{desk.ids['draft']}").json()["stage"] == "draft"


def test_a_session_with_its_csrf_token_does_what_its_person_may(desk: Desk) -> None:
    client = signed_in(desk.ids["bob"])
    client.get("/api/docs/try", headers={"Accept": "text/html"})
    token = client.cookies["csrf"].value
    path = f"/api/alerts/{desk.ids['draft']}/issue"
    answer = client.post(path, content_type="application/json", headers={"X-CSRFToken": token})
    assert (answer.status_code, answer.json()["stage"]) == (200, "issued")


@pytest.mark.parametrize(
    ("path", "thing"),
    [
        ("alerts/{}", "alert"),
        ("alerts/{}/answers", "alert"),
        ("plans/{}", "situation"),
        ("situations/{}/options", "situation"),
        ("situations/{}/suspects", "situation"),
        ("actions/{}", "action"),
        ("drills/{}", "drill"),
    ],
)
def test_what_is_read_is_written_into_the_log(path: str, thing: str, desk: Desk, call: Call) -> None:
    assert call("bob", "GET", f"/api/{path.format(desk.ids[thing])}").status_code == 200
    seen = [line for line in call("otto", "GET", "/api/log").json()["items"] if line["action"] == "seen"]
    assert [(line["person"], line["object"]) for line in seen] == [(desk.ids["bob"], f"{thing}:{desk.ids[thing]}")]


def test_reading_a_drill_lets_nothing_in_and_calls_nobody_present(desk: Desk, call: Call) -> None:
    id = desk.ids["drill"]
    models.DrillSeat.objects.create(drill_id=id, person_id=desk.ids["alice"], part=Part.ANALYST, own=False)
    drills.start(id, NOW - timedelta(minutes=30))
    assert call("alice", "GET", f"/api/drills/{id}").json()["known"] != []
    found = drills.on_this_host(id)
    assert ([seat.joined_at for seat in found.seats], drills.arrived(found.situation)) == ([None], frozenset())


def test_the_description_is_for_those_who_may_ask(desk: Desk, call: Call) -> None:
    assert call("charlie", "GET", "/api/openapi.json").json()["info"]["title"] == "Upstander"
    assert call("nobody", "GET", "/api/openapi.json").status_code == 401
    away = call("nobody", "GET", "/api/docs", Accept="text/html")
    assert (away.status_code, away["Location"]) == (302, "/sign-in/?next=/api/docs")


def test_the_bare_address_leads_to_the_description(desk: Desk, call: Call) -> None:
    away = call("alice", "GET", "/api/")
    assert (away.status_code, away["Location"]) == (302, "docs")


class Moment:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class Request:
    """As much of a request as the pace looks at."""

    def __init__(self, method: str, person: int) -> None:
        self.method = method
        self.auth = Viewer(person, "Somebody")


@pytest.mark.parametrize(("method", "most"), [("GET", READS), ("POST", WRITES)])
def test_too_many_requests_wait_for_the_next_minute(method: str, most: int) -> None:
    clock = Moment()
    pace = Pace(clock)
    assert all(pace.allow_request(Request(method, 1)) for _ in range(most))
    assert not pace.allow_request(Request(method, 1))
    assert pace.allow_request(Request(method, 2)), "another person is not slowed"
    assert 0 < pace.wait() <= WINDOW
    clock.now += pace.wait()
    assert pace.allow_request(Request(method, 1))


def test_whoever_is_too_fast_is_told_when_to_come_back(desk: Desk, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("upstander.api.access.READS", 2)
    answers = [call("alice", "GET", MINE) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= WINDOW
    assert answers[-1].json()["error"] == "Slow down: try again in a minute."


def test_nobody_is_never_a_viewer() -> None:
    from upstander.api.access import admitted

    assert admitted(lambda: PUBLIC) is None
