"""The page of options: ordered by the rules, filtered by address, standing on signed judgements."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.conftest import Cast
from tests.web.world import World
from upstander.jobs.options import success_factors, tools_by_id
from upstander.web import option_words

Open = Callable[[str], Client]


def path(world: World, rest: str = "") -> str:
    return f"/situations/SDN/{world.situation}/options/{rest}"


def judged(client: Client, world: World, input: str, value: str) -> int:
    sent = {"input": input, "value": value, "reason": "They said so on the radio."}
    return client.post(f"/situations/SDN/{world.situation}/judge", sent).status_code


def test_without_judgements_the_page_is_provisional_and_lists_no_coercion(world: World, open_as: Open) -> None:
    text = open_as("alice").get(path(world)).content.decode()
    assert "Provisional" in text
    assert "Coercive" not in text.split("Never offered, and why")[0]
    assert "Not known: nobody has signed a judgement." in text


def test_a_signed_judgement_reorders_the_list_and_stands_with_its_name(world: World, open_as: Open) -> None:
    alice = open_as("alice")
    assert judged(alice, world, "will", "no") == 302
    assert judged(alice, world, "capacity", "yes") == 302
    text = alice.get(path(world)).content.decode()
    assert "Provisional" not in text
    assert "They said so on the radio." in text
    assert "Alice" in text
    assert text.count("Coercive") > 0
    assert text.index("Quiet bilateral") < text.index("Coercive")


def test_help_for_forces_is_held_back_until_somebody_judges_them_unsuspected(world: World, open_as: Open) -> None:
    alice = open_as("alice")
    judged(alice, world, "will", "yes")
    judged(alice, world, "capacity", "no")
    text = alice.get(path(world)).content.decode()
    assert "nobody has judged yet whether the recipient is a suspected perpetrator" in text.split("Held back for")[1]
    judged(alice, world, "recipient_suspected", "no")
    assert "nobody has judged yet" not in alice.get(path(world)).content.decode()


def test_a_later_judgement_replaces_the_earlier_which_stays_to_be_read(world: World, open_as: Open) -> None:
    alice = open_as("alice")
    judged(alice, world, "will", "no")
    assert "Earlier judgements" not in alice.get(path(world)).content.decode()
    judged(alice, world, "will", "yes")
    text = alice.get(path(world)).content.decode()
    assert "Is the State willing to protect? no" in text.split("Earlier judgements")[1]


def test_each_tool_of_the_file_has_its_words(world: World, open_as: Open) -> None:
    assert {id: tool.name for id, tool in tools_by_id().items()} == option_words.NAMES
    assert {*option_words.GISTS} <= {*option_words.NAMES}
    assert {factor for factor, _ in success_factors()} == {*option_words.SUCCESS}
    alice = open_as("alice")
    alice.cookies["language"] = "fr"
    text = alice.get(path(world)).content.decode()
    assert "semaine" in text
    assert "cry-wolf" not in text


def test_every_line_shows_harm_consent_evidence_and_lead_time(world: World, open_as: Open) -> None:
    text = open_as("alice").get(path(world)).content.decode()
    shown = text.count('<p class="ask">')
    assert shown > 20
    for said in ("What it could do wrong:", "Evidence:", "<dt>Consent</dt>", "<dt>Charter basis</dt>", "Lead time"):
        assert text.count(said) >= shown
    assert "Evidence not reviewed." in text
    assert "studies." in text


def test_what_is_never_offered_says_why(world: World, open_as: Open) -> None:
    text = open_as("alice").get(path(world)).content.decode()
    assert "Never offered, and why" in text
    never = text.split("Never offered, and why")[1]
    assert "No-fly zone" in never
    assert "Only with a mandate of the Security Council under Chapter VII." in never
    assert "with one, it is for States to decide." in never
    assert "No-fly zone" not in text.split("Never offered, and why")[0]


def test_a_filter_narrows_all_lists_and_can_be_cleared(world: World, open_as: Open) -> None:
    alice = open_as("alice")
    whole = alice.get(path(world)).content.decode()
    text = alice.get(path(world, "?sector=elections")).content.decode()
    assert text.count('<p class="ask">') < whole.count('<p class="ask">')
    assert "Clear the filter" in text


@pytest.mark.parametrize("query", ["sector=war", "days=soon", "days=0", "days=nan", "days=inf", "alert=aaaaaaaaaaaa"])
def test_a_filter_that_nothing_carries_is_refused(query: str, world: World, open_as: Open) -> None:
    assert open_as("alice").get(path(world, f"?{query}")).status_code in {400, 404}


def test_the_checklist_of_what_helped_stands_beside_the_options(world: World, open_as: Open) -> None:
    text = open_as("alice").get(path(world)).content.decode()
    assert "Committed implementer" in text
    assert "6 tools" in text


def test_the_lists_are_had_as_csv_with_their_voice(world: World, open_as: Open) -> None:
    lines = open_as("alice").get(path(world, "?format=csv")).content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("voice,list,id,name")
    assert all(line.startswith("computed,") for line in lines[1:])


def test_a_judgement_without_a_reason_is_refused_at_its_field(world: World, open_as: Open) -> None:
    sent = {"input": "will", "value": "no", "reason": ""}
    answer = open_as("alice").post(f"/situations/SDN/{world.situation}/judge", sent)
    assert answer.status_code == 400
    assert 'id="will_value_0"' in answer.content.decode()


def test_who_does_not_see_the_situation_finds_no_options(world: World, open_as: Open, cast: Cast) -> None:
    for name in ("charlie", "dina", "ada", "otto"):
        assert open_as(name).get(path(world)).status_code == 404
        assert judged(open_as(name), world, "will", "no") == 404
