"""The rules about answers that this desk runs by, and who may read words of a class."""

from dataclasses import replace
from functools import lru_cache
from importlib.resources import files

from upstander.records.answer_rules import parsed
from upstander.records.answers import AnswerRules, Disclosure, RecordClass
from upstander.records.desk import Decision
from upstander.records.people import Role, Viewer
from upstander.store.desk import rulebook, sight

KIND = "answers"
ON_REQUEST = frozenset({Role.DECISION_MAKER, Role.FOCAL_POINT})


@lru_cache(1)
def bundled() -> str:
    """The rules that come with the product."""
    return files("upstander.data").joinpath("answers.json").read_text("utf-8")


def running() -> str:
    """The desk's own newest file, else the product's."""
    return rulebook.latest(KIND) or bundled()


def rules() -> AnswerRules:
    """What that file says."""
    return parsed(running())


def reads(viewer: Viewer, words: str, situation: str, *people: int, kept: AnswerRules | None = None) -> bool:
    """Whether a viewer who sees the alert reads words of this class; `people` are those they come from or go to.

    For a list, `kept` are the rules, looked up once.
    """
    disclosure = (kept or rules()).classes[RecordClass(words)].disclosure
    if viewer.person in people or disclosure is Disclosure.PARTICIPANTS:
        return True
    inside = situation in sight.granted(viewer)
    return inside and (disclosure is Disclosure.SITUATION or bool(viewer.roles & ON_REQUEST))


def opened(made: Decision, viewer: Viewer, situation: str, kept: AnswerRules) -> Decision:
    """A decision as this viewer may have it: always who answered what and when, the words as their class allows."""
    people = (made.person, made.recorded_by_id)
    if not reads(viewer, made.record_class, situation, *people, kept=kept):
        return replace(made, reason="", dissent="", present="", superseded_reason="", withheld=True)
    if made.after_class and not reads(viewer, made.after_class, situation, *people, kept=kept):
        return replace(made, superseded_reason="")
    return made
