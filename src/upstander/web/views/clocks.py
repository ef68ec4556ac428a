"""The clocks of the chain: how they stand, and every miss that still asks what held it up."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from upstander.jobs import bottlenecks, clocks, missed
from upstander.records import wire_missed as wire
from upstander.records.errors import Unknown
from upstander.records.plans import Hurdle
from upstander.records.reasons import unread
from upstander.respond.plans import Miss, key_of
from upstander.store.desk import plans
from upstander.store.desk import reads as desk
from upstander.web import clock_forms, sheets
from upstander.web.asked import slice_of
from upstander.web.forms import attempt
from upstander.web.views.pages import done, viewer_of

SIZE = 25
"""Misses on a page."""


@require_safe
def all_clocks(request: HttpRequest) -> HttpResponse:
    """Medians with their states, then every miss; nothing of an exercise."""
    return show(request, "", None, 200)


def show(request: HttpRequest, key: str, wrong: forms.Form | None, status: int) -> HttpResponse:
    """The page; `wrong` is the form of the miss that `key` names, to be put right."""
    viewer, now = viewer_of(request), timezone.now()
    timed = clocks.timed(viewer, now)
    found = bottlenecks.missed(viewer, timed)
    if sheets.wanted(request):
        return sheets.answer("missed-clocks", wire.MissObject, map(missed.written, found))
    waiting = [each for each in found if each.open]
    asked, where = slice_of(waiting, request, SIZE)
    may = bool(viewer.roles) and not viewer.reads_only
    medians = clocks.together(viewer, timed)
    context = {
        "now": now,
        "tallies": medians.tallies,
        "unread": unread(medians.unread),
        "misses": [(each, form_for(each, key, wrong) if may else None) for each in asked],
        "where": where,
        "may": may,
        "settled": [each for each in found if not each.open][:SIZE],
        "wrong": wrong,
    }
    return render(request, "web/clocks.html", context, status=status)


def form_for(miss: Miss, key: str, wrong: forms.Form | None) -> forms.Form | None:
    """What a miss asks next: what held it up, then the correction; nothing more to type once that is ordered."""
    if wrong is not None and key in {miss.key, miss.said.id if miss.said else miss.key}:
        return wrong
    if miss.said is None:
        return clock_forms.Explain(auto_id=f"{miss.key}_%s", initial={"run": miss.run})
    return None if miss.said.due_on else clock_forms.Correct(auto_id=f"{miss.said.id}_%s")


@require_POST
def explain(request: HttpRequest, id: str, clock: str) -> HttpResponse:
    """Say what held a clock up."""
    viewer = viewer_of(request)
    desk.thread(viewer, id)
    form = clock_forms.Explain(request.POST)
    valid, run = form.is_valid(), form.cleaned_data.get("run")
    key = key_of(id, clock, run or 0)
    form.auto_id = f"{key}_%s"
    if valid:
        said = Hurdle(form.cleaned_data["hurdle"]), form.cleaned_data["text"]
        attempt(form, lambda: bottlenecks.explain(id, clock, *said, who=viewer, now=timezone.now(), run=run))
    if form.errors:
        return show(request, key, form, 400)
    done(request, _("It is recorded. Now it asks for its correction."))
    return redirect("clocks")


@require_POST
def correct(request: HttpRequest, id: str) -> HttpResponse:
    """Order the correction."""
    viewer = viewer_of(request)
    known(request, id)
    form = clock_forms.Correct(request.POST, auto_id=f"{id}_%s")
    if form.is_valid():
        held = form.cleaned_data
        ordered = held["authority"], held["means"], held["due_on"]
        attempt(form, lambda: bottlenecks.correct(id, *ordered, who=viewer, now=timezone.now()))
    if form.errors:
        return show(request, id, form, 400)
    done(request, _("The correction is ordered. The miss closes once it is done."))
    return redirect("clocks")


@require_POST
def corrected(request: HttpRequest, id: str) -> HttpResponse:
    """Say that the correction is done."""
    known(request, id)
    bottlenecks.corrected(id, who=viewer_of(request), now=timezone.now())
    done(request, _("The correction is done, and the miss is closed."))
    return redirect("clocks")


def known(request: HttpRequest, id: str) -> None:
    """Unknown unless the viewer may see what was said of this miss."""
    if all(each.id != id for each in plans.bottlenecks(viewer_of(request))):
        raise Unknown("There is no such entry, or it is not open to you.")
