"""Handing an answer on, and needing to know more first: until somebody decides, somebody owes the answer."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from upstander.jobs import alerts, clocks, decisions, hearing, inquiries, ladder, people, referrals, signals, waiting
from upstander.jobs.owed import owed
from upstander.records.answers import Around, InquiryState, ReferralState
from upstander.records.desk import Address, Answer
from upstander.records.errors import Refused, Unknown, Usage
from upstander.records.ladder import StepId
from upstander.records.people import MACHINE, Role, Viewer
from upstander.respond.referrals import owners
from upstander.store.desk import log
from upstander.store.desk import people as accounts
from upstander.store.desk import reads as desk
from upstander.store.desk.threads import thread_of

HOUR = timedelta(hours=1)


@pytest.fixture
def issued(situation: str, alice: Viewer, bob: Viewer, cast: Cast, now: datetime) -> str:
    """An alert that waits for Dina."""
    asked = Address(cast.people["dina"], "Call the board.", now + 4 * HOUR, now + 18 * HOUR)
    id = alerts.draft(situation, DRAFT, [asked], who=alice, now=now)
    alerts.issue(id, who=bob, now=now)
    return id


@pytest.fixture
def erik(cast: Cast, now: datetime) -> Viewer:
    """Another decision maker, without any grant."""
    made = people.add("erik", "Erik", [Role.DECISION_MAKER], who=MACHINE, now=now)
    return accounts.viewer_of(made.id, now)


@pytest.fixture
def referral(issued: str, dina: Viewer, erik: Viewer, now: datetime) -> str:
    """Dina has named Erik."""
    return referrals.refer(issued, erik.person, "His ministry holds the mandate.", who=dina, now=now)


def verbs(viewer: Viewer, now: datetime) -> list[str]:
    """What waits for a person among alerts."""
    return [each.verb for each in waiting.waiting(viewer, now)]


def test_until_it_is_accepted_the_one_who_referred_it_still_owes_it(
    issued: str, referral: str, dina: Viewer, erik: Viewer, now: datetime
) -> None:
    assert verbs(dina, now) == ["decide"]
    assert verbs(erik, now) == []
    assert desk.alert(erik, issued).recipients[0].decision is None
    (line,) = owed(erik, now)
    assert (line.path, line.due) == (f"/alerts/{issued}/", now + 18 * HOUR)


def test_accepted_it_counts_and_the_next_owner_inherits_the_deadlines(
    issued: str, referral: str, dina: Viewer, erik: Viewer, now: datetime
) -> None:
    later = now + 17 * HOUR
    referrals.accept(referral, who=erik, now=later)
    first, second = desk.alert(erik, issued).recipients
    assert first.decision is not None
    assert (first.decision.answer, first.decision.reason) == (Answer.REFER, "His ministry holds the mandate.")
    assert (second.name, second.decide_by, second.acknowledged_at) == ("Erik", now + 18 * HOUR, later)
    assert second.referred_from == first.id
    assert verbs(dina, later) == []
    assert verbs(erik, later) == ["decide"]


def test_to_refer_stops_no_clock_and_finishes_no_step(
    issued: str, referral: str, alice: Viewer, erik: Viewer, now: datetime
) -> None:
    referrals.accept(referral, who=erik, now=now)
    thread = thread_of(alert=issued) or ""
    assert desk.thread(alice, thread).is_open(StepId.DECIDE)
    assert "decide" not in {each.clock for timed in clocks.timed(alice, now) for each in timed.readings if each.ended}
    decisions.decide(issued, Answer.ACT, "We call the board.", who=erik, now=now + HOUR)
    assert not desk.thread(alice, thread).is_open(StepId.DECIDE)


def test_returned_it_is_owed_by_the_sender_and_the_reason_is_read(
    issued: str, referral: str, dina: Viewer, erik: Viewer, now: datetime
) -> None:
    referrals.return_(referral, "No mandate of ours.", who=erik, now=now)
    (kept,) = desk.referrals(dina, issued)
    assert (kept.state, kept.returned_reason) == (ReferralState.RETURNED, "No mandate of ours.")
    assert verbs(dina, now) == ["decide"]
    assert owed(erik, now) == []
    with pytest.raises(Unknown):
        desk.alert(erik, issued)


def test_nobody_accepts_or_returns_for_another(
    referral: str, dina: Viewer, bob: Viewer, charlie: Viewer, now: datetime
) -> None:
    for viewer, error in ((dina, Refused), (bob, Refused), (charlie, Unknown)):
        with pytest.raises(error):
            referrals.accept(referral, who=viewer, now=now)
        with pytest.raises(error):
            referrals.return_(referral, "No.", who=viewer, now=now)


def test_a_warning_goes_round_in_no_circle(
    issued: str, referral: str, dina: Viewer, erik: Viewer, cast: Cast, now: datetime
) -> None:
    referrals.accept(referral, who=erik, now=now)
    for name in ("dina", "alice", "bob"):
        with pytest.raises(Usage, match="somebody else"):
            referrals.refer(issued, cast.people[name], "Back.", who=erik, now=now)
    for name in ("otto", "ada"):
        with pytest.raises(Usage, match="analyst"):
            referrals.refer(issued, cast.people[name], "Back.", who=erik, now=now)


def test_one_at_a_time_and_only_while_the_answer_is_owed(
    issued: str, referral: str, dina: Viewer, cast: Cast, now: datetime
) -> None:
    with pytest.raises(Usage, match="Wait"):
        referrals.refer(issued, cast.people["charlie"], "Also.", who=dina, now=now)
    referrals.withdraw(referral, who=dina, now=now)
    decisions.decide(issued, Answer.DECLINE, "No means.", who=dina, now=now)
    with pytest.raises(Usage, match="decided already"):
        referrals.refer(issued, cast.people["charlie"], "Also.", who=dina, now=now)


def test_deciding_takes_an_open_referral_back(
    issued: str, referral: str, dina: Viewer, erik: Viewer, now: datetime
) -> None:
    decisions.decide(issued, Answer.ACT, "I do it.", who=dina, now=now)
    assert desk.referrals(dina, issued)[0].state is ReferralState.WITHDRAWN
    assert owed(erik, now) == []
    with pytest.raises(Unknown):
        referrals.accept(referral, who=erik, now=now)


def test_who_has_handed_an_answer_on_cannot_take_it_back(
    issued: str, referral: str, dina: Viewer, erik: Viewer, now: datetime
) -> None:
    referrals.accept(referral, who=erik, now=now)
    made = desk.alert(dina, issued).recipients[0].decision
    assert made is not None
    with pytest.raises(Usage, match="accepted it"):
        decisions.supersede(made.id, Answer.ACT, "After all.", "A mistake.", who=dina, now=now)


@pytest.mark.parametrize("answer", [Answer.REFER, Answer.NEED_MORE])
def test_an_answer_that_decides_nothing_is_no_decision(
    answer: Answer, issued: str, dina: Viewer, now: datetime
) -> None:
    with pytest.raises(Usage, match="act of its own"):
        decisions.decide(issued, answer, "Because.", who=dina, now=now)
    assert verbs(dina, now) == ["acknowledge"]


def test_to_keep_watching_always_has_a_date_to_look_again(issued: str, dina: Viewer, now: datetime) -> None:
    with pytest.raises(Usage):
        decisions.decide(issued, Answer.KEEP_WATCHING, "Not yet.", who=dina, now=now, review_at=now - HOUR)
    id = decisions.decide(issued, Answer.KEEP_WATCHING, "Not yet.", who=dina, now=now, present="Two colleagues")
    made = desk.decision(dina, id)
    assert (made.review_at, made.present) == (now + timedelta(days=7), "Two colleagues")
    assert owed(dina, now) == []
    (line,) = owed(dina, now + timedelta(days=8))
    assert line.overdue
    decisions.supersede(id, Answer.DECLINE, "It is over.", "I looked again.", who=dina, now=now + timedelta(days=8))
    assert owed(dina, now + timedelta(days=9)) == []


def ask(alert: str, of: Viewer, who: Viewer, now: datetime, **more: object) -> str:
    """Ask for who commands the guards, in six hours."""
    given = {"due_at": now + 6 * HOUR, "reason": "It decides whom we call.", **more}
    return inquiries.need_more(alert, "Who commands the guards?", of.person, who=who, now=now, **given)  # type: ignore[arg-type]


def test_needing_more_decides_nothing_and_the_clock_runs_on(
    issued: str, dina: Viewer, alice: Viewer, now: datetime
) -> None:
    id = ask(issued, alice, dina, now, around=Around("Two colleagues", "One of them would act"))
    assert verbs(dina, now) == ["decide"]
    assert desk.alert(dina, issued).recipients[0].decide_by == now + 18 * HOUR
    (line,) = owed(alice, now)
    assert (line.path, line.due) == (f"/inquiries/{id}/", now + 6 * HOUR)
    assert desk.thread(alice, thread_of(alert=issued) or "").is_open(StepId.DECIDE)


def test_a_question_sent_twice_is_asked_once_and_for_another_time_again(
    issued: str, dina: Viewer, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    id, before = ask(issued, alice, dina, now), log.root()
    assert ask(issued, alice, dina, now) == id
    assert log.root() == before
    assert len({id, ask(issued, alice, dina, now, due_at=now + 7 * HOUR), ask(issued, bob, dina, now)}) == 3
    inquiries.answer(id, "The colonel.", who=alice, now=now)
    assert ask(issued, alice, dina, now) != id


def test_the_person_asked_sees_the_question_and_not_the_alert(
    issued: str, dina: Viewer, charlie: Viewer, now: datetime
) -> None:
    id = ask(issued, charlie, dina, now)
    assert desk.inquiry(charlie, id).what == "Who commands the guards?"
    with pytest.raises(Unknown):
        desk.alert(charlie, issued)
    (line,) = owed(charlie, now)
    assert DRAFT.title not in line.title


def test_an_answer_in_words_and_signals_reaches_the_one_who_must_decide(
    issued: str, situation: str, dina: Viewer, alice: Viewer, now: datetime
) -> None:
    id = ask(issued, alice, dina, now)
    signal = signals.report(situation, "Named", "The colonel.", who=alice, now=now)
    inquiries.answer(id, "The colonel.", who=alice, now=now, signals=[signal])
    kept = desk.inquiry(dina, id)
    assert (kept.state(now), kept.answer, kept.signals) == (InquiryState.ANSWERED, "The colonel.", (signal,))
    assert verbs(dina, now) == ["decide"]
    with pytest.raises(Usage, match="already"):
        inquiries.answer(id, "Again.", who=alice, now=now)


def test_nobody_answers_for_the_person_asked(
    issued: str, dina: Viewer, alice: Viewer, bob: Viewer, charlie: Viewer, now: datetime
) -> None:
    id = ask(issued, alice, dina, now)
    for viewer, error in ((dina, Refused), (bob, Refused), (charlie, Unknown)):
        with pytest.raises(error):
            inquiries.answer(id, "So.", who=viewer, now=now)


def test_an_answer_after_the_decision_is_due_needs_a_reason(
    issued: str, dina: Viewer, alice: Viewer, now: datetime
) -> None:
    late = now + 19 * HOUR
    with pytest.raises(Usage) as refusal:
        ask(issued, alice, dina, now, due_at=late)
    assert refusal.value.field == "late_reason"
    assert ask(issued, alice, dina, now, due_at=late, late_reason="The plane lands at eight.")
    with pytest.raises(Usage):
        ask(issued, alice, dina, now, due_at=now)


def test_not_answered_in_time_it_shows_to_both_and_is_said_once(
    issued: str, dina: Viewer, alice: Viewer, now: datetime
) -> None:
    ask(issued, alice, dina, now)
    late = now + 7 * HOUR
    assert owed(dina, now) == []
    assert [each.overdue for each in (*owed(alice, late), *owed(dina, late))] == [True, True]
    before = log.root()[0]
    assert (inquiries.mark_overdue(late), inquiries.mark_overdue(late)) == (1, 0)
    assert log.root()[0] == before + 1


def test_deciding_without_it_ends_the_question(issued: str, dina: Viewer, alice: Viewer, now: datetime) -> None:
    id = ask(issued, alice, dina, now)
    decisions.decide(issued, Answer.ACT, "No time.", who=dina, now=now)
    assert desk.inquiry(dina, id).state(now + 9 * HOUR) is InquiryState.CLOSED
    assert not [each for each in owed(alice, now) if each.path == f"/inquiries/{id}/"]
    with pytest.raises(Usage, match="without it"):
        inquiries.answer(id, "Late.", who=alice, now=now)


def test_what_is_asked_goes_with_the_answer_to_the_next_owner(
    issued: str, referral: str, dina: Viewer, erik: Viewer, alice: Viewer, now: datetime
) -> None:
    ask(issued, alice, dina, now)
    referrals.accept(referral, who=erik, now=now)
    late = now + 7 * HOUR
    assert owed(dina, late) == []
    assert [each.overdue for each in owed(erik, late)] == [True]
    assert [each.by_name for each in desk.inquiries(erik, issued)] == ["Dina"]


def test_each_answer_has_one_owner_however_far_it_is_handed_on(
    issued: str, referral: str, dina: Viewer, erik: Viewer, charlie: Viewer, now: datetime
) -> None:
    referrals.accept(referral, who=erik, now=now)
    second = referrals.refer(issued, charlie.person, "Hers.", who=erik, now=now)
    referrals.accept(second, who=charlie, now=now)
    found = desk.alert(dina, issued)
    assert [each.name for each in owners(found)] == ["Charlie"]
    assert [verbs(each, now) for each in (dina, erik, charlie)] == [[], [], ["decide"]]


def test_the_ladder_still_calls_while_an_answer_is_handed_about(
    issued: str, referral: str, alice: Viewer, now: datetime
) -> None:
    ladder.sweep(now + timedelta(days=3))
    step = desk.thread(alice, thread_of(alert=issued) or "").step(StepId.DECIDE)
    assert step is not None
    assert step.overdue_at is not None


def test_a_reader_with_anothers_eyes_answers_nothing(
    issued: str, referral: str, dina: Viewer, erik: Viewer, now: datetime
) -> None:
    with pytest.raises(Refused):
        referrals.accept(referral, who=replace(erik, reads_only=True), now=now)
    with pytest.raises(Refused):
        referrals.refer(issued, erik.person, "Yours.", who=replace(dina, reads_only=True), now=now)


def test_nobody_of_a_suspected_body_is_told_by_way_of_a_referral(
    issued: str, dina: Viewer, erik: Viewer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hearing, "left_out", lambda situation, persons: frozenset(persons))
    for refused in (
        lambda: referrals.refer(issued, erik.person, "His.", who=dina, now=now),
        lambda: ask(issued, erik, dina, now),
    ):
        with pytest.raises(Usage) as refusal:
            refused()
        assert "suspect" not in str(refusal.value)
    assert owed(erik, now) == []
