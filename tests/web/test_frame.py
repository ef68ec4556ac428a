"""What every page has: strict headers, a language and a direction, a proper page for what goes wrong."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import OperationalError
from django.test import Client

from tests.conftest import Cast
from tests.web.test_permissions import GET, address
from tests.web.world import World
from upstander.jobs import people, waiting
from upstander.web import figures

REQUIRED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
POLICY = ("default-src 'none'", "style-src 'self'", "script-src 'self'", "form-action 'self'", "frame-ancestors 'none'",
          "base-uri 'none'")  # fmt: skip


@pytest.mark.parametrize("name", sorted(GET))
def test_every_answer_has_strict_headers(
    name: str, world: World, open_as: Callable[[str], Client], three_states: None
) -> None:
    for person in ("alice", "stranger"):
        answer = open_as(person).get(address(name, world))
        assert {header: answer.headers.get(header) for header in REQUIRED} == REQUIRED
        policy = answer.headers["Content-Security-Policy"]
        assert all(part in policy for part in POLICY)
        assert "unsafe" not in policy
        assert "no-store" in answer.headers["Cache-Control"]
        assert "Permissions-Policy" in answer.headers
        assert not re.search(rb"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son\w+=\"", answer.content)
        assert not re.search(rb"(?:src|href|action)=\"(?:https?:)?//(?!testserver)", answer.content)


def test_the_error_of_a_strangers_host_has_strict_headers_too(client: Client, db: None) -> None:
    answer = client.get("/sign-in/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_files_may_be_kept_for_a_year_under_an_address_that_changes_with_them(client: Client, db: None) -> None:
    page = client.get("/sign-in/").content.decode()
    style = re.search(r'href="(/static/web/upstander\.css\?v=[0-9a-f]{12})"', page)
    assert style is not None
    answer = client.get(style[1], headers={"accept-encoding": "gzip"})
    assert "immutable" in answer.headers["Cache-Control"]
    sent = gzip.decompress(b"".join(answer.streaming_content))
    assert sent == Path(str(finders.find("web/upstander.css"))).read_bytes()
    answer.close()


@pytest.mark.parametrize(
    ("code", "lang", "direction"),
    [("ar", "ar", "rtl"), ("zh", "zh-Hans", "ltr"), ("en", "en", "ltr"), ("fr", "fr", "ltr"), ("ru", "ru", "ltr"),
     ("es", "es", "ltr")],
)  # fmt: skip
def test_a_link_switches_the_language_and_the_direction(
    code: str, lang: str, direction: str, client: Client, db: None
) -> None:
    answer = client.get(f"/sign-in/?next=/log/&language={code}")
    assert answer.headers["Location"] == "/sign-in/?next=%2Flog%2F"
    assert f'<html lang="{lang}" dir="{direction}">' in client.get("/sign-in/").content.decode()


def test_the_languages_stand_in_the_order_of_the_united_nations(client: Client, db: None) -> None:
    page = client.get("/sign-in/").content.decode()
    assert re.findall(r'<(?:a|b) lang="(\w+)"', page) == ["ar", "zh", "en", "fr", "ru", "es"]


def test_the_browsers_language_counts_where_nothing_was_chosen(client: Client, db: None) -> None:
    assert 'lang="fr"' in client.get("/sign-in/", headers={"accept-language": "fr-CA,en;q=0.5"}).content.decode()[:60]
    assert 'lang="en"' in client.get("/sign-in/", headers={"accept-language": "tlh"}).content.decode()[:60]


def test_what_a_person_saved_counts_before_the_browsers_language(open_as: Callable[[str], Client], cast: Cast) -> None:
    people.set_preferences("ar", "Africa/Juba", who=cast.viewer("alice"))
    page = open_as("alice").get("/waiting/", headers={"accept-language": "fr"}).content.decode()
    assert '<html lang="ar" dir="rtl">' in page


def test_a_link_changes_the_language_of_this_browser_and_never_of_the_account(
    open_as: Callable[[str], Client], cast: Cast
) -> None:
    alice = open_as("alice")
    held = dict(alice.session)
    assert alice.get("/waiting/?language=fr").cookies["language"].value == "fr"
    assert '<html lang="fr"' in alice.get("/waiting/").content.decode()
    assert dict(alice.session).get("language") == held.get("language")
    assert '<html lang="en"' in open_as("alice").get("/waiting/").content.decode()
    alice.post("/me/preferences", {"language": "ar", "time_zone": "Africa/Juba"})
    assert '<html lang="ar"' in alice.get("/waiting/").content.decode()


def test_a_language_that_is_not_ours_changes_nothing(client: Client, db: None) -> None:
    assert client.get("/sign-in/?language=tlh").status_code == 200
    assert client.post("/language/", {"language": "tlh", "next": "/log/"}).headers["Location"] == "/log/"


def test_the_language_form_never_leads_to_another_site(client: Client, db: None) -> None:
    answer = client.post("/language/", {"language": "ar", "next": "https://example.org/"})
    assert answer.headers["Location"] == "/"
    assert answer.cookies["language"].value == "ar"


def test_times_are_told_in_the_persons_own_zone(world: World, open_as: Callable[[str], Client], cast: Cast) -> None:
    people.set_preferences("en", "Africa/Juba", who=cast.viewer("dina"))
    assert "14:00 Juba" in open_as("dina").get("/waiting/").content.decode()


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/nothing/", 404, "There is no page here"),
        ("/situations/XXX/", 404, "There is no State XXX"),
        ("/watchlist/?as-known=soon", 400, "soon is not a day"),
        ("/watchlist/?as-known=2031-01-01", 400, "2031-01-01 lies in the future"),
        ("/watchlist/?as_known=2031-01-01", 400, "2031-01-01 lies in the future"),
        ("/watchlist/?as_known=garbage", 400, "garbage is not a day"),
        ("/watchlist/?as-known=1950-01-01", 400, "No figures were known"),
        ("/situations/SDN/?as-known=2026-02-30", 400, "is not a day"),
        ("/watchlist/?at-least=7", 400, "takes one of 25, 100, 1000"),
        ("/watchlist/?sort=beauty", 400, "cannot be sorted"),
        ("/watchlist/?phase=late", 400, "is no phase"),
        ("/watchlist/?slide=99", 400, "no month of the slider"),
        ("/alerts/?page=0", 400, "is not a page"),
        (f"/alerts/?page=000000001{'0' * 4400}", 400, "is not a page"),
        ("/alerts/?list=all", 400, "There is no list of alerts"),
        ("/alerts/nothinghere1/", 404, "There is no such alert"),
        ("/people/", 403, "Ask an administrator"),
        ("/sign-out/", 405, "use the buttons of the page"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence_on_a_page_of_ours(
    path: str, status: int, told: str, open_as: Callable[[str], Client]
) -> None:
    answer = open_as("alice").get(path)
    assert answer.status_code == status
    assert told in answer.content.decode()
    assert "<main" in answer.content.decode()


def test_a_form_from_elsewhere_is_refused_on_a_page_of_ours(cast: Cast) -> None:
    careful = Client(enforce_csrf_checks=True)
    answer = careful.post("/sign-in/", {"login": "bob", "password": "x"})
    assert answer.status_code == 403
    assert "came from elsewhere" in answer.content.decode()


def test_a_database_that_does_not_answer_is_said_to_be_so(
    open_as: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise OperationalError("database is locked")

    bob = open_as("bob")
    monkeypatch.setattr(waiting, "count", locked)
    bob.raise_request_exception = False
    answer = bob.get("/log/")
    assert answer.status_code == 503
    assert "Try again in a minute" in answer.content.decode()


def test_a_mistake_of_ours_says_nothing_of_what_went_wrong(
    open_as: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("the secret name is Amina")

    monkeypatch.setattr(figures, "lake", broken)
    bob = open_as("bob")
    bob.raise_request_exception = False
    answer = bob.get("/sources/")
    assert answer.status_code == 500
    assert "Amina" not in answer.content.decode()
    assert "Nothing was changed" in answer.content.decode()


def test_an_address_that_takes_a_form_only_says_so(open_as: Callable[[str], Client]) -> None:
    assert open_as("alice").get("/sign-out/").headers["Allow"] == "POST"


def test_the_desk_says_that_it_is_well_without_a_session(client: Client, db: None) -> None:
    assert client.head("/healthz").status_code == 200
    assert client.get("/healthz").json() == {"status": "ok"}
