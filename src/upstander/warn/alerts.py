"""Who may draft, sign and issue an alert, and what a signature stands under. Pure: rules in, verdict out."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime

from upstander.records.alert_life import AlertKind, Wording
from upstander.records.checks import deadline, line, optional, passage
from upstander.records.desk import Address, Alert, AlertStage, Draft, Grade, Recipient, Signature, Status
from upstander.records.errors import Refused, Usage
from upstander.records.people import Role, Viewer
from upstander.warn.crime_words import names_a_crime, speaks_of_it

DRAFTS = (Role.ANALYST,)
ISSUES = (Role.FOCAL_POINT,)
CO_SIGNS = (Role.ANALYST, Role.FOCAL_POINT)

MOST_ADDRESSES = 50

FACTORS = tuple(f"RF{number}" for number in range(1, 15))
"""The risk factors of the United Nations Framework of Analysis."""

UNSET = {
    "alternatives": "",
    "factors": (),
    "wording": Wording.R2P,
    "kind": AlertKind.ALERT,
    "updates": "",
    "reason": "",
}
"""Parts that alerts did not always have: left out of a digest while they say nothing, so that old signatures stand."""


def checked(draft: Draft) -> Draft:
    """The draft with its texts trimmed; Usage names the first field that will not do."""
    if not set(draft.factors) <= set(FACTORS):
        raise Usage("Choose risk factors from RF1 to RF14.", "factors")
    changes = draft.kind is not AlertKind.ALERT
    return replace(
        draft,
        title=line(draft.title, "title"),
        text=passage(draft.text, "text"),
        ask=passage(draft.ask, "ask"),
        change_our_mind=passage(draft.change_our_mind, "change_our_mind"),
        dissent=optional(draft.dissent, "dissent"),
        signals=tuple(sorted(set(draft.signals))),
        alternatives=optional(draft.alternatives, "alternatives"),
        factors=tuple(sorted(set(draft.factors), key=FACTORS.index)),
        reason=passage(draft.reason, "reason") if changes else optional(draft.reason, "reason"),
    )


def checked_addresses(addresses: Iterable[Address], now: datetime) -> tuple[Address, ...]:
    """Whom the draft asks; Usage for a deadline in the past, one before acknowledging, or a person named twice."""
    kept = tuple(
        Address(
            address.person,
            passage(address.asked, "asked"),
            deadline(address.acknowledge_by, now, "acknowledge_by"),
            deadline(address.decide_by, now, "decide_by"),
        )
        for address in addresses
    )
    if len(kept) > MOST_ADDRESSES:
        raise Usage("Address %(most)s people at most.", "addresses", most=MOST_ADDRESSES)
    if len({address.person for address in kept}) < len(kept):
        raise Usage("Name each addressee once.", "addresses")
    if any(address.decide_by < address.acknowledge_by for address in kept):
        raise Usage("Set the deadline to decide after the one to acknowledge.", "decide_by")
    return kept


def digest(draft: Draft, addresses: Iterable[Address]) -> str:
    """SHA-256 of everything a signature stands under: the text, the grade, the evidence, whom it asks for what."""
    said = asdict(replace(draft, wording=draft.wording or Wording.R2P))
    said = {name: value for name, value in said.items() if name not in UNSET or value != UNSET[name]}
    asked = sorted((asdict(address) for address in addresses), key=lambda address: address["person"])
    body = json.dumps([said, asked], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(body.encode()).hexdigest()


def same_reality(draft: Draft, situation: Status) -> None:
    """Usage if an alert would be real in an exercise or the other way round; a Test alert may stand anywhere."""
    if Status.EXERCISE in {draft.status, situation} and draft.status != situation:
        raise Usage("Give the alert the status of its situation: %(status)s.", "status", status=str(situation))


def says_the_word(said: Alert) -> bool:
    """Whether any part of it speaks of genocide."""
    return speaks_of_it(every_word(said))


def names_the_crime(said: Alert) -> bool:
    """Whether any part of it names one of the crimes that silence never clears."""
    return names_a_crime(every_word(said))


def every_word(said: Alert) -> list[str]:
    """Everything that goes out with it: what people wrote, of which situation, on which evidence, what each is asked.

    Where an addressee works says nothing: an office for the prevention of this crime may carry its name.
    """
    parts = [said.title, said.text, said.ask, said.alternatives, said.change_our_mind, said.dissent, said.reason]
    shown = [text for each in said.signals for text in (each.title, each.text, each.source, each.vintage)]
    return [said.situation_title, *parts, *shown, *(each.asked for each in said.recipients)]


def takes_two(said: Alert) -> bool:
    """Whether it needs a second name: every imminent alert, what lowers one, and whatever speaks of genocide."""
    return said.grade is Grade.IMMINENT or said.life.lowers or says_the_word(said)


def may_draft(who: Viewer) -> None:
    """Refused unless an analyst."""
    if not who.may(DRAFTS):
        raise Refused("Ask an analyst: analysts draft alerts.")


def of_the_situation(alert: Alert, who: Viewer) -> None:
    """Refused for an addressee: who answers an alert does not rewrite it."""
    if alert.situation not in who.grants:
        raise Refused("You may answer this alert, not change it.")


def still_draft(alert: Alert) -> None:
    """Usage once it is issued."""
    if alert.stage is not AlertStage.DRAFT:
        raise Usage("This alert is issued and its text stands: draft a new one.")


def standing(alert: Alert) -> tuple[Signature, ...]:
    """Signatures under the present text."""
    return tuple(each for each in under_this_text(alert) if not each.withheld)


def withheld(alert: Alert) -> tuple[Signature, ...]:
    """Those who read the present text and would not put their name under it, unless they did so later."""
    signed = {each.person for each in standing(alert)}
    return tuple(each for each in under_this_text(alert) if each.withheld and each.person not in signed)


def under_this_text(alert: Alert) -> tuple[Signature, ...]:
    """What people said to the present text."""
    return tuple(each for each in alert.signatures if each.voided_at is None and each.digest == alert.digest)


def seconded(alert: Alert, who: Viewer) -> bool:
    """Whether somebody else's name stands under the present text."""
    return any(each.person != who.person for each in standing(alert))


