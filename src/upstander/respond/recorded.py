"""An answer given elsewhere: who may write it down, for whom, with which witness. Never its content."""

from datetime import datetime

from upstander.records.alert_life import ENDS
from upstander.records.answers import Recorded
from upstander.records.desk import Alert, AlertStage, Recipient
from upstander.records.errors import Refused, Unknown, Usage
from upstander.records.people import APART, Role, Viewer
from upstander.respond.answers import may_decide, still_asks


def may_record(
    alert: Alert, person: int, who: Viewer, given_at: datetime, now: datetime, *, on_duty: bool
) -> Recipient:
    """The row of the person who answered, if `who` may write the answer down: whoever is on duty, or a focal point."""
    if alert.stage is not AlertStage.ISSUED or alert.issued_at is None:
        raise Usage("Wait until this alert is issued: a draft cannot be answered.")
    if who.reads_only or alert.situation not in who.grants or not (on_duty or who.may([Role.FOCAL_POINT])):
        raise Refused("Leave this to whoever is on duty, or to a focal point of this situation.")
    own = next((each for each in alert.recipients if each.person == person), None)
    if own is None:
        raise Unknown("Choose somebody whom this alert asks.", "person")
    if person == who.person:
        raise Usage("Answer yourself: what you decide needs nobody to write it down.", "person")
    may_decide(own)
    if given_at > now or given_at < alert.issued_at:
        raise Usage("Name a time after the alert was issued, and not in the future.", "given_at")
    if any(each.issued_at <= given_at for each in alert.life.after if each.kind in ENDS or person in each.asked):
        still_asks(alert, own)
    return own


def may_witness(alert: Alert, witness: Viewer, recorder: Viewer, person: int) -> None:
    """Usage unless the witness is a third account that sees the situation."""
    if witness.person in {recorder.person, person}:
        raise Usage("Name a third person: neither who answered nor who writes it down.", "witness")
    if alert.situation not in witness.grants or witness.roles & APART:
        raise Usage("Name a witness who sees this situation.", "witness")


def may_confirm(recorded: Recorded, who: Viewer, person: int, done: datetime | None) -> None:
    """Refused for anybody but that person; Usage the second time, or once the answer is disputed."""
    if who.person != person or who.reads_only:
        raise Refused("Leave this to the person who was named.")
    if done is not None:
        raise Usage("You have confirmed this already.")
    if recorded.disputed_at is not None:
        raise Usage("This answer was disputed, and does not count any more.")
