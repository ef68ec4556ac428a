"""Actions and promises as they leave the house in JSON."""

from typing_extensions import TypedDict

from upstander.records.plans import Action, Commitment
from upstander.records.wire_ladder import moment


class ActionEntryObject(TypedDict):
    """The keys of what somebody wrote on an action."""

    by: str
    at: str | None
    text: str


class ActionObject(TypedDict):
    """The keys of an action."""

    voice: str
    id: str
    situation: str
    status: str
    state: str
    what: str
    option: str | None
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
    entries: list[ActionEntryObject]


def action(each: Action) -> ActionObject:
    """One action."""
    blocked = each.blocked_at is not None
    return ActionObject(
        voice="judged",
        id=each.id,
        situation=each.situation,
        status=str(each.status),
        state=str(each.state),
        what=each.what,
        option=each.option or None,
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
        entries=[ActionEntryObject(by=one.by, at=moment(one.at), text=one.text) for one in each.entries],
    )


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
    by: str


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
        by=each.by,
    )
