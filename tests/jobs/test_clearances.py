"""Clearing a draft by silence: an hour set, no objection by then, and nobody's name under it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from tests.jobs.test_recorded_answers import wanda as wanda
from upstander.jobs import alerts, clearances, signals
from upstander.jobs.answer_sweep import sweep
from upstander.jobs.owed import owed
from upstander.records.answers import ClearanceState
from upstander.records.desk import Address, Grade
from upstander.records.errors import Refused, Unknown, Usage
from upstander.records.people import Viewer
from upstander.store.desk import reads as desk

HOUR = timedelta(hours=1)


@pytest.fixture
def asked(cast: Cast, now: datetime) -> list[Address]:
    """Dina must answer."""
    return [Address(cast.people["dina"], "Call the board.", now + 24 * HOUR, now + 48 * HOUR)]


@pytest.fixture
def draft(situation: str, alice: Viewer, asked: list[Address], now: datetime) -> str:
    """Alice's draft."""
    return alerts.draft(situation, DRAFT, asked, who=alice, now=now)


@pytest.fixture
def clearance(draft: str, alice: Viewer, bob: Viewer, wanda: Viewer, now: datetime) -> str:
    """Bob and Wanda are asked, and have four hours."""
    return clearances.ask(draft, [bob.person, wanda.person], "Is anything wrong?", now + 4 * HOUR, who=alice, now=now)


