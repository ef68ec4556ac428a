"""How long the server works on a page, through the whole stack of the desk, and how heavy the page is."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.wsgi import get_wsgi_application
from django.test import Client, RequestFactory
from measure import Line, in_turn, once

ZIPPED = b"\x1f\x8b"


def made_ready(home: Path) -> None:
    """Let Django read its settings for this home."""
    os.environ["UPSTANDER_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "upstander.site.settings"


class Browser:
    """Asks the WSGI application as a signed-in focal point, without a socket between."""

    def __init__(self, username: str) -> None:
        self.application = get_wsgi_application()
        client = Client()
        person = get_user_model().objects.get(username=username)
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        self.factory = RequestFactory(headers={"Cookie": cookie, "Accept-Encoding": "gzip", "Host": "localhost"})

    def get(self, path: str) -> bytes:
        """The body of a page; anything but 200 is no measurement."""
        told: list[str] = []
        answer = self.application(self.factory.get(path).environ, lambda status, _headers, _=None: told.append(status))
        body = b"".join(answer)
        answer.close()
        if not told[0].startswith("200"):
            raise SystemExit(f"{path} answered {told[0]}.")
        return body


def paths(browser: Browser) -> dict[str, str]:
    """The pages to measure, on what the demonstration has made."""
    situation, alert = (
        json.loads(opened(browser.get(f"/api/{kind}")))["items"][0] for kind in ("situations", "alerts")
    )
    return {
        "watchlist": "/watchlist/",
        "watchlist, as known on 1 March 2026": "/watchlist/?as-known=2026-03-01",
        "State page": f"/situations/{situation['iso3']}/",
        "situation": f"/situations/{situation['iso3']}/{situation['id']}/",
        "waiting for me": "/waiting/",
        "alerts": "/alerts/",
        "alert": f"/alerts/{alert['id']}/",
        "log": "/log/",
        "API: watchlist": "/api/watchlist",
        "API: panel of a State": f"/api/panel?country={situation['iso3']}",
        "API: alert": f"/api/alerts/{alert['id']}",
    }


def opened(body: bytes) -> bytes:
    """What was sent, unpacked."""
    return gzip.decompress(body) if body[:2] == ZIPPED else body


def measured(home: Path, rounds: int) -> list[Line]:
    """Each page: the first time in a new process, then many times, beside the barest answer of the same stack."""
    made_ready(home)
    browser = Browser("focal_point")
    wanted = paths(browser)
    first = {name: once(asker(browser, path)).p50 for name, path in wanted.items()}
    bare, *warm = in_turn([asker(browser, path) for path in ("/healthz", *wanted.values())], rounds)
    return [
        Line(name, found, "/healthz", bare, note=f"first {first[name] * 1000:.0f} ms, {weight(browser, path)}")
        for (name, path), found in zip(wanted.items(), warm, strict=True)
    ]


def asker(browser: Browser, path: str) -> Callable[[], object]:
    """One visit."""
    return lambda: browser.get(path)


def weight(browser: Browser, path: str) -> str:
    """The page's own size as it is sent."""
    return f"{len(gzip.compress(opened(browser.get(path)), 6)) / 1000:.1f} KB gz"
