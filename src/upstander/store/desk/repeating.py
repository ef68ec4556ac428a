"""Reviews of what was done: who may not see to one alone, and what has not passed and is looked at again."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from upstander.records.alert_life import ENDS
from upstander.records.desk import AlertStage
from upstander.records.errors import Refused
from upstander.records.ladder import StepId
from upstander.records.people import Viewer
from upstander.store.desk import awaited, lines, models, sight
from upstander.store.desk.threads import IMMINENT

REVIEWS = models.ThreadStep.objects.filter(step=StepId.REVIEW)


def reviewed(now: datetime) -> dict[str, tuple[str, datetime]]:
    """Them, unless an all-clear or a cancellation ended everything that they warned of: the situation of each, and
    when the review was done.
    """
    done = REVIEWS.filter(done_at__lte=now, thread=OuterRef("pk"))
    over = models.Alert.objects.filter(thread=OuterRef("pk"), stage=AlertStage.ISSUED, kind__in=ENDS)
    open_ = models.Thread.objects.filter(sight.STILL_PLAYED, IMMINENT, Exists(done), closed_at__isnull=True)
    found = open_.annotate(over=Exists(over)).values_list("pk", "situation_id", "over")
    ids = {id: situation for id, situation, ended in found if not ended or lines.standing(id)}
    moments = dict(REVIEWS.filter(thread__in=ids).values_list("thread", "done_at"))
    return {id: (situation, at) for id, situation in ids.items() if (at := moments[id]) is not None}


def not_alone(thread: str, who: Viewer) -> None:
    """Refused if everything that was done about a cause is this person's own."""
    owners = set(models.Action.objects.filter(alert__thread=thread).values_list("owner_id", flat=True))
    if owners == {who.person}:
        raise Refused("Let somebody else review it: the action is your own.")


def uncalled(thread: str) -> None:
    """Whoever was called for the review before may be called for this one; the account of what happened keeps both."""
    models.Call.objects.filter(step__in=REVIEWS.filter(thread=thread)).delete()
    awaited.settle([thread])
