"""What people do to a thread: take a step, leave an entry, finish it, grade it, mark it imminent, close it."""

from dataclasses import replace
from datetime import datetime, timedelta

from upstander.lib.text import mark
from upstander.records.checks import passage
from upstander.records.desk import SERIOUS, Grade
from upstander.records.errors import Refused, Usage
from upstander.records.ladder import Ladder, Lane, Step, StepId, Thread
from upstander.records.people import Viewer
from upstander.respond.climb import hours_of, put

ANOTHER = mark("Leave this step to somebody whose role takes it.")


def opened(thread: Thread, ladder: Ladder) -> Thread:
    """The thread with its first step open."""
    return begin(thread, ladder, ladder.order[0], thread.opened_at)


def begin(thread: Thread, ladder: Ladder, id: StepId, at: datetime, allowed: timedelta | None = None) -> Thread:
    """Open a step, unless it was opened before."""
    if thread.step(id) is not None:
        return thread
    time = allowed or ladder.rules[id].allowed[hours_of(thread, ladder)]
    return replace(thread, steps=(*thread.steps, Step(id, at, at + time)))


def still_open(thread: Thread, id: StepId) -> Step:
    """The open step; Usage if it is done or not yet open."""
    step = thread.step(id)
    if thread.closed_at is not None or step is None or step.done_at is not None:
        raise Usage("Choose a step that is open: this one is done, or not yet begun.", "step")
    return step


def take(thread: Thread, id: StepId, who: Viewer, at: datetime, ladder: Ladder) -> Thread:
    """Own a step. Acknowledging is owning: the clock runs on, and ownership lapses without an entry, or at the step's
    deadline unless it is renewed. Whoever takes it late has the time in which a call is answered."""
    step = still_open(thread, id)
    if step.owner == who.person:
        raise Usage("You own this step already.", "step")
    may_take(thread, id, who, ladder)
    held = step.due_at if at < step.due_at else at + ladder.contact[hours_of(thread, ladder)]
    return put(thread, replace(step, owner=who.person, owned_at=at, entry_at=None, warned_at=None, held_until=held))


def may_take(thread: Thread, id: StepId, who: Viewer, ladder: Ladder) -> None:
    """Refused unless their role takes the step, and nothing keeps it from them."""
    rule = ladder.rules[id]
    if not who.may({rule.duty, *rule.deputies, ladder.owner}):
        raise Refused(ANOTHER)
    if who.person in thread.out(id):
        raise Refused(thread.out(id)[who.person])


def renew(thread: Thread, id: StepId, who: Viewer, at: datetime, ladder: Ladder) -> Thread:
    """Go on owning a step past its deadline, for its time once more. The clock is not reset."""
    step = owned(thread, id, who)
    longer = max(step.held_until or step.due_at, at) + ladder.rules[id].allowed[hours_of(thread, ladder)]
    if step.held_until and step.held_until > at + ladder.rules[id].allowed[hours_of(thread, ladder)]:
        raise Usage("You have renewed this step already: its new deadline is still far.", "step")
    return put(thread, replace(step, entry_at=at, held_until=longer))


def enter(thread: Thread, id: StepId, who: Viewer, at: datetime) -> Thread:
    """Leave an entry: whoever owns a step shows that it is not forgotten."""
    step = owned(thread, id, who)
    return put(thread, replace(step, entry_at=at))


def owned(thread: Thread, id: StepId, who: Viewer) -> Step:
    """The open step; Refused unless `who` owns it."""
    step = still_open(thread, id)
    if step.owner != who.person or who.reads_only:
        raise Refused("Take this step first: only its owner may do that.")
    return step


def finish(thread: Thread, id: StepId, person: int, at: datetime, ladder: Ladder) -> Thread:
    """Close a step and open what follows it; `person` 0: nobody did it, it is passed over. A step that was never open
    is left alone: it waits for its turn."""
    step = thread.step(id)
    if step is None or step.done_at is not None:
        return thread
    done = put(thread, replace(step, done_at=at, done_by=person))
    for following, allowed in follows(done, id, ladder):
        done = begin(done, ladder, following, at, allowed)
    return done


def reach(thread: Thread, last: StepId, person: int, at: datetime, ladder: Ladder, graded: Grade) -> Thread:
    """Finish a step that came before its turn: nobody who did the last one is said to have done those before it."""
    earlier = thread
    if thread.grade is None:
        thread = grade(thread, graded, at, ladder, person)
    for id in up_to(thread, last, ladder):
        by = person if id is last else owner_who_did(earlier, id)
        thread = finish(begin(thread, ladder, id, at), id, by, at, ladder)
    return thread


