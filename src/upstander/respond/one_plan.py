"""One plan: what was decided, what was considered, who does what by when with what means, and what came of it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from upstander.records.desk import Answer, Situation
from upstander.records.plans import Action, Bottleneck, Commitment, Decided, Judgement, Lesson, LookBack, Outcome
from upstander.records.tools import Offer, Option
from upstander.respond.clocks import Reading

LISTS = ("options", "needs_consent", "withheld", "not_offered")
FIRST = "first_action"
"""The clock from a decision to the first step of an action."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is done about a situation, or about one alert of it."""

    situation: Situation
    alert: str
    decided: tuple[Decided, ...]
    clocks: Mapping[str, Reading]
    judged: tuple[Judgement, ...]
    offer: Offer
    actions: tuple[Action, ...]
    promises: tuple[Commitment, ...]
    outcomes: tuple[Outcome, ...]
    looks: tuple[LookBack, ...]
    lessons: tuple[Lesson, ...]
    held_up: tuple[Bottleneck, ...]

    def following(self, each: Decided) -> tuple[Action, ...]:
        """The actions that answer the alert of a decision."""
        return tuple(action for action in self.actions if action.alert == each.decision.alert)

    def first(self, each: Decided) -> Reading | None:
        """The clock from this decision to the first action, where it was decided to act."""
        acts = each.decision.answer is Answer.ACT and each.decision.stands
        return self.clocks.get(each.thread) if acts else None

    def considered(self) -> list[tuple[str, Option, tuple[Action, ...]]]:
        """Every option that the rules laid before them: its list, and the actions planned from it."""
        return [
            (name, option, tuple(action for action in self.actions if action.option == option.tool.id))
            for name in LISTS
            for option in getattr(self.offer, name)
        ]


def first_clocks(timed: Iterable[tuple[str, Iterable[Reading]]]) -> dict[str, Reading]:
    """The clock of the first action by thread."""
    return {thread: reading for thread, found in timed for reading in found if reading.clock == FIRST}
