"""The thread that an alert is on, as far as whoever sees the alert may see it."""

from collections.abc import Collection
from dataclasses import replace

from django.db.models import Exists, OuterRef, Prefetch, Q

from upstander.records.desk import SERIOUS, AlertStage, Grade
from upstander.records.ladder import StepId, Thread
from upstander.records.people import Viewer
from upstander.store.desk import models, sight
from upstander.store.desk.threads import OPEN_STEPS, full, record, thread

UNDECIDED = OPEN_STEPS.filter(step=StepId.DECIDE).prefetch_related(Prefetch("calls", models.Call.objects.none()))


def climbing(viewer: Viewer, alerts: Collection[str], *, undecided: bool = False) -> dict[str, Thread]:
    """By alert: the whole thread where its situation is open; to who only sees the alert, its decision and no words.

    `undecided`: of all of them no more than the decision that is still open, without whom it called.
    """
    kept = sight.alerts(viewer).filter(pk__in=alerts, thread__isnull=False).order_by()
    on = dict(kept.values_list("pk", "thread_id"))
    found = models.Thread.objects.filter(pk__in=set(on.values()))
    rows = found.prefetch_related(Prefetch("steps", UNDECIDED)) if undecided else full(found)
    open_to = sight.granted(viewer)
    threads = {row.pk: record(row) if row.situation_id in open_to else decision(record(row)) for row in rows}
    return {alert: threads[id] for alert, id in on.items()}


def proposed(viewer: Viewer, threads: Collection[str]) -> dict[str, Grade]:
    """By thread that nobody has graded: the gravest grade of its drafts."""
    drafts = models.Alert.objects.filter(situation_id__in=sight.granted(viewer), stage=AlertStage.DRAFT)
    rows = drafts.filter(thread__in=threads, thread__grade__isnull=True).values_list("thread_id", "grade")
    return {id: Grade(grade) for id, grade in sorted(rows, key=lambda row: SERIOUS[Grade(row[1])])}


def unsigned(thread: str) -> bool:
    """Whether an imminent draft of the thread waits: a second name was asked for or given, and nobody withheld one."""
    said = models.Signature.objects.filter(alert=OuterRef("pk"), digest=OuterRef("digest"), voided_at__isnull=True)
    drafts = models.Alert.objects.filter(thread=thread, stage=AlertStage.DRAFT, grade=Grade.IMMINENT)
    begun = drafts.filter(Q(second_asked_at__isnull=False) | Exists(said.filter(withheld="")))
    return begun.exclude(Exists(said.exclude(withheld=""))).exists()


def locked(who: Viewer, id: str, step: StepId) -> Thread:
    """The thread, held until the transaction ends: also for whoever sees but its alert and owns this open step."""
    models.Thread.objects.select_for_update().filter(pk=id).first()
    mine = OPEN_STEPS.filter(thread=id, step=step, owner=max(who.person, 0))
    owns = mine.exists() and sight.alerts(who).filter(thread=id).exists()
    return record(full(models.Thread.objects.filter(pk=id)).get()) if owns else thread(who, id)


def decision(whole: Thread) -> Thread:
    """The thread with its decision alone: when it is due, and who owns it."""
    steps = tuple(replace(step, called=()) for step in whole.steps if step.id is StepId.DECIDE)
    return replace(whole, title="", closed_reason="", steps=steps)
