"""Signed judgements that the options' rules ask for: the newest of each kind counts, all are kept."""

from datetime import datetime, timedelta

from upstander.records.people import Viewer
from upstander.records.plans import Judgement
from upstander.records.tools import Input, Judged
from upstander.store.desk import models, sight


def judgements(viewer: Viewer, situation: str) -> list[Judgement]:
    """Every judgement of a situation, newest first; Unknown if it is not open to the viewer."""
    row = sight.one(sight.situations(viewer), situation)
    found = models.Judgement.objects.filter(situation=row).select_related("by").order_by("-at", "-pk")
    return [judgement(each) for each in found]


def judgement(row: models.Judgement) -> Judgement:
    """One judgement as a record."""
    return Judgement(row.situation_id, Input(row.input), Judged(row.value), row.reason, row.by.name, row.at)


def add(who: Viewer, situation: str, input: Input, value: Judged, reason: str, now: datetime) -> None:
    """Keep a judgement, later than every earlier one of its kind: the newest counts, and there is only one."""
    same = models.Judgement.objects.filter(situation=situation, input=input).order_by("-at")
    last = same.values_list("at", flat=True).first()
    at = now if last is None or last < now else last + timedelta(microseconds=1)
    models.Judgement.objects.create(
        situation_id=situation, input=input, value=value, reason=reason, by_id=who.person, at=at
    )
