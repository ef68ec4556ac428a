"""The options for a situation: filtered by address, never by a stored wish; and the judgements they stand on."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from upstander.jobs import judgements
from upstander.jobs import options as jobs
from upstander.records import wire_options as wire
from upstander.records.desk import Status
from upstander.records.errors import Usage
from upstander.records.people import Viewer
from upstander.records.tools import Choice, Input, Judged
from upstander.store.desk.judgements import judgements as every_judgement
from upstander.web import sheets
from upstander.web.forms import attempt
from upstander.web.option_forms import Filters, Judge
from upstander.web.views.pages import done, saw, viewer_of
from upstander.web.views.situations import found_here


@require_safe
def options(request: HttpRequest, iso3: str, id: str) -> HttpResponse:
    """What can be done about a situation, in the order of the rules."""
    return show(request, iso3, id, None, 200)


def show(request: HttpRequest, iso3: str, id: str, wrong: Judge | None, status: int) -> HttpResponse:
    """The page; `wrong`: a judgement that has to be put right."""
    viewer, now = viewer_of(request), timezone.now()
    found = found_here(viewer, iso3, id)
    laid = jobs.laid(viewer, id, choice_of(request), now, request.GET.get("alert", "")[:12])
    if sheets.wanted(request):
        return sheets.answer(f"options-{id}", wire.OptionObject, wire.rows(laid.offer))
    saw(request, "situation", id, id)
    context = {
        "situation": found,
        "drill": "" if found.status is Status.ACTUAL else found.status,
        "laid": laid,
        "offer": laid.offer,
        "lists": ("needs_consent", "withheld", "not_offered"),
        "filters": Filters(initial=shown(laid.choice)),
        "inputs": [(each, laid.judged.get(each), judge_form(viewer, each, wrong)) for each in Input],
        "wrong": wrong,
        "earlier": [each for each in every_judgement(viewer, id) if laid.judged[each.input] != each],
        "success": jobs.success_factors(),
    }
    return render(request, "web/options.html", context, status=status)


def choice_of(request: HttpRequest) -> Choice:
    """What the address asks for; Usage for what no option carries."""
    asked = {name: request.GET.getlist(name) for name in jobs.choices()}
    return jobs.chosen(asked, days_of(request.GET.get("days", "").strip()))


def days_of(text: str) -> float | None:
    """A number of days; Usage for anything else."""
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        raise Usage("Give a number of days above 0.", "days") from None


def shown(choice: Choice) -> dict[str, Any]:
    """The choice as the form shows it: one value a field."""
    one = {name: min(values) for name, values in choice.fields.items()}
    return {**one, "days": choice.days}


def judge_form(viewer: Viewer, input: Input, wrong: Judge | None) -> forms.Form | None:
    """The form for one judgement, for those who judge; a refused one as it was typed."""
    if not viewer.may(judgements.JUDGES):
        return None
    if wrong is not None and wrong.data.get("input") == input:
        return wrong
    return Judge(initial={"input": str(input)}, auto_id=f"{input}_%s")


@require_POST
def judge(request: HttpRequest, iso3: str, id: str) -> HttpResponse:
    """Sign a judgement."""
    viewer = viewer_of(request)
    found_here(viewer, iso3, id)
    form = Judge(request.POST, auto_id=f"{request.POST.get('input', '')[:30]}_%s")
    if form.is_valid():
        held = form.cleaned_data
        said = Input(held["input"]), Judged(held["value"]), held["reason"]
        attempt(form, lambda: judgements.judge(id, *said, who=viewer, now=timezone.now()))
    if form.errors:
        return show(request, iso3, id, form, 400)
    done(request, _("Your judgement was recorded."))
    return redirect("options", iso3=iso3, id=id)
