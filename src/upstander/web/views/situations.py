"""Situations: the list, one situation with all that was recorded and judged about it, and what can be done there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from upstander.jobs import access, signals
from upstander.jobs import situations as jobs
from upstander.records import wire_desk
from upstander.records.desk import AlertStage, Phase, SignalKind, Situation, Status, Tlp
from upstander.records.errors import Unknown, Usage
from upstander.records.people import Viewer
from upstander.store.desk import reads as desk
from upstander.warn.alerts import DRAFTS
from upstander.web import desk_forms, figures, sheets
from upstander.web.asked import asked, page
from upstander.web.forms import attempt
from upstander.web.views.pages import done, everything, posted, saw, viewer_of
from upstander.web.words import language


@require_safe
def situations(request: HttpRequest) -> HttpResponse:
    """Situations open to the viewer, and every State."""
    viewer = viewer_of(request)
    if sheets.wanted(request):
        rows = everything(lambda number: desk.situations(viewer, page=number, status=Status.ACTUAL))
        return sheets.answer("situations", wire_desk.SituationObject, map(wire_desk.situation, rows))
    shown, where = desk.situations(viewer, page=page(request))
    context = {
        "asked": asked(request),
        "situations": [each for each in shown if each.status is Status.ACTUAL],
        "exercises": [each for each in shown if each.status is not Status.ACTUAL],
        "where": where,
        "states": figures.in_order(language(), ended=False),
        "ended": figures.in_order(language(), ended=True),
    }
    return render(request, "web/situations.html", context)


@require_safe
def by_id(request: HttpRequest, id: str) -> HttpResponse:
    """The situation's own address, for links that know no State."""
    found = desk.situation(viewer_of(request), id)
    return redirect("situation", iso3=found.iso3, id=found.id)


@require_safe
def situation(request: HttpRequest, iso3: str, id: str) -> HttpResponse:
    """One situation."""
    return show(request, iso3, id, {})


def found_here(viewer: Viewer, iso3: str, id: str) -> Situation:
    """The situation, under its own State's address only."""
    found = desk.situation(viewer, id)
    if found.iso3 != iso3:
        raise Unknown("There is no such situation, or it is not open to you.")
    return found


def show(request: HttpRequest, iso3: str, id: str, bound: Mapping[str, forms.Form]) -> HttpResponse:
    """The page; `bound` holds a form that has to be put right."""
    viewer, now = viewer_of(request), timezone.now()
    found = found_here(viewer, iso3, id)
    alerts, more_alerts = desk.alerts(viewer, situation=id)
    received, more_signals = desk.signals(viewer, situation=id, page=page(request))
    if sheets.wanted(request):
        return table(viewer, id, request.GET.get("table", "signals"))
    saw(request, "situation", id, id)
    context = {
        "asked": asked(request),
        "now": now,
        "situation": found,
        "state": figures.states().get(iso3),
        "phases": desk.phases(viewer, id),
        "handovers": desk.handovers(viewer, id),
        "signals": received,
        "where": more_signals,
        "alerts": alerts,
        "more_alerts": more_alerts,
        "decisions": [
            (alert, recipient, made)
            for alert in alerts
            for recipient in alert.recipients
            for made in recipient.decisions
        ],
        "grants": desk.grants(viewer, id),
        "owns": jobs.is_owner(found, viewer),
        "drafts_alerts": viewer.may(DRAFTS),
        "drill": found.status if found.status is not Status.ACTUAL else "",
        "issued": AlertStage.ISSUED,
        **forms_for(viewer, found, bound),
    }
    return render(request, "web/situation.html", context, status=400 if bound else 200)


def table(viewer: Viewer, id: str, name: str) -> HttpResponse:
    """One of the situation's tables, whole."""
    alerts = everything(lambda number: desk.alerts(viewer, situation=id, page=number))
    made = [one for alert in alerts for recipient in alert.recipients for one in recipient.decisions]
    if name == "alerts":
        return sheets.answer(f"alerts-{id}", wire_desk.AlertObject, map(wire_desk.alert, alerts))
    if name == "decisions":
        return sheets.answer(f"decisions-{id}", wire_desk.DecisionObject, map(wire_desk.decision, made))
    if name == "access":
        return sheets.answer(f"access-{id}", wire_desk.GrantObject, map(wire_desk.grant, desk.grants(viewer, id)))
    if name == "signals":
        rows = everything(lambda number: desk.signals(viewer, situation=id, page=number))
        return sheets.answer(f"signals-{id}", wire_desk.SignalObject, map(wire_desk.signal, rows))
    raise Usage("There is no table called %(name)s: use the links of the page.", "table", name=name[:40])


