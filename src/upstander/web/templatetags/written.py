"""What people wrote, inside a sentence of ours."""

from django import template

from upstander.web.marks.markup import Markup, tag

register = template.Library()


@register.filter
def apart(text: object) -> Markup:
    """Somebody's words, with a direction of their own."""
    return tag("bdi", text)
