"""Alerts: drafts and their versions, signatures, addressees, answers."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from upstander.records import desk
from upstander.records.alert_life import Verdict, Wording
from upstander.records.answers import RecordClass
from upstander.records.people import Viewer
from upstander.store.desk import answer_rules, decided, models, rows, sight
from upstander.store.desk.inbox import settle
from upstander.store.desk.lines import full, kin, life, readable
from upstander.store.desk.situations import sign

TEXTS = (
    "title",
    "text",
    "ask",
    "grade",
    "confidence",
    "alternatives",
    "change_our_mind",
    "dissent",
    "factors",
    "reason",
    "status",
    "tlp",
    "wording",
)
"""The parts of a draft that are columns of its row, in the order in which they are shown."""


def alerts(
    viewer: Viewer,
    situation: str | None = None,
    iso3: str | None = None,
    stage: desk.AlertStage | None = None,
    page: int = 1,
    size: int = rows.SIZE,
    status: desk.Status | None = None,
    thread: str | None = None,
) -> tuple[list[desk.Alert], desk.Page]:
    """Alerts the viewer may see, newest first."""
    found = sight.alerts(viewer)
    asked = {"situation": situation, "situation__iso3": iso3, "stage": stage, "status": status, "thread": thread}
    found = found.filter(**{name: value for name, value in asked.items() if value is not None})
    kept, where = rows.paged(full(found).order_by("-drafted_at", "id"), page, size)
    known, rules = kin(kept, sight.alerts(viewer)), answer_rules.rules()
    return [readable(rows.alert(row, life(row, known)), viewer, rules) for row in kept], where


def alert(viewer: Viewer, id: str) -> desk.Alert:
    """One alert; Unknown if it is not open to the viewer."""
    return readable(record(sight.one(full(sight.alerts(viewer)), id), sight.alerts(viewer)), viewer)


def record(row: models.Alert, open_to: QuerySet[models.Alert]) -> desk.Alert:
    """The alert as a record, with as much of its line as is open."""
    return rows.alert(row, life(row, kin([row], open_to)))


def unreal(id: str) -> desk.Alert:
    """An alert of an exercise or a test, for the desk's own host; Unknown for one that is Actual."""
    found = models.Alert.objects.exclude(status=desk.Status.ACTUAL)
    return record(sight.one(full(found), id), found)


def decisions(viewer: Viewer, page: int = 1, size: int = rows.SIZE) -> tuple[list[desk.Decision], desk.Page]:
    """Decisions on alerts the viewer may see, newest first."""
    kept, where = rows.paged(decided.full(sight.decisions(viewer)).order_by("-decided_at", "id"), page, size)
    rules = answer_rules.rules()
    return [decided.readable(row, viewer, rules) for row in kept], where


def decision(viewer: Viewer, id: str) -> desk.Decision:
    """One decision; Unknown if it is not open to the viewer."""
    return decided.readable(sight.one(decided.full(sight.decisions(viewer)), id), viewer, answer_rules.rules())


def locked(who: Viewer, id: str) -> desk.Alert:
    """The alert and its thread, held until the transaction ends: what is read is what is changed."""
    row = sight.one(sight.alerts(who).select_for_update(), id)
    models.Thread.objects.select_for_update().filter(pk=row.thread_id).first()
    return alert(who, id)


def recorder(decision: str) -> int:
    """Who wrote a decision down for the person who took it; 0 where they took it here."""
    return models.Decision.objects.values_list("recorded_by", flat=True).get(pk=decision) or 0


def held(id: str) -> None:
    """Hold an alert until the transaction ends, for a change to what hangs on it."""
    models.Alert.objects.select_for_update().filter(pk=id).first()


def add(
    who: Viewer, situation: str, draft: desk.Draft, asked: Iterable[desk.Address], digest: str, now: datetime
) -> str:
    """Keep a new draft; returns its id."""
    row = models.Alert(situation_id=situation, drafted_by_id=who.person if who.person > 0 else None, drafted_at=now)
    before = models.Alert.objects.get(pk=draft.updates) if draft.updates else None
    row.kind, row.updates = draft.kind, before
    row.line, row.turn = (before.line, before.turn + 1) if before else (row.id, 0)
    write(row, who, draft, asked, digest, now)
    return row.id


