"""Answers that come back: those with a date to look again."""

from datetime import datetime

from upstander.records import answers
from upstander.records.people import Viewer
from upstander.store.desk import models, sight
from upstander.store.desk.referrals import asked


def to_review(viewer: Viewer, now: datetime) -> list[answers.Asked]:
    """Alerts that this person keeps watching, and on which their own date to look again has come."""
    mine = models.Decision.objects.filter(sight.STANDS, person=max(viewer.person, 0), review_at__lte=now)
    found = sight.among(sight.decisions, viewer, mine).select_related("recipient__alert")
    return [asked(row.id, row.recipient.alert, row.review_at) for row in found.order_by("review_at", "id")]
