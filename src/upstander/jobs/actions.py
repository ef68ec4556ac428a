"""Plan an action, start it, say what blocks it, finish or drop it: a blocked one becomes others' business at once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from upstander.jobs import aside, plan_rules, roster
from upstander.jobs.ladder import ladder, recorded
from upstander.jobs.notices import tell
from upstander.jobs.offers import offer, toolbox
from upstander.jobs.reach import within_reach
from upstander.jobs.suspects import may_hear
from upstander.lib.text import Sentence, mark
from upstander.records.checks import line, optional, passage
from upstander.records.desk import Grade, Status
from upstander.records.errors import Unknown, Usage
from upstander.records.ladder import StepId
from upstander.records.people import RECEIVES, Viewer
from upstander.records.plans import Action, ActionState, Funding, NewAction
from upstander.respond import plans as rules
from upstander.respond import tools
from upstander.respond.roster import on_duty
from upstander.store.desk import actions as desk
from upstander.store.desk import alerts, log, outbox, people
from upstander.store.desk.situations import situation as find
from upstander.store.desk.whole import whole

YOURS = mark("An action is yours: see what it asks of you.")
TOUCHES = mark("An action touches your institution: read what is planned.")
HELD_BACK = mark("The rules hold this option back since somebody judged anew: drop it, or judge again.")
STUCK = mark("An action is blocked: lift what blocks it, or find somebody who can.")


@whole
def plan(situation: str, new: NewAction, *, who: Viewer, now: datetime) -> str:
    """Plan an action; returns its id. One without an owner is allowed, and lists itself until somebody owns it.

    Whoever sees one alert of the situation alone, and decided to act on it, names what is done first: it is theirs.
    """
    new, status = placed(who, situation, new)
    rules.may_plan(who)
    kept = rules.checked(new, now)
    if kept.option:
        on_offer(who, situation, kept)
    if kept.alert and alerts.alert(who, kept.alert).situation != situation:
        raise Usage("Choose an alert of this situation.", "alert")
    for person, field in ((kept.owner, "owner"), (kept.deputy, "deputy")):
        if person:
            may_be_given(situation, person, field, now)
    id = desk.add(who, situation, kept, now)
    log.append(who, now, "planned", f"action:{id}", situation, option=kept.option)
    for person in {kept.owner, kept.deputy} - {0, who.person}:
        tell(person, Sentence(YOURS), f"/actions/{id}/", situation, key=f"action:{id}", status=status, now=now)
    return id


def placed(who: Viewer, situation: str, new: NewAction) -> tuple[NewAction, Status]:
    """The action as it may be planned there, and what the situation is."""
    try:
        return new, find(who, situation).status
    except Unknown:
        answered = alerts.alert(who, new.alert) if new.alert and not new.option else None
        if answered is None or answered.situation != situation:
            raise
    rules.decided_to_act(answered, who)
    return replace(new, owner=who.person, deputy=0), answered.status


def on_offer(who: Viewer, situation: str, new: NewAction) -> None:
    """Usage unless the rules offer this option here and now: what is held back is no action."""
    tool = tools.named(tools.read(toolbox()), new.option)
    if new.option not in {each.tool.id for each in offer(who, situation).options}:
        raise Usage(
            "Choose an option that the list offers here: this one is held back, and the list says why.", "option"
        )
    if (tool.coercive or tool.consent_of_state == "no") and not new.basis:
        raise Usage("Name its legal basis: it is done without the consent of the State.", "basis")


def still_offered(action: Action, who: Viewer) -> None:
    """Usage where the rules hold back today what was planned, whether or not whoever works on it sees why."""
    if action.option and action.option not in offered(action.situation, who):
        raise Usage(HELD_BACK)


def offered(situation: str, who: Viewer) -> set[str]:
    """The options that the rules offer for a situation now."""
    return {each.tool.id for each in offer(replace(who, grants=frozenset({situation})), situation).options}


def hold_back(situation: str, *, who: Viewer, now: datetime) -> None:
    """After a judgement: block what was planned and is not offered any more, and say so at once."""
    kept = [each for each in desk.of_options(situation) if each.state is not ActionState.BLOCKED]
    allowed = offered(situation, who) if kept else set()
    for each in kept:
        if each.option not in allowed:
            desk.change(each.id, blocked_at=now, blocker=HELD_BACK, lifted_by=who.name)
            log.append(who, now, "blocked", f"action:{each.id}", situation, option=each.option)
            alarm(replace(each, blocked_at=now), now, 0, each.owner)


def may_be_given(situation: str, person: int, field: str, now: datetime) -> None:
    """Usage or Refused unless this person takes part in the work, belongs to it, and works in no suspected body."""
    if not people.viewer_of(person, now).may(RECEIVES):
        raise Usage("Choose an analyst, a focal point or a decision maker.", field)
    within_reach(situation, person, field)
    may_hear(situation, [person])


def working(id: str, who: Viewer) -> Action:
    """The action, if `who` may work on it."""
    found = desk.action(who, id)
    rules.may_work_on(found, who)
    return found


@whole
def start(id: str, text: str, *, who: Viewer, now: datetime) -> None:
    """The first step is done: the clock of the first action stops here."""
    found = working(id, who)
    if found.started_at is not None:
        raise Usage("This action has begun already.")
    still_offered(found, who)
    desk.change(id, started_at=now)
    desk.add_entry(id, who.person, passage(text, "text"), now)
    log.append(who, now, "action begun", f"action:{id}", found.situation)
    if found.thread:
        recorded(found.thread, StepId.ACT, who.person, now)


@whole
def enter(id: str, text: str, *, who: Viewer, now: datetime) -> None:
    """Write a follow-up."""
    found = working(id, who)
    desk.add_entry(id, who.person, passage(text, "text"), now)
    log.append(who, now, "entry", f"action:{id}", found.situation)


@whole
def block(id: str, text: str, lifted_by: str, *, who: Viewer, now: datetime) -> None:
    """Say what blocks it and who can lift that: the ladder's owner hears of it now."""
    found = working(id, who)
    if found.state is ActionState.BLOCKED:
        raise Usage("This action is blocked already: write an entry instead.")
    desk.change(id, blocked_at=now, blocker=passage(text, "text"), lifted_by=line(lifted_by, "lifted_by"))
    log.append(who, now, "blocked", f"action:{id}", found.situation)
    alarm(desk.action(who, id), now, 0)


