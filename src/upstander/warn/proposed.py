"""What a firing puts before people: a signal with its reasons, and a draft that nobody has signed. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from upstander.lib.text import Sentence, mark
from upstander.records.alert_life import AlertKind, Wording
from upstander.records.desk import SERIOUS, Address, Confidence, Draft, Grade, Signal, SignalKind, Status, Tlp
from upstander.records.ladder import Shift
from upstander.records.triggers import Asked, Firing, FirstStep, Trigger

RANG = mark("The trigger %(name)s rang: %(title)s.")
STEP = mark("%(owner)s, within %(hours)s hours: %(do)s")
ASK = mark("%(role)s: %(asked)s Acknowledge within %(acknowledge)s hours, decide within %(decide)s.")
UNREAD = mark(
    "No person has judged this yet: a trigger drafted it. Before you issue it, say what would change our mind."
)
UNHEARD = mark("Somebody on duty is not asked: they work in a body that is suspected here.")


def midnight(day: date) -> datetime:
    """The first moment of a day."""
    return datetime.combine(day, time.min, tzinfo=UTC)


def said(trigger: Trigger, firing: Firing) -> tuple[Sentence, ...]:
    """That it rang, and why."""
    return Sentence(RANG, {"name": trigger.name, "title": trigger.title}), *firing.reasons


def signal(trigger: Trigger, firing: Firing, situation: str, status: Status, now: datetime) -> Signal:
    """The firing as evidence: a signal of the machine with its reasons."""
    told = said(trigger, firing)
    return Signal(
        id="",
        situation=situation,
        kind=SignalKind.FORECAST if trigger.questions else SignalKind.CHANGE,
        title=str(told[0])[:200],
        text="\n".join(str(each) for each in told[1:]),
        source=firing.source,
        source_url="",
        vintage=firing.vintage,
        occurred_at=min(now, midnight(firing.month.last_day)),
        known_at=min(now, midnight(firing.known_at)),
        logged_at=now,
        by="",
        by_id=0,
        closed_at=None,
        closed_reason="",
        closed_by="",
        status=status,
        sentences=told,
    )


def spoken(role: str) -> str:
    """A role in words."""
    return role.replace("_", " ")


def step_line(step: FirstStep) -> str:
    """One first step in words."""
    return str(Sentence(STEP, {"owner": spoken(step.owner), "hours": f"{step.within_hours:g}", "do": step.do}))


def ask_line(asked: Asked) -> str:
    """What one role is asked, in words."""
    hours = {"acknowledge": f"{asked.acknowledge_hours:g}", "decide": f"{asked.decide_hours:g}"}
    return str(Sentence(ASK, {"role": spoken(asked.role), "asked": asked.asked, **hours}))


def draft(
    trigger: Trigger, firing: Firing, status: Status, signals: Iterable[str], wording: Wording = Wording.R2P
) -> Draft:
    """The alert that a person may change, issue or leave: its reasons, the first steps, who is asked what."""
    reasons = [str(each) for each in said(trigger, firing)]
    return Draft(
        title=trigger.title,
        text="\n".join([trigger.purpose, "", *reasons, "", *(step_line(each) for each in trigger.playbook)]),
        ask="\n".join(ask_line(each) for each in trigger.asked),
        grade=trigger.grade,
        confidence=Confidence.LOW,
        change_our_mind=UNREAD,
        status=status,
        signals=tuple(signals),
        wording=wording,
    )


def following(text: Draft, standing: tuple[str, Grade, Tlp] | None, reasons: Iterable[Sentence]) -> Draft:
    """The same as an update, where an issued alert stands: never at a lower grade, nor freer to pass on."""
    if standing is None:
        return text
    id, grade, tlp = standing
    graver = max(text.grade, grade, key=SERIOUS.__getitem__)
    reason = "\n".join(str(each) for each in reasons)
    return replace(text, kind=AlertKind.UPDATE, updates=id, grade=graver, tlp=tlp, reason=reason)


def unheard(text: Draft, people: Collection[int]) -> Draft:
    """The draft, which says that somebody on duty is not asked: not who, since everybody it asks reads it."""
    return replace(text, ask=f"{text.ask}\n{UNHEARD}") if people else text


def addresses(trigger: Trigger, shifts: Sequence[Shift], now: datetime) -> tuple[Address, ...]:
    """The people on duty for the roles that are asked, each named once; a role that nobody holds stays in the text."""
    found: dict[int, Address] = {}
    for asked in trigger.asked:
        for shift in shifts:
            on_call = shift.begins <= now < shift.ends and not (shift.reserve or shift.outside)
            if shift.role is asked.role and on_call:
                acknowledge = now + timedelta(hours=asked.acknowledge_hours)
                decide = now + timedelta(hours=asked.decide_hours)
                found.setdefault(shift.person, Address(shift.person, asked.asked, acknowledge, decide))
    return tuple(found.values())


def more_serious(grade: Grade, drafted: Iterable[Grade]) -> bool:
    """Whether a thread that has these alerts needs another one of this grade: one cause, one draft, unless it rises."""
    return all(SERIOUS[grade] > SERIOUS[each] for each in drafted)