def owner_who_did(thread: Thread, id: StepId) -> int:
    """Who did a step without saying that it is done: owning is acknowledging, and triage ends with a grade."""
    step = thread.step(id)
    did = id is StepId.ACKNOWLEDGE or (id is StepId.TRIAGE and thread.grade is not None)
    return step.owner if step and did else 0


def up_to(thread: Thread, last: StepId, ladder: Ladder) -> tuple[StepId, ...]:
    """What is closed with a step that came before its turn: in an emergency nothing stands between triage and it."""
    if thread.lane is Lane.EMERGENCY:
        return (StepId.ACKNOWLEDGE, StepId.TRIAGE, last)
    return ladder.order[: ladder.order.index(last) + 1]


def follows(thread: Thread, id: StepId, ladder: Ladder) -> list[tuple[StepId, timedelta | None]]:
    """What opens when a step is done, and its time where that is not the step's own."""
    if id is StepId.REVIEW:
        return []
    if id is StepId.ACT:
        return [(StepId.REVIEW, None)]
    if thread.lane is Lane.EMERGENCY:
        return in_emergency(id, ladder)
    if id is StepId.DECIDE:
        return [(StepId.ACT, None)]
    return [(ladder.order[ladder.order.index(id) + 1], None)]


def in_emergency(id: StepId, ladder: Ladder) -> list[tuple[StepId, timedelta | None]]:
    """Verification, assessment and decision side by side; the written note follows the decision."""
    if id is StepId.ACKNOWLEDGE:
        return [(StepId.TRIAGE, None)]
    if id is StepId.TRIAGE:
        return [(step, None) for step in ladder.order if step in ladder.side_by_side]
    if id is StepId.DECIDE:
        return [(StepId.NOTE, ladder.note_after_decision), (StepId.ACT, None)]
    return []


def mark_imminent(thread: Thread, at: datetime, ladder: Ladder, by: int = 0) -> Thread:
    """Mark a thread as possibly imminent: its hours count from now on, and the limit runs from this mark.

    Whoever marks it has asked for the emergency lane; another person opens it.
    """
    if thread.grade is not None:
        raise Usage("Grade it imminent: it has a grade already.", "grade")
    if thread.imminent_at is not None:
        return thread
    return shortened(replace(thread, imminent_at=at, lane_asked_by=thread.lane_asked_by or by), at, ladder)


def urge(thread: Thread, said: Grade, at: datetime, ladder: Ladder, by: int = 0) -> Thread:
    """The same cause is heard again at a graver grade than the thread's hours are made for: they shorten.

    The grade that a person gave stays, and so does whatever was answered.
    """
    if thread.closed_at is not None or SERIOUS[said] <= SERIOUS[hours_of(thread, ladder)]:
        return thread
    if said is Grade.IMMINENT:
        thread = replace(thread, imminent_at=thread.imminent_at or at, lane_asked_by=thread.lane_asked_by or by)
    return shortened(replace(thread, urged=said, close_asked_by=0), at, ladder)


def grade(thread: Thread, given: Grade, at: datetime, ladder: Ladder, second: int = 0, *, alone: int = 0) -> Thread:
    """Grade or regrade. A lower grade needs a second person; a higher one shortens the open steps.

    `alone`: one person grades without a second or an authority. Imminent then opens the emergency lane only if
    somebody else has said before that it is.
    """
    if thread.closed_at is not None:
        raise Usage("This thread is closed already.")
    old = hours_of(thread, ladder)
    fresh = thread.grade is None and thread.imminent_at is None
    if not fresh and SERIOUS[given] < SERIOUS[old] and not second:
        raise Refused("Ask a second person: a lower grade needs two.")
    urgent = given is Grade.IMMINENT
    graded = replace(
        thread,
        grade=given,
        graded_at=thread.graded_at or at,
        urged=None,
        close_asked_by=0,
        lane=Lane.EMERGENCY if urgent else Lane.NORMAL,
        imminent_at=(thread.imminent_at or at) if urgent else thread.imminent_at,
    )
    graded = shortened(graded, at, ladder)
    if not urgent:
        return replace(graded, lane_asked_by=0)
    if alone and thread.lane is Lane.NORMAL and thread.lane_asked_by in {0, alone}:
        return replace(graded, lane=Lane.NORMAL, lane_asked_by=alone)
    return open_side_by_side(graded, at, ladder)


