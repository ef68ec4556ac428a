"""What people write keeps its own direction: an English sentence in an Arabic page ends with its full stop."""

import re
from importlib.resources import files

import pytest

PASSAGES = ("linebreaksbr", "title_of", "text_of", "called_by")
"""Filters that print a person's words."""

WORDS = re.compile(
    "title|situation_title|what|asked|ask|blocker|reason|dissent|answer|alternatives|change_our_mind|institution|"
    "contact|phase_reason|verdict_reason|revoked_reason|lifted_reason|given_by|area|group|owner_name"
)
"""Parts of records that hold a person's words."""

PRINTED = re.compile(r"\{\{ ([\w.]+)((?:\|[^}| ]+)*) \}\}")
OPENING = re.compile(r"<(\w+)((?:[^<>{}]|\{\{[^}]*\}\}|\{%[^%]*%\})*)>$")
TAGS = re.compile(r"(\{% [^%]*%\})+$")
PAGES = sorted(each.name for each in files("upstander.web").joinpath("templates/web").iterdir())


def of_a_person(path: str, filters: str) -> bool:
    """Whether a place of a template prints what a person wrote, as it was written."""
    if any(each in filters for each in PASSAGES):
        return True
    whole = filters.split(":")[0] in ("", "|truncatechars")
    return whole and "." in path and WORDS.fullmatch(path.rpartition(".")[2]) is not None


def inside(before: str, name: str, end: str) -> bool:
    """Whether what follows stands between a beginning and its end."""
    return before.rfind(name) > before.rfind(end)


def bare(text: str) -> list[str]:
    """The places where a person's words take over the direction of the page."""
    found = []
    for each in PRINTED.finditer(text):
        before = text[: each.start()]
        elsewhere = inside(before, "<", ">") or inside(before, "{% block title", "{% endblock")
        apart = inside(before, "<bdi", "</bdi") or inside(before, 'class="diff" dir="auto"', "</span>")
        opening = OPENING.search(TAGS.sub("", before))
        if of_a_person(each[1], each[2]) and not elsewhere and not apart and not (opening and "dir=" in opening[2]):
            found.append(each[0])
    return found


@pytest.mark.parametrize("page", PAGES)
def test_a_persons_words_have_a_direction_of_their_own(page: str) -> None:
    assert bare(files("upstander.web").joinpath(f"templates/web/{page}").read_text("utf-8")) == []


def test_words_without_a_direction_would_be_found() -> None:
    assert bare("<p>{{ alert.text|linebreaksbr }}</p><b dir='auto'>{{ alert.title }}</b>") == [
        "{{ alert.text|linebreaksbr }}"
    ]
