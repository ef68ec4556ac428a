"""Who works in a suspected body, however it is written, and who may hear all the same."""

from dataclasses import replace

import pytest

from tests.conftest import NOW
from tests.warn.test_alerts import ANALYST, FOCAL
from upstander.records.alert_life import Exemption, Suspect, Workplace
from upstander.records.errors import Refused, Usage
from upstander.records.suspicion import resembles, works_in
from upstander.warn import suspects as rules

GUARD = Suspect("a", "s", "Desert Guard", "SDN", "Its trucks were seen.", "Alice", NOW)
STATE = replace(GUARD, institution="")
DINA = Workplace(4, "Dina", "Desert Guard", "SDN")
ALLOWED = Exemption("e", "s", 4, "Dina", "Our contact.", "Bob", NOW)


@pytest.mark.parametrize("written", ["Desert Guard", "desert  guard", "DESERT-GUARD", "Désert Guard"])
def test_however_it_is_written_it_is_the_same_body(written: str) -> None:
    assert works_in(replace(DINA, institution=written), GUARD)


@pytest.mark.parametrize(
    ("place", "suspect", "inside"),
    [
        (replace(DINA, iso3="TCD"), GUARD, False),
        (replace(DINA, iso3=""), GUARD, True),
        (replace(DINA, institution="Ministry of Health"), GUARD, False),
        (replace(DINA, institution="Ministry of Health"), STATE, True),
        (replace(DINA, institution="", iso3=""), STATE, False),
        (replace(DINA, institution="", iso3=""), replace(GUARD, iso3=""), False),
        (DINA, replace(GUARD, lifted_at=NOW), False),
    ],
)
def test_a_state_means_all_its_bodies_and_a_name_only_that_one(
    place: Workplace, suspect: Suspect, inside: bool
) -> None:
    assert works_in(place, suspect) is inside


def test_who_works_there_hears_nothing_unless_allowed_by_name() -> None:
    with pytest.raises(Refused, match="suspected here"):
        rules.may_hear(DINA, [GUARD], [])
    with pytest.raises(Refused):
        rules.may_hear(DINA, [GUARD], [replace(ALLOWED, ended_at=NOW)])
    with pytest.raises(Refused):
        rules.may_hear(DINA, [GUARD], [replace(ALLOWED, person=5)])
    rules.may_hear(DINA, [GUARD], [ALLOWED])
    rules.may_hear(DINA, [], [])


def test_nobody_judges_their_own() -> None:
    inside = Workplace(2, "Bob", "Desert Guard", "")
    for rule, who in ((rules.may_keep, FOCAL), (rules.may_allow, FOCAL)):
        with pytest.raises(Refused, match="you work in a body"):
            rule(who, inside, [GUARD])
    rules.may_keep(ANALYST, replace(inside, institution="Ministry"), [GUARD])
    with pytest.raises(Refused, match="focal point"):
        rules.may_allow(ANALYST, replace(inside, institution="Ministry"), [GUARD])


def test_a_suspicion_names_a_body_and_a_reason() -> None:
    with pytest.raises(Usage, match="Name an institution"):
        rules.checked(" ", "", "Why.")
    with pytest.raises(Usage):
        rules.checked("Guard", "", " ")
    assert rules.checked(" Desert  Guard ", "sdn", "Why.") == ("Desert Guard", "SDN", "Why.")


@pytest.mark.parametrize(
    ("written", "alike"),
    [
        ("DG", True),
        ("The Desert Guard", True),
        ("Desert Guard, Operations", True),
        ("Dessert Guard", True),
        ("Desert Guard", False),
        ("Guard", False),
        ("Ministry of Health", False),
        ("", False),
    ],
)
def test_a_name_that_reads_like_the_bodys_is_shown_to_a_person_and_leaves_nobody_out(written: str, alike: bool) -> None:
    place = replace(DINA, institution=written)
    assert resembles(place, GUARD) is alike
    assert not (alike and works_in(place, GUARD))
    assert not resembles(replace(place, iso3="TCD"), GUARD)
    assert not resembles(place, replace(GUARD, lifted_at=NOW))
