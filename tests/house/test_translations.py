"""Every sentence is said in every language, whole: plurals, placeholders, nothing left in English without a reason."""

import re
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message

from tools import messages

PLACE = re.compile(r"%(?:\((\w+)\))?([sd%])")

SAME_ON_PURPOSE = {
    "all": {
        "Aksai Chin": "a name, written alike in Latin letters",
        "Arunachal Pradesh": "a name, written alike in Latin letters",
        "Bir Tawil": "a name, written alike in Latin letters",
        "UCDP %(vintage)s": "a name and a value",
        "Upstander %(version)s.": "a name and a value",
        "%(kind)s, %(grade)s, TLP:%(tlp)s": "values beside a mark that is written alike everywhere",
        "%(minutes)s min %(seconds)s s": "symbols of units",
    },
    "fr": dict.fromkeys(
        (
            "Actions",
            "Classes",
            "Code",
            "Date",
            "Europe",
            "Interruptions",
            "Option",
            "Organisation",
            "Phase",
            "Plan",
            "Plans",
            "Question",
            "Signal",
            "Signatures",
            "Silence",
            "Situation",
            "Situations",
            "Source",
            "Version %(n)s",
        ),
        "the same word in French",
    ),
    "es": {"Asia": "the same name in Spanish"}
    | dict.fromkeys(
        ("no", "bilateral", "regional", "multilateral", "Webhook", "%(title)s (%(minutes)s min)"),
        "the same word in Spanish",
    ),
}
"""Sentences whose translation equals the source, by language or for all, each with its reason."""


@pytest.fixture(scope="module")
def said() -> set[messages.Message]:
    """What the product says now."""
    return set(messages.said())


@pytest.fixture(scope="module", params=messages.LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    """One language's catalogue."""
    return messages.read(request.param)


def entries(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


def places(text: str) -> list[str]:
    return sorted(found.group(0) for found in PLACE.finditer(text))


def test_a_catalogue_holds_exactly_what_is_said(catalogue: Catalog, said: set[messages.Message]) -> None:
    held = {message.id if isinstance(message.id, str) else tuple(message.id) for message in entries(catalogue)}
    assert (sorted(map(str, said - held)), sorted(map(str, held - said))) == ([], []), "run `make messages`"


def test_nothing_is_left_untranslated_or_unsure(catalogue: Catalog) -> None:
    assert [str(message.id) for message in entries(catalogue) if not all(forms(message)) or message.fuzzy] == []


def test_a_plural_has_every_form_of_its_language(catalogue: Catalog) -> None:
    plural = re.search(r"nplurals=(\d)", messages.PLURALS[str(catalogue.locale)])
    wanted = int(plural.group(1)) if plural else 0
    assert {len(forms(message)) for message in entries(catalogue) if message.pluralizable} <= {wanted}


def test_every_value_has_its_place(catalogue: Catalog) -> None:
    """All but the last form may spell their number; otherwise a form holds the same places as its source."""
    wrong = []
    for message in entries(catalogue):
        source = message.id if isinstance(message.id, str) else message.id[1]
        for index, form in enumerate(forms(message)):
            spelt = message.pluralizable and index < len(forms(message)) - 1
            missing = set(places(source)) - set(places(form)) - ({"%(n)s", "%(count)s"} if spelt else set())
            if missing or set(places(form)) - set(places(source)):
                wrong.append((source, form))
    assert wrong == []


def test_a_translation_differs_from_its_source(catalogue: Catalog) -> None:
    reasons = SAME_ON_PURPOSE["all"] | SAME_ON_PURPOSE.get(str(catalogue.locale), {})
    same = [
        message.id for message in entries(catalogue) if isinstance(message.id, str) and message.id in forms(message)
    ]
    assert [
        source for source in same if source not in reasons and re.search(r"[A-Za-z]{2}", PLACE.sub("", source))
    ] == []


def test_every_reason_is_still_needed() -> None:
    said = {message for message in messages.said() if isinstance(message, str)}
    assert [source for reasons in SAME_ON_PURPOSE.values() for source in reasons if source not in said] == []


def test_templates_hold_no_braces_of_another_kind(said: set[messages.Message]) -> None:
    """`{name}` would be shown as it stands: places are written %(name)s."""
    texts = [text for message in said for text in ([message] if isinstance(message, str) else message)]
    assert [
        text for text in texts if "{" in text and any(name for _, name, _, _ in Formatter().parse(text) if name)
    ] == []
