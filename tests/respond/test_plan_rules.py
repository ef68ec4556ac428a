"""What a desk agreed about plans: figures with a reason, read as they stand, and refused where they cannot be."""

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

import pytest

from upstander.records.desk import Grade, Status
from upstander.records.errors import Usage
from upstander.records.plans import Action, ActionEntry, Funding
from upstander.respond import plans
from upstander.respond.plan_rules import parsed

TEXT = files("upstander.data").joinpath("plans.json").read_text("utf-8")
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def action(**given: object) -> Action:
    """An action of which only what is given matters."""
    none = ("money", "deadline", "started_at", "blocked_at", "done_at", "dropped_at")
    texts = {field.name for field in fields(Action)} - {*none, "parties", "entries", "grade"}
    values: dict[str, object] = dict.fromkeys(texts, "") | dict.fromkeys(none)
    values |= {"status": Status.ACTUAL, "owner": 0, "deputy": 0, "funding": Funding.UNKNOWN, "planned_at": NOW}
    return Action(**(values | given))  # type: ignore[arg-type]


def test_the_code_runs_by_every_figure_of_the_file_and_by_no_other() -> None:
    file, rules = json.loads(TEXT), parsed(TEXT)
    assert [each["days"] for each in file["look_back_days"]] == [span.days for span in rules.look_back]
    for name, spans in (
        ("blocked_again_hours", rules.blocked),
        ("exhausted_again_hours", rules.exhausted),
        ("action_follow_up_hours", rules.action),
    ):
        assert {grade: each["hours"] * HOUR for grade, each in file[name].items()} == dict(spans)
    assert timedelta(days=file["promise_follow_up_days"]["days"]) == rules.promise
    assert set(file) - {"_meta"} == {
        "look_back_days", "blocked_again_hours", "exhausted_again_hours", "action_follow_up_hours",
        "promise_follow_up_days",
    }  # fmt: skip
    del file["exhausted_again_hours"]
    assert parsed(json.dumps(file)).exhausted == rules.exhausted
    assert plans.look_back_on(date(2026, 1, 1), rules.look_back)[0] == date(2026, 1, 31)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"why": "A week', '"because": "A week'),
        ('"hours": 2,', '"hours": 0,'),
        ('"hours": 2,', '"hours": "soon",'),
        ('"hours": 2,', '"hours": 48,'),
        ('"days": 30, "why": "Once', '"days": 9e9, "why": "Once'),
        ('"mark": "ours, not verified"', '"mark": " "'),
        ("{", ""),
    ],
)
def test_a_figure_without_reason_mark_or_sense_is_refused(before: str, after: str) -> None:
    assert before in TEXT
    with pytest.raises(Usage):
        parsed(TEXT.replace(before, after, 1))


def test_a_blocked_action_is_told_again_by_the_hours_of_its_alerts_grade() -> None:
    spans = parsed(TEXT).blocked
    stuck = action(blocked_at=NOW)
    told = {
        grade: [
            plans.times_blocked(replace(stuck, grade=grade), NOW + hours * HOUR, spans) for hours in (1, 5, 49, 400)
        ]
        for grade in (*Grade, None)
    }
    assert told[Grade.IMMINENT] == [0, 2, 24, 200]
    assert told[Grade.WARNING] == [0, 0, 2, 16]
    assert told[Grade.WATCH] == told[None] == [0, 0, 0, 2]
    assert plans.times_blocked(action(), NOW + 400 * HOUR, spans) == 0
    assert plans.times_blocked(stuck, NOW - HOUR, spans) == 0


def test_an_action_under_way_asks_when_nobody_has_written_for_its_span_or_at_its_deadline() -> None:
    spans = parsed(TEXT).action
    begun = action(started_at=NOW, grade=Grade.IMMINENT)
    assert plans.asked_by(begun, spans) == NOW + 12 * HOUR
    assert plans.asked_by(replace(begun, entries=(ActionEntry("Bob", NOW + HOUR, "So."),)), spans) == NOW + 13 * HOUR
    assert plans.asked_by(replace(begun, deadline=NOW + 2 * HOUR), spans) == NOW + 2 * HOUR
    assert plans.asked_by(action(), spans) is None
