"""Words of the ways out of the desk."""

from django import template

from upstander.records.channels import Trouble
from upstander.web.words import label

register = template.Library()


@register.filter
def trouble(kept: str) -> str:
    """Why a message did not go out, with what the other side answered."""
    kind, _, code = kept.partition(":")
    if kind not in set(Trouble):
        return ""
    return f"{label(Trouble(kind))} ({code})" if code else label(Trouble(kind))
