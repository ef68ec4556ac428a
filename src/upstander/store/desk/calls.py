"""Steps of the ladder that call a person, or that they own: some of them, and how many there are."""

import itertools
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Window

from upstander.records import desk
from upstander.records.ladder import StepId, Thread
from upstander.records.people import Viewer
from upstander.store.desk import models, rows, sight
from upstander.store.desk.threads import OPEN_STEPS, full, records

REAL = Q(thread__status=desk.Status.ACTUAL)


def calling(viewer: Viewer, where: Q) -> tuple[QuerySet[models.ThreadStep], ...]:
    """Open steps that this person owns, and those that nobody owns and that call them."""
    person = max(viewer.person, 0)
    seen = OPEN_STEPS.filter(where, thread__situation__in=sight.granted(viewer)).order_by()
    return seen.filter(owner=person), seen.filter(owner__isnull=True, calls__person=person)


def called(
    viewer: Viewer, now: datetime, *, real: bool = True, limit: int = rows.SIZE
) -> tuple[list[Thread], tuple[int, int]]:
    """The threads of these steps, the soonest due first, with their open steps only; how many steps, how many late."""
    played = [] if real else sight.granted(viewer).intersection(sight.played())
    if not real and not played:
        return [], (0, 0)
    counted = {"many": Window(Count("pk")), "late": Window(Count("pk", filter=Q(due_at__lte=now)))}
    steps = calling(viewer, REAL if real else Q(thread__situation__in=played))
    columns = ("due_at", "thread_id", *counted)
    asked = (each.annotate(**counted).order_by("due_at", "thread").values_list(*columns) for each in steps)
    walks = [list(each[: limit * len(StepId)]) for each in asked]
    ids = list(dict.fromkeys(id for _, id, *_ in sorted(itertools.chain.from_iterable(walks))))[:limit]
    found = {each.id: each for each in records(full(models.Thread.objects.filter(pk__in=ids), OPEN_STEPS))}
    many, late = (sum(each[0][place] for each in walks if each) for place in (2, 3))
    return [found[id] for id in ids if id in found], (many, late)


def calls(viewer: Viewer, now: datetime) -> tuple[int, int]:
    """How many of these steps are real, and how many of them are late."""
    counted = {"many": Count("pk"), "late": Count("pk", filter=Q(due_at__lte=now))}
    found = [each.aggregate(**counted) for each in calling(viewer, REAL)]
    return sum(each["many"] for each in found), sum(each["late"] for each in found)
