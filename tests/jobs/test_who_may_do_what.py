"""Who may do what: one row for every job that changes the desk, tried by everybody in the cast.

The matrix is held against the jobs: a new one without a row fails.
"""

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from tests.conftest import Cast
from tests.jobs import plan_rows
from tests.jobs.life_rows import ROWS, Lives
from tests.jobs.test_alert_path import DRAFT
from tests.laid import laid
from tests.threads import open_thread
from tests.unowned import rung_openly
from tests.warn.test_triggers import PLAYED, TEXT
from upstander.jobs import (
    access,
    actions,
    airgap,
    alarms,
    alert_life,
    alerts,
    aside,
    audit,
    authorities,
    bottlenecks,
    channels,
    contacts,
    decisions,
    doors,
    drills,
    duty,
    exhausted,
    export,
    judgements,
    ladder,
    lessons,
    notices,
    people,
    plan_rules,
    plans,
    pressing,
    promises,
    receipts,
    reviews,
    scorecards,
    signals,
    situations,
    suspects,
    taking_off,
    triggers,
    unowned,
    wording,
)
from upstander.jobs.papers import making
from upstander.records.channels import Channel, Feed
from upstander.records.desk import Address, Answer, Grade, Phase, Status
from upstander.records.drills import Drill
from upstander.records.errors import Refused, Unknown, UpstanderError
from upstander.records.ladder import StepId
from upstander.records.papers import PaperFormat, PaperKind
from upstander.records.people import MACHINE, PUBLIC, Role, Viewer
from upstander.records.roster import Purpose
from upstander.store.desk import contacts as kept
from upstander.store.desk import deliveries, log
from upstander.store.desk import drills as kept_drills
from upstander.store.desk import people as accounts
from upstander.store.lake import Lake

EVERYBODY = ("alice", "bob", "dina", "charlie", "otto", "ada", "stranger")


