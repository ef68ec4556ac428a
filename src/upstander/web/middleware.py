"""What every request passes: proxies, headers, language, the door, and the table of errors."""

import re
from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_address
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme

from upstander.records.errors import UpstanderError
from upstander.records.people import PUBLIC
from upstander.store.desk import reads as desk
from upstander.web import errors
from upstander.web.languages import LANGUAGES, django_code, our_code, without_language

Next = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}

OPEN = ("/sign-in/", "/link/", "/feeds/", "/language/", "/healthz", settings.STATIC_URL, "/api/")
"""Where the door does not ask who comes. The API asks by itself; a feed is opened by the secret in its address."""

LOOPBACK = frozenset({"127.0.0.1", "::1"})
"""This machine, as the server names a visitor from it."""

TOUCH = 60
"""Seconds after which a visit counts as a new sign of life, so that reading does not write every time."""


def proxies(get_response: Next) -> Next:
    """Believe what a proxy says of the visitor only if the proxy is on the list; once TLS is declared, nobody else
    reaches the desk from another machine: a password or a token would cross the network in the clear.
    """

    def believe(request: HttpRequest) -> HttpResponse:
        told = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        scheme = request.META.pop("HTTP_X_FORWARDED_PROTO", "")
        host = request.META.pop("HTTP_X_FORWARDED_HOST", "")
        request.META["upstander.passed_on"] = told or scheme or host
        peer = request.META.get("REMOTE_ADDR", "")
        near = trusted(peer) or peer in LOOPBACK or request.path == "/healthz"
        if settings.UPSTANDER_PUBLIC_URL and not near:
            return HttpResponse(status=403)
        if trusted(peer):
            request.META["REMOTE_ADDR"] = next(
                (one for one in hops(told) if not trusted(one)), request.META["REMOTE_ADDR"]
            )
            if scheme == "https":
                request.META["wsgi.url_scheme"] = "https"
        return get_response(request)

    return believe


def hops(told: str) -> list[str]:
    """The addresses of a forwarding header, the nearest first."""
    return [part.strip() for part in reversed(told.split(",")) if part.strip()]


def trusted(address: str) -> bool:
    """Whether this address is a proxy we were told to believe."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in settings.UPSTANDER_TRUSTED_PROXIES)


def headers(get_response: Next) -> Next:
    """Strict headers on every answer."""
    lasting = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains"}
    always = HEADERS | (lasting if settings.UPSTANDER_PUBLIC_URL.startswith("https://") else {})

    def add(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in always.items():
            response.headers.setdefault(name, value)
        return response

    return add


def tongue(get_response: Next) -> Next:
    """The reader's language and time zone: asked for, chosen, saved, of the cookie, of the browser."""

    def speak(request: HttpRequest) -> HttpResponse:
        wanted = request.GET.get("language", "")
        if wanted in LANGUAGES and request.method == "GET" and not request.path.startswith("/api/"):
            return choose(wanted, without_language(request))
        translation.activate(django_code(preferred(request)))
        request.LANGUAGE_CODE = translation.get_language()
        timezone.activate(zone(getattr(request.user, "time_zone", "UTC")))
        response = get_response(request)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", translation.to_locale(request.LANGUAGE_CODE).replace("_", "-"))
        return response

    return speak


def choose(language: str, to: str) -> HttpResponseRedirect:
    """Keep the choice in this browser until it is closed; nothing is written here, and what a person saved stays."""
    response = HttpResponseRedirect(to)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def preferred(request: HttpRequest) -> str:
    """One of our six codes."""
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    kept = (request.session.get("language"), request.user.language) if request.user.is_authenticated else ()
    known = (code for code in (cookie, *kept) if code in LANGUAGES)
    return next(known, None) or our_code(translation.get_language_from_request(request))


def zone(name: str) -> ZoneInfo:
    """The time zone of this name, else UTC."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def sentences(get_response: Next) -> Next:
    """Errors that can be foreseen become pages, by the one table."""

    def pass_on(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and not response.content and not request.path.startswith("/api/"):
            told = errors.page(request, 405)
            told.headers["Allow"] = response.headers["Allow"]
            return told
        return response

    def process_exception(request: HttpRequest, error: Exception) -> HttpResponse | None:
        return None if request.path.startswith("/api/") else errors.answer(request, error)

    pass_on.process_exception = process_exception  # type: ignore[attr-defined]
    return pass_on


def door(get_response: Next) -> Next:
    """Nothing but sign-in answers without a session; behind the door every request knows its viewer."""

    def ask(request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        request.viewer = PUBLIC  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            admit(request, now)
        if not request.user.is_authenticated and not request.path.startswith(OPEN):
            return to_sign_in(request)
        return get_response(request)

    ask.process_view = keep_inside  # type: ignore[attr-defined]
    return ask


PLAYED = re.compile(
    r"/($|waiting/|alerts/|signals/|referrals/|inquiries/|dissents/|clearances/|drills/"
    r"|(ladder|actions|promises|looks|lessons|recorded|clocks)/[0-9a-z]{12}/"
    r"|situations/([A-Z]{3}/)?[0-9a-z]{12}/|me/$|me/preferences$|sign-in/|sign-out/|link/|language/|healthz$|api/)"
)
"""Addresses that somebody who only plays in a drill may open, each about things that their drill shows them."""


def keep_inside(request: HttpRequest, _view: object, _args: object, _rest: object) -> HttpResponse | None:
    """Whoever only plays in a drill stays in it: what is real answers them as if it were not there."""
    if getattr(request, "viewer", PUBLIC).exercise and not PLAYED.match(request.path):
        return errors.page(request, 404)
    return None


def admit(request: HttpRequest, now: datetime) -> None:
    """Give the request its viewer; the session is over if the account is closed or lost a role, or after its hours."""
    try:
        viewer = desk.viewer_of(int(request.user.pk or 0), now)
    except UpstanderError:
        logout(request)
        return
    roles = sorted(viewer.roles)
    lasted = now.timestamp() - request.session.setdefault("since", int(now.timestamp()))
    if set(request.session.get("roles", ())) - set(roles) or lasted >= settings.UPSTANDER_SESSION_HOURS * 3600:
        logout(request)
        return
    if now.timestamp() - request.session.get("seen", 0) > TOUCH:
        request.session["seen"] = int(now.timestamp())
    if request.session.get("roles") != roles:
        request.session["roles"] = roles
    request.viewer = viewer  # type: ignore[attr-defined]


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Off to the sign-in page, and back to where one wanted to go; whoever sent a form comes back to its page."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else came_from(request)
    where = reverse("account_login")
    return HttpResponseRedirect(f"{where}?{urlencode({'next': back})}" if back not in ("", "/") else where)


def came_from(request: HttpRequest) -> str:
    """The page of ours on which the form stood."""
    named = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(named, {request.get_host()}, require_https=request.is_secure())
    return urlsplit(named).path if ours else ""
