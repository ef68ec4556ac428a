"""Accounts, for administrators: who there is, what they may do, and how they get in."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upstander.jobs import people as jobs
from upstander.records import wire_desk
from upstander.records.errors import Refused
from upstander.records.people import Role, Viewer
from upstander.store.desk import reads as desk
from upstander.web import desk_forms, sheets
from upstander.web.alert_forms import WorksIn
from upstander.web.forms import attempt
from upstander.web.views.pages import done, posted, viewer_of


def administrator(request: HttpRequest) -> Viewer:
    """Who asks; Refused for everybody but administrators."""
    viewer = viewer_of(request)
    if not viewer.may([Role.ADMINISTRATOR]):
        raise Refused("Ask an administrator: administrators keep the accounts.")
    return viewer


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """All accounts, and the form for a new one."""
    viewer, now = administrator(request), timezone.now()
    if sheets.wanted(request):
        return sheets.answer("people", wire_desk.PersonObject, map(wire_desk.person, desk.people(viewer)))
    form = desk_forms.AddPerson(posted(request))
    if request.method == "POST" and form.is_valid():
        held = form.cleaned_data
        roles = [Role(role) for role in held["roles"]]
        added = attempt(form, lambda: jobs.add(held["username"], held["name"], roles, who=viewer, now=now))
        if added:
            done(request, _("The account is there. Make a one-time link so that its owner can set a password."))
            return redirect("person", id=added.id)
    context = {"people": desk.people(viewer), "form": form}
    return render(request, "web/people.html", context, status=400 if form.errors else 200)


@require_safe
def person(request: HttpRequest, id: int) -> HttpResponse:
    """One account."""
    return show(request, id, None)


def show(
    request: HttpRequest,
    id: int,
    form: forms.Form | None,
    link: str = "",
    status: int = 200,
    workplace: forms.Form | None = None,
) -> HttpResponse:
    """The page; `link` is a one-time link, shown this once."""
    found = desk.person(administrator(request), id)
    roles = form or desk_forms.Roles(initial={"roles": [str(role) for role in found.roles]})
    place = workplace or WorksIn(initial={"institution": found.institution, "iso3": found.institution_iso3})
    context = {"person": found, "form": roles, "link": link, "workplace": place}
    return render(request, "web/person.html", context, status=status)


@require_POST
def set_roles(request: HttpRequest, id: int) -> HttpResponse:
    """What a person may do; their sessions end."""
    viewer = administrator(request)
    form = desk_forms.Roles(request.POST)
    if form.is_valid():
        roles = [Role(role) for role in form.cleaned_data["roles"]]
        attempt(form, lambda: jobs.set_roles(id, roles, who=viewer, now=timezone.now()))
    if form.errors:
        return show(request, id, form, status=400)
    done(request, _("The roles were set. The person has to sign in again."))
    return redirect("person", id=id) if id != viewer.person else redirect("account_login")


@require_POST
def set_institution(request: HttpRequest, id: int) -> HttpResponse:
    """Where a person works."""
    viewer, form = administrator(request), WorksIn(request.POST)
    if form.is_valid():
        held, now = form.cleaned_data, timezone.now()
        attempt(form, lambda: jobs.set_institution(id, held["institution"], held["iso3"], who=viewer, now=now))
    if form.errors:
        return show(request, id, None, status=400, workplace=form)
    done(request, _("The workplace was recorded."))
    return redirect("person", id=id)


@require_POST
def deactivate(request: HttpRequest, id: int) -> HttpResponse:
    """Close the account."""
    return switch(request, id, jobs.deactivate, _("The account is closed."))


@require_POST
def reactivate(request: HttpRequest, id: int) -> HttpResponse:
    """Open it again."""
    return switch(request, id, jobs.reactivate, _("The account is open again."))


def switch(request: HttpRequest, id: int, job: Callable[..., None], said: Any) -> HttpResponse:
    """Close or open an account."""
    viewer = administrator(request)
    job(id, who=viewer, now=timezone.now())
    done(request, said)
    return redirect("person", id=id)


@require_POST
def reset_link(request: HttpRequest, id: int) -> HttpResponse:
    """A link with which the person sets a new password, once; shown this once."""
    viewer = administrator(request)
    secret = jobs.reset_link(id, who=viewer, now=timezone.now())
    return show(request, id, None, link=request.build_absolute_uri(f"/link/{secret}/"))