def change(who: Viewer, id: str, draft: desk.Draft, asked: Iterable[desk.Address], digest: str, now: datetime) -> None:
    """Keep another version of a draft; signatures under the old text are voided. A trigger's draft gets its drafter."""
    row = sight.one(sight.alerts(who).select_for_update(), id)
    row.drafted_by_id = row.drafted_by_id or who.person
    row.version += 1
    row.signatures.filter(voided_at__isnull=True).update(voided_at=now)
    row.second_asked_at = row.second_asked_by = None
    row.recipients.all().delete()
    write(row, who, draft, asked, digest, now)


def write(
    row: models.Alert, who: Viewer, draft: desk.Draft, asked: Iterable[desk.Address], digest: str, now: datetime
) -> None:
    """Put a draft's words and addressees into its row."""
    asked = list(asked)
    for name in TEXTS:
        setattr(row, name, getattr(draft, name))
    row.wording, row.factors = draft.wording or Wording.R2P, list(draft.factors)
    row.evidence, row.asked = list(draft.signals), [asked_of(each) for each in asked]
    row.digest, row.written_by_id = digest, who.person if who.person > 0 else None
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


def asked_of(address: desk.Address) -> dict[str, object]:
    """An address as its version keeps it."""
    times = {"acknowledge_by": address.acknowledge_by.isoformat(), "decide_by": address.decide_by.isoformat()}
    return {"person": address.person, "asked": address.asked, **times}


def add_signature(who: Viewer, found: desk.Alert, now: datetime, *, issues: bool = False, withheld: str = "") -> None:
    """Put a name under the present text, or withhold it for a reason."""
    models.Signature.objects.create(
        alert_id=found.id, person_id=who.person, at=now, digest=found.digest, issues=issues, withheld=withheld
    )


def ask_second(who: Viewer, found: desk.Alert, now: datetime) -> None:
    """Keep when a second signature was asked for, and by whom."""
    models.Alert.objects.filter(pk=found.id).update(second_asked_at=now, second_asked_by=who.person)


def add_review(who: Viewer, found: desk.Alert, verdict: Verdict, reason: str, now: datetime) -> None:
    """Keep what another person made of an alert that went out under one signature."""
    models.Alert.objects.filter(pk=found.id).update(
        reviewed_at=now, reviewed_by=who.person, verdict=verdict, verdict_reason=reason
    )


def issue(who: Viewer, found: desk.Alert, now: datetime, review_by: datetime | None = None) -> None:
    """Turn the draft into an alert that its addressees see; `review_by`: it goes out under one signature.

    Its addressees get the deadlines of `found`; `asked` keeps those under which it was signed.
    """
    row = models.Alert.objects.get(pk=found.id)
    row.deadlines_moved = found.life.deadlines_moved
    for each in found.recipients if row.deadlines_moved else ():
        row.recipients.filter(pk=each.id).update(acknowledge_by=each.acknowledge_by, decide_by=each.decide_by)
    row.single_signature, row.review_by = review_by is not None, review_by
    row.stage, row.issued_at, row.issued_by_id = desk.AlertStage.ISSUED, now, who.person
    sign(row, who.person, now)
    row.save()
    settle(row.line)


def acknowledge(recipient: str, now: datetime, by_file: str = "") -> None:
    """Record that an addressee has read it, unless they had before; `by_file`: whose key signed a file that says so."""
    unread = models.Recipient.objects.filter(pk=recipient, acknowledged_at__isnull=True)
    if unread.update(acknowledged_at=now, by_file=by_file):
        settle_for(recipient)


def settle_for(recipient: str) -> None:
    """Say anew what the line owes in which this addressee stands."""
    settle(models.Recipient.objects.values_list("alert__line", flat=True).get(pk=recipient))


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
    record_class: str = RecordClass.DECISION,
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
        record_class=record_class,
    )
    settle_for(recipient.id)
    return row.id
