"""What rings on open figures alone: focal points are told, and asked until one of them has said what they make of it.

Nothing of it tells whether somebody watches the State: whoever sees no situation there is asked all the same.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from upstander.jobs import aside, roster
from upstander.jobs.firings import WATCHED
from upstander.jobs.ladder import ladder
from upstander.jobs.notices import send
from upstander.lib.text import Sentence, mark
from upstander.records.channels import Notice
from upstander.records.desk import SERIOUS, Grade, Status
from upstander.records.ladder import StepId
from upstander.records.owed import Owed
from upstander.records.people import Role, Viewer
from upstander.records.triggers import Rung, Trigger
from upstander.respond.roster import on_duty
from upstander.store.desk import duty
from upstander.store.desk import roster as people
from upstander.store.desk import triggers as firings
from upstander.store.desk import unowned as desk
from upstander.store.desk.whole import whole

ASK = mark("It rang on open figures for a State: open a situation there, or say why not.")
PAGE = "/triggers/"
EVERY = timedelta(days=1)
"""How long until focal points are reminded again."""


def ring(id: str, trigger: Trigger, iso3: str, now: datetime) -> None:
    """Tell the focal points on duty, with one notice for all that rings in an hour, and ask until somebody answers;
    what is only watched waits for the summary and asks nothing.
    """
    watch, hour = trigger.grade is Grade.WATCH, f"{now:%Y%m%dT%H}"
    due = None if watch else now + ladder().rules[StepId.ACKNOWLEDGE].allowed[trigger.grade]
    what = Sentence(WATCHED, {"title": trigger.title}) if watch else Sentence(ASK)
    key = f"unowned:watch:{trigger.name}:{hour}" if watch else f"unowned:{hour}"
    hearing = set(on_call(now)) - desk.seers([iso3], now)[iso3]
    send(Notice(each, what, PAGE, "", key, Status.ACTUAL, now, due, watch) for each in sorted(hearing))
    if due:
        desk.ask(id, due)
    if due and hearing:
        firings.interrupted(id)


def on_call(now: datetime) -> Collection[int]:
    """The focal points on duty; every one of them where none is."""
    return on_duty(duty.able(None, now, roster.everybody(now, now)), Role.FOCAL_POINT, now) or everybody(now)


def everybody(now: datetime) -> list[int]:
    """Every focal point of this organisation."""
    return [person for person, _ in people.holders(Role.FOCAL_POINT, now)]


def remind(now: datetime) -> int:
    """Tell focal points, once a day, of what has waited too long; returns how many were told."""
    late = {"late": ""} if desk.overdue(now) else {}
    return aside.alone("unowned", late, lambda _: remind_all(now), now)


@whole
def remind_all(now: datetime) -> int:
    """Tell every focal point who sees no situation in one of the States, unless they heard within the day."""
    states = desk.overdue(now, held=True)
    seers, told = desk.seers(states, now), desk.reminded(now - EVERY)
    asked = [each for each in everybody(now) if each not in told and any(each not in seers[iso3] for iso3 in states)]
    key = f"{desk.LATE}{now:%Y%m%dT%H%M%S}"
    return send(Notice(each, Sentence(ASK), PAGE, "", key, Status.ACTUAL, now) for each in asked)


def waiting(viewer: Viewer) -> dict[str, list[Rung]]:
    """What asks this focal point, by State, the newest first."""
    found: dict[str, list[Rung]] = {}
    for each in desk.unanswered(viewer):
        found.setdefault(each.iso3, []).append(each)
    return found


def asks(viewer: Viewer, now: datetime) -> list[Owed]:
    """The same as lines of the inbox, one for each State."""
    return [line(iso3, rung, now) for iso3, rung in waiting(viewer).items()]


def line(iso3: str, rung: list[Rung], now: datetime) -> Owed:
    """One State, with its earliest deadline and its gravest grade."""
    gravest = max(rung, key=lambda each: SERIOUS[each.grade])
    due = min(each.answer_by for each in rung if each.answer_by)
    title = " · ".join((iso3, gravest.title))
    return Owed(Sentence(ASK), title, f"{PAGE}#{iso3}", "", Status.ACTUAL, due, due <= now, gravest.grade)
