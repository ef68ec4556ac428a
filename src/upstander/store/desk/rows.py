"""Rows into records: what leaves the store is frozen and knows no database."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.db.models import Model, Q, QuerySet

from upstander.lib.dates import Month
from upstander.lib.text import Sentence
from upstander.records import desk
from upstander.records.alert_life import ENDS, AlertKind, Life, Wording
from upstander.records.aside import Part
from upstander.records.people import Role
from upstander.store.desk import models

SIZE = 50
"""Rows on a page."""


Row = TypeVar("Row", bound=Model)


def paged(rows: QuerySet[Row], number: int, size: int = SIZE) -> tuple[list[Row], desk.Page]:
    """One page of the rows, the nearest one where `number` lies outside."""
    pages = Paginator(rows, size)
    page = pages.get_page(number)
    return list(page.object_list), desk.Page(page.number, size, pages.count)


def within(part: Part) -> Q:
    """Only the pieces of a sweep that are done now."""
    return Q(pk__in=part.only) if part.only else ~Q(pk__in=part.without) if part.without else Q()


def person(row: models.Person) -> desk.Person:
    """An account; prefetch `roles_held` and `authenticator_set` for lists."""
    roles = frozenset(Role(held.role) for held in row.roles_held.all() if held.until is None)
    return desk.Person(
        id=row.pk,
        username=row.username,
        name=row.name,
        roles=roles,
        language=row.language,
        time_zone=row.time_zone,
        active=row.is_active,
        second_factor=bool(row.authenticator_set.all()),
        demonstration=row.demonstration,
        institution=row.institution,
        institution_iso3=row.institution_iso3,
    )


def situation(row: models.Situation) -> desk.Situation:
    """A situation with the judgement of its phase that stands."""
    latest = max(row.phases.all(), key=lambda change: change.at)
    return desk.Situation(
        id=row.id,
        iso3=row.iso3,
        title=row.title,
        area=row.area,
        group=row.group,
        phase=desk.Phase(row.phase),
        phase_reason=latest.reason,
        phase_by=latest.by.name,
        phase_at=latest.at,
        owner=row.owner_id,
        owner_name=row.owner.name,
        tlp=desk.Tlp(row.tlp),
        opened_at=row.opened_at,
        status=desk.Status(row.status),
    )


def phase_change(row: models.PhaseChange) -> desk.PhaseChange:
    """One judgement of the phase."""
    return desk.PhaseChange(desk.Phase(row.phase), row.reason, row.by.name, row.at)


def grant(row: models.Grant) -> desk.Grant:
    """One grant, live or not."""
    return desk.Grant(
        id=row.id,
        person=row.person_id,
        person_name=row.person.name,
        reason=row.reason,
        granted_by=row.granted_by.name,
        granted_at=row.granted_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
    )


def signal(row: models.Signal) -> desk.Signal:
    """One signal; `by` is empty where the machine proposed it."""
    return desk.Signal(
        id=row.id,
        situation=row.situation_id,
        kind=desk.SignalKind(row.kind),
        title=row.title,
        text=row.text,
        source=row.source,
        source_url=row.source_url,
        vintage=row.vintage,
        occurred_at=row.occurred_at,
        known_at=row.known_at,
        logged_at=row.logged_at,
        by=row.by.name if row.by else "",
        by_id=row.by_id or 0,
        closed_at=row.closed_at,
        closed_reason=row.closed_reason,
        closed_by=row.closed_by.name if row.closed_by else "",
        status=desk.Status(row.status),
        sentences=tuple(sentence(each) for each in json.loads(row.sentences)),
    )


def sentence(kept: dict[str, Any]) -> Sentence:
    """A sentence from its stored form; a month is kept as `{"month": "2026-05"}`."""
    values = {
        name: Month.read(value["month"]) if isinstance(value, dict) else value for name, value in kept["values"].items()
    }
    return Sentence(kept["template"], values, kept["plural"], kept["count"])


def written(sentences: Iterable[Sentence]) -> str:
    """Sentences as JSON for storing."""
    return json.dumps([plain(each) for each in sentences], ensure_ascii=False)


def plain(sentence: Sentence) -> dict[str, object]:
    """A sentence as values that JSON knows."""
    values = {
        name: {"month": str(value)} if isinstance(value, Month) else value for name, value in sentence.values.items()
    }
    return {"template": sentence.template, "values": values, "plural": sentence.plural, "count": sentence.count}


def signature(row: models.Signature) -> desk.Signature:
    """One name under one text."""
    return desk.Signature(row.person_id, row.person.name, row.at, row.digest, row.voided_at, row.issues, row.withheld)


def decision(row: models.Decision) -> desk.Decision:
    """One answer, standing or superseded."""
    after: models.Decision | None = getattr(row, "superseded_by", None)
    return desk.Decision(
        id=row.id,
        alert=row.recipient.alert_id,
        recipient=row.recipient_id,
        person=row.person_id,
        name=row.person.name,
        answer=desk.Answer(row.answer),
        reason=row.reason,
        dissent=row.dissent,
        decided_at=row.decided_at,
        superseded_by=after.id if after else "",
        supersedes=row.supersedes_id or "",
        superseded_reason=after.superseding_reason if after else "",
        present=row.present,
        review_at=row.review_at,
        recorded_by=row.recorded_by.name if row.recorded_by else "",
        disputed_at=row.disputed_at,
        erased_at=row.erased_at,
        recorded_by_id=row.recorded_by_id or 0,
        record_class=row.record_class,
        after_class=after.record_class if after else "",
    )


def recipient(row: models.Recipient, *, notes_only: bool = False) -> desk.Recipient:
    """One addressee with every decision they made, oldest first."""
    made = sorted(row.decisions.all(), key=lambda each: each.decided_at)
    return desk.Recipient(
        id=row.id,
        alert=row.alert_id,
        person=row.person_id,
        name=row.person.name,
        asked=row.asked,
        acknowledge_by=row.acknowledge_by,
        decide_by=row.decide_by,
        acknowledged_at=row.acknowledged_at,
        by_file=row.by_file,
        decisions=tuple(decision(each) for each in made),
        referred_from=row.referred_from_id or "",
        institution=row.person.institution,
        notes_only=notes_only,
        off_at=row.off_at,
        off_by=row.off_by.name if row.off_by else "",
        off_reason=row.off_reason,
    )


def alert(row: models.Alert, life: Life | None = None, asked: Iterable[desk.Recipient] | None = None) -> desk.Alert:
    """An alert with its evidence, addressees and signatures; `drafted_by` is empty where a trigger drafted it.

    With `asked` it is a line of an inbox: with these addressees, and without evidence.
    """
    named = sorted(addressees(row) if asked is None else asked, key=lambda each: (each.acknowledge_by, each.name))
    return desk.Alert(
        id=row.id,
        situation=row.situation_id,
        iso3=row.situation.iso3,
        situation_title=row.situation.title,
        stage=desk.AlertStage(row.stage),
        status=desk.Status(row.status),
        grade=desk.Grade(row.grade),
        tlp=desk.Tlp(row.tlp),
        title=row.title,
        text=row.text,
        ask=row.ask,
        confidence=desk.Confidence(row.confidence),
        change_our_mind=row.change_our_mind,
        dissent=row.dissent,
        drafted_by=row.drafted_by.name if row.drafted_by else "",
        drafted_by_id=row.drafted_by_id or 0,
        drafted_at=row.drafted_at,
        issued_by=row.issued_by.name if row.issued_by else "",
        issued_at=row.issued_at,
        version=row.version,
        digest=row.digest,
        signals=tuple(signal(each) for each in row.signals.all()) if asked is None else (),
        recipients=tuple(each for each in named if not each.gone),
        taken_off=tuple(each for each in named if each.gone),
        signatures=tuple(signature(each) for each in sorted(row.signatures.all(), key=moment)),
        alternatives=row.alternatives,
        factors=tuple(row.factors),
        wording=Wording(row.wording),
        kind=AlertKind(row.kind),
        updates=row.updates_id or "",
        reason=row.reason,
        life=life or Life(line=row.line),
        written_by=writer(row),
        written_by_id=row.written_by_id or 0,
        thread=row.thread_id or "",
    )


def writer(row: models.Alert) -> str:
    """Who wrote the present version: mostly its drafter, whose name is at hand."""
    written = row.drafted_by if row.written_by_id == row.drafted_by_id else row.written_by
    return written.name if written else ""


def addressees(row: models.Alert) -> list[desk.Recipient]:
    """Everybody whom an alert addresses, with their answers."""
    return [recipient(each, notes_only=AlertKind(row.kind) in ENDS) for each in row.recipients.all()]


def moment(row: models.Signature) -> datetime:
    """When a name was put."""
    return row.at


def entry(row: models.Entry) -> desk.Entry:
    """One line of the log."""
    detail: dict[str, object] = json.loads(row.detail)
    return desk.Entry(
        number=row.number,
        at=row.at,
        person=row.person,
        name=row.name,
        action=row.action,
        object=row.object,
        situation=row.situation,
        detail=detail,
        before=row.before,
        digest=row.digest,
    )
