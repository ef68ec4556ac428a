"""Who sees what: one row for every question that the store answers, asked by everybody in the cast.

The matrix is held against the store: a new question without a row fails.
"""

import inspect
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import cached_property

import pytest

from tests.answers_world import answered
from tests.conftest import NOW, Cast
from tests.jobs.test_alert_path import DRAFT
from tests.laid import laid
from tests.threads import open_thread
from tests.warn.test_triggers import FIRING, TRIGGER
from upstander.jobs import (
    access,
    actions,
    alerts,
    audit,
    authorities,
    contacts,
    decisions,
    doors,
    duty,
    judgements,
    ladder,
    lessons,
    people,
    plans,
    promises,
    scorecards,
    signals,
    situations,
    suspects,
    triggers,
)
from upstander.lib.text import Sentence
from upstander.records.channels import Channel, Feed
from upstander.records.desk import Address, Answer, Grade, Status
from upstander.records.drills import Drill
from upstander.records.errors import Unknown, UpstanderError
from upstander.records.ladder import StepId
from upstander.records.people import MACHINE, PUBLIC, Role, Viewer
from upstander.records.plans import Hurdle, NewAction
from upstander.records.roster import Purpose
from upstander.records.tools import Input, Judged
from upstander.store.desk import aside, canary, erasing, log
from upstander.store.desk import contacts as kept
from upstander.store.desk import drills as played
from upstander.store.desk import plans as planned
from upstander.store.desk import reads as desk
from upstander.store.desk import triggers as rings
from upstander.store.lake import open_lake

EVERYBODY = ("alice", "bob", "dina", "charlie", "otto", "ada", "stranger")

TEAM = {"alice", "bob"}
ADDRESSED = TEAM | {"dina"}
REFERRED = ADDRESSED | {"charlie"}
HOUR = timedelta(hours=1)
CANARY = "Zalingei road canary"


