"""Actions and promises as they leave the house in JSON."""

from typing_extensions import TypedDict

from upstander.records.plans import Action, Commitment, PromiseEntry
from upstander.records.wire_ladder import moment


class ActionEntryObject(TypedDict):
    """The keys of what somebody wrote on an action."""

    by: str
    at: str | None
    text: str


class ActionObject(TypedDict):
    """The keys of an action. `opened_on`: the thread on which a trigger opened it, for a first step of its playbook."""

    voice: str
    id: str
    situation: str
    status: str
    state: str
    what: str
    option: str | None
    alert: str | None
    owner: int | None
    owner_name: str
    deputy_name: str
    institution: str
    contact: str
    ministries: str
    means: str
    money: str | None
    currency: str
    funding: str
    deadline: str | None
    blocker: str | None
    lifted_by: str | None
    started_at: str | None
    done_at: str | None
    dropped_at: str | None
    ended_why: str
    unharmed: str
    consulted: str
    basis: str
    parties: list[str]
    unreached: list[str]
    opened_on: str | None
    entries: list[ActionEntryObject]


def action(each: Action) -> ActionObject:
    """One action."""
    blocked = each.blocked_at is not None
    return ActionObject(
        voice="computed" if each.opened_on else "judged",
        id=each.id,
        situation=each.situation,
        status=str(each.status),
        state=str(each.state),
        what=each.what,
        option=each.option or None,
        alert=each.alert or None,
        owner=each.owner or None,
        owner_name=each.owner_name,
        deputy_name=each.deputy_name,
        institution=each.institution,
        contact=each.contact,
        ministries=each.ministries,
        means=each.means,
        money=str(each.money) if each.money is not None else None,
        currency=each.currency,
        funding=str(each.funding),
        deadline=moment(each.deadline),
        blocker=each.blocker if blocked else None,
        lifted_by=each.lifted_by if blocked else None,
        started_at=moment(each.started_at),
        done_at=moment(each.done_at),
        dropped_at=moment(each.dropped_at),
        ended_why=each.ended_why,
        unharmed=each.unharmed,
        consulted=each.consulted,
        basis=each.basis,
        parties=list(each.parties),
        unreached=list(each.unreached),
        opened_on=each.opened_on or None,
        entries=[ActionEntryObject(by=one.by, at=moment(one.at), text=one.text) for one in each.entries],
    )


class PromiseEntryObject(TypedDict):
    """The keys of what was asked and answered about a promise."""

    asked_by: str
    asked_on: str
    answer: str
    kept: str
    by: str
    at: str | None


class CommitmentObject(TypedDict):
    """The keys of a promise."""

    voice: str
    id: str
    situation: str
    promised_by: str
    promised_to: str
    what: str
    made_on: str
    due_on: str
    source: str
    kept: str
    evidence: str
    settled_at: str | None
    owner: int | None
    owner_name: str
    funding: str
    by: str
    at: str | None
    status: str
    entries: list[PromiseEntryObject]


def commitment(each: Commitment) -> CommitmentObject:
    """One promise."""
    return CommitmentObject(
        voice="recorded",
        id=each.id,
        situation=each.situation,
        promised_by=each.promised_by,
        promised_to=each.promised_to,
        what=each.what,
        made_on=each.made_on.isoformat(),
        due_on=each.due_on.isoformat(),
        source=each.source,
        kept=str(each.kept),
        evidence=each.evidence,
        settled_at=moment(each.settled_at),
        owner=each.owner or None,
        owner_name=each.owner_name,
        funding=str(each.funding),
        by=each.by,
        at=moment(each.at),
        status=str(each.status),
        entries=[asking(one) for one in each.entries],
    )


def asking(each: PromiseEntry) -> PromiseEntryObject:
    """What was asked and answered."""
    return PromiseEntryObject(
        asked_by=each.asked_by,
        asked_on=each.asked_on.isoformat(),
        answer=each.answer,
        kept=str(each.kept),
        by=each.by,
        at=moment(each.at),
    )
