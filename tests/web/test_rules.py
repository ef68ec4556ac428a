"""The ladder's rules by page as by file: shown, tried, refused in words, and every version kept with who and when."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from upstander.jobs import ladder
from upstander.records.desk import Grade
from upstander.records.ladder import StepId
from upstander.records.people import Role, Viewer
from upstander.respond.rewrite import wishes_of
from upstander.web import rule_forms

As = Callable[[Viewer], Client]


@pytest.fixture
def sent(db: None) -> dict[str, Any]:
    """The form as it stands."""
    return {name: str(value) for name, value in rule_forms.typed(wishes_of(ladder.ladder())).items()}


def hours(step: StepId, grade: Grade) -> float:
    """What runs."""
    return ladder.ladder().rules[step].allowed[grade].total_seconds() / 3600


def test_the_page_shows_rungs_times_and_sums_to_those_who_work_here(alice: Viewer, as_: As) -> None:
    page = as_(alice).get("/ladder/rules/").content.decode()
    assert "from the signal to the first human decision" in page
    assert "Owner of the ladder: Focal point." in page
    assert "Let it run" not in page


def test_showing_what_a_change_means_changes_nothing(sent: dict[str, Any], bob: Viewer, as_: As) -> None:
    page = as_(bob).post("/ladder/rules/", sent | {"verify-warning": "20", "preview": "1"}).content.decode()
    assert "It may run." in page
    assert "<del>1" in page
    assert hours(StepId.VERIFY, Grade.WARNING) == 24


def test_what_would_be_refused_is_said_in_words_before_and_after(sent: dict[str, Any], bob: Viewer, as_: As) -> None:
    slow = sent | {"decide-imminent": "9"}
    tried = as_(bob).post("/ladder/rules/", slow | {"preview": "1"})
    assert tried.status_code == 200
    assert "Shorten the steps of imminent" in tried.content.decode()
    assert "too long" in tried.content.decode()
    assert as_(bob).post("/ladder/rules/", slow | {"run": "1"}).status_code == 400
    assert hours(StepId.DECIDE, Grade.IMMINENT) == 3


def test_a_change_runs_and_its_history_says_who_changed_what(sent: dict[str, Any], bob: Viewer, as_: As) -> None:
    browser = as_(bob)
    changed = {"verify-warning": "20", "note-deputy-0": "decision_maker", "owner": "decision_maker", "run": "1"}
    assert browser.post("/ladder/rules/", sent | changed).status_code == 302
    assert hours(StepId.VERIFY, Grade.WARNING) == 20
    assert ladder.ladder().rules[StepId.NOTE].deputies == (Role.DECISION_MAKER,)
    assert ladder.ladder().owner is Role.DECISION_MAKER
    page = browser.get("/ladder/rules/").content.decode()
    assert "Version 1" in page
    assert "Bob" in page
    assert "<ins>Decision maker</ins>" in page


def test_a_file_goes_out_and_comes_in_again(bob: Viewer, as_: As) -> None:
    browser = as_(bob)
    answer = browser.get("/ladder/rules/0/file")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ladder-0.json"'
    file = json.loads(answer.content)
    file["steps"][2]["max_hours"]["warning"] = 12
    assert browser.post("/ladder/rules/load", {"text": json.dumps(file)}).status_code == 302
    assert hours(StepId.VERIFY, Grade.WARNING) == 12


def test_a_file_with_a_hole_is_refused_in_one_sentence(bob: Viewer, as_: As) -> None:
    browser = as_(bob)
    file = json.loads(browser.get("/ladder/rules/0/file").content)
    file["lanes"]["normal"]["order"].remove("decide")
    answer = browser.post("/ladder/rules/load", {"text": json.dumps(file)})
    assert answer.status_code == 400
    assert "Add the step decide: a signal would stop before it." in answer.content.decode()


def test_a_version_that_never_ran_is_refused(bob: Viewer, as_: As) -> None:
    assert as_(bob).get("/ladder/rules/7/file").status_code == 400


def test_only_who_keeps_the_ladder_changes_it(sent: dict[str, Any], alice: Viewer, as_: As) -> None:
    assert as_(alice).post("/ladder/rules/", sent | {"run": "1"}).status_code == 403
    assert as_(alice).post("/ladder/rules/load", {"text": "{}"}).status_code == 403
