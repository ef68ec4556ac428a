"""Answers that come back: those with a date to look again."""

from datetime import datetime

from upstander.records import answers
from upstander.records.desk import Answer
from upstander.records.people import Viewer
from upstander.store.desk import models, sight
from upstander.store.desk.lines import pending
from upstander.store.desk.referrals import asked


def to_review(viewer: Viewer, now: datetime) -> list[answers.Asked]:
    """Alerts that this person keeps watching, and on which their own date to look again has come."""
    mine = models.Decision.objects.filter(sight.STANDS, person=max(viewer.person, 0), review_at__lte=now)
    found = sight.among(sight.decisions, viewer, mine).select_related("recipient__alert")
    return [asked(row.id, row.recipient.alert, row.review_at) for row in found.order_by("review_at", "id")]


def watched(thread: str, now: datetime) -> tuple[str, datetime] | None:
    """Who keeps watching an alert of a thread that nothing has updated or ended, and until when: the last of them."""
    asks = pending(models.Recipient.objects.filter(alert__thread=thread))
    kept = models.Decision.objects.filter(sight.STANDS, answer=Answer.KEEP_WATCHING, review_at__gt=now)
    found = kept.filter(recipient__in=asks).select_related("person").order_by("review_at").last()
    return (found.person.name, found.review_at) if found and found.review_at else None
