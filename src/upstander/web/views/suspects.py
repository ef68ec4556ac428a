"""Which bodies are suspected in a situation, who works there, and who may hear of it all the same."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from upstander.jobs import suspects as jobs
from upstander.jobs.waiting import is_free
from upstander.records.desk import Situation, Status
from upstander.records.people import Viewer
from upstander.records.suspicion import suspected
from upstander.store.desk import reads as desk
from upstander.warn import suspects as rules
from upstander.web import figures
from upstander.web.alert_forms import Allowed, Suspected, Why
from upstander.web.forms import attempt
from upstander.web.views.pages import done, saw, viewer_of
from upstander.web.views.situations import found_here


@require_http_methods(["GET", "HEAD", "POST"])
def suspects(request: HttpRequest, iso3: str, id: str) -> HttpResponse:
    """What is suspected here; who may, adds to it."""
    viewer = viewer_of(request)
    found = found_here(viewer, iso3, id)
    if request.method != "POST":
        saw(request, "situation", id, id)
        return show(request, found, {})
    form = Suspected(request.POST, prefix="suspect")
    if form.is_valid():
        held, lake, now = form.cleaned_data, figures.lake(), timezone.now()
        if attempt(form, lambda: jobs.suspect(lake, id, who=viewer, now=now, **held)):
            return back(request, found, _("The suspicion was recorded. Nobody who works there is told by default."))
    return show(request, found, {"suspect": form})


def show(request: HttpRequest, found: Situation, bound: Mapping[str, forms.Form]) -> HttpResponse:
    """The page; `bound` holds a form that has to be put right."""
    viewer, now = viewer_of(request), timezone.now()
    listed = desk.suspects(viewer, found.id)
    here = desk.touched(viewer, found.id, now)
    inside = [each for each in here if suspected(each, listed) is not None]
    mine, standing = jobs.workplace(viewer.person), [each for each in listed if each.lifted_at is None]
    context = {
        "situation": found,
        "state": figures.states().get(found.iso3),
        "states": figures.states(),
        "drill": "" if found.status is Status.ACTUAL else found.status,
        "suspects": listed,
        "exemptions": desk.exemptions(viewer, found.id),
        "inside": inside,
        "alike": jobs.alike(viewer, found.id, [each.person for each in here]),
        "keeps": is_free(rules.may_keep, viewer, mine, standing),
        "allows": is_free(rules.may_allow, viewer, mine, standing),
        **forms_for(viewer, bound),
    }
    return render(request, "web/suspects.html", context, status=400 if bound else 200)


def forms_for(viewer: Viewer, bound: Mapping[str, forms.Form]) -> dict[str, Any]:
    """The page's forms, a refused one as it was typed."""
    return {
        "suspect_form": bound.get("suspect") or Suspected(prefix="suspect"),
        "allow_form": bound.get("allow") or Allowed(desk.addressable(viewer), prefix="allow"),
        "why_form": bound.get("lift") or Why(prefix="lift"),
        "wrong": next(iter(bound.values()), None),
    }


@require_POST
def lift(request: HttpRequest, iso3: str, id: str, suspicion: str) -> HttpResponse:
    """Say that a body is suspected no more."""
    viewer = viewer_of(request)
    found = found_here(viewer, iso3, id)
    form, now = Why(request.POST, prefix="lift"), timezone.now()
    if form.is_valid():
        attempt(form, lambda: jobs.lift(id, suspicion, form.cleaned_data["reason"], who=viewer, now=now))
    return show(request, found, {"lift": form}) if form.errors else back(request, found, _("The suspicion was lifted."))


@require_POST
def allow(request: HttpRequest, iso3: str, id: str) -> HttpResponse:
    """Let somebody hear although they work in a suspected body."""
    viewer = viewer_of(request)
    found = found_here(viewer, iso3, id)
    form, now = Allowed(desk.addressable(viewer), request.POST, prefix="allow"), timezone.now()
    if form.is_valid():
        held = form.cleaned_data
        attempt(form, lambda: jobs.allow(id, held["person"], held["reason"], who=viewer, now=now))
    return show(request, found, {"allow": form}) if form.errors else back(request, found, _("This person may hear."))


@require_POST
def disallow(request: HttpRequest, iso3: str, id: str, exemption: str) -> HttpResponse:
    """End an exception."""
    viewer = viewer_of(request)
    found = found_here(viewer, iso3, id)
    jobs.disallow(id, exemption, who=viewer, now=timezone.now())
    return back(request, found, _("The exception was ended."))


def back(request: HttpRequest, found: Situation, said: Any) -> HttpResponse:
    """To the page again, saying what was done."""
    done(request, said)
    return redirect("suspects", iso3=found.iso3, id=found.id)