class Chain:
    """A whole chain in Alice's situation, every text of it holding the canary."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        alice, bob = cast.viewer("alice"), cast.viewer("bob")
        self.situation, self.now = cast.situation, now
        self.cast, self.answers = cast, dict[str, str]()
        self.signal = signals.report(cast.situation, CANARY, CANARY, who=alice, now=now)
        asked = Address(cast.people["dina"], CANARY, now + timedelta(hours=4), now + timedelta(hours=18))
        words = {"title": CANARY, "text": CANARY, "signals": (self.signal,)}
        draft = type(DRAFT)(**{**{name: getattr(DRAFT, name) for name in DRAFT.__slots__}, **words})
        self.alert = alerts.draft(cast.situation, draft, [asked], who=alice, now=now)
        self.draft = alerts.draft(cast.situation, draft, [asked], who=alice, now=now)
        alerts.issue(self.alert, who=bob, now=now)
        self.decision = decisions.decide(self.alert, Answer.ACT, CANARY, who=cast.viewer("dina"), now=now)
        why = {"reason": CANARY, "institution": CANARY}
        suspects.suspect(open_lake(None), cast.situation, who=alice, now=now, **why)
        suspects.allow(cast.situation, cast.people["dina"], CANARY, who=bob, now=now)
        self.grant = next(grant.id for grant in desk.grants(alice, cast.situation))
        self.person = cast.people["alice"]
        self.secret = people.token(CANARY, now + timedelta(days=1), who=alice, now=now)
        self.reset = people.reset_link(cast.people["alice"], who=MACHINE, now=now)
        duty.put_on(cast.people["alice"], Role.ANALYST, now, now + timedelta(days=1), who=bob, now=now)
        duty.propose_swap(
            cast.people["charlie"], Role.ANALYST, now, now + timedelta(days=1), who=alice, now=now, reason="A wedding."
        )
        hours = time(8), time(16), "Africa/Khartoum"
        duty.add_hours(alice.person, Role.ANALYST, range(5), *hours, who=bob, now=now, reason="Office.")
        duty.set_role_hours(Role.FOCAL_POINT, range(5), *hours, who=bob, now=now)
        away = now + timedelta(days=5), now + timedelta(days=6)
        duty.take_leave(*away, who=alice, now=now, reason="Rest.")
        terms = Purpose.LANE, "Decree 5", "The minister", alice.person, [Grade.IMMINENT], "That it waits."
        authorities.record(*terms, now, now + timedelta(days=9), who=bob, now=now)
        authorities.set_outside(cast.people["charlie"], outside=True, who=bob, now=now)
        self.thread = open_thread(cast.situation, CANARY, who=alice, now=now)
        ladder.take(self.thread, StepId.ACKNOWLEDGE, who=alice, now=now)
        ladder.enter(self.thread, StepId.ACKNOWLEDGE, CANARY, who=alice, now=now)
        told = {"name": "first", "sha256": "0", "basis": "as_known", "first": "2010-01", "last": "2025-12", "lake": "0"}
        doors.knock(self.thread, "pbc", now, CANARY, who=alice, now=now)
        rings.add_backrun(told, bob, now)
        rings.switch("first", "0", bob, now, on=True)
        triggers.suppress("surprise", "Figures are being counted anew.", now + timedelta(days=1), who=bob, now=now)
        rings.add(TRIGGER, replace(FIRING, reasons=(Sentence(CANARY),)), cast.situation, now, silenced=False)
        rings.add(TRIGGER, replace(FIRING, iso3="MLI"), None, now, silenced=False)
        scorecards.say_outcome(self.alert, False, now.date(), CANARY, who=alice, now=now)
        ladder.load(ladder.bundled(), who=bob, now=now)
        audit.saw(alice, "alert", self.alert, cast.situation, now)
        kept.add(self.person, Channel.EMAIL, "alice@example.org", now, verified=True)
        kept.add_endpoint(cast.viewer("ada"), "Gateway", "https://example.org/", "whsec_", now)
        contacts.open_feed(Feed.ATOM, who=alice, now=now)
        canary.begin(now, mails=True)
        log.append(MACHINE, now, "messages removed", "channels:messages", many={"email": 1})
        aside.put(f"thread:{self.thread}", self.situation, "ValueError", now)
        self.plan(cast, now)

    def plan(self, cast: Cast, now: datetime) -> None:
        """What is done about it: an action of Alice's, a promise, an outcome, a look back, a lesson, a missed clock."""
        alice, day = cast.viewer("alice"), now.date()
        by = {"who": alice, "now": now}
        judgements.judge(self.situation, Input.WILL, Judged.NO, CANARY, **by)
        self.action = actions.plan(self.situation, NewAction(CANARY, owner=alice.person), **by)
        words = (
            self.situation,
            "Donors",
            "The district",
            CANARY,
            day - timedelta(days=1),
            day - timedelta(days=1),
            "Minutes",
        )
        self.promise = promises.make(*words, **by)
        plans.conclude(self.thread, CANARY, day, CANARY, **by)
        lessons.write(self.situation, "A", "B", "C", CANARY, alice.person, day + timedelta(days=9), **by)
        planned.add_look_backs(self.thread, [day])
        planned.explain(alice, (self.thread, "triage", None), Hurdle.OTHER, CANARY, now)
        self.message = desk.deliveries(cast.viewer("ada"))[0][0].id

    @cached_property
    def drill(self) -> str:
        """A drill in the situation, kept when it is first asked for."""
        opener = self.cast.people["bob"]
        return played.add(Drill("", "kenya-2007", self.situation, "SDN", 60, opener, self.now))

    @cached_property
    def beyond(self) -> str:
        """A draft that asks Charlie, who belongs to another organisation."""
        asked = Address(self.cast.people["charlie"], CANARY, self.now + HOUR, self.now + 18 * HOUR)
        text = replace(DRAFT, grade=Grade.WATCH)
        return alerts.draft(self.situation, text, [asked], who=self.cast.viewer("alice"), now=self.now)

    def handed(self) -> bool:
        """Alice gives the situation to Bob and he gives it back."""
        if "handed" not in self.answers:
            self.answers["handed"] = CANARY
            handovers = ((self.cast.viewer("alice"), "bob"), (self.cast.viewer("bob"), "alice"))
            for who, name in handovers:
                situations.hand_over(self.situation, self.cast.people[name], CANARY, who=who, now=self.now)
        return True

    def held(self) -> str:
        """What keeps the alert from being erased."""
        object = f"alert:{self.alert}"
        found = erasing.standing(self.now).filter(object=object).first()
        return found.id if found else erasing.hold(object, "A court asks.", self.cast.viewer("bob"), self.now)

    def beside(self, name: str) -> str:
        """The id of what stands between an alert and its decision: Dina has referred that alert to Charlie."""
        if "alert" not in self.answers:
            alice, bob = self.cast.viewer("alice"), self.cast.viewer("bob")
            text = replace(DRAFT, grade=Grade.WATCH)
            asked = Address(self.cast.people["dina"], "Call.", self.now + HOUR, self.now + 18 * HOUR)
            self.answers["alert"] = alerts.draft(self.situation, text, [asked], who=alice, now=self.now)
            alerts.issue(self.answers["alert"], who=bob, now=self.now)
            self.answers |= answered(self.cast, self.answers["alert"], text, self.now)
        return self.answers[name]


