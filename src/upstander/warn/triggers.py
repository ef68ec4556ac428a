"""Triggers agreed beforehand: read from a text that a lawyer can read, and asked whether they ring. Pure."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from upstander.lib.text import Sentence, mark
from upstander.records.forecasts import Question
from upstander.records.triggers import (
    CalmBelow,
    ChanceFrom,
    Condition,
    DeathsFrom,
    Firing,
    JudgementWithin,
    ReportsFrom,
    RiseFrom,
    Row,
    SurpriseFrom,
    Trigger,
)
from upstander.warn.trigger_text import read

__all__ = ["cause_key", "fires", "holds", "read", "ringing", "rings_again"]

CHANCE = mark(
    "The chance that at least %(deaths)s civilians are killed on purpose within %(months)s months is %(chance)s %%;"
    " the trigger rings from %(limit)s %%."
)
RISE = mark(
    "The chance that at least %(deaths)s civilians are killed on purpose within %(months)s months rose from"
    " %(before)s %% to %(chance)s %% in one month; the trigger rings from a rise of %(limit)s points."
)
SURPRISE = mark(
    "%(count)s civilians were killed on purpose in %(month)s, where %(usual)s are usual at that time of year: a month"
    " as bad comes once in %(once)s months there; the trigger rings from once in %(limit)s, and from %(least)s deaths."
)
DEATHS = mark("%(count)s civilians were killed on purpose in %(month)s; the trigger rings from %(limit)s.")
CALM = mark(
    "No month of the latest %(months)s counted %(limit)s civilians killed on purpose: it has not broken out yet."
)
REPORTS = mark("%(count)s reports came in within %(days)s days; the trigger rings from %(limit)s.")
JUDGEMENT = mark("A person put down a judgement within the last %(days)s days.")
SOURCE = mark("Source: %(source)s %(vintage)s, known since %(day)s; the best estimate, no range is published by month.")
PROVISIONAL = mark("These figures are provisional: they may be revised.")
RECONSTRUCTED = mark("No figures of that day are held: the oldest ones held stand in.")

LEAST = 1e-6


def per_cent(share: float) -> float:
    """A share in per cent, one decimal."""
    return round(100 * share, 1)


def asked(question: Question) -> dict[str, object]:
    """What a forecast asks, as values of a sentence."""
    return {"deaths": question.at_least, "months": question.within}


def of_chance(each: ChanceFrom, row: Row) -> Sentence | None:
    """Why the height of the chance rings."""
    chance = row.chance.get(each.question)
    if chance is None or chance < each.share:
        return None
    return Sentence(CHANCE, {**asked(each.question), "chance": per_cent(chance), "limit": per_cent(each.share)})


def of_rise(each: RiseFrom, row: Row) -> Sentence | None:
    """Why the rise of the chance rings."""
    chance, before = row.chance.get(each.question), row.before.get(each.question)
    if chance is None or before is None or chance - before < each.share:
        return None
    told = {"chance": per_cent(chance), "before": per_cent(before), "limit": per_cent(each.share)}
    return Sentence(RISE, {**asked(each.question), **told})


def of_surprise(each: SurpriseFrom, row: Row) -> Sentence | None:
    """Why the month is surprising."""
    if row.surprise is None or row.deaths is None or row.deaths < each.deaths:
        return None
    if row.surprise.chance > 1 / each.once_in:
        return None
    once = round(1 / max(row.surprise.chance, LEAST))
    told = {"count": row.deaths, "month": row.month, "usual": row.surprise.usual, "once": once}
    return Sentence(SURPRISE, {**told, "limit": each.once_in, "least": each.deaths})


def of_deaths(each: DeathsFrom, row: Row) -> Sentence | None:
    """Why the number of deaths rings."""
    if row.deaths is None or row.deaths < each.deaths:
        return None
    return Sentence(DEATHS, {"count": row.deaths, "month": row.month, "limit": each.deaths})


def of_calm(each: CalmBelow, row: Row) -> Sentence | None:
    """That it has not broken out; months of which nothing is known say nothing against it."""
    if any(killed is not None and killed >= each.deaths for killed in row.past[-each.months :]):
        return None
    return Sentence(CALM, {"months": each.months, "limit": each.deaths})


def within(moments: Iterable[datetime], days: int, day: date) -> int:
    """How many of these moments lie in the days up to the end of `day`."""
    end = datetime.combine(day, time.max, tzinfo=UTC)
    return sum(end - timedelta(days=days) < moment <= end for moment in moments)


def of_reports(each: ReportsFrom, row: Row) -> Sentence | None:
    """Why the number of reports rings."""
    count = within(row.reports, each.days, row.day)
    if count < each.number:
        return None
    return Sentence(REPORTS, {"count": count, "days": each.days, "limit": each.number})


def of_judgement(each: JudgementWithin, row: Row) -> Sentence | None:
    """That a person judged it so."""
    return Sentence(JUDGEMENT, {"days": each.days}) if within(row.judgements, each.days, row.day) else None


def holds(condition: Condition, row: Row) -> Sentence | None:
    """Why a condition holds, in one sentence; None where it does not, or where its figure is unknown."""
    match condition:
        case ChanceFrom():
            return of_chance(condition, row)
        case RiseFrom():
            return of_rise(condition, row)
        case SurpriseFrom():
            return of_surprise(condition, row)
        case DeathsFrom():
            return of_deaths(condition, row)
        case CalmBelow():
            return of_calm(condition, row)
        case ReportsFrom():
            return of_reports(condition, row)
        case JudgementWithin():
            return of_judgement(condition, row)


def cause_key(trigger: Trigger, iso3: str) -> str:
    """What groups firings of one cause: every trigger of that cause, in that State."""
    return f"{trigger.cause} {iso3}"


def fires(trigger: Trigger, row: Row) -> Firing | None:
    """The firing with its reasons, if the trigger rings on this row; `ValueError` for a row that knows the future."""
    if row.known_at > row.day:
        raise ValueError(f"{row.iso3} {row.month}: known on {row.known_at}, asked on {row.day}")
    said = [(each, holds(each, row)) for each in trigger.conditions]
    found = [(each, sentence) for each, sentence in said if sentence is not None]
    telling = [each for each, _ in found if not isinstance(each, CalmBelow)]
    if not telling or (trigger.every and len(found) < len(said)):
        return None
    heard = all(isinstance(each, ReportsFrom | JudgementWithin) for each in telling)
    return Firing(
        trigger=trigger.name,
        iso3=row.iso3,
        day=row.day,
        month=row.month,
        known_at=row.known_at,
        grade=trigger.grade,
        key=cause_key(trigger, row.iso3),
        evidence=of_people(row) if heard else f"{row.month} {row.known_at}",
        reasons=(*(sentence for _, sentence in found), *(() if heard else source(row))),
        source=row.source,
        vintage=row.vintage,
        reconstructed=row.reconstructed,
        provisional=row.provisional,
    )


def of_people(row: Row) -> str:
    """What tells one ground made of reports from the next: the newest of them."""
    return f"heard {max((*row.reports, *row.judgements)).isoformat()}"


def source(row: Row) -> tuple[Sentence, ...]:
    """Where the figures come from, and what a reader must know of them."""
    said = [Sentence(SOURCE, {"source": row.source, "vintage": row.vintage, "day": row.known_at.isoformat()})]
    said += [Sentence(PROVISIONAL)] if row.provisional else []
    said += [Sentence(RECONSTRUCTED)] if row.reconstructed else []
    return tuple(said)


def rings_again(trigger: Trigger, last: date | None, day: date) -> bool:
    """Whether a trigger may ring on `day` where it rang last on another day: one cause rings once in so many days."""
    return last is None or (day - last).days >= trigger.again_after_days


def ringing(trigger: Trigger, rows: Sequence[Row]) -> list[Firing]:
    """Every firing over these rows, oldest first. Of what was known on one day, the newest month speaks first."""
    last: dict[str, date] = {}
    found = []
    for row in sorted(rows, key=lambda each: (each.day, -each.month.ordinal, each.iso3)):
        if not rings_again(trigger, last.get(row.iso3), row.day):
            continue
        if (firing := fires(trigger, row)) is not None:
            found.append(firing)
            last[row.iso3] = row.day
    return found
