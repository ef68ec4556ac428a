"""Handing an answer on: to whom it may go, when it counts, and who owns it now."""

from collections.abc import Iterable, Sequence

from upstander.records.answers import Referral, ReferralState
from upstander.records.desk import Alert, Person, Recipient
from upstander.records.errors import Refused, Usage
from upstander.records.people import APART, RECEIVES, Viewer
from upstander.respond.answers import may_decide, recipient_of


def may_refer(alert: Alert, who: Viewer, to: Viewer, open_: Sequence[Referral]) -> Recipient:
    """The row of `who`, if they may hand it to `to`: nobody who answers, drafted or signed it, and one at a time."""
    own = recipient_of(alert, who)
    may_decide(own)
    if any(each.recipient == own.id and each.state is ReferralState.OPEN for each in open_):
        raise Usage("Wait for the person you referred it to, withdraw that, or decide yourself.", "to")
    if not to.may(RECEIVES) or to.roles & APART:
        raise Usage("Choose an analyst, a focal point or a decision maker.", "to")
    if any(each.person == to.person for each in (*alert.recipients, *alert.taken_off)):
        raise Usage(
            "Choose somebody else: %(name)s answers for this alert already, or has handed it on.", "to", name=to.name
        )
    signed = {each.person for each in alert.signatures if each.voided_at is None}
    if to.person in alert.authors | signed:
        raise Usage("Choose somebody else: %(name)s drafted or signed this alert.", "to", name=to.name)
    return own


def heirs(alert: Alert, people: Iterable[Person]) -> list[Person]:
    """Those of them to whom an answer may be handed."""
    busy = {each.person for each in alert.recipients} | {alert.drafted_by_id}
    busy |= {each.person for each in alert.signatures if each.voided_at is None}
    return [each for each in people if each.roles & RECEIVES and not each.roles & APART and each.id not in busy]


def may_close(referral: Referral, who: Viewer, person: int) -> None:
    """Usage once it has ended; Refused unless `who` is that person."""
    if who.person != person or who.reads_only:
        raise Refused("Leave this referral to those whom it concerns.")
    if referral.state is not ReferralState.OPEN:
        raise Usage("This referral has ended: read what became of it on the alert's page.")


def owners(alert: Alert) -> tuple[Recipient, ...]:
    """Who owns each answer now: the last of every chain."""
    handed_on = {each.referred_from for each in alert.recipients}
    return tuple(each for each in alert.recipients if each.id not in handed_on)
