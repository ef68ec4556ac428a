"""What waits for a person: answers they owe, drafts that need their name."""

from collections.abc import Callable
from datetime import datetime

from upstander.jobs.owed import owed
from upstander.records.desk import Alert, Status, Waiting
from upstander.records.errors import UpstanderError
from upstander.records.people import Viewer
from upstander.respond.answers import in_order, waits
from upstander.store.desk import alerts as desk
from upstander.warn import alerts as rules


def waiting(viewer: Viewer, now: datetime) -> list[Waiting]:
    """Everything that waits for this viewer: the real first, then the oldest deadline."""
    owed = (
        waits(alert, recipient, now)
        for alert in desk.owed(viewer)
        for recipient in alert.recipients
        if recipient.person == viewer.person
    )
    unsigned = (to_sign(alert, viewer, now) for alert in desk.drafts(viewer))
    return in_order([item for item in (*owed, *unsigned) if item is not None])


def to_sign(alert: Alert, viewer: Viewer, now: datetime) -> Waiting | None:
    """A draft that this viewer could issue, or give a second name that is still missing."""
    if is_free(rules.may_issue, alert, viewer, now):
        return Waiting("issue", alert, None, None, overdue=False)
    if rules.takes_two(alert) and not rules.standing(alert) and is_free(rules.may_sign, alert, viewer):
        return Waiting("sign", alert, None, None, overdue=False)
    return None


def is_free(rule: Callable[..., None], *given: object) -> bool:
    """Whether the rule raises no objection."""
    try:
        rule(*given)
    except UpstanderError:
        return False
    return True


def count(viewer: Viewer, now: datetime) -> int:
    """How much waits that is real."""
    alerts = sum(item.alert.status is Status.ACTUAL for item in waiting(viewer, now))
    return alerts + sum(item.status is Status.ACTUAL for item in owed(viewer, now))