class Stage:
    """Alice's situation with a signal, a draft, and an alert that waits for Dina."""

    def __init__(self, cast: Cast, lake: Lake, now: datetime, home: Path) -> None:
        self.cast, self.lake, self.now, self.home = cast, lake, now, home
        alice, bob = cast.viewer("alice"), cast.viewer("bob")
        self.situation = cast.situation
        self.lives, self.plans = Lives(cast, lake, now), plan_rows.Plans(cast, now)
        self.plans.prepare()
        self.address = Address(cast.people["dina"], "Call.", now + timedelta(hours=4), now + timedelta(hours=18))
        self.signal = signals.report(cast.situation, "Smoke", "Over the town.", who=alice, now=now)
        self.draft = alerts.draft(cast.situation, DRAFT, [self.address], who=alice, now=now)
        urgent = replace(DRAFT, grade=Grade.IMMINENT)
        self.urgent = alerts.draft(cast.situation, urgent, [self.address], who=alice, now=now)
        self.alert = alerts.draft(cast.situation, DRAFT, [self.address], who=alice, now=now)
        self.decided = alerts.draft(cast.situation, DRAFT, [self.address], who=alice, now=now)
        two = [self.address, replace(self.address, person=cast.people["charlie"])]
        self.wide = alerts.draft(cast.situation, DRAFT, two, who=alice, now=now)
        for id in (self.alert, self.decided, self.wide):
            alerts.issue(id, who=bob, now=now)
        self.decision = decisions.decide(self.decided, Answer.ACT, "So.", who=cast.viewer("dina"), now=now)
        self.grant = access.give(
            self.situation, cast.people["dina"], "To read.", now + timedelta(days=1), who=alice, now=now
        )
        access.revoke(self.grant, who=alice, now=now)
        self.thread = open_thread(self.situation, "Smoke", who=alice, now=now)
        self.owned = open_thread(self.situation, "Shots", who=alice, now=now)
        self.marked = ladder.start(self.situation, Status.ACTUAL, "Fire", imminent=True, who=MACHINE, now=now)
        self.opened = open_thread(self.situation, "Flight", imminent=True, who=alice, now=now)
        ladder.open_lane(self.opened, who=bob, now=now)
        ladder.take(self.owned, StepId.ACKNOWLEDGE, who=alice, now=now)
        self.key = airgap.fingerprint(home)
        self.file = read_there(self)
        airgap.trust(self.key, "Closed network", who=cast.viewer("ada"), now=now)
        self.shift = duty.put_on(alice.person, Role.ANALYST, now, now + timedelta(days=1), who=bob, now=now)
        span = now, now + timedelta(days=1)
        self.swap = duty.propose_swap(cast.people["charlie"], Role.ANALYST, *span, who=alice, now=now)
        self.hours = duty.add_hours(
            alice.person, Role.ANALYST, range(5), time(8), time(16), "Africa/Khartoum", who=bob, now=now
        )
        self.authority = authorities.record(*terms(self), now, now + timedelta(days=9), who=bob, now=now)
        self.away = now + timedelta(days=5), now + timedelta(days=6)
        self.leave = duty.take_leave(*self.away, who=alice, now=now)
        triggers.load(TEXT, who=bob, now=now)
        triggers.keep_backrun(PLAYED, who=bob, now=now)
        triggers.switch_on("first", who=bob, now=now)
        self.silence = triggers.suppress("surprise", "Why.", now + timedelta(days=1), who=bob, now=now)
        self.rung = rung_openly(now)
        self.endpoint = kept.add_endpoint(cast.viewer("ada"), "Gateway", "https://example.org/", "whsec_", now)
        for name in ("alice", "bob", "dina", "charlie"):
            kept.add(cast.people[name], Channel.EMAIL, f"{name}@example.org", now, verified=True)
        open_thread(self.situation, "Fire", who=alice, now=now)
        self.message = deliveries.deliveries(cast.viewer("ada"))[0][0].id
        deliveries.failed(self.message, "refused:550", None, now)
        self.live = next(grant for grant in log_grants(alice, self.situation) if grant.revoked_at is None).id

    @property
    def drill(self) -> str:
        """A drill in Alice's situation that Bob has opened, not yet started."""
        return self.drilled(None)

    def drilled(self, started_at: datetime | None, *, paused: bool = False) -> str:
        """The same, begun and perhaps paused."""
        opener = self.cast.people["bob"]
        made = Drill("", "kenya-2007", self.situation, "SDN", 60, opener, self.now, started_at)
        id = kept_drills.add(made)
        if paused:
            kept_drills.pause(id, self.now)
        return id


def read_there(on: "Stage") -> str:
    """What came back on a medium: that the alert was read for Dina."""
    alert = airgap.export(on.home, on.alert, who=on.cast.viewer("bob"), now=on.now)
    return airgap.acknowledge(on.home, alert, "Dina", "Duty officer", now=on.now)


def terms(on: "Stage") -> tuple[Purpose, str, str, int, list[Grade], str]:
    """An authority for Alice to open the emergency lane."""
    return Purpose.LANE, "Decree 5", "The minister", on.cast.people["alice"], [Grade.IMMINENT], "That it waits."


def log_grants(viewer: Viewer, situation: str) -> list[object]:
    """Grants of the situation."""
    from upstander.store.desk import reads

    return reads.grants(viewer, situation)


Act = Callable[[Stage, Viewer], object]

AT = "now"
SIGNED_IN = {"alice", "bob", "dina", "charlie", "otto", "ada"}

