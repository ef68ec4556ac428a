"""Who was taken off an issued alert: by whom, why, and that they are asked nothing more."""

from collections.abc import Collection
from datetime import datetime, timedelta

from upstander.records.answers import Asked
from upstander.records.people import Viewer
from upstander.store.desk import models, sight
from upstander.store.desk.inbox import settle
from upstander.store.desk.lines import waiting
from upstander.store.desk.referrals import asked

TOLD = timedelta(days=3)
"""How long the inbox of somebody who was taken off says so."""


def take_off(line: str, person: int, reason: str, by: int, now: datetime) -> None:
    """Ask a person nothing more in a whole line of alerts; what they did there stays."""
    mine = models.Recipient.objects.filter(alert__line=line, person=person)
    mine.update(off_at=now, off_by=by, off_reason=reason)
    settle(line)


def taken_off(threads: Collection[str]) -> dict[str, set[int]]:
    """By thread: who was taken off an alert that waits for its decision."""
    gone = models.Recipient.objects.filter(off_at__isnull=False, alert__in=waiting(*threads))
    found: dict[str, set[int]] = {}
    for thread, person in gone.values_list("alert__thread", "person") if threads else ():
        found.setdefault(thread, set()).add(person)
    return found


def to_know(viewer: Viewer, now: datetime) -> list[tuple[Asked, str]]:
    """Alerts that this person was taken off of late, by whom, and why: they see no more of them."""
    mine = models.Recipient.objects.filter(sight.hearing(viewer, "alert__situation"), person=max(viewer.person, 0))
    found = mine.filter(off_at__gt=now - TOLD, off_at__lte=now).select_related("alert", "off_by")
    last = {row.alert.line: row for row in found.order_by("alert__turn")}
    return [
        (asked(row.pk, row.alert, None, row.off_by.name if row.off_by else ""), row.off_reason) for row in last.values()
    ]
