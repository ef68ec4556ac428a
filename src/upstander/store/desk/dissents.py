"""Sealed dissent: the words for every reader, the author for a custodian's key alone."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet

from upstander.lib.text import mark
from upstander.records import answers, desk
from upstander.records.aside import ALL, Part
from upstander.records.errors import Unknown
from upstander.records.people import Role, Viewer
from upstander.store.desk import models, rows, sight
from upstander.store.desk.referrals import asked

NO_SUCH = mark("There is no such dissent, or it is not open to you.")
HOUR = timedelta(hours=1)
UNANSWERED = Q(replied_at__isnull=True, erased_at__isnull=True)


def record(row: models.SealedDissent) -> answers.SealedDissent:
    """A dissent as every reader of the alert may have it: without its author."""
    return answers.SealedDissent(
        id=row.id,
        alert=row.alert_id,
        title=row.alert.title,
        grade=desk.Grade(row.alert.grade),
        status=desk.Status(row.alert.status),
        situation=row.alert.situation_id,
        text=row.text,
        hour=row.hour,
        due_at=row.due_at,
        reply=row.reply,
        replied_by=row.replied_by.name if row.replied_by else "",
        replied_at=row.replied_at,
        openings=tuple(answers.Opening(each.by.name, each.at, each.reason) for each in row.openings.all()),
        erased_at=row.erased_at,
    )


def full(found: QuerySet[models.SealedDissent]) -> QuerySet[models.SealedDissent]:
    """With all that a record needs; within an hour in no order that tells which came first."""
    kept = found.select_related("alert", "replied_by").prefetch_related("openings__by")
    return kept.order_by("hour", "id")


def visible(viewer: Viewer) -> QuerySet[models.SealedDissent]:
    """Dissents on alerts that the viewer may see."""
    return full(models.SealedDissent.objects.filter(sight.on_alerts(viewer, "alert")))


def dissents(viewer: Viewer, alert: str) -> list[answers.SealedDissent]:
    """The sealed dissents on an alert."""
    return [record(row) for row in visible(viewer).filter(alert=alert)]


def dissent(viewer: Viewer, id: str) -> answers.SealedDissent:
    """One sealed dissent; Unknown if its alert is not open to the viewer."""
    row = visible(viewer).filter(pk=id).first()
    if row is None:
        raise Unknown(NO_SUCH)
    return record(row)


def add(alert: str, text: str, author: str, hour: datetime, due_at: datetime) -> str:
    """Keep a dissent: no name, no minute. Returns its id."""
    row = models.SealedDissent.objects.create(alert_id=alert, text=text, author=author, hour=hour, due_at=due_at)
    return row.id


def author(id: str) -> str:
    """The sealed author."""
    return models.SealedDissent.objects.values_list("author", flat=True).get(pk=id)


def reply(id: str, text: str, who: Viewer, now: datetime) -> None:
    """Keep the reply; the reader sees who gave it."""
    models.SealedDissent.objects.filter(pk=id).update(reply=text, replied_by_id=who.person, replied_at=now)


def add_opening(id: str, who: Viewer, reason: str, now: datetime) -> None:
    """Keep that a custodian looked, and why."""
    models.SealOpening.objects.create(dissent_id=id, by_id=who.person, at=now, reason=reason)


def to_reply(viewer: Viewer, now: datetime) -> list[answers.Asked]:
    """Dissents that wait for this person's reply: as issuer or drafter; as focal point once overdue, or at once where
    the issuer has left.
    """
    person = viewer.person if sight.takes_part(viewer) else 0
    mine = Q(alert__issued_by=person) | Q(alert__stage=desk.AlertStage.DRAFT, alert__drafted_by=person)
    if Role.FOCAL_POINT in viewer.roles:
        left = Q(alert__issued_by__is_active=False)
        mine |= (left | Q(due_at__lte=now)) & Q(alert__situation__in=sight.granted(viewer))
    found = sight.among(visible, viewer, models.SealedDissent.objects.filter(UNANSWERED)).filter(mine)
    return [asked(row.id, row.alert, row.due_at) for row in found]


def new(now: datetime) -> Q:
    """Those whose hour is over and that the log does not know yet."""
    return Q(logged_at__isnull=True, hour__lte=now - HOUR)


def late(now: datetime) -> Q:
    """Those whose reply is late and that nobody has said so of."""
    return UNANSWERED & Q(overdue_at__isnull=True, due_at__lte=now)


def due(wanted: Q, part: Part) -> QuerySet[models.SealedDissent]:
    """Those of them whose drill, if they are of one, does not stand still."""
    held_up = models.Alert.objects.filter(situation__drill__paused_at__isnull=False)
    found = models.SealedDissent.objects.filter(wanted, rows.within(part))
    return found.exclude(alert__in=held_up.values("pk"))


def due_in(now: datetime, limit: int, part: Part) -> dict[str, str]:
    """Ids of either, and the situation of each."""
    found = due(new(now) | late(now), part).order_by("hour", "id")
    return dict(found.values_list("pk", "alert__situation")[:limit])


def unannounced(now: datetime, limit: int, part: Part = ALL) -> list[answers.SealedDissent]:
    """Dissents whose hour is over and that the log does not know yet, held until the transaction ends."""
    return taken(due(new(now), part), limit, logged_at=now)


def newly_overdue(now: datetime, limit: int, part: Part = ALL) -> list[answers.SealedDissent]:
    """Dissents whose reply is late and that nobody has said so of, held until the transaction ends."""
    return taken(due(late(now), part), limit, overdue_at=now)


def taken(found: QuerySet[models.SealedDissent], limit: int, **done: datetime) -> list[answers.SealedDissent]:
    """The first of these rows, marked as done."""
    skip = connection.features.has_select_for_update_skip_locked
    ids = list(found.order_by("hour", "id").select_for_update(skip_locked=skip).values_list("pk", flat=True)[:limit])
    models.SealedDissent.objects.filter(pk__in=ids).update(**done)
    return [record(row) for row in full(models.SealedDissent.objects.filter(pk__in=ids))]


def issuer(alert: str) -> int:
    """Who answers for an alert's text: its issuer, else its drafter; 0 where a trigger wrote it."""
    row = models.Alert.objects.get(pk=alert)
    return row.issued_by_id or row.drafted_by_id or 0
