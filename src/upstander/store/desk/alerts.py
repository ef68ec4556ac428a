"""Alerts: drafts and their versions, signatures, addressees, answers."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, Model, OuterRef, QuerySet

from upstander.records import desk
from upstander.records.people import Viewer
from upstander.store.desk import models, rows, sight
from upstander.store.desk.situations import sign

TEXTS = ("title", "text", "ask", "grade", "confidence", "change_our_mind", "dissent", "status", "tlp")


def full(found: QuerySet[models.Alert]) -> QuerySet[models.Alert]:
    """With all that a record needs, in a fixed number of queries."""
    return found.select_related("situation", "drafted_by", "issued_by").prefetch_related(
        "signals__by",
        "signals__closed_by",
        "signatures__person",
        "recipients__person",
        "recipients__decisions__person",
        "recipients__decisions__recorded_by",
        "recipients__decisions__superseded_by",
        "recipients__decisions__recipient",
    )


def alerts(
    viewer: Viewer,
    situation: str | None = None,
    iso3: str | None = None,
    stage: desk.AlertStage | None = None,
    page: int = 1,
    size: int = rows.SIZE,
    status: desk.Status | None = None,
) -> tuple[list[desk.Alert], desk.Page]:
    """Alerts the viewer may see, newest first."""
    found = sight.alerts(viewer)
    asked = {"situation": situation, "situation__iso3": iso3, "stage": stage, "status": status}
    found = found.filter(**{name: value for name, value in asked.items() if value is not None})
    kept, where = rows.paged(full(found).order_by("-drafted_at", "id"), page, size)
    return [rows.alert(row) for row in kept], where


def alert(viewer: Viewer, id: str) -> desk.Alert:
    """One alert; Unknown if it is not open to the viewer."""
    return rows.alert(sight.one(full(sight.alerts(viewer)), id))


def unreal(id: str) -> desk.Alert:
    """An alert of an exercise or a test, for the desk's own host; Unknown for one that is Actual."""
    found = models.Alert.objects.exclude(status=desk.Status.ACTUAL)
    return rows.alert(sight.one(full(found), id))


def versions(viewer: Viewer, id: str) -> list[dict[str, object]]:
    """What each version said and who wrote it, newest first; an addressee sees only the text that was issued."""
    row = sight.one(sight.alerts(viewer), id)
    found = row.history.select_related("history_user").order_by("version", "history_date", "history_id")
    if row.situation_id not in sight.granted(viewer):
        found = found.filter(version=row.version)
    latest = {each.version: each for each in found}
    return [version(each) for each in reversed(latest.values())]


def version(row: models.Alert) -> dict[str, object]:
    """One version as plain values, with `by` and `at`."""
    past: Model = row
    user = getattr(past, "history_user", None)
    texts = {name: getattr(past, name) for name in TEXTS}
    return {"version": row.version, "by": user.name if user else "", "at": getattr(past, "history_date", None), **texts}


def decisions(viewer: Viewer, page: int = 1, size: int = rows.SIZE) -> tuple[list[desk.Decision], desk.Page]:
    """Decisions on alerts the viewer may see, newest first."""
    found = sight.decisions(viewer).select_related("person", "recipient", "superseded_by", "recorded_by")
    kept, where = rows.paged(found.order_by("-decided_at", "id"), page, size)
    return [rows.decision(row) for row in kept], where


def decision(viewer: Viewer, id: str) -> desk.Decision:
    """One decision; Unknown if it is not open to the viewer."""
    found = sight.decisions(viewer).select_related("person", "recipient", "superseded_by", "recorded_by")
    return rows.decision(sight.one(found, id))


def owed(viewer: Viewer) -> list[desk.Alert]:
    """Issued alerts on which the viewer has not decided."""
    answered = models.Decision.objects.filter(sight.STANDS, recipient=OuterRef("pk"))
    mine = models.Recipient.objects.filter(~Exists(answered), person_id=max(viewer.person, 0))
    found = models.Alert.objects.filter(sight.addressed(viewer), id__in=mine.values("alert_id"))
    return [rows.alert(row) for row in full(found)]


