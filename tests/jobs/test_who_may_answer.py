"""Who may do what between an alert and its decision: one row for every job, tried by everybody in the cast.

The matrix is held against the jobs: a new one without a row fails.
"""

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from tests.answers_world import answered
from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from tests.laid import laid
from upstander.jobs import alerts, clearances, dissents, erasure, inquiries, recorded, referrals
from upstander.records.answers import Disclosure, Medium, RecordClass
from upstander.records.desk import Address, Answer
from upstander.records.errors import Refused, Unknown, UpstanderError
from upstander.records.people import PUBLIC, Viewer
from upstander.store.desk import answer_rules, custody, log

EVERYBODY = ("alice", "bob", "dina", "charlie", "otto", "ada", "stranger")
HOUR = timedelta(hours=1)


class Stage:
    """Alerts with something of everything beside them: Charlie is referred to, and sees that one alert."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now = cast, now
        alice, bob = cast.viewer("alice"), cast.viewer("bob")
        asked = [Address(cast.people["dina"], "Call.", now + 4 * HOUR, now + 18 * HOUR)]
        self.alert, self.free = (alerts.draft(cast.situation, DRAFT, asked, who=alice, now=now) for _ in range(2))
        self.draft = alerts.draft(cast.situation, DRAFT, asked, who=alice, now=now)
        for id in (self.alert, self.free):
            alerts.issue(id, who=bob, now=now)
        self.ids = answered(cast, self.alert, DRAFT, now)
        self.object, self.held = f"decision:{self.ids['recorded']}", f"referral:{self.ids['referral']}"
        erasure.hold(self.held, "A court asks.", who=bob, now=now)
        self.bob, self.dina, self.alice = cast.people["bob"], cast.people["dina"], cast.people["alice"]

    def other(self, who: Viewer) -> int:
        """Somebody of the situation, and not oneself."""
        return self.bob if who.person == self.alice else self.alice


Act = Callable[[Stage, Viewer], object]
GIVEN = (Answer.ACT, Medium.TELEPHONE)

MATRIX: dict[str, tuple[Act, set[str]]] = {
    "referrals.refer": (
        lambda on, who: referrals.refer(on.free, on.cast.people["charlie"], "Why.", who=who, now=on.now),
        {"dina"},
    ),
    "referrals.accept": (lambda on, who: referrals.accept(on.ids["referral"], who=who, now=on.now), {"charlie"}),
    "referrals.return_": (
        lambda on, who: referrals.return_(on.ids["referral"], "Why.", who=who, now=on.now),
        {"charlie"},
    ),
    "referrals.withdraw": (lambda on, who: referrals.withdraw(on.ids["referral"], who=who, now=on.now), {"dina"}),
    "inquiries.need_more": (
        lambda on, who: inquiries.need_more(on.free, "Who?", on.bob, on.now + HOUR, "Why.", who=who, now=on.now),
        {"dina"},
    ),
    "inquiries.answer": (
        lambda on, who: inquiries.answer(on.ids["inquiry"], "So.", who=who, now=on.now),
        {"charlie"},
    ),
    "recorded.record": (
        lambda on, who: recorded.record(on.free, on.dina, *GIVEN, on.now, "17", on.alice, who=who, now=on.now),
        {"bob"},
    ),
    "recorded.witness": (lambda on, who: recorded.witness(on.ids["recorded"], who=who, now=on.now), {"alice"}),
    "recorded.confirm": (lambda on, who: recorded.confirm(on.ids["recorded"], who=who, now=on.now), {"dina"}),
    "recorded.dispute": (
        lambda on, who: recorded.dispute(on.ids["recorded"], "Why.", who=who, now=on.now),
        {"dina"},
    ),
    "dissents.reply": (lambda on, who: dissents.reply(on.ids["dissent"], "So.", who=who, now=on.now), {"bob"}),
    "clearances.ask": (
        lambda on, who: clearances.ask(on.draft, [on.other(who)], "So?", on.now + HOUR, who=who, now=on.now),
        {"alice", "bob"},
    ),
    "clearances.object_to": (
        lambda on, who: clearances.object_to(on.ids["clearance"], "Why.", who=who, now=on.now),
        {"bob"},
    ),
    "erasure.load": (lambda on, who: erasure.load(answer_rules.bundled(), who=who, now=on.now), {"bob", "charlie"}),
    "erasure.keep": (
        lambda on, who: erasure.keep(RecordClass.DRAFT, 400, Disclosure.SITUATION, who=who, now=on.now),
        {"bob", "charlie"},
    ),
    "erasure.classify": (
        lambda on, who: erasure.classify(on.object, RecordClass.DRAFT, who=who, now=on.now),
        {"bob"},
    ),
    "erasure.hold": (lambda on, who: erasure.hold(on.object, "Why.", who=who, now=on.now), {"bob"}),
    "erasure.lift": (lambda on, who: erasure.lift(on.held, who=who, now=on.now), {"bob"}),
    "erasure.order": (lambda on, who: erasure.order(on.object, "Why.", who=who, now=on.now), {"alice", "bob"}),
}

ELSEWHERE = {
    "inquiries.mark_overdue": "the machine's own: it says what is late",
    "dissents.announce": "the machine's own: it says what was filed and what is late",
    "clearances.record_passed": "the machine's own: it says whose hour has passed",
    "dissents.file": "leaves no line in the log: tests of its own",
    "dissents.unseal": "takes a passphrase: tests of its own",
    "dissents.make_key": "takes a passphrase: tests of its own",
    "erasure.recount": "the machine's own: it counts what is past its time",
    "erasure.erase": "takes two people and a custodian with sight: tests of its own",
}
"""Jobs that need no row, and why."""


@pytest.fixture
def stage(cast: Cast, now: datetime) -> Stage:
    return laid(lambda: Stage(cast, now))


@pytest.mark.parametrize("act", MATRIX)
def test_each_does_what_is_theirs_to_do(act: str, stage: Stage) -> None:
    do, allowed = MATRIX[act]
    for name in EVERYBODY:
        who = PUBLIC if name == "stranger" else stage.cast.viewer(name)
        with transaction.atomic():
            before = log.root()
            if name in allowed:
                do(stage, who)
                assert log.root()[0] > before[0]
            else:
                with pytest.raises((Refused, Unknown)):
                    do(stage, who)
                assert log.root() == before
            transaction.set_rollback(True)


@pytest.mark.parametrize("act", MATRIX)
def test_who_only_reads_does_nothing(act: str, stage: Stage) -> None:
    do, allowed = MATRIX[act]
    for name in sorted(allowed):
        with pytest.raises(UpstanderError):
            do(stage, replace(stage.cast.viewer(name), reads_only=True))


def test_everybody_who_sees_an_alert_may_disagree_under_seal(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(custody, "seal", lambda said: "sealed")
    for name in ("alice", "bob", "dina", "charlie"):
        assert dissents.file(stage.alert, "No.", who=stage.cast.viewer(name), now=stage.now)
    for name in ("otto", "ada", "charlie"):
        with pytest.raises(Unknown):
            dissents.file(stage.free, "No.", who=stage.cast.viewer(name), now=stage.now)


def test_every_job_around_an_answer_has_a_row() -> None:
    rooms = (clearances, dissents, erasure, inquiries, recorded, referrals)
    jobs = {
        f"{room.__name__.rpartition('.')[2]}.{name}"
        for room in rooms
        for name, job in inspect.getmembers(room, inspect.isfunction)
        if job.__module__ == room.__name__ and hasattr(job, "__wrapped__")
    }
    assert jobs == MATRIX.keys() | ELSEWHERE.keys()
