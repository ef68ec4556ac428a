"""What one version takes back of the one before it, and who wrote it."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import NOW
from upstander.records.alert_life import AskedOf, Version
from upstander.warn.softening import Soft, marks, pieces, steps, told

DINA = AskedOf(4, "Dina", "Call.", NOW, NOW)
TEXTS: dict[str, Any] = {
    "title": "Killings are likely",
    "text": "Columns move.",
    "ask": "Call the board.",
    "grade": "warning",
    "confidence": "medium",
    "alternatives": "",
    "change_our_mind": "They turn back.",
    "dissent": "Carol disagrees.",
    "factors": ["RF7", "RF9"],
    "reason": "",
    "status": "Actual",
    "tlp": "AMBER",
    "wording": "r2p",
}


def version(number: int = 1, by: str = "Alice", **changes: Any) -> Version:
    rows = {"evidence": {"s1": "Smoke"}, "asked": (DINA,)}
    rows |= {name: changes.pop(name) for name in list(changes) if name in rows}
    return Version(number, by, NOW, TEXTS | changes, **rows)


@pytest.mark.parametrize(
    ("changed", "soft", "of"),
    [
        ({"grade": "watch"}, Soft.GRADE, ""),
        ({"confidence": "low"}, Soft.CONFIDENCE, ""),
        ({"tlp": "RED"}, Soft.NARROWER, ""),
        ({"tlp": "GREEN"}, Soft.WIDER, ""),
        ({"factors": ["RF7"]}, Soft.FACTOR, "RF9"),
        ({"evidence": {}}, Soft.EVIDENCE, "Smoke"),
        ({"dissent": ""}, Soft.DISSENT, ""),
        ({"dissent": " – "}, Soft.DISSENT, ""),
        ({"dissent": "None."}, Soft.DISSENT, ""),
        ({"ask": "Think about it."}, Soft.ASK, ""),
        ({"asked": ()}, Soft.RECIPIENT, "Dina"),
        ({"asked": (AskedOf(4, "Dina", "Call.", NOW, NOW + timedelta(hours=1)),)}, Soft.LATER, "Dina"),
        ({"asked": (AskedOf(4, "Dina", "Note it.", NOW, NOW),)}, Soft.ASK, "Dina"),
    ],
)
def test_each_way_of_softening_has_its_mark(changed: dict[str, Any], soft: Soft, of: str) -> None:
    (mark,) = marks(version(), version(2, **changed))
    assert (mark.soft, mark.of, mark.softens) == (soft, of, soft is not Soft.WIDER)


def test_the_crime_word_does_not_go_unseen() -> None:
    (mark,) = marks(version(text="A genocide."), version(2, text="Killings."))
    assert mark.soft is Soft.WORD
    assert not marks(version(text="Killings."), version(2, text="A genocide."))


@pytest.mark.parametrize(
    ("old", "new", "soft", "of"),
    [
        ({"text": "War crimes."}, {"text": "Incidents."}, Soft.CRIME, ""),
        ({"text": "War crimes, ethnic cleansing."}, {"text": "War crimes."}, Soft.CRIME, ""),
        ({"text": "民族清洗"}, {"text": "紧张"}, Soft.CRIME, ""),
        ({"alternatives": "Evacuate."}, {"alternatives": "-"}, Soft.ALTERNATIVES, ""),
        ({"text": "At least 400 were killed."}, {"text": "There is tension."}, Soft.VICTIMS, "400"),
        ({"text": "1,200 dead in 2023."}, {"text": "120 dead in 2023."}, Soft.VICTIMS, "1,200"),
        ({"text": "1 200 personnes tuées"}, {"text": "des personnes tuées"}, Soft.VICTIMS, "1 200"),
        ({"text": "убиты 400 человек"}, {"text": "убиты 40 человек"}, Soft.VICTIMS, "400"),
        ({"text": "2万人流离失所"}, {"text": "3000人流离失所"}, Soft.VICTIMS, "2 万"),
        ({"text": "قُتل ٤٠٠ شخص"}, {"text": "قُتل أشخاص"}, Soft.VICTIMS, "٤٠٠"),
        ({"text": "400 muertos"}, {"text": "Hay muertos"}, Soft.VICTIMS, "400"),
    ],
)
def test_words_that_say_less_have_their_mark(old: dict[str, Any], new: dict[str, Any], soft: Soft, of: str) -> None:
    (mark,) = marks(version(**old), version(2, **new))
    assert (mark.soft, mark.of, mark.softens) == (soft, of, True)
    assert soft not in {each.soft for each in marks(version(2, **new), version(**old))}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("400 were killed", "500 were killed"),
        ("1,200 were killed", "1 200 were killed"),
        ("They were killed on 12 May, at 14:00 or 14:30.", "They were killed in May."),
        ("Within 48 hours people flee.", "People flee."),
        ("40% of civilians fled 30 km in 2023-05.", "Civilians fled."),
        ("12 trucks came.", "Trucks came."),
    ],
)
def test_figures_that_count_no_victims_or_more_of_them_soften_nothing(old: str, new: str) -> None:
    assert marks(version(text=old), version(2, text=new)) == ()


@given(st.text(st.sampled_from("0123456789., 万%:-/killed\n²٤"), max_size=80))
def test_any_text_is_read_for_victims(text: str) -> None:
    assert marks(version(text=text), version(2, text=text)) == ()


@pytest.mark.parametrize("harder", [{"grade": "imminent"}, {"confidence": "high"}, {"factors": ["RF7", "RF9", "RF12"]}])
def test_what_hardens_is_no_softening(harder: dict[str, Any]) -> None:
    assert marks(version(), version(2, **harder)) == ()


def test_what_a_version_does_not_remember_is_not_guessed() -> None:
    assert marks(version(evidence=None, asked=None), version(2, evidence={}, asked=())) == ()


def test_each_step_names_who_wrote_it() -> None:
    newest, first = steps([version(2, "Bob", grade="watch", text="Trucks move."), version()])
    assert (newest.version.by, newest.softened, [change.part for change in newest.changes]) == (
        "Bob",
        True,
        ["text", "grade"],
    )
    assert (first.changes, first.marks) == ((), ())
    said = told(newest)
    assert (said["by"], said["softened"]) == ("Bob", [{"what": "grade lowered", "of": "", "softens": True}])


def test_an_update_is_held_against_the_alert_it_changes() -> None:
    (only,) = steps([version(1, "Bob", grade="watch")], version(3))
    assert only.softened


def test_words_that_stay_go_and_come_stand_in_reading_order() -> None:
    found = [(piece.how, piece.words) for piece in pieces("Columns move fast.", "Trucks move fast.")]
    assert found == [("gone", "Columns "), ("new", "Trucks "), ("kept", "move fast.")]


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_is_lost_in_a_comparison(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(each.words for each in found if each.how != "new") == old
    assert "".join(each.words for each in found if each.how != "gone") == new
