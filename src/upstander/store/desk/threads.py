"""Threads on the ladder: kept as rows, worked on as records, swept by any number of workers."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import datetime

from django.db import connection
from django.db.models import Case, DateTimeField, Exists, F, Min, OuterRef, Prefetch, Q, QuerySet, When

from upstander.lib.text import mark
from upstander.records import desk
from upstander.records.aside import ALL, Part
from upstander.records.errors import Unknown
from upstander.records.ladder import Event, Happening, Lane, Move, Step, StepEntry, StepId, Thread
from upstander.records.people import Viewer
from upstander.store.desk import answer_rules, awaited, models, rows, sight

DECIDED = Q(recipients__decisions__answer__in=desk.DECIDES, recipients__decisions__disputed_at__isnull=True)
"""Answers that stop the clock: to hand an alert on does not."""

SINCE_IMMINENT = Q(recipients__decisions__decided_at__gte=F("thread__imminent_at"))
"""Answers to what has become imminent: what was decided while it was less grave does not stop that clock."""

NO_THREAD = mark("There is no such thread, or it is not open to you.")


STEPS = models.ThreadStep.objects.order_by("pk")
OPEN_STEPS = STEPS.filter(done_at__isnull=True, thread__closed_at__isnull=True)


def visible(viewer: Viewer, steps: QuerySet[models.ThreadStep] = STEPS) -> QuerySet[models.Thread]:
    """Threads of granted situations."""
    return full(models.Thread.objects.filter(situation_id__in=sight.granted(viewer)), steps)


def full(found: QuerySet[models.Thread], steps: QuerySet[models.ThreadStep] = STEPS) -> QuerySet[models.Thread]:
    """With steps and calls, in a fixed number of queries."""
    calls = Prefetch("calls", models.Call.objects.order_by("turn"))
    return found.prefetch_related(Prefetch("steps", steps.prefetch_related(calls)))


def record(row: models.Thread) -> Thread:
    """The thread as a record."""
    return Thread(
        id=row.id,
        situation=row.situation_id,
        status=desk.Status(row.status),
        opened_at=row.opened_at,
        title=row.title,
        evidence_at=row.evidence_at,
        grade=desk.Grade(row.grade) if row.grade else None,
        lane=Lane(row.lane),
        imminent_at=row.imminent_at,
        graded_at=row.graded_at,
        steps=tuple(step(each) for each in row.steps.all()),
        closed_at=row.closed_at,
        closed_reason=row.closed_reason,
        quiet=row.quiet,
        lane_asked_by=row.lane_asked_by_id or 0,
        close_asked_by=row.close_asked_by_id or 0,
        urged=desk.Grade(row.urged) if row.urged else None,
        next_at=row.next_at,
    )


def records(rows: Iterable[models.Thread]) -> list[Thread]:
    """The same of many, for a list: a damaged one hides no other. The sweep sets it aside, and that is said aloud."""
    found = []
    for row in rows:
        with suppress(ValueError):
            found.append(record(row))
    return found


def step(row: models.ThreadStep) -> Step:
    """One step as a record."""
    return Step(
        id=StepId(row.step),
        opened_at=row.opened_at,
        due_at=row.due_at,
        called=tuple(call.person_id for call in row.calls.all()),
        called_at=row.called_at,
        owner=row.owner_id or 0,
        owned_at=row.owned_at,
        entry_at=row.entry_at,
        overdue_at=row.overdue_at,
        exhausted_at=row.exhausted_at,
        done_at=row.done_at,
        done_by=row.done_by_id or 0,
        warned_at=row.warned_at,
        held_until=row.held_until,
    )


def threads(
    viewer: Viewer,
    situation: str | None = None,
    *,
    open_only: bool = False,
    status: desk.Status | None = None,
    page: int = 1,
    size: int = rows.SIZE,
    brief: bool = False,
) -> tuple[list[Thread], desk.Page]:
    """Threads the viewer may see, newest first; `brief`: with their open steps only."""
    asked = {"situation": situation, "status": status, "closed_at__isnull": True if open_only else None}
    found = visible(viewer, OPEN_STEPS if brief else STEPS).filter(
        **{name: value for name, value in asked.items() if value is not None}
    )
    kept, where = rows.paged(found.order_by("-opened_at", "id"), page, size)
    return records(kept), where


def every(viewer: Viewer, status: desk.Status) -> list[Thread]:
    """All visible threads of this status, newest first: for figures over all of them."""
    return records(visible(viewer).filter(status=status).order_by("-opened_at", "id"))


def total(viewer: Viewer, status: desk.Status) -> int:
    """How many there are, those that cannot be read too: figures say how many they leave out."""
    return visible(viewer).filter(status=status).count()


def all_of(viewer: Viewer, situation: str) -> list[Thread]:
    """All threads of a situation the viewer may see, newest first."""
    return records(visible(viewer).filter(situation=situation).order_by("-opened_at", "id"))


def milestones(viewer: Viewer, status: desk.Status) -> list[Thread]:
    """The same with those steps only that clocks begin and end with, and without calls."""
    return timeable(models.Thread.objects.filter(situation_id__in=sight.granted(viewer), status=status))


def timeable(found: QuerySet[models.Thread]) -> list[Thread]:
    """The same of these."""
    steps = STEPS.filter(step__in=(StepId.TRIAGE, StepId.DECIDE, StepId.ACT, StepId.REVIEW))
    uncalled = steps.prefetch_related(Prefetch("calls", models.Call.objects.none()))
    return records(found.order_by("-opened_at", "id").prefetch_related(Prefetch("steps", uncalled)))


def thread(viewer: Viewer, id: str) -> Thread:
    """One thread; Unknown if it is not open to the viewer."""
    row = visible(viewer).filter(pk=id).first()
    if row is None:
        raise Unknown(NO_THREAD)
    return record(row)


def names(viewer: Viewer, among: Collection[str] | None = None) -> dict[int, str]:
    """Names of everybody whom a visible thread called, or who owned or finished one of its steps."""
    seen = models.ThreadStep.objects.filter(thread__situation__in=sight.granted(viewer))
    mine = seen if among is None else seen.filter(thread__in=among)
    called = models.Call.objects.filter(step__in=mine.values("pk")).values("person")
    took_part = Q(pk__in=called) | Q(pk__in=mine.values("owner")) | Q(pk__in=mine.values("done_by"))
    return dict(models.Person.objects.filter(took_part).values_list("pk", "name"))


def to_second(viewer: Viewer) -> list[Thread]:
    """Open threads of which one person alone has said that they are imminent: another one opens the emergency lane."""
    asked = models.Thread.objects.filter(lane=Lane.NORMAL, lane_asked_by__isnull=False, closed_at__isnull=True)
    found = sight.among(visible, viewer, asked.exclude(lane_asked_by=viewer.person))
    return records(found.order_by("opened_at", "id"))


def to_close(viewer: Viewer) -> list[Thread]:
    """Open threads that one person alone wants to end: another one ends them, or sees to it that they go on."""
    asked = models.Thread.objects.filter(close_asked_by__isnull=False, closed_at__isnull=True)
    found = sight.among(visible, viewer, asked.exclude(close_asked_by=viewer.person))
    return records(found.order_by("opened_at", "id"))


def quiet(viewer: Viewer) -> list[Thread]:
    """Open threads that are only watched and that nobody has taken or been called for."""
    untaken = {"done_at__isnull": True, "owner__isnull": True, "called_at__isnull": True}
    waits = models.ThreadStep.objects.filter(thread=OuterRef("pk"), **untaken)
    watched = models.Thread.objects.filter(Exists(waits), quiet=True, closed_at__isnull=True)
    found = sight.among(visible, viewer, watched)
    return records(found.order_by("opened_at", "id"))


def events(viewer: Viewer, id: str) -> list[Event]:
    """What the ladder did by itself in a thread, oldest first."""
    thread(viewer, id)
    found = models.LadderEvent.objects.filter(thread=id).order_by("at", "pk")
    return [Event(row.at, StepId(row.step), Happening(row.what), row.person) for row in found]


def locked(who: Viewer, id: str) -> Thread:
    """The thread, held until the transaction ends."""
    models.Thread.objects.select_for_update().filter(pk=id).first()
    return thread(who, id)


GRADED_IMMINENT = Q(grade=desk.Grade.IMMINENT) | Q(grade__isnull=True, imminent_at__isnull=False)
IMMINENT = Q(urged=desk.Grade.IMMINENT) | (Q(urged__isnull=True) & GRADED_IMMINENT)
"""Threads whose hours are those of imminent."""


def waiting_now(now: datetime, part: Part = ALL) -> QuerySet[models.Thread]:
    """Open threads that do something by themselves up to `now`: what is imminent first, then the longest waiting."""
    found = models.Thread.objects.filter(rows.within(part), next_at__lte=now, closed_at__isnull=True)
    return found.order_by(Case(When(IMMINENT, then=0), default=1), "next_at", "id")


def due_in(now: datetime, limit: int, part: Part) -> dict[str, str]:
    """Their ids, and the situation of each."""
    return dict(waiting_now(now, part).values_list("id", "situation_id")[:limit])


def due(now: datetime, limit: int, part: Part = ALL) -> list[Thread]:
    """Some of these threads, with their open steps only.

    They are held until the transaction ends; those that another worker holds are left to it.
    """
    skip = connection.features.has_select_for_update_skip_locked
    held = waiting_now(now, part).select_for_update(skip_locked=skip)
    ids = list(held.values_list("id", flat=True)[:limit])
    return [record(row) for row in full(models.Thread.objects.filter(pk__in=ids).order_by("next_at", "id"), OPEN_STEPS)]


def held(id: str) -> Thread | None:
    """The thread, held until the transaction ends; one that another worker holds is waited for."""
    if models.Thread.objects.select_for_update().filter(pk=id).first() is None:
        return None
    return record(full(models.Thread.objects.filter(pk=id)).get())


def add(new: Thread, key: str | None, next_at: datetime | None) -> str:
    """Keep a new thread; returns its id."""
    row = models.Thread.objects.create(
        situation_id=new.situation,
        title=new.title,
        key=key,
        status=new.status,
        opened_at=new.opened_at,
        evidence_at=new.evidence_at,
        next_at=next_at,
    )
    save(new, row)
    return row.id


def same_cause(situation: str, key: str) -> str | None:
    """The open thread of this cause: one cause, one thread."""
    found = models.Thread.objects.filter(situation=situation, key=key, closed_at__isnull=True)
    return found.values_list("id", flat=True).first()


def save(new: Thread, row: models.Thread | None = None) -> None:
    """Write a thread's state and its steps."""
    kept = row or models.Thread.objects.get(pk=new.id)
    kept.grade, kept.urged, kept.lane, kept.quiet = new.grade, new.urged, new.lane, new.quiet
    kept.lane_asked_by_id, kept.close_asked_by_id = new.lane_asked_by or None, new.close_asked_by or None
    kept.imminent_at, kept.graded_at = new.imminent_at, new.graded_at
    kept.closed_at, kept.closed_reason = new.closed_at, new.closed_reason
    kept.save()
    save_steps([(kept.id, each) for each in new.steps])
    awaited.settle([kept.id])


