"""Who may do what around an alert's text: rows of the matrix, and what they are tried on."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from upstander.jobs import access, alert_life, alerts, suspects, wording
from upstander.records.alert_life import Verdict, Wording
from upstander.records.desk import Address, Grade
from upstander.records.people import Viewer
from upstander.store.lake import Lake

URGENT = replace(DRAFT, grade=Grade.IMMINENT)
EARLIER = timedelta(hours=2)


class Lives:
    """In Alice's situation: a draft to ask about, one asked for two hours ago, one issued alone, an issued alert."""

    def __init__(self, cast: Cast, lake: Lake, now: datetime) -> None:
        alice, bob = cast.viewer("alice"), cast.viewer("bob")
        then = now - EARLIER
        self.lake, self.now, self.situation, self.dina = lake, now, cast.situation, cast.people["dina"]
        self.asked = Address(self.dina, "Call.", now + timedelta(hours=4), now + timedelta(hours=18))
        self.unasked = alerts.draft(cast.situation, URGENT, [self.asked], who=alice, now=now)
        self.waiting = alerts.draft(cast.situation, URGENT, [self.asked], who=alice, now=then)
        alert_life.ask(self.waiting, who=alice, now=then)
        self.issued = alerts.draft(cast.situation, DRAFT, [self.asked], who=alice, now=now)
        alerts.issue(self.issued, who=bob, now=now)
        self.alone = self.by_another(cast, alice, bob, then, now)
        self.suspicion = suspects.suspect(
            lake, cast.situation, who=alice, now=now, reason="Its trucks were seen.", institution="Desert Guard"
        )
        self.exemption = suspects.allow(cast.situation, self.dina, "She is our contact.", who=bob, now=now)

    def by_another(self, cast: Cast, alice: Viewer, bob: Viewer, then: datetime, now: datetime) -> str:
        """An alert that Charlie drafted while he had sight, and that Bob issued alone: Alice may review it."""
        grant = access.give(
            cast.situation, cast.people["charlie"], "For a day.", now + timedelta(days=1), who=alice, now=then
        )
        charlie = cast.viewer("charlie", then)
        id = alerts.draft(cast.situation, URGENT, [self.asked], who=charlie, now=then)
        alert_life.ask(id, who=charlie, now=then)
        alert_life.issue_alone(id, who=bob, now=now)
        access.revoke(grant, who=alice, now=now)
        return id


Act = Callable[[Any, Viewer], object]

ROWS: dict[str, tuple[Act, set[str]]] = {
    "alert_life.ask": (lambda on, who: alert_life.ask(on.lives.unasked, who=who, now=on.now), {"alice", "bob"}),
    "alert_life.withhold": (
        lambda on, who: alert_life.withhold(on.lives.waiting, "Too sure.", who=who, now=on.now),
        {"bob"},
    ),
    "alert_life.issue_alone": (
        lambda on, who: alert_life.issue_alone(on.lives.waiting, who=who, now=on.now),
        {"bob"},
    ),
    "alert_life.review": (
        lambda on, who: alert_life.review(on.lives.alone, Verdict.UPHELD, "It was right.", who=who, now=on.now),
        {"alice"},
    ),
    "alert_life.update": (
        lambda on, who: alert_life.update(
            on.lives.issued, replace(DRAFT, reason="They moved."), [on.lives.asked], who=who, now=on.now
        ),
        {"alice"},
    ),
    "alert_life.cancel": (
        lambda on, who: alert_life.cancel(on.lives.issued, "The report was false.", who=who, now=on.now),
        {"alice", "bob"},
    ),
    "alert_life.all_clear": (
        lambda on, who: alert_life.all_clear(on.lives.issued, "They went home.", who=who, now=on.now),
        {"alice", "bob"},
    ),
    "suspects.suspect": (
        lambda on, who: suspects.suspect(
            on.lives.lake, on.lives.situation, who=who, now=on.now, reason="Seen there.", iso3="SDN"
        ),
        {"alice", "bob"},
    ),
    "suspects.lift": (
        lambda on, who: suspects.lift(on.lives.situation, on.lives.suspicion, "Wrong.", who=who, now=on.now),
        {"bob"},
    ),
    "suspects.allow": (
        lambda on, who: suspects.allow(on.lives.situation, on.cast.people["bob"], "Ours.", who=who, now=on.now),
        {"bob"},
    ),
    "suspects.disallow": (
        lambda on, who: suspects.disallow(on.lives.situation, on.lives.exemption, who=who, now=on.now),
        {"alice", "bob"},
    ),
    "wording.choose": (lambda on, who: wording.choose(Wording.NEUTRAL, who=who, now=on.now), {"bob", "charlie"}),
}
