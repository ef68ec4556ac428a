"""Alerts: the list, one alert with its evidence, its addressees and their clocks, and every answer to it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from upstander.jobs import alerts as jobs
from upstander.jobs import holding, referrals
from upstander.jobs.waiting import is_free
from upstander.records import wire_desk
from upstander.records.desk import DECIDES, Alert, AlertStage, Person, Recipient, Signature, Status
from upstander.records.errors import Unknown, UpstanderError, Usage
from upstander.records.people import Viewer
from upstander.store.desk import reads as desk
from upstander.store.desk.actions import first_steps, of_alerts
from upstander.store.desk.climbing import climbing
from upstander.warn import alerts as rules
from upstander.warn import softening
from upstander.web import answer_forms, errors, figures, sheets
from upstander.web.alert_around import around
from upstander.web.alert_chain import steps
from upstander.web.asked import page
from upstander.web.beside import beside
from upstander.web.marks.chain import Step, chain_strip
from upstander.web.views.pages import done, everything, saw, viewer_of
from upstander.web.words import say, words, zone

LISTS = {"actual": Status.ACTUAL, "exercise": Status.EXERCISE, "test": Status.TEST}


@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    """What is real; exercises and tests have lists of their own."""
    viewer, name = viewer_of(request), request.GET.get("list", "actual")
    status = LISTS.get(name)
    if status is None:
        raise Usage("There is no list of alerts called %(name)s: choose one of the links.", "list", name=name[:40])
    if sheets.wanted(request):
        rows = everything(lambda number: desk.alerts(viewer, page=number, status=status))
        return sheets.answer(f"alerts-{name}", wire_desk.AlertObject, map(wire_desk.alert, rows))
    shown, where = desk.alerts(viewer, page=page(request), status=status)
    context = {
        "rows": shown,
        "where": where,
        "list": name,
        "drill": "" if status is Status.ACTUAL else status,
    }
    return render(request, "web/alerts.html", context)


@require_safe
def alert(request: HttpRequest, id: str) -> HttpResponse:
    """One alert."""
    return show(request, desk.alert(viewer_of(request), id))


def show(
    request: HttpRequest,
    found: Alert,
    wrong: forms.Form | None = None,
    sentence: str = "",
    status: int = 200,
    around_form: Mapping[str, forms.Form] = MappingProxyType({}),
    typed: str = "",
) -> HttpResponse:
    """The page; `wrong` and `around_form` are refused forms as they were typed, `sentence` why a button was refused,
    `typed` the words of a dissent that was."""
    viewer, now = viewer_of(request), timezone.now()
    saw(request, "alert", found.id, found.situation)
    mine = next((one for one in found.recipients if one.person == viewer.person), None)
    granted = found.situation in viewer.grants
    context = {
        "now": now,
        "alert": found,
        "state": figures.states().get(found.iso3),
        "granted": granted,
        "drill": "" if found.status is Status.ACTUAL else found.status,
        "chain": chain_strip(chain(viewer, found, mine), now, zone(), words()),
        "standing": rules.standing(found) if found.stage is AlertStage.DRAFT else signed(found),
        "takes_two": rules.takes_two(found),
        "mine": mine,
        "wait": holding.waits(viewer, [found.id], now).get(found.id) if asked(found, mine) else None,
        "hurry": too_late(viewer, found, now) if granted and found.stage is AlertStage.DRAFT else None,
        "refused": sentence,
        "typed": typed,
        "versions": history(viewer, found) if granted else (),
        "first_steps": first_steps(viewer, alert=found.id),
        **may(found, mine, viewer, now, wrong),
        **beside(viewer, found, now),
        **around(found, viewer, now, around_form),
    }
    return render(request, "web/alert.html", context, status=status)


def asked(found: Alert, mine: Recipient | None) -> bool:
    """Whether the viewer still owes a decision on it."""
    return found.stage is AlertStage.ISSUED and mine is not None and mine.decision is None and not mine.notes_only


def too_late(viewer: Viewer, draft: Alert, now: datetime) -> datetime | None:
    """When the ladder would ask somebody else for the decision, if that is before an addressee of the draft must."""
    until = holding.will_wait_until(viewer, draft, now)
    return until if any(each.decide_by > until and not each.notes_only for each in draft.recipients) else None


def chain(viewer: Viewer, found: Alert, mine: Recipient | None) -> list[Step]:
    """The links of the alert's chain that this viewer may see."""
    thread = climbing(viewer, [found.id]).get(found.id) if found.situation in viewer.grants else None
    return steps(found, mine, thread, of_alerts(viewer, [found.id])[found.id])


