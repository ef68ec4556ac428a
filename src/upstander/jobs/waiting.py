"""What waits for a person: answers they owe, drafts that need their name."""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from upstander.jobs import owed
from upstander.jobs.alert_life import second_until
from upstander.records.desk import Alert, Page, Status, Waiting
from upstander.records.errors import UpstanderError
from upstander.records.people import Viewer
from upstander.respond.answers import in_order, waits
from upstander.store.desk import reads as desk
from upstander.warn import alerts as rules
from upstander.warn import single

SIZE = 15
"""Alerts on a page of the inbox, for somebody who reads it; beside them stand as many steps of the ladder."""

MOST = 50
"""Alerts on a page of it for a program."""


def waiting(viewer: Viewer, now: datetime) -> list[Waiting]:
    """Everything that waits for this viewer: the real first, then the oldest deadline."""
    asked = itertools.chain.from_iterable(desk.inbox_asked(viewer))
    return in_order([*mine(desk.whole_alerts(viewer, list(asked)), viewer, now), *unsigned(viewer, now)])


def listed(viewer: Viewer, now: datetime, number: int = 1, size: int = MOST) -> tuple[list[Waiting], Page]:
    """One page of it, each alert whole: what asks for an answer, the earliest deadline first, then what asks for a
    name; exercises behind.
    """
    names = {item.alert.id: item for item in unsigned(viewer, now)}
    real, played = desk.inbox_asked(viewer)
    for id, item in names.items():
        (real if item.alert.status is Status.ACTUAL else played).append(id)
    ids = [*real, *played]
    where = nearest(number, size, len(ids))
    alerts = desk.whole_alerts(viewer, ids[where.size * (where.number - 1) :][:size])
    owing = {item.alert.id: item for item in mine(alerts, viewer, now)}
    found = (replace(names[each.id], alert=each) if each.id in names else owing.get(each.id) for each in alerts)
    return [item for item in found if item is not None], where


def nearest(number: int, size: int, total: int) -> Page:
    """The page of that number, the nearest one where it lies outside."""
    return Page(min(max(number, 1), max(1, -(-total // size))), size, total)


def mine(alerts: Iterable[Alert], viewer: Viewer, now: datetime) -> list[Waiting]:
    """What this viewer owes on alerts."""
    found = (waits(alert, each, now) for alert in alerts for each in alert.recipients if each.person == viewer.person)
    return [item for item in found if item is not None]


def unsigned(viewer: Viewer, now: datetime) -> list[Waiting]:
    """Drafts that wait for this viewer's name, the oldest first."""
    if not viewer.may((*rules.ISSUES, *rules.CO_SIGNS)):
        return []
    found = (to_sign(alert, viewer, now) for alert in desk.drafts(viewer))
    return in_order([item for item in found if item is not None])


@dataclass(frozen=True, slots=True)
class Inbox:
    """One page of what waits on alerts; `drafts` stand behind the last deadline. `owing`, `late`: over all pages."""

    items: list[Waiting]
    exercises: list[Waiting]
    where: Page
    late: int


def inbox(viewer: Viewer, now: datetime, number: int = 1) -> Inbox:
    """One page of what waits for this viewer; exercises apart, the first of them."""
    owing, late = desk.owing(viewer, now)
    names = unsigned(viewer, now)
    real = [item for item in names if item.alert.status is Status.ACTUAL]
    where = nearest(number, SIZE, owing + len(real))
    start = (where.number - 1) * SIZE
    asked = mine(desk.inbox_page(viewer, real=True, start=start, size=SIZE), viewer, now) if start < owing else []
    behind = real[max(0, start - owing) :][: SIZE - len(asked)] if start + SIZE > owing else []
    apart = [item for item in names if item.alert.status is not Status.ACTUAL]
    drills = mine(desk.inbox_page(viewer, real=False, size=SIZE), viewer, now)
    return Inbox([*asked, *behind], [*drills, *apart], where, late)


def to_sign(alert: Alert, viewer: Viewer, now: datetime) -> Waiting | None:
    """A draft that this viewer could issue, or give a second name that is still missing. Due: when silence ends."""
    if is_free(rules.may_issue, alert, viewer, now):
        return Waiting("issue", alert, None, None, overdue=False)
    if any(each.person == viewer.person for each in rules.withheld(alert)):
        return None
    until, asked = second_until(alert), alert.life.second_asked_at
    late = until is not None and until <= now
    if until and asked and late and is_free(single.may_issue_alone, alert, viewer, now, until - asked):
        return Waiting("issue", alert, None, until, overdue=True)
    if rules.takes_two(alert) and not rules.standing(alert) and is_free(rules.may_sign, alert, viewer):
        return Waiting("sign", alert, None, until, overdue=late)
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
    names = sum(item.alert.status is Status.ACTUAL for item in unsigned(viewer, now))
    return desk.owing(viewer, now)[0] + names + owed.count(viewer, now)[0]
