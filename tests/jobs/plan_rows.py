"""Who may do what about a plan: rows of the matrix, and what they are tried on."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from upstander.jobs import actions, alerts, bottlenecks, decisions, judgements, lessons, plan_rules, plans, promises
from upstander.records.desk import Address, Answer
from upstander.records.people import Viewer
from upstander.records.plans import Finding, Funding, Hurdle, Kept, NewAction
from upstander.records.tools import Input, Judged
from upstander.store.desk import plans as store
from upstander.store.desk.threads import thread_of

TEAM = {"alice", "bob"}
OWNERS = TEAM | {"dina"}
"""Dina owns the action, although she does not see its situation."""


class Plans:
    """A decision of four days ago with an action of Dina's, a promise, a lesson, a look back, a missed clock."""

    def __init__(self, cast: Cast, now: datetime) -> None:
        self.cast, self.now, self.then = cast, now, now - timedelta(hours=20)
        self.situation, self.owner = cast.situation, cast.people["dina"]
        self.alice = cast.viewer("alice")

    @cached_property
    def thread(self) -> str:
        """The thread of an alert that Dina answered late."""
        asked = Address(self.owner, "Call.", self.now + timedelta(hours=4), self.now + timedelta(hours=18))
        id = alerts.draft(self.situation, DRAFT, [asked], who=self.alice, now=self.then)
        alerts.issue(id, who=self.cast.viewer("bob"), now=self.then)
        decisions.decide(id, Answer.ACT, "We call.", who=self.cast.viewer("dina"), now=self.now)
        return thread_of(alert=id) or ""

    @cached_property
    def action(self) -> str:
        """An action of Dina's."""
        return actions.plan(self.situation, NewAction("Call.", owner=self.owner), who=self.alice, now=self.now)

    @cached_property
    def blocked(self) -> str:
        """Another, that something blocks."""
        id = actions.plan(self.situation, NewAction("Write.", owner=self.owner), who=self.alice, now=self.now)
        actions.block(id, "No line.", "The embassy", who=self.alice, now=self.now)
        return id

    @cached_property
    def promise(self) -> str:
        """Something promised."""
        day = self.now.date()
        words = (self.situation, "Donors", "The district", "Buses", day, day, "Minutes")
        return promises.make(*words, who=self.alice, now=self.now)

    @cached_property
    def lesson(self) -> str:
        """Something to change."""
        words = (self.situation, "A day.", "Four.", "Nobody.", "A deputy.", self.owner)
        return lessons.write(*words, self.now.date() + timedelta(days=9), who=self.alice, now=self.now)

    @cached_property
    def look(self) -> str:
        """A look back that is owed."""
        store.add_look_backs(self.thread, [self.now.date()])
        return store.look_backs(self.alice)[0].id

    @cached_property
    def missed(self) -> str:
        """Why the decision came late."""
        return bottlenecks.explain(self.thread, "decide", Hurdle.NO_MEANS, "No car.", who=self.alice, now=self.now)

    @cached_property
    def ordered(self) -> str:
        """Another missed clock, its correction ordered."""
        late, day = self.now + timedelta(days=30), self.now.date() + timedelta(days=9)
        words = (self.thread, "first_action", Hurdle.NO_MEANS, "No car.")
        id = bottlenecks.explain(*words, who=self.alice, now=late)
        bottlenecks.correct(id, "The secretary", "Two cars", day, who=self.alice, now=self.now)
        return id

    def prepare(self) -> None:
        """Make all of it, before anybody tries."""
        for name in ("thread", "action", "blocked", "promise", "lesson", "look", "missed", "ordered"):
            getattr(self, name)


Act = Callable[[Any, Viewer], object]


def day(on: Any) -> Any:
    """A day to come."""
    return on.now.date() + timedelta(days=9)


ROWS: dict[str, tuple[Act, set[str]]] = {
    "plan_rules.load": (lambda on, who: plan_rules.load(plan_rules.bundled(), who=who, now=on.now), {"bob", "charlie"}),
    "judgements.judge": (
        lambda on, who: judgements.judge(on.situation, Input.WILL, Judged.NO, "Why.", who=who, now=on.now),
        TEAM,
    ),
    "actions.plan": (lambda on, who: actions.plan(on.situation, NewAction("Call."), who=who, now=on.now), TEAM),
    "actions.start": (lambda on, who: actions.start(on.plans.action, "Rang.", who=who, now=on.now), OWNERS),
    "actions.enter": (lambda on, who: actions.enter(on.plans.action, "Rang.", who=who, now=on.now), OWNERS),
    "actions.block": (lambda on, who: actions.block(on.plans.action, "No.", "They", who=who, now=on.now), OWNERS),
    "actions.unblock": (lambda on, who: actions.unblock(on.plans.blocked, "Yes.", who=who, now=on.now), OWNERS),
    "actions.finish": (lambda on, who: actions.finish(on.plans.action, "Done.", who=who, now=on.now), OWNERS),
    "actions.drop": (lambda on, who: actions.drop(on.plans.action, "No.", who=who, now=on.now), OWNERS),
    "actions.give": (lambda on, who: actions.give(on.plans.action, on.plans.owner, who=who, now=on.now), OWNERS),
    "actions.fund": (lambda on, who: actions.fund(on.plans.action, Funding.YES, "", who=who, now=on.now), OWNERS),
    "actions.show": (lambda on, who: actions.show(on.plans.action, on.plans.owner, who=who, now=on.now), OWNERS),
    "promises.make": (
        lambda on, who: promises.make(
            on.situation, "A", "B", "C", on.now.date(), day(on), "Minutes", who=who, now=on.now
        ),
        TEAM,
    ),
    "promises.follow_up": (
        lambda on, who: promises.follow_up(
            on.plans.promise, "Alice", on.now.date(), "Soon.", Kept.PARTLY, who=who, now=on.now
        ),
        TEAM,
    ),
    "promises.keep": (lambda on, who: promises.keep(on.plans.promise, "Seen.", who=who, now=on.now), TEAM),
    "promises.break_": (lambda on, who: promises.break_(on.plans.promise, "Not seen.", who=who, now=on.now), TEAM),
    "plans.conclude": (
        lambda on, who: plans.conclude(on.plans.thread, "Quiet.", on.now.date(), "UN", who=who, now=on.now),
        TEAM,
    ),
    "plans.look_back": (
        lambda on, who: plans.look_back(on.plans.look, Finding.CALM, "Quiet.", who=who, now=on.now),
        TEAM,
    ),
    "lessons.write": (
        lambda on, who: lessons.write(on.situation, "A", "B", "C", "D", on.plans.owner, day(on), who=who, now=on.now),
        TEAM,
    ),
    "lessons.learned": (lambda on, who: lessons.learned(on.plans.lesson, who=who, now=on.now), TEAM),
    "bottlenecks.explain": (
        lambda on, who: bottlenecks.explain(on.plans.thread, "decide", Hurdle.NO_MEANS, "No car.", who=who, now=on.now),
        TEAM,
    ),
    "bottlenecks.correct": (
        lambda on, who: bottlenecks.correct(on.plans.missed, "They", "Cars", day(on), who=who, now=on.now),
        TEAM,
    ),
    "bottlenecks.corrected": (lambda on, who: bottlenecks.corrected(on.plans.ordered, who=who, now=on.now), TEAM),
}
