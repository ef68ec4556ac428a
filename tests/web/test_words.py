"""Every word that the pages take from the desk's closed lists has a name that can be translated."""

import re
from pathlib import Path

import pytest

from upstander.records.desk import Answer, Confidence, Grade, Phase, SignalKind, Status
from upstander.records.figures import Kind, KnownBasis, Licence
from upstander.records.ladder import Happening, StepId
from upstander.records.people import Role
from upstander.records.scorecards import Came
from upstander.respond.clocks import ClockState
from upstander.store.lake import Lake
from upstander.web import terms
from upstander.web.words import LABELS, REGIONS, label

JOBS = Path(__file__).parents[2] / "src/upstander/jobs"
ACTION = re.compile(r"log\.append\(\s*[^\"=]*?\"([a-z ]+)\"")


@pytest.mark.parametrize(
    "words",
    [
        Answer,
        Confidence,
        Grade,
        Phase,
        SignalKind,
        Status,
        Kind,
        KnownBasis,
        Licence,
        Role,
        StepId,
        Happening,
        ClockState,
        Came,
    ],
)
def test_every_word_of_a_closed_list_has_a_name(words: type) -> None:
    assert [word for word in words if (words, word) not in LABELS] == []  # type: ignore[attr-defined]


def test_every_region_of_the_states_has_a_name(lake: Lake) -> None:
    from upstander.records.people import PUBLIC

    assert {state.region for state in lake.states(PUBLIC)} - {""} <= set(REGIONS)


def test_every_action_of_the_log_has_a_name() -> None:
    found = {action for path in JOBS.rglob("*.py") for action in ACTION.findall(path.read_text())}
    assert len(found) > 20
    assert found - set(terms.DEEDS) == set()


def test_a_word_of_two_lists_is_called_by_its_own() -> None:
    assert label(Answer.ACT) == "Act"
    assert label(StepId.ACT) == "First action"
    assert label("warning") == label(Grade.WARNING)
