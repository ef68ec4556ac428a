"""Options: the rules of `tools.json` hold for every State, whatever is judged of it and however a reader filters."""

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.records.desk import Phase
from upstander.records.errors import Unknown
from upstander.records.tools import Band, Choice, Inputs, Judged, Offer, Option, Say, Tool
from upstander.respond import options, tools

FILE: dict[str, Any] = json.loads(files("upstander.data").joinpath("tools.json").read_text("utf-8"))
RULES = FILE["ordering"]
TOOLS = tools.read(FILE)

EVERY = [Inputs(phase, *judged) for phase in Phase for judged in product(Judged, repeat=4)]
OFFERS = {inputs: options.offer(RULES, TOOLS, inputs) for inputs in EVERY}

choices = st.builds(
    Choice,
    fields=st.dictionaries(
        st.sampled_from(sorted(RULES["user_filters"]["fields"])),
        st.frozensets(
            st.sampled_from(sorted({tag for one in TOOLS.values() for tags in one.tags.values() for tag in tags})),
            max_size=4,
        ),
        max_size=3,
    ),
    days=st.none() | st.floats(0.1, 2000),
)


def in_lists(found: Offer, names: list[str]) -> list[Option]:
    return [option for name in names for option in getattr(found, name)]


def has(tool: Tool, wanted: Mapping[str, object]) -> bool:
    return all(getattr(tool, name) == value for name, value in wanted.items())


def listed(found: Offer) -> Iterator[str]:
    """Tools of the categories that the cell names; the fallback leaves some out."""
    known = {each["id"]: each for each in RULES["categories"]}
    phase = next(each for inputs, each in ((i, i.phase) for i, o in OFFERS.items() if o is found))
    for id in RULES["cells"][found.cell]["order"][RULES["from_situation"][phase]]:
        out = found.provisional and (known[id]["coercive"] or id in RULES["fallback"]["drop_categories"])
        yield from () if out else known[id]["tools"]


def broken(invariant: Mapping[str, Any], inputs: Inputs, found: Offer, *, filtered: bool) -> str:
    """What breaks an invariant of the file, or nothing."""
    applies = all(getattr(inputs, name) in values for name, values in invariant["when"].items())
    if not applies or invariant.get("filtered", filtered) is not filtered:
        return ""
    return "; ".join(complaints(invariant["expect"], in_lists(found, invariant["list"]), found))


def complaints(expect: Mapping[str, Any], shown: list[Option], found: Offer) -> Iterator[str]:
    first = shown[: expect.get("first", len(shown))]
    ids = [option.tool.id for option in shown]
    if "none_where" in expect and (bad := [one.tool.id for one in first if has(one.tool, expect["none_where"])]):
        yield f"{bad} stand where {expect['none_where']} may not"
    if "none_of" in expect and set(ids) & set(expect["none_of"]):
        yield f"{ids} holds one of {expect['none_of']}"
    if "all_before" in expect:
        before, after = expect["all_before"]
        ranks = [has(one.tool, after) for one in shown if has(one.tool, before) or has(one.tool, after)]
        if ranks != sorted(ranks):
            yield "one stands before what it must follow"
    if "at_least" in expect and sum(has(one.tool, expect["where"]) for one in shown) < expect["at_least"]:
        yield "too few"
    if "says" in expect:
        few = sum(has(one.tool, expect["where"]) for one in shown) < expect["if_fewer_than"]
        if few and any(has(one.tool, expect["and_some"]) for one in shown) and expect["says"] not in found.says:
            yield "it does not say so"
    if "each_where" in expect:
        yield from (
            one.tool.id for one in shown if has(one.tool, expect["each_where"]) and not (one.limited and one.tool.limit)
        )
    if "order_inside" in expect:
        for category in RULES["categories"]:
            wanted = [id for id in category.get("order_inside", ()) if id in ids]
            if wanted != [id for id in ids if id in wanted]:
                yield f"{category['id']} out of order"
    if "each_once" in expect and any(ids.count(id) != 1 for id in listed(found)):
        yield "a tool stands in no list, or in two"


KNOWN = {"none_where", "none_of", "first", "all_before", "at_least", "where", "says", "if_fewer_than", "and_some"} | {
    "each_where", "has", "order_inside", "each_once", "all_but", "from_situation_covers"
}  # fmt: skip


def test_the_file_has_what_it_says_it_has() -> None:
    said = FILE["_meta"]["counts"]
    assert len(TOOLS) == said["tools"] == 43
    assert len(RULES["invariants"]) == said["invariants"] == 17
    assert sum(tool.coercive for tool in TOOLS.values()) == said["coercive"]
    assert sum(tool.uses_force for tool in TOOLS.values()) == said["uses_force"]
    assert {word for each in RULES["invariants"] for word in each["expect"]} <= KNOWN
    assert all(tool.order_category in {each["id"] for each in RULES["categories"]} for tool in TOOLS.values())


