"""Answers: the five of them, referrals, inquiries, sealed dissent, clearances, what was given elsewhere."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from upstander.jobs import clearances, decisions, dissents, holding, inquiries, recorded, referrals
from upstander.records.answers import Medium
from upstander.records.desk import Alert, Answer
from upstander.records.errors import Unknown, UpstanderError
from upstander.records.people import Viewer
from upstander.respond.answers import recipient_of
from upstander.store.desk import reads as desk
from upstander.web import answer_forms, errors
from upstander.web.beside import team
from upstander.web.forms import attempt
from upstander.web.views.alerts import answering, show
from upstander.web.views.pages import done, viewer_of
from upstander.web.words import say

REFERRAL_VERBS = ("accept", "return", "withdraw")
HELD = _("It is recorded.")
RECORDED_VERBS = ("witness", "confirm", "dispute")


@require_POST
def decide(request: HttpRequest, id: str) -> HttpResponse:
    """Give one's answer: a decision, a referral, or what one must know first."""
    viewer, now = viewer_of(request), timezone.now()
    found = desk.alert(viewer, id)
    recipient_of(found, viewer)
    form = answering(found, viewer, request.POST)
    if form.is_valid():
        said = attempt(form, lambda: given(found, form, viewer, now))
        if said:
            done(request, said)
            return redirect("alert", id=id)
    return show(request, found, wrong=form, status=400)


def given(found: Alert, form: answer_forms.Answering, who: Viewer, now: datetime) -> Any:
    """Do what the answer says; what to tell the person then."""
    held, answer = form.cleaned_data, Answer(form.cleaned_data["answer"])
    if answer is Answer.REFER:
        referrals.refer(found.id, held["to"], held["reason"], who=who, now=now, around=form.around())
        return _("It is referred. Until it is accepted, the answer is still yours to give.")
    if answer is Answer.NEED_MORE:
        asking = held["what"], held["of"], held["due_at"], held["reason"]
        late = held["late_reason"]
        inquiries.need_more(found.id, *asking, who=who, now=now, around=form.around(), late_reason=late)
        return _("The question is asked. Your clock runs on.")
    more = {"dissent": held["dissent"], "present": held["present"]}
    decisions.decide(found.id, answer, held["reason"], who=who, now=now, review_at=held["review_at"], **more)
    return _("Your decision was recorded.")


@require_POST
def hold(request: HttpRequest, id: str) -> HttpResponse:
    """Go on owning the decision past the ladder's deadline."""
    who, text = viewer_of(request), request.POST.get("text", "")
    desk.alert(who, id)
    return carried_out(request, id, lambda: holding.hold_longer(id, text, who=who, now=timezone.now()), HELD)


@require_POST
def supersede(request: HttpRequest, id: str, decision: str) -> HttpResponse:
    """Replace one's own mistaken decision."""
    viewer, now = viewer_of(request), timezone.now()
    found = desk.alert(viewer, id)
    recipient_of(found, viewer)
    if desk.decision(viewer, decision).alert != id:
        raise Unknown("There is no such decision, or it is not open to you.")
    form = answer_forms.Superseding(desk.addressable(viewer), request.POST)
    if form.is_valid():
        held = form.cleaned_data
        texts = (Answer(held["answer"]), held["reason"], held["why"])
        more = {"dissent": held["dissent"], "present": held["present"], "review_at": held["review_at"]}
        if attempt(form, lambda: decisions.supersede(decision, *texts, who=viewer, now=now, **more)):
            done(request, _("Your new decision was recorded. The earlier one stays to be read."))
            return redirect("alert", id=id)
    return show(request, found, wrong=form, status=400)


def carried_out(
    request: HttpRequest, alert: str, job: Callable[[], object], said: Any, typed: str = ""
) -> HttpResponse:
    """Do what a form beside an alert says; a refusal stands on the alert's own page, with what was typed in it."""
    viewer = viewer_of(request)
    try:
        job()
    except Unknown:
        raise
    except UpstanderError as error:
        found, status = desk.alert(viewer, alert), errors.status_of(error)
        return show(request, found, sentence=say(error.sentence), status=status, typed=typed)
    done(request, said)
    try:
        desk.alert(viewer, alert)
    except Unknown:
        return redirect("waiting")
    return redirect("alert", id=alert)


def refused(request: HttpRequest, alert: str, form: forms.Form) -> HttpResponse:
    """The alert's page with what is wrong in a form beside it."""
    wrong = next(text for texts in form.errors.values() for text in texts)
    return show(request, desk.alert(viewer_of(request), alert), sentence=str(wrong), status=400)


@require_POST
def referral(request: HttpRequest, id: str, verb: str) -> HttpResponse:
    """Accept a referral, return it with a reason, or take back one's own."""
    who, now = viewer_of(request), timezone.now()
    found = desk.referral(who, id)
    deeds: dict[str, tuple[Callable[[], object], Any]] = {
        "accept": (lambda: referrals.accept(id, who=who, now=now), _("The answer is yours now, with its deadline.")),
        "return": (
            lambda: referrals.return_(id, request.POST.get("text", ""), who=who, now=now),
            _("It is returned: its sender owes the answer."),
        ),
        "withdraw": (lambda: referrals.withdraw(id, who=who, now=now), _("It is taken back.")),
    }
    return carried_out(request, found.alert, *deeds[verb])


@require_safe
def inquiry(request: HttpRequest, id: str) -> HttpResponse:
    """What one person was asked, on a page of its own: they may not see the alert."""
    return show_inquiry(request, id, answer_forms.Said(), 200)


