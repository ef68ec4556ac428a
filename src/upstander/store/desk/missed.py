"""Steps that ran over their time, and who is asked why: read so that an inbox can ask it on every page."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from upstander.records import desk
from upstander.records.ladder import StepId, Thread
from upstander.records.people import Viewer
from upstander.records.plans import Bottleneck
from upstander.store.desk import models, plans, runs, sight, threads

MOST = 50
"""Threads that one inbox asks about, the newest first: what is older is asked once these are settled."""

CLOCKS: Mapping[str, tuple[StepId, ...]] = {
    "triage": (StepId.ACKNOWLEDGE, StepId.TRIAGE),
    "alert": (StepId.VERIFY, StepId.ASSESS, StepId.NOTE),
    "decide": (StepId.DECIDE,),
    "first_action": (StepId.ACT,),
    "outcome": (StepId.REVIEW,),
}
"""The steps of which each clock is made."""

OUTCOME = "outcome"
"""The clock that begins anew whenever its step does."""

CLOCK = Case(*(When(step__in=steps, then=Value(clock)) for clock, steps in CLOCKS.items()), output_field=CharField())


def late_steps(viewer: Viewer) -> QuerySet[models.ThreadStep]:
    """Steps over their time that this person took, or whose situation they own, and whose clock nobody has settled."""
    person = max(viewer.person, 0)
    theirs = Q(done_by=person) | Q(done_by__isnull=True, owner=person) | Q(thread__situation__owner=person)
    settled = models.Bottleneck.objects.filter(
        Q(began_at__isnull=True) | Q(began_at__gte=OuterRef("opened_at")) | ~Q(clock=OUTCOME),
        thread=OuterRef("thread_id"),
        clock=OuterRef("clock"),
        done_at__gte=OuterRef("overdue_at"),
    )
    late = models.ThreadStep.objects.filter(theirs, overdue_at__isnull=False).annotate(clock=CLOCK)
    return late.filter(~Exists(settled))


def asked_of(viewer: Viewer) -> list[Thread]:
    """Real threads the viewer may see and is asked about, newest first."""
    if not sight.granted(viewer):
        return []
    ids = late_steps(viewer).values("thread_id").union(runs.missed(max(viewer.person, 0)).values("thread_id"))
    late = models.Thread.objects.filter(status=desk.Status.ACTUAL, pk__in=ids)
    found = sight.among(threads.visible, viewer, late)
    return [threads.record(row) for row in found.order_by("-opened_at", "id")[:MOST]]


def said_of(found: Collection[str]) -> list[Bottleneck]:
    """What was said about the missed clocks of these threads."""
    rows = models.Bottleneck.objects.filter(thread__in=found).select_related("by")
    return [plans.bottleneck(row) for row in rows]


def moments_of(found: Collection[str]) -> dict[str, dict[str, datetime | None]]:
    """When the alert of each of these threads was issued, first acknowledged, first decided."""
    return threads.moments(models.Alert.objects.filter(thread__in=found))
