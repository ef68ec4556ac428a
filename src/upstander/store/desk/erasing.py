"""Records that hold words: how long they have been kept, what holds them, how their words go for good."""

from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet

from upstander.lib.text import mark
from upstander.records import answers
from upstander.records.alert_life import ENDS
from upstander.records.answers import RecordClass
from upstander.records.errors import Unknown
from upstander.records.people import APART, Role, Viewer
from upstander.store.desk import models, sight
from upstander.store.desk.answer_rules import rules
from upstander.store.desk.erasable import GONE, KINDS, NUMBERED, STAGES, TITLED

NO_SUCH = mark("There is no such record, or it is not open to you.")
NO_ORDER = mark("There is no such order, or it is not open to you.")
LIST = 200
KEEPS = frozenset({Role.FOCAL_POINT, Role.CUSTODIAN})


def rows(kind: str, viewer: Viewer) -> "QuerySet[Any]":
    """Rows of a kind in situations granted to the viewer; those of the desk itself for who keeps its records."""
    of = KINDS[kind]
    found = of.table._default_manager.filter(**{f"{of.since}__isnull": False})
    if not of.situation:
        return found if of_the_desk(viewer) else found.none()
    found = found.filter(**{f"{of.situation}__in": sight.granted(viewer)})
    return found.filter(stage=STAGES[kind]) if kind in STAGES else found


def of_the_desk(viewer: Viewer) -> bool:
    """Whether words of no situation are this viewer's to keep."""
    return bool(viewer.roles & KEEPS) and not viewer.roles & APART and not viewer.exercise


def orders(viewer: Viewer) -> "QuerySet[models.Erasure]":
    """Orders to erase in situations granted to the viewer, and of words of the desk itself."""
    mine = Q(situation__in=sight.granted(viewer))
    return models.Erasure.objects.filter(mine | Q(situation__isnull=True) if of_the_desk(viewer) else mine)


def split(object: str) -> tuple[str, str]:
    """Kind and id of an address; Unknown for what is none."""
    kind, _, id = object.partition(":")
    if kind not in KINDS or not id or (kind in NUMBERED and not (id.isascii() and id.isdigit())) or len(id) > 20:
        raise Unknown(NO_SUCH)
    return kind, id


def row(viewer: Viewer, object: str) -> Any:
    """The row at this address; Unknown if its situation is not open to the viewer."""
    kind, id = split(object)
    found = rows(kind, viewer).select_for_update(of=("self",)).filter(pk=id).first()
    if found is None:
        raise Unknown(NO_SUCH)
    return found


def class_of(kind: str, row: Any) -> RecordClass:
    """A row's class."""
    return KINDS[kind].fixed or RecordClass(row.record_class)


def situation_of(kind: str, row: Any) -> str:
    """The situation a row is of; none if it is of the desk itself."""
    if not KINDS[kind].situation:
        return ""
    for name in KINDS[kind].situation.split("__"):
        row = getattr(row, name)
    return str(getattr(row, "pk", row))


def kept(viewer: Viewer, object: str, now: datetime) -> answers.Kept:
    """A record by its address; Unknown if it is not open to the viewer."""
    kind, _ = split(object)
    return as_kept(kind, row(viewer, object), held=standing(now).filter(object=object).exists())


def as_kept(kind: str, row: Any, *, held: bool) -> answers.Kept:
    """A row as a record without its words."""
    since = getattr(row, KINDS[kind].since)
    return answers.Kept(f"{kind}:{row.pk}", class_of(kind, row), since, situation_of(kind, row), held)


def erased(object: str) -> bool:
    """Whether its words are gone."""
    return models.Erasure.objects.filter(object=object, erased_at__isnull=False).exists()


def still_open(object: str) -> bool:
    """Whether it goes on: a thread that has not ended, an issued alert that still asks somebody for an answer."""
    kind, id = split(object)
    threads = models.Thread.objects.filter(pk=id, closed_at__isnull=True)
    asked = models.Recipient.objects.filter(alert=id, asks_at__isnull=False, person__is_active=True)
    return (kind == "thread" and threads.exists()) or (kind == "alert" and asked.exclude(alert__kind__in=ENDS).exists())


def due_for_erasure(viewer: Viewer, now: datetime) -> list[answers.Kept]:
    """Records of the viewer's situations whose time is over and whose words are still there, oldest first."""
    gone = models.Erasure.objects.filter(erased_at__isnull=False)
    holds = set(standing(now).values_list("object", flat=True))
    found = []
    for kind in KINDS:
        done = {
            each.partition(":")[2]
            for each in gone.filter(object__startswith=f"{kind}:").values_list("object", flat=True)
        }
        late = rows(kind, viewer).filter(over(kind, now)).exclude(pk__in=done).order_by(KINDS[kind].since)
        found += [as_kept(kind, each, held=f"{kind}:{each.pk}" in holds) for each in late[:LIST]]
    return sorted(found, key=lambda each: each.since)[:LIST]


