"""Clearing a text by silence: who may ask whom, and what it can never be used for."""

from collections.abc import Sequence
from datetime import datetime

from upstander.records.answers import Clearance, ClearanceState
from upstander.records.checks import deadline
from upstander.records.desk import Alert, Grade
from upstander.records.errors import Refused, Usage
from upstander.records.people import APART, Viewer
from upstander.warn.alerts import CO_SIGNS, names_the_crime, still_draft
from upstander.warn.crime_words import names_a_crime

MOST = 20
"""People asked about one text, and texts asked about for one alert."""


def may_ask(
    alert: Alert,
    what: str,
    who: Viewer,
    people: Sequence[Viewer],
    until: datetime,
    asked: Sequence[Clearance],
    now: datetime,
) -> None:
    """Refused or Usage unless `who` may ask these people this of this draft, to be cleared by that hour."""
    still_draft(alert)
    if alert.situation not in who.grants or not who.may(CO_SIGNS):
        raise Refused("Ask an analyst or a focal point of this situation: they ask for clearance.")
    if names_the_crime(alert) or names_a_crime([what]):
        raise Refused("Ask for signatures: a text that names this crime is never cleared by silence.")
    deadline(until, now, "until")
    if not 1 <= len(people) <= MOST or len(asked) >= MOST:
        raise Usage("Ask between one and %(most)s people.", "people", most=MOST)
    for person in people:
        if person.person == who.person or alert.situation not in person.grants or person.roles & APART:
            raise Usage("Ask people who see this situation, and not yourself.", "people")


def may_object(clearance: Clearance, who: Viewer, now: datetime) -> None:
    """Refused for anybody not asked; Usage once the hour has passed, the text has changed, or one has objected."""
    mine = next((voice for voice in clearance.voices if voice.person == who.person), None)
    if mine is None or who.reads_only:
        raise Refused("Leave this to the people who were asked.")
    if clearance.state(now) is ClearanceState.VOID:
        raise Usage("The text has changed since: this clearance is not asked any more.")
    if mine.objected_at is not None:
        raise Usage("You have objected already.")
    if clearance.until <= now:
        raise Usage("The hour has passed: say it as dissent beside the alert.")


def unsettled(found: Sequence[Clearance], now: datetime) -> list[Clearance]:
    """Clearances that are still open, or against which somebody objected."""
    return [each for each in found if each.state(now) in {ClearanceState.OPEN, ClearanceState.OBJECTED}]


def weigh(alert: Alert, found: Sequence[Clearance], despite: str, now: datetime) -> list[Clearance]:
    """What the alert is issued in spite of; Usage without a reason. Nothing imminent waits for it."""
    open_ = unsettled(found, now)
    if open_ and not despite.strip() and alert.grade is not Grade.IMMINENT:
        raise Usage("Give your reason for issuing it now: a clearance is still open, or somebody objected.", "despite")
    return open_