Question = Callable[[Viewer, Chain], object]

MATRIX: dict[str, tuple[Question, set[str]]] = {
    "action": (lambda viewer, chain: desk.action(viewer, chain.action), TEAM),
    "actions": (lambda viewer, chain: desk.actions(viewer), TEAM),
    "asked_of": (lambda viewer, chain: missed_anywhere(viewer, chain), {"alice"}),
    "bottlenecks": (lambda viewer, chain: desk.bottlenecks(viewer), TEAM),
    "commitment": (lambda viewer, chain: desk.commitment(viewer, chain.promise), TEAM),
    "commitments": (lambda viewer, chain: desk.commitments(viewer), TEAM),
    "judgements": (lambda viewer, chain: desk.judgements(viewer, chain.situation), TEAM),
    "lessons_of": (lambda viewer, chain: desk.lessons_of(viewer), {"alice"}),
    "to_follow": (lambda viewer, chain: desk.to_follow(viewer), {"alice"}),
    "lessons": (lambda viewer, chain: desk.lessons(viewer), TEAM),
    "look_backs": (lambda viewer, chain: desk.look_backs(viewer), TEAM),
    "thread_outcomes": (lambda viewer, chain: desk.thread_outcomes(viewer, [chain.thread]), TEAM),
    "situation": (lambda viewer, chain: desk.situation(viewer, chain.situation), TEAM),
    "situations": (lambda viewer, chain: desk.situations(viewer)[1].total, TEAM),
    "phases": (lambda viewer, chain: desk.phases(viewer, chain.situation), TEAM),
    "handovers": (lambda viewer, chain: chain.handed() and desk.handovers(viewer, chain.situation), TEAM),
    "grants": (lambda viewer, chain: desk.grants(viewer, chain.situation), TEAM),
    "grant": (lambda viewer, chain: desk.grant(viewer, chain.grant), TEAM),
    "signal": (lambda viewer, chain: desk.signal(viewer, chain.signal), TEAM),
    "signals": (lambda viewer, chain: desk.signals(viewer)[1].total, TEAM),
    "alert": (lambda viewer, chain: desk.alert(viewer, chain.alert), ADDRESSED),
    "alerts": (lambda viewer, chain: desk.alerts(viewer)[1].total, ADDRESSED),
    "to_review": (lambda viewer, chain: desk.to_review(viewer), set()),
    "suspects": (lambda viewer, chain: desk.suspects(viewer, chain.situation), TEAM),
    "exemptions": (lambda viewer, chain: desk.exemptions(viewer, chain.situation), TEAM),
    "touched": (lambda viewer, chain: desk.touched(viewer, chain.situation, chain.now), TEAM),
    "drill": (lambda viewer, chain: desk.drill(viewer, chain.drill), TEAM),
    "drill_in": (lambda viewer, chain: chain.drill and desk.drill_in(viewer, chain.situation), TEAM),
    "drills": (lambda viewer, chain: chain.drill and desk.drills(viewer), TEAM),
    "drafts": (lambda viewer, chain: desk.drafts(viewer), {"bob"}),
    "inbox_page": (lambda viewer, chain: desk.inbox_page(viewer, real=True), set()),
    "owing": (lambda viewer, chain: desk.owing(viewer, NOW)[0], set()),
    "inbox_asked": (lambda viewer, chain: [*desk.inbox_asked(viewer)[0], *desk.inbox_asked(viewer)[1]], set()),
    "whole_alerts": (lambda viewer, chain: desk.whole_alerts(viewer, [chain.alert]), ADDRESSED),
    "versions": (lambda viewer, chain: desk.versions(viewer, chain.alert), ADDRESSED),
    "decided": (lambda viewer, chain: desk.decided(viewer, chain.situation), ADDRESSED),
    "unplanned": (lambda viewer, chain: desk.unplanned(viewer), {"alice", "dina"}),
    "decision": (lambda viewer, chain: desk.decision(viewer, chain.decision), ADDRESSED),
    "decisions": (lambda viewer, chain: desk.decisions(viewer)[1].total, ADDRESSED),
    "referral": (lambda viewer, chain: desk.referral(viewer, chain.beside("referral")), REFERRED),
    "referrals": (lambda viewer, chain: desk.referrals(viewer, chain.beside("alert")), REFERRED),
    "inquiry": (lambda viewer, chain: desk.inquiry(viewer, chain.beside("inquiry")), REFERRED),
    "inquiries": (lambda viewer, chain: desk.inquiries(viewer, chain.beside("alert")), REFERRED),
    "dissent": (lambda viewer, chain: desk.dissent(viewer, chain.beside("dissent")), REFERRED),
    "dissents": (lambda viewer, chain: desk.dissents(viewer, chain.beside("alert")), REFERRED),
    "recorded": (lambda viewer, chain: desk.recorded(viewer, chain.beside("recorded")), ADDRESSED),
    "recorded_on": (lambda viewer, chain: desk.recorded_on(viewer, chain.beside("second")), ADDRESSED),
    "clearance": (lambda viewer, chain: desk.clearance(viewer, chain.beside("clearance")), TEAM),
    "clearances": (lambda viewer, chain: desk.clearances(viewer, chain.beside("cleared")), TEAM),
    "erasure": (lambda viewer, chain: desk.erasure(viewer, chain.beside("erasure")), TEAM),
    "erasures": (lambda viewer, chain: chain.beside("erasure") and desk.erasures(viewer), TEAM),
    "due_for_erasure": (lambda viewer, chain: due_in_a_situation(viewer, chain), TEAM),
    "holds": (lambda viewer, chain: chain.held() and desk.holds(viewer, chain.now), TEAM),
    "threads": (lambda viewer, chain: desk.threads(viewer)[1].total, TEAM),
    "every": (lambda viewer, chain: desk.every(viewer, Status.ACTUAL), TEAM),
    "thread": (lambda viewer, chain: desk.thread(viewer, chain.thread), TEAM),
    "called": (lambda viewer, chain: desk.called(viewer, NOW)[0], {"alice"}),
    "milestones": (lambda viewer, chain: desk.milestones(viewer, Status.ACTUAL), TEAM),
    "names": (lambda viewer, chain: desk.names(viewer), TEAM),
    "events": (lambda viewer, chain: desk.events(viewer, chain.thread), TEAM),
    "entries": (lambda viewer, chain: desk.entries(viewer, chain.thread), TEAM),
    "answers": (lambda viewer, chain: desk.answers(viewer), TEAM),
    "rule_versions": (lambda viewer, chain: desk.rule_versions(viewer, "ladder"), {"alice", "bob", "dina", "charlie"}),
    "newest_backruns": (lambda viewer, chain: desk.newest_backruns(viewer), {"alice", "bob", "dina", "charlie"}),
    "silences": (lambda viewer, chain: desk.silences(viewer, chain.now), {"alice", "bob", "dina", "charlie"}),
    "warned": (lambda viewer, chain: desk.warned(viewer), ADDRESSED),
    "watched": (lambda viewer, chain: desk.watched(viewer), TEAM),
    "outcomes": (lambda viewer, chain: desk.outcomes(viewer, chain.alert), ADDRESSED),
    "rung": (lambda viewer, chain: desk.rung(viewer), TEAM),
    "unowned": (lambda viewer, chain: desk.unowned(viewer), {"bob", "charlie"}),
    "crossings": (lambda viewer, chain: desk.crossings(viewer, chain.beside("alert")), REFERRED),
    "beyond": (lambda viewer, chain: desk.beyond(viewer, chain.beyond), TEAM),
    "outside_people": (lambda viewer, chain: desk.outside_people(viewer), {"alice", "bob", "dina", "charlie"}),
    "knocks": (lambda viewer, chain: desk.knocks(viewer, chain.thread), TEAM),
    "patterns": (lambda viewer, chain: desk.patterns(viewer, chain.now), {"alice", "bob", "dina", "charlie"}),
    "role_hours": (lambda viewer, chain: desk.role_hours(viewer, chain.now), {"alice", "bob", "dina", "charlie"}),
    "leaves": (lambda viewer, chain: desk.leaves(viewer, chain.now), {"alice", "bob", "dina", "charlie"}),
    "swaps": (lambda viewer, chain: desk.swaps(viewer, chain.now), {"alice", "bob", "dina", "charlie"}),
    "asked_swaps": (lambda viewer, chain: desk.asked_swaps(viewer, chain.now), {"charlie"}),
    "roster_changes": (lambda viewer, chain: desk.roster_changes(viewer), {"alice", "bob", "dina", "charlie"}),
    "authorities": (lambda viewer, chain: desk.authorities(viewer), {"alice", "bob", "dina", "charlie"}),
    "shifts": (lambda viewer, chain: desk.shifts(viewer, chain.now), {"alice", "bob", "dina", "charlie"}),
    "shifts_on": (
        lambda viewer, chain: desk.shifts_on(viewer, chain.now, 1)[0],
        {"alice", "bob", "dina", "charlie"},
    ),
    "log": (lambda viewer, chain: of_the_situation(viewer, chain), {"alice", "bob", "dina", "otto"}),
    "people": (lambda viewer, chain: len(desk.people(viewer)) > 1, {"ada"}),
    "person": (lambda viewer, chain: desk.person(viewer, chain.person), {"alice", "ada"}),
    "addressable": (lambda viewer, chain: desk.addressable(viewer), {"alice", "bob", "dina", "charlie"}),
    "contacts": (lambda viewer, chain: desk.contacts(viewer), {"alice"}),
    "feeds": (lambda viewer, chain: desk.feeds(viewer, chain.now), {"alice"}),
    "notices": (lambda viewer, chain: desk.notices(viewer), {"alice", "charlie", "dina"}),
    "endpoints": (lambda viewer, chain: desk.endpoints(viewer), {"ada"}),
    "deliveries": (lambda viewer, chain: desk.deliveries(viewer)[1].total, {"ada"}),
    "delivery": (lambda viewer, chain: desk.delivery(viewer, chain.message), {"ada"}),
    "canary": (lambda viewer, chain: desk.canary(viewer), {"ada"}),
    "forgotten": (lambda viewer, chain: desk.forgotten(viewer), {"ada"}),
    "aside": (lambda viewer, chain: desk.aside(viewer), {"ada"}),
    "tokens": (lambda viewer, chain: desk.tokens(viewer, chain.now), {"alice"}),
}

