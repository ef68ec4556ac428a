"""An alert lives on, on a real database: alone after an hour, updated, cancelled, cleared, and kept from suspects."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from tests.threads import open_thread
from upstander.jobs import (
    access,
    alert_life,
    alerts,
    clearances,
    decisions,
    duty,
    export,
    ladder,
    notices,
    owed,
    people,
    plans,
    situations,
    suspects,
    waiting,
)
from upstander.jobs import wording as wordings
from upstander.lib.text import Sentence
from upstander.records.alert_life import AlertKind, Verdict, Wording
from upstander.records.desk import Address, Answer, Grade, Status
from upstander.records.errors import Refused, Unknown, Usage
from upstander.records.ladder import Happening, StepId
from upstander.records.people import MACHINE, Role, Viewer
from upstander.store.desk import log, outbox, rulebook
from upstander.store.desk import people as stored
from upstander.store.desk import reads as desk
from upstander.store.desk.inbox import address_too
from upstander.store.desk.models import Notice
from upstander.store.desk.people import viewer_of
from upstander.store.desk.threads import thread_of
from upstander.store.lake import Lake
from upstander.warn import softening

URGENT = replace(DRAFT, grade=Grade.IMMINENT)
HOUR = timedelta(hours=1)
CHANGED = replace(DRAFT, text="Columns stand before the town.", reason="They moved in the night.")


@pytest.fixture
def to_dina(cast: Cast, now: datetime) -> Address:
    return Address(cast.people["dina"], "Call the board.", now + timedelta(hours=4), now + timedelta(hours=18))


@pytest.fixture
def draft(situation: str, alice: Viewer, to_dina: Address, now: datetime) -> Callable[..., str]:
    return lambda text=DRAFT: alerts.draft(situation, text, [to_dina], who=alice, now=now)


@pytest.fixture
def issued(draft: Callable[..., str], bob: Viewer, now: datetime) -> str:
    id = draft()
    alerts.issue(id, who=bob, now=now)
    return id


@pytest.fixture
def carol(cast: Cast, situation: str, alice: Viewer, now: datetime) -> Viewer:
    """A second analyst who sees the situation."""
    id = people.add("carol", "Carol", [Role.ANALYST], who=MACHINE, now=now).id
    access.give(situation, id, "Second reader.", now + timedelta(days=9), who=alice, now=now)
    return replace(cast.viewer("alice"), person=id, name="Carol", grants=frozenset({situation}))


@pytest.fixture
def alone(draft: Callable[..., str], alice: Viewer, bob: Viewer, now: datetime) -> str:
    """An imminent alert that Bob issued alone."""
    id = draft(URGENT)
    alert_life.ask(id, who=alice, now=now)
    alert_life.issue_alone(id, who=bob, now=now + HOUR)
    return id


def test_alone_after_an_hour_marked_and_owed_a_review(
    alone: str, alice: Viewer, carol: Viewer, dina: Viewer, now: datetime
) -> None:
    found = desk.alert(dina, alone)
    assert (found.life.single_signature, found.life.review_by) == (True, now + HOUR + timedelta(days=1))
    (asked,) = [each for each in owed.owed(carol, now) if each.path == f"/alerts/{alone}/"]
    assert (asked.due, asked.overdue) == (now + HOUR + timedelta(days=1), False)
    assert owed.owed(carol, now + timedelta(days=3))[0].overdue
    assert not [each for each in owed.owed(alice, now) if "review" in str(each.ask)]


def test_the_draft_waits_for_others_until_the_hour_ends(
    draft: Callable[..., str], alice: Viewer, bob: Viewer, carol: Viewer, now: datetime
) -> None:
    id = draft(URGENT)
    alert_life.ask(id, who=alice, now=now)
    assert [(item.verb, item.due, item.overdue) for item in waiting.waiting(carol, now)] == [
        ("sign", now + HOUR, False)
    ]
    assert [(item.verb, item.overdue) for item in waiting.waiting(bob, now + HOUR)] == [("issue", True)]
    alert_life.withhold(id, "The source lied before.", who=carol, now=now)
    assert waiting.waiting(carol, now) == []
    with pytest.raises(Refused, match="withheld"):
        alert_life.issue_alone(id, who=bob, now=now + HOUR)
    assert desk.alert(alice, id).signatures[0].withheld == "The source lied before."


def test_deadlines_that_pass_in_the_hour_of_silence_keep_no_alert_in(
    situation: str, alice: Viewer, bob: Viewer, dina: Viewer, otto: Viewer, to_dina: Address, now: datetime
) -> None:
    soon = replace(to_dina, acknowledge_by=now + HOUR / 2, decide_by=now + 3 * HOUR)
    id = alerts.draft(situation, URGENT, [soon], who=alice, now=now)
    with pytest.raises(Usage, match="Set new deadlines"):
        alerts.issue(id, who=bob, now=now + HOUR)
    alert_life.ask(id, who=alice, now=now)
    alert_life.issue_alone(id, who=bob, now=now + HOUR)
    found = desk.alert(dina, id)
    (asked,) = found.recipients
    assert (asked.acknowledge_by, asked.decide_by) == (now + 1.5 * HOUR, now + 3 * HOUR)
    assert (found.life.deadlines_moved, found.version) == (True, 1)
    assert all(each.voided_at is None and each.digest == found.digest for each in found.signatures)
    assert desk.versions(dina, id)[0].asked[0].acknowledge_by == now + HOUR / 2
    assert waiting.waiting(dina, now + HOUR)[0].due == now + 1.5 * HOUR
    (line,) = [each for each in log.entries(otto)[0] if each.action == "issued"]
    assert line.detail["deadlines_moved_by"] == "1:00:00"


def test_without_a_decision_by_its_own_deadline_the_ladder_goes_on(
    situation: str, alice: Viewer, bob: Viewer, dina: Viewer, to_dina: Address, now: datetime
) -> None:
    soon = replace(to_dina, acknowledge_by=now + HOUR, decide_by=now + 2 * HOUR)
    id = alerts.draft(situation, DRAFT, [soon], who=alice, now=now)
    alerts.issue(id, who=bob, now=now)
    alerts.acknowledge(id, who=dina, now=now + HOUR / 2)
    thread = thread_of(alert=id) or ""
    ladder.sweep(now + 2 * HOUR - timedelta(seconds=1))
    assert desk.thread(alice, thread).step(StepId.DECIDE).owner == dina.person
    ladder.sweep(now + 2 * HOUR)
    assert desk.thread(alice, thread).step(StepId.DECIDE).owner == 0
    said = {(each.what, each.at, each.person) for each in desk.events(alice, thread) if each.step is StepId.DECIDE}
    assert {(what, now + 2 * HOUR, dina.person) for what in (Happening.OVERDUE, Happening.LAPSED)} <= said


def test_an_alert_that_gives_longer_than_the_ladder_keeps_no_step_open_longer(
    situation: str, alice: Viewer, bob: Viewer, to_dina: Address, now: datetime
) -> None:
    id = alerts.draft(situation, DRAFT, [replace(to_dina, decide_by=now + 99 * HOUR)], who=alice, now=now)
    alerts.issue(id, who=bob, now=now)
    allowed = ladder.ladder().rules[StepId.DECIDE].allowed[Grade.WARNING]
    assert desk.thread(alice, thread_of(alert=id) or "").step(StepId.DECIDE).due_at == now + allowed


def test_nobody_decides_on_an_alert_that_they_wrote_signed_or_would_not_sign(
    draft: Callable[..., str], alice: Viewer, bob: Viewer, dina: Viewer, carol: Viewer, cast: Cast, now: datetime
) -> None:
    for person in (alice.person, carol.person):
        people.set_roles(person, [Role.ANALYST, Role.FOCAL_POINT], who=MACHINE, now=now)
    wrote, would_not = cast.viewer("alice"), viewer_of(carol.person, now)
    id = draft(URGENT)
    alert_life.withhold(id, "Too sure.", who=would_not, now=now)
    alerts.sign(id, who=would_not, now=now)
    alerts.issue(id, who=bob, now=now)
    thread = thread_of(alert=id) or ""
    for who in (wrote, would_not, bob):
        with pytest.raises(Refused, match="Find somebody else to decide"):
            ladder.take(thread, StepId.DECIDE, who=who, now=now)
        address_too(thread, who.person)
    assert [each.name for each in desk.alert(dina, id).recipients] == ["Dina"]
    fred = people.add("fred", "Fred", [Role.FOCAL_POINT], who=MACHINE, now=now).id
    access.give(desk.alert(dina, id).situation, fred, "Owns the ladder.", now + 9 * HOUR, who=wrote, now=now)
    ladder.take(thread, StepId.DECIDE, who=viewer_of(fred, now), now=now)
    assert {each.name for each in desk.alert(dina, id).recipients} == {"Dina", "Fred"}


def test_another_text_asks_anew(
    draft: Callable[..., str], alice: Viewer, bob: Viewer, to_dina: Address, now: datetime
) -> None:
    id = draft(URGENT)
    alert_life.ask(id, who=alice, now=now)
    alerts.change(id, replace(URGENT, text="Other."), [to_dina], who=alice, now=now)
    with pytest.raises(Refused, match="Ask for the second signature first"):
        alert_life.issue_alone(id, who=bob, now=now + HOUR)


def test_no_clock_stops_while_a_signature_is_waited_for(
    draft: Callable[..., str], alice: Viewer, bob: Viewer, now: datetime
) -> None:
    id = draft(URGENT)
    thread = thread_of(alert=id) or ""
    before = {step.id: step.due_at for step in desk.thread(alice, thread).steps}
    alert_life.ask(id, who=alice, now=now)
    assert {step.id: step.due_at for step in desk.thread(alice, thread).steps} == before


def test_in_a_drill_the_hour_has_the_drills_pace(situation: str, now: datetime) -> None:
    assert alert_life.patience(situation) == HOUR
    rulebook.add(f"pace:{situation}", "240", "drill", now)
    assert alert_life.patience(situation) == HOUR * (3 * timedelta(minutes=4) / timedelta(hours=12))


def test_a_review_asks_for_what_it_found_to_be_missing(
    alone: str, alice: Viewer, carol: Viewer, bob: Viewer, now: datetime
) -> None:
    later = now + timedelta(hours=2)
    alert_life.review(alone, Verdict.CANCELLED, "The source lied.", who=carol, now=later)
    assert [str(each.ask) for each in owed.owed(alice, later) if "cancelled" in str(each.ask)]
    cancelling = alert_life.cancel(alone, "The source lied.", who=alice, now=later)
    with pytest.raises(Refused, match="second signature"):
        alerts.issue(cancelling, who=bob, now=later)
    alerts.sign(cancelling, who=carol, now=later)
    alerts.issue(cancelling, who=bob, now=later)
    assert not [each for each in owed.owed(alice, later) if "cancelled" in str(each.ask)]


def test_an_update_takes_the_place_of_what_it_updates(
    issued: str, alice: Viewer, bob: Viewer, dina: Viewer, to_dina: Address, now: datetime
) -> None:
    new = alert_life.update(issued, CHANGED, [to_dina], who=alice, now=now)
    with pytest.raises(Unknown):
        desk.alert(dina, new)
    assert [item.alert.id for item in waiting.waiting(dina, now)] == [issued]
    alerts.issue(new, who=bob, now=now)
    assert [item.alert.id for item in waiting.waiting(dina, now)] == [new]
    with pytest.raises(Usage, match=f"Answer the update {new}"):
        decisions.decide(issued, Answer.DECLINE, "No.", who=dina, now=now)
    decisions.decide(new, Answer.DECLINE, "No means.", who=dina, now=now)
    assert waiting.waiting(dina, now) == []
    old, found = desk.alert(dina, issued), desk.alert(dina, new)
    assert ([each.id for each in old.life.after], [each.id for each in found.life.before]) == ([new], [issued])
    assert thread_of(alert=issued) == thread_of(alert=new)


def test_what_was_decided_before_the_update_stays(
    issued: str, alice: Viewer, bob: Viewer, dina: Viewer, to_dina: Address, now: datetime
) -> None:
    made = decisions.decide(issued, Answer.DECLINE, "No means.", who=dina, now=now)
    alerts.issue(alert_life.update(issued, CHANGED, [to_dina], who=alice, now=now), who=bob, now=now)
    decisions.supersede(made, Answer.ACT, "We act.", "I misread it.", who=dina, now=now)
    kept = desk.alert(dina, issued).recipients[0].decision
    assert kept is not None
    assert kept.answer is Answer.ACT


def test_who_is_left_out_of_an_update_still_owes_the_answer(
    issued: str, alice: Viewer, bob: Viewer, dina: Viewer, cast: Cast, to_dina: Address, now: datetime
) -> None:
    other = replace(to_dina, person=cast.people["charlie"])
    alerts.issue(alert_life.update(issued, CHANGED, [other], who=alice, now=now), who=bob, now=now)
    assert [item.alert.id for item in waiting.waiting(dina, now)] == [issued]
    assert desk.alert(dina, issued).life.after == ()
    decisions.decide(issued, Answer.DECLINE, "No means.", who=dina, now=now)


def test_only_the_newest_text_is_changed_and_only_once(
    issued: str, alice: Viewer, bob: Viewer, to_dina: Address, now: datetime
) -> None:
    one, two = (alert_life.update(issued, CHANGED, [to_dina], who=alice, now=now) for _ in range(2))
    alerts.issue(one, who=bob, now=now)
    with pytest.raises(Usage, match=f"Start again from {one}"):
        alerts.issue(two, who=bob, now=now)
    with pytest.raises(Usage, match=f"Start from {one}"):
        alert_life.cancel(issued, "False.", who=alice, now=now)
    with pytest.raises(Usage, match="only an issued alert"):
        alert_life.cancel(two, "False.", who=alice, now=now)


def test_a_cancellation_ends_the_line_and_its_thread(
    issued: str, alice: Viewer, bob: Viewer, dina: Viewer, to_dina: Address, now: datetime
) -> None:
    new = alert_life.update(issued, CHANGED, [to_dina], who=alice, now=now)
    alerts.issue(new, who=bob, now=now)
    ended = alert_life.cancel(new, "The report was false.", who=alice, now=now)
    alerts.issue(ended, who=bob, now=now)
    assert [(item.verb, item.alert.id) for item in waiting.waiting(dina, now)] == [("acknowledge", ended)]
    for id in (issued, new):
        with pytest.raises(Usage, match="Nothing is left to answer"):
            decisions.decide(id, Answer.ACT, "We act.", who=dina, now=now)
    with pytest.raises(Usage, match="no decision"):
        decisions.decide(ended, Answer.ACT, "We act.", who=dina, now=now)
    alerts.acknowledge(ended, who=dina, now=now)
    assert waiting.waiting(dina, now) == []
    closed = desk.thread(alice, thread_of(alert=issued) or "")
    assert (closed.closed_at, closed.closed_reason) == (now, "The report was false.")
    with pytest.raises(Usage, match="Draft a new alert"):
        alert_life.update(ended, CHANGED, [to_dina], who=alice, now=now)


def test_a_cancellation_of_what_was_decided_on_leaves_its_outcome_to_be_written(
    issued: str, alice: Viewer, bob: Viewer, dina: Viewer, to_dina: Address, now: datetime
) -> None:
    new = alert_life.update(issued, CHANGED, [to_dina], who=alice, now=now)
    alerts.issue(new, who=bob, now=now)
    decisions.decide(new, Answer.ACT, "We act.", who=dina, now=now)
    alerts.issue(alert_life.cancel(new, "The report was false.", who=alice, now=now), who=bob, now=now)
    thread = thread_of(alert=issued) or ""
    assert [step.id for step in desk.thread(alice, thread).open_steps] == [StepId.REVIEW]
    with pytest.raises(Usage, match="Write down what came of it"):
        ladder.close(thread, "It was false.", who=alice, now=now)
    plans.conclude(thread, "Envoys were called back.", now.date(), "Own file.", who=alice, now=now)
    ladder.close(thread, "It was false.", who=alice, now=now)
    assert desk.look_backs(alice)


def test_the_all_clear_leaves_the_lesson_to_be_written(
    issued: str, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    cleared = alert_life.all_clear(issued, "They went home.", who=alice, now=now)
    alerts.issue(cleared, who=bob, now=now)
    thread = desk.thread(alice, thread_of(alert=issued) or "")
    assert thread.closed_at is None
    assert [step.id for step in thread.open_steps] == [StepId.REVIEW]
    assert desk.alert(dina, cleared).kind is AlertKind.ALL_CLEAR


def test_a_drafter_who_is_asked_does_not_end_the_alert(
    situation: str, alice: Viewer, bob: Viewer, carol: Viewer, to_dina: Address, now: datetime
) -> None:
    id = alerts.draft(situation, DRAFT, [to_dina, replace(to_dina, person=alice.person)], who=carol, now=now)
    alerts.issue(id, who=bob, now=now)
    for act in (alert_life.cancel, alert_life.all_clear):
        with pytest.raises(Refused, match="addressed to you"):
            act(id, "Why.", who=alice, now=now)


def test_a_lower_update_of_an_imminent_alert_takes_two_and_lowers_its_thread(
    draft: Callable[..., str], alice: Viewer, bob: Viewer, carol: Viewer, to_dina: Address, now: datetime
) -> None:
    first = draft(URGENT)
    alerts.sign(first, who=carol, now=now)
    alerts.issue(first, who=bob, now=now)
    lower = alert_life.update(first, replace(CHANGED, grade=Grade.WATCH), [to_dina], who=alice, now=now)
    with pytest.raises(Refused, match="second signature"):
        alerts.issue(lower, who=bob, now=now)
    alerts.sign(lower, who=carol, now=now)
    alerts.issue(lower, who=bob, now=now)
    assert desk.thread(alice, thread_of(alert=first) or "").grade is Grade.WATCH
    (step,) = softening.steps(desk.versions(alice, lower), desk.versions(alice, first)[0])
    assert softening.Soft.GRADE in {mark.soft for mark in step.marks}


def test_reminders_do_not_ask_for_what_was_cancelled(
    issued: str, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    late = now + timedelta(days=5)
    assert [each.alert for each in outbox.late(late)] == [issued, issued]
    ended = alert_life.cancel(issued, "False.", who=alice, now=now)
    alerts.issue(ended, who=bob, now=now)
    assert [each.alert for each in outbox.late(late)] == [ended]


def test_a_neutral_alert_is_issued_once_its_words_are(
    draft: Callable[..., str], alice: Viewer, bob: Viewer, to_dina: Address, now: datetime
) -> None:
    wordings.choose(Wording.NEUTRAL, who=bob, now=now)
    id = draft(replace(DRAFT, ask="Invoke the responsibility to protect."))
    assert desk.alert(alice, id).wording is Wording.NEUTRAL
    with pytest.raises(Usage, match="neutral words"):
        alerts.issue(id, who=bob, now=now)
    alerts.change(id, DRAFT, [to_dina], who=alice, now=now)
    alerts.issue(id, who=bob, now=now)
    other = draft(replace(DRAFT, ask="Invoke R2P.", wording=Wording.R2P))
    alerts.issue(other, who=bob, now=now)


def test_versions_keep_evidence_and_addressees_and_who_softened_them(
    draft: Callable[..., str], alice: Viewer, carol: Viewer, bob: Viewer, dina: Viewer, to_dina: Address, now: datetime
) -> None:
    id = draft(replace(DRAFT, factors=("RF7",), alternatives="A market fire."))
    alerts.change(id, replace(DRAFT, grade=Grade.WATCH), [replace(to_dina, person=bob.person)], who=carol, now=now)
    newest, first = softening.steps(desk.versions(alice, id))
    assert (newest.version.by, first.version.by) == ("Carol", "Alice")
    assert {(mark.soft, mark.of) for mark in newest.marks} == {
        (softening.Soft.GRADE, ""),
        (softening.Soft.FACTOR, "RF7"),
        (softening.Soft.ALTERNATIVES, ""),
        (softening.Soft.RECIPIENT, "Dina"),
    }


@pytest.fixture
def inside(cast: Cast, ada: Viewer, now: datetime) -> int:
    """Dina, who works in the Desert Guard."""
    people.set_institution(cast.people["dina"], "Desert Guard", "SDN", who=ada, now=now)
    return cast.people["dina"]


def test_nobody_of_a_suspected_body_is_told_unless_a_focal_point_allows_it(
    situation: str, inside: int, lake: Lake, draft: Callable[..., str], alice: Viewer, bob: Viewer, now: datetime
) -> None:
    before = draft()
    suspects.suspect(lake, situation, who=alice, now=now, reason="Its trucks.", institution="desert guard")
    with pytest.raises(Refused, match="suspected here"):
        draft()
    with pytest.raises(Refused, match="suspected here"):
        alerts.issue(before, who=bob, now=now)
    with pytest.raises(Refused, match="suspected here"):
        access.give(situation, inside, "To read.", now + timedelta(days=1), who=alice, now=now)
    suspects.allow(situation, inside, "She is our contact.", who=bob, now=now)
    alerts.issue(before, who=bob, now=now)
    (kept,) = desk.exemptions(alice, situation)
    assert (kept.by, kept.reason) == ("Bob", "She is our contact.")


def test_whoever_is_suspected_since_sees_hears_and_is_asked_nothing_more(
    issued: str,
    draft: Callable[..., str],
    situation: str,
    lake: Lake,
    cast: Cast,
    inside: int,
    alice: Viewer,
    bob: Viewer,
    carol: Viewer,
    ada: Viewer,
    otto: Viewer,
    now: datetime,
) -> None:
    for each, body in ((carol, "Desert Guard"), (bob, "Ministry")):
        people.set_institution(each.person, body, "SDN", who=ada, now=now)
    suspects.suspect(lake, situation, who=bob, now=now, reason="Its trucks.", institution="Desert Guard")
    with pytest.raises(Unknown):
        desk.situation(viewer_of(carol.person, now), situation)
    assert desk.situation(cast.viewer("bob"), situation)
    assert [line.detail["of"] for line in log.entries(otto)[0] if line.action == "access ended"] == ["Carol"]
    assert [str(each.what) for each in desk.notices(alice) if each.path == "/waiting/"] == [suspects.SHUT_OUT]
    before = Notice.objects.filter(person__in=[inside, carol.person]).count()
    notices.remind(now + timedelta(days=1))
    for each in (inside, carol.person):
        notices.tell(each, Sentence("Wait."), "/waiting/", situation, key=f"k{each}", status=Status.ACTUAL, now=now)
    assert Notice.objects.filter(person__in=[inside, carol.person]).count() == before
    assert Notice.objects.filter(person=bob.person, key__startswith="late:").exists()


def test_who_comes_to_work_in_a_suspected_body_and_whose_exception_ends_lose_sight(
    situation: str, lake: Lake, alice: Viewer, bob: Viewer, carol: Viewer, ada: Viewer, now: datetime
) -> None:
    def sees() -> bool:
        return situation in viewer_of(carol.person, now).grants

    suspects.suspect(lake, situation, who=alice, now=now, reason="Its trucks.", institution="Desert Guard")
    exception = suspects.allow(situation, carol.person, "Our contact.", who=bob, now=now)
    people.set_institution(carol.person, "Desert Guard", "SDN", who=ada, now=now)
    assert sees()
    suspects.disallow(situation, exception, who=bob, now=now)
    assert not sees()
    people.set_institution(carol.person, "", "", who=ada, now=now)
    access.give(situation, carol.person, "Back.", now + timedelta(days=1), who=alice, now=now)
    people.set_institution(carol.person, "Desert Guard", "SDN", who=ada, now=now)
    assert not sees()


def test_no_situation_is_owned_by_a_suspected_body_unless_that_is_allowed_by_name(
    situation: str, lake: Lake, alice: Viewer, bob: Viewer, carol: Viewer, ada: Viewer, now: datetime
) -> None:
    people.set_institution(alice.person, "Desert Guard", "SDN", who=ada, now=now)
    why = {"reason": "Its trucks.", "institution": "Desert Guard"}
    with pytest.raises(Refused, match="Hand the situation to another owner first"):
        suspects.suspect(lake, situation, who=bob, now=now, **why)
    assert desk.suspects(bob, situation) == []
    exception = suspects.allow(situation, alice.person, "Until Carol takes it over.", who=bob, now=now)
    suspects.suspect(lake, situation, who=bob, now=now, **why)
    with pytest.raises(Refused, match="Hand the situation to another owner first"):
        suspects.disallow(situation, exception, who=bob, now=now)
    situations.hand_over(situation, carol.person, "She takes it over.", who=alice, now=now)
    suspects.disallow(situation, exception, who=bob, now=now)


def test_nobody_of_a_suspected_body_is_asked_to_clear_a_text(
    draft: Callable[..., str], situation: str, lake: Lake, alice: Viewer, bob: Viewer, carol: Viewer, now: datetime
) -> None:
    id = draft()
    suspects.suspect(lake, situation, who=alice, now=now, reason="Its trucks.", institution="Desert Guard")
    stored.set_institution(carol.person, "Desert Guard", "")
    with pytest.raises(Refused, match="suspected here"):
        clearances.ask(id, [carol.person], "Do you object?", now + HOUR, who=alice, now=now)


def test_the_ladder_calls_nobody_of_a_suspected_body(
    situation: str, cast: Cast, lake: Lake, alice: Viewer, bob: Viewer, ada: Viewer, now: datetime
) -> None:
    duty.put_on(alice.person, Role.ANALYST, now, now + timedelta(days=1), who=bob, now=now)
    suspects.suspect(lake, situation, who=bob, now=now, reason="Its trucks.", iso3="SDN")
    people.set_institution(alice.person, "Desert Guard", "SDN", who=ada, now=now)
    thread = open_thread(situation, "Smoke", who=bob, now=now)
    assert alice.person not in {each for step in desk.thread(bob, thread).steps for each in step.called}


def test_a_cancellation_leaves_out_who_is_suspected_since(
    issued: str, situation: str, inside: int, lake: Lake, alice: Viewer, now: datetime
) -> None:
    suspects.suspect(lake, situation, who=alice, now=now, reason="Its trucks.", iso3="SDN")
    ended = alert_life.cancel(issued, "False.", who=alice, now=now)
    assert desk.alert(alice, ended).recipients == ()


def test_an_exercise_of_one_signature_asks_apart(
    situation: str, alice: Viewer, bob: Viewer, carol: Viewer, to_dina: Address, now: datetime
) -> None:
    id = alerts.draft(situation, replace(URGENT, status=Status.TEST), [to_dina], who=alice, now=now)
    alert_life.ask(id, who=alice, now=now)
    alert_life.issue_alone(id, who=bob, now=now + HOUR)
    assert [each.status for each in owed.owed(carol, now) if each.path == f"/alerts/{id}/"] == [Status.TEST]
    assert waiting.count(carol, now) == 0
    assert outbox.unreviewed(now + timedelta(days=3)) == []


def test_a_late_review_is_told_once_to_who_issued_it_and_to_the_focal_points_who_may_see_it(
    alone: str, cast: Cast, alice: Viewer, carol: Viewer, bob: Viewer, now: datetime
) -> None:
    def told() -> set[int]:
        return set(Notice.objects.filter(key=f"late:{alone}:review").values_list("person", flat=True))

    due = now + HOUR + timedelta(days=1)
    notices.remind(due - HOUR)
    assert told() == set()
    for late in (due, due + HOUR):
        notices.remind(late)
        assert told() == {cast.people["bob"]}, "Charlie is a focal point who may not see it"
    assert Notice.objects.filter(key=f"late:{alone}:review", digest=False).count() == 1


def test_every_focal_point_hears_of_a_late_review_and_nobody_of_one_that_was_made(
    alone: str, cast: Cast, situation: str, alice: Viewer, carol: Viewer, now: datetime
) -> None:
    access.give(situation, cast.people["charlie"], "Stands in.", now + timedelta(days=9), who=alice, now=now)
    (late,) = outbox.unreviewed(now + timedelta(days=3))
    notices.told_unreviewed(now + timedelta(days=3))
    told = Notice.objects.filter(key=late.key).values_list("person", flat=True)
    assert set(told) == {cast.people["bob"], cast.people["charlie"]}
    Notice.objects.filter(key=late.key).delete()
    alert_life.review(alone, Verdict.UPHELD, "It stands.", who=carol, now=now + HOUR)
    assert outbox.unreviewed(now + timedelta(days=3)) == []


def test_plain_text_goes_out_in_somebodys_name(
    issued: str, dina: Viewer, charlie: Viewer, now: datetime, home: Path
) -> None:
    assert "Columns move on the town." in export.as_text(home, issued, who=dina, now=now)
    with pytest.raises(Unknown):
        export.as_text(home, issued, who=charlie, now=now)


def test_an_addressee_reads_no_reason_given_against_an_earlier_text(
    draft: Callable[..., str], alice: Viewer, bob: Viewer, carol: Viewer, dina: Viewer, to_dina: Address, now: datetime
) -> None:
    id = draft()
    alert_life.withhold(id, "Against the first text.", who=carol, now=now)
    alerts.change(id, replace(DRAFT, text="Other."), [to_dina], who=alice, now=now)
    alert_life.withhold(id, "Against the issued text.", who=carol, now=now)
    alerts.issue(id, who=bob, now=now)
    reasons = {viewer.name: [each.withheld for each in desk.alert(viewer, id).signatures] for viewer in (alice, dina)}
    assert "Against the first text." in reasons["Alice"]
    assert reasons["Dina"] == ["Against the issued text.", ""]
    assert [each.withheld for each in waiting.waiting(dina, now)[0].alert.signatures] == reasons["Dina"]


def test_every_export_names_all_that_it_takes_the_place_of_for_whoever_was_asked_late_too(
    cast: Cast, issued: str, home: Path, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    sent = [issued]
    for title, name in (("Nearer", "dina"), ("At the gate", "charlie")):
        asked = Address(cast.people[name], "Call.", now + timedelta(hours=8), now + timedelta(hours=30))
        sent.append(
            alert_life.update(sent[-1], replace(DRAFT, title=title, reason="New."), [asked], who=alice, now=now)
        )
        alerts.issue(sent[-1], who=bob, now=now)
    sent.append(alert_life.cancel(sent[-1], "It was a parade.", who=alice, now=now))
    alerts.issue(sent[-1], who=bob, now=now)
    late = cast.viewer("charlie")
    for place, kind in ((2, "Update"), (3, "Cancel")):
        message = ElementTree.fromstring(export.as_cap(home, sent[place], who=late, now=now))
        named = [each.split(",") for each in (message.findtext("{*}references") or "").split()]
        assert message.findtext("{*}msgType") == kind
        assert [id.partition(".")[0] for _, id, _ in named] == sent[:place]
        assert all(sender == message.findtext("{*}sender") and at.endswith("-00:00") for sender, _, at in named)
        assert f"It takes the place of {', '.join(sent[:place])}." in export.as_text(
            home, sent[place], who=late, now=now
        )
    with pytest.raises(Unknown):
        export.as_cap(home, issued, who=late, now=now)
