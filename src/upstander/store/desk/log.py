"""The append-only log: each line's digest covers the digest before it, so that no line can change or vanish unseen."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from django.db import transaction

from upstander.lib.text import mark
from upstander.records import desk
from upstander.records.errors import Damaged, Refused
from upstander.records.people import Viewer
from upstander.store.desk import drills, models, rows, sight

NOTHING = "0" * 64

CHANGED = mark(
    "Entry %(number)s of the log is not what was written: restore a backup and find out who had the database."
)
MISSING = mark("Entry %(number)s of the log is missing: restore a backup and find out who had the database.")
CUT = mark("The log ends at entry %(number)s but held %(size)s: its end was cut; restore a backup.")
OTHER = mark(
    "Entry %(number)s of the log is not the one whose digest was kept: the log was rewritten; restore a backup."
)


def digest(row: models.Entry) -> str:
    """SHA-256 over the line and the digest before it, as canonical JSON."""
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    line = [row.before, row.number, at, row.person, row.name, row.action, row.object, row.situation, row.detail]
    return hashlib.sha256(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def append(who: Viewer, now: datetime, action: str, object: str, situation: str = "", **detail: object) -> None:
    """Add one line. Whoever changes something is logged here: so that nobody changes a drill that is paused."""
    if who.person > 0 and situation and action not in LOOKS | PROTECTS and drills.stands_still(situation):
        raise Refused(drills.STANDS_STILL)
    extend([Line(who, now, action, object, situation, detail)])


LOOKS = frozenset({"seen", "links made"})
"""What may be done to a drill while it is paused."""

PROTECTS = frozenset(
    {"access ended", "suspected", "allowed no more", "put on hold", "erasure ordered", "erased"}
    | {"handed over", "proved"}
)
"""What protects people and records, and waits for no drill."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one line of the log is to say."""

    who: Viewer
    now: datetime
    action: str
    on: str
    situation: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


@transaction.atomic
def extend(lines: Iterable[Line]) -> None:
    """Add lines in this order. The head row is locked, so that two writers cannot both follow the same line."""
    head, _ = models.Head.objects.select_for_update().get_or_create(pk=1)
    rows = []
    for line in lines:
        row = following(head, line)
        head.number, head.digest = row.number, row.digest
        rows.append(row)
    if rows:
        models.Entry.objects.bulk_create(rows)
        head.save()


def following(head: models.Head, line: Line) -> models.Entry:
    """The line that comes after the head."""
    row = models.Entry(
        number=head.number + 1,
        at=line.now,
        person=line.who.person,
        name=line.who.name,
        action=line.action,
        object=line.on,
        situation=line.situation,
        detail=json.dumps(dict(line.detail), ensure_ascii=False, sort_keys=True, default=str),
        before=head.digest,
    )
    row.digest = digest(row)
    return row


def seen_on(viewer: Viewer, object: str, day: datetime) -> bool:
    """Whether the log already says that the viewer saw this on that day, UTC."""
    start = day.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return models.Entry.objects.filter(person=viewer.person, object=object, action="seen", at__gte=start).exists()


WORDS = "reason"
"""The one detail that people write themselves: only those who see the situation read it."""


def told(row: models.Entry, viewer: Viewer) -> desk.Entry:
    """A line as the viewer may read it: who did what, without the words that belong to the situation."""
    found = rows.entry(row)
    if row.situation in sight.granted(viewer):
        return found
    return replace(found, detail={name: value for name, value in found.detail.items() if name != WORDS})


def entries(viewer: Viewer, page: int = 1, situation: str | None = None) -> tuple[list[desk.Entry], desk.Page]:
    """The log as far as the viewer may read it, newest first."""
    found = sight.entries(viewer).order_by("-number")
    if situation is not None:
        found = found.filter(situation=situation)
    kept, where = rows.paged(found, page)
    return [told(row, viewer) for row in kept], where


def root() -> tuple[int, str]:
    """How many lines there are and the last one's digest: keep it elsewhere."""
    last = models.Entry.objects.order_by("-number").first()
    return (last.number, last.digest) if last else (0, NOTHING)


def verify(kept: tuple[int, str] | None = None) -> tuple[int, str]:
    """Walk the chain; Damaged names the first bad entry, or the tail cut since `kept`. Returns size and digest."""
    number, before = 0, NOTHING
    for row in models.Entry.objects.order_by("number").iterator(chunk_size=2000):
        if row.number != number + 1:
            raise Damaged(MISSING, number=number + 1)
        if row.before != before or digest(row) != row.digest:
            raise Damaged(CHANGED, number=row.number)
        number, before = row.number, row.digest
        if kept is not None and number == kept[0] and before != kept[1]:
            raise Damaged(OTHER, number=number)
    head = models.Head.objects.filter(pk=1).first()
    size = max(kept[0] if kept else 0, head.number if head else 0)
    if number < size:
        raise Damaged(CUT, number=number, size=size)
    return number, before