def show_inquiry(request: HttpRequest, id: str, form: answer_forms.Said, status: int) -> HttpResponse:
    """The page of an inquiry."""
    viewer, now = viewer_of(request), timezone.now()
    found = desk.inquiry(viewer, id)
    waits = found.of == viewer.person and found.answered_at is None and found.closed_at is None
    context = {
        "now": now,
        "inquiry": found,
        "state": found.state(now),
        "sees": sees(viewer, found.alert),
        "form": form if waits else None,
        "drill": "" if found.status.value == "Actual" else found.status,
    }
    return render(request, "web/inquiry.html", context, status=status)


def sees(viewer: Viewer, alert: str) -> bool:
    """Whether the viewer may open the alert."""
    try:
        desk.alert(viewer, alert)
    except Unknown:
        return False
    return True


@require_POST
def answer_inquiry(request: HttpRequest, id: str) -> HttpResponse:
    """Answer what one was asked."""
    viewer = viewer_of(request)
    desk.inquiry(viewer, id)
    form = answer_forms.Said(request.POST)
    if form.is_valid():
        text = form.cleaned_data["text"]
        attempt(form, lambda: inquiries.answer(id, text, who=viewer, now=timezone.now()))
    if form.errors:
        return show_inquiry(request, id, form, 400)
    done(request, _("Your answer was recorded. Whoever must decide is told."))
    return redirect("inquiry", id=id)


@require_POST
def dissent(request: HttpRequest, id: str) -> HttpResponse:
    """Disagree under seal."""
    who, now = viewer_of(request), timezone.now()
    desk.alert(who, id)
    text = request.POST.get("text", "")
    said = _("It stands beside the alert without your name. A reply is due.")
    return carried_out(request, id, lambda: dissents.file(id, text, who=who, now=now), said, typed=text)


@require_POST
def reply(request: HttpRequest, id: str) -> HttpResponse:
    """Reply to a sealed dissent."""
    who, now = viewer_of(request), timezone.now()
    alert, text = desk.dissent(who, id).alert, request.POST.get("text", "")
    said = _("Your reply stands beside the dissent.")
    return carried_out(request, alert, lambda: dissents.reply(id, text, who=who, now=now), said)


@require_POST
def unseal(request: HttpRequest, id: str) -> HttpResponse:
    """Look who wrote a sealed dissent: the name is on this answer alone, and nowhere kept."""
    who, now = viewer_of(request), timezone.now()
    alert = desk.dissent(who, id).alert
    form = answer_forms.Unseal(request.POST)
    if not form.is_valid():
        dissents.custodian(who)
        return refused(request, alert, form)
    held = form.cleaned_data
    try:
        name = dissents.unseal(id, held["passphrase"], held["reason"], who=who, now=now)
    except UpstanderError as error:
        found, status = desk.alert(who, alert), errors.status_of(error)
        return show(request, found, sentence=say(error.sentence), status=status)
    context = {"name": name, "alert": desk.alert(who, alert), "dissent": desk.dissent(who, id)}
    return render(request, "web/unsealed.html", context)


@require_POST
def clear(request: HttpRequest, id: str) -> HttpResponse:
    """Ask several people at once whether they object."""
    who, now = viewer_of(request), timezone.now()
    found = desk.alert(who, id)
    form = answer_forms.Clear(team(who, found.situation, now), request.POST)
    if not form.is_valid():
        return refused(request, id, form)
    held = form.cleaned_data
    job = lambda: clearances.ask(id, held["people"], held["what"], held["until"], who=who, now=now)  # noqa: E731
    return carried_out(request, id, job, _("They are asked. Silence by the hour set is clearance."))


@require_POST
def object_to(request: HttpRequest, id: str) -> HttpResponse:
    """Object before the hour."""
    who, now = viewer_of(request), timezone.now()
    alert, text = desk.clearance(who, id).alert, request.POST.get("text", "")
    said = _("Your objection stands: the draft is not cleared.")
    return carried_out(request, alert, lambda: clearances.object_to(id, text, who=who, now=now), said)


@require_POST
def record(request: HttpRequest, id: str) -> HttpResponse:
    """Write down an answer that was given elsewhere."""
    who, now = viewer_of(request), timezone.now()
    found = desk.alert(who, id)
    waits = [(str(each.person), each.name) for each in found.recipients]
    form = answer_forms.Record(waits, team(who, found.situation, now), request.POST)
    if not form.is_valid():
        return refused(request, id, form)
    held = form.cleaned_data
    kind = held["person"], Answer(held["answer"]), Medium(held["medium"])
    given_then = held["given_at"], held["reference"], held["witness"]
    job = lambda: recorded.record(id, *kind, *given_then, who=who, now=now)  # noqa: E731
    return carried_out(request, id, job, _("It is recorded, and counts from the time it was given."))


@require_POST
def about_recorded(request: HttpRequest, id: str, verb: str) -> HttpResponse:
    """Stand by a recorded answer as its witness or as its person, or say that it was not given."""
    who, now = viewer_of(request), timezone.now()
    found = desk.recorded(who, id)
    deeds: dict[str, tuple[Callable[[], object], Any]] = {
        "witness": (lambda: recorded.witness(id, who=who, now=now), _("You stand by it as witness.")),
        "confirm": (lambda: recorded.confirm(id, who=who, now=now), _("You stand by it as your answer.")),
        "dispute": (
            lambda: recorded.dispute(id, request.POST.get("text", ""), who=who, now=now),
            _("It does not count any more. Your answer is owed."),
        ),
    }
    return carried_out(request, found.alert, *deeds[verb])
