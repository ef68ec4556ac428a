"""What the surroundings may say, and what the desk believes of them."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client

from upstander.records.errors import Usage
from upstander.site.environment import Environment, database, make_key, secret_key
from upstander.web.middleware import headers, proxies

ASK = "from django.conf import settings as s; print({})"


def told(expression: str, home: Path, **variables: str) -> str:
    """What Django's settings say in a process with these variables."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UPSTANDER_")}
    surroundings = kept | {"UPSTANDER_HOME": str(home), "DJANGO_SETTINGS_MODULE": "upstander.site.settings"} | variables
    asked = [sys.executable, "-c", ASK.format(expression)]
    done = subprocess.run(asked, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_desk_keeps_to_sqlite_in_its_home_unless_another_database_is_named(tmp_path: Path) -> None:
    found = database(Environment(home=tmp_path))
    assert found["NAME"] == tmp_path / "desk.sqlite3"
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]


def test_a_database_is_named_by_its_address(tmp_path: Path) -> None:
    url = "postgresql://desk:p%40ss@db.example:5433/upstander?sslmode=require"
    found = database(Environment(home=tmp_path, database_url=url))
    kept = {key: found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    assert kept == {"NAME": "upstander", "USER": "desk", "PASSWORD": "p@ss", "HOST": "db.example", "PORT": "5433",
                    "OPTIONS": {"sslmode": "require"}}  # fmt: skip


@pytest.mark.parametrize(
    "variables",
    [
        {"database_url": "mysql://localhost/x"},
        {"public_url": "desk.example.org"},
        {"trusted_proxies": "everybody"},
    ],
)
def test_what_cannot_be_understood_is_refused_in_one_sentence(variables: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(Usage):
        database(Environment(home=tmp_path, **variables))


def test_a_secret_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = secret_key(Environment(home=home))
    assert len(first) >= 50
    assert stat.S_IMODE((home / "secret-key").stat().st_mode) == 0o600
    make_key(home / "secret-key")
    assert secret_key(Environment(home=home)) == first
    assert [path.name for path in home.iterdir()] == ["secret-key"]


def test_a_secret_key_can_lie_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("k" * 40 + "\n")
    assert secret_key(Environment(home=tmp_path, secret_key_file=path)) == "k" * 40
    path.write_text("short")
    with pytest.raises(Usage):
        secret_key(Environment(home=tmp_path, secret_key_file=path))
    with pytest.raises(Usage):
        secret_key(Environment(home=tmp_path, secret_key_file=tmp_path / "none"))


@pytest.mark.parametrize("hours", ["0", "169", "-1", "1.5", "", "١٢", "a day"])
def test_a_session_lasts_from_an_hour_to_a_week(hours: str) -> None:
    assert Environment(session_hours=" 168 ").session_hours == 168
    with pytest.raises(Usage, match="from 1 to 168"):
        Environment(session_hours=hours)


def test_reading_the_settings_makes_no_file(tmp_path: Path) -> None:
    assert told("s.UPSTANDER_HOME", tmp_path / "home") == str(tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_a_public_address_with_tls_makes_cookies_secure_and_its_host_known(tmp_path: Path) -> None:
    public = {"UPSTANDER_PUBLIC_URL": "https://desk.example.org/"}
    asked = "s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.ALLOWED_HOSTS[-1]"
    assert told(asked, tmp_path, **public) == "__Host-desk True True desk.example.org"
    assert told("s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE", tmp_path) == "desk False"


def asked_from(address: str, **meta: str) -> HttpRequest:
    """A request as the server hands it over."""
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": address, "SERVER_NAME": "x", "SERVER_PORT": "80"} | meta
    return request


@pytest.mark.parametrize(
    ("address", "forwarded", "believed"),
    [
        ("192.0.2.1", "127.0.0.1", "192.0.2.1 http"),
        ("10.0.0.1", "198.51.100.7", "198.51.100.7 https"),
        ("10.0.0.1", "127.0.0.1, 198.51.100.7, 10.0.0.2", "198.51.100.7 https"),
        ("10.0.0.1", "", "10.0.0.1 https"),
    ],
)
def test_a_forwarding_header_is_believed_from_a_proxy_on_the_list_only(
    address: str, forwarded: str, believed: str, settings
) -> None:
    settings.UPSTANDER_TRUSTED_PROXIES = Environment(trusted_proxies="10.0.0.0/8").trusted_proxies
    request = asked_from(address, HTTP_X_FORWARDED_FOR=forwarded, HTTP_X_FORWARDED_PROTO="https")
    seen: list[str] = []

    def note(request: HttpRequest) -> HttpResponse:
        seen.append(f"{request.META['REMOTE_ADDR']} {request.META.get('wsgi.url_scheme', 'http')}")
        return HttpResponse()

    proxies(note)(request)
    assert seen == [believed]


@pytest.mark.parametrize(
    ("address", "status"), [("192.0.2.1", 403), ("10.0.0.1", 200), ("127.0.0.1", 200), ("::1", 200)]
)
def test_once_tls_is_declared_nobody_passes_the_proxy_by(address: str, status: int, settings) -> None:
    settings.UPSTANDER_TRUSTED_PROXIES = Environment(trusted_proxies="10.0.0.1").trusted_proxies
    settings.UPSTANDER_PUBLIC_URL = "https://desk.example.org"
    request = asked_from(address)
    assert proxies(lambda request: HttpResponse())(request).status_code == status
    request.path = "/healthz"
    assert proxies(lambda request: HttpResponse())(request).status_code == 200


def test_browsers_are_told_to_stay_with_tls_once_it_is_declared(settings, client: Client, db: None) -> None:
    assert "Strict-Transport-Security" not in client.get("/sign-in/").headers
    settings.UPSTANDER_PUBLIC_URL = "https://desk.example.org"
    answer = headers(lambda request: HttpResponse())(HttpRequest())
    assert "max-age=63072000" in answer.headers["Strict-Transport-Security"]