def open_lane(thread: Thread, by: int, at: datetime, ladder: Ladder, *, authorised: bool) -> Thread:
    """Ask for the emergency lane, or open it: two people do, or one under a standing authority."""
    if thread.closed_at is not None or hours_of(thread, ladder) is not Grade.IMMINENT or not thread.imminent_at:
        raise Usage("Mark it as imminent first: the emergency lane is for nothing else.", "grade")
    if thread.lane is Lane.EMERGENCY:
        raise Usage("The emergency lane is open already.")
    if authorised or thread.lane_asked_by not in {0, by}:
        return open_side_by_side(replace(thread, lane=Lane.EMERGENCY), at, ladder)
    if thread.lane_asked_by == by:
        raise Usage("Ask a second person to open the emergency lane: you have asked for it already.")
    return replace(thread, lane_asked_by=by)


def close_lane(thread: Thread) -> Thread:
    """Go back to one step after the other; what is open stays open."""
    if thread.lane is not Lane.EMERGENCY:
        raise Usage("The emergency lane is not open.")
    return replace(thread, lane=Lane.NORMAL, lane_asked_by=0)


def open_side_by_side(thread: Thread, at: datetime, ladder: Ladder) -> Thread:
    """Once triage is done, an imminent thread waits for nothing else before it asks for a decision."""
    triage = thread.step(StepId.TRIAGE)
    if triage is None or triage.done_at is None:
        return thread
    for step in ladder.order:
        if step in ladder.side_by_side:
            thread = begin(thread, ladder, step, at)
    return thread


def shortened(thread: Thread, at: datetime, ladder: Ladder) -> Thread:
    """Open steps with no more time from now on than the present grade gives; their owners hold them no longer."""
    hours = hours_of(thread, ladder)
    for step in thread.open_steps:
        soonest = min(step.due_at, max(at, step.opened_at) + ladder.rules[step.id].allowed[hours])
        held = step.held_until and min(step.held_until, max(soonest, at + ladder.contact[hours]))
        thread = put(thread, replace(step, due_at=soonest, held_until=held))
    return thread


def hasten(thread: Thread, id: StepId, by: datetime) -> Thread:
    """An open step has until `by` and no longer, and so has its owner."""
    step = thread.step(id)
    if step is None or step.done_at is not None:
        return thread
    held = step.held_until and min(step.held_until, by)
    return put(thread, replace(step, due_at=min(step.due_at, by), held_until=held))


def close(thread: Thread, reason: str, at: datetime, *, alone: int = 0) -> Thread:
    """End a thread with a reason; Usage without one, or if it has ended.

    `alone`: who ends what one person does not end: they have asked for it, and another person ends it.
    """
    if thread.closed_at is not None:
        raise Usage("This thread is closed already.")
    said = passage(reason, "reason")
    if alone and thread.close_asked_by == alone:
        raise Refused("Ask a second person: a lower grade needs two.")
    if alone and not thread.close_asked_by:
        return replace(thread, close_asked_by=alone)
    return replace(thread, closed_at=at, closed_reason=said)


def reopen(thread: Thread, id: StepId) -> Thread:
    """The thread with a finished step open again: nobody owns it, and its clock has run on."""
    step = thread.step(id)
    if step is None or step.done_at is None:
        return thread
    return put(thread, replace(step, done_at=None, done_by=0, owner=0, owned_at=None, entry_at=None, held_until=None))


def decided(thread: Thread) -> bool:
    """Whether somebody has decided, and nobody disputes it."""
    step = thread.step(StepId.DECIDE)
    return step is not None and step.done_at is not None and not step.passed_over


def cleared(thread: Thread, at: datetime, ladder: Ladder) -> Thread:
    """The danger has passed: whatever waits is passed over, and the outcome and its lesson are asked for."""
    for id in StepId:
        if id is not StepId.REVIEW:
            thread = finish(thread, id, owner_who_did(thread, id), at, ladder)
    return begin(thread, ladder, StepId.REVIEW, at)


def reviewed_again(thread: Thread, at: datetime, ladder: Ladder) -> Thread:
    """What stays imminent is reviewed again when the file says so: the step is open anew, with its own time, and
    nobody has been called for it.
    """
    step, rule = thread.step(StepId.REVIEW), ladder.rules[StepId.REVIEW]
    urgent = thread.closed_at is None and hours_of(thread, ladder) is Grade.IMMINENT
    if not urgent or step is None or step.done_at is None or ladder.again is None or at < step.done_at + ladder.again:
        return thread
    begun = step.done_at + ladder.again
    return put(thread, Step(StepId.REVIEW, begun, begun + rule.allowed[Grade.IMMINENT]))