DOORS = {
    "link": "opened by a secret",
    "viewer_of": "builds the viewer itself",
    "actor_of_token": "opened by a secret",
    "viewer_of_token": "opened by a secret",
    "viewer_named": "builds a viewer that only reads, on the host's own command line",
}
"""Questions that take no viewer, and why they need none."""


def missed_anywhere(viewer: Viewer, chain: Chain) -> list[object]:
    """Threads that ask this person why a clock was missed, once the sweep has found a step over its time."""
    ladder.sweep(chain.now + timedelta(days=3))
    return list(desk.asked_of(viewer))


def due_in_a_situation(viewer: Viewer, chain: Chain) -> list[object]:
    """Records past their time, without those of the desk itself, which are every focal point's and custodian's."""
    return [each for each in desk.due_for_erasure(viewer, chain.now + 240_000 * HOUR) if each.situation]


def of_the_situation(viewer: Viewer, chain: Chain) -> list[object]:
    """Lines of the log about the situation that this viewer reads; one's own acts are one's own."""
    return [line for line in desk.log(viewer)[0] if line.situation == chain.situation]


@pytest.fixture
def chain(cast: Cast, now: datetime) -> Chain:
    found = copy(laid(lambda: Chain(cast, now)))
    found.answers = {}
    return found


def seen(question: Question, viewer: Viewer, chain: Chain) -> bool:
    """Whether the viewer learns anything; being told that there is no such thing is learning nothing."""
    try:
        return bool(question(viewer, chain))
    except Unknown:
        return False


