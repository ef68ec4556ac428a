"""The ladder's file: what it says is what runs, and a ladder a warning could fall through is refused."""

import copy
import json
import re
from collections.abc import Callable
from datetime import timedelta
from importlib.resources import files
from typing import Any

import pytest

from upstander.records.desk import Grade
from upstander.records.errors import Usage
from upstander.records.ladder import StepId
from upstander.records.people import Role
from upstander.respond import fixed, rules

FILE: dict[str, Any] = json.loads(files("upstander.data").joinpath("mechanisms.json").read_text())["generic_ladder"]


@pytest.fixture
def file() -> dict[str, Any]:
    return copy.deepcopy(FILE)


def hours(span: timedelta) -> float:
    return span.total_seconds() / 3600


def test_the_sums_that_the_file_states_are_those_of_its_steps(file: dict[str, Any]) -> None:
    ladder = rules.read(file)
    stated = file["sums_hours"]["to_first_human_decision"]
    assert {str(grade): hours(rules.total(ladder, grade)) for grade in Grade} == stated
    assert hours(rules.critical_path(ladder)) == file["sums_hours"]["imminent_in_emergency_lane"]


def test_a_first_human_decision_on_what_is_imminent_comes_within_twelve_hours(file: dict[str, Any]) -> None:
    ladder = rules.read(file)
    assert hours(ladder.limits[Grade.IMMINENT]) == 12
    assert rules.critical_path(ladder) < rules.total(ladder, Grade.IMMINENT) <= ladder.limits[Grade.IMMINENT]


def test_each_clock_has_the_target_of_its_steps(file: dict[str, Any]) -> None:
    ladder = rules.read(file)
    for said in file["clocks"]["list"]:
        clock = next(each for each in ladder.clocks if each.id == said["id"])
        for grade in Grade:
            summed = sum((ladder.rules[StepId(step)].allowed[grade] for step in said["steps"]), timedelta(0))
            if said["steps"]:
                assert clock.targets[grade] == summed


def test_a_step_that_takes_too_long_is_refused_with_both_sums(file: dict[str, Any]) -> None:
    file["steps"][5]["max_hours"]["imminent"] = 5
    with pytest.raises(Usage, match=r"Shorten the steps of imminent: they take 13 hours and may take 12\."):
        rules.read(file)


@pytest.mark.parametrize("value", ["an hour", None, 1e300, float("nan"), 10**6, [1]])
def test_what_cannot_be_read_is_named_by_its_place_in_the_file(value: object, file: dict[str, Any]) -> None:
    file["steps"][2]["max_hours"]["warning"] = value
    with pytest.raises(Usage, match=r"^Mend the ladder's file: steps\.verify\.max_hours\.warning is missing or"):
        rules.read(file)


@pytest.mark.parametrize(
    ("place", "spoil"),
    [
        ("steps.note.max_hours", lambda file: file["steps"][4].pop("max_hours")),
        ("steps.note.duty_role", lambda file: file["steps"][4].update(duty_role="king")),
        ("lanes.normal.order", lambda file: file["lanes"]["normal"]["order"].append("dance")),
        ("lanes.emergency", lambda file: file["lanes"].pop("emergency")),
        ("clocks.list.decide.target_hours.watch", lambda file: file["clocks"]["list"][4]["target_hours"].pop("watch")),
        ("rules.ack_is_owning", lambda file: file["rules"][0].clear()),
    ],
)
def test_so_is_what_is_missing(place: str, spoil: Callable[[dict[str, Any]], object], file: dict[str, Any]) -> None:
    spoil(file)
    with pytest.raises(Usage) as refused:
        rules.read(file)
    assert str(refused.value) == f"Mend the ladder's file: {place} is missing or is no value of its kind."


def test_a_step_written_twice_is_refused(file: dict[str, Any]) -> None:
    file["steps"].append(file["steps"][1] | {"max_hours": {"watch": 1, "warning": 1, "imminent": 0.1}})
    with pytest.raises(Usage, match="Take the step triage out once"):
        rules.read(file)


