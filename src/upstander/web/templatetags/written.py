"""What people wrote, inside a sentence of ours."""

from collections.abc import Mapping

from django import template

from upstander.records.desk import Entry
from upstander.web.marks.markup import Markup, tag

register = template.Library()


@register.filter
def apart(text: object) -> Markup:
    """Somebody's words, with a direction of their own."""
    return tag("bdi", text)


@register.filter
def about(entry: Entry, people: Mapping[int, str]) -> list[str]:
    """The name of whom a line of the log is about, where it names somebody."""
    named = (people.get(int(entry.detail.get(key) or 0)) for key in ("person", "of"))
    return [name for name in named if name]