STEP = [each.name for each in models.ThreadStep._meta.concrete_fields if isinstance(each, DateTimeField)]
"""Every moment that a step keeps."""


def save_steps(changed: Sequence[tuple[str, Step]]) -> None:
    """Write steps of any threads: those that are new, and those that moved."""
    rows = [
        models.ThreadStep(
            thread_id=id,
            step=each.id,
            owner_id=each.owner or None,
            done_by_id=each.done_by or None,
            **{name: getattr(each, name) for name in STEP},
        )
        for id, each in changed
    ]
    columns = [*STEP, "owner", "done_by"]
    models.ThreadStep.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["thread", "step"], update_fields=columns
    )


def moved(moves: Sequence[Move]) -> None:
    """Keep what threads did by themselves: their steps, whom they called, the account of it."""
    save_steps([(each.after.id, step) for each in moves for step in each.after.steps if step not in each.before.steps])
    for next_at, ids in grouped(moves).items():
        models.Thread.objects.filter(pk__in=ids).update(next_at=next_at)
    add_events(moves)
    add_calls(moves)
    awaited.settle([each.after.id for each in moves])


def grouped(moves: Iterable[Move]) -> dict[datetime | None, list[str]]:
    """Ids of threads by when they do something next."""
    found: dict[datetime | None, list[str]] = {}
    for each in moves:
        found.setdefault(each.next_at, []).append(each.after.id)
    return found


