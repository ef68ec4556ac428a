"""What waits for a person on alerts: as whole records, as a page of their inbox, as a number."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Case, Count, Exists, F, Model, OuterRef, Q, QuerySet, When

from upstander.records import desk
from upstander.records.alert_life import ENDS
from upstander.records.people import Viewer
from upstander.store.desk import models, rows, sight
from upstander.store.desk.lines import life, pending, readable, records, waiting

MOST_DRAFTS = 20
"""Drafts that are looked at for one inbox, the gravest first: the others wait until one of these is done."""

GRAVEST = Case(*(When(grade=grade, then=-place) for grade, place in desk.SERIOUS.items()))

STILL_PLAYED = Q(alert__situation__drill__isnull=True) | Q(
    alert__situation__drill__ended_at__isnull=True, alert__situation__drill__paused_at__isnull=True
)
UNREAL = models.Alert.objects.filter(status__in=(desk.Status.EXERCISE, desk.Status.TEST)).values("pk")
REAL = ~Q(alert__in=UNREAL)
"""The few that are not are looked up once: joined to each of thousands, the alerts would be most of an inbox's work."""

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

    Whoever wrote, signed or would not sign one is not asked for it: nobody answers their own alert.
    """
    for alert in waiting(thread).exclude(recipients__person=person).exclude(by(person)):
        first = alert.recipients.order_by("decide_by", "pk")[0]
        alert.recipients.create(
            person_id=person, asked=first.asked, acknowledge_by=first.acknowledge_by, decide_by=first.decide_by
        )
        settle(alert.line)


def by(person: int) -> Q:
    """Alerts that this person drafted, or whose present text they wrote, signed, or would not sign."""
    said = models.Signature.objects.filter(alert=OuterRef("pk"), person=person, voided_at__isnull=True)
    return Q(drafted_by=person) | Q(written_by=person) | Q(Exists(said))


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
    mine = models.Recipient.objects.filter(sight.hearing(viewer, "alert__situation"), person=person)
    return mine.filter(asks_at__isnull=False).order_by("asks_at", "pk")


def owing(viewer: Viewer, now: datetime) -> tuple[int, int]:
    """How many real alerts the viewer owes an answer, and how many of them are late."""
    found = asking(viewer).filter(REAL).order_by()
    counted = found.aggregate(many=Count("asks_at"), late=Count("asks_at", filter=Q(asks_at__lte=now)))
    return counted["many"], counted["late"]


def asked(viewer: Viewer) -> tuple[list[str], list[str]]:
    """Ids of the alerts that ask this person for an answer, the earliest deadline first: the real ones, then those of
    exercises that go on.
    """
    found = list(asking(viewer).filter(REAL | STILL_PLAYED).values_list("alert_id", "alert__status"))
    real = [id for id, status in found if status == desk.Status.ACTUAL]
    return real, [id for id, status in found if status != desk.Status.ACTUAL]


def whole(viewer: Viewer, ids: Sequence[str]) -> list[desk.Alert]:
    """Those of these alerts that the viewer may see, in this order, with their evidence, addressees and answers."""
    seen = sight.alerts(viewer)
    found = {each.id: readable(each, viewer) for each in records(seen.filter(pk__in=ids), seen)} if ids else {}
    return [found[id] for id in ids if id in found]


def page(viewer: Viewer, *, real: bool, start: int = 0, size: int = rows.SIZE) -> list[desk.Alert]:
    """Some of them in their order, each with the viewer's own address, no names, and nothing else around it."""
    played = [] if real else sight.played()
    if not real and not played:
        return []
    asked = asking(viewer).filter(REAL if real else ~REAL & Q(alert__situation__in=played))
    ids = list(asked.values_list("alert_id", flat=True)[start : start + size])
    found = {each.id: each for each in brief(ids, models.Recipient.objects.filter(person=viewer.person))}
    return [readable(found[id], viewer) for id in ids]


def drafts(viewer: Viewer) -> list[desk.Alert]:
    """Drafts in granted situations that somebody else wrote, and that ask the viewer for nothing but a name."""
    addressed = models.Recipient.objects.filter(alert=OuterRef("pk"), person=viewer.person)
    here = sight.in_play(viewer)
    found = models.Alert.objects.filter(~Exists(addressed), issued_at__isnull=True, stage=desk.AlertStage.DRAFT)
    others = found.exclude(Q(drafted_by=viewer.person) | Q(written_by=viewer.person))
    gravest = others.order_by(GRAVEST, "-drafted_at", "pk").values_list("pk", "situation_id")
    ids = [id for id, situation in gravest if situation in here][:MOST_DRAFTS] if here else []
    return brief(ids, models.Recipient.objects.all())


ADDRESSEE = ("id", "alert", "person", "asked", "acknowledge_by", "decide_by", "acknowledged_at")


NAMED = ("drafted_by", "written_by", "issued_by", "second_asked_by", "reviewed_by")
"""On an alert's way to people, of whom a line of an inbox has the name: few wrote the many."""


def brief(ids: Sequence[str], whom: QuerySet[models.Recipient]) -> list[desk.Alert]:
    """Alerts with their text, who wrote and signed it, and these addressees; without names, evidence and answers."""
    written = list(models.Alert.objects.filter(pk__in=ids).prefetch_related("situation", "updates", "signatures"))
    introduce(written)
    found: dict[str, tuple[models.Alert, list[desk.Recipient]]] = {row.pk: (row, []) for row in written}
    for said in whom.filter(alert__in=ids).values(*ADDRESSEE):
        row, asked = found[said["alert"]]
        asked.append(desk.Recipient(name="", notes_only=row.kind in ENDS, **said))
    return [rows.alert(row, life(row, {}), asked) for row, asked in found.values()]


def introduce(alerts: Iterable[models.Alert]) -> None:
    """Put people where alerts and their signatures name them, all asked for at once."""
    places: list[tuple[Model, str]] = [(each, way) for each in alerts for way in NAMED]
    places += [(signature, "person") for each in alerts for signature in each.signatures.all()]
    ids = {getattr(each, f"{way}_id") for each, way in places} - {None}
    people = models.Person.objects.only("name").in_bulk(ids)
    for each, way in places:
        setattr(each, way, people.get(getattr(each, f"{way}_id")))