def may_sign(alert: Alert, who: Viewer) -> None:
    """Refused or Usage unless `who` may put a second name under it: neither author nor addressee, and not twice."""
    still_draft(alert)
    if not who.may(CO_SIGNS):
        raise Refused("Ask an analyst or a focal point: they sign alerts.")
    if who.person == alert.drafted_by_id:
        raise Refused("Ask somebody else to sign: the drafter signs nothing.")
    if who.person in alert.authors:
        raise Refused("Ask somebody else to sign: you wrote the present text.")
    if any(recipient.person == who.person for recipient in alert.recipients):
        raise Refused("Ask somebody else to sign: this alert is addressed to you.")
    if any(signature.person == who.person for signature in standing(alert)):
        raise Usage("You have signed this text already.")


def ready_for(alert: Alert, who: Viewer, now: datetime) -> None:
    """Refused or Usage unless `who` may issue it now, the second name aside: a focal point who did not write it."""
    still_draft(alert)
    if not who.may(ISSUES):
        raise Refused("Ask a focal point: focal points issue alerts.")
    if not alert.drafted_by_id:
        raise Refused(
            "Ask an analyst to read this draft and change it: a trigger wrote it, and nobody has judged it yet."
        )
    if who.person == alert.drafted_by_id:
        raise Refused("Ask another focal point: the drafter signs nothing.")
    if who.person in alert.authors:
        raise Refused("Ask another focal point: you wrote the present text.")
    if any(recipient.person == who.person for recipient in alert.recipients):
        raise Refused("Ask another focal point: this alert is addressed to you.")
    if not alert.recipients:
        raise Usage("Name somebody who must answer before you issue the alert.", "addresses")
    if any(each.acknowledge_by <= now or each.decide_by <= now for each in in_time(alert, now).recipients):
        raise Usage("Set new deadlines: one has passed while the alert was a draft.", "acknowledge_by")


def in_time(alert: Alert, now: datetime) -> Alert:
    """The alert with each deadline that passed while a second signature was waited for moved by the time waited: what
    was signed stands, and whoever is asked has as long as when it was asked for."""
    asked = alert.life.second_asked_at
    if asked is None:
        return alert
    kept = tuple(moved(each, asked, now) for each in alert.recipients)
    if kept == alert.recipients:
        return alert
    return replace(alert, recipients=kept, life=replace(alert.life, deadlines_moved=True))


def moved(each: Recipient, asked: datetime, now: datetime) -> Recipient:
    """An addressee with their deadlines moved, the one to decide never before the one to acknowledge."""
    first, last = (by + (now - asked) if asked < by <= now else by for by in (each.acknowledge_by, each.decide_by))
    return replace(each, acknowledge_by=first, decide_by=max(first, last))


def may_issue(alert: Alert, who: Viewer, now: datetime) -> None:
    """Refused or Usage unless `who` may issue it now, with a second name if it takes one."""
    ready_for(alert, who, now)
    if takes_two(alert) and not seconded(alert, who):
        raise Refused(
            "Wait for a second signature: an analyst or focal point other than the drafter and you must sign."
        )
