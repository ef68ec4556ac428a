"""The emergency lane is opened by two people, or by one under a standing authority; whoever closes it says why."""

from datetime import datetime, timedelta

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from tests.threads import open_thread
from upstander.jobs import access, alerts, authorities, decisions, ladder
from upstander.jobs.owed import owed
from upstander.records.desk import Address, Answer, Grade
from upstander.records.errors import Refused, Usage
from upstander.records.ladder import Lane, StepId
from upstander.records.people import Viewer
from upstander.records.roster import Purpose
from upstander.store.desk import reads as desk
from upstander.store.desk.models import Notice
from upstander.store.desk.threads import attach


@pytest.fixture
def thread(situation: str, alice: Viewer, now: datetime) -> str:
    """A thread that Alice has taken and is about to grade."""
    id = open_thread(situation, "Columns", who=alice, now=now)
    ladder.take(id, StepId.ACKNOWLEDGE, who=alice, now=now)
    ladder.finish(id, StepId.ACKNOWLEDGE, "", who=alice, now=now)
    return id


def lane(viewer: Viewer, id: str) -> Lane:
    return desk.thread(viewer, id).lane


def test_one_person_alone_shortens_the_hours_and_opens_no_lane(thread: str, alice: Viewer, now: datetime) -> None:
    ladder.grade(thread, Grade.IMMINENT, who=alice, now=now)
    found = desk.thread(alice, thread)
    assert found.lane is Lane.NORMAL
    assert found.open_steps[0].due_at == now + timedelta(minutes=30)
    with pytest.raises(Usage, match="Ask a second person"):
        ladder.open_lane(thread, who=alice, now=now)


def test_the_second_person_is_asked_and_opens_it(thread: str, alice: Viewer, bob: Viewer, now: datetime) -> None:
    ladder.grade(thread, Grade.IMMINENT, who=alice, now=now)
    (line,) = [each for each in owed(bob, now) if "emergency lane" in str(each.ask)]
    assert line.path == f"/ladder/{thread}/"
    ladder.open_lane(thread, who=bob, now=now)
    assert lane(bob, thread) is Lane.EMERGENCY
    assert not [each for each in owed(bob, now) if "emergency lane" in str(each.ask)]


def test_one_marks_and_another_grades_are_two(thread: str, alice: Viewer, bob: Viewer, now: datetime) -> None:
    ladder.mark_imminent(thread, who=alice, now=now)
    assert lane(alice, thread) is Lane.NORMAL
    ladder.grade(thread, Grade.IMMINENT, who=bob, now=now)
    assert lane(alice, thread) is Lane.EMERGENCY


def test_two_who_grade_together_open_it_at_once(thread: str, alice: Viewer, bob: Viewer, now: datetime) -> None:
    ladder.grade(thread, Grade.IMMINENT, who=alice, second=bob, now=now)
    assert lane(alice, thread) is Lane.EMERGENCY


