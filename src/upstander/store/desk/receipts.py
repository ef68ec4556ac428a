"""What one person did about one alert, from the log: theirs to prove even when they may no longer see it."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Max

from upstander.records import desk
from upstander.records.people import Viewer
from upstander.store.desk import models, rows

MOST = 50
"""Alerts that a list of receipts names."""


def deeds(viewer: Viewer, alert: str) -> list[desk.Entry]:
    """The viewer's own lines of the log about this alert and its thread, oldest first."""
    thread = models.Alert.objects.filter(pk=alert).values_list("thread_id", flat=True).first()
    about = [f"alert:{alert}", *([f"thread:{thread}"] if thread else [])]
    found = models.Entry.objects.filter(person=max(viewer.person, 0), object__in=about).order_by("number")
    return [rows.entry(row) for row in found]


def about(viewer: Viewer, silent: Collection[str]) -> list[tuple[str, datetime]]:
    """Actual alerts about which the log holds a deed of the viewer, but for silent ones, with the last one's time."""
    own = models.Entry.objects.filter(person=max(viewer.person, 0), object__startswith="alert:")
    last = dict(own.exclude(action__in=silent).values_list("object").annotate(last=Max("at")))
    real = models.Alert.objects.filter(pk__in=[each.partition(":")[2] for each in last], status=desk.Status.ACTUAL)
    found = [(id, last[f"alert:{id}"]) for id in real.values_list("pk", flat=True)]
    return sorted(found, key=lambda each: each[1], reverse=True)[:MOST]


def standing(viewer: Viewer, alert: str) -> tuple[str, str]:
    """The alert's status and the viewer's institution: what a receipt names besides the deeds."""
    status = models.Alert.objects.filter(pk=alert).values_list("status", flat=True).first()
    person = models.Person.objects.filter(pk=viewer.person).first()
    return status or "", getattr(person, "institution", "") or ""


def digest_of(number: int) -> str:
    """The digest of one line of the log; empty if there is no such line."""
    found = models.Entry.objects.filter(number=number).values_list("digest", flat=True).first()
    return found or ""
