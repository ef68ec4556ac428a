"""Which steps of a thread a person may take, and in one sentence why not."""

from upstander.jobs.calling import judged
from upstander.jobs.ladder import ladder
from upstander.lib.text import Sentence
from upstander.records.errors import Refused
from upstander.records.ladder import Ladder, StepId, Thread
from upstander.records.people import Viewer
from upstander.respond import steps


def withheld(viewer: Viewer, thread: Thread) -> dict[StepId, Sentence]:
    """By open step that this person would be refused: why."""
    (held,), rule = judged([thread]), ladder(thread.situation)
    found = {step.id: why(held, step.id, viewer, rule) for step in held.open_steps}
    return {id: sentence for id, sentence in found.items() if sentence}


def why(thread: Thread, id: StepId, who: Viewer, rule: Ladder) -> Sentence | None:
    """Why they may not take the step; None if they may."""
    try:
        steps.may_take(thread, id, who, rule)
    except Refused as error:
        return error.sentence
    return None
