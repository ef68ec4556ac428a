"""Promises, who asked after them, and what became of them: seen with their situation."""

from datetime import datetime

from django.db.models import Q, QuerySet

from upstander.records.desk import Status
from upstander.records.errors import Unknown
from upstander.records.people import Viewer
from upstander.records.plans import Commitment, Funding, Kept, PromiseEntry
from upstander.store.desk import models, sight
from upstander.store.desk.plans import NO_ROW


def visible(viewer: Viewer) -> QuerySet[models.Commitment]:
    """Promises of granted situations with everything that was written on them, the first due first."""
    found = models.Commitment.objects.filter(situation_id__in=sight.granted(viewer))
    return found.select_related("by", "owner", "situation").prefetch_related("entries__by").order_by("due_on", "id")


def commitments(viewer: Viewer, situation: str | None = None) -> list[Commitment]:
    """Promises the viewer may see, the first due first."""
    found = visible(viewer)
    return [record(row) for row in (found if situation is None else found.filter(situation=situation))]


def commitment(viewer: Viewer, id: str) -> Commitment:
    """One promise; Unknown if it is not open to the viewer."""
    row = visible(viewer).filter(pk=id).first()
    if row is None:
        raise Unknown(NO_ROW)
    return record(row)


def to_follow(viewer: Viewer) -> list[Commitment]:
    """Promises not settled yet after which this person asks: who owns or noted them, or owns their situation."""
    person = max(viewer.person, 0)
    theirs = Q(owner=person) | Q(by=person) | Q(situation__owner=person)
    asked = models.Commitment.objects.filter(sight.STILL_PLAYED, theirs, kept=Kept.OPEN)
    return [record(row) for row in sight.among(visible, viewer, asked)]


def record(row: models.Commitment) -> Commitment:
    """A promise as a record: its outcome, where it has none what was last said of it."""
    same = ("id", "promised_by", "promised_to", "what", "made_on", "due_on", "source", "evidence", "settled_at", "at")
    entries = tuple(entry(each) for each in sorted(row.entries.all(), key=lambda each: (each.at, each.pk)))
    said, settled = entries[-1].kept if entries else Kept.OPEN, Kept(row.kept)
    return Commitment(
        **{name: getattr(row, name) for name in same},
        situation=row.situation_id,
        iso3=row.situation.iso3,
        kept=said if settled is Kept.OPEN else settled,
        by=row.by.name,
        status=Status(row.situation.status),
        owner=row.owner_id or 0,
        owner_name=row.owner.name if row.owner else "",
        funding=Funding(row.funding),
        entries=entries,
    )


def entry(row: models.PromiseEntry) -> PromiseEntry:
    """One follow-up as a record."""
    return PromiseEntry(row.asked_by, row.asked_on, row.answer, Kept(row.kept), row.by.name, row.at, row.pk)


def add(who: Viewer, new: Commitment) -> str:
    """Keep a promise; returns its id."""
    same = ("promised_by", "promised_to", "what", "made_on", "due_on", "source", "at", "funding")
    values = {name: getattr(new, name) for name in same} | {"owner_id": new.owner or None}
    return models.Commitment.objects.create(situation_id=new.situation, by_id=who.person, **values).id


def follow(who: Viewer, id: str, new: PromiseEntry, owner: int, funding: Funding | None) -> None:
    """Keep who asked and what was answered; where it was said, also who asks from now on, and about the money."""
    said = {"asked_by": new.asked_by, "asked_on": new.asked_on, "answer": new.answer, "kept": new.kept, "at": new.at}
    models.PromiseEntry.objects.create(commitment_id=id, by_id=who.person, **said)
    changed = {name: value for name, value in (("owner_id", owner), ("funding", funding)) if value}
    if changed:
        models.Commitment.objects.filter(pk=id).update(**changed)


def settle(id: str, kept: Kept, evidence: str, now: datetime) -> None:
    """Keep what became of a promise."""
    models.Commitment.objects.filter(pk=id).update(kept=kept, evidence=evidence, settled_at=now)


def locked(viewer: Viewer, id: str) -> Commitment:
    """One promise, held until the transaction ends."""
    models.Commitment.objects.select_for_update().filter(pk=id).first()
    return commitment(viewer, id)
