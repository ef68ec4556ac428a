"""What templates can say of options: their names, what the rules say of them, what research found."""

from django import template
from django.utils.translation import gettext

from upstander.lib.text import Sentence, mark
from upstander.records.plans import Hurdle
from upstander.records.tools import Evidence, Findings, Input, Judged, Option, Say, Tool
from upstander.respond import tool_words
from upstander.web import option_words as named
from upstander.web import words as speech
from upstander.web.marks.markup import Markup, joined, safe, tag

register = template.Library()


@register.filter
def option_name(id: str) -> str:
    """A tool's name in the reader's language."""
    return gettext(named.NAMES[id]) if id in named.NAMES else id


@register.filter
def option_gist(id: str) -> str:
    """What its name does not say."""
    return gettext(named.GISTS[id]) if id in named.GISTS else ""


@register.filter
def in_words(text: str) -> str:
    """What the file says of a tool, in the reader's language."""
    return gettext(text) if text else ""


@register.filter
def lead_time(tool: Tool) -> Sentence | None:
    """How soon it can help."""
    return tool_words.soon(*tool.lead_days)


@register.filter
def success_name(factor: str) -> Markup | str:
    """What helped, in the reader's language where it has words for it."""
    return gettext(named.SUCCESS[factor]) if factor in named.SUCCESS else in_english(factor)


@register.filter
def category_name(id: str) -> str:
    """A group of options."""
    return gettext(named.CATEGORIES.get(id, id))


@register.filter
def question_of(input: Input) -> str:
    """What is judged."""
    return gettext(named.QUESTIONS[input])


@register.filter
def judged_word(value: Judged) -> str:
    """Yes, no, not known."""
    return gettext(named.JUDGED[value])


@register.filter
def said_of(say: Say) -> str:
    """What the rules have to say."""
    return gettext(named.SAYS[say])


@register.filter
def consent_word(tool: Tool) -> str:
    """Whether the State's consent is needed."""
    return gettext(named.CONSENT[tool.consent_of_state])


@register.filter
def hurdle_word(hurdle: Hurdle) -> str:
    """Why a clock was missed."""
    return gettext(named.HURDLES[hurdle])


@register.filter
def why_never(option: Option) -> str:
    """Why a tool is never offered."""
    return in_words(tool_words.NEVER.get(option.tool.id, ""))


@register.simple_tag
def in_english(text: str) -> Markup:
    """Words of the file, which are English for every reader."""
    return tag("span", text, lang="en", dir="ltr")


@register.simple_tag
def evidence_for(option: Option) -> Markup:
    """What research found, for and against; where nobody has looked, that is said and never shown as zero."""
    found = option.tool.evidence
    if found.on_mass_atrocities is None:
        return tag(
            "span", tag("b", gettext("Evidence not reviewed.")), " ", gettext("That is neither for nor against.")
        )
    words = speech.words()
    reading = gettext("Reading: %(band)s.") % {"band": gettext(named.BANDS[option.band])}
    many = words(mark("%(n)s studies."), n=words.number(found.studies))
    return joined([tag("b", reading), safe(many), *map(safe, counts(found))], " ")


def counts(found: Evidence) -> list[str]:
    """The findings themselves, one sentence for each kind."""
    pairs = (
        (found.on_mass_atrocities, mark("On mass atrocities: %(less)s less, %(same)s none or mixed, %(more)s more.")),
        (found.on_related_outcomes, mark("On related outcomes: %(less)s less, %(same)s none or mixed, %(more)s more.")),
    )
    return [spoken(said, each) for each, said in pairs if each is not None]


def spoken(said: str, found: Findings) -> str:
    """Counts in a sentence."""
    words = speech.words()
    return words(
        said,
        less=words.number(found.decrease),
        same=words.number(found.none_or_mixed),
        more=words.number(found.increase),
    )
