"""An answer given by telephone, on paper or on a classified network: written down by one, heard by another."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.conftest import Cast
from tests.jobs.test_referrals_and_inquiries import issued as issued
from upstander.jobs import access, clocks, decisions, duty, ladder, notices, people, recorded, waiting
from upstander.jobs.owed import owed
from upstander.records.answers import Medium
from upstander.records.desk import Answer
from upstander.records.errors import Refused, Unknown, Usage
from upstander.records.ladder import StepId
from upstander.records.people import MACHINE, Role, Viewer
from upstander.store.desk import people as accounts
from upstander.store.desk import reads as desk
from upstander.store.desk.threads import thread_of

HOUR = timedelta(hours=1)


@pytest.fixture
def wanda(cast: Cast, alice: Viewer, now: datetime) -> Viewer:
    """An analyst who sees the situation: a witness."""
    made = people.add("wanda", "Wanda", [Role.ANALYST], who=MACHINE, now=now)
    access.give(cast.situation, made.id, "Sits beside us.", now + timedelta(days=9), who=alice, now=now)
    return accounts.viewer_of(made.id, now)


def by_telephone(alert: str, person: Viewer, witness: Viewer, who: Viewer, now: datetime, **more: object) -> str:
    """Somebody said on the telephone, an hour ago, that they will act."""
    given = {"given_at": now - HOUR, "reference": "Log 17, line 4", **more}
    kind = (alert, person.person, Answer.ACT, Medium.TELEPHONE)
    return recorded.record(*kind, witness=witness.person, who=who, now=now, **given)  # type: ignore[arg-type]


@pytest.fixture
def later(now: datetime) -> datetime:
    """Five hours after the alert was issued."""
    return now + 5 * HOUR


@pytest.fixture
def made(issued: str, dina: Viewer, wanda: Viewer, bob: Viewer, later: datetime) -> str:
    """Bob has recorded Dina's answer; Wanda was there."""
    return by_telephone(issued, dina, wanda, bob, later)


def test_it_counts_at_once_and_from_the_time_it_was_given(
    issued: str, made: str, alice: Viewer, dina: Viewer, later: datetime
) -> None:
    kept = desk.decision(alice, made)
    assert (kept.name, kept.recorded_by, kept.decided_at) == ("Dina", "Bob", later - HOUR)
    assert waiting.waiting(dina, later) == []
    assert not desk.thread(alice, thread_of(alert=issued) or "").is_open(StepId.DECIDE)
    (ended,) = [each.ended for timed in clocks.timed(alice, later) for each in timed.readings if each.clock == "decide"]
    assert ended == later - HOUR


def test_nothing_of_what_was_said_is_kept_but_the_word_and_where_to_find_it(made: str, alice: Viewer) -> None:
    kept = desk.decision(alice, made)
    assert (kept.reason, kept.dissent, kept.present) == ("Given elsewhere; reference Log 17, line 4.", "", "")


def test_it_waits_for_the_witness_and_for_the_one_whose_answer_it_is(
    issued: str, made: str, dina: Viewer, wanda: Viewer, later: datetime
) -> None:
    for viewer, confirm in ((wanda, recorded.witness), (dina, recorded.confirm)):
        before = owed(viewer, later)
        confirm(made, who=viewer, now=later)
        (line,) = (each for each in before if each not in owed(viewer, later))
        assert line.path == f"/alerts/{issued}/"
        with pytest.raises(Usage, match="already"):
            confirm(made, who=viewer, now=later)
    kept = desk.recorded(dina, made)
    assert (kept.witnessed_at, kept.confirmed_at) == (later, later)


def test_a_disputed_answer_does_not_count_and_the_alert_waits_as_before(
    issued: str, made: str, alice: Viewer, dina: Viewer, later: datetime
) -> None:
    recorded.dispute(made, "I said that I would call back.", who=dina, now=later)
    (waits,) = waiting.waiting(dina, later)
    assert (waits.verb, waits.due) == ("decide", later + 13 * HOUR)
    assert desk.alert(alice, issued).recipients[0].decision is None
    assert desk.thread(alice, thread_of(alert=issued) or "").is_open(StepId.DECIDE)
    assert "decide" not in {each.clock for timed in clocks.timed(alice, later) for each in timed.readings if each.ended}
    second = decisions.decide(issued, Answer.DECLINE, "No means.", who=dina, now=later)
    assert desk.alert(alice, issued).recipients[0].decision == desk.decision(alice, second)