def add_calls(moves: Iterable[Move]) -> None:
    """Keep who was called, when and as which in turn. Nobody is called twice for one step: the table refuses it."""
    calls = [(each.after.id, event) for each in moves for event in each.events if event.what is Happening.CALLED]
    if not calls:
        return
    open_steps = STEPS.filter(thread__in={id for id, _ in calls}, done_at__isnull=True)
    keys = {(id, step): pk for id, step, pk in open_steps.values_list("thread_id", "step", "pk")}
    turns = {(each.after.id, step.id): step.called for each in moves for step in each.after.steps}
    models.Call.objects.bulk_create(
        models.Call(
            step_id=keys[id, event.step],
            person_id=event.person,
            turn=turns[id, event.step].index(event.person),
            at=event.at,
        )
        for id, event in calls
    )


def add_entry(id: str, step: StepId, person: int, text: str, now: datetime) -> None:
    """Keep what the owner of a step wrote."""
    models.ThreadEntry.objects.create(thread_id=id, step=step, person_id=person, at=now, text=text)


def entries(viewer: Viewer, id: str) -> list[StepEntry]:
    """What the owners of its steps wrote in a thread, oldest first."""
    situation = thread(viewer, id).situation
    found = models.ThreadEntry.objects.filter(thread=id).select_related("person").order_by("at", "pk")
    return [entry(row, viewer, situation) for row in found]


