"""Drafting an alert: its words and its addressees, before anybody else sees it."""

from collections.abc import Sequence
from typing import Any

from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from upstander.jobs import alerts as jobs
from upstander.records.desk import Address, Alert, Signal, Situation, Status
from upstander.records.errors import Refused
from upstander.records.people import Viewer
from upstander.store.desk import reads as desk
from upstander.warn import alerts as rules
from upstander.web import figures
from upstander.web.desk_forms import Addressee, Write, addressed, written
from upstander.web.forms import attempt
from upstander.web.views.pages import done, everything, posted, viewer_of
from upstander.web.views.situations import found_here

MOST = 12
"""Addressees that the form takes at once."""


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, iso3: str, id: str) -> HttpResponse:
    """Write a first version."""
    viewer = viewer_of(request)
    found = found_here(viewer, iso3, id)
    rules.may_draft(viewer)
    start = {"status": found.status, "tlp": found.tlp, "signals": request.GET.getlist("signal")}
    return write(request, found, None, start, [])


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, id: str) -> HttpResponse:
    """Write another version: signatures under the old text are voided."""
    viewer = viewer_of(request)
    alert = desk.alert(viewer, id)
    if alert.situation not in viewer.grants:
        raise Refused("You may answer this alert, not change it.")
    rules.may_draft(viewer)
    rules.still_draft(alert)
    return write(request, desk.situation(viewer, alert.situation), alert, written(alert), addressed(alert))


def write(
    request: HttpRequest, found: Situation, alert: Alert | None, start: dict[str, Any], asked: list[dict[str, Any]]
) -> HttpResponse:
    """The form, and what comes of it."""
    viewer = viewer_of(request)
    signals = open_signals(viewer, found.id)
    data = posted(request)
    form = Write(signals, data, initial=start)
    rows = addressees(viewer, data, asked, 2 if "more" not in request.POST else 4)
    if request.method == "POST" and "more" not in request.POST and form.is_valid() and rows.is_valid():
        kept = keep(form, rows, found, alert, viewer)
        if kept:
            done(request, _("The draft was recorded. Nobody is asked until a focal point issues it."))
            return redirect("alert", id=kept)
    wrong = request.method == "POST" and "more" not in request.POST
    context = {
        "form": form,
        "rows": rows,
        "situation": found,
        "alert": alert,
        "state": figures.states().get(found.iso3),
        "drill": "" if found.status is Status.ACTUAL else found.status,
        "wrong": wrong,
    }
    return render(request, "web/draft.html", context, status=400 if wrong else 200)


def open_signals(viewer: Viewer, situation: str) -> list[Signal]:
    """The situation's signals that are not closed."""
    return everything(lambda number: desk.signals(viewer, situation=situation, open_only=True, page=number))


def addressees(viewer: Viewer, data: Any, asked: Sequence[dict[str, Any]], extra: int) -> "BaseFormSet[Addressee]":
    """A row for each addressee and some empty ones."""
    people = [person for person in desk.addressable(viewer) if person.id != viewer.person]
    rows = formset_factory(Addressee, extra=extra, max_num=MOST, absolute_max=MOST)
    if data is not None and "more" in data:
        data = data.copy()
        data["rows-TOTAL_FORMS"] = str(min(MOST, int(data.get("rows-TOTAL_FORMS") or 0) + 2))
    return rows(data, initial=list(asked), prefix="rows", form_kwargs={"people": people})


def keep(form: Write, rows: "BaseFormSet[Addressee]", found: Situation, alert: Alert | None, who: Viewer) -> str | None:
    """Record the draft or its new version; returns the alert's id, None if it was refused."""
    told = [row.address() for row in rows]
    asked: list[Address] = [address for address in told if address is not None]
    now = timezone.now()
    if alert is None:
        return attempt(form, lambda: jobs.draft(found.id, form.draft(), asked, who=who, now=now))
    attempt(form, lambda: jobs.change(alert.id, form.draft(), asked, who=who, now=now))
    return None if form.errors else alert.id