def alarm(action: Action, now: datetime, turn: int, also: int = 0) -> None:
    """Tell whoever owns the ladder that an action is blocked, once a turn: those on duty for it, else the owner of the
    situation, the deputy, and `also`."""
    since = action.blocked_at or now
    for person in {*ladder_owners(action.situation, now), action.deputy, also} - {0}:
        tell(
            person,
            Sentence(STUCK),
            f"/actions/{action.id}/",
            action.situation,
            key=f"action:{action.id}:blocked:{since:%Y%m%dT%H%M%S}:{turn}",
            status=action.status,
            now=now,
            due=action.deadline,
        )


def ladder_owners(situation: str, now: datetime) -> tuple[int, ...]:
    """Who owns the ladder of a situation: on duty for it and able to see it, else the situation's owner."""
    shifts = roster.shifts_of([situation], now, now)[situation]
    return on_duty(shifts, ladder(situation).owner, now) or (outbox.owners({situation})[situation],)


@whole
def unblock(id: str, text: str, *, who: Viewer, now: datetime) -> None:
    """Say how the blocker was lifted."""
    found = working(id, who)
    if found.state is not ActionState.BLOCKED:
        raise Usage("Nothing blocks this action.")
    still_offered(found, who)
    desk.change(id, blocked_at=None)
    desk.add_entry(id, who.person, passage(text, "text"), now)
    log.append(who, now, "unblocked", f"action:{id}", found.situation)


@whole
def finish(id: str, text: str, *, who: Viewer, now: datetime) -> None:
    """It is done; an action that never began begins here too."""
    found = working(id, who)
    if found.started_at is None:
        start(id, text, who=who, now=now)
    else:
        desk.add_entry(id, who.person, passage(text, "text"), now)
    desk.change(id, done_at=now, blocked_at=None, ended_why=passage(text, "text"))
    log.append(who, now, "action done", f"action:{id}", found.situation)


@whole
def drop(id: str, text: str, *, who: Viewer, now: datetime) -> None:
    """It will not be done, and why."""
    found = working(id, who)
    desk.add_entry(id, who.person, passage(text, "text"), now)
    desk.change(id, dropped_at=now, blocked_at=None, ended_why=passage(text, "text"))
    log.append(who, now, "dropped", f"action:{id}", found.situation)


@whole
def give(id: str, owner: int, *, who: Viewer, now: datetime) -> None:
    """Give it an owner."""
    found = working(id, who)
    rules.may_plan(who)
    may_be_given(found.situation, owner, "owner", now)
    desk.change(id, owner_id=owner)
    log.append(who, now, "action given", f"action:{id}", found.situation, of=owner)
    tell(owner, Sentence(YOURS), f"/actions/{id}/", found.situation, key=f"action:{id}", status=found.status, now=now)


@whole
def fund(id: str, funding: Funding, means: str, *, who: Viewer, now: datetime) -> None:
    """Say whether the money is there."""
    found = working(id, who)
    desk.change(id, funding=funding, means=optional(means, "means") or found.means)
    log.append(who, now, "funding", f"action:{id}", found.situation, funding=funding)


@whole
def show(id: str, person: int, *, who: Viewer, now: datetime) -> None:
    """Let a person of a ministry that it touches see this action, and nothing else."""
    found = working(id, who)
    rules.may_plan(who)
    may_be_given(found.situation, person, "person", now)
    desk.add_party(id, person, now)
    log.append(who, now, "action shown", f"action:{id}", found.situation, of=person)
    path, key = f"/actions/{id}/", f"action:{id}:shown"
    tell(person, Sentence(TOUCHES), path, found.situation, key=key, status=found.status, now=now)


WORDS: Mapping[str, Callable[..., None]] = {
    "start": start,
    "enter": enter,
    "unblock": unblock,
    "finish": finish,
    "drop": drop,
}
"""What can be done to an action with words alone."""


def remind(now: datetime) -> None:
    """Tell of every action that is still blocked, again and again as its grade asks."""
    spans = plan_rules.rules().blocked

    def one(id: str) -> None:
        for action in desk.blocked(id):
            remind_one(action, rules.times_blocked(action, now, at_pace(spans, action)), now)

    aside.alone("action", desk.blocked_in(), one, now)


def at_pace(spans: Mapping[Grade, timedelta], action: Action) -> Mapping[Grade, timedelta]:
    """The spans as they pass for an action: in a drill as much faster as its ladder climbs."""
    if action.status is Status.ACTUAL:
        return spans
    real, played = ladder().limits, ladder(action.situation).limits
    return {grade: span * (played[grade] / real[grade]) for grade, span in spans.items()}


@whole
def remind_one(action: Action, turn: int, now: datetime) -> None:
    """Tell once a turn; the first was told when it was blocked."""
    if turn > 0:
        alarm(action, now, turn)
