"""How long words are kept: what is due, orders and tombstones, holds, classes, custodians' keys."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from upstander.jobs import dissents, erasure
from upstander.records.answers import ClassRule, Disclosure, RecordClass
from upstander.records.people import Role, Viewer
from upstander.store.desk import answer_rules, custody
from upstander.store.desk import reads as desk
from upstander.web import answer_forms
from upstander.web.forms import attempt
from upstander.web.views.pages import done, viewer_of

KEEPS = (Role.FOCAL_POINT,)
DEEDS = ("order", "hold", "lift", "classify")


@require_safe
def records(request: HttpRequest) -> HttpResponse:
    """What is due for erasure, what was ordered, what is left of what was erased."""
    form = answer_forms.AboutRecord(initial={"object": request.GET.get("object", "")[:60]})
    return show(request, form, answer_forms.MakeKey(), 200)


def show(
    request: HttpRequest,
    form: answer_forms.AboutRecord,
    key: answer_forms.MakeKey,
    status: int,
    wrong: answer_forms.KeepClass | None = None,
) -> HttpResponse:
    """The page; `wrong` is the form of a class that has to be put right."""
    viewer, now = viewer_of(request), timezone.now()
    custodian = viewer.may([Role.CUSTODIAN])
    context = {
        "now": now,
        "rules": classes(viewer, wrong),
        "wrong": wrong,
        "holds": desk.holds(viewer, now),
        "due": desk.due_for_erasure(viewer, now),
        "erasures": desk.erasures(viewer),
        "form": form if viewer.grants else None,
        "custodian": custodian,
        "key": key if custodian else None,
        "has_key": custodian and custody.has_key(viewer.person),
    }
    return render(request, "web/records.html", context, status=status)


def classes(viewer: Viewer, wrong: answer_forms.KeepClass | None) -> list[tuple[Any, ...]]:
    """Each class with its rule, and for focal points the form that changes it."""
    return [
        (each, rule.retention.days, rule.disclosure, of_class(each, rule, wrong) if viewer.may(KEEPS) else None)
        for each, rule in answer_rules.rules().classes.items()
    ]


def of_class(record_class: RecordClass, rule: ClassRule, wrong: answer_forms.KeepClass | None) -> forms.Form:
    """The form of one class as it stands, or as it was typed."""
    if wrong is not None and wrong.prefix == record_class:
        return wrong
    now = {"days": rule.retention.days, "disclosure": rule.disclosure}
    return answer_forms.KeepClass(initial=now, prefix=record_class)


@require_POST
def keep(request: HttpRequest, record_class: str) -> HttpResponse:
    """Change how long a class is kept and who reads it."""
    viewer, now = viewer_of(request), timezone.now()
    erasure.keeps_rules(viewer)
    given = RecordClass(record_class)
    form = answer_forms.KeepClass(request.POST, prefix=given)
    if form.is_valid():
        held = form.cleaned_data
        attempt(form, lambda: erasure.keep(given, held["days"], Disclosure(held["disclosure"]), who=viewer, now=now))
    if form.errors:
        return show(request, answer_forms.AboutRecord(), answer_forms.MakeKey(), 400, form)
    done(request, _("The rule counts from now on, for what is kept already too."))
    return redirect("records")


@require_POST
def make_key(request: HttpRequest) -> HttpResponse:
    """Make a custodian's key."""
    viewer, now = viewer_of(request), timezone.now()
    dissents.custodian(viewer)
    form = answer_forms.MakeKey(request.POST)
    if form.is_valid():
        attempt(form, lambda: dissents.make_key(form.cleaned_data["passphrase"], who=viewer, now=now))
    if form.errors:
        return show(request, answer_forms.AboutRecord(), form, 400)
    done(request, _("The key is made. Keep its passphrase where only you find it."))
    return redirect("records")


@require_POST
def about(request: HttpRequest, deed: str) -> HttpResponse:
    """Order erasure of a record, hold it, lift the hold, or change its class."""
    viewer, now = viewer_of(request), timezone.now()
    form = answer_forms.AboutRecord(request.POST)
    if form.is_valid():
        attempt(form, lambda: carry_out(deed, form.cleaned_data, viewer, now))
    if form.errors:
        return show(request, form, answer_forms.MakeKey(), 400)
    done(request, _("It is recorded."))
    return redirect("records")


def carry_out(deed: str, held: dict[str, Any], who: Viewer, now: datetime) -> object:
    """The job behind each deed."""
    object_, text = held["object"], held["text"]
    given = RecordClass(held["record_class"]) if held["record_class"] else RecordClass.DELIBERATIVE
    deeds: dict[str, Callable[[], object]] = {
        "order": lambda: erasure.order(object_, text, who=who, now=now),
        "hold": lambda: erasure.hold(object_, text, who=who, now=now, until=held["until"]),
        "lift": lambda: erasure.lift(object_, who=who, now=now),
        "classify": lambda: erasure.classify(object_, given, who=who, now=now),
    }
    return deeds[deed]()


@require_POST
def erase(request: HttpRequest, id: str) -> HttpResponse:
    """Carry out somebody else's order."""
    erasure.erase(id, who=viewer_of(request), now=timezone.now())
    done(request, _("The words are erased. What is left is the tombstone."))
    return redirect("records")
