"""Around an alert's text: second signatures, review, and what takes the alert's place."""

from django.utils import timezone
from ninja import Router, Status
from typing_extensions import TypedDict

from upstander.api.access import Asked
from upstander.api.alerts import IssueSent, UpdateSent, shown
from upstander.api.fields import Id, Line, Moment, Passage, PersonId, Sent, answers
from upstander.jobs import alert_life as jobs
from upstander.jobs import receipts, taking_off
from upstander.jobs import wording as wordings
from upstander.records import wire_desk as wire
from upstander.records.alert_life import Verdict, Wording

router = Router(tags=["Alerts"])


class WhySent(Sent):
    """A reason."""

    reason: Passage


class WordingObject(TypedDict):
    """The wording that new drafts have."""

    wording: Wording


class WordingSent(Sent):
    """Which wording."""

    wording: Wording


class TakeOffSent(WhySent):
    """Whom to take off, and why."""

    person: PersonId


class PassedOn(Sent):
    """To whom somebody passed an alert on, how and when: never what was said."""

    to: Line
    how: Line
    at: Moment


class ReviewSent(WhySent):
    """What a second person makes of it, and why."""

    verdict: Verdict


@router.post("/alerts/{id}/ask-second", response=answers(wire.AlertObject))
def ask_second(request: Asked, id: Id) -> wire.AlertObject:
    """Ask everybody who may sign an imminent draft for the second signature; an hour of silence counts from now."""
    jobs.ask(id, who=request.auth, now=timezone.now())
    return shown(request, id)


@router.post("/alerts/{id}/withhold", response=answers(wire.AlertObject))
def withhold(request: Asked, id: Id, sent: WhySent) -> wire.AlertObject:
    """Say why you will not put your name under the present text."""
    jobs.withhold(id, sent.reason, who=request.auth, now=timezone.now())
    return shown(request, id)


@router.post("/alerts/{id}/issue-alone", response=answers(wire.AlertObject))
def issue_alone(request: Asked, id: Id, sent: IssueSent | None = None) -> wire.AlertObject:
    """Issue an imminent alert under one signature, once nobody has answered for an hour. `despite`: as in issue."""
    jobs.issue_alone(id, who=request.auth, now=timezone.now(), despite=sent.despite if sent else "")
    return shown(request, id)


@router.post("/alerts/{id}/review", response=answers(wire.AlertObject))
def review(request: Asked, id: Id, sent: ReviewSent) -> wire.AlertObject:
    """Say what you make of an alert that went out under one signature."""
    jobs.review(id, sent.verdict, sent.reason, who=request.auth, now=timezone.now())
    return shown(request, id)


@router.post("/alerts/{id}/take-off", response=answers(wire.AlertObject))
def take_off(request: Asked, id: Id, sent: TakeOffSent) -> wire.AlertObject:
    """Take an addressee off an issued alert, with a reason that they read; somebody is left who decides."""
    taking_off.take_off(id, sent.person, sent.reason, who=request.auth, now=timezone.now())
    return shown(request, id)


@router.post("/alerts/{id}/pass-on", response=answers(wire.AlertObject))
def pass_on(request: Asked, id: Id, sent: PassedOn) -> wire.AlertObject:
    """Record that you passed an issued alert on, by other means; your receipt proves it."""
    receipts.pass_on(id, sent.to, sent.how, sent.at, who=request.auth, now=timezone.now())
    return shown(request, id)


@router.post("/alerts/{id}/update", response=answers(wire.AlertObject, 201))
def update(request: Asked, id: Id, sent: UpdateSent) -> Status[wire.AlertObject]:
    """Draft the text that takes an issued alert's place; nobody is told until a person issues it."""
    new = jobs.update(id, sent.draft(), sent.asked(), who=request.auth, now=timezone.now())
    return Status(201, shown(request, new))


@router.post("/alerts/{id}/cancel", response=answers(wire.AlertObject, 201))
def cancel(request: Asked, id: Id, sent: WhySent) -> Status[wire.AlertObject]:
    """Draft the cancellation of an alert that was a mistake, to everybody who was asked."""
    new = jobs.cancel(id, sent.reason, who=request.auth, now=timezone.now())
    return Status(201, shown(request, new))


@router.post("/alerts/{id}/all-clear", response=answers(wire.AlertObject, 201))
def all_clear(request: Asked, id: Id, sent: WhySent) -> Status[wire.AlertObject]:
    """Draft the all-clear of an alert whose danger has passed, to everybody who was asked."""
    new = jobs.all_clear(id, sent.reason, who=request.auth, now=timezone.now())
    return Status(201, shown(request, new))


@router.get("/wording", response=answers(WordingObject))
def wording(request: Asked) -> WordingObject:  # noqa: ARG001  whoever is signed in may read it
    """The wording that new drafts have unless their drafter chooses the other."""
    return {"wording": wordings.default()}


@router.put("/wording", response=answers(WordingObject))
def choose(request: Asked, sent: WordingSent) -> WordingObject:
    """Choose the wording that new drafts have; focal points may."""
    wordings.choose(sent.wording, who=request.auth, now=timezone.now())
    return {"wording": wordings.default()}
