"""Make a promise known, ask after it again and again, say that it was kept or broken: nothing written is changed."""

from datetime import date, datetime, time, timedelta

from upstander.jobs import plan_rules
from upstander.jobs.actions import may_be_given
from upstander.lib.text import Sentence, mark
from upstander.records.checks import line, passage
from upstander.records.errors import Usage
from upstander.records.owed import Owed
from upstander.records.people import Viewer
from upstander.records.plans import Commitment, Funding, Kept, PromiseEntry
from upstander.respond import plans as rules
from upstander.store.desk import log, people
from upstander.store.desk import promises as desk
from upstander.store.desk.situations import situation as find
from upstander.store.desk.whole import whole

LONGEST = timedelta(days=3660)

KEPT = mark("A promise is past its day: say whether it was kept.")
ASK = mark("Nobody has asked after this promise for long: ask, and write down the answer.")


@whole
def make(
    situation: str,
    promised_by: str,
    promised_to: str,
    what: str,
    made_on: date,
    due_on: date,
    source: str,
    *,
    who: Viewer,
    now: datetime,
    owner: int = 0,
    funding: Funding = Funding.UNKNOWN,
) -> str:
    """Write down a promise with its source; returns its id. `owner`: who asks after it; 0 lists it as nobody's."""
    found = find(who, situation)
    rules.may_plan(who)
    if made_on > now.date():
        raise Usage("Choose the day on which it was promised: it lies ahead.", "made_on")
    if not made_on <= due_on <= made_on + LONGEST:
        raise Usage("Choose a day for it within ten years after it was promised.", "due_on")
    words = line(promised_by, "promised_by"), line(promised_to, "promised_to"), passage(what, "what")
    text = passage(source, "source")
    may_ask(found.id, owner, now)
    new = Commitment(
        *("", found.id, *words, made_on, due_on, text, Kept.OPEN, "", None, who.name, now, found.status),
        owner=owner,
        funding=funding,
    )
    id = desk.add(who, new)
    log.append(who, now, "promise made", f"commitment:{id}", found.id)
    return id


def may_ask(situation: str, owner: int, now: datetime) -> None:
    """Usage unless this person, if there is one, works on the situation."""
    if not owner:
        return
    may_be_given(situation, owner, "owner", now)
    if situation not in people.viewer_of(owner, now).grants:
        raise Usage("Choose somebody who sees this situation.", "owner")


def open_one(id: str, who: Viewer) -> Commitment:
    """The promise, held, while nobody has said what became of it."""
    found = desk.locked(who, id)
    rules.may_plan(who)
    if found.settled:
        raise Usage("What became of this promise is recorded already: note another one.")
    return found


@whole
def follow_up(
    id: str,
    asked_by: str,
    asked_on: date,
    answer: str,
    kept: Kept,
    *,
    who: Viewer,
    now: datetime,
    owner: int = 0,
    funding: Funding | None = None,
) -> None:
    """Write down who asked after a promise, when, what was answered, and whether it is kept in part by now."""
    found = open_one(id, who)
    if kept not in {Kept.OPEN, Kept.PARTLY}:
        raise Usage("Say that it was kept or broken in a word of its own, with how you know.", "kept")
    if not found.made_on <= asked_on <= now.date():
        raise Usage("Choose the day on which somebody asked: after the promise, and not ahead.", "asked_on")
    may_ask(found.situation, owner, now)
    words = line(asked_by, "asked_by"), asked_on, passage(answer, "answer")
    desk.follow(who, id, PromiseEntry(*words, kept, who.name, now), owner, funding)
    log.append(who, now, "promise followed up", f"commitment:{id}", found.situation, kept=kept)


@whole
def keep(id: str, evidence: str, *, who: Viewer, now: datetime) -> None:
    """It was kept, and how one knows."""
    found = open_one(id, who)
    desk.settle(id, Kept.KEPT, passage(evidence, "evidence"), now)
    log.append(who, now, "promise kept", f"commitment:{id}", found.situation)


@whole
def break_(id: str, evidence: str, *, who: Viewer, now: datetime) -> None:
    """It was broken, and how one knows."""
    found = open_one(id, who)
    desk.settle(id, Kept.BROKEN, passage(evidence, "evidence"), now)
    log.append(who, now, "promise broken", f"commitment:{id}", found.situation)


def owed(viewer: Viewer, now: datetime) -> list[Owed]:
    """Promises past their day, and those after which nobody has asked for long, for whoever asks after them."""
    found = desk.to_follow(viewer)
    if not found:
        return []
    after = plan_rules.rules().promise
    return [one for each in found if (one := asked(each, now, after)) is not None]


def asked(each: Commitment, now: datetime, after: timedelta) -> Owed | None:
    """A promise as a line of the inbox; None while there is no reason to ask."""
    passed, again = each.due_on < now.date(), each.asked_at + after
    if not passed and again > now:
        return None
    due = datetime.combine(each.due_on, time(0), now.tzinfo) if passed else again
    path = f"/situations/{each.iso3}/{each.situation}/plan/"
    return Owed(
        Sentence(KEPT if passed else ASK), each.what[:120], path, each.situation, each.status, due, overdue=True
    )
