"""A trigger's conditions in words that a lawyer reads. Pure."""

from upstander.lib.text import Sentence, mark
from upstander.records.triggers import (
    CalmBelow,
    ChanceFrom,
    Condition,
    DeathsFrom,
    JudgementWithin,
    ReportsFrom,
    RiseFrom,
    SurpriseFrom,
    Trigger,
)
from upstander.warn.triggers import asked, per_cent

ALL = mark("It rings when all of this holds:")
ANY = mark("It rings when one of these holds:")
ALONE = mark("It rings when this holds:")

CHANCE = mark(
    "The forecast gives a chance of %(limit)s %% or more that at least %(deaths)s civilians are killed on purpose"
    " within %(months)s months."
)
RISE = mark(
    "The chance that at least %(deaths)s civilians are killed on purpose within %(months)s months has risen by"
    " %(limit)s points or more since the month before."
)
SURPRISE = mark(
    "At least %(deaths)s civilians were killed on purpose in a month, and a month as bad comes once in %(once)s months"
    " there, or less often."
)
DEATHS = mark("At least %(deaths)s civilians were killed on purpose in a month.")
CALM = mark("None of the latest %(months)s months counted %(deaths)s civilians killed on purpose.")
REPORTS = mark("At least %(number)s reports came in within %(days)s days.")
JUDGEMENT = mark("A person put down a judgement within %(days)s days.")


def heading(trigger: Trigger) -> Sentence:
    """Whether all conditions must hold, or one of them."""
    if len(trigger.conditions) == 1:
        return Sentence(ALONE)
    return Sentence(ALL if trigger.every else ANY)


def condition(each: Condition) -> Sentence:
    """One condition in words."""
    match each:
        case ChanceFrom():
            return Sentence(CHANCE, {**asked(each.question), "limit": per_cent(each.share)})
        case RiseFrom():
            return Sentence(RISE, {**asked(each.question), "limit": per_cent(each.share)})
        case SurpriseFrom():
            return Sentence(SURPRISE, {"deaths": each.deaths, "once": each.once_in})
        case DeathsFrom():
            return Sentence(DEATHS, {"deaths": each.deaths})
        case CalmBelow():
            return Sentence(CALM, {"months": each.months, "deaths": each.deaths})
        case ReportsFrom():
            return Sentence(REPORTS, {"number": each.number, "days": each.days})
        case JudgementWithin():
            return Sentence(JUDGEMENT, {"days": each.days})


def conditions(trigger: Trigger) -> tuple[Sentence, ...]:
    """Everything it rings on, in words."""
    return tuple(condition(each) for each in trigger.conditions)
