"""Triggers, firings and back-runs as plain values for JSON, and firings back from them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from typing_extensions import TypedDict

from upstander.lib.dates import Month
from upstander.lib.text import Sentence
from upstander.records.desk import Grade
from upstander.records.triggers import Backrun, Firing, Judged, Onset, Rung, Trigger, Verdict

DATES = ("day", "known_at")
PLAIN = ("trigger", "iso3", "key", "evidence", "source", "vintage", "reconstructed", "provisional")


def trigger(one: Trigger) -> dict[str, Any]:
    """A trigger's terms; its conditions stand in its text."""
    return {
        "name": one.name,
        "title": one.title,
        "purpose": one.purpose,
        "cause": one.cause,
        "grade": one.grade.value,
        "onset_deaths_in_a_month": one.onset,
        "rings_again_after_days": one.again_after_days,
        "interruptions_a_week": one.budget,
        "recipients": [
            {
                "role": each.role.value,
                "asked": each.asked,
                "acknowledge_hours": each.acknowledge_hours,
                "decide_hours": each.decide_hours,
            }
            for each in one.asked
        ],
        "playbook": [
            {"owner": each.owner.value, "do": each.do, "within_hours": each.within_hours} for each in one.playbook
        ],
        "no_history": one.no_history,
        "sha256": one.digest,
    }


def judged(one: Judged) -> dict[str, Any]:
    """A firing with its reasons in English and what came of it."""
    firing = one.firing
    return {
        "iso3": firing.iso3,
        "fired_on": firing.day.isoformat(),
        "month": str(firing.month),
        "known_at": firing.known_at.isoformat(),
        "grade": firing.grade.value,
        "verdict": one.verdict.value,
        "reasons": [str(each) for each in firing.reasons],
        "why": [sentence(each) for each in firing.reasons],
        "source": firing.source,
        "vintage": firing.vintage,
        "reconstructed": firing.reconstructed,
        "provisional": firing.provisional,
    }


class RungObject(TypedDict):
    """A firing on this desk. `answer_by`: until when focal points open a situation there, or say why not."""

    id: str
    trigger: str
    title: str
    iso3: str
    situation: str
    thread: str
    alert: str
    silenced: bool
    grade: str
    at: str
    reasons: list[str]
    answer_by: str | None
    dismissed_at: str | None
    dismissed_by: str
    dismissed_reason: str


def rung(one: Rung) -> RungObject:
    """A firing on this desk, its reasons in English."""
    return {
        "id": one.id,
        "trigger": one.trigger,
        "title": one.title,
        "iso3": one.iso3,
        "situation": one.situation,
        "thread": one.thread,
        "alert": one.alert,
        "silenced": one.silenced,
        "grade": one.grade.value,
        "at": one.at.isoformat(),
        "reasons": [str(each) for each in one.reasons],
        "answer_by": one.answer_by.isoformat() if one.answer_by else None,
        "dismissed_at": one.dismissed_at.isoformat() if one.dismissed_at else None,
        "dismissed_by": one.dismissed_by,
        "dismissed_reason": one.dismissed_reason,
    }


def onset(one: Onset) -> dict[str, Any]:
    """An onset, and when the trigger first rang before it."""
    return {
        "iso3": one.iso3,
        "month": str(one.month),
        "deaths": one.deaths,
        "hit": one.fired_on is not None,
        "fired_on": one.fired_on.isoformat() if one.fired_on else None,
        "lead_days": one.lead_days,
    }


def backrun(one: Backrun) -> dict[str, Any]:
    """The counts and everything they were counted from, the median lead left to the caller."""
    return {
        "name": one.trigger,
        "sha256": one.digest,
        "basis": one.basis.value,
        "first": str(one.first),
        "last": str(one.last),
        "lake": one.lake,
        "played_on": one.played_on.isoformat() if one.played_on else "",
        "known_on": one.known_on.isoformat() if one.known_on else "",
        "source": "UCDP",
        "vintages": list(one.vintages),
        "method": one.method,
        "library": one.library,
        "hits": one.hits,
        "misses": one.misses,
        "false_alarms": one.false_alarms,
        "while_under_way": one.count(Verdict.UNDER_WAY),
        "not_yet_known": one.count(Verdict.OPEN),
        "rang_in": one.rang_in,
        "states": one.states,
        "reconstructed": one.reconstructed,
        "not_played": list(one.not_played),
        "onsets": [onset(each) for each in one.onsets],
        "firings": [judged(each) for each in one.firings],
        "firings_before": [judged(each) for each in one.warming],
    }


def sentence(one: Sentence) -> dict[str, Any]:
    """A sentence that can be said in any language later."""
    values = {name: {"month": str(value)} if isinstance(value, Month) else value for name, value in one.values.items()}
    return {"template": one.template, "values": values}


def sentence_of(kept: Mapping[str, Any]) -> Sentence:
    """The sentence again."""
    values = {
        name: Month.read(value["month"]) if isinstance(value, dict) else value for name, value in kept["values"].items()
    }
    return Sentence(kept["template"], values)


def firing(one: Firing) -> dict[str, Any]:
    """A firing, whole."""
    return (
        {name: getattr(one, name) for name in PLAIN}
        | {name: getattr(one, name).isoformat() for name in DATES}
        | {
            "month": str(one.month),
            "grade": one.grade.value,
            "reasons": [sentence(each) for each in one.reasons],
        }
    )


def firing_of(kept: Mapping[str, Any]) -> Firing:
    """The firing again."""
    return Firing(
        **{name: kept[name] for name in PLAIN},
        day=date.fromisoformat(kept["day"]),
        known_at=date.fromisoformat(kept["known_at"]),
        month=Month.read(kept["month"]),
        grade=Grade(kept["grade"]),
        reasons=tuple(sentence_of(each) for each in kept["reasons"]),
    )
