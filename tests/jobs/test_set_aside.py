"""What fails in a sweep is set aside and said aloud; the rest goes on, and what is mended resumes where it stood."""

import json
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError

from tests.answers_world import answered
from tests.conftest import Cast
from tests.jobs.post import MailServer
from tests.jobs.test_alert_path import DRAFT
from tests.jobs.test_canary_and_watchdog import MINUTES
from tests.jobs.test_channels import deliver
from tests.threads import open_thread
from tests.warn.test_triggers import TRIGGER
from upstander.jobs import (
    actions,
    alarms,
    alerts,
    answer_sweep,
    channels,
    clocks,
    doctor,
    drills,
    duty,
    ladder,
    notices,
    scorecards,
    signals,
    triggers,
    watchdog,
    work,
)
from upstander.jobs import owed as rooms
from upstander.jobs.owed import owed
from upstander.lib.text import Sentence
from upstander.records.aside import Part
from upstander.records.channels import DeliveryState
from upstander.records.desk import Address, Status
from upstander.records.ladder import Happening
from upstander.records.owed import Owed
from upstander.records.people import Role, Viewer
from upstander.records.plans import NewAction
from upstander.store import marks
from upstander.store.desk import log, models, outbox, queue, reads
from upstander.store.lake import Lake, open_lake

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Poison:
    """Whatever is written about one thing fails, but that it was set aside."""

    def __init__(self) -> None:
        self.on = set[str]()

    def strike(self, *words: object) -> None:
        """ValueError where the thing is named."""
        if any(each in str(word) for each in self.on for word in words):
            raise ValueError(words)


@pytest.fixture
def poison(monkeypatch: pytest.MonkeyPatch) -> Poison:
    found, following, row_of = Poison(), log.following, outbox.row_of

    def writes(head: models.Head, line: log.Line) -> models.Entry:
        if line.action not in {"set aside", "taken up again"}:
            found.strike(line.on, line.detail)
        return following(head, line)

    def tells(new: outbox.Notice) -> models.Notice:
        found.strike(new.key)
        return row_of(new)

    monkeypatch.setattr(log, "following", writes)
    monkeypatch.setattr(outbox, "row_of", tells)
    return found


def fails(cast: Cast) -> list[str]:
    """What is set aside, as its administrator has it."""
    return [each.on for each in reads.aside(cast.viewer("ada"))]


def story(cast: Cast, thread: str) -> list[tuple[object, ...]]:
    """What the ladder did in a thread."""
    return [(each.at, each.step, each.what, each.person) for each in reads.events(cast.viewer("alice"), thread)]


@pytest.fixture
def ten(cast: Cast, alice: Viewer, bob: Viewer, now: datetime) -> list[str]:
    """Ten causes of one moment, with Alice, then Bob, on duty."""
    duty.put_on(alice.person, Role.ANALYST, now, now + 9 * DAY, who=bob, now=now)
    duty.put_on(bob.person, Role.FOCAL_POINT, now, now + 9 * DAY, who=bob, now=now)
    return [open_thread(cast.situation, f"Cause {n}", who=alice, now=now) for n in range(10)]