MATRIX: dict[str, tuple[Act, set[str]]] = {
    "situations.open_situation": (
        lambda on, who: situations.open_situation(on.lake, "MLI", "Gao", Phase.LATENT, "Why.", who=who, now=on.now),
        {"alice", "bob", "charlie"},
    ),
    "situations.change_phase": (
        lambda on, who: situations.change_phase(on.situation, Phase.IMMINENT, "Why.", who=who, now=on.now),
        {"alice", "bob"},
    ),
    "situations.hand_over": (
        lambda on, who: situations.hand_over(on.situation, on.cast.people["bob"], "Leave.", who=who, now=on.now),
        {"alice"},
    ),
    "access.give": (
        lambda on, who: access.give(
            on.situation, on.cast.people["dina"], "To read.", on.now + timedelta(days=1), who=who, now=on.now
        ),
        {"alice"},
    ),
    "access.revoke": (lambda on, who: access.revoke(on.live, who=who, now=on.now), {"alice"}),
    "signals.report": (
        lambda on, who: signals.report(on.situation, "Shots", "At night.", who=who, now=on.now),
        {"alice", "bob"},
    ),
    "signals.close": (lambda on, who: signals.close(on.signal, "A wedding.", who=who, now=on.now), {"alice", "bob"}),
    "alerts.draft": (
        lambda on, who: alerts.draft(on.situation, DRAFT, [on.address], who=who, now=on.now),
        {"alice"},
    ),
    "alerts.change": (
        lambda on, who: alerts.change(on.draft, replace(DRAFT, text="New."), [on.address], who=who, now=on.now),
        {"alice"},
    ),
    "alerts.sign": (lambda on, who: alerts.sign(on.urgent, who=who, now=on.now), {"bob"}),
    "alerts.issue": (lambda on, who: alerts.issue(on.draft, who=who, now=on.now), {"bob"}),
    "alerts.acknowledge": (lambda on, who: alerts.acknowledge(on.alert, who=who, now=on.now), {"dina"}),
    "decisions.decide": (
        lambda on, who: decisions.decide(on.alert, Answer.DECLINE, "No means.", who=who, now=on.now),
        {"dina"},
    ),
    "decisions.supersede": (
        lambda on, who: decisions.supersede(on.decision, Answer.DECLINE, "No.", "Mistake.", who=who, now=on.now),
        {"dina"},
    ),
    "airgap.export": (
        lambda on, who: airgap.export(on.home, on.alert, who=who, now=on.now),
        {"alice", "bob", "dina"},
    ),
    "airgap.trust": (lambda on, who: airgap.trust("1" * 64, "Net", who=who, now=on.now), {"ada"}),
    "airgap.distrust": (lambda on, who: airgap.distrust(on.key, who=who, now=on.now), {"ada"}),
    "airgap.take_in": (lambda on, who: airgap.take_in(on.file, who=who, now=on.now), {"alice", "bob"}),
    "export.as_cap": (
        lambda on, who: export.as_cap(on.home, on.alert, who=who, now=on.now),
        {"alice", "bob", "dina"},
    ),
    "taking_off.take_off": (
        lambda on, who: taking_off.take_off(on.wide, on.cast.people["dina"], "She left.", who=who, now=on.now),
        {"bob"},
    ),
    "receipts.pass_on": (
        lambda on, who: receipts.pass_on(on.alert, "The Minister", "by telephone", on.now, who=who, now=on.now),
        {"alice", "bob", "dina"},
    ),
    "receipts.receipt": (lambda on, who: receipts.receipt(on.home, on.alert, who=who, now=on.now), {"alice", "bob"}),
    "making.report": (
        lambda on, who: making.report(on.home, 2026, "en", PaperFormat.DOCX, who=who, now=on.now),
        {"alice", "bob", "dina", "charlie"},
    ),
    "making.make": (
        lambda on, who: making.make(on.home, on.alert, PaperKind.NOTE, "en", PaperFormat.DOCX, who=who, now=on.now),
        {"alice", "bob", "dina"},
    ),
    "scorecards.say_outcome": (
        lambda on, who: scorecards.say_outcome(on.alert, True, on.now.date(), "The mission.", who=who, now=on.now),
        {"alice", "bob"},
    ),
    "export.as_text": (
        lambda on, who: export.as_text(on.home, on.alert, who=who, now=on.now),
        {"alice", "bob", "dina"},
    ),
    "ladder.take": (lambda on, who: ladder.take(on.thread, StepId.ACKNOWLEDGE, who=who, now=on.now), {"alice", "bob"}),
    "ladder.enter": (
        lambda on, who: ladder.enter(on.owned, StepId.ACKNOWLEDGE, "Calling back.", who=who, now=on.now),
        {"alice"},
    ),
    "ladder.renew": (
        lambda on, who: ladder.renew(on.owned, StepId.ACKNOWLEDGE, "Still calling.", who=who, now=on.now),
        {"alice"},
    ),
    "ladder.finish": (
        lambda on, who: ladder.finish(on.owned, StepId.ACKNOWLEDGE, "", who=who, now=on.now),
        {"alice"},
    ),
    "ladder.grade": (lambda on, who: ladder.grade(on.thread, Grade.WARNING, who=who, now=on.now), {"alice", "bob"}),
    "ladder.mark_imminent": (lambda on, who: ladder.mark_imminent(on.thread, who=who, now=on.now), {"alice", "bob"}),
    "ladder.close": (lambda on, who: ladder.close(on.thread, "A wedding.", who=who, now=on.now), {"alice", "bob"}),
    "ladder.open_lane": (lambda on, who: ladder.open_lane(on.marked, who=who, now=on.now), {"alice", "bob"}),
    "ladder.close_lane": (lambda on, who: ladder.close_lane(on.opened, "Over.", who=who, now=on.now), {"alice", "bob"}),
    "ladder.load": (lambda on, who: ladder.load(ladder.bundled(), who=who, now=on.now), {"bob", "charlie"}),
    "duty.put_on": (
        lambda on, who: duty.put_on(
            on.cast.people["alice"], Role.ANALYST, on.now, on.now + timedelta(days=1), who=who, now=on.now
        ),
        {"bob", "charlie"},
    ),
    "duty.add_hours": (
        lambda on, who: duty.add_hours(
            on.cast.people["alice"], Role.ANALYST, [0], time(8), time(16), "UTC", who=who, now=on.now
        ),
        {"bob", "charlie"},
    ),
    "duty.end_hours": (lambda on, who: duty.end_hours(on.hours, who=who, now=on.now), {"bob", "charlie"}),
    "duty.take_leave": (
        lambda on, who: duty.take_leave(*on.away, who=who, now=on.now),
        {"alice", "bob", "dina", "charlie"},
    ),
    "duty.end_leave": (lambda on, who: duty.end_leave(on.leave, who=who, now=on.now), {"alice", "bob", "charlie"}),
    "duty.propose_swap": (
        lambda on, who: duty.propose_swap(
            on.cast.people["charlie"], Role.ANALYST, on.now, on.now + timedelta(hours=9), who=who, now=on.now
        ),
        {"alice"},
    ),
    "duty.accept_swap": (lambda on, who: duty.accept_swap(on.swap, who=who, now=on.now), {"charlie"}),
    "duty.decline_swap": (lambda on, who: duty.decline_swap(on.swap, who=who, now=on.now), {"alice", "charlie"}),
    "doors.knock": (
        lambda on, who: doors.knock(on.thread, "pbc", on.now, "A letter.", who=who, now=on.now),
        {"alice", "bob"},
    ),
    "duty.set_role_hours": (
        lambda on, who: duty.set_role_hours(Role.ANALYST, [0], time(8), time(16), "UTC", who=who, now=on.now),
        {"bob", "charlie"},
    ),
    "authorities.record": (
        lambda on, who: authorities.record(*terms(on), on.now, on.now + timedelta(days=9), who=who, now=on.now),
        {"bob", "dina", "charlie"},
    ),
    "authorities.revoke": (
        lambda on, who: authorities.revoke(on.authority, "Over.", who=who, now=on.now),
        {"bob", "dina", "charlie"},
    ),
    "authorities.set_outside": (
        lambda on, who: authorities.set_outside(on.cast.people["alice"], outside=True, who=who, now=on.now),
        {"bob", "dina", "charlie"},
    ),
    "duty.take_off": (lambda on, who: duty.take_off(on.shift, who=who, now=on.now), {"bob", "charlie"}),
    "drills.open_drill": (
        lambda on, who: drills.open_drill(on.lake, "kenya-2007", who=who, now=on.now),
        {"bob", "charlie"},
    ),
    "drills.join": (lambda on, who: drills.join(on.drill, who=who, now=on.now), set()),
    "drills.start": (lambda on, who: drills.start(on.drill, who=who, now=on.now), {"bob"}),
    "drills.pause": (lambda on, who: drills.pause(on.drilled(on.now), who=who, now=on.now), {"bob"}),
    "drills.resume": (lambda on, who: drills.resume(on.drilled(on.now, paused=True), who=who, now=on.now), {"bob"}),
    "drills.stop": (lambda on, who: drills.stop(on.drill, who=who, now=on.now), {"bob"}),
    "drills.links": (lambda on, who: drills.links(on.drill, who=who, now=on.now), {"bob"}),
    "triggers.load": (lambda on, who: triggers.load(TEXT, who=who, now=on.now), {"bob", "charlie"}),
    "triggers.keep_backrun": (
        lambda on, who: triggers.keep_backrun(PLAYED, who=who, now=on.now),
        {"alice", "bob", "charlie"},
    ),
    "triggers.switch_on": (lambda on, who: triggers.switch_on("first", who=who, now=on.now), {"bob", "charlie"}),
    "triggers.switch_off": (lambda on, who: triggers.switch_off("first", who=who, now=on.now), {"bob", "charlie"}),
    "triggers.suppress": (
        lambda on, who: triggers.suppress("surprise", "Why.", on.now + timedelta(days=1), who=who, now=on.now),
        {"bob", "charlie"},
    ),
    "triggers.unsuppress": (lambda on, who: triggers.unsuppress(on.silence, who=who, now=on.now), {"bob", "charlie"}),
    "triggers.dismiss": (
        lambda on, who: triggers.dismiss(on.rung, "Soldiers.", who=who, now=on.now),
        {"bob", "charlie"},
    ),
    "people.add": (
        lambda on, who: people.add("new", "New", [Role.REPORTER], who=who, now=on.now),
        {"ada"},
    ),
    "people.set_roles": (
        lambda on, who: people.set_roles(on.cast.people["bob"], [Role.ANALYST], who=who, now=on.now),
        {"ada"},
    ),
    "people.set_institution": (
        lambda on, who: people.set_institution(on.cast.people["bob"], "Ministry", "SDN", who=who, now=on.now),
        {"ada"},
    ),
    "people.deactivate": (lambda on, who: people.deactivate(on.cast.people["bob"], who=who, now=on.now), {"ada"}),
    "people.reactivate": (lambda on, who: people.reactivate(on.cast.people["bob"], who=who, now=on.now), {"ada"}),
    "people.reset_link": (lambda on, who: people.reset_link(on.cast.people["bob"], who=who, now=on.now), {"ada"}),
    "channels.add_endpoint": (
        lambda on, who: channels.add_endpoint("Gateway", "https://93.184.216.34/", who=who, now=on.now),
        {"ada"},
    ),
    "channels.disable_endpoint": (
        lambda on, who: channels.disable_endpoint(on.endpoint, who=who, now=on.now),
        {"ada"},
    ),
    "channels.retry": (lambda on, who: channels.retry(on.message, who=who, now=on.now), {"ada"}),
    "channels.keep": (lambda on, who: channels.keep(30, who=who, now=on.now), {"ada"}),
    "contacts.use_gateway": (lambda on, who: contacts.use_gateway(who=who, now=on.now), SIGNED_IN),
    "contacts.open_feed": (
        lambda on, who: contacts.open_feed(Feed.ATOM, who=who, now=on.now),
        {"alice", "bob", "dina", "charlie"},
    ),
    "people.token": (
        lambda on, who: people.token("phone", on.now + timedelta(days=1), who=who, now=on.now),
        SIGNED_IN,
    ),
    **ROWS,
    **plan_rows.ROWS,
}

