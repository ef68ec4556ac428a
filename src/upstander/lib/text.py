"""Sentences that can be said in any language: a template and the values that fill it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field


def mark(template: str) -> str:
    """Mark a template for extraction by the translators; returns it unchanged."""
    return template


NOT_BARE = re.compile(r"[\W_\u0640]+")


def bare(text: str) -> str:
    """Letters and digits alone, without case, accents or vowel signs: spaces and invisible signs hide nothing."""
    return NOT_BARE.sub("", unicodedata.normalize("NFKD", text).casefold())


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `template` holds `%(name)s` places for `values`.

    Where a number decides the form, `plural` holds the form for many and `count` names the number; an edge hands the
    three to its ngettext. `str()` gives English.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str = ""
    count: int | None = None

    def __str__(self) -> str:
        form = self.plural if self.count is not None and self.count != 1 else self.template
        return form % self.values if self.values else form


def counted(template: str, plural: str, number: int, **values: object) -> Sentence:
    """A sentence whose form `n` decides: one and many are collected as a pair."""
    return Sentence(template, {"n": number, **values}, plural, number)
