"""Who may draft, sign and issue an alert, and what a signature stands under. Pure: rules in, verdict out."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from upstander.records.checks import deadline, line, optional, passage
from upstander.records.desk import Address, Alert, AlertStage, Draft, Grade, Signature, Status
from upstander.records.errors import Refused, Usage
from upstander.records.people import Role, Viewer

DRAFTS = (Role.ANALYST,)
ISSUES = (Role.FOCAL_POINT,)
CO_SIGNS = (Role.ANALYST, Role.FOCAL_POINT)

MOST_ADDRESSES = 50

CRIME_WORDS = ("genocid", "génocid", "геноцид", "种族灭绝", "灭绝种族", "إبادة جماعية", "الإبادة الجماعية")
"""The word that always takes two names, in the six languages of the United Nations."""


def checked(draft: Draft) -> Draft:
    """The draft with its texts trimmed; Usage names the first field that will not do."""
    return Draft(
        title=line(draft.title, "title"),
        text=passage(draft.text, "text"),
        ask=passage(draft.ask, "ask"),
        grade=draft.grade,
        confidence=draft.confidence,
        change_our_mind=passage(draft.change_our_mind, "change_our_mind"),
        dissent=optional(draft.dissent, "dissent"),
        status=draft.status,
        tlp=draft.tlp,
        signals=tuple(sorted(set(draft.signals))),
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
    asked = sorted((asdict(address) for address in addresses), key=lambda address: address["person"])
    body = json.dumps([asdict(draft), asked], sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(body.encode()).hexdigest()


def same_reality(draft: Draft, situation: Status) -> None:
    """Usage if an alert would be real in an exercise or the other way round; a Test alert may stand anywhere."""
    if Status.EXERCISE in {draft.status, situation} and draft.status != situation:
        raise Usage("Give the alert the status of its situation: %(status)s.", "status", status=str(situation))


def takes_two(draft: Draft | Alert) -> bool:
    """Whether it needs a second name: every imminent alert, and every one that speaks of genocide."""
    spoken = " ".join((draft.title, draft.text, draft.ask)).casefold()
    return draft.grade is Grade.IMMINENT or any(word in spoken for word in CRIME_WORDS)


def may_draft(who: Viewer) -> None:
    """Refused unless an analyst."""
    if not who.may(DRAFTS):
        raise Refused("Ask an analyst: analysts draft alerts.")


def still_draft(alert: Alert) -> None:
    """Usage once it is issued."""
    if alert.stage is not AlertStage.DRAFT:
        raise Usage("This alert is issued and its text stands: draft a new one.")


def standing(alert: Alert) -> tuple[Signature, ...]:
    """Signatures under the present text."""
    return tuple(
        signature for signature in alert.signatures if signature.voided_at is None and signature.digest == alert.digest
    )


def may_sign(alert: Alert, who: Viewer) -> None:
    """Refused or Usage unless `who` may put a second name under it: neither drafter, nor addressee, nor twice."""
    still_draft(alert)
    if not who.may(CO_SIGNS):
        raise Refused("Ask an analyst or a focal point: they sign alerts.")
    if who.person == alert.drafted_by_id:
        raise Refused("Ask somebody else to sign: the drafter signs nothing.")
    if any(recipient.person == who.person for recipient in alert.recipients):
        raise Refused("Ask somebody else to sign: this alert is addressed to you.")
    if any(signature.person == who.person for signature in standing(alert)):
        raise Usage("You have signed this text already.")


def may_issue(alert: Alert, who: Viewer, now: datetime) -> None:
    """Refused or Usage unless `who` may issue it now: a focal point, not the drafter, with a second name if needed."""
    still_draft(alert)
    if not who.may(ISSUES):
        raise Refused("Ask a focal point: focal points issue alerts.")
    if not alert.drafted_by_id:
        raise Refused(
            "Ask an analyst to read this draft and change it: a trigger wrote it, and nobody has judged it yet."
        )
    if who.person == alert.drafted_by_id:
        raise Refused("Ask another focal point: the drafter signs nothing.")
    if any(recipient.person == who.person for recipient in alert.recipients):
        raise Refused("Ask another focal point: this alert is addressed to you.")
    if not alert.recipients:
        raise Usage("Name somebody who must answer before you issue the alert.", "addresses")
    if any(recipient.acknowledge_by <= now or recipient.decide_by <= now for recipient in alert.recipients):
        raise Usage("Set new deadlines: one has passed while the alert was a draft.", "acknowledge_by")
    if takes_two(alert) and not any(signature.person != who.person for signature in standing(alert)):
        raise Refused(
            "Wait for a second signature: an analyst or focal point other than the drafter and you must sign."
        )
