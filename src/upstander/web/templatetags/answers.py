"""What templates can say of answers and of records whose words are gone."""

from collections.abc import Mapping
from datetime import datetime

from django import template
from django.utils.translation import gettext

from upstander.records.answers import Recorded
from upstander.web.marks.markup import Markup, tag
from upstander.web.words import written

register = template.Library()


@register.simple_tag
def erased(at: datetime) -> Markup:
    """What stands where words were."""
    said = gettext("Erased on %(at)s: that it was there still counts.") % {"at": written(at)}
    return tag("p", said, class_="soft small")


@register.filter
def of_decision(recorded: Mapping[str, Recorded], decision: str) -> Recorded | None:
    """How a decision was recorded."""
    return recorded.get(decision)