def signed(found: Alert) -> tuple[Signature, ...]:
    """Every name put under the alert, voided ones too, not those withheld; whoever also issued it is named once."""
    kept = [each for each in found.signatures if not each.withheld]
    issuers = {each.person for each in kept if each.issues and each.voided_at is None}
    return tuple(each for each in kept if each.issues or each.voided_at or each.person not in issuers)


def history(viewer: Viewer, found: Alert) -> tuple[softening.Step, ...]:
    """Every version beside the one before it, the first beside the alert that it changes."""
    base = desk.versions(viewer, found.updates)[:1] if found.updates else []
    return softening.steps(desk.versions(viewer, found.id), base[0] if base else None)


def may(
    found: Alert, mine: Recipient | None, viewer: Viewer, now: datetime, wrong: forms.Form | None
) -> dict[str, Any]:
    """Which buttons and forms the viewer gets."""
    issued = found.stage is AlertStage.ISSUED
    replaced = mine is not None and mine.decision is None and found.life.replaced_for(mine.person) is not None
    answers = issued and mine is not None and not replaced
    granted = found.situation in viewer.grants
    form: forms.Form | None = None
    if answers and mine is not None and not mine.notes_only:
        form = answering(found, viewer) if mine.decision is None else own_again(mine, desk.addressable(viewer))
    return {
        "edits": not issued and granted and is_free(rules.may_draft, viewer),
        "signs": not issued and granted and is_free(rules.may_sign, found, viewer),
        "issues": not issued and granted and is_free(rules.may_issue, found, viewer, now),
        "acknowledges": answers and mine is not None and mine.acknowledged_at is None,
        "form": wrong or form,
        "decided": mine.decision if mine else None,
    }


def answering(found: Alert, viewer: Viewer, data: Any = None) -> answer_forms.Answering:
    """The form for an answer: it offers those whom the rules let one name."""
    heirs, asked = referrals.choosable(found, viewer, desk.addressable(viewer))
    return answer_forms.Answering(asked, data, heirs=heirs)


def own_again(mine: Recipient, people: list[Person]) -> forms.Form | None:
    """The form for replacing one's own decision; none for an answer that somebody has accepted from one."""
    made = mine.decision
    return answer_forms.Superseding(people) if made and made.answer in DECIDES else None


@require_POST
def acknowledge(request: HttpRequest, id: str) -> HttpResponse:
    """Say that one has read it."""
    return press(request, id, jobs.acknowledge, _("You have acknowledged this alert. Your decision is next."))


@require_POST
def sign(request: HttpRequest, id: str) -> HttpResponse:
    """A second name."""
    return press(request, id, jobs.sign, _("Your signature was recorded."))


@require_POST
def issue(request: HttpRequest, id: str) -> HttpResponse:
    """From now on its addressees see it."""
    job = partial(jobs.issue, despite=request.POST.get("despite", ""))
    return press(request, id, job, _("The alert is issued. Its addressees see it now."))


def press(request: HttpRequest, id: str, job: Callable[..., None], said: Any) -> HttpResponse:
    """Do what a button says; a refusal stands on the alert's own page."""
    viewer = viewer_of(request)
    try:
        job(id, who=viewer, now=timezone.now())
    except Unknown:
        raise
    except UpstanderError as error:
        return show(request, desk.alert(viewer, id), sentence=say(error.sentence), status=errors.status_of(error))
    done(request, said)
    return redirect("alert", id=id)
