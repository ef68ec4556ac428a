"""What the year of a busy desk has found: each way in which a warning could have ended in silence, one by one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from tests.threads import open_thread
from upstander.jobs import access, alerts, decisions, doctor, duty, exhausted, ladder, people, signals, watchdog
from upstander.records.desk import Address, Answer, Status
from upstander.records.errors import Usage
from upstander.records.ladder import Happening
from upstander.records.people import Role, Viewer
from upstander.store import marks
from upstander.store.desk import models
from upstander.store.desk import reads as desk
from upstander.store.desk import threads as store

HOUR = timedelta(hours=1)


@pytest.fixture
def drafted(cast: Cast, alice: Viewer, now: datetime) -> str:
    asked = Address(cast.people["dina"], "Call.", now + 4 * HOUR, now + 18 * HOUR)
    return alerts.draft(cast.situation, DRAFT, [asked], who=alice, now=now)


def called(viewer: Viewer, thread: str) -> list[tuple[datetime, int]]:
    return [(each.at, each.person) for each in desk.events(viewer, thread) if each.what is Happening.CALLED]


def test_a_thread_does_not_close_while_its_alert_waits_for_an_answer(
    drafted: str, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    thread = store.thread_of(alert=drafted) or ""
    alerts.issue(drafted, who=bob, now=now)
    with pytest.raises(Usage, match="silence"):
        ladder.close(thread, "It will pass.", who=alice, now=now)
    watch = decisions.decide(drafted, Answer.KEEP_WATCHING, "Not yet.", who=dina, now=now, review_at=now + 48 * HOUR)
    with pytest.raises(Usage, match="Dina keeps watching"):
        ladder.close(thread, "It has passed.", who=alice, now=now)
    with pytest.raises(Usage, match="came of it"):
        ladder.close(thread, "It has passed.", who=alice, now=now + 48 * HOUR)
    decisions.supersede(watch, Answer.DECLINE, "Not ours.", "It is another's.", who=dina, now=now)
    with pytest.raises(Usage, match="came of it"):
        ladder.close(thread, "It has passed.", who=alice, now=now)


def test_an_alert_issued_on_a_closed_thread_climbs_another(
    drafted: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    closed = store.thread_of(alert=drafted) or ""
    ladder.close(closed, "A wedding.", who=alice, now=now)
    alerts.issue(drafted, who=bob, now=now)
    thread = store.thread_of(alert=drafted) or ""
    assert thread != closed
    assert [step.id for step in desk.thread(alice, thread).open_steps] == [ladder.StepId.DECIDE]


def test_a_known_cause_that_turns_imminent_runs_by_the_hours_of_imminent(
    cast: Cast, alice: Viewer, now: datetime
) -> None:
    given = {"who": alice, "now": now, "key": "fire"}
    signals.report(cast.situation, "Smoke", "Far off.", **given)
    signal = signals.report(cast.situation, "Fire", "In the town.", imminent=True, **given)
    assert desk.thread(alice, store.thread_of(signal=signal) or "").imminent_at == now


def goes_on_duty(cast: Cast, now: datetime) -> None:
    until = now + timedelta(days=2)
    duty.put_on(cast.people["bob"], Role.FOCAL_POINT, now, until, who=cast.viewer("bob"), now=now)


def is_let_in(cast: Cast, now: datetime) -> None:
    given = {"who": cast.viewer("alice"), "now": now}
    access.give(cast.situation, cast.people["charlie"], "On duty.", now + timedelta(days=2), **given)


def comes_back(cast: Cast, now: datetime) -> None:
    people.reactivate(cast.people["bob"], who=cast.viewer("ada"), now=now)


@pytest.mark.parametrize(("arrives", "name"), [(goes_on_duty, "bob"), (is_let_in, "charlie"), (comes_back, "bob")])
def test_whoever_arrives_for_a_step_with_nobody_left_is_called(
    arrives: Callable[[Cast, datetime], None], name: str, cast: Cast, alice: Viewer, now: datetime
) -> None:
    until, keeper = now + timedelta(days=9), cast.viewer("bob")
    duty.put_on(cast.people["charlie"], Role.ANALYST, now, until, who=keeper, now=now)
    if arrives is comes_back:
        duty.put_on(cast.people["bob"], Role.FOCAL_POINT, now, until, who=keeper, now=now)
        people.deactivate(cast.people["bob"], who=cast.viewer("ada"), now=now)
    thread = open_thread(cast.situation, "Smoke", who=alice, now=now)
    assert called(alice, thread) == []
    ladder.sweep(now + HOUR)
    arrives(cast, now + 2 * HOUR)
    ladder.sweep(now + 2 * HOUR)
    assert called(alice, thread)[:1] == [(now + 2 * HOUR, cast.people[name])]


def test_a_worker_that_slept_calls_nobody_before_they_could_see_it(cast: Cast, alice: Viewer, now: datetime) -> None:
    until = now + timedelta(days=9)
    duty.put_on(cast.people["charlie"], Role.ANALYST, now, until, who=cast.viewer("bob"), now=now)
    duty.put_on(cast.people["alice"], Role.ANALYST, now, until, who=cast.viewer("bob"), now=now, deputy=1)
    thread = open_thread(cast.situation, "Smoke", who=alice, now=now)
    is_let_in(cast, now + 5 * HOUR)
    ladder.sweep(now + timedelta(days=1))
    assert all(at >= now + 5 * HOUR for at, person in called(alice, thread) if person == cast.people["charlie"])
    assert cast.people["charlie"] in {person for _, person in called(alice, thread)}


def test_each_call_is_kept_at_its_own_moment_however_late_it_is_swept(
    cast: Cast, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    for name, role in (("alice", Role.ANALYST), ("bob", Role.FOCAL_POINT)):
        duty.put_on(cast.people[name], role, now, now + timedelta(days=9), who=bob, now=now)
    thread = open_thread(cast.situation, "Smoke", who=alice, now=now)
    ladder.sweep(now + timedelta(days=3))
    kept = models.Call.objects.filter(step__thread=thread).order_by("turn").values_list("at", "person")
    assert list(kept) == called(alice, thread)
    assert len({at for at, _ in kept}) == 2


def heard(thread: str) -> list[str]:
    """Who was told that nobody is left, in turn."""
    found = models.Notice.objects.filter(path=f"/ladder/{thread}/", key__contains=":exhausted:")
    return [row.person.username for row in found.order_by("at", "person__username").select_related("person")]


@pytest.mark.parametrize(("imminent", "again"), [(False, timedelta(days=1)), (True, 2 * HOUR)])
def test_a_ladder_with_nobody_left_rings_wide_again_and_again_until_somebody_has_it(
    cast: Cast, alice: Viewer, bob: Viewer, home: Path, now: datetime, imminent: bool, again: timedelta
) -> None:
    thread = open_thread(cast.situation, "Smoke", who=alice, now=now, imminent=imminent)
    for minutes in range(3):
        exhausted.ring(home, now + timedelta(minutes=minutes))
    assert heard(thread) == ["alice", "bob"]
    exhausted.ring(home, now + again - timedelta(seconds=1))
    assert heard(thread) == ["alice", "bob"]
    for _ in range(2):
        exhausted.ring(home, now + again)
    assert heard(thread) == ["alice", "bob"] * 2
    marks.leave(home, "sweep", now)
    marks.leave(home, "canary", now)
    assert [each.template for each in watchdog.look(home, now, HOUR)] == [watchdog.EXHAUSTED]
    (finding,) = doctor.of_exhausted()
    assert (finding.level, thread in finding.finding) == ("wrong", True)
    models.Person.objects.filter(pk=alice.person).update(demonstration=True)
    exhausted.ring(home, now + again)
    assert (watchdog.look(home, now, HOUR), doctor.of_exhausted()) == ([], [])
    models.Person.objects.filter(pk=alice.person).update(demonstration=False)
    ladder.take(thread, ladder.StepId.ACKNOWLEDGE, who=bob, now=now + again)
    exhausted.ring(home, now + 3 * again)
    assert heard(thread) == ["alice", "bob"] * 2
    assert (watchdog.look(home, now, HOUR), doctor.of_exhausted()) == ([], [])


def test_an_exercise_that_has_nobody_left_rings_nowhere(cast: Cast, alice: Viewer, home: Path, now: datetime) -> None:
    thread = open_thread(cast.situation, "Smoke", who=alice, now=now)
    models.Thread.objects.filter(pk=thread).update(status=Status.EXERCISE)
    models.Notice.objects.all().delete()
    exhausted.ring(home, now + HOUR)
    assert (heard(thread), marks.left(home, marks.EXHAUSTED), doctor.of_exhausted()) == ([], None, [])