def drafts(viewer: Viewer) -> list[desk.Alert]:
    """Drafts in granted situations."""
    found = models.Alert.objects.filter(situation_id__in=sight.granted(viewer), stage=desk.AlertStage.DRAFT)
    return [rows.alert(row) for row in full(found)]


def locked(who: Viewer, id: str) -> desk.Alert:
    """The alert and its thread, held until the transaction ends: what is read is what is changed."""
    row = sight.one(sight.alerts(who).select_for_update(), id)
    models.Thread.objects.select_for_update().filter(pk=row.thread_id).first()
    return alert(who, id)


def held(id: str) -> None:
    """Hold an alert until the transaction ends, for a change to what hangs on it."""
    models.Alert.objects.select_for_update().filter(pk=id).first()


def add(
    who: Viewer, situation: str, draft: desk.Draft, asked: Iterable[desk.Address], digest: str, now: datetime
) -> str:
    """Keep a new draft; returns its id."""
    row = models.Alert(situation_id=situation, drafted_by_id=who.person if who.person > 0 else None, drafted_at=now)
    write(row, who, draft, asked, digest, now)
    return row.id


def change(who: Viewer, id: str, draft: desk.Draft, asked: Iterable[desk.Address], digest: str, now: datetime) -> None:
    """Keep another version of a draft; signatures under the old text are voided. A trigger's draft gets its drafter."""
    row = sight.one(sight.alerts(who).select_for_update(), id)
    row.drafted_by_id = row.drafted_by_id or who.person
    row.version += 1
    row.signatures.filter(voided_at__isnull=True).update(voided_at=now)
    row.recipients.all().delete()
    write(row, who, draft, asked, digest, now)


def write(
    row: models.Alert, who: Viewer, draft: desk.Draft, asked: Iterable[desk.Address], digest: str, now: datetime
) -> None:
    """Put a draft's words and addressees into its row."""
    for name in TEXTS:
        setattr(row, name, getattr(draft, name))
    row.digest = digest
    sign(row, who.person, now)
    row.save()
    row.signals.set(models.Signal.objects.filter(pk__in=draft.signals))
    for address in asked:
        row.recipients.create(
            person_id=address.person,
            asked=address.asked,
            acknowledge_by=address.acknowledge_by,
            decide_by=address.decide_by,
        )


def add_signature(who: Viewer, found: desk.Alert, now: datetime, *, issues: bool = False) -> None:
    """Put a name under the present text."""
    models.Signature.objects.create(alert_id=found.id, person_id=who.person, at=now, digest=found.digest, issues=issues)


def issue(who: Viewer, found: desk.Alert, now: datetime) -> None:
    """Turn the draft into an alert that its addressees see."""
    row = models.Alert.objects.get(pk=found.id)
    row.stage, row.issued_at, row.issued_by_id = desk.AlertStage.ISSUED, now, who.person
    sign(row, who.person, now)
    row.save()


def acknowledge(recipient: str, now: datetime) -> None:
    """Record that an addressee has read it, unless they had before."""
    models.Recipient.objects.filter(pk=recipient, acknowledged_at__isnull=True).update(acknowledged_at=now)


def add_decision(
    recipient: desk.Recipient,
    answer: desk.Answer,
    reason: str,
    dissent: str,
    now: datetime,
    supersedes: str | None = None,
    why: str = "",
    *,
    present: str = "",
    review_at: datetime | None = None,
    recorded_by: int | None = None,
) -> str:
    """Keep an answer; returns its id."""
    row = models.Decision.objects.create(
        recipient_id=recipient.id,
        person_id=recipient.person,
        answer=answer,
        reason=reason,
        dissent=dissent,
        decided_at=now,
        supersedes_id=supersedes,
        superseding_reason=why,
        present=present,
        review_at=review_at,
        recorded_by_id=recorded_by,
    )
    return row.id
