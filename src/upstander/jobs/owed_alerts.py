"""What alerts ask of people besides an answer: to review one that went out under one signature, and what follows."""

from datetime import datetime

from upstander.lib.text import Sentence, mark
from upstander.records.alert_life import AlertKind, Verdict
from upstander.records.desk import Alert
from upstander.records.errors import UpstanderError
from upstander.records.owed import Owed
from upstander.records.people import Viewer
from upstander.store.desk import lines
from upstander.warn import single, succession

REVIEW = mark("This alert went out under one signature: read it again and say what you make of it.")
UPDATE = mark("A review found that this alert needs an update: draft it.")
CANCEL = mark("A review found that this alert must be cancelled: draft the cancellation.")


def reviews(viewer: Viewer, now: datetime) -> list[Owed]:
    """Alerts that went out under one signature, while they wait for a review or for what it asked for."""
    found = []
    for alert in lines.to_review(viewer):
        ask = asked(alert, viewer)
        if ask:
            due = alert.life.review_by if ask == REVIEW else None
            late = due is not None and due <= now
            path = f"/alerts/{alert.id}/"
            found.append(
                Owed(
                    Sentence(ask),
                    alert.title,
                    path,
                    alert.situation,
                    alert.status,
                    due,
                    late,
                    alert.grade,
                    thread=alert.thread,
                )
            )
    return found


def asked(alert: Alert, viewer: Viewer) -> str:
    """What the alert asks of this person now; empty if nothing that they may do."""
    try:
        if single.waits_for_review(alert):
            single.may_review(alert, viewer)
            return REVIEW
        if single.owes(alert.life.verdict) is AlertKind.CANCEL:
            succession.may_end(alert, viewer)
            return CANCEL
        succession.may_update(alert, viewer)
    except UpstanderError:
        return ""
    return UPDATE if alert.life.verdict is Verdict.CORRECTED else ""