def entry(row: models.ThreadEntry, viewer: Viewer, situation: str) -> StepEntry:
    """An entry as this viewer may have it."""
    open_ = answer_rules.reads(viewer, row.record_class, situation, row.person_id)
    text = row.text if open_ else ""
    return StepEntry(StepId(row.step), row.person.name, row.at, text, row.pk, not open_, row.erased_at)


def add_events(moves: Iterable[Move]) -> None:
    """Keep what the ladder did by itself."""
    models.LadderEvent.objects.bulk_create(
        models.LadderEvent(thread_id=each.after.id, at=event.at, step=event.step, what=event.what, person=event.person)
        for each in moves
        for event in each.events
    )


def attach(thread: str, *, signal: str | None = None, alert: str | None = None) -> None:
    """Put a signal or an alert on a thread."""
    if signal is not None:
        models.Signal.objects.filter(pk=signal).update(thread=thread)
    if alert is not None:
        models.Alert.objects.filter(pk=alert).update(thread=thread)


def is_open(id: str) -> bool:
    """Whether the thread has not ended."""
    return models.Thread.objects.filter(pk=id, closed_at__isnull=True).exists()


def thread_of(*, signal: str | None = None, alert: str | None = None) -> str | None:
    """The thread a signal or an alert is on."""
    kept: QuerySet[models.Signal] | QuerySet[models.Alert] = (
        models.Signal.objects.filter(pk=signal) if signal is not None else models.Alert.objects.filter(pk=alert)
    )
    return kept.values_list("thread_id", flat=True).first()


def answers(viewer: Viewer, thread: str | None = None) -> dict[str, dict[str, datetime | None]]:
    """For each visible thread, when its alert was issued, first acknowledged, first decided."""
    found = models.Alert.objects.filter(thread__isnull=False, situation_id__in=sight.granted(viewer))
    return moments(found.filter(thread=thread) if thread else found)


def moments(found: QuerySet[models.Alert]) -> dict[str, dict[str, datetime | None]]:
    """The same for these alerts."""
    kept = found.values("thread_id").annotate(
        issued=Min("issued_at"),
        acknowledged=Min("recipients__acknowledged_at"),
        decided=Min("recipients__decisions__decided_at", filter=DECIDED),
        answered=Min("recipients__decisions__decided_at", filter=DECIDED & SINCE_IMMINENT),
    )
    names = ("issued", "acknowledged", "decided", "answered")
    return {id: dict(zip(names, moments, strict=True)) for id, *moments in kept.values_list("thread_id", *names)}
