"""Ways in and out: sign-in, second factor, one-time links, language; and whether the desk is up."""

from datetime import datetime
from typing import Any

from allauth.account import views as accounts
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upstander.jobs import audit, drills
from upstander.jobs import people as jobs
from upstander.records.desk import Person, Status
from upstander.records.drills import Part
from upstander.records.errors import Refused
from upstander.store.desk import reads as desk
from upstander.web import words
from upstander.web.forms import NewPassword, attempt
from upstander.web.languages import LANGUAGES
from upstander.web.marks.markup import Markup
from upstander.web.middleware import LOOPBACK, choose
from upstander.web.views.pages import posted

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
PASSED_ON = ("upstander.passed_on", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")
"""Signs of a proxy: a visitor from afar then looks like one of this host."""


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Name and password; the same words whichever of them is wrong; a pause after five wrong attempts."""
    return weighed(accounts.login(request))


@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponseBase:
    """The code of the phone, or a recovery code."""
    return weighed(factors.authenticate(request))


@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest) -> HttpResponseBase:
    """Add a phone. The picture is drawn into the page: nothing is loaded from elsewhere."""
    response = weighed(totp.activate_totp(request))
    if isinstance(response, TemplateResponse) and response.context_data and "totp_svg" in response.context_data:
        drawn = response.context_data["totp_svg"]
        response.context_data["totp_picture"] = Markup(drawn[drawn.index("<svg") :])
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def new_codes(request: HttpRequest) -> HttpResponseBase:
    """Other recovery codes; the old ones stop working."""
    return weighed(codes.generate_recovery_codes(request))


@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest) -> HttpResponseBase:
    """The password once more, before something grave."""
    return weighed(accounts.reauthenticate(request))


@require_http_methods(["GET", "HEAD", "POST"])
def again_by_code(request: HttpRequest) -> HttpResponseBase:
    """The phone's code once more, before something grave."""
    return weighed(factors.reauthenticate(request))


def weighed(response: HttpResponseBase) -> HttpResponseBase:
    """allauth answers 200 to a refused form: 429 if there were too many attempts, else 400."""
    form = (
        response.context_data.get("form") if isinstance(response, TemplateResponse) and response.context_data else None
    )
    if form is not None and form.is_bound and form.errors:
        response.status_code = 429 if form.has_error("__all__", "too_many_login_attempts") else 400
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End the session."""
    return accounts.logout(request)


@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link. Opening it changes nothing: mail scanners open links too. The button does."""
    now = timezone.now()
    purpose, person = desk.link(token, now)
    if purpose == "demonstration":
        return demonstration(request, person.id)
    if purpose == "exercise":
        return come_in(request, person, now)
    form = NewPassword(person, posted(request))
    asked = request.method == "POST" and form.is_valid()
    if asked and attempt(form, lambda: jobs.use_link(token, form.cleaned_data["password"], now=now)) is not None:
        return redirect("account_login")
    return render(request, "web/link.html", {"form": form, "person": person}, status=400 if form.errors else 200)


def demonstration(request: HttpRequest, person: int) -> HttpResponse:
    """Sign in with one click, on the desk's own host only."""
    passed_on = any(request.META.get(name) for name in PASSED_ON)
    if request.META.get("REMOTE_ADDR", "") not in LOOPBACK or passed_on or settings.UPSTANDER_PUBLIC_URL:
        raise Refused("Demonstration accounts open on the desk's own host only.")
    login(request, account(person), backend=BACKEND)
    audit.signed_in(person, "demonstration", timezone.now())
    return redirect("waiting")


def come_in(request: HttpRequest, person: Person, now: datetime) -> HttpResponse:
    """Come in to a drill: the button does it, and the link works as long as the drill's accounts are open."""
    if request.method != "POST":
        return render(request, "web/come_in.html", {"person": person, "drill": Status.EXERCISE})
    spoken = words.language()
    login(request, account(person.id), backend=BACKEND)
    request.session["language"] = spoken
    audit.signed_in(person.id, "exercise", now)
    seat = drills.joined(person.id, now)
    return redirect("drill", id=seat[0]) if seat and seat[1] is not Part.OUTSIDER else redirect("waiting")


def account(person: int) -> Any:
    """The account as Django's sign-in wants it."""
    return get_user_model()._default_manager.get(pk=person)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Choose a language and go back."""
    to = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(to, allowed_hosts=None):
        to = "/"
    wanted = request.POST.get("language", "")
    return choose(wanted, to) if wanted in LANGUAGES else redirect(to)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  every view takes it
    """200 while the desk answers, 503 while it does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@require_safe
def first(request: HttpRequest) -> HttpResponse:
    """The first page: what waits for those who answer, the watchlist for the others."""
    return redirect("waiting" if request.viewer.roles - jobs.APART else "watchlist")  # type: ignore[attr-defined]
