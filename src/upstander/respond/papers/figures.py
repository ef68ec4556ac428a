"""Recorded violence and the forecast as a paper shows them: each figure with its range, source, day and reason."""

from dataclasses import dataclass

from upstander.lib.text import Sentence, mark
from upstander.records.figures import Figure, YearFigure
from upstander.records.forecasts import Forecast
from upstander.records.papers import Block, Box, Grid, Line, Own, Said, Text
from upstander.respond.papers.dossier import Dossier, sentence

MONTHS = 12
"""Months of figures that a paper looks back on."""

YEARS = 3
"""Whole years that a pack shows beside its months."""


def figure(told: Figure | YearFigure) -> Sentence:
    """A count with its range, or that it is unknown: never a bare number."""
    if told.best is None:
        return sentence(mark("unknown"))
    if told.low is None or told.high is None:
        return sentence(mark("%(n)s (range unknown)"), n=told.best)
    return sentence(mark("%(n)s (low %(low)s, high %(high)s)"), n=told.best, low=told.low, high=told.high)


def whence(told: Figure | YearFigure) -> Sentence:
    """The source and vintage of a count."""
    return sentence(mark("UCDP %(vintage)s"), vintage=told.vintage)


HEAD = (
    sentence(mark("Figure")),
    sentence(mark("Best estimate and range")),
    sentence(mark("Source")),
    sentence(mark("Known on")),
    sentence(mark("Why it is what it is")),
)
"""What every figure of a paper carries."""

USUAL = sentence(mark("As this vintage counts it; later ones may revise it."))
"""What holds for every figure that gives no other reason: said once, under the table."""


def row(told: Figure) -> tuple[Text, ...]:
    """One month's count."""
    label = sentence(mark("Civilians killed on purpose, %(month)s"), month=told.month)
    return label, figure(told), whence(told), Said(told.known_at), why(told) or Own("")


def whole_year(told: YearFigure) -> tuple[Text, ...]:
    """One year's count, with the range that its publisher gives."""
    label = sentence(mark("Civilians killed on purpose, %(month)s"), month=str(told.year))
    reason = sentence(mark("The publisher's own total of the year, with its range."))
    return label, figure(told), whence(told), Said(told.known_at), reason


def why(told: Figure) -> Sentence | None:
    """Why a count is what it is, where that is not what holds for all."""
    if told.best is None:
        return sentence(mark("No vintage held covers this month."))
    if told.reconstructed:
        return sentence(mark("No vintage of that day is held: the oldest one held stands in."))
    return None


def chance(told: Forecast) -> tuple[Text, ...]:
    """The forecast as a row of figures."""
    label = sentence(
        mark("Chance that one-sided violence kills %(deaths)s or more within %(months)s months"),
        deaths=told.question.at_least,
        months=told.question.within,
    )
    value = sentence(
        mark("%(chance)s (9-in-10 range %(low)s to %(high)s)"),
        chance=Percent(told.probability),
        low=Percent(told.low),
        high=Percent(told.high),
    )
    origin = sentence(mark("Model %(model)s, figures up to %(month)s"), model=told.model, month=told.origin)
    reason = next(iter(told.drivers), None)
    known = Said(told.known_at)
    return label, value, origin, known, reason.sentence if reason else sentence(mark("unknown"))


@dataclass(frozen=True, slots=True)
class Percent:
    """A share that is said in per cent."""

    share: float


def figures(told: Dossier, months: int) -> tuple[Block, ...]:
    """The forecast and the newest months, each figure with its source, its day and its reason, in its own voice."""
    blocks: list[Block] = []
    if told.forecast is not None:
        note = sentence(mark("not signed by anyone"))
        blocks.append(Box("computed", (Grid(HEAD, (chance(told.forecast),)),), sentence(mark("Forecast")), note))
    newest, years = told.figures[-months:], told.years[-1 if months < MONTHS else -YEARS :]
    if newest or years:
        rows = (*(row(each) for each in reversed(newest)), *(whole_year(each) for each in reversed(years)))
        under = (Line(USUAL),) if any(why(each) is None for each in newest) else ()
        blocks.append(Box("recorded", (Grid(HEAD, rows), *under), sentence(mark("Recorded violence"))))
    return tuple(blocks)
