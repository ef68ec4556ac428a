"""Drafting an alert: its words and its addressees, before anybody else sees it."""

from collections.abc import Sequence
from typing import Any

from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from upstander.jobs import alert_life, drills, wording
from upstander.jobs import alerts as jobs
from upstander.records.alert_life import AlertKind
from upstander.records.desk import Address, Alert, Person, Signal, Situation, Status
from upstander.records.drills import Part
from upstander.records.errors import Refused
from upstander.records.people import Viewer
from upstander.store.desk import reads as desk
from upstander.warn import alerts as rules
from upstander.warn import succession
from upstander.warn import wording as wordings
from upstander.web import figures
from upstander.web.alert_forms import Addressee, Rewrite, Write, addressed, written
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
    chosen = request.GET.getlist("signal")
    start = {"status": found.status, "tlp": found.tlp, "signals": chosen, "wording": wording.default()}
    return write(request, found, None, start, asked_of(viewer, found))


def asked_of(viewer: Viewer, found: Situation) -> list[dict[str, Any]]:
    """Whom the form names before anything is typed: in a drill its decision maker, with the time that is left."""
    drill = desk.drill_in(viewer, found.id)
    seat = drill.seat(Part.DECISION_MAKER) if drill else None
    if drill is None or seat is None:
        return []
    until = drills.answer_by(drill, timezone.now())
    return [{"person": seat.person, "acknowledge_by": until[0], "decide_by": until[1]}]


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


@require_http_methods(["GET", "HEAD", "POST"])
def update(request: HttpRequest, id: str) -> HttpResponse:
    """Write the text that takes an issued alert's place; those who were asked are asked again unless changed."""
    viewer = viewer_of(request)
    old = desk.alert(viewer, id)
    rules.of_the_situation(old, viewer)
    succession.may_update(old, viewer)
    asked = [{"person": each.person, "asked": each.asked} for each in old.recipients]
    return write(request, desk.situation(viewer, old.situation), None, written(old) | {"reason": ""}, asked, old)


def write(
    request: HttpRequest,
    found: Situation,
    alert: Alert | None,
    start: dict[str, Any],
    asked: list[dict[str, Any]],
    old: Alert | None = None,
) -> HttpResponse:
    """The form, and what comes of it. `old`: the issued alert that this one updates."""
    viewer = viewer_of(request)
    signals = choosable(viewer, found.id, alert or old)
    data = posted(request)
    changes = old is not None or (alert is not None and alert.kind is not AlertKind.ALERT)
    form = (Rewrite if changes else Write)(signals, data, initial=start)
    rows = addressees(within_reach(viewer, found.id), data, asked, 2 if "more" not in request.POST else 4)
    form.in_reality_of(found.status)
    if request.method == "POST" and "more" not in request.POST and form.is_valid() and rows.is_valid():
        kept = keep(form, rows, found, alert, viewer, old)
        if kept:
            done(request, _("The draft was recorded. Nobody is asked until a focal point issues it."))
            return redirect("alert", id=kept)
    wrong = request.method == "POST" and "more" not in request.POST
    context = {
        "form": form,
        "rows": rows,
        "situation": found,
        "alert": alert,
        "old": old,
        "charged": wordings.findings(alert, wording.terms(), alert.recipients) if alert else (),
        "state": figures.states().get(found.iso3),
        "drill": "" if found.status is Status.ACTUAL else found.status,
        "wrong": wrong,
    }
    return render(request, "web/draft.html", context, status=400 if wrong else 200)


def open_signals(viewer: Viewer, situation: str) -> list[Signal]:
    """The situation's signals that are not closed."""
    return everything(lambda number: desk.signals(viewer, situation=situation, open_only=True, page=number))


def choosable(viewer: Viewer, situation: str, alert: Alert | None) -> list[Signal]:
    """The open signals, and those that the text rests on already, closed or not."""
    found = {signal.id: signal for signal in (*open_signals(viewer, situation), *(alert.signals if alert else ()))}
    return list(found.values())


def within_reach(viewer: Viewer, situation: str) -> list[Person]:
    """Whom the viewer may name there: in a drill those who play a part in it."""
    drill = desk.drill_in(viewer, situation)
    room = {each.person for each in drill.seats if each.part is not Part.OUTSIDER} if drill else None
    offered = (person for person in desk.addressable(viewer) if person.id != viewer.person)
    return [person for person in offered if room is None or person.id in room]


def addressees(
    people: Sequence[Person], data: Any, asked: Sequence[dict[str, Any]], extra: int
) -> "BaseFormSet[Addressee]":
    """A row for each addressee and some empty ones."""
    rows = formset_factory(Addressee, extra=extra, max_num=MOST, absolute_max=MOST)
    if data is not None and "more" in data:
        data = data.copy()
        data["rows-TOTAL_FORMS"] = str(min(MOST, int(data.get("rows-TOTAL_FORMS") or 0) + 2))
    return rows(data, initial=list(asked), prefix="rows", form_kwargs={"people": people})


def keep(
    form: Write,
    rows: "BaseFormSet[Addressee]",
    found: Situation,
    alert: Alert | None,
    who: Viewer,
    old: Alert | None = None,
) -> str | None:
    """Record the draft or its new version; returns the alert's id, None if it was refused."""
    told = [row.address() for row in rows]
    asked: list[Address] = [address for address in told if address is not None]
    now = timezone.now()
    if old is not None:
        return attempt(form, lambda: alert_life.update(old.id, form.draft(), asked, who=who, now=now))
    if alert is None:
        return attempt(form, lambda: jobs.draft(found.id, form.draft(), asked, who=who, now=now))
    attempt(form, lambda: jobs.change(alert.id, form.draft(), asked, who=who, now=now))
    return None if form.errors else alert.id
