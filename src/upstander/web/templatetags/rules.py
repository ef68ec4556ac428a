"""What pages of agreed rules can say: triggers, the ladder's rules, mechanisms."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import template
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext

from upstander.lib.dates import Month
from upstander.lib.text import mark
from upstander.records.doors import Mark
from upstander.records.people import Role
from upstander.records.triggers import Basis, Verdict
from upstander.records.wire_triggers import sentence_of
from upstander.respond.rewrite import Difference
from upstander.web import words as speech
from upstander.web.marks.firings import firings_chart
from upstander.web.marks.markup import Markup

register = template.Library()

CAME: Mapping[str, str] = {
    Verdict.EARLY: mark("it began within a year"),
    Verdict.FALSE_ALARM: mark("false alarm"),
    Verdict.UNDER_WAY: mark("false alarm: it was under way"),
    Verdict.OPEN: mark("not yet known"),
}
CHANGED: Mapping[str, str] = {
    "duty": mark("on duty"),
    "deputies": mark("deputies, in turn"),
    "hours": mark("time allowed"),
    "owner": mark("owner of the ladder"),
    "contact": mark("time to take the step when called"),
    "lapse": mark("time without an entry"),
    "warned": mark("time between warning and going outside"),
}
KNOWN: Mapping[Mark, str] = {
    Mark.READ: mark("read in a source"),
    Mark.OWN: mark("from own knowledge"),
    Mark.NOT_FOUND: mark("looked for and not found"),
    Mark.NONE: mark("not marked"),
}
BASES: Mapping[str, str] = {
    Basis.AS_KNOWN: mark("as known on each day"),
    Basis.HINDSIGHT: mark("in hindsight, on final figures"),
}


@register.filter
def came(verdict: str) -> str:
    """What came of a firing."""
    return gettext(CAME[verdict])


@register.filter
def early(told: Mapping[str, Any]) -> int:
    """How many firings came within a year before something began: several can come before the same beginning."""
    return sum(each["verdict"] == Verdict.EARLY for each in told.get("firings", ()))


@register.filter
def basis(word: str) -> str:
    """On which figures a back-run stands."""
    return gettext(BASES[word])


@register.filter
def month_of(text: str) -> str:
    """A month that was written as YYYY-MM."""
    return speech.words().month(Month.read(text))


@register.filter
def day_of(text: str) -> str:
    """A day that was written as YYYY-MM-DD."""
    return speech.words().day(date.fromisoformat(text))


@register.filter
def why(firing: Mapping[str, Any]) -> list[str]:
    """Why a firing of a kept back-run rang, in the reader's language where it was kept so."""
    kept = firing.get("why")
    return [speech.say(sentence_of(each)) for each in kept] if kept else list(firing["reasons"])


@register.simple_tag
def history(told: Mapping[str, Any]) -> Markup:
    """A back-run as a chart."""
    return firings_chart(told, speech.words())


@register.filter
def hours(count: float) -> str:
    """A number of hours as the language writes it."""
    return speech.words().decimal(count)


@register.filter
def changed_part(one: Difference) -> str:
    """Which part of the rules is different."""
    return gettext(CHANGED[one.part])


@register.filter
def shown(value: tuple[Role, ...] | timedelta) -> str:
    """Roles in turn, or a span; a dash for nobody."""
    if isinstance(value, timedelta):
        return speech.words().duration(value)
    return ", ".join(speech.label(role) for role in value) or "–"


@register.filter
def known(how: Mark) -> str:
    """How we know something of a mechanism."""
    return gettext(KNOWN[how])


@register.filter
def weekdays(days: frozenset[int]) -> str:
    """Days of the week, Monday first."""
    return ", ".join(str(WEEKDAYS_ABBR[day]) for day in sorted(days))
