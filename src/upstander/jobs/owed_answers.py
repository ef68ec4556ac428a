"""What answers ask of people: to accept, to reply, to clear, to confirm, to look again."""

from collections.abc import Callable, Iterable
from datetime import datetime

from upstander.lib.text import Sentence, mark
from upstander.records.answers import Asked
from upstander.records.owed import Owed
from upstander.records.people import Viewer
from upstander.store.desk import answered, inquiries, referrals

ACCEPT = mark("%(name)s refers this alert to you: accept it, or return it with a reason.")
REPLY = mark("%(name)s must decide and asks you for this first.")
UNANSWERED = mark("%(name)s has not answered what you asked: decide without it, or ask somebody else.")
LOOK_AGAIN = mark("You said that you would look again today: answer anew.")

Lines = Callable[[Viewer, datetime], Iterable[Asked]]

ASKS: tuple[tuple[Lines, str, str], ...] = (
    (lambda viewer, now: referrals.referred(viewer), ACCEPT, "/alerts/%s/"),
    (lambda viewer, now: inquiries.asked_of(viewer), REPLY, "/inquiries/%s/"),
    (inquiries.unanswered, UNANSWERED, "/alerts/%s/"),
    (answered.to_review, LOOK_AGAIN, "/alerts/%s/"),
)
"""What is looked for, what it asks, and the page on which it is done."""


def answers(viewer: Viewer, now: datetime) -> list[Owed]:
    """Everything that answers ask of this person."""
    return [line(each, ask, page, now) for find, ask, page in ASKS for each in find(viewer, now)]


def line(found: Asked, ask: str, page: str, now: datetime) -> Owed:
    """One line of the inbox."""
    path = page % (found.alert if page.startswith("/alerts/") else found.id)
    late = found.due is not None and found.due <= now
    said = Sentence(ask, {"name": found.name})
    return Owed(said, found.title, path, found.situation, found.status, found.due, late, found.grade)