def test_a_loop_is_refused(file: dict[str, Any]) -> None:
    file["lanes"]["normal"]["order"].append("verify")
    with pytest.raises(Usage, match="loop"):
        rules.read(file)


@pytest.mark.parametrize("step", ["acknowledge", "triage", "verify", "assess", "note", "decide"])
def test_a_hole_is_refused(file: dict[str, Any], step: str) -> None:
    file["lanes"]["normal"]["order"].remove(step)
    with pytest.raises(Usage, match=f"Add the step {step}"):
        rules.read(file)


def test_steps_out_of_their_turn_are_refused_with_the_turn_they_have(file: dict[str, Any]) -> None:
    for order in (
        ["acknowledge", "triage", "decide", "verify", "assess", "note"],
        ["acknowledge", "triage", "verify", "assess", "note", "decide", "act"],
    ):
        file["lanes"]["normal"]["order"] = order
        with pytest.raises(Usage, match="this order: acknowledge, triage, verify, assess, note, decide"):
            rules.read(file)


def test_an_emergency_lane_that_leaves_a_step_out_is_refused(file: dict[str, Any]) -> None:
    beside = ["verify", "assess", "decide"]
    for order in (
        ["acknowledge", "triage", ["verify", "assess"]],
        ["acknowledge", "triage", [*beside, "note"]],
        ["triage", beside],
        ["acknowledge", "triage", ["verify", "assess"], ["decide"]],
        ["acknowledge", "triage", "verify", "assess", "decide"],
    ):
        file["lanes"]["emergency"]["order"] = order
        with pytest.raises(Usage, match="emergency lane run verify, assess and decide side by side"):
            rules.read(file)


def test_no_file_gives_what_is_imminent_more_than_twelve_hours(file: dict[str, Any]) -> None:
    file["sums_hours"]["limits"]["imminent"] = 12.5
    with pytest.raises(Usage, match="Limit imminent to 12 hours or fewer"):
        rules.read(file)


@pytest.mark.parametrize("role", ["custodian", "auditor", "administrator"])
def test_a_rung_that_nobody_may_stand_on_is_refused(file: dict[str, Any], role: str) -> None:
    file["steps"][0]["deputy_rule"]["order"].append(role)
    with pytest.raises(Usage, match="stands on no rung"):
        rules.read(file)


def test_a_step_without_time_is_refused(file: dict[str, Any]) -> None:
    file["steps"][2]["max_hours"]["watch"] = 0
    with pytest.raises(Usage, match="some time"):
        rules.read(file)


@pytest.mark.parametrize("key", ["steps", "after_decision", "lanes", "rules", "clocks", "sums_hours", "ungraded"])
def test_a_file_without_a_part_is_refused_in_one_sentence(file: dict[str, Any], key: str) -> None:
    del file[key]
    with pytest.raises(Usage, match="Mend the ladder's file"):
        rules.read(file)


def test_words_of_the_file_are_roles_of_the_desk(file: dict[str, Any]) -> None:
    ladder = rules.read(file)
    assert ladder.rules[StepId.NOTE].duty is Role.FOCAL_POINT
    assert ladder.rules[StepId.ACKNOWLEDGE].deputies == (Role.ANALYST, Role.FOCAL_POINT)


INEFFECTIVE: tuple[tuple[str, object], ...] = (
    ("rules.border.auto_send", True),
    ("rules.empty_step.alarm_when_empty_hours", 99),
    ("rungs.never_on_a_rung", []),
    ("clocks.list.decide.from", "whenever"),
    ("clocks.list.decide.emergency.from", "whenever"),
    ("clocks.list.nap.id", "nap"),
    ("after_decision.review.repeat", "watch: every 24 h until regraded"),
    ("after_decision.review.repeat", "imminent: every 0 h until regraded"),
)


def stood(file: dict[str, Any], at: str, value: object) -> None:
    """Put a value where `fixed.leaves` finds it; an entry that is not there is added."""
    *path, last = at.split(".")
    found: Any = file
    for name in path:
        if isinstance(found, list):
            if not any(each["id"] == name for each in found):
                found.append({"id": name})
            found = next(each for each in found if each["id"] == name)
        else:
            found = found[name]
    found[last] = value


