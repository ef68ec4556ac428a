"""Nobody is called for a step that they may not take, nor goes on owning one; who is suspected sees nothing more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from tests.threads import open_thread
from upstander.jobs import alerts, decisions, duty, holding, inquiries, ladder, owed, people, suspects, taking
from upstander.records.desk import Address, Answer, Grade
from upstander.records.errors import Refused, UpstanderError
from upstander.records.ladder import Happening, StepId, Thread
from upstander.records.people import Role, Viewer
from upstander.store.desk import inbox
from upstander.store.desk import reads as desk
from upstander.store.desk import threads as store
from upstander.store.lake import Lake

DAY = timedelta(days=1)


@pytest.fixture
def on_duty(cast: Cast, bob: Viewer, now: datetime) -> None:
    for name, role in (("alice", Role.ANALYST), ("bob", Role.FOCAL_POINT)):
        duty.put_on(cast.people[name], role, now, now + 60 * DAY, who=bob, now=now)


def deciding(alice: Viewer, bob: Viewer, situation: str, now: datetime) -> Thread:
    """An imminent thread that asks for its decision while nothing is written yet."""
    id = open_thread(situation, "Smoke", who=alice, now=now)
    ladder.grade(id, Grade.IMMINENT, who=alice, second=bob, now=now)
    for step in (StepId.ACKNOWLEDGE, StepId.TRIAGE):
        ladder.take(id, step, who=alice, now=now)
        ladder.finish(id, step, "", who=alice, now=now)
    return desk.thread(alice, id)


NOT_OWNED = "Take this step first: only its owner may do that."


def refused(look: Callable[[], object]) -> str:
    """The sentence with which it is refused."""
    with pytest.raises(UpstanderError) as error:
        look()
    return str(error.value)


def happened(viewer: Viewer, thread: str) -> list[tuple[Happening, int]]:
    found = [each for each in desk.events(viewer, thread) if each.step is StepId.DECIDE]
    return [(each.what, each.person) for each in found]


def draft(cast: Cast, thread: str, who: Viewer, now: datetime) -> str:
    asked = Address(cast.people["dina"], "Call.", now + timedelta(hours=4), now + timedelta(hours=18))
    id = alerts.draft(cast.situation, DRAFT, [asked], who=who, now=now)
    store.attach(thread, alert=id)
    return id


def test_whoever_signs_what_is_to_be_decided_is_waited_for_no_longer_and_is_told_why(
    cast: Cast, alice: Viewer, bob: Viewer, on_duty: None, now: datetime
) -> None:
    thread = deciding(alice, bob, cast.situation, now)
    assert happened(alice, thread.id) == [(Happening.EMPTY, 0), (Happening.CALLED, bob.person)]
    alert, later = draft(cast, thread.id, alice, now), now + timedelta(minutes=5)
    alerts.sign(alert, who=bob, now=later)
    assert happened(alice, thread.id)[2:] == [(Happening.EXHAUSTED, 0)], "nobody is left, and that is said at once"
    with pytest.raises(Refused, match="your own, or carries your name"):
        ladder.take(thread.id, StepId.DECIDE, who=bob, now=later)
    assert "carries your name" in str(taking.withheld(bob, desk.thread(bob, thread.id))[StepId.DECIDE])
    asked = [Address(cast.people["dina"], "Call.", later + timedelta(hours=4), later + timedelta(hours=18))]
    alerts.change(alert, replace(DRAFT, title="Rewritten"), asked, who=alice, now=later)
    assert StepId.DECIDE not in taking.withheld(bob, desk.thread(bob, thread.id)), "that text carries no name of theirs"
    assert ladder.sweep(later + timedelta(seconds=1)) == 0


def test_an_owner_who_writes_the_alert_gives_the_decision_back(
    cast: Cast, alice: Viewer, bob: Viewer, on_duty: None, now: datetime
) -> None:
    thread = deciding(alice, bob, cast.situation, now)
    ladder.take(thread.id, StepId.DECIDE, who=bob, now=now)
    alerts.sign(draft(cast, thread.id, alice, now), who=bob, now=now + timedelta(minutes=5))
    step = desk.thread(alice, thread.id).step(StepId.DECIDE)
    assert step
    assert (step.owner, step.exhausted_at) == (0, now + timedelta(minutes=5))
    assert happened(alice, thread.id)[-2:] == [(Happening.LEFT, bob.person), (Happening.EXHAUSTED, 0)]


def test_whoever_issued_an_alert_is_not_called_for_its_decision(
    cast: Cast, alice: Viewer, bob: Viewer, on_duty: None, now: datetime
) -> None:
    asked = Address(cast.people["dina"], "Call.", now + timedelta(hours=4), now + timedelta(hours=18))
    alert = alerts.draft(cast.situation, DRAFT, [asked], who=alice, now=now)
    alerts.issue(alert, who=bob, now=now)
    thread = store.thread_of(alert=alert) or ""
    ladder.sweep(now + 9 * DAY)
    told = happened(alice, thread)
    assert (Happening.EMPTY, 0) not in told
    assert [what for what, _ in told] == [Happening.EXHAUSTED, Happening.OVERDUE], "the ladder's owner issued it"


def test_whoever_is_suspected_since_gives_the_decision_back_and_sees_no_more_than_a_stranger(
    cast: Cast, lake: Lake, alice: Viewer, bob: Viewer, dina: Viewer, ada: Viewer, now: datetime
) -> None:
    asked = Address(dina.person, "Call.", now + timedelta(hours=4), now + timedelta(hours=18))
    alert = alerts.draft(cast.situation, DRAFT, [asked], who=alice, now=now)
    alerts.issue(alert, who=bob, now=now)
    alerts.acknowledge(alert, who=dina, now=now)
    inquiry = inquiries.need_more(alert, "Who?", bob.person, now + timedelta(hours=1), "So.", who=dina, now=now)
    thread, later = store.thread_of(alert=alert) or "", now + timedelta(minutes=1)
    people.set_institution(dina.person, "Desert Guard", "SDN", who=ada, now=now)
    suspects.suspect(lake, cast.situation, who=alice, now=later, reason="Its trucks.", iso3="SDN")
    ladder.sweep(later)
    step = desk.thread(alice, thread).step(StepId.DECIDE)
    assert step
    assert step.owner == 0
    assert (Happening.LEFT, dina.person) in happened(alice, thread)
    shut = cast.viewer("dina", later)
    stranger = refused(lambda: desk.alert(shut, "nothing"))
    for look in (
        lambda: desk.alert(shut, alert),
        lambda: alerts.acknowledge(alert, who=shut, now=later),
        lambda: decisions.decide(alert, Answer.ACT, "We go.", who=shut, now=later),
        lambda: holding.hold_longer(alert, "Mine.", who=shut, now=later),
    ):
        assert refused(look) == stranger or refused(look) == NOT_OWNED
    assert refused(lambda: desk.inquiry(shut, inquiry)) == refused(lambda: desk.inquiry(shut, "nothing"))
    assert (inbox.owing(shut, later), inbox.page(shut, real=True), owed.owed(shut, later)) == ((0, 0), [], [])
    assert [each for each in desk.notices(shut) if each.situation] == []
    (kept,) = desk.alert(alice, alert).recipients
    assert (kept.person, kept.acknowledged_at) == (dina.person, now), "what they did stays, and they are still counted"
    suspects.allow(cast.situation, dina.person, "Our contact.", who=bob, now=later)
    assert desk.alert(cast.viewer("dina", later), alert).id == alert
