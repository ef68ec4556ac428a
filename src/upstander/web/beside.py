"""What stands beside an alert's answers: who handed it on, what was asked, who disagrees, who cleared it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from upstander.records.answers import ClearanceState, InquiryState, ReferralState
from upstander.records.desk import Alert, AlertStage
from upstander.records.people import Role, Viewer
from upstander.respond.plans import acts_on
from upstander.respond.referrals import owners
from upstander.store.desk import custody, dissents, people, threads
from upstander.store.desk import reads as desk
from upstander.warn.alerts import CO_SIGNS, names_the_crime
from upstander.warn.clearances import unsettled
from upstander.web import answer_forms, plan_forms
from upstander.web.words import say_name


def beside(viewer: Viewer, found: Alert, now: datetime) -> dict[str, Any]:
    """Everything that an alert's page shows of its answers besides the decisions themselves."""
    granted, issued = found.situation in viewer.grants, found.stage is AlertStage.ISSUED
    referrals, clearances = desk.referrals(viewer, found.id), desk.clearances(viewer, found.id)
    recorded = desk.recorded_on(viewer, found.id)
    return {
        "thread": threads.thread_of(alert=found.id) if granted else None,
        "handed": chain(found) if issued else (),
        "referrals": [each for each in referrals if each.state is not ReferralState.ACCEPTED],
        "referred": next((each for each in referrals if is_open(each) and each.to == viewer.person), None),
        "sent": next((each for each in referrals if is_open(each) and each.by == viewer.person), None),
        "inquiries": [(each, each.state(now)) for each in desk.inquiries(viewer, found.id)],
        "late": InquiryState.OVERDUE,
        "sealed": [(each, each.overdue(now)) for each in desk.dissents(viewer, found.id)],
        "clearances": [(each, each.state(now), mine(each, viewer)) for each in clearances],
        "no_key": "" if custody.keys() else gettext(custody.NO_KEY),
        "open_state": ClearanceState.OPEN,
        "despite": bool(unsettled(clearances, now)) and not issued,
        "recorded": recorded,
        "crossings": desk.crossings(viewer, found.id),
        "beyond": () if issued else desk.beyond(viewer, found.id),
        "replies": (granted and viewer.may([Role.FOCAL_POINT])) or dissents.issuer(found.id) == viewer.person,
        "opens": viewer.may([Role.CUSTODIAN]),
        **offers(viewer, found, now, granted=granted, issued=issued),
    }


def is_open(referral: Any) -> bool:
    """Whether it waits for its person."""
    return bool(referral.state is ReferralState.OPEN)


def mine(clearance: Any, viewer: Viewer) -> bool:
    """Whether this person may still object."""
    return any(each.person == viewer.person and each.objected_at is None for each in clearance.voices)


def chain(found: Alert) -> list[list[str]]:
    """The names through which each answer has gone, for answers that were handed on."""
    held = {each.id: each for each in found.recipients}
    chains = []
    for last in owners(found):
        names, each = [last.name], last
        while each.referred_from in held:
            each = held[each.referred_from]
            names.insert(0, each.name)
        if len(names) > 1:
            chains.append(names)
    return chains


def offers(viewer: Viewer, found: Alert, now: datetime, *, granted: bool, issued: bool) -> dict[str, Any]:
    """The forms that may be filled in beside an alert."""
    clears = granted and not issued and viewer.may(CO_SIGNS) and not names_the_crime(found)
    records = granted and issued and viewer.may(CO_SIGNS) and bool(unanswered(found, viewer))
    some = team(viewer, found.situation, now) if clears or records else []
    waits = [(str(each.person), each.name) for each in unanswered(found, viewer)]
    return {
        "said": answer_forms.Said(auto_id="said_%s"),
        "first": plan_forms.First(auto_id="first_%s") if not granted and acts_on(found, viewer) else None,
        "unseal": answer_forms.Unseal(auto_id="unseal_%s"),
        "clear": answer_forms.Clear(some, auto_id="clear_%s") if clears else None,
        "record": answer_forms.Record(waits, some, auto_id="record_%s") if records else None,
    }


def team(viewer: Viewer, situation: str, now: datetime) -> list[tuple[str, str]]:
    """People of the situation, for choosing."""
    return [(str(one.id), say_name(one)) for one in people.team(viewer, situation, now)]


def unanswered(found: Alert, viewer: Viewer) -> list[Any]:
    """Recipients, other than the viewer, who owe an answer."""
    return [each for each in found.recipients if each.decision is None and each.person != viewer.person]
