"""An alert's chain from signal to outcome, as far as it is open to whoever reads it."""

from datetime import datetime

from upstander.records.desk import Alert, Recipient
from upstander.records.ladder import StepId, Thread
from upstander.records.plans import Action
from upstander.web.marks.chain import Link, Step


def steps(found: Alert, mine: Recipient | None, thread: Thread | None, actions: list[Action]) -> list[Step]:
    """When each link was reached, how long it took, or until when it waits; none that the reader could not see.

    `thread` None: the alert is on none, or its steps are not open to the reader.
    """
    first = min((signal.known_at for signal in found.signals), default=None)
    asked = [mine] if mine else list(found.recipients)
    issued, planned = found.issued_at, min((each.planned_at for each in actions), default=None)
    took = issued - found.drafted_at if issued else None
    links = [
        Step(Link.SIGNAL, at=first),
        of_thread(Link.VERIFIED, thread, StepId.VERIFY),
        of_thread(Link.ASSESSED, thread, StepId.ASSESS) or Step(Link.ASSESSED, at=found.drafted_at),
        Step(Link.ALERT, at=issued, took=took, now=issued is None),
        *answered(asked, issued),
        Step(Link.PLAN, at=planned) if planned or thread else None,
        of_thread(Link.OUTCOME, thread, StepId.REVIEW),
    ]
    return [each for each in links if each is not None]


def of_thread(name: Link, thread: Thread | None, id: StepId) -> Step | None:
    """One link as its step on the ladder stands; None where that is not open."""
    if thread is None:
        return None
    step = thread.step(id)
    return Step(name, at=step.done_at, passed=step.passed_over) if step else Step(name)


def answered(asked: list[Recipient], issued: datetime | None) -> list[Step]:
    """Acknowledged and decided: by the slowest of those who were asked."""
    if issued is None or not asked:
        return [Step(Link.ACKNOWLEDGED), Step(Link.DECIDED)]
    acknowledged = [one.acknowledged_at for one in asked]
    decided = [one.decision.decided_at if one.decision else None for one in asked]
    first = link(Link.ACKNOWLEDGED, acknowledged, [one.acknowledge_by for one in asked], issued)
    second = link(Link.DECIDED, decided, [one.decide_by for one in asked], issued)
    return [first, Step(Link.DECIDED) if first.now else second]


def link(name: Link, reached: list[datetime | None], due: list[datetime], start: datetime) -> Step:
    """One link: done by all, or now with the earliest deadline that is still open."""
    open_ = [limit for moment, limit in zip(reached, due, strict=True) if moment is None]
    if open_:
        return Step(name, due=min(open_), now=True)
    last = max(moment for moment in reached if moment is not None)
    return Step(name, at=last, took=last - start, allowed=max(due) - start)