def test_disputed_after_the_end_of_its_thread_the_alert_waits_on_another_and_somebody_is_called(
    made: str, issued: str, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    ended, later = thread_of(alert=issued) or "", now + 6 * HOUR
    for step in (StepId.ACT, StepId.REVIEW):
        ladder.take(ended, step, who=bob, now=later)
        ladder.finish(ended, step, "Done.", who=bob, now=later)
    ladder.close(ended, "Over.", who=alice, now=later)
    recorded.dispute(made, "I never said so.", who=dina, now=later)
    again = desk.thread(alice, thread_of(alert=issued) or "")
    assert (again.id == ended, again.closed_at) == (False, None)
    assert [step.id for step in again.open_steps] == [StepId.DECIDE]


def test_nobody_confirms_witnesses_or_disputes_for_another(
    made: str, alice: Viewer, bob: Viewer, charlie: Viewer, later: datetime
) -> None:
    for viewer, error in ((alice, Refused), (bob, Refused), (charlie, Unknown)):
        for act in (recorded.witness, recorded.confirm):
            with pytest.raises(error):
                act(made, who=viewer, now=later)
        with pytest.raises(error):
            recorded.dispute(made, "No.", who=viewer, now=later)


def test_only_who_is_on_duty_or_a_focal_point_writes_it_down(
    issued: str, alice: Viewer, bob: Viewer, dina: Viewer, charlie: Viewer, wanda: Viewer, later: datetime
) -> None:
    for viewer, error in ((alice, Refused), (charlie, Unknown), (dina, Refused)):
        with pytest.raises(error):
            by_telephone(issued, dina, wanda, viewer, later)
    duty.put_on(alice.person, Role.ANALYST, later - HOUR, later + HOUR, who=bob, now=later)
    assert by_telephone(issued, dina, wanda, alice, later)


def test_the_witness_is_a_third_person_who_sees_the_situation(
    issued: str, bob: Viewer, dina: Viewer, charlie: Viewer, later: datetime
) -> None:
    for witness in (bob, dina, charlie):
        with pytest.raises(Usage) as refusal:
            by_telephone(issued, dina, witness, bob, later)
        assert refusal.value.field == "witness"


@pytest.mark.parametrize("hours", [-6, 1])
def test_the_time_given_lies_after_the_issue_and_not_in_the_future(
    hours: int, issued: str, dina: Viewer, wanda: Viewer, bob: Viewer, later: datetime
) -> None:
    with pytest.raises(Usage) as refusal:
        by_telephone(issued, dina, wanda, bob, later, given_at=later + hours * HOUR)
    assert refusal.value.field == "given_at"


def test_nobody_records_for_somebody_whom_the_alert_does_not_ask(
    issued: str, alice: Viewer, bob: Viewer, dina: Viewer, wanda: Viewer, later: datetime
) -> None:
    with pytest.raises(Unknown):
        by_telephone(issued, alice, wanda, bob, later)
    by_telephone(issued, dina, wanda, bob, later)
    with pytest.raises(Usage, match="decided already"):
        by_telephone(issued, dina, wanda, bob, later)


def test_a_reader_with_anothers_eyes_records_nothing(
    issued: str, dina: Viewer, wanda: Viewer, bob: Viewer, later: datetime
) -> None:
    with pytest.raises(Refused):
        by_telephone(issued, dina, wanda, replace(bob, reads_only=True), later)


def test_a_disputed_answer_is_late_like_one_that_never_came(
    issued: str, made: str, dina: Viewer, now: datetime, later: datetime
) -> None:
    recorded.dispute(made, "I said that I would call back.", who=dina, now=later)
    told = notices.remind(now + 19 * HOUR)
    assert told == 2
    assert notices.remind(now + 20 * HOUR) == 0
