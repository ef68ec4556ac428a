"""Whom a step neither calls nor stays with: who works in a suspected body, and who wrote what is to be decided on."""

from collections.abc import Sequence
from dataclasses import replace

from upstander.jobs.hearing import left_out
from upstander.records.ladder import StepId, Thread
from upstander.store.desk.authors import authors
from upstander.store.desk.suspects import owned, suspicious


def judged(threads: Sequence[Thread]) -> list[Thread]:
    """These threads, each with those whom its open steps are kept from."""
    wary = suspicious({each.situation for each in threads})
    wrote = authors([each.id for each in threads if each.is_open(StepId.DECIDE)])
    return [barring(each, suspected(each) if each.situation in wary else frozenset(), wrote) for each in threads]


def barring(thread: Thread, suspects: frozenset[int], wrote: dict[str, frozenset[int]]) -> Thread:
    """The thread with those whom its open steps are kept from."""
    barred = {step.id: suspects for step in thread.open_steps} if suspects else {}
    own = wrote.get(thread.id)
    return replace(thread, barred=barred | {StepId.DECIDE: suspects | own} if own else barred)


def suspected(thread: Thread) -> frozenset[int]:
    """Who owns an open step or is asked to take it, and works in a suspected body; the situation's owner stays."""
    here = {id for step in thread.open_steps for id in (step.owner, step.asked) if id}
    return left_out(thread.situation, here) - {owned(thread.situation)[0]}