ONES_OWN = {
    "actions.remind_one": "the machine's own: it tells again of what is blocked",
    "channels.forget_some": "the machine's own: it removes what went out long ago",
    "channels.ended": "the machine's own: an endpoint said that it is gone",
    "contacts.confirm": "opened by what a mail brought",
    "contacts.end": "changes only one's own",
    "contacts.end_feed": "changes only one's own",
    "contacts.set_email": "changes only one's own",
    "notices.told_late": "the machine's own: it tells who is late",
    "notices.told_unreviewed": "the machine's own: it tells of reviews that are late",
    "notices.told_again": "the machine's own: it tells whoever must look again today",
    "notices.sum_up": "the machine's own: it sums up what is not urgent",
    "aside.put": "the machine's own: it says what fails",
    "aside.mend": "the machine's own: it says what fails no longer",
    "pressing.stride": "the machine's own: it tells again who stays silent",
    "pressing.told": "the machine's own: it tells again of answers that nobody confirms",
    "reviews.once_more": "the machine's own: it opens the review of what stays imminent again",
    "exhausted.again": "the machine's own: it tells of a ladder that has nobody left",
    "alarms.told": "the machine's own: it tells of what fails",
    "signals.propose_in": "the machine's own, nobody calls it for another",
    "audit.saw": "logs the viewer's own sight",
    "audit.signed_in": "the doors' own: it says who came in",
    "audit.code_refused": "the doors' own: it says whose code was tried",
    "audit.turned_away": "the doors' own: it says whose password was tried",
    "drills.deliver": "the machine's own: the clock of a drill brings its injects",
    "drills.clear": "the machine's own: accounts of a drill close after its end",
    "drills.forget": "the machine's own: it ends a drill that nobody resumes",
    "ladder.stride": "the machine's own: it does what falls due",
    "triggers.ring": "the machine's own: a trigger rings by its rules",
    "unowned.remind_all": "the machine's own: it tells of what waits too long",
    "triggers.warn_owner": "the machine's own: it counts interruptions",
    "people.use_link": "opened by a secret",
    "people.change_password": "changes only one's own",
    "people.revoke_token": "changes only one's own",
    "people.set_preferences": "changes only one's own",
}
"""Jobs that need no row, and why."""


