"""My account: language, time zone, second factor, password, tokens."""

from allauth.core import ratelimit
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from upstander.jobs import people as jobs
from upstander.jobs import receipts
from upstander.store.desk import reads as desk
from upstander.web import desk_forms, errors
from upstander.web.forms import attempt
from upstander.web.views.pages import done, viewer_of


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """My account."""
    return show(request)


def show(request: HttpRequest, secret: str = "", **bound: forms.Form) -> HttpResponse:
    """The page; a refused form as it was typed, a new token this once."""
    viewer = viewer_of(request)
    person = desk.person(viewer, viewer.person)
    start = {"language": person.language, "time_zone": person.time_zone}
    fresh: dict[str, forms.Form] = {
        "preferences": desk_forms.Preferences(initial=start),
        "password": desk_forms.ChangePassword(person),
        "token": desk_forms.Token(prefix="token"),
    }
    context = {
        "person": person,
        "provable": receipts.mine(viewer),
        "tokens": desk.tokens(viewer, timezone.now()),
        "secret": secret,
        "wrong": next(iter(bound.values()), None),
        **fresh,
        **bound,
    }
    return render(request, "web/me.html", context, status=400 if bound else 200)


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Language and time zone."""
    form = desk_forms.Preferences(request.POST)
    if form.is_valid():
        held, viewer = form.cleaned_data, viewer_of(request)
        attempt(form, lambda: jobs.set_preferences(held["language"], held["time_zone"], who=viewer))
    if form.errors:
        return show(request, preferences=form)
    request.session.pop("language", None)
    done(request, _("Your language and your time zone were kept."))
    kept = redirect("me")
    kept.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return kept


@require_POST
def password(request: HttpRequest) -> HttpResponse:
    """A new password; all my sessions end."""
    viewer = viewer_of(request)
    if not ratelimit.consume(request, action="change_password", user=request.user):
        return errors.too_many(request)
    form = desk_forms.ChangePassword(desk.person(viewer, viewer.person), request.POST)
    if form.is_valid() and not request.user.check_password(form.cleaned_data["current"]):
        form.add_error("current", gettext("This is not your password."))
    if form.is_valid():
        attempt(form, lambda: jobs.change_password(form.cleaned_data["password"], who=viewer, now=timezone.now()))
    return show(request, password=form) if form.errors else redirect("account_login")


@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """A secret for programs, shown this once."""
    form, viewer = desk_forms.Token(request.POST, prefix="token"), viewer_of(request)
    if form.is_valid():
        held, now = form.cleaned_data, timezone.now()
        asked = held["name"], held["expires_at"]
        secret = attempt(form, lambda: jobs.token(*asked, who=viewer, now=now, reads_only=held["reads_only"]))
        if secret:
            return show(request, secret=secret)
    return show(request, token=form)


@require_POST
def revoke_token(request: HttpRequest, id: int) -> HttpResponse:
    """End one of my tokens."""
    jobs.revoke_token(id, who=viewer_of(request), now=timezone.now())
    done(request, _("The token was ended."))
    return redirect("me")
