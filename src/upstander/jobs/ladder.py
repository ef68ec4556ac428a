"""The ladder at work: open a thread, take and finish its steps, grade it, and sweep up what falls due."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

from upstander.jobs import aside, calling, ending, notices, roster, runs
from upstander.jobs.hearing import unsuspected
from upstander.learn.drills import scaled
from upstander.records.aside import ALL, Part
from upstander.records.cases import Pace
from upstander.records.checks import line, optional, passage
from upstander.records.desk import Grade, Status
from upstander.records.errors import Refused, Usage
from upstander.records.ladder import Event, Ladder, Lane, Move, Shift, StepId, Thread
from upstander.records.people import MACHINE, RECEIVES, Role, Viewer
from upstander.records.roster import Purpose
from upstander.respond import climb, fixed, rules, steps
from upstander.store.desk import climbing, lines, log, repeating, rulebook
from upstander.store.desk import roster as authorities
from upstander.store.desk import threads as desk
from upstander.store.desk.inbox import address_too
from upstander.store.desk.whole import whole

KIND = "ladder"
STRIDE = 500
"""Threads that one sweep moves, the most urgent first: after an outage the next one, a moment later, goes on."""

MACHINE_ROLES = RECEIVES | {Role.REPORTER}


@lru_cache(8)
def parsed(text: str) -> Ladder:
    """The ladder of a file's text; Usage names what is wrong."""
    try:
        file = json.loads(text)
        json.dumps(file, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Usage("Mend the ladder's file: it is no JSON (%(what)s).", what=str(error)) from error
    return rules.read(file.get("generic_ladder", file) if isinstance(file, dict) else {})


def file_of(text: str) -> dict[str, Any]:
    """The ladder's part of a file's text."""
    file: dict[str, Any] = json.loads(text)
    found: dict[str, Any] = file.get("generic_ladder", file)
    return found


@lru_cache(1)
def bundled() -> str:
    """The ladder that comes with the product."""
    return files("upstander.data").joinpath("mechanisms.json").read_text("utf-8")


def ladder(situation: str = "") -> Ladder:
    """The ladder this desk runs by: its own newest, else the product's; in a drill, at the drill's pace."""
    return ladders([situation])[situation]


def ladders(situations: Iterable[str]) -> dict[str, Ladder]:
    """The ladder of each situation."""
    rule, kinds = parsed(rulebook.latest(KIND) or bundled()), {each: f"pace:{each}" for each in situations}
    paces = {kind: Pace(timedelta(seconds=float(text))) for kind, text in rulebook.newest(kinds.values()).items()}
    return {each: scaled(rule, paces[kind]) if kind in paces else rule for each, kind in kinds.items()}


@whole
def load(text: str, *, who: Viewer, now: datetime) -> None:
    """Make another ladder the one that runs; refused whole if a warning could fall through it."""
    keeps_ladder(who)
    rules.patient(parsed(text))
    fixed.honoured(file_of(text))
    runs.before_rules(ladder(), parsed(text), now)
    rulebook.add(KIND, text, who.name, now)
    log.append(who, now, "ladder changed", "ladder:rules")


def keeps_ladder(who: Viewer) -> None:
    """Refused unless a focal point."""
    if not who.may_everywhere([Role.FOCAL_POINT]):
        raise Refused("Ask a focal point: focal points keep the ladder.")


def start(
    situation: str,
    status: Status,
    title: str,
    *,
    who: Viewer,
    now: datetime,
    key: str | None = None,
    evidence_at: datetime | None = None,
    imminent: bool = False,
    quiet: bool = False,
) -> str:
    """Open a thread, or go on with the one that has this key, and call whoever is on duty.

    `quiet`: it is only watched; nobody is called before it is overdue, and it waits in the inbox of who is on duty.
    """
    same = desk.same_cause(situation, key) if key else None
    if same:
        heard(same, now, quiet=quiet)
        if imminent:
            urged(same, Grade.IMMINENT, who, now)
        return same
    rule, new = ladder(situation), Thread("", situation, status, now, line(title, "title"), evidence_at, quiet=quiet)
    new = steps.opened(new, rule)
    new = steps.mark_imminent(new, now, rule, max(who.person, 0)) if imminent else new
    id = desk.add(new, key, now)
    log.append(who, now, "thread opened", f"thread:{id}", situation, imminent=imminent)
    climb_on(replace(new, id=id), now)
    return id


def heard(id: str, now: datetime, *, quiet: bool) -> None:
    """A cause that was only watched and of which more is heard: from now on it calls people."""
    thread = desk.held(id)
    if thread and thread.quiet and not quiet:
        rule = ladder(thread.situation)
        keep(steps.shortened(replace(climb_on(thread, now), quiet=False), now, rule), now)


def urged(id: str, said: Grade, who: Viewer, now: datetime) -> None:
    """A cause that was known and is now said to be graver: its hours are those of that grade from now on."""
    thread = desk.held(id)
    rule = ladder(thread.situation if thread else "")
    if thread and steps.urge(thread, said, now, rule) is not thread:
        keep(steps.urge(climb_on(thread, now), said, now, rule, max(who.person, 0)), now)
        log.append(who, now, "marked imminent" if said is Grade.IMMINENT else "rang", f"thread:{id}", thread.situation)


def climb_on(thread: Thread, now: datetime) -> Thread:
    """Do what falls due in a thread that is held, and keep it; the thread as it is then."""
    (move,) = climb_together([thread], now)
    return move.after


def keep(changed: Thread, now: datetime) -> Thread:
    """Keep a thread that a person has changed, and let what follows happen."""
    runs.before(changed, ladder(changed.situation), now)
    desk.save(changed)
    return climb_on(changed, now)


def climb_together(threads: Sequence[Thread], now: datetime) -> list[Move]:
    """Do what falls due in threads that are held, and keep it."""
    situations = {thread.situation for thread in threads}
    rules = ladders(situations)
    since = min(earliest(thread, now) for thread in threads)
    shifts = unsuspected(roster.shifts_of(situations, since, now))
    moves = [moved(each, now, rules[each.situation], shifts[each.situation]) for each in calling.judged(threads)]
    desk.moved(moves)
    notices.of_the_ladder((each, rules[each.after.situation], shifts[each.after.situation]) for each in moves)
    log.extend(line_of(each.after, event) for each in moves for event in each.events)
    return moves


def earliest(thread: Thread, now: datetime) -> datetime:
    """The first moment at which the thread may have something to do: when it was to move, or opened a step."""
    opened = (step.opened_at for step in thread.open_steps if step.called_at is None)
    return min(thread.next_at or now, now, *opened)


def moved(thread: Thread, now: datetime, rule: Ladder, shifts: Sequence[Shift]) -> Move:
    """A thread after doing what fell due."""
    after, events = climb.advance(thread, now, rule, shifts)
    return Move(thread, after, events, climb.next_at(after, rule, shifts) or looks_again(after, now))


def looks_again(thread: Thread, now: datetime) -> datetime | None:
    """When a thread for which nobody is left looks further ahead on the roster."""
    stuck = thread.closed_at is None and any(step.exhausted_at for step in thread.open_steps)
    return now + roster.BEHIND if stuck else None


def line_of(thread: Thread, event: Event) -> log.Line:
    """What the log says of something that the ladder did."""
    detail = {"step": event.step, "of": event.person}
    return log.Line(MACHINE, event.at, event.what, f"thread:{thread.id}", thread.situation, detail)


@whole
def stride(now: datetime, part: Part = ALL) -> int:
    """Let the most urgent threads do what falls due up to `now`; returns how many things happened."""
    held = desk.due(now, STRIDE, part)
    return sum(len(each.events) for each in climb_together(held, now)) if held else 0


def sweep(now: datetime) -> int:
    """Let threads do what falls due up to `now`; returns how many things happened. Two at once do no harm.

    However many are due, it takes its time and no more: what is imminent first, then what has waited longest. What is
    `left` stays due. A thread that fails is set aside, and the others go on.
    """
    return aside.swept("thread", lambda part: stride(now, part), lambda part: desk.due_in(now, STRIDE, part), now)


def left(now: datetime) -> int:
    """How many threads are due and wait for the next sweep; those set aside have a time of their own."""
    return desk.waiting_now(now, aside.rest("thread")).count()


def work_on(id: str, change: Callable[[Thread, Ladder], Thread], who: Viewer, now: datetime) -> Thread:
    """Bring a thread up to `now`, change it, and let what follows happen."""
    held = desk.locked(who, id)
    return keep(change(climb_on(held, now), ladder(held.situation)), now)


@whole
def take(id: str, step: StepId, *, who: Viewer, now: datetime) -> None:
    """Own a step: acknowledging is owning."""
    done = work_on(id, lambda thread, rule: steps.take(thread, step, who, now, rule), who, now)
    log.append(who, now, "step taken", f"thread:{id}", done.situation, step=step)
    if step is StepId.DECIDE:
        address_too(id, who.person)


@whole
def enter(id: str, step: StepId, text: str, *, who: Viewer, now: datetime) -> None:
    """Leave an entry on a step one owns, so that it does not lapse."""
    said = passage(text, "text")
    done = work_on(id, lambda thread, _: steps.enter(thread, step, who, now), who, now)
    desk.add_entry(id, step, who.person, said, now)
    log.append(who, now, "entry", f"thread:{id}", done.situation, step=step)


@whole
def renew(id: str, step: StepId, text: str, *, who: Viewer, now: datetime) -> None:
    """Go on owning a step past its deadline, with the reason; without it, or a decision, the ladder goes on."""
    said = passage(text, "text")
    held = climbing.locked(who, id, step)
    done = keep(steps.renew(climb_on(held, now), step, who, now, ladder(held.situation)), now)
    desk.add_entry(id, step, who.person, said, now)
    log.append(who, now, "step renewed", f"thread:{id}", done.situation, step=step)


@whole
def finish(id: str, step: StepId, text: str, *, who: Viewer, now: datetime) -> None:
    """Finish a step one owns; the next one opens and is called."""
    said = optional(text, "text")
    if step in {StepId.NOTE, StepId.DECIDE}:
        raise Usage("Issue the alert, or decide on it: that finishes this step.", "step")
    if step is StepId.REVIEW:
        repeating.not_alone(id, who)

    def change(thread: Thread, rule: Ladder) -> Thread:
        steps.owned(thread, step, who)
        if step is StepId.TRIAGE and thread.grade is None:
            raise Usage("Grade it first: triage ends with a grade.", "grade")
        return steps.finish(thread, step, who.person, now, rule)

    done = work_on(id, change, who, now)
    if said:
        desk.add_entry(id, step, who.person, said, now)
    log.append(who, now, "step done", f"thread:{id}", done.situation, step=step)


@whole
def grade(id: str, given: Grade, *, who: Viewer, now: datetime, second: Viewer | None = None) -> None:
    """Grade a thread; a lower grade than before needs a second person."""
    if not who.may(RECEIVES):
        raise Refused("Ask an analyst, a focal point or a decision maker: they grade.")
    other = second.person if second and second.person != who.person and id_visible(second, id) else 0
    alone = 0 if other or may_open_lane(who, now) else who.person
    done = work_on(id, lambda thread, rule: steps.grade(thread, given, now, rule, other, alone=alone), who, now)
    log.append(who, now, "graded", f"thread:{id}", done.situation, grade=given, second=other)


def may_open_lane(who: Viewer, now: datetime) -> bool:
    """Whether a standing authority lets this person open the emergency lane alone."""
    return any(
        each.purpose is Purpose.LANE and each.person == who.person and Grade.IMMINENT in each.grades and each.lives(now)
        for each in authorities.all_authorities()
    )


@whole
def open_lane(id: str, *, who: Viewer, now: datetime) -> None:
    """Ask for the emergency lane, or open it as the second person or under a standing authority."""
    if not who.may(RECEIVES):
        raise Refused("Ask an analyst, a focal point or a decision maker: they open the emergency lane.")
    allowed = may_open_lane(who, now)
    done = work_on(
        id, lambda thread, rule: steps.open_lane(thread, who.person, now, rule, authorised=allowed), who, now
    )
    deed = "lane opened" if done.lane is Lane.EMERGENCY else "lane asked"
    log.append(who, now, deed, f"thread:{id}", done.situation)


@whole
def close_lane(id: str, reason: str, *, who: Viewer, now: datetime) -> None:
    """Go back to one step after the other, with a reason that stands in the thread under one's name."""
    if not who.may(RECEIVES):
        raise Refused("Ask an analyst, a focal point or a decision maker: they close the emergency lane.")
    said = passage(reason, "reason")
    done = work_on(id, lambda thread, _: steps.close_lane(thread), who, now)
    last = done.steps[-1].id
    desk.add_entry(id, last, who.person, said, now)
    log.append(who, now, "lane closed", f"thread:{id}", done.situation)


def id_visible(viewer: Viewer, id: str) -> bool:
    """Whether the second person sees the thread and acts."""
    return viewer.may(RECEIVES) and desk.thread(viewer, id).id == id


@whole
def mark_imminent(id: str, *, who: Viewer, now: datetime) -> None:
    """Mark a thread as possibly imminent before it is graded: from now on its hours are those of imminent."""
    if not who.may(MACHINE_ROLES):
        raise Refused("Sign in with your own account to mark this.")
    done = work_on(id, lambda thread, rule: steps.mark_imminent(thread, now, rule, who.person), who, now)
    log.append(who, now, "marked imminent", f"thread:{id}", done.situation)


@whole
def close(id: str, reason: str, *, who: Viewer, now: datetime) -> None:
    """End a thread with a reason; one person only asks for the end of what is imminent, until another ends it too."""
    if not who.may(ending.ENDS):
        raise Refused("Ask an analyst or a focal point: they close threads.")
    if desk.locked(who, id):
        ending.may_end(id, now)

    def change(thread: Thread, rule: Ladder) -> Thread:
        return steps.close(thread, reason, now, alone=who.person if ending.takes_two(thread, rule) else 0)

    done = work_on(id, change, who, now)
    ending.tell(done, who, now)
    if done.closed_at is None:
        desk.add_entry(id, done.steps[-1].id, who.person, passage(reason, "reason"), now)
        log.append(who, now, "entry", f"thread:{id}", done.situation, closing=True)
        return
    ending.look_back(done, now)
    log.append(who, now, "thread closed", f"thread:{id}", done.situation)


def recorded(id: str, step: StepId, person: int, now: datetime) -> None:
    """What was recorded elsewhere finishes a step that waits for it: the first action, the outcome."""
    thread = desk.held(id)
    if thread is None or thread.closed_at is not None or not thread.is_open(step):
        return
    rule, thread = ladder(thread.situation), climb_on(thread, now)
    keep(steps.finish(thread, step, person, now, rule), now)


def reached(
    id: str | None, last: StepId, person: int, now: datetime, *, graded: Grade, decide_by: datetime | None = None
) -> None:
    """An alert issued or decided finishes that step at its grade, and passes over those before it that waited.

    `decide_by`: when it asks for the first answer; the ladder waits for a decision no longer than that.
    """
    thread = desk.held(id) if id else None
    if thread is not None and thread.closed_at is not None and lines.unanswered(thread.id):
        thread = again(thread, now)
    if thread is None or thread.closed_at is not None:
        return
    rule, thread = ladder(thread.situation), climb_on(thread, now)
    after = steps.reach(thread, last, person, now, rule, graded)
    keep(steps.hasten(after, StepId.DECIDE, decide_by) if decide_by else after, now)


def again(closed: Thread, now: datetime) -> Thread | None:
    """Another thread for alerts of a closed one that wait for an answer: nothing waits without clocks."""
    id = start(closed.situation, closed.status, closed.title, who=MACHINE, now=now, evidence_at=closed.evidence_at)
    lines.carry_over(closed.id, id)
    return desk.held(id)


def reopened(id: str | None, last: StepId, now: datetime) -> None:
    """What finished a step does not count any more: the step is open again, with its time as it was."""
    thread = desk.held(id) if id else None
    if thread is not None and thread.closed_at is None:
        keep(steps.reopen(climb_on(thread, now), last), now)


def regraded(id: str | None, graded: Grade, now: datetime, second: int) -> None:
    """An update brings its thread to its grade: a lower one under two names, a higher one with less time."""
    thread = desk.held(id) if id else None
    if thread is None or thread.closed_at is not None or thread.grade in {None, graded}:
        return
    rule, thread = ladder(thread.situation), climb_on(thread, now)
    keep(steps.grade(thread, graded, now, rule, second), now)


def settled(id: str, now: datetime, cancelled: str) -> None:
    """Nothing is left to decide: what was decided on or cleared waits for its outcome; else a cancelled one ends."""
    thread = desk.held(id)
    if thread is None or thread.closed_at is not None:
        return
    rule, thread = ladder(thread.situation), climb_on(thread, now)
    ends = cancelled and not steps.decided(thread)
    done = keep(steps.close(thread, cancelled, now) if ends else steps.cleared(thread, now, rule), now)
    if ends:
        ending.look_back(done, now, mistaken=True)
