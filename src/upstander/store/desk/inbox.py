"""What waits for a person on alerts: as whole records, as a page of their inbox, as a number."""

from datetime import datetime

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, When

from upstander.records import desk
from upstander.records.alert_life import ENDS
from upstander.records.people import Viewer
from upstander.store.desk import models, rows, sight
from upstander.store.desk.lines import life, pending, readable, records, waiting

MOST_DRAFTS = 50
"""Drafts that are looked at for one inbox, the newest first: what is older waits until one of these is done."""

STILL_PLAYED = Q(alert__situation__drill__isnull=True) | Q(
    alert__situation__drill__ended_at__isnull=True, alert__situation__drill__paused_at__isnull=True
)
REAL = Q(alert__status=desk.Status.ACTUAL)
NEXT_DEADLINE = Case(When(acknowledged_at__isnull=True, then=F("acknowledge_by")), default=F("decide_by"))


def settle(line: str) -> None:
    """Say anew of everybody addressed in a line of alerts by when they owe something next; null if nothing.

    Call it in the transaction of whatever changes that.
    """
    addressed = models.Recipient.objects.filter(alert__line=line)
    addressed.filter(asks_at__isnull=False).update(asks_at=None)
    owing = list(unanswered(addressed).values_list("pk", flat=True))
    models.Recipient.objects.filter(pk__in=owing).update(asks_at=NEXT_DEADLINE)


def address_too(thread: str, person: int) -> None:
    """Ask whoever takes the decision for the answer that a thread's alerts wait for, deadlines as they stand.

    The drafter is not asked: nobody answers their own alert.
    """
    theirs = Q(drafted_by=person) | Q(recipients__person=person)
    for alert in waiting(thread).exclude(theirs):
        first = alert.recipients.order_by("decide_by", "pk")[0]
        alert.recipients.create(
            person_id=person, asked=first.asked, acknowledge_by=first.acknowledge_by, decide_by=first.decide_by
        )
        settle(alert.line)


def unanswered(found: QuerySet[models.Recipient]) -> QuerySet[models.Recipient]:
    """Those of whom an answer is asked that they have not given.

    What a later alert of the line has replaced asks nothing, nor what ends a line once it has been noted.
    """
    answered = models.Decision.objects.filter(sight.STANDS, recipient=OuterRef("pk"))
    asked = pending(found.filter(alert__stage=desk.AlertStage.ISSUED)).filter(~Exists(answered))
    return asked.exclude(alert__kind__in=ENDS, acknowledged_at__isnull=False)


def asking(viewer: Viewer) -> QuerySet[models.Recipient]:
    """Rows that ask this person for an answer not yet given, the earliest deadline first."""
    person = viewer.person if sight.takes_part(viewer) else 0
    return models.Recipient.objects.filter(person=person, asks_at__isnull=False).order_by("asks_at", "pk")


def owing(viewer: Viewer, now: datetime) -> tuple[int, int]:
    """How many real alerts the viewer owes an answer, and how many of them are late."""
    found = asking(viewer).filter(REAL).order_by()
    counted = found.aggregate(many=Count("pk"), late=Count("pk", filter=Q(asks_at__lte=now)))
    return counted["many"], counted["late"]


def owed(viewer: Viewer) -> list[desk.Alert]:
    """Issued alerts on which the viewer has not decided."""
    mine = list(asking(viewer).filter(REAL | STILL_PLAYED).values_list("alert_id", flat=True))
    found = records(models.Alert.objects.filter(pk__in=mine), sight.alerts(viewer))
    return [readable(each, viewer) for each in found]


def page(viewer: Viewer, *, real: bool, start: int = 0, size: int = rows.SIZE) -> list[desk.Alert]:
    """Some of them in their order, each with the viewer's own address and nothing else around it."""
    played = [] if real else sight.played()
    if not real and not played:
        return []
    asked = asking(viewer).filter(REAL if real else ~REAL & Q(alert__situation__in=played))
    ids = list(asked.values_list("alert_id", flat=True)[start : start + size])
    own = models.Recipient.objects.filter(person=viewer.person)
    found = {row.id: row for row in brief(models.Alert.objects.filter(pk__in=ids), own)}
    return [readable(rows.alert(found[id], life(found[id], {}), answered=False), viewer) for id in ids]


def drafts(viewer: Viewer) -> list[desk.Alert]:
    """Drafts in granted situations that somebody else wrote, and that ask the viewer for nothing but a name."""
    addressed = models.Recipient.objects.filter(alert=OuterRef("pk"), person=viewer.person)
    found = models.Alert.objects.filter(situation_id__in=sight.in_play(viewer))
    found = found.filter(~Exists(addressed), issued_at__isnull=True, stage=desk.AlertStage.DRAFT)
    found = found.exclude(drafted_by=viewer.person)
    newest = list(found.order_by("-drafted_at", "pk").values_list("pk", flat=True)[:MOST_DRAFTS])
    kept = brief(models.Alert.objects.filter(pk__in=newest), models.Recipient.objects.all())
    return [rows.alert(row, life(row, {}), answered=False) for row in kept]


def brief(found: QuerySet[models.Alert], recipients: QuerySet[models.Recipient]) -> QuerySet[models.Alert]:
    """With its text, its names and these addressees; without evidence and answers."""
    return found.select_related(
        "situation", "drafted_by", "issued_by", "updates", "second_asked_by", "reviewed_by"
    ).prefetch_related("signatures__person", Prefetch("recipients", recipients.select_related("person")))