def forms_for(viewer: Viewer, found: Situation, bound: Mapping[str, forms.Form]) -> dict[str, Any]:
    """The forms of the page, by what the viewer may do; a refused one as it was typed."""
    fresh: dict[str, forms.Form] = {}
    if viewer.may(jobs.OPENS):
        fresh["phase"] = desk_forms.JudgePhase(initial={"phase": found.phase}, prefix="phase")
    if viewer.may(signals.REPORTS):
        fresh["report"] = desk_forms.Report(prefix="report")
    if jobs.is_owner(found, viewer):
        people = [person for person in desk.addressable(viewer) if person.id != viewer.person]
        fresh["give"] = desk_forms.Give(people, prefix="give")
        fresh["hand_over"] = desk_forms.HandOver(people, prefix="hand_over")
    held = fresh | dict(bound)
    return {"forms": held, "wrong": next(iter(bound), "")}


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done to a situation: its form, its job, and what to say afterwards."""

    form: Callable[[Viewer, Any], forms.Form]
    job: Callable[[str, Mapping[str, Any], Viewer], object]
    said: Any


def phase_form(viewer: Viewer, data: Any) -> forms.Form:  # noqa: ARG001  each form is made alike
    """The form to judge the phase."""
    return desk_forms.JudgePhase(data, prefix="phase")


def report_form(viewer: Viewer, data: Any) -> forms.Form:  # noqa: ARG001  each form is made alike
    """The form to report."""
    return desk_forms.Report(data, prefix="report")


def give_form(viewer: Viewer, data: Any) -> forms.Form:
    """The form to grant sight."""
    return desk_forms.Give(desk.addressable(viewer), data, prefix="give")


def hand_over_form(viewer: Viewer, data: Any) -> forms.Form:
    """The form to hand over."""
    return desk_forms.HandOver(desk.addressable(viewer), data, prefix="hand_over")


def judge(id: str, held: Mapping[str, Any], who: Viewer) -> object:
    """Judge the phase anew."""
    jobs.change_phase(id, Phase(held["phase"]), held["reason"], who=who, now=timezone.now())
    return True


def report(id: str, held: Mapping[str, Any], who: Viewer) -> object:
    """Log a report."""
    return signals.report(
        id,
        held["title"],
        held["text"],
        who=who,
        now=timezone.now(),
        kind=SignalKind(held["kind"]),
        source=held["source"],
        source_url=held["source_url"],
        occurred_at=held["occurred_at"],
    )


def give(id: str, held: Mapping[str, Any], who: Viewer) -> object:
    """Grant sight."""
    return access.give(id, held["person"], held["reason"], held["expires_at"], who=who, now=timezone.now())


def hand_over(id: str, held: Mapping[str, Any], who: Viewer) -> object:
    """Give it another owner."""
    jobs.hand_over(id, held["person"], held["reason"], who=who, now=timezone.now())
    return True


DEEDS: dict[str, Deed] = {
    "phase": Deed(phase_form, judge, _("Your judgement was recorded.")),
    "report": Deed(report_form, report, _("Your report was recorded.")),
    "give": Deed(give_form, give, _("Access was given.")),
    "hand_over": Deed(hand_over_form, hand_over, _("The situation has another owner.")),
}


@require_POST
def act(request: HttpRequest, iso3: str, id: str, deed: str) -> HttpResponse:
    """Do one of the deeds; what is refused comes back with the page, as it was typed."""
    viewer, what = viewer_of(request), DEEDS[deed]
    found_here(viewer, iso3, id)
    form = what.form(viewer, request.POST)
    if form.is_valid() and attempt(form, lambda: what.job(id, form.cleaned_data, viewer)) is not None:
        done(request, what.said)
        still_seen = id in desk.viewer_of(viewer.person, timezone.now()).grants
        return redirect("situation", iso3=iso3, id=id) if still_seen else redirect("situations")
    return show(request, iso3, id, {deed: form})


@require_POST
def revoke(request: HttpRequest, iso3: str, id: str, grant: str) -> HttpResponse:
    """End a grant."""
    viewer = viewer_of(request)
    found_here(viewer, iso3, id)
    access.revoke(grant, who=viewer, now=timezone.now())
    done(request, _("Access was ended."))
    return redirect("situation", iso3=iso3, id=id)


@require_http_methods(["GET", "HEAD", "POST"])
def open_situation(request: HttpRequest, iso3: str) -> HttpResponse:
    """Open a situation in a State."""
    viewer = viewer_of(request)
    state = figures.lake().state(viewer, iso3)
    form = desk_forms.OpenSituation(posted(request))
    if request.method == "POST" and form.is_valid():
        held, now = form.cleaned_data, timezone.now()
        rest = {"area": held["area"], "group": held["group"], "tlp": Tlp(held["tlp"]), "status": Status(held["status"])}
        words = (iso3, held["title"], Phase(held["phase"]), held["reason"])
        id = attempt(form, lambda: jobs.open_situation(figures.lake(), *words, who=viewer, now=now, **rest))
        if id:
            done(request, _("The situation is open, and you own it."))
            return redirect("situation", iso3=iso3, id=id)
    context = {"form": form, "state": state, "may": viewer.may(jobs.OPENS)}
    return render(request, "web/open_situation.html", context, status=400 if form.errors else 200)
