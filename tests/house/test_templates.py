"""No page says a word that cannot be translated, colours outside the style sheet, or loads anything from elsewhere."""

import re
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

from tests.house.code import PACKAGE

TEMPLATES = sorted((PACKAGE / "web/templates").rglob("*.html"))
TAG = re.compile(r"<!--.*?-->|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
SPOKEN = re.compile(r"\b(?:title|alt|placeholder|aria-label|aria-description|label|content)=\"([^\"]*)\"")
LETTER = re.compile(r"[^\W\d_]{2,}")
SAME_EVERYWHERE = {"Upstander", "CSV", "JSON", "API", "UTC", "TLP", "width", "device", "initial", "scale", "noindex"}


def bare(text: str) -> str:
    """The template with every tag of Django's, and every translated passage, taken out."""
    kept, quiet = [], False
    for token in Lexer(text).tokenize():
        if token.token_type is TokenType.BLOCK and token.contents.startswith(("blocktrans", "comment")):
            quiet = True
        elif token.token_type is TokenType.BLOCK and token.contents.startswith(("endblocktrans", "endcomment")):
            quiet = False
        elif token.token_type is TokenType.TEXT and not quiet:
            kept.append(token.contents)
    return "".join(kept)


def untranslated(text: str) -> list[str]:
    """Words between tags, and in attributes that are read aloud, that no translator sees."""
    plain = bare(text)
    said = [TAG.sub(" ", plain), *SPOKEN.findall(plain)]
    return [word for part in said for word in LETTER.findall(part) if word not in SAME_EVERYWHERE]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_word_of_a_page_can_be_translated(path: Path) -> None:
    assert untranslated(path.read_text()) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_page_carries_no_style_no_script_and_no_address_of_others(path: Path) -> None:
    text = path.read_text()
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|javascript:", text) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []
    assert re.findall(r"(?:src|srcset|action)=\"(?:https?:)?//[^\"]*", text) == []


def test_an_untranslated_word_is_noticed() -> None:
    assert untranslated("<p>Hello {{ name }}</p>") == ["Hello"]
    assert untranslated('<a title="Close">{% translate "Close" %}</a>') == ["Close"]
    assert untranslated("<p>{% blocktranslate %}Hello{% endblocktranslate %} {{ name }}</p>") == []
