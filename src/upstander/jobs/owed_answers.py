"""What answers ask of people: to accept, to reply, to clear, to confirm, to look again."""

from collections.abc import Callable
from datetime import datetime

from upstander.jobs.notices import LOOK_AGAIN
from upstander.lib.text import Sentence, mark
from upstander.records.answers import Asked
from upstander.records.owed import Owed
from upstander.records.people import Viewer
from upstander.store.desk import addressing, answered, clearances, dissents, inquiries, recorded, referrals

ACCEPT = mark("%(name)s refers this alert to you: accept it, or return it with a reason.")
REPLY = mark("%(name)s must decide and asks you for this first.")
UNANSWERED = mark("%(name)s has not answered what you asked: decide without it, or ask somebody else.")
WITNESS = mark("%(name)s names you as witness of an answer given elsewhere: confirm it.")
CONFIRM = mark("%(name)s recorded an answer as yours: confirm it, or say that it is not.")
DISSENT = mark("Somebody disagrees under seal: a reply is due.")
OFF = mark("%(name)s took you off this alert, there is nothing left for you to do. The reason: %(why)s")
CLEAR = mark("%(name)s asks whether you object: silence by the hour set is clearance.")

Find = Callable[[Viewer], list[Asked]]
FindLate = Callable[[Viewer, datetime], list[Asked]]

ASKS: tuple[tuple[Find, str, str], ...] = (
    (referrals.referred, ACCEPT, "/alerts/%s/"),
    (inquiries.asked_of, REPLY, "/inquiries/%s/"),
    (recorded.to_witness, WITNESS, "/alerts/%s/"),
    (recorded.to_confirm, CONFIRM, "/alerts/%s/"),
)
"""What is looked for, what it asks, and the page on which it is done."""

BY_TIME: tuple[tuple[FindLate, str, str], ...] = (
    (inquiries.unanswered, UNANSWERED, "/alerts/%s/"),
    (clearances.to_clear, CLEAR, "/alerts/%s/"),
    (dissents.to_reply, DISSENT, "/alerts/%s/"),
    (answered.to_review, LOOK_AGAIN, "/alerts/%s/"),
)
"""What asks of this person, or of others too, as time goes."""


def answers(viewer: Viewer, now: datetime) -> list[Owed]:
    """Everything that answers ask of this person."""
    found = [line(each, ask, page, now) for find, ask, page in ASKS for each in find(viewer)]
    found += [line(each, ask, page, now) for find, ask, page in BY_TIME for each in find(viewer, now)]
    return found + [taken_off(each, why) for each, why in addressing.to_know(viewer, now)]


def taken_off(found: Asked, why: str) -> Owed:
    """That this person was taken off an alert, which they see no more: said for some days, nothing is to do."""
    said = Sentence(OFF, {"name": found.name, "why": why})
    return Owed(said, found.title, "/waiting/", found.situation, found.status, grade=found.grade)


def line(found: Asked, ask: str, page: str, now: datetime) -> Owed:
    """One line of the inbox."""
    path = page % (found.alert if page.startswith("/alerts/") else found.id)
    late = found.due is not None and found.due <= now
    said = Sentence(ask, {"name": found.name})
    return Owed(said, found.title, path, found.situation, found.status, found.due, late, found.grade)
