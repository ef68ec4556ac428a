"""Whether a text keeps to neutral words: every charged one, where it stands, and what could be said instead. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from upstander.records.alert_life import Found, Term, Wording
from upstander.records.desk import Address, Alert, Draft, Recipient
from upstander.records.errors import Usage

PARTS = ("title", "text", "ask", "alternatives", "change_our_mind", "reason", "dissent")
"""The parts of an alert that people write."""

QUOTED = frozenset({"dissent"})
"""Whoever dissents is quoted: their words are shown, and never have to change."""

JOINED = frozenset({"ar", "zh"})
"""Languages that write particles or whole sentences without a space: a term may stand inside a word."""


def plain(text: str) -> str:
    """Without case, accents or vowel signs, one space between words."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    kept = "".join(each for each in bare if unicodedata.category(each) != "Cf" and each != "\u0640")
    return " ".join(kept.replace("’", "'").casefold().split())


@lru_cache(2)
def patterns(terms: tuple[Term, ...]) -> tuple[tuple[Term, "re.Pattern[str]"], ...]:
    """Each term and how it is looked for."""
    return tuple((term, re.compile(("" if term.language in JOINED else r"(?<!\w)") + shape(term))) for term in terms)


def shape(term: Term) -> str:
    """A term as a pattern: short ones whole, so that they are not found at the head of another word."""
    said = re.escape(plain(term.say))
    return said if term.language in JOINED or is_stem(term) else said + r"(?!\w)"


def is_stem(term: Term) -> bool:
    """Whether it stands for every word that begins with it: short ones are found whole."""
    return len(term.say) > 4 and term.language not in JOINED


def parts(said: Draft | Alert, asked: Iterable[Address | Recipient] = ()) -> list[tuple[str, str]]:
    """Every part that people wrote, by name."""
    return [*((name, getattr(said, name)) for name in PARTS), *(("asked", each.asked) for each in asked)]


def findings(
    said: Draft | Alert, terms: tuple[Term, ...], asked: Iterable[Address | Recipient] = ()
) -> tuple[Found, ...]:
    """Every charged term in the draft, once for each part it stands in."""
    found: dict[tuple[str, str], Found] = {}
    for part, text in parts(said, asked):
        read = plain(text)
        for term, pattern in patterns(terms):
            if pattern.search(read):
                found.setdefault((part, term.say), Found(part, term.say, term.instead, part not in QUOTED))
    return tuple(found.values())


def keeps_to(said: Draft | Alert, terms: tuple[Term, ...], asked: Iterable[Address | Recipient] = ()) -> None:
    """Usage if a neutral alert says a charged word outside its dissent."""
    if said.wording is not Wording.NEUTRAL:
        return
    wrong = next((each for each in findings(said, terms, asked) if each.binding), None)
    if wrong is not None:
        raise Usage(
            "This alert keeps to neutral words: say “%(instead)s” instead of “%(term)s”, or give it the other wording.",
            wrong.part,
            term=wrong.term,
            instead=wrong.instead,
        )


def terms(file: Mapping[str, list[Mapping[str, str]]]) -> tuple[Term, ...]:
    """The list of a file."""
    return tuple(Term(each["language"], each["say"], each["instead"]) for each in file["terms"])
