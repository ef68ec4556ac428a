"""What came of a response, the watch for relapse, and what plans ask of people: what follows an answer."""

from datetime import date, datetime, timedelta

from upstander.jobs import lessons, plan_rules, promises
from upstander.jobs.actions import at_pace
from upstander.jobs.ladder import ladder, recorded, start
from upstander.lib.text import Sentence, mark
from upstander.records.checks import passage
from upstander.records.desk import Status
from upstander.records.errors import Usage
from upstander.records.ladder import StepId
from upstander.records.owed import Owed
from upstander.records.people import Viewer
from upstander.records.plans import Action, ActionState, Decided, Finding, LookBack, PlanRules
from upstander.respond import plans as rules
from upstander.respond.one_plan import FIRST as CLOCK
from upstander.store.desk import actions, decided, log
from upstander.store.desk import plans as desk
from upstander.store.desk.promises import commitments
from upstander.store.desk.repeating import not_alone
from upstander.store.desk.situations import situation as find
from upstander.store.desk.threads import locked as cause
from upstander.store.desk.whole import whole

AHEAD = timedelta(days=14)
"""How long before its day a look back shows in the inbox."""

FIRST = mark("It was decided to act: name the first action, with its owner and its deadline.")
DO = mark("This action is yours: take its first step, or say what blocks it.")
FOLLOW = mark("This action is under way: write how it goes, or that it is done.")
LIFT = mark("This action is blocked: lift what blocks it, or drop it with a reason.")
LOOK = mark("Look back: has violence come back here?")


@whole
def conclude(thread: str, text: str, on: date, source: str, *, who: Viewer, now: datetime) -> None:
    """Write down what came of the response to a cause: that finishes its review."""
    found = cause(who, thread)
    rules.may_plan(who)
    not_alone(thread, who)
    if on > now.date():
        raise Usage("Choose the day on which it was seen: it lies ahead.", "on")
    if not desk.add_outcome(who, thread, passage(text, "text"), on, passage(source, "source"), now):
        return
    log.append(who, now, "outcome noted", f"thread:{thread}", found.situation)
    recorded(thread, StepId.REVIEW, who.person, now)


@whole
def look_back(id: str, finding: Finding, text: str, *, who: Viewer, now: datetime) -> None:
    """Look whether violence comes back, and say what one found: if it has, the ladder starts anew."""
    situation = desk.looked(who, id, finding, passage(text, "text"), now)
    rules.may_plan(who)
    log.append(who, now, "looked back", f"look_back:{id}", situation, finding=finding)
    if finding is Finding.RELAPSE:
        watched = find(who, situation)
        start(situation, watched.status, watched.title, who=who, now=now)


def owed(viewer: Viewer, now: datetime) -> list[Owed]:
    """Actions of the viewer's own, looks back that fall due, lessons to see to, promises past their day."""
    own = own_actions(viewer, now)
    if not rules.plans_here(viewer):
        return own
    backs = desk.look_backs(viewer, until=(now + AHEAD).date())
    looks = [one_back(each, now) for each in backs]
    return [*first_actions(viewer, now), *own, *looks, *lessons.owed(viewer, now), *promises.owed(viewer, now)]


def own_actions(viewer: Viewer, now: datetime) -> list[Owed]:
    """Actions that this person owns; most have none, and then nobody asks for the rules."""
    found = actions.mine(viewer)
    if not found:
        return []
    held = plan_rules.rules()
    return [one_action(each, now, held) for each in found]


def first_actions(viewer: Viewer, now: datetime) -> list[Owed]:
    """Decisions to act that no action follows yet, due by the clock of the first action at their grade."""
    return [one_first(each, viewer, now) for each in decided.unplanned(viewer)]


def one_first(each: Decided, viewer: Viewer, now: datetime) -> Owed:
    """One of them as a line of the inbox: it leads to the plan, or to the alert where nothing else is open."""
    target = next((clock.targets[each.grade] for clock in ladder(each.situation).clocks if clock.id == CLOCK), None)
    due = each.decision.decided_at + target if target else None
    alert = each.decision.alert
    plan = f"/situations/{each.iso3}/{each.situation}/plan/?alert={alert}"
    path = plan if each.situation in viewer.grants else f"/alerts/{alert}/#first-action"
    late = due is not None and due <= now
    return Owed(Sentence(FIRST), each.title, path, each.situation, each.status, due, late, each.grade)


ASKS = {ActionState.BLOCKED: LIFT, ActionState.UNDER_WAY: FOLLOW}
"""What an action that has begun asks; any other asks to be begun."""


def one_action(action: Action, now: datetime, held: PlanRules) -> Owed:
    """An action as a line of the inbox, due by its deadline; one under way as soon as nobody has written for long."""
    due, title = rules.asked_by(action, at_pace(held.action, action)), action.what[:120]
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
    """Every open action and promise the viewer may see, by what it lacks: exercises never among the real."""
    found = (each for each in actions.actions(viewer, open_only=True) if each.status is status)
    promised = (each for each in commitments(viewer) if each.status is status)
    return rules.lists(found, now, promised)