@pytest.mark.parametrize("question", MATRIX)
def test_each_sees_what_is_theirs_and_nothing_else(question: str, cast: Cast, chain: Chain) -> None:
    ask, allowed = MATRIX[question]
    viewers = {name: PUBLIC if name == "stranger" else cast.viewer(name) for name in EVERYBODY}
    assert {name for name, viewer in viewers.items() if seen(ask, viewer, chain)} == allowed


def test_every_question_of_the_store_has_a_row() -> None:
    assert set(desk.__all__) == MATRIX.keys() | DOORS.keys()


def test_every_question_takes_the_viewer_first_and_without_default() -> None:
    for name in MATRIX:
        first = next(iter(inspect.signature(getattr(desk, name)).parameters.values()))
        assert (first.name, first.default) == ("viewer", inspect.Parameter.empty)


def test_what_is_not_open_and_what_does_not_exist_answer_alike(chain: Chain, charlie: Viewer) -> None:
    for ask, hidden in ((desk.situation, chain.situation), (desk.alert, chain.alert), (desk.signal, chain.signal)):
        answers = set()
        for id in (hidden, "nosuchthing1"):
            with pytest.raises(UpstanderError) as refusal:
                ask(charlie, id)
            answers.add(str(refusal.value))
        assert len(answers) == 1


