"""Whom a step neither calls nor stays with: who works in a suspected body; for the decision, who wrote what asks for it
or was taken off it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from upstander.jobs.hearing import left_out
from upstander.lib.text import mark
from upstander.records.ladder import StepId, Thread
from upstander.respond.steps import ANOTHER
from upstander.store.desk.addressing import taken_off
from upstander.store.desk.authors import authors
from upstander.store.desk.suspects import owned, suspicious

OWN = mark("Find somebody else to decide: the alert that asks for it is your own, or carries your name.")
OFF = mark("Leave the decision to others: you were taken off the alert that asks for it.")

Why = Mapping[int, str]
"""By person: why a step is kept from them. Nobody reads here that they are suspected."""


def judged(threads: Sequence[Thread]) -> list[Thread]:
    """These threads, each with those from whom its open steps are kept."""
    shut = suspected(threads)
    deciding = [each.id for each in threads if each.is_open(StepId.DECIDE)]
    off, wrote = taken_off(deciding), authors(deciding)
    found = []
    for each in threads:
        everywhere = dict.fromkeys(shut.get(each.situation, ()), ANOTHER)
        deciders = dict.fromkeys(off.get(each.id, ()), OFF) | dict.fromkeys(wrote.get(each.id, ()), OWN) | everywhere
        found.append(replace(each, barred=barred(each, everywhere, deciders)))
    return found


def barred(thread: Thread, everywhere: Why, deciders: Why) -> dict[StepId, Why]:
    """By open step from whom it is kept, and why."""
    by_step = {step.id: deciders if step.id is StepId.DECIDE else everywhere for step in thread.open_steps}
    return {id: out for id, out in by_step.items() if out}


def suspected(threads: Sequence[Thread]) -> dict[str, frozenset[int]]:
    """By situation: who has an open step or is asked to take it, and works in a suspected body; its owner stays."""
    wary, here = suspicious({each.situation for each in threads}), defaultdict[str, set[int]](set)
    for thread in threads if wary else ():
        here[thread.situation] |= {id for step in thread.open_steps for id in (step.owner, step.asked) if id}
    return {each: left_out(each, here[each]) - {owned(each)[0]} for each in wary}