@pytest.fixture
def stage(cast: Cast, lake: Lake, now: datetime, tmp_path: Path) -> Stage:
    return laid(lambda: Stage(cast, lake, now, tmp_path))


ROOMS = sorted({act.partition(".")[0] for act in MATRIX})


@pytest.mark.parametrize("room", ROOMS)
def test_each_does_what_is_theirs_to_do(room: str, stage: Stage) -> None:
    """Each act by everybody, and undone: the next finds the stage as it was."""
    for act in (each for each in MATRIX if each.partition(".")[0] == room):
        for name in EVERYBODY:
            with transaction.atomic():
                tried(act, name, stage)
                transaction.set_rollback(True)


def tried(act: str, name: str, stage: Stage) -> None:
    """The act done or refused, and the log grown or not, for one of the cast."""
    do, allowed = MATRIX[act]
    who = PUBLIC if name == "stranger" else stage.cast.viewer(name)
    before = log.root()
    if name in allowed:
        do(stage, who)
        assert log.root()[0] > before[0]
    else:
        with pytest.raises((Refused, Unknown)):
            do(stage, who)
        assert log.root() == before


@pytest.mark.parametrize("room", ROOMS)
def test_who_only_reads_does_nothing(room: str, stage: Stage) -> None:
    for act in (each for each in MATRIX if each.partition(".")[0] == room):
        do, allowed = MATRIX[act]
        for name in sorted(allowed):
            with pytest.raises(UpstanderError), transaction.atomic():
                do(stage, replace(stage.cast.viewer(name), reads_only=True))


def test_every_job_that_changes_the_desk_has_a_row() -> None:
    rooms = (
        access,
        actions,
        airgap,
        alarms,
        alert_life,
        alerts,
        aside,
        audit,
        authorities,
        bottlenecks,
        channels,
        contacts,
        decisions,
        doors,
        drills,
        duty,
        exhausted,
        export,
        judgements,
        ladder,
        lessons,
        making,
        notices,
        people,
        plan_rules,
        plans,
        promises,
        pressing,
        receipts,
        reviews,
        scorecards,
        signals,
        situations,
        suspects,
        taking_off,
        triggers,
        unowned,
        wording,
    )
    jobs = {
        f"{room.__name__.rpartition('.')[2]}.{name}"
        for room in rooms
        for name, job in inspect.getmembers(room, inspect.isfunction)
        if job.__module__ == room.__name__ and hasattr(job, "__wrapped__")
    }
    assert jobs == MATRIX.keys() | ONES_OWN.keys()


def test_the_host_itself_makes_the_first_administrator(db: None, now: datetime) -> None:
    made = people.add("first", "First", [Role.ADMINISTRATOR], who=MACHINE, now=now)
    assert accounts.viewer_of(made.id, now).roles == {Role.ADMINISTRATOR}
