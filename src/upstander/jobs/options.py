"""The options for a situation: what can be chosen among them, what is chosen, and the order that the rules give."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial

from upstander.jobs.library import library
from upstander.jobs.offers import standing, toolbox
from upstander.learn import cases
from upstander.lib.text import mark
from upstander.records.desk import Alert
from upstander.records.errors import Unknown, Usage
from upstander.records.people import Viewer
from upstander.records.plans import Judgement
from upstander.records.tools import Choice, Input, Inputs, Judged, Offer, Tool
from upstander.respond import options, tools
from upstander.store.desk.alerts import alert as find_alert
from upstander.store.desk.drills import drill_in
from upstander.store.desk.situations import situation as find

DAY = 86_400.0
"""Seconds."""

NO_VALUE = mark("%(value)s is not among the choices of %(name)s: choose one of the list.")
LONGEST = 36_500


@dataclass(frozen=True, slots=True)
class Laid:
    """What is laid before a reader: the offer, the judgements it stands on, and the alert that narrows it."""

    offer: Offer
    judged: Mapping[Input, Judgement]
    choice: Choice
    alert: Alert | None = None


@lru_cache(1)
def tools_by_id() -> Mapping[str, Tool]:
    """Every tool of the file."""
    return tools.read(toolbox())


def tools_in(viewer: Viewer, situation: str) -> Mapping[str, Tool]:
    """The same without what they tell of a case that is being played there."""
    drill = drill_in(viewer, situation)
    if drill is None or drill.ended_at is not None:
        return tools_by_id()
    return hushed(drill.case)


@lru_cache(4)
def hushed(case: str) -> Mapping[str, Tool]:
    """Every tool without what it tells of a case."""
    hush = partial(cases.hushed, cases.read(library(), case))
    return {
        id: replace(
            tool,
            lead_time=hush(tool.lead_time),
            note=hush(tool.note),
        )
        for id, tool in tools_by_id().items()
    }


@lru_cache(1)
def choices() -> Mapping[str, tuple[str, ...]]:
    """What each filter can be set to: the words that tools of the listed categories carry."""
    fields: Mapping[str, str] = toolbox()["ordering"]["user_filters"]["fields"]
    never = set(toolbox()["not_offered"])
    kept = [tool for id, tool in tools_by_id().items() if id not in never]
    return {name: in_order({tag for tool in kept for tag in tool.tags[tag_name]}) for name, tag_name in fields.items()}


def in_order(words: Iterable[str]) -> tuple[str, ...]:
    """Words as a person looks for them: numbers inside them count as numbers; a dash for nothing is none."""
    named = [word for word in words if word != "-"]
    return tuple(sorted(named, key=lambda word: (len(word) if word.startswith("RF") else 0, word.casefold())))


def chosen(asked: Mapping[str, Iterable[str]], days: float | None = None) -> Choice:
    """What a reader filters by; Usage for what no tool carries."""
    known = choices()
    fields = {name: frozenset(value for value in values if value) for name, values in asked.items()}
    for name, values in fields.items():
        if name not in known:
            raise Usage(NO_VALUE, name, value=name, name="filters")
        for value in values - set(known[name]):
            raise Usage(NO_VALUE, name, value=value[:40], name=name)
    if days is not None and not 0 < days <= LONGEST:
        raise Usage("Give a number of days above 0.", "days")
    return Choice({name: values for name, values in fields.items() if values}, days)


def laid(viewer: Viewer, situation: str, choice: Choice, now: datetime, alert: str = "") -> Laid:
    """The options for a situation the viewer may see. An alert of it narrows them to its risk factors, unless the
    reader chose some, and its deadline says what comes in time."""
    found = find(viewer, situation)
    judged = standing(viewer, situation)
    about = of_alert(viewer, alert, situation) if alert else None
    if about is not None:
        choice = with_factors(choice, about)
    values = {each.value: judged[each].value if each in judged else Judged.UNKNOWN for each in Input}
    inputs = Inputs(found.phase, **values)
    window = days_left(about, now) if about is not None else None
    made = options.offer(toolbox()["ordering"], tools_in(viewer, situation), inputs, choice, window=window)
    return Laid(made, judged, choice, about)


def of_alert(viewer: Viewer, id: str, situation: str) -> Alert:
    """The alert; Unknown if it is not one of this situation."""
    found = find_alert(viewer, id)
    if found.situation != situation:
        raise Unknown("There is no such alert, or it is not open to you.")
    return found


def with_factors(choice: Choice, alert: Alert) -> Choice:
    """The choice with the alert's factors where the reader chose none and a tool answers them."""
    named = frozenset(alert.factors) & frozenset(choices()["factor"])
    if not named or choice.fields.get("factor"):
        return choice
    return Choice({**choice.fields, "factor": named}, choice.days)


def days_left(alert: Alert, now: datetime) -> float | None:
    """Days until the last deadline that the alert names for a decision; None where that has passed or none is named."""
    last = max((each.decide_by for each in alert.recipients), default=now)
    return (last - now).total_seconds() / DAY if last > now else None


def success_factors() -> tuple[tuple[str, int], ...]:
    """What helped most tools succeed, with the number of tools: to go through before acting."""
    found = toolbox()["_meta"]["cross_tool_success_factors"]
    return tuple((each["factor"], each["tools_with_moderate_or_stronger_evidence"]) for each in found)