def test_silence_by_the_hour_is_clearance_and_nobodys_signature(
    clearance: str, draft: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    assert desk.clearance(alice, clearance).state(now + 3 * HOUR) is ClearanceState.OPEN
    assert desk.clearance(alice, clearance).state(now + 4 * HOUR) is ClearanceState.CLEARED
    found = desk.alert(alice, draft)
    assert found.signatures == ()
    assert [each.decisions for each in found.recipients] == [()]
    assert (sweep(now + 4 * HOUR), sweep(now + 4 * HOUR)) == (1, 0)
    line = desk.log(alice)[0][0]
    assert (line.action, line.person) == ("cleared by silence", -1)


def test_it_waits_for_everybody_asked_until_the_hour(
    clearance: str, draft: str, bob: Viewer, wanda: Viewer, now: datetime
) -> None:
    for viewer in (bob, wanda):
        (line,) = owed(viewer, now)
        assert (line.path, line.due) == (f"/alerts/{draft}/", now + 4 * HOUR)
        assert owed(viewer, now + 4 * HOUR) == []


def test_one_objection_before_the_hour_and_it_is_not_cleared(
    clearance: str, alice: Viewer, bob: Viewer, wanda: Viewer, now: datetime
) -> None:
    clearances.object_to(clearance, "The second source is the first one again.", who=wanda, now=now + HOUR)
    found = desk.clearance(bob, clearance)
    assert found.state(now + 9 * HOUR) is ClearanceState.OBJECTED
    assert [each.objection for each in found.voices] == ["", "The second source is the first one again."]
    assert owed(wanda, now + HOUR) == []
    assert f"/alerts/{found.alert}/" in {each.path for each in desk.notices(alice)}
    with pytest.raises(Usage, match="already"):
        clearances.object_to(clearance, "Again.", who=wanda, now=now + HOUR)
    sweep(now + 4 * HOUR)
    assert desk.log(alice)[0][0].action == "not cleared"


def test_after_the_hour_an_objection_is_dissent(clearance: str, bob: Viewer, now: datetime) -> None:
    with pytest.raises(Usage, match="dissent"):
        clearances.object_to(clearance, "Too late.", who=bob, now=now + 4 * HOUR)


def test_another_text_is_cleared_by_nothing(
    clearance: str, draft: str, asked: list[Address], alice: Viewer, bob: Viewer, now: datetime
) -> None:
    alerts.change(draft, replace(DRAFT, text="New."), asked, who=alice, now=now)
    assert desk.clearance(alice, clearance).state(now + 5 * HOUR) is ClearanceState.VOID
    assert owed(bob, now) == []
    with pytest.raises(Usage, match="changed"):
        clearances.object_to(clearance, "Wrong.", who=bob, now=now)


@pytest.mark.parametrize("word", ["genocide", "génocide", "геноцид", "种族灭绝", "إبادة جماعية"])
def test_a_text_that_names_the_crime_is_never_cleared_by_silence(
    word: str, draft: str, asked: list[Address], alice: Viewer, bob: Viewer, now: datetime
) -> None:
    for part in ("title", "text", "ask", "alternatives", "change_our_mind", "dissent", "reason"):
        alerts.change(draft, replace(DRAFT, **{part: f"It is {word}."}), asked, who=alice, now=now)
        with pytest.raises(Refused, match="signatures"):
            clearances.ask(draft, [bob.person], "So?", now + HOUR, who=alice, now=now)


def test_nor_is_a_question_that_names_it(draft: str, alice: Viewer, bob: Viewer, now: datetime) -> None:
    with pytest.raises(Refused, match="signatures"):
        clearances.ask(draft, [bob.person], "May we say war crimes?", now + HOUR, who=alice, now=now)


def test_nor_is_one_that_names_it_in_its_evidence_or_to_one_addressee(
    situation: str, asked: list[Address], alice: Viewer, bob: Viewer, now: datetime
) -> None:
    shown = signals.report(situation, "A speech", "He spoke of genocide.", who=alice, now=now)
    asks = [replace(each, asked="Say that it is genocide.") for each in asked]
    for text, addressed in ((replace(DRAFT, signals=(shown,)), asked), (DRAFT, asks)):
        id = alerts.draft(situation, text, addressed, who=alice, now=now)
        with pytest.raises(Refused, match="signatures"):
            clearances.ask(id, [bob.person], "So?", now + HOUR, who=alice, now=now)


def test_issuing_before_clearance_or_against_an_objection_takes_a_written_reason(
    clearance: str, draft: str, alice: Viewer, bob: Viewer, wanda: Viewer, now: datetime
) -> None:
    clearances.object_to(clearance, "One source.", who=wanda, now=now)
    for despite in ("", "   "):
        with pytest.raises(Usage) as refusal:
            alerts.issue(draft, who=bob, now=now, despite=despite)
        assert refusal.value.field == "despite"
    alerts.issue(draft, who=bob, now=now, despite="The town has hours.")
    assert desk.clearance(alice, clearance).despite == "The town has hours."


def test_a_cleared_draft_is_issued_without_further_words(
    clearance: str, draft: str, bob: Viewer, now: datetime
) -> None:
    alerts.issue(draft, who=bob, now=now + 5 * HOUR)


def test_nothing_imminent_waits_for_clearance(
    situation: str, asked: list[Address], alice: Viewer, bob: Viewer, wanda: Viewer, now: datetime
) -> None:
    id = alerts.draft(situation, replace(DRAFT, grade=Grade.IMMINENT), asked, who=alice, now=now)
    clearances.ask(id, [bob.person], "So?", now + HOUR, who=alice, now=now)
    alerts.sign(id, who=wanda, now=now)
    alerts.issue(id, who=bob, now=now)


def test_only_people_of_the_situation_are_asked_and_ask(
    draft: str, alice: Viewer, bob: Viewer, dina: Viewer, charlie: Viewer, otto: Viewer, now: datetime
) -> None:
    for person in (dina, charlie, alice):
        with pytest.raises(Usage) as refusal:
            clearances.ask(draft, [person.person], "So?", now + HOUR, who=alice, now=now)
        assert refusal.value.field == "people"
    for viewer in (dina, charlie, otto):
        with pytest.raises(Unknown):
            clearances.ask(draft, [bob.person], "So?", now + HOUR, who=viewer, now=now)
    with pytest.raises(Usage):
        clearances.ask(draft, [bob.person], "So?", now, who=alice, now=now)


def test_an_addressee_reads_nothing_of_the_clearance(
    clearance: str, draft: str, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    alerts.issue(draft, who=bob, now=now, despite="Hours.")
    assert desk.clearances(dina, draft) == []
    with pytest.raises(Unknown):
        desk.clearance(dina, clearance)
    with pytest.raises(Unknown):
        clearances.object_to(clearance, "No.", who=dina, now=now)


def test_nobody_objects_who_was_not_asked(clearance: str, alice: Viewer, bob: Viewer, now: datetime) -> None:
    for viewer in (alice, replace(bob, reads_only=True)):
        with pytest.raises(Refused):
            clearances.object_to(clearance, "No.", who=viewer, now=now)
