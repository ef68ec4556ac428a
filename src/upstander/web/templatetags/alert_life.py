"""What pages say of an alert's life: its kind, its wording, what was softened."""

from collections.abc import Iterable, Mapping

from django import template
from django.utils.translation import gettext

from upstander.jobs.holding import Wait
from upstander.records.alert_life import AlertKind
from upstander.warn.softening import Mark, Step
from upstander.warn.wording import is_stem
from upstander.web import alert_words
from upstander.web import words as speech

register = template.Library()
register.filter("is_stem", is_stem)


@register.filter
def any_softened(versions: Iterable[Step]) -> bool:
    """Whether any version says less than the one before."""
    return any(each.softened for each in versions)


@register.filter
def of_alert(waits: Mapping[str, Wait], id: str) -> Wait | None:
    """How long the ladder waits for a decision on an alert."""
    return waits.get(id) if waits else None


@register.filter
def soft_word(mark: Mark) -> str:
    """A softening in words, with what it took away."""
    said = gettext(alert_words.SOFT[mark.soft])
    of = factor_name(mark.of) if mark.of in alert_words.FACTORS else mark.of
    return gettext("%(what)s: %(of)s") % {"what": said, "of": of} if of else said


@register.filter
def factor_name(id: str) -> str:
    """A risk factor's name, after its number."""
    return alert_words.factor_name(id)


@register.filter
def part_word(value: object, part: str) -> str:
    """A value of a closed list in words; a list of factors by their numbers."""
    if part == "factors":
        return ", ".join(str(each) for each in value) if isinstance(value, list | tuple) else ""
    return speech.label(value)


@register.filter
def kind_word(kind: AlertKind) -> str:
    """What an alert does to the one before it."""
    return gettext(alert_words.KINDS[kind])


@register.filter
def verdict_word(verdict: str) -> str:
    """What a review made of an alert."""
    return gettext(alert_words.VERDICTS[verdict])
