"""Acknowledging, deciding, and what is late."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warn.test_alerts import ADDRESSEE, ANALYST, FOCAL, alert
from upstander.records.desk import Alert, AlertStage, Answer, Decision, Recipient, Status, Waiting
from upstander.records.errors import Refused, Unknown, UpstanderError, Usage
from upstander.records.people import Viewer
from upstander.respond import answers

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ISSUED = replace(alert(), stage=AlertStage.ISSUED)
ASKED = ISSUED.recipients[0]


def decided(*, superseded: bool = False) -> Recipient:
    first = Decision("d1", "a1", "r1", 4, "Dina", Answer.DECLINE, "No means.", "", NOW)
    second = replace(first, id="d2", supersedes="d1", answer=Answer.ACT)
    made = (replace(first, superseded_by="d2"), second) if superseded else (first,)
    return replace(ASKED, acknowledged_at=NOW, decisions=made)


def test_an_addressee_answers_an_issued_alert() -> None:
    assert answers.recipient_of(ISSUED, ADDRESSEE) is ASKED


def test_a_draft_is_not_answered() -> None:
    with pytest.raises(Usage, match="draft"):
        answers.recipient_of(alert(), ADDRESSEE)


def test_nobody_answers_for_another_nor_while_only_reading() -> None:
    for viewer in (FOCAL, replace(ADDRESSEE, reads_only=True)):
        with pytest.raises(Refused, match="addressee"):
            answers.recipient_of(ISSUED, viewer)


def test_acknowledging_and_deciding_happen_once() -> None:
    answers.may_acknowledge(ASKED)
    answers.may_decide(ASKED)
    with pytest.raises(Usage, match="already"):
        answers.may_acknowledge(decided())
    with pytest.raises(Usage, match="supersede"):
        answers.may_decide(decided())


def test_a_focal_point_takes_somebody_off_while_another_is_left_who_decides() -> None:
    other = replace(ASKED, id="r2", person=7, name="Erik")
    two = replace(ISSUED, recipients=(ASKED, other))
    assert answers.may_take_off(two, ASKED.person, FOCAL, {4, 7}) is ASKED
    wrong: tuple[tuple[Alert, int, Viewer, set[int], str], ...] = (
        (two, ASKED.person, ANALYST, {4, 7}, "Ask a focal point"),
        (replace(two, stage=AlertStage.DRAFT), ASKED.person, FOCAL, {4, 7}, "Change the draft"),
        (two, 9, FOCAL, {4, 7}, "whom this alert asks"),
        (replace(two, recipients=(ASKED, replace(other, person=FOCAL.person))), FOCAL.person, FOCAL, {4}, "themselves"),
        (replace(two, recipients=(decided(), other)), ASKED.person, FOCAL, {4, 7}, "their answer stands"),
        (two, ASKED.person, FOCAL, {4}, "nobody would be left"),
        (ISSUED, ASKED.person, FOCAL, {4}, "nobody would be left"),
    )
    for found, person, who, others, why in wrong:
        with pytest.raises(UpstanderError, match=why):
            answers.may_take_off(found, person, who, others)
    assert answers.may_take_off(replace(two, recipients=(ASKED, replace(decided(), person=7))), 4, FOCAL, {4, 7})


def test_only_the_decision_that_stands_is_superseded() -> None:
    replaced = replace(ISSUED, recipients=(decided(superseded=True),))
    assert answers.may_supersede(replaced, "d2", ADDRESSEE).id == "d2"
    with pytest.raises(Usage, match="stands"):
        answers.may_supersede(replaced, "d1", ADDRESSEE)
    with pytest.raises(Unknown):
        answers.may_supersede(replaced, "d3", ADDRESSEE)


def test_first_the_acknowledgement_is_due_then_the_decision_then_nothing() -> None:
    assert answers.due(ASKED) == ASKED.acknowledge_by
    assert answers.due(replace(ASKED, acknowledged_at=NOW)) == ASKED.decide_by
    assert answers.due(decided()) is None


@given(st.integers(min_value=-100_000, max_value=100_000))
def test_late_is_from_the_deadline_on(seconds: int) -> None:
    moment = ASKED.acknowledge_by + timedelta(seconds=seconds)
    owed = answers.waits(ISSUED, ASKED, moment)
    assert owed is not None
    assert owed.overdue is (seconds >= 0)


def test_what_waits_names_the_verb() -> None:
    owed = answers.waits(ISSUED, ASKED, NOW)
    assert owed is not None
    assert (owed.verb, owed.overdue) == ("acknowledge", False)
    read = answers.waits(ISSUED, replace(ASKED, acknowledged_at=NOW), NOW + timedelta(days=2))
    assert read is not None
    assert (read.verb, read.overdue) == ("decide", True)
    assert answers.waits(ISSUED, decided(), NOW) is None


def test_the_real_comes_before_exercises_and_the_oldest_deadline_first() -> None:
    early, late = (Waiting("decide", ISSUED, ASKED, NOW + timedelta(hours=hours), False) for hours in (1, 2))
    unsigned = Waiting("sign", alert(), None, None, False)
    drill = Waiting("decide", replace(ISSUED, status=Status.EXERCISE), ASKED, NOW, True)
    assert answers.in_order([drill, unsigned, late, early]) == [early, late, unsigned, drill]
