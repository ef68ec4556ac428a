"""How long the ladder waits for whoever must decide on an alert, and how long it will wait for a draft's addressees."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from upstander.jobs.ladder import ladders, renew
from upstander.records.desk import Alert
from upstander.records.errors import Refused
from upstander.records.ladder import Ladder, StepId, Thread
from upstander.records.people import Viewer
from upstander.respond.climb import hours_of, lapses
from upstander.store.desk.climbing import climbing


@dataclass(frozen=True, slots=True)
class Wait:
    """Until when the ladder waits for a decision; `owned`: by whoever reads this, who can hold it longer."""

    until: datetime
    owned: bool


def waits(viewer: Viewer, alerts: Collection[str], now: datetime) -> dict[str, Wait]:
    """By alert: how long the ladder waits for this person, who owns the decision, or for anybody while nobody does."""
    found = climbing(viewer, alerts, undecided=True) if alerts else {}
    rules = ladders({thread.situation for thread in found.values()})
    ends = {id: wait(thread, viewer.person, rules[thread.situation]) for id, thread in found.items()}
    return {id: each for id, each in ends.items() if each is not None and each.until > now}


def wait(thread: Thread, person: int, rule: Ladder) -> Wait | None:
    """The end of an open decision that this person owns, or that nobody owns."""
    step = thread.step(StepId.DECIDE)
    if thread.closed_at is not None or step is None or step.done_at is not None or step.owner not in {0, person}:
        return None
    return Wait(lapses(step, thread, rule), owned=True) if step.owner else Wait(step.due_at, owned=False)


def hold_longer(alert: str, text: str, *, who: Viewer, now: datetime) -> None:
    """Go on owning the decision on an alert, with the reason; the answer is due as before."""
    thread = climbing(who, [alert]).get(alert)
    if thread is None:
        raise Refused("Take this step first: only its owner may do that.")
    renew(thread.id, StepId.DECIDE, text, who=who, now=now)


def will_wait_until(viewer: Viewer, draft: Alert, now: datetime) -> datetime:
    """When the ladder will ask somebody else for the decision, were the draft issued now."""
    thread, rule = climbing(viewer, [draft.id]).get(draft.id), ladders([draft.situation])[draft.situation]
    step = thread.step(StepId.DECIDE) if thread else None
    grade = hours_of(thread, rule) if thread and thread.grade else draft.grade
    still_open = step is not None and step.done_at is None
    end = step.due_at if step and still_open else now + rule.rules[StepId.DECIDE].allowed[grade]
    return min([end, *(each.decide_by for each in draft.recipients)])