@pytest.mark.parametrize(("at", "value"), INEFFECTIVE)
def test_a_value_that_would_have_no_effect_is_refused_by_its_name(file: dict[str, Any], at: str, value: object) -> None:
    fixed.honoured(file)
    stood(file, at, value)
    with pytest.raises(Usage, match=f"Leave {at} as it was"):
        fixed.honoured(file)


def test_what_nobody_may_stand_on_may_be_listed_in_any_order(file: dict[str, Any]) -> None:
    file["rungs"]["never_on_a_rung"].reverse()
    fixed.honoured(file)


READ = (
    r"(steps|after_decision)\.\w+\.(id|name|duty_role|deputy_rule\.order|(first_step_)?max_hours\.\w+|repeat)",
    r"clocks\.list\.\w+\.(id|steps|hours_of|target_hours\.\w+|emergency\.(steps|target_hours))",
    r"lanes\.\w+\.order",
    r"rules\.(ack_is_owning|border|empty_step)\.\w+_hours(_without_entry)?\.\w+",
    r"rules\.\w+\.id",
    r"rungs\.owner_role",
    r"sums_hours\.limits\.\w+",
    r"ungraded",
)
"""What the code reads."""

WORDS = (
    r"status|why|start|ungraded_note|clocks\.rule|rungs\.(named_by|roles|ladder_owner|deputy_rule)",
    r"(steps|after_decision)\.\w+\.(step|who|out|deputy_rule\.text)",
    r"clocks\.list\.\w+\.(note|inside|emergency\.note)",
    r"lanes\.emergency\.(mode|note|opened_by|closed_by|critical_path_hours)",
    r"rules\.\w+\.(text|on_lapse)",
    r"sums_hours\.(to_first_human_decision\.\w+|imminent_in_emergency_lane|to_first_protective_step\.\w+)",
    r"sums_hours\.ungraded_then_imminent\.\w+",
)
"""What is said for people, and what follows from the rest."""


def test_everything_that_the_file_says_is_read_or_fixed_or_words_for_people(file: dict[str, Any]) -> None:
    unnamed = [
        at
        for at, _ in fixed.leaves(file)
        if sum([at in fixed.FIXED, *(bool(re.fullmatch(each, at)) for each in (*READ, *WORDS))]) != 1
    ]
    assert unnamed == []
    assert fixed.FIXED.keys() <= dict(fixed.leaves(file)).keys()


def test_what_stays_imminent_is_reviewed_again_as_soon_as_the_file_says(file: dict[str, Any]) -> None:
    assert rules.read(file).again == timedelta(hours=24)
    del file["after_decision"][1]["repeat"]
    assert rules.read(file).again is None


@pytest.mark.parametrize(
    ("what", "place", "hours"),
    [
        ("contact", ("empty_step", "contact_list_exhausted_hours"), 1000),
        ("contact", ("empty_step", "contact_list_exhausted_hours"), 0.6),
        ("lapse", ("ack_is_owning", "ownership_lapses_after_hours_without_entry"), 12),
        ("warned", ("border", "warn_silent_hours"), 5000),
    ],
)
def test_nothing_is_loaded_that_lets_a_step_rest_for_longer_than_its_time(
    file: dict[str, Any], what: str, place: tuple[str, str], hours: float
) -> None:
    rules.patient(rules.read(file))
    rule, name = place
    next(each for each in file["rules"] if each["id"] == rule)[name]["imminent"] = hours
    with pytest.raises(Usage, match=f"Shorten {what} of imminent"):
        rules.patient(rules.read(file))


def test_what_stays_imminent_is_not_reviewed_later_than_its_review_lasts(file: dict[str, Any]) -> None:
    next(each for each in file["after_decision"] if each["id"] == "review")["repeat"] = (
        "imminent: every 30000 h until regraded"
    )
    with pytest.raises(Usage, match="Shorten review of imminent to 24 hours"):
        rules.patient(rules.read(file))
