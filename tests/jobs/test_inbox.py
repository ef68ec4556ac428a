"""The inbox in pages and as a number: the same things as the whole list, however many there are."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from tests.laid import laid
from tests.threads import open_thread
from upstander.jobs import access, alerts, decisions, ladder, owed, signals, situations, waiting
from upstander.records.desk import Address, Answer, Grade, Phase, Status, Waiting
from upstander.records.people import Viewer
from upstander.store.desk import inbox
from upstander.store.lake import Lake

EVERYBODY = ("alice", "bob", "dina", "charlie", "otto", "ada")


@pytest.fixture
def crowded(cast: Cast, lake: Lake, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime) -> None:
    """Seven alerts for Dina, of which she has read some and answered one; drafts that wait for names; an exercise."""
    laid(lambda: crowd(cast, lake, alice, bob, dina, now))


def crowd(cast: Cast, lake: Lake, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime) -> None:
    """Make them."""
    for n in range(7):
        asked = Address(cast.people["dina"], "Call.", now + timedelta(hours=9 - n), now + timedelta(hours=20 + n))
        id = alerts.draft(cast.situation, DRAFT, [asked], who=alice, now=now)
        alerts.issue(id, who=bob, now=now)
        if n % 3 == 0:
            alerts.acknowledge(id, who=dina, now=now)
    decisions.decide(id, Answer.ACT, "We go.", who=dina, now=now)
    soon = [Address(cast.people["dina"], "Call.", now + timedelta(hours=2), now + timedelta(hours=3))]
    for n in range(5):
        text = replace(DRAFT, grade=Grade.IMMINENT if n % 2 else Grade.WATCH, title=f"Draft {n}")
        alerts.draft(cast.situation, text, soon, who=alice, now=now + timedelta(minutes=n))
    given = {"who": alice, "now": now, "status": Status.EXERCISE}
    drill = situations.open_situation(lake, "MLI", "Two rivers", Phase.LATENT, "Training.", **given)
    owner = cast.viewer("alice")
    access.give(drill, cast.people["bob"], "Plays.", now + timedelta(days=1), who=owner, now=now)
    played = alerts.draft(drill, replace(DRAFT, status=Status.EXERCISE), soon, who=owner, now=now)
    alerts.issue(played, who=cast.viewer("bob"), now=now)


def in_pages(viewer: Viewer, now: datetime) -> list[Waiting]:
    last = waiting.inbox(viewer, now).where.last
    return [item for number in range(1, last + 1) for item in waiting.inbox(viewer, now, number).items]


def told(items: list[Waiting]) -> list[tuple[object, ...]]:
    return [(item.verb, item.alert.id, item.recipient and item.recipient.id, item.due, item.overdue) for item in items]


@pytest.mark.parametrize("name", EVERYBODY)
@pytest.mark.parametrize("hours", [0, 2, 8, 40])
def test_the_pages_of_an_inbox_hold_what_the_whole_list_holds(
    name: str, hours: int, crowded: None, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "SIZE", 3)
    viewer, later = cast.viewer(name), now + timedelta(hours=hours)
    everything = waiting.waiting(viewer, later)
    pages = [
        waiting.listed(viewer, later, number, 3) for number in range(1, waiting.listed(viewer, later)[1].total + 2)
    ]
    assert told([item for items, where in pages[: pages[0][1].last] for item in items]) == told(everything)
    assert told(pages[-1][0]) == told(everything[-len(pages[-1][0]) :] if everything else [])
    real = [item for item in everything if item.alert.status is Status.ACTUAL]
    assert told(in_pages(viewer, later)) == told(real)
    first = waiting.inbox(viewer, later)
    assert first.where.total == len(real)
    assert first.late == sum(item.overdue for item in real)
    assert told(first.exercises) == told([item for item in everything if item.alert.status is not Status.ACTUAL])
    others = [each for each in owed.owed(viewer, later) if each.status is Status.ACTUAL]
    assert waiting.count(viewer, later) == len(real) + len(others)
    assert owed.count(viewer, later) == (len(others), sum(each.overdue for each in others))


def test_a_page_beyond_the_last_is_the_last(crowded: None, dina: Viewer, now: datetime) -> None:
    assert waiting.inbox(dina, now, 99).where.number == 1
    assert len(waiting.inbox(dina, now, 99).items) == 6


def test_steps_beyond_those_shown_are_counted(cast: Cast, alice: Viewer, now: datetime) -> None:
    for n in range(52):
        thread = open_thread(cast.situation, f"Cause {n}", who=alice, now=now)
        ladder.take(thread, ladder.StepId.ACKNOWLEDGE, who=alice, now=now)
    assert len(owed.owed(alice, now)) == 50
    assert waiting.count(alice, now) == 52


def test_who_becomes_an_auditor_is_asked_nothing(crowded: None, dina: Viewer, now: datetime) -> None:
    apart = replace(dina, roles=frozenset({ladder.Role.AUDITOR}))
    assert waiting.inbox(apart, now).items == []
    assert waiting.count(apart, now) == 0


def test_a_report_alone_makes_nobody_owe_an_alert(cast: Cast, alice: Viewer, dina: Viewer, now: datetime) -> None:
    signals.report(cast.situation, "Smoke", "Over the town.", who=alice, now=now)
    assert waiting.inbox(dina, now).items == []


def test_a_longer_inbox_asks_the_database_no_more_questions(
    crowded: None, cast: Cast, dina: Viewer, bob: Viewer, now: datetime, asks: Callable[[Callable[[], object]], int]
) -> None:
    def page(viewer: Viewer) -> int:
        return asks(lambda: (waiting.inbox(viewer, now), owed.on_page(viewer, now)))

    before = {viewer: page(viewer) for viewer in (dina, bob)}
    later = now + timedelta(hours=9)
    for n in range(5):
        asked = Address(cast.people["dina"], "Call.", later, later)
        for title in ("More", "Draft"):
            id = alerts.draft(
                cast.situation, replace(DRAFT, title=f"{title} {n}"), [asked], who=cast.viewer("alice"), now=now
            )
            if title == "More":
                alerts.issue(id, who=bob, now=now)
    assert {viewer: page(viewer) for viewer in (dina, bob)} == before


@pytest.fixture
def asks() -> Callable[[Callable[[], object]], int]:
    """How many questions something puts to the database."""

    def counted(do: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as told:
            do()
        return len(told)

    return counted


def test_the_gravest_draft_is_shown_however_many_others_came_after_it(
    cast: Cast, lake: Lake, alice: Viewer, bob: Viewer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = [Address(cast.people["dina"], "Call.", now + timedelta(hours=2), now + timedelta(hours=3))]
    for n, grade in enumerate((Grade.IMMINENT, Grade.WATCH, Grade.WARNING, Grade.WATCH)):
        alerts.draft(cast.situation, replace(DRAFT, grade=grade), soon, who=alice, now=now + timedelta(minutes=n))
    monkeypatch.setattr(inbox, "MOST_DRAFTS", 2)
    assert {item.alert.grade for item in waiting.unsigned(bob, now)} == {Grade.IMMINENT, Grade.WARNING}
