"""Promises and whether they were kept, outcomes, the watch for relapse, lessons: what follows an answer."""

from datetime import date, datetime, time, timedelta

from upstander.jobs import plan_rules
from upstander.jobs.ladder import recorded, start
from upstander.jobs.situations import may_own
from upstander.lib.text import Sentence, mark
from upstander.records.checks import line, passage
from upstander.records.desk import Status
from upstander.records.errors import Usage
from upstander.records.ladder import StepId
from upstander.records.owed import Owed
from upstander.records.people import Viewer
from upstander.records.plans import Action, ActionState, Commitment, Finding, Kept, Lesson, LookBack, PlanRules
from upstander.respond import plans as rules
from upstander.store.desk import actions, log
from upstander.store.desk import plans as desk
from upstander.store.desk.situations import situation as find
from upstander.store.desk.threads import thread as cause
from upstander.store.desk.whole import whole

LONGEST = timedelta(days=3660)
AHEAD = timedelta(days=14)
"""How long before its day a look back shows in the inbox."""

DO = mark("This action is yours: take its first step, or say what blocks it.")
FOLLOW = mark("This action is under way: write how it goes, or that it is done.")
LIFT = mark("This action is blocked: lift what blocks it, or drop it with a reason.")
CHANGE = mark("A lesson names you: make its change, and say so.")
KEPT = mark("A promise is past its day: say whether it was kept.")
LOOK = mark("Look back: has violence come back here?")


@whole
def promise(
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
) -> str:
    """Write down a promise with its source; returns its id."""
    found = find(who, situation)
    rules.may_plan(who)
    if made_on > now.date():
        raise Usage("Choose the day on which it was promised: it lies ahead.", "made_on")
    if not made_on <= due_on <= made_on + LONGEST:
        raise Usage("Choose a day for it within ten years after it was promised.", "due_on")
    words = line(promised_by, "promised_by"), line(promised_to, "promised_to"), passage(what, "what")
    text = passage(source, "source")
    new = Commitment("", found.id, *words, made_on, due_on, text, Kept.OPEN, "", None, who.name, now, found.status)
    id = desk.add_commitment(who, new)
    log.append(who, now, "promise noted", f"commitment:{id}", found.id)
    return id


@whole
def settle(id: str, kept: Kept, evidence: str, *, who: Viewer, now: datetime) -> None:
    """Say whether a promise was kept, and how one knows."""
    rules.may_plan(who)
    if kept is Kept.OPEN:
        raise Usage("Say whether it was kept or broken.", "kept")
    situation = desk.settle(who, id, kept, passage(evidence, "evidence"), now)
    log.append(who, now, "promise settled", f"commitment:{id}", situation, kept=kept)


@whole
def conclude(thread: str, text: str, on: date, source: str, *, who: Viewer, now: datetime) -> None:
    """Write down what came of the response to a cause: that finishes its review."""
    found = cause(who, thread)
    rules.may_plan(who)
    if on > now.date():
        raise Usage("Choose the day on which it was seen: it lies ahead.", "on")
    desk.add_outcome(who, thread, passage(text, "text"), on, passage(source, "source"), now)
    log.append(who, now, "outcome noted", f"thread:{thread}", found.situation)
    recorded(thread, StepId.REVIEW, who.person, now)


@whole
def look_back(id: str, finding: Finding, text: str, *, who: Viewer, now: datetime) -> None:
    """Look whether violence comes back, and say what one found: if it has, the ladder starts anew."""
    rules.may_plan(who)
    situation = desk.looked(who, id, finding, passage(text, "text"), now)
    log.append(who, now, "looked back", f"look_back:{id}", situation, finding=finding)
    if finding is Finding.RELAPSE:
        watched = find(who, situation)
        start(situation, watched.status, watched.title, who=who, now=now)


@whole
def learn(
    situation: str,
    expected: str,
    happened: str,
    why: str,
    change: str,
    owner: int,
    due_on: date,
    *,
    who: Viewer,
    now: datetime,
) -> str:
    """Write down a lesson: what changes, who sees to it, by when. Returns its id."""
    found = find(who, situation)
    rules.may_plan(who)
    may_own(owner, now)
    if due_on <= now.date():
        raise Usage("Choose a day that is still to come.", "due_on")
    words = passage(expected, "expected"), passage(happened, "happened"), passage(why, "why"), passage(change, "change")
    new = Lesson("", found.id, *words, owner, "", due_on, None, who.name, now, found.status)
    id = desk.add_lesson(who, new)
    log.append(who, now, "lesson noted", f"lesson:{id}", found.id)
    return id


@whole
def learned(id: str, *, who: Viewer, now: datetime) -> None:
    """The change that a lesson asks for is made."""
    rules.may_plan(who)
    situation = desk.learned(who, id, now)
    log.append(who, now, "lesson learned", f"lesson:{id}", situation)


def owed(viewer: Viewer, now: datetime) -> list[Owed]:
    """Actions of the viewer's own, looks back that fall due, lessons to see to, promises past their day."""
    held = plan_rules.rules()
    own = [one_action(each, now, held) for each in actions.mine(viewer)]
    if not rules.plans_here(viewer):
        return own
    backs = desk.look_backs(viewer, until=(now + AHEAD).date())
    lessons, promises = desk.owed_by(viewer, now.date())
    return [
        *own,
        *(one_back(each, now) for each in backs),
        *(dated(CHANGE, each.change, each, now) for each in lessons),
        *(dated(KEPT, each.what, each, now) for each in promises),
    ]


def dated(ask: str, title: str, each: Lesson | Commitment, now: datetime) -> Owed:
    """A lesson or a promise as a line of the inbox, due when its day begins."""
    due = datetime.combine(each.due_on, time(0), now.tzinfo)
    path = f"/situations/{each.situation}/"
    return Owed(Sentence(ask), title[:120], path, each.situation, each.status, due, overdue=due <= now)


ASKS = {ActionState.BLOCKED: LIFT, ActionState.UNDER_WAY: FOLLOW}
"""What an action that has begun asks; any other asks to be begun."""


def one_action(action: Action, now: datetime, held: PlanRules) -> Owed:
    """An action as a line of the inbox, due by its deadline; one under way as soon as nobody has written for long."""
    due, title = rules.asked_by(action, held.action), action.what[:120]
    late = due is not None and due <= now
    ask = Sentence(ASKS.get(action.state, DO))
    return Owed(
        ask, title, f"/actions/{action.id}/", action.situation, action.status, due, overdue=late, grade=action.grade
    )


def one_back(back: LookBack, now: datetime) -> Owed:
    """A look back as a line of the inbox."""
    path = f"/situations/{back.iso3}/{back.situation}/plan/"
    due = datetime.combine(back.due_on, now.timetz().replace(hour=0, minute=0, second=0, microsecond=0))
    return Owed(Sentence(LOOK), back.situation_title, path, back.situation, back.status, due, overdue=due <= now)


def overview(viewer: Viewer, now: datetime, status: Status = Status.ACTUAL) -> rules.Lists:
    """Every open action the viewer may see, by what it lacks: exercises never among the real."""
    return rules.lists((each for each in actions.actions(viewer, open_only=True) if each.status is status), now)
