"""Scorecards: what became of warnings and answers."""

from datetime import date

from django.conf import settings
from django.utils import timezone
from ninja import Router, Status

from upstander.api.access import Asked
from upstander.api.fields import Id, Passage, Sent, answers
from upstander.jobs import scorecards as jobs
from upstander.records import wire_scorecards as wire
from upstander.store.desk import reads as desk
from upstander.store.lake import open_lake

router = Router(tags=["Scorecards"])


class OutcomeSent(Sent):
    """What came of an alert: when it began, or the day until which nothing had, and where that can be read."""

    happened: bool
    on: date
    source: Passage


@router.get("/scorecards", response=answers(wire.ScorecardObject))
def scorecards(request: Asked) -> wire.ScorecardObject:
    """Hits, misses, false alarms, late and unanswered warnings of what you may see; the whole desk in totals."""
    lake, now = open_lake(settings.UPSTANDER_HOME), timezone.now()
    return wire.scorecard(jobs.scorecard(lake, request.auth, now), jobs.totals(lake, request.auth, now))


@router.get("/alerts/{id}/outcomes", response=answers(list[wire.OutcomeObject]))
def outcomes(request: Asked, id: Id) -> list[wire.OutcomeObject]:
    """Every account of what came of an alert, newest first."""
    return [wire.outcome(each) for each in desk.outcomes(request.auth, id)]


@router.post("/alerts/{id}/outcomes", response=answers(wire.OutcomeObject, 201))
def say_outcome(request: Asked, id: Id, sent: OutcomeSent) -> Status[wire.OutcomeObject]:
    """Put down what came of an alert; the newest account counts."""
    jobs.say_outcome(id, sent.happened, sent.on, sent.source, who=request.auth, now=timezone.now())
    return Status(201, wire.outcome(desk.outcomes(request.auth, id)[0]))
