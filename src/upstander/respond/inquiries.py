"""Needing to know more first: what, from whom, by when. It decides nothing, and the decision's clock runs on."""

from collections.abc import Sequence
from datetime import datetime

from upstander.records.answers import Inquiry
from upstander.records.checks import deadline, optional
from upstander.records.desk import Alert, Recipient
from upstander.records.errors import Refused, Usage
from upstander.records.people import APART, Viewer
from upstander.respond.answers import may_decide, recipient_of

MOST = 20


def may_ask(
    alert: Alert, who: Viewer, of: Viewer, due_at: datetime, late_reason: str, asked: Sequence[Inquiry], now: datetime
) -> Recipient:
    """The row of `who`, if they may ask this person by then; later than the decision is due only with a reason."""
    own = recipient_of(alert, who)
    may_decide(own)
    if of.person == who.person or not of.roles or of.roles & APART:
        raise Usage("Ask somebody else: a person who takes part in the work.", "of")
    if deadline(due_at, now, "due_at") > own.decide_by and not optional(late_reason, "late_reason"):
        raise Usage("Say why the answer may come after your decision is due, or choose an earlier time.", "late_reason")
    if len(asked) >= MOST:
        raise Usage("Decide with what you know: %(most)s questions have been asked.", most=MOST)
    return own


def same(own: Recipient, of: Viewer, what: str, due_at: datetime, asked: Sequence[Inquiry]) -> Inquiry | None:
    """What this person already has to answer in these very words by then: a button pressed twice asks once."""
    waiting = (each for each in asked if each.recipient == own.id and not each.answered_at and not each.closed_at)
    return next((each for each in waiting if (each.of, each.what, each.due_at) == (of.person, what, due_at)), None)


def may_answer(inquiry: Inquiry, who: Viewer) -> None:
    """Refused for anybody but the person asked; Usage once it is answered or no longer asked."""
    if who.person != inquiry.of or who.reads_only:
        raise Refused("Leave the answer to the person who was asked.")
    if inquiry.answered_at is not None:
        raise Usage("You have answered this already.")
    if inquiry.closed_at is not None:
        raise Usage("The decision was taken without it: this is not asked any more.")