def test_charlie_finds_the_canary_nowhere(chain: Chain, charlie: Viewer) -> None:
    answers = [ask(charlie, chain) for ask, _ in MATRIX.values() if not raises(ask, charlie, chain)]
    assert CANARY not in repr(answers)


def raises(ask: Question, viewer: Viewer, chain: Chain) -> bool:
    """Whether asking is refused."""
    try:
        ask(viewer, chain)
    except UpstanderError:
        return True
    return False


def test_sight_ends_with_the_grant(cast: Cast, chain: Chain, now: datetime) -> None:
    assert cast.viewer("bob", now + timedelta(days=29)).grants == {chain.situation}
    assert cast.viewer("bob", now + timedelta(days=30)).grants == set()
    access.revoke(chain.grant, who=cast.viewer("alice"), now=now)
    assert cast.viewer("bob", now).grants == set()


def test_sight_of_an_old_viewer_cannot_outlive_a_role_that_stands_apart(cast: Cast, chain: Chain) -> None:
    alice = cast.viewer("alice")
    ada = Viewer(alice.person, alice.name, cast.viewer("ada").roles, alice.grants)
    assert desk.situations(ada)[1].total == 0
    assert desk.alerts(ada)[1].total == 0


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
@pytest.mark.parametrize("name", ["bob", "dina"])
def test_who_becomes_auditor_or_administrator_leaves_the_work(
    name: str, role: Role, cast: Cast, chain: Chain, now: datetime
) -> None:
    """What they reported and what they were asked to answer is no longer open to them."""
    told = signals.report(chain.situation, CANARY, CANARY, who=cast.viewer("bob"), now=now)
    asked = Address(cast.people["dina"], CANARY, now + timedelta(hours=4), now + timedelta(hours=18))
    text = replace(DRAFT, title=CANARY, grade=Grade.WATCH)
    again = alerts.draft(chain.situation, text, [asked], who=cast.viewer("alice"), now=now)
    alerts.issue(again, who=cast.viewer("bob"), now=now)
    people.set_roles(cast.people[name], [role], who=cast.viewer("ada"), now=now)
    viewer = cast.viewer(name)
    for ask, id in ((desk.signal, told), (desk.alert, chain.alert), (desk.versions, again)):
        with pytest.raises(Unknown):
            ask(viewer, id)
    assert desk.signals(viewer)[1].total == desk.alerts(viewer)[1].total == len(desk.inbox_asked(viewer)[0]) == 0
    assert desk.decisions(viewer)[1].total == 0


@pytest.mark.parametrize("name", ["otto", "ada", "bob"])
def test_nobody_reads_in_the_log_why_something_was_handed_over_or_kept_silent(
    name: str, cast: Cast, chain: Chain, now: datetime
) -> None:
    situations.hand_over(chain.situation, cast.people["bob"], CANARY, who=cast.viewer("alice"), now=now)
    triggers.suppress("high-chance", CANARY, now + timedelta(days=1), who=cast.viewer("bob"), now=now)
    assert CANARY not in repr(desk.log(cast.viewer(name)))
    audit.verify()


def test_a_closed_account_sees_nothing(cast: Cast, chain: Chain, now: datetime) -> None:
    people.deactivate(cast.people["bob"], who=cast.viewer("ada"), now=now)
    with pytest.raises(UpstanderError, match="closed"):
        cast.viewer("bob")
