"""What pages of drills can say: parts, days of a case, how sure an item is, figures with their range."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import template
from django.utils.translation import gettext

from upstander.learn.rooms import title, when
from upstander.lib.dates import Month
from upstander.lib.text import Sentence, mark
from upstander.records.cases import Inject
from upstander.records.drills import Part
from upstander.web import words as speech
from upstander.web.part_words import LABELS, MARKS, PARTS, TASKS, WINDOWS

register = template.Library()

ANSWERS = {
    "act": mark("Act"),
    "keep_watching": mark("Keep watching"),
    "decline": mark("Decline"),
    "refer": mark("Refer it"),
    "need_more": mark("Need more"),
}
"""What each answer is called where a case expects it."""


@register.filter
def part_name(part: Part) -> str:
    """What a part is called."""
    return gettext(PARTS[part])


@register.filter
def part_task(part: Part) -> str:
    """What a part does."""
    return gettext(TASKS[part])


@register.filter
def case_day(day: str | Month) -> str:
    """A day, a month or a year of a case, never finer than it is known."""
    return str(speech.written(readable(day)))


def readable(day: str | Month) -> object:
    """A day that was written down, as a day."""
    return date.fromisoformat(day) if isinstance(day, str) and len(day) == len("2007-12-22") else day


@register.filter
def dated(line: Sentence) -> str:
    """The line of an inject, its day as the language writes it."""
    return speech.say(Sentence(line.template, {name: readable(value) for name, value in line.values.items()}))  # type: ignore[arg-type]


@register.filter
def inject_line(inject: Inject) -> str:
    """What an inject is called, with its day."""
    return dated(title(inject))


@register.filter
def inject_day(inject: Inject) -> str:
    """The day of an inject."""
    return case_day(when(inject))


@register.filter
def how_sure(word: str) -> str:
    """How sure an item is."""
    return gettext(MARKS[word])


@register.filter
def came_of(label: str) -> str:
    """What became of a case."""
    return gettext(LABELS[label])


@register.filter
def answer_name(word: str) -> str:
    """What an answer is called."""
    return gettext(ANSWERS[word]) if word else ""


@register.filter
def windows(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The response windows of a case that are known, in words and days."""
    return [
        (gettext(said), speech.words().number(found[name]))
        for name, said in WINDOWS.items()
        if found.get(name) is not None
    ]


@register.filter
def counted(row: Mapping[str, Any]) -> str:
    """A figure as its owner gives it: low, best and high, unknown where none is given; never alone, never added up."""
    told = [
        speech.say(Sentence(text, {"n": int(row[name])}))
        for name, text in (("low", LOW), ("best", BEST), ("high", HIGH))
        if row[name] is not None
    ]
    return ", ".join(told) if told else gettext("unknown")


LOW, BEST, HIGH = mark("at least %(n)s"), mark("best estimate %(n)s"), mark("at most %(n)s")


@register.filter
def minutes(span: timedelta | None) -> str:
    """A short span in minutes and seconds."""
    if span is None:
        return ""
    whole, rest = divmod(int(span.total_seconds()), 60)
    return speech.say(Sentence(mark("%(minutes)s min %(seconds)s s"), {"minutes": whole, "seconds": rest}))


@register.filter
def since(later: Any, earlier: Any) -> timedelta | None:
    """How long after."""
    return later - earlier if later and earlier else None
