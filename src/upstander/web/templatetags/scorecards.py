"""What the scorecards' pages can say."""

from django import template

from upstander.jobs import scorecards as jobs
from upstander.lib.text import mark
from upstander.records.scorecards import Missed, Rate
from upstander.web import words as speech
from upstander.web.marks.markup import Markup, joined, tag
from upstander.web.marks.words import ltr

register = template.Library()


@register.simple_tag
def rate(found: Rate) -> Markup:
    """3 of 4, and the range of the true share: small numbers say that they are small."""
    words = speech.words()
    if found.low is None or found.high is None:
        return tag("span", words(mark("none yet")))
    told = words(mark("%(n)s of %(of)s"), n=words.number(found.count), of=words.number(found.of))
    span = tag("small", words(mark("true share, 19 times in 20:")), " ", ltr(words.span(found.low, found.high)))
    return joined([tag("bdi", told), span], " ")


@register.simple_tag
def miss(found: Missed) -> Markup:
    """A count with its range, or that the range is unknown."""
    words = speech.words()
    best = words.number(found.begun.deaths)
    if found.low is None or found.high is None:
        return tag("bdi", words(mark("%(n)s (range unknown)"), n=best))
    low, high = words.number(found.low), words.number(found.high)
    return tag("bdi", words(mark("%(n)s (low %(low)s, high %(high)s)"), n=best, low=low, high=high))


@register.filter
def mechanism_name(id: str) -> str:
    """What a mechanism is called, in its own words."""
    return jobs.mechanisms().get(id, id)