@pytest.mark.parametrize("invariant", RULES["invariants"], ids=lambda each: each["id"])
def test_every_invariant_of_the_file_holds_for_every_input(invariant: Mapping[str, Any]) -> None:
    failures = {
        str(inputs): said
        for inputs, found in OFFERS.items()
        if (said := broken(invariant, inputs, found, filtered=False))
    }
    assert not failures


@given(st.sampled_from(EVERY), choices)
def test_no_filter_of_a_reader_breaks_an_invariant(inputs: Inputs, choice: Choice) -> None:
    found = options.offer(RULES, TOOLS, inputs, choice)
    for invariant in RULES["invariants"]:
        if "each_once" not in invariant["expect"]:
            assert not broken(invariant, inputs, found, filtered=choice.made), invariant["id"]


@given(st.sampled_from(EVERY), choices)
def test_a_filter_only_takes_away(inputs: Inputs, choice: Choice) -> None:
    all_of_it, some = OFFERS[inputs], options.offer(RULES, TOOLS, inputs, choice)
    asks = {one.tool.id for one in some.needs_consent}
    assert asks <= {one.tool.id for one in all_of_it.needs_consent}
    held = {one.tool.id for one in (*all_of_it.options, *all_of_it.withheld)}
    assert {one.tool.id for one in some.options} <= held


def test_every_offered_tool_is_an_option_for_some_inputs() -> None:
    invariant = next(each for each in RULES["invariants"] if each["id"] == "all_reachable")
    reached = {option.tool.id for found in OFFERS.values() for option in found.options}
    assert set(TOOLS) - reached == set(invariant["expect"]["all_but"])


def test_each_phase_of_a_situation_has_a_list_in_every_cell() -> None:
    invariant = next(each for each in RULES["invariants"] if each["id"] == "phases_join")
    assert set(RULES["from_situation"]) == set(invariant["expect"]["from_situation_covers"]) == {*map(str, Phase)}
    assert all(set(cell["order"]) == set(RULES["from_situation"].values()) for cell in RULES["cells"].values())


def test_what_nobody_has_judged_opens_no_door() -> None:
    found = OFFERS[Inputs(Phase.ONGOING)]
    assert found.provisional
    assert Say.PROVISIONAL in found.says
    assert not any(option.tool.coercive or option.tool.security_help == "whole" for option in found.options)
    needs = [option for option in found.options if option.tool.consent_of_state == "required"]
    assert needs
    assert all(Say.CONSENT_UNKNOWN in option.says for option in needs)


def test_a_suspected_recipient_gets_no_security_help_and_the_page_says_why() -> None:
    held = OFFERS[Inputs(Phase.EMERGING, Judged.YES, Judged.NO, Judged.YES, Judged.YES)].withheld
    assert {"security_assistance", "military_presence"} <= {option.tool.id for option in held}
    assert all(option.says == (Say.SUSPECTED,) for option in held)


def test_a_refusal_turns_what_needs_consent_into_an_ask() -> None:
    found = OFFERS[Inputs(Phase.IMMINENT, Judged.NO, Judged.YES, Judged.NO, Judged.NO)]
    assert "mediation" in {option.tool.id for option in found.needs_consent}
    assert all(option.says == (Say.CONSENT_REFUSED,) for option in found.needs_consent)


def test_an_option_that_comes_too_late_stands_behind_one_that_does_not() -> None:
    category = next(each for each in RULES["categories"] if each["id"] == "own_prevention")
    found = options.inside(category, TOOLS, 90, {})
    assert [one.in_time for one in found] == sorted((one.in_time for one in found), reverse=True)


def test_what_a_local_partner_rates_as_harmful_goes_back() -> None:
    same = {"tools": ["minority_rights", "rule_of_law"]}
    best = options.inside(same, TOOLS, 1825, {})[0].tool.id
    assert options.inside(same, TOOLS, 1825, {best: 3})[0].tool.id != best


def test_evidence_that_nobody_reviewed_is_open_and_never_zero() -> None:
    unread = [tool for tool in TOOLS.values() if tool.evidence.on_mass_atrocities is None]
    assert len(unread) == 31
    assert all(options.band(tool) is Band.OPEN for tool in unread)
    assert options.band(TOOLS["security_assistance"]) is Band.ADVERSE


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(Unknown, match="no option bombing"):
        tools.named(TOOLS, "bombing")
