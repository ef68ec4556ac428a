"""Neutral wording: which words it avoids, in six languages, and that nobody's dissent is reworded."""

import json
from dataclasses import replace
from importlib.resources import files

import pytest

from tests.warn.test_alerts import DRAFT, address
from upstander.jobs.wording import factors, terms
from upstander.records.alert_life import Wording
from upstander.records.errors import Usage
from upstander.warn.alerts import FACTORS
from upstander.warn.wording import findings, keeps_to
from upstander.web import alert_words

NEUTRAL = replace(DRAFT, wording=Wording.NEUTRAL)

SAID = {
    "en": "The State is manifestly failing in its Responsibility to  Protect.",
    "fr": "La responsabilité de protéger, et des crimes de guerre.",
    "es": "Hay crímenes de lesa humanidad.",
    "ru": "Это военные преступления и геноцид.",
    "ar": "هذه جرائمُ حرب وتطهير عرقي.",
    "zh": "国家未尽保护责任。",
}


@pytest.mark.parametrize("language", SAID)
def test_a_charged_word_is_found_in_each_language_with_another_in_its_place(language: str) -> None:
    found = findings(replace(NEUTRAL, text=SAID[language]), terms())
    assert {each.part for each in found} == {"text"}
    assert all(each.instead and each.instead != each.term for each in found)
    with pytest.raises(Usage, match="neutral words"):
        keeps_to(replace(NEUTRAL, text=SAID[language]), terms())


def test_the_other_wording_says_what_it_likes() -> None:
    keeps_to(replace(DRAFT, wording=Wording.R2P, text=SAID["en"]), terms())


def test_a_dissent_is_shown_and_stays_as_it_was_said() -> None:
    quoted = replace(NEUTRAL, dissent="This is a war crime.")
    assert [(each.part, each.binding) for each in findings(quoted, terms())] == [("dissent", False)]
    keeps_to(quoted, terms())


def test_what_one_person_is_asked_is_read_too() -> None:
    with pytest.raises(Usage) as refusal:
        keeps_to(NEUTRAL, terms(), [replace(address(), asked="Invoke R2P.")])
    assert refusal.value.field == "asked"


@pytest.mark.parametrize("plain", ["Killings of civilians.", "r2pvc pipes", "Le cordpet", "An unwilling witness."])
def test_plain_words_are_left_alone(plain: str) -> None:
    assert findings(replace(NEUTRAL, text=plain), terms()) == ()


def test_no_alternative_is_itself_avoided() -> None:
    for term in terms():
        assert findings(replace(NEUTRAL, text=term.instead), terms()) == ()


def test_every_language_of_the_united_nations_has_words() -> None:
    assert {term.language for term in terms()} == {"en", "fr", "es", "ru", "ar", "zh"}


def test_the_factors_of_the_file_are_those_that_pages_name() -> None:
    assert tuple(each.id for each in factors()) == FACTORS
    assert {each.id: each.name for each in factors()} == dict(alert_words.FACTORS)
    marks = json.loads(files("upstander.data").joinpath("framework.json").read_text("utf-8"))["_meta"]["marks"]
    assert {each.mark for each in factors()} <= marks.keys()
