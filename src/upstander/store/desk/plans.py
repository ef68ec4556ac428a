"""Outcomes, looks back, lessons, and why clocks were missed: all seen with their situation."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from upstander.lib.text import mark
from upstander.records.desk import AlertStage, Status
from upstander.records.errors import Unknown
from upstander.records.ladder import StepId
from upstander.records.people import Viewer
from upstander.records.plans import Bottleneck, Finding, Hurdle, Lesson, LookBack, Outcome
from upstander.store.desk import models, sight

NO_ROW = mark("There is no such entry, or it is not open to you.")


def outcomes(viewer: Viewer, threads: Collection[str] | None = None) -> list[Outcome]:
    """What came of responses the viewer may see, of these causes or of all, newest first."""
    found = models.ThreadOutcome.objects.filter(thread__situation_id__in=sight.granted(viewer))
    found = found if threads is None else found.filter(thread__in=threads)
    return [outcome(row) for row in found.select_related("by", "thread").order_by("-at", "-pk")]


def outcome(row: models.ThreadOutcome) -> Outcome:
    """One as a record."""
    cause = row.thread
    where = cause.id, cause.title, cause.situation_id, Status(cause.status)
    return Outcome(row.text, row.on, row.source, row.by.name, row.at, *where)


def warned(thread: str, since: datetime | None = None) -> bool:
    """Whether an alert was issued in this thread, ever or since a moment."""
    found = models.Alert.objects.filter(thread=thread, stage=AlertStage.ISSUED)
    return found.filter(issued_at__gte=since).exists() if since else found.exists()


def has_outcome(thread: str) -> bool:
    """Whether it was written down what came of it."""
    reviewed = models.ThreadStep.objects.filter(thread=thread, step=StepId.REVIEW, done_at__isnull=False)
    return reviewed.exists() or models.ThreadOutcome.objects.filter(thread=thread).exists()


def add_outcome(who: Viewer, thread: str, text: str, on: date, source: str, now: datetime) -> bool:
    """Keep an outcome of a thread that is held; False if this person has written the very same already."""
    said = {"thread_id": thread, "text": text, "on": on, "source": source, "by_id": who.person}
    _, new = models.ThreadOutcome.objects.get_or_create(**said, defaults={"at": now})
    return new


def seen_back(viewer: Viewer) -> QuerySet[models.LookBack]:
    """Looks back of visible threads."""
    found = models.LookBack.objects.filter(thread__situation_id__in=sight.granted(viewer))
    return found.select_related("thread__situation", "done_by").order_by("due_on", "id")


def look_backs(viewer: Viewer, situation: str | None = None, *, until: date | None = None) -> list[LookBack]:
    """Looks back the viewer may see; with `until`, those still owed that fall due by then."""
    if until is None:
        found = seen_back(viewer)
    else:
        played = Q(thread__situation__drill__isnull=True) | Q(thread__situation__drill__ended_at__isnull=True)
        owed = models.LookBack.objects.filter(done_at__isnull=True, due_on__lte=until)
        found = sight.among(seen_back, viewer, owed).filter(played)
    found = found if situation is None else found.filter(thread__situation=situation)
    return [look_back(row) for row in found]


def look_back(row: models.LookBack) -> LookBack:
    """One look back as a record."""
    watched = row.thread.situation
    return LookBack(
        id=row.id,
        situation=watched.id,
        situation_title=watched.title,
        iso3=watched.iso3,
        due_on=row.due_on,
        status=Status(row.thread.status),
        done_at=row.done_at,
        done_by=row.done_by.name if row.done_by else "",
        finding=Finding(row.finding) if row.finding else None,
        text=row.text,
        thread=row.thread_id,
    )


def add_look_backs(thread: str, days: Iterable[date]) -> None:
    """Owe a look back on each of these days, once."""
    for day in days:
        models.LookBack.objects.get_or_create(thread_id=thread, due_on=day)


def looked(viewer: Viewer, id: str, finding: Finding, text: str, now: datetime) -> str:
    """Keep what a look back found; returns its situation. Unknown if none is owed there."""
    row = seen_back(viewer).filter(pk=id, done_at__isnull=True).first()
    if row is None:
        raise Unknown(NO_ROW)
    row.done_at, row.done_by_id, row.finding, row.text = now, viewer.person, finding, text
    row.save()
    return row.thread.situation_id


def visible(viewer: Viewer) -> QuerySet[models.Lesson]:
    """Lessons of granted situations."""
    found = models.Lesson.objects.filter(situation_id__in=sight.granted(viewer))
    return found.select_related("owner", "by", "situation")


def lessons(viewer: Viewer, situation: str | None = None) -> list[Lesson]:
    """Lessons the viewer may see, newest first."""
    found = visible(viewer) if situation is None else visible(viewer).filter(situation=situation)
    return [lesson(row) for row in found.order_by("-at", "id")]


def lessons_of(viewer: Viewer) -> list[Lesson]:
    """Lessons whose change this person sees to, the first due first."""
    mine = models.Lesson.objects.filter(sight.STILL_PLAYED, owner=max(viewer.person, 0), done_at__isnull=True)
    return [lesson(row) for row in sight.among(visible, viewer, mine).order_by("due_on", "id")]


def lesson(row: models.Lesson) -> Lesson:
    """A lesson as a record."""
    same = ("id", "expected", "happened", "why", "change", "due_on", "done_at", "at")
    return Lesson(
        **{name: getattr(row, name) for name in same},
        situation=row.situation_id,
        owner=row.owner_id,
        owner_name=row.owner.name,
        by=row.by.name,
        status=Status(row.situation.status),
    )


def add_lesson(who: Viewer, new: Lesson) -> str:
    """Keep a lesson; returns its id."""
    values = {name: getattr(new, name) for name in ("expected", "happened", "why", "change", "due_on", "at")}
    row = models.Lesson.objects.create(situation_id=new.situation, owner_id=new.owner, by_id=who.person, **values)
    return row.id


def learned(viewer: Viewer, id: str, now: datetime) -> str:
    """The change that a lesson asks for is made; returns its situation. Unknown if nothing is owed there."""
    found = models.Lesson.objects.filter(pk=id, situation_id__in=sight.granted(viewer), done_at__isnull=True)
    situation = found.values_list("situation_id", flat=True).first()
    if situation is None:
        raise Unknown(NO_ROW)
    found.update(done_at=now)
    return situation


def bottlenecks(viewer: Viewer) -> list[Bottleneck]:
    """Why clocks of visible threads were missed, newest first."""
    found = models.Bottleneck.objects.filter(thread__situation_id__in=sight.granted(viewer))
    return [bottleneck(row) for row in found.select_related("by").order_by("-at", "id")]


def bottleneck(row: models.Bottleneck) -> Bottleneck:
    """One as a record."""
    same = ("id", "clock", "text", "at", "authority", "means", "due_on", "done_at", "began_at")
    values = {name: getattr(row, name) for name in same}
    return Bottleneck(thread=row.thread_id, hurdle=Hurdle(row.hurdle), by=row.by.name, **values)


def explain(who: Viewer, run: tuple[str, str, datetime | None], hurdle: Hurdle, text: str, now: datetime) -> str:
    """Keep why a run of a clock was missed, by its thread, clock and beginning: once a run; returns its id."""
    thread, clock, began = run
    row, _ = models.Bottleneck.objects.get_or_create(
        thread_id=thread,
        clock=clock,
        began_at=began,
        defaults={"hurdle": hurdle, "text": text, "by_id": who.person, "at": now},
    )
    return row.id


def open_bottleneck(viewer: Viewer, id: str) -> models.Bottleneck:
    """Its row while it waits; Unknown if there is none open to the viewer."""
    granted = models.Bottleneck.objects.filter(thread__situation_id__in=sight.granted(viewer), done_at__isnull=True)
    row = granted.select_related("thread").filter(pk=id).first()
    if row is None:
        raise Unknown(NO_ROW)
    return row


def correct(viewer: Viewer, id: str, authority: str, means: str, due_on: date) -> str:
    """Name the corrective action; returns the situation."""
    row = open_bottleneck(viewer, id)
    row.authority, row.means, row.due_on = authority, means, due_on
    row.save()
    return row.thread.situation_id


def corrected(viewer: Viewer, id: str, now: datetime) -> tuple[Bottleneck, str]:
    """The corrective action is done: returns it as it stood, and its situation."""
    row = open_bottleneck(viewer, id)
    before = bottleneck(row)
    row.done_at = now
    row.save()
    return before, row.thread.situation_id