def test_one_with_a_standing_authority_opens_it_alone_while_it_lives(
    cast: Cast, thread: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    terms = Purpose.LANE, "Decree 5", "The minister", alice.person, [Grade.IMMINENT], "Nothing leaves."
    id = authorities.record(*terms, now, now + timedelta(days=9), who=bob, now=now)
    authorities.revoke(id, "Too wide.", who=bob, now=now)
    ladder.mark_imminent(thread, who=alice, now=now)
    with pytest.raises(Usage):
        ladder.open_lane(thread, who=alice, now=now)
    authorities.record(*terms, now, now + timedelta(days=9), who=bob, now=now)
    ladder.open_lane(thread, who=alice, now=now)
    assert lane(alice, thread) is Lane.EMERGENCY


def test_nobody_records_an_authority_for_themselves(bob: Viewer, now: datetime) -> None:
    terms = Purpose.LANE, "Decree 5", "The minister", bob.person, [Grade.IMMINENT], "Nothing leaves."
    with pytest.raises(Refused, match="Let somebody else"):
        authorities.record(*terms, now, now + timedelta(days=9), who=bob, now=now)


def test_an_open_lane_runs_decision_beside_verification(thread: str, alice: Viewer, bob: Viewer, now: datetime) -> None:
    ladder.grade(thread, Grade.IMMINENT, who=alice, second=bob, now=now)
    ladder.take(thread, StepId.TRIAGE, who=alice, now=now)
    ladder.finish(thread, StepId.TRIAGE, "", who=alice, now=now)
    waiting = {step.id for step in desk.thread(alice, thread).open_steps}
    assert waiting == {StepId.VERIFY, StepId.ASSESS, StepId.DECIDE}


def test_whoever_closes_it_says_why_and_what_is_open_stays_open(
    thread: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    ladder.grade(thread, Grade.IMMINENT, who=alice, second=bob, now=now)
    with pytest.raises(Usage, match="Fill in"):
        ladder.close_lane(thread, " ", who=bob, now=now)
    ladder.close_lane(thread, "The columns turned back.", who=bob, now=now)
    assert lane(alice, thread) is Lane.NORMAL
    assert [(each.by, each.text) for each in desk.entries(alice, thread)][-1] == ("Bob", "The columns turned back.")
    with pytest.raises(Usage, match="not open"):
        ladder.close_lane(thread, "Again.", who=bob, now=now)


def test_what_is_not_imminent_has_no_emergency_lane(thread: str, alice: Viewer, now: datetime) -> None:
    with pytest.raises(Usage, match="Mark it as imminent first"):
        ladder.open_lane(thread, who=alice, now=now)


def test_whoever_took_the_decision_and_then_issues_the_alert_leaves_it_to_others(
    thread: str, cast: Cast, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    ladder.grade(thread, Grade.IMMINENT, who=alice, second=bob, now=now)
    ladder.take(thread, StepId.TRIAGE, who=alice, now=now)
    ladder.finish(thread, StepId.TRIAGE, "", who=alice, now=now)
    ladder.take(thread, StepId.DECIDE, who=bob, now=now)
    asked = Address(cast.people["dina"], "Call.", now + timedelta(hours=1), now + timedelta(hours=2))
    id = alerts.draft(cast.situation, DRAFT, [asked], who=alice, now=now)
    attach(thread, alert=id)
    alerts.issue(id, who=bob, now=now)
    step = desk.thread(alice, thread).step(StepId.DECIDE)
    assert step
    assert (step.owner, step.held_until, step.done_at) == (0, None, None)
    assert [each.name for each in desk.alert(alice, id).recipients] == ["Dina"]


def test_whoever_took_the_decision_before_the_alert_is_issued_is_asked_told_and_decides(
    cast: Cast, thread: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    ladder.grade(thread, Grade.IMMINENT, who=alice, second=bob, now=now)
    ladder.take(thread, StepId.TRIAGE, who=alice, now=now)
    ladder.finish(thread, StepId.TRIAGE, "", who=alice, now=now)
    access.give(cast.situation, cast.people["charlie"], "Decides.", now + timedelta(days=1), who=alice, now=now)
    charlie = cast.viewer("charlie", now)
    ladder.take(thread, StepId.DECIDE, who=charlie, now=now)
    issued = []
    for drafter in (alice, charlie):
        asked = [Address(cast.people["dina"], "Call.", now + timedelta(hours=4), now + timedelta(hours=18))]
        issued.append(alerts.draft(cast.situation, DRAFT, asked, who=drafter, now=now))
        attach(thread, alert=issued[-1])
        alerts.issue(issued[-1], who=bob, now=now)
    theirs, own = ({each.person for each in desk.alert(bob, id).recipients} for id in issued)
    assert (charlie.person in theirs, charlie.person in own) == (True, False), "nobody answers their own alert"
    assert Notice.objects.filter(person=charlie.person, key=f"alert:{issued[0]}:issued").exists()
    decisions.decide(issued[0], Answer.ACT, "We go.", who=charlie, now=now)
    assert desk.thread(alice, thread).is_open(StepId.ACT)