def over(kind: str, now: datetime) -> Q:
    """Rows of a kind that have been kept as long as their class says."""
    of, classes = KINDS[kind], rules().classes
    if of.fixed is not None:
        return Q(**{f"{of.since}__lte": now - classes[of.fixed].retention})
    found = Q(pk__in=())
    for each, rule in classes.items():
        found |= Q(**{"record_class": each, f"{of.since}__lte": now - rule.retention})
    return found


def classify(object: str, viewer: Viewer, given: RecordClass) -> bool:
    """Give a record another class; False if its kind has one class only."""
    kind, _ = split(object)
    if KINDS[kind].fixed is not None:
        return False
    found = row(viewer, object)
    found.record_class = given
    found.save(update_fields=["record_class"])
    return True


def standing(now: datetime) -> QuerySet[models.Hold]:
    """Holds that are not lifted and whose own time is not over."""
    return models.Hold.objects.filter(Q(until__isnull=True) | Q(until__gt=now), lifted_at__isnull=True)


def holds(viewer: Viewer, now: datetime) -> list[answers.Hold]:
    """Holds that stand on records of the viewer's situations, newest first."""
    stand = standing(now).select_related("by").order_by("-at", "id")
    objects = [split(each.object) for each in stand]
    mine = {
        f"{kind}:{pk}"
        for kind in {kind for kind, _ in objects}
        for pk in rows(kind, viewer)
        .filter(pk__in=[id for of, id in objects if of == kind])
        .values_list("pk", flat=True)
    }
    return [
        answers.Hold(each.id, each.object, each.reason, each.by.name, each.at, each.until)
        for each in stand
        if each.object in mine
    ]


def hold(object: str, reason: str, who: Viewer, now: datetime, until: datetime | None = None) -> str:
    """Keep a record from being erased; returns the hold's id."""
    return models.Hold.objects.create(object=object, reason=reason, by_id=who.person, at=now, until=until).id


def lift(object: str, who: Viewer, now: datetime) -> None:
    """End the hold on a record."""
    standing(now).filter(object=object).update(lifted_by_id=who.person, lifted_at=now)


def order(found: answers.Kept, basis: str, who: Viewer, now: datetime) -> str:
    """Keep an order to erase; returns its id."""
    row = models.Erasure.objects.create(
        object=found.object,
        situation_id=found.situation or None,
        record_class=found.record_class,
        basis=basis,
        asked_by_id=who.person,
        asked_at=now,
    )
    return row.id


def erasures(viewer: Viewer) -> list[answers.Erasure]:
    """Orders to erase and tombstones of the viewer's situations, newest first."""
    found = orders(viewer).select_related("asked_by", "erased_by")
    return [tombstone(each) for each in found.order_by("-asked_at", "id")[:LIST]]


def erasure(viewer: Viewer, id: str) -> answers.Erasure:
    """One order; Unknown if it is not open to the viewer."""
    row = orders(viewer).filter(pk=id).select_related("asked_by", "erased_by").first()
    if row is None:
        raise Unknown(NO_ORDER)
    return tombstone(row)


def tombstone(row: models.Erasure) -> answers.Erasure:
    """An order as a record; done, it is all that is left."""
    return answers.Erasure(
        id=row.id,
        object=row.object,
        record_class=RecordClass(row.record_class),
        basis=row.basis,
        asked_by=row.asked_by_id,
        asked_by_name=row.asked_by.name,
        asked_at=row.asked_at,
        erased_by=row.erased_by.name if row.erased_by else "",
        erased_at=row.erased_at,
    )


def erase(object: str, viewer: Viewer, now: datetime) -> None:
    """Overwrite a record's words, in its history too; the row stays, so that what is counted still counts."""
    kind, _ = split(object)
    found, of = row(viewer, object), KINDS[kind]
    stamp = {"erased_at": now} if hasattr(found, "erased_at") else {}
    same = {name: getattr(found, name) for name in of.same}
    of.table._default_manager.filter(**same).update(**of.words, **stamp)
    for name, words in of.also:
        related = getattr(found, name, None)
        if isinstance(related, Model):
            type(related)._default_manager.filter(pk=related.pk).update(**words)
        elif related is not None:
            related.update(**words)
    if kind in TITLED:
        models.Thread.objects.filter(pk=found.thread_id, title=found.title).update(title=GONE)
    models.Erasure.objects.filter(object=object, erased_at__isnull=True).update(
        erased_at=now, erased_by_id=viewer.person
    )