def test_one_damaged_thread_among_ten_holds_up_none_and_resumes_where_it_stood(
    lake: Lake, ten: list[str], cast: Cast, home: Path, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    *sound, damaged = ten
    before = story(cast, damaged)
    models.Thread.objects.filter(pk=damaged).update(lane="purple")
    for viewer, many in ((cast.viewer("alice"), 1), (cast.viewer("charlie"), 0)):
        assert clocks.medians(viewer, now).unread == many, "figures say what they leave out, to whoever may see it"
        assert scorecards.scorecard(lake, viewer, now).unread == many
    assert ladder.sweep(now + DAY) > 0
    assert len({str(story(cast, each)) for each in sound}) == 1
    assert len(story(cast, sound[0])) > len(before)
    assert fails(cast) == [f"thread:{damaged}"]
    assert f"thread:{damaged} fails (ValueError)" in caplog.text
    told(cast, home, damaged, now + DAY)
    ladder.sweep(now + DAY + HOUR)
    assert [each.tries for each in reads.aside(cast.viewer("ada"))] == [2]
    models.Thread.objects.filter(pk=damaged).update(lane="normal")
    ladder.sweep(now + 2 * DAY)
    assert {str(story(cast, each)) for each in ten} == {str(story(cast, damaged))}
    assert fails(cast) == []
    work.alarms.ring(home, now + 2 * DAY)
    assert marks.left(home, "aside") is None
    deeds = [line.action for line in reads.log(cast.viewer("otto"))[0] if line.object == f"thread:{damaged}"]
    assert (deeds.count("set aside"), deeds.count("taken up again")) == (1, 1)


def told(cast: Cast, home: Path, damaged: str, now: datetime) -> None:
    """Its alarm reached Bob, who owns the ladder, and Ada, who learns no more than its name; nobody else; once."""
    for _ in range(2):
        alarms.ring(home, now)
    asked = {name: [each.ask.template for each in owed(cast.viewer(name, now), now)] for name in cast.people}
    assert {name for name, found in asked.items() if alarms.ALARM in found} == {"bob", "ada"}
    assert models.Notice.objects.filter(key__startswith="aside:").count() == 2
    (line,) = owed(cast.viewer("ada", now), now)
    assert (line.title, line.path, line.situation) == (f"thread:{damaged}", "/channels/", cast.situation)
    assert watchdog.SET_ASIDE in [each.template for each in watchdog.look(home, now, MINUTES)]
    (found,) = doctor.of_set_aside()
    assert (found.level, f"thread:{damaged}" in found.finding) == (doctor.WRONG, True)
    bob, ada = cast.viewer("bob", now), cast.viewer("ada", now)
    assert len(alarms.asks(bob, now)) == len(alarms.asks(ada, now)) == 1
    assert alarms.asks(replace(bob, grants=frozenset()), now) == []
    assert alarms.asks(replace(ada, roles=frozenset({Role.ANALYST})), now) == []


def test_an_alarm_that_fails_silences_no_other_and_leaves_the_watchdog_its_mark(
    ten: list[str], cast: Cast, home: Path, poison: Poison, now: datetime
) -> None:
    models.Thread.objects.filter(pk__in=ten[:2]).update(lane="purple")
    ladder.sweep(now + DAY)
    first, second = reads.aside(cast.viewer("ada"))

    def told_of() -> set[str]:
        return {key.split(":")[1] for key in models.Notice.objects.values_list("key", flat=True) if "aside:" in key}

    poison.on = {f"aside:{first.id}"}
    for _ in range(3):
        alarms.ring(home, now + DAY)
    assert marks.left(home, "aside") is not None
    assert told_of() == {second.id}
    assert [each for each in fails(cast) if each[:6] == "alarm:"] == [f"alarm:{first.id}"]
    poison.on = set()
    alarms.ring(home, now + DAY + HOUR)
    assert (told_of(), len(fails(cast))) == ({first.id, second.id}, 2)


def test_what_is_damaged_leaves_the_rest_of_the_inbox_and_of_every_list_open(
    ten: list[str], cast: Cast, alice: Viewer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    models.Thread.objects.filter(pk=ten[0]).update(lane="purple")
    assert {each.path for each in owed(alice, now)} == {f"/ladder/{id}/" for id in ten[1:]}
    for found in (reads.threads(alice)[0], reads.every(alice, Status.ACTUAL), reads.milestones(alice, Status.ACTUAL)):
        assert {each.id for each in found} == set(ten[1:])

    def breaks(*_: object) -> list[Owed]:
        raise KeyError

    monkeypatch.setattr(rooms, "QUESTIONS", (rooms.steps, breaks))
    assert [each.ask.template for each in owed(alice, now)] == [notices.SAYINGS[Happening.CALLED]] * 9 + [rooms.UNSHOWN]


def test_a_database_that_does_not_answer_is_no_fault_of_a_thread(
    ten: list[str], cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(ladder, "climb_together", away)
    with pytest.raises(OperationalError):
        ladder.sweep(now + DAY)
    assert fails(cast) == []


def test_one_poisoned_message_keeps_back_no_other_and_goes_out_once_mended(
    cast: Cast, by_mail: MailServer, now: datetime, settings: object
) -> None:
    settings.UPSTANDER_MAIL_FROM = "desk@example.org"  # type: ignore[attr-defined]
    for n in range(10):
        notices.tell(cast.people["bob"], Sentence("x"), "/waiting/", "", key=str(n), status=Status.ACTUAL, now=now)
    bad = models.Notice.objects.get(key="0")
    kept, bad.what = bad.what, "no JSON"
    bad.save()
    message = models.Delivery.objects.get(notice=bad)
    deliver(now)
    assert len(by_mail.box.mails) == 9
    assert fails(cast) == [f"message:{message.id}"]
    message.refresh_from_db()
    assert (message.state, message.last_error) == (DeliveryState.WAITING, "broken")
    bad.what = kept
    bad.save()
    (aside,) = reads.aside(cast.viewer("ada"))
    channels.retry(aside.id, who=cast.viewer("ada"), now=now)
    for _ in range(2):
        deliver(now)
    assert len(by_mail.box.mails) == 10
    assert fails(cast) == []


@pytest.fixture
def world(cast: Cast, alice: Viewer, bob: Viewer, now: datetime) -> None:
    """Two of everything that falls due by itself."""
    asked = [Address(cast.people["dina"], "Call.", now + 4 * HOUR, now + 18 * HOUR)]
    for n in range(2):
        issued = alerts.draft(cast.situation, DRAFT, asked, who=alice, now=now)
        alerts.issue(issued, who=bob, now=now)
        answered(cast, issued, DRAFT, now)
        action = actions.plan(cast.situation, NewAction(f"Call {n}"), who=alice, now=now)
        actions.block(action, "No car.", "The fleet", who=alice, now=now)
        notices.tell(
            (alice, bob)[n].person, Sentence("x"), "/waiting/", "", key="d", status=Status.ACTUAL, now=now, digest=True
        )


SAID = {
    "inquiry": models.Inquiry.objects.filter(overdue_at__isnull=False),
    "dissent": models.SealedDissent.objects.filter(logged_at__isnull=False, overdue_at__isnull=False),
    "clearance": models.Clearance.objects.filter(recorded_at__isnull=False),
}
"""What a sweep of the answers has said of each kind."""


def test_one_that_fails_holds_up_no_other_answer(world: None, poison: Poison, cast: Cast, now: datetime) -> None:
    firsts = {kind: rows.model.objects.order_by("pk")[0].pk for kind, rows in SAID.items()}
    poison.on = set(firsts.values())
    answer_sweep.sweep(now + 3 * HOUR)
    assert set(fails(cast)) == {f"{kind}:{first}" for kind, first in firsts.items()}
    for kind, first in firsts.items():
        assert (SAID[kind].count(), SAID[kind].filter(pk=first).exists()) == (1, False)
    poison.on = set()
    answer_sweep.sweep(now + 4 * HOUR)
    assert ([rows.count() for rows in SAID.values()], fails(cast)) == ([2, 2, 2], [])


def test_one_that_fails_holds_up_no_other_reminder_action_summary_or_proposal(
    world: None, poison: Poison, cast: Cast, home: Path, now: datetime
) -> None:
    first, *others = notices.late_in(now + 19 * HOUR, Part())
    poison.on = {f"late:{first}:"}
    assert notices.remind(now + 19 * HOUR) == 2 * len(others) > 0
    assert fails(cast) == [f"recipient:{first}"]
    action = models.Action.objects.order_by("pk")[0].pk
    poison.on = {action}
    actions.remind(now + 30 * DAY)
    assert fails(cast)[-1:] == [f"action:{action}"]
    again = models.Notice.objects.filter(key__contains=":blocked:", at=now + 30 * DAY)
    assert {each.key.split(":")[1] for each in again} == {models.Action.objects.order_by("pk")[1].pk}
    models.Person.objects.filter(pk=cast.people["alice"]).update(time_zone="Mars/Olympus")
    assert notices.summarise(now) == 1
    assert f"person:{cast.people['alice']}" in fails(cast)
    poison.on = {cast.situation}
    signals.propose(open_lake(None), now=now)
    poison.on = set()
    models.Person.objects.filter(pk=cast.people["alice"]).update(time_zone="UTC")
    assert notices.remind(now + 20 * HOUR) == 2
    actions.remind(now + 31 * DAY)
    assert notices.summarise(now + HOUR) == 1
    signals.propose(open_lake(None), now=now + HOUR)
    assert fails(cast) == []


def test_one_that_fails_holds_up_no_other_trigger_and_no_other_drill(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, broken = list[str](), {"a"}

    def does(id: str, *_: object) -> int:
        if id in broken:
            raise KeyError(id)
        done.append(id)
        return 1

    monkeypatch.setattr(drills.desk, "running", lambda: ["a", "b"])
    monkeypatch.setattr(drills.desk, "places", lambda ids: dict.fromkeys(ids, cast.situation))
    monkeypatch.setattr(drills, "deliver", does)
    on = [triggers.Listed(replace(TRIGGER, name=name), on=True, own=True) for name in ("a", "b")]
    monkeypatch.setattr(triggers, "list_triggers", lambda now: on)
    monkeypatch.setattr(triggers, "present", lambda *_: [])
    monkeypatch.setattr(triggers, "ask", lambda trigger, *_: does(trigger.name))
    drills.tick(now)
    assert triggers.evaluate(open_lake(None), now) == 1
    assert (done, set(fails(cast))) == (["b", "b"], {"drill:a", "trigger:a"})
    broken.clear()
    drills.tick(now + HOUR)
    assert triggers.evaluate(open_lake(None), now + HOUR) == 2
    assert fails(cast) == []
    broken.add("a")
    triggers.evaluate(open_lake(None), now + 2 * HOUR)
    assert fails(cast) == ["trigger:a"]
    on.clear()
    assert triggers.evaluate(open_lake(None), now + 3 * HOUR) == 0
    assert fails(cast) == []


@pytest.mark.parametrize("fault", [KeyError, OperationalError])
def test_a_task_that_fails_as_a_whole_stops_no_other_and_is_tried_when_it_comes_round(
    cast: Cast, home: Path, now: datetime, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    well, ran = [False], list[datetime]()

    def breaks(home: Path, now: datetime) -> None:
        if not well[0]:
            raise fault(json.dumps(str(home)))

    other = work.Periodic("other", HOUR, lambda home, now: ran.append(now))
    monkeypatch.setattr(work, "SCHEDULE", (work.Periodic("broken", HOUR, breaks), other))
    wheels = work.Clockwork(home)
    wheels.turn(now)
    assert (len(ran), fails(cast)) == (1, ["task:broken"])
    well[0] = True
    wheels.turn(now + HOUR)
    assert (len(ran), fails(cast)) == (2, [])
    well[0] = fault is KeyError
    monkeypatch.setattr(queue, "answers", lambda: False)
    with nullcontext() if well[0] else pytest.raises(OperationalError):
        wheels.turn(now + 2 * HOUR)
    assert fails(cast) == []
