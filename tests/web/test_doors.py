"""Ways in and out: who gets in, how often one may be wrong, when a session ends, what a link does."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.conftest import NOW, Cast
from upstander.jobs import people
from upstander.records.errors import Fault
from upstander.records.people import MACHINE, Role, Viewer
from upstander.store.desk import models, reads
from upstander.store.desk import people as accounts
from upstander.web.errors import Bare

AUDITOR = Viewer(0, "", frozenset({Role.AUDITOR}))
PASSWORD = "four words nobody guesses"
WRONG = "This name and this password do not belong together."
SPENT = "This code is wrong or has been used."


@pytest.fixture(autouse=True)
def _quick(settings, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bob has a password, hashed without the time a real one takes; nobody has tried before."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    accounts.set_password(cast.people["bob"], PASSWORD, NOW)
    cache.clear()


def sign_in(client: Client, name: str = "bob", password: str = PASSWORD) -> HttpResponse:
    """Send the form."""
    return client.post("/sign-in/", {"login": name, "password": password})


def enrolled(client: Client) -> str:
    """Add a second factor through the pages; returns its key."""
    again = client.get("/me/second-factor/add/")
    client.post(again.headers["Location"], {"password": PASSWORD, "next": "/me/second-factor/add/"})
    page = client.get("/me/second-factor/add/")
    key = page.context["form"].secret
    assert b"<svg" in page.content
    done = client.post("/me/second-factor/add/", {"code": code(key)})
    assert done.headers["Location"] == "/me/second-factor/codes/"
    return key


def code(key: str) -> str:
    """What a phone with this key shows now."""
    return totp.format_hotp_value(totp.hotp_value(key, int(time.time()) // 30))


def test_a_person_signs_in_and_sees_what_waits(client: Client) -> None:
    assert sign_in(client).headers["Location"] == "/waiting/"
    assert client.get("/waiting/").status_code == 200


def test_one_goes_where_one_wanted_to_go_but_never_to_another_site(client: Client) -> None:
    asked = {"login": "bob", "password": PASSWORD, "next": "/log/"}
    assert client.post("/sign-in/", asked).headers["Location"] == "/log/"
    other = Client().post("/sign-in/", asked | {"next": "https://example.org/"})
    assert other.headers["Location"] == "/waiting/"


def test_a_wrong_name_and_a_wrong_password_read_the_same(client: Client) -> None:
    first, second = sign_in(client, "nobody"), sign_in(client, "bob", "wrong")
    assert first.status_code == second.status_code == 400
    assert WRONG in first.content.decode()
    assert WRONG in second.content.decode()


def test_the_sixth_attempt_within_a_minute_is_refused_even_with_the_right_password(client: Client) -> None:
    assert [sign_in(client, password="wrong").status_code for _ in range(5)] == [400] * 5
    sixth = sign_in(client)
    assert sixth.status_code == 429
    assert "Wait a minute" in sixth.content.decode()


def test_the_log_says_who_came_in_and_whose_password_was_tried(client: Client, cast: Cast) -> None:
    sign_in(client, password="wrong")
    sign_in(client, "a password typed in the wrong box")
    sign_in(client)
    (came, strange, turned, *_), _ = reads.log(AUDITOR)
    assert (came.action, came.person, came.detail) == ("signed in", cast.people["bob"], {"way": "password"})
    assert (turned.action, turned.person, turned.object) == ("turned away", 0, f"person:{cast.people['bob']}")
    assert (strange.action, strange.person, strange.object, strange.detail) == ("turned away", 0, "", {})
    assert "wrong box" not in str(list(models.Entry.objects.values()))


def test_another_name_is_not_held_up_by_somebody_elses_mistakes(client: Client) -> None:
    for _ in range(6):
        sign_in(client, "nobody", "wrong")
    assert sign_in(client).status_code == 302


def test_a_closed_account_does_not_open(client: Client, cast: Cast) -> None:
    people.deactivate(cast.people["bob"], who=MACHINE, now=NOW)
    answer = sign_in(client)
    assert answer.status_code == 400
    assert WRONG in answer.content.decode()
    assert client.get("/waiting/").headers["Location"].startswith("/sign-in/")


def test_nobody_signs_up_and_nobody_asks_for_a_mail(client: Client) -> None:
    sign_in(client)
    for path in ("/signup/", "/accounts/signup/", "/password/reset/", "/me/email/"):
        assert client.get(path).status_code == 404


def test_a_second_factor_is_added_and_then_asked_for(client: Client, cast: Cast) -> None:
    sign_in(client)
    key = enrolled(client)
    codes = client.get("/me/second-factor/codes/").context["unused_codes"]
    assert len(codes) == 10
    client.post("/sign-out/")
    cache.clear()
    asked = {"login": "bob", "password": PASSWORD, "next": "/log/"}
    assert client.post("/sign-in/", asked).headers["Location"].startswith("/sign-in/second-factor/")
    assert client.get("/waiting/").headers["Location"].startswith("/sign-in/")
    assert client.post("/sign-in/second-factor/", {"code": "000000"}).status_code == 400
    (refused, *_), _ = reads.log(AUDITOR)
    assert (refused.action, refused.object, refused.detail) == ("code refused", f"person:{cast.people['bob']}", {})
    assert client.post("/sign-in/second-factor/", {"code": code(key)}).headers["Location"] == "/log/"


def test_a_code_opens_once(client: Client) -> None:
    sign_in(client)
    key = enrolled(client)
    cache.clear()
    for attempt, status in ((client, 302), (Client(), 400)):
        attempt.post("/sign-out/")
        sign_in(attempt)
        answer = attempt.post("/sign-in/second-factor/", {"code": code(key)})
        assert answer.status_code == status
    assert SPENT in answer.content.decode()


def test_a_recovery_code_opens_once(client: Client) -> None:
    sign_in(client)
    enrolled(client)
    spare = client.get("/me/second-factor/codes/").context["unused_codes"][0]
    for attempt, status in ((Client(), 302), (Client(), 400)):
        sign_in(attempt)
        assert attempt.post("/sign-in/second-factor/", {"code": spare}).status_code == status


def test_the_key_of_a_second_factor_is_nowhere_in_the_database(client: Client) -> None:
    from allauth.mfa.models import Authenticator

    sign_in(client)
    key = enrolled(client)
    assert all(key not in str(row.data) for row in Authenticator.objects.all())


def test_a_session_ends_when_a_role_is_lost(client: Client, cast: Cast) -> None:
    people.set_roles(cast.people["bob"], [Role.ANALYST, Role.FOCAL_POINT], who=MACHINE, now=NOW)
    sign_in(client)
    assert client.get("/waiting/").status_code == 200
    people.set_roles(cast.people["bob"], [Role.ANALYST], who=MACHINE, now=NOW)
    assert client.get("/waiting/").headers["Location"].startswith("/sign-in/")


def test_a_session_ends_when_the_password_changes(client: Client) -> None:
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)
    sent = {"current": PASSWORD, "password": "other words nobody guesses", "again": "other words nobody guesses"}
    assert client.post("/me/password", sent).headers["Location"] == "/sign-in/"
    assert elsewhere.get("/waiting/").headers["Location"].startswith("/sign-in/")
    assert sign_in(client, password="other words nobody guesses").headers["Location"] == "/waiting/"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"current": "wrong"}, "This is not your password."),
        ({"again": "something else entirely"}, "The two passwords differ."),
        ({"password": "short", "again": "short"}, "too short"),
    ],
)
def test_a_password_is_not_changed_by_a_form_that_is_wrong(client: Client, sent: dict[str, str], told: str) -> None:
    sign_in(client)
    whole = {"current": PASSWORD, "password": "other words nobody guesses", "again": "other words nobody guesses"}
    answer = client.post("/me/password", whole | sent)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert client.get("/waiting/").status_code == 200


def test_a_session_ends_after_half_an_hour_without_a_sign_of_life(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client)
    for minutes in (20, 40, 60):
        monkeypatch.setattr(timezone, "now", lambda later=minutes: NOW + timedelta(minutes=later))
        assert client.get("/waiting/").status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=91))
    assert client.get("/waiting/").headers["Location"].startswith("/sign-in/")


def test_a_session_ends_after_its_longest_time_whatever_is_done_in_it_and_signing_in_leads_back(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings
) -> None:
    settings.UPSTANDER_SESSION_HOURS = 1
    sign_in(client)
    for minutes in (0, 20, 40, 59):
        monkeypatch.setattr(timezone, "now", lambda later=minutes: NOW + timedelta(minutes=later))
        assert client.get("/waiting/").status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=60))
    away = client.get("/log/?page=2").headers["Location"]
    assert away == "/sign-in/?next=%2Flog%2F%3Fpage%3D2"
    wanted = client.get(away).context["redirect_field_value"]
    assert wanted == "/log/?page=2"
    again = client.post("/sign-in/", {"login": "bob", "password": PASSWORD, "next": wanted})
    assert again.headers["Location"] == wanted
    assert client.get(wanted).status_code == 200


def test_whoever_sends_a_form_after_the_session_is_over_comes_back_to_its_page(client: Client) -> None:
    page = {"Referer": "http://testserver/duty/?day=1"}
    assert client.post("/me/tokens", headers=page).headers["Location"] == "/sign-in/?next=%2Fduty%2F"
    other = {"Referer": "http://example.org/duty/"}
    assert client.post("/me/tokens", headers=other).headers["Location"] == "/sign-in/"


def test_a_program_whose_session_is_over_is_told_to_sign_in(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in(client)
    assert client.get("/api/waiting").status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(hours=12))
    assert client.get("/api/waiting").status_code == 401


def test_signing_out_takes_a_button_and_ends_the_session(client: Client) -> None:
    sign_in(client)
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert client.get("/waiting/").headers["Location"].startswith("/sign-in/")


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    sign_in(client)
    cookie = client.cookies["desk"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["max-age"]


def test_a_reset_link_changes_nothing_when_it_is_opened_and_works_once(client: Client, cast: Cast) -> None:
    secret = people.reset_link(cast.people["bob"], who=MACHINE, now=NOW)
    for _ in range(3):
        assert client.get(f"/link/{secret}/").status_code == 200
    sent = {"password": "other words nobody guesses", "again": "other words nobody guesses"}
    assert client.post(f"/link/{secret}/", sent).headers["Location"] == "/sign-in/"
    assert client.get(f"/link/{secret}/").status_code == 403
    assert client.post(f"/link/{secret}/", sent).status_code == 403
    assert sign_in(client, password=sent["password"]).headers["Location"] == "/waiting/"


def test_a_reset_link_refuses_a_weak_password_and_stays_good(client: Client, cast: Cast) -> None:
    secret = people.reset_link(cast.people["bob"], who=MACHINE, now=NOW)
    assert client.post(f"/link/{secret}/", {"password": "bob", "again": "bob"}).status_code == 400
    assert client.get(f"/link/{secret}/").status_code == 200


def test_a_reset_link_lasts_a_day(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = people.reset_link(cast.people["bob"], who=MACHINE, now=NOW)
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(hours=25))
    assert client.get(f"/link/{secret}/").status_code == 403


def test_a_reset_link_dies_when_the_password_is_changed_in_another_way(client: Client, cast: Cast) -> None:
    secret = people.reset_link(cast.people["bob"], who=MACHINE, now=NOW)
    people.change_password("other words nobody guesses", who=cast.viewer("bob"), now=NOW)
    assert client.get(f"/link/{secret}/").status_code == 403


@pytest.mark.parametrize("address", ["//example.org/", "//example.org//", "/%2fexample.org/"])
def test_choosing_a_language_never_leads_to_another_site(client: Client, address: str) -> None:
    to = client.get(f"{address}?language=fr&page=2", headers={"host": "localhost"}).headers["Location"]
    assert to.startswith("/")
    assert not to.startswith("//")


def test_a_file_is_never_taken_in(client: Client) -> None:
    """Before anybody has signed in, a form could otherwise fill the disk."""
    sent = client.post("/sign-in/", {"picture": SimpleUploadedFile("big.bin", b"x" * 4_000_000)})
    assert sent.status_code == 400
    assert not sent.wsgi_request.FILES


def test_a_log_line_names_no_address_and_so_no_link(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(secret: str, now: object) -> None:
        raise Fault("The disk is full.")

    monkeypatch.setattr(reads, "link", broken)
    held, said = logging.getLogger("django.request"), StringIO()
    writes = logging.StreamHandler(said)
    writes.addFilter(Bare())
    held.addHandler(writes)
    try:
        assert client.get("/link/ups_canary/").status_code == 503
    finally:
        held.removeHandler(writes)
    assert said.getvalue() == "a request was answered with 503\n"


def test_an_administrator_makes_a_person_and_a_link_and_the_link_is_shown_once(
    open_as: Callable[[str], Client],
) -> None:
    ada = open_as("ada")
    made = ada.post("/people/", {"username": "eva", "name": "Eva", "roles": ["analyst"]})
    shown = ada.post(f"{made.headers['Location']}reset-link").content.decode()
    assert "/link/ups_" in shown
    assert "/link/ups_" not in ada.get(made.headers["Location"]).content.decode()


def demonstration_link(cast: Cast) -> str:
    """A link as `make up` prints it."""
    return accounts.add_secret(cast.people["alice"], "demonstration", "", NOW, NOW + timedelta(days=1))


def test_a_demonstration_link_signs_in_with_one_click_on_the_desks_own_host(client: Client, cast: Cast) -> None:
    assert client.get(f"/link/{demonstration_link(cast)}/").headers["Location"] == "/waiting/"
    assert client.get("/waiting/").status_code == 200


def test_a_demonstration_link_does_not_work_from_elsewhere(cast: Cast) -> None:
    stranger = Client(REMOTE_ADDR="192.0.2.7")
    assert stranger.get(f"/link/{demonstration_link(cast)}/").status_code == 403
    assert stranger.get("/waiting/").headers["Location"].startswith("/sign-in/")


def test_a_demonstration_link_does_not_work_once_a_public_address_is_set(client: Client, cast: Cast, settings) -> None:
    settings.UPSTANDER_PUBLIC_URL = "https://desk.example.org"
    assert client.get(f"/link/{demonstration_link(cast)}/").status_code == 403


def test_a_visitor_cannot_claim_to_be_local_through_a_forwarding_header(cast: Cast) -> None:
    liar = Client(REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="127.0.0.1")
    assert liar.get(f"/link/{demonstration_link(cast)}/").status_code == 403


@pytest.mark.parametrize("header", ["X_FORWARDED_FOR", "X_FORWARDED_PROTO", "X_FORWARDED_HOST", "X_REAL_IP", "VIA"])
def test_a_demonstration_link_does_not_work_through_a_proxy_on_the_desks_own_host(cast: Cast, header: str) -> None:
    from_afar = Client(**{f"HTTP_{header}": "192.0.2.7"})
    assert from_afar.get(f"/link/{demonstration_link(cast)}/").status_code == 403
    assert from_afar.get("/waiting/").headers["Location"].startswith("/sign-in/")


def test_a_token_is_shown_once_and_can_be_ended(open_as: Callable[[str], Client], cast: Cast) -> None:
    alice = open_as("alice")
    shown = alice.post("/me/tokens", {"token-name": "laptop", "token-expires_at": "2026-12-01T10:00"}).content.decode()
    assert "ups_" in shown
    assert "ups_" not in alice.get("/me/").content.decode()
    held = reads.tokens(cast.viewer("alice"), NOW)
    assert [one["name"] for one in held] == ["laptop"]
    alice.post(f"/me/tokens/{held[0]['id']}/revoke")
    assert reads.tokens(cast.viewer("alice"), NOW) == []
