"""How a trigger would have done in the past: what it would have rung about, when, and what came after. Pure.

Whether violence began is always judged on the figures of `truth`, the newest held. On which figures the trigger rang is
the caller's basis, the same for every row.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from upstander.lib.dates import Month, months
from upstander.records import wire_triggers as wire
from upstander.records.counts import Counts
from upstander.records.errors import Refused
from upstander.records.figures import Kind
from upstander.records.triggers import (
    Backrun,
    Basis,
    Condition,
    Firing,
    Judged,
    JudgementWithin,
    Onset,
    ReportsFrom,
    Trigger,
    Verdict,
)

AHEAD = timedelta(days=365)
"""How long before an onset a firing must lie to have warned of it."""

BELOW = 12
"""Months below the threshold that must lie before an onset."""

EVERYWHERE = 0.5
"""The share of all States from which on ringing tells nothing apart."""

WARMING = 12
"""Months played before the first: an onset in the first month must have its year before it."""


def onsets(truth: Counts, threshold: int, first: Month, last: Month) -> list[tuple[str, Month, int]]:
    """Where and when it began, with the deaths of that month, oldest first.

    An onset is a month that reaches the threshold in a State of that month after 12 known months below it.
    """
    killed = truth.deaths[Kind.ONE_SIDED]
    found = []
    for month in months(max(first, truth.first + BELOW), min(last, truth.last)):
        column = truth.column(month)
        below = (killed[:, column - BELOW : column] < threshold).all(axis=1)
        began = below & (killed[:, column] >= threshold) & truth.member[:, column]
        found += [(truth.iso3s[place], month, int(killed[place, column])) for place in began.nonzero()[0]]
    return found


def under_way(truth: Counts, firing: Firing, threshold: int) -> bool:
    """Whether the threshold had been reached in the 12 months up to and including the month of the firing."""
    place, end = truth.iso3s.index(firing.iso3), Month.of(firing.day).ordinal - truth.first.ordinal + 1
    span = truth.deaths[Kind.ONE_SIDED][place, max(0, end - BELOW) : max(0, end)]
    return bool((span >= threshold).any())


def days_between(firing: Firing, month: Month) -> int:
    """Days from a firing to the first day of a month; negative if it came after."""
    return (month.first_day - firing.day).days


def early(firing: Firing, month: Month) -> bool:
    """Whether the firing lies in the 365 days before the first day of the month, that day itself left out."""
    return 0 < days_between(firing, month) <= AHEAD.days


def verdict(firing: Firing, begins: Sequence[tuple[str, Month, int]], truth: Counts, threshold: int) -> Verdict:
    """What came of a firing.

    `early`: an onset in that State follows within 365 days. Where none does: `open` while 365 days have not passed
    in the figures; `under_way` if the threshold had been reached in the 12 months before; else `false_alarm`.
    """
    if any(iso3 == firing.iso3 and early(firing, month) for iso3, month, _ in begins):
        return Verdict.EARLY
    if under_way(truth, firing, threshold):
        return Verdict.UNDER_WAY
    return Verdict.FALSE_ALARM if firing.day + AHEAD <= truth.last.last_day else Verdict.OPEN


def answered(begun: tuple[str, Month, int], firings: Sequence[Firing]) -> Onset:
    """An onset with the first firing of the 365 days before it."""
    iso3, month, deaths = begun
    before = [firing for firing in firings if firing.iso3 == iso3 and early(firing, month)]
    if not before:
        return Onset(iso3, month, deaths, None, None)
    heard = min(before, key=lambda firing: firing.day)
    return Onset(iso3, month, deaths, heard.day, days_between(heard, month))


def backrun(
    trigger: Trigger, firings: Sequence[Firing], truth: Counts, basis: Basis, first: Month, last: Month
) -> Backrun:
    """Count what a trigger's firings on one basis were worth.

    Every onset from `first` to `last` is a hit (a firing in the 365 days before its first day) or a miss. Firings
    count from the first day of `first` to the last day of `last`; `false_alarms` are those after which no onset
    follows within 365 days, with those that rang while it was under way already told apart; those whose 365 days are
    not over count nowhere. A State rings once in the trigger's `rings_again_after_days`.
    """
    firings = [firing for firing in firings if firing.day <= last.last_day]
    begins = onsets(truth, trigger.onset, first, last + BELOW + 1)
    judged = [Judged(firing, verdict(firing, begins, truth, trigger.onset)) for firing in firings]
    counted = tuple(each for each in judged if each.firing.day >= first.first_day)
    return Backrun(
        trigger=trigger.name,
        digest=trigger.digest,
        basis=basis,
        first=first,
        last=last,
        onsets=tuple(answered(each, firings) for each in begins if each[1] <= last),
        firings=counted,
        warming=tuple(each for each in judged if each.firing.day < first.first_day),
        states=int(truth.member[:, -1].sum()),
        not_played=tuple(unplayed(each) for each in trigger.conditions if unplayed(each)),
        reconstructed=sum(each.firing.reconstructed for each in counted),
    )


def unplayed(condition: Condition) -> str:
    """The word of a condition of which no history is held; empty for the others."""
    match condition:
        case ReportsFrom():
            return "reports"
        case JudgementWithin():
            return "judgement"
    return ""


def median_lead(played: Backrun) -> float | None:
    """The median of days between the first firing and the onset, over hits; None without any."""
    leads = sorted(onset.lead_days for onset in played.onsets if onset.lead_days is not None)
    if not leads:
        return None
    middle = len(leads) // 2
    return float(leads[middle]) if len(leads) % 2 else (leads[middle - 1] + leads[middle]) / 2


def told(played: Backrun) -> dict[str, Any]:
    """A back-run in plain values, its median lead among them."""
    return wire.backrun(played) | {"median_lead_days": median_lead(played)}


def may_be_on(name: str, rang_in: int, states: int) -> None:
    """Refused for a trigger that rang in so many States of its back-run that it tells none of them apart."""
    if states and rang_in >= EVERYWHERE * states:
        raise Refused(
            "Raise the conditions of %(name)s: in its back-run it rang in %(rang)s of %(states)s States.",
            "condition",
            name=name,
            rang=rang_in,
            states=states,
        )


def asked_on(known: Sequence[date], first: Month, last: Month) -> list[date]:
    """The days from a year before `first` to the end of `last` on which something new was known, oldest first."""
    begin = (first - WARMING).first_day
    return sorted({day for day in known if begin <= day <= last.last_day})
