"""How a thread ends: what is imminent ends under two names, and whoever was called or asked hears of it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from tests.threads import open_thread
from upstander.jobs import access, alert_life, alerts, decisions, ending, erasure, ladder, owed
from upstander.records.desk import Address, Answer, Grade
from upstander.records.errors import Refused, Usage
from upstander.records.people import Viewer
from upstander.store.desk import models
from upstander.store.desk import plans as store
from upstander.store.desk import reads as desk
from upstander.store.desk.threads import thread_of

HOUR = timedelta(hours=1)


def asked_to_close(viewer: Viewer, now: datetime) -> list[str]:
    return [each.thread for each in owed.owed(viewer, now) if each.ask.template == ending.CLOSE_TOO]


def days_to_look(viewer: Viewer, situation: str, now: datetime) -> list[int]:
    return [(each.due_on - now.date()).days for each in store.look_backs(viewer, situation)]


def told(path: str, what: str) -> set[str]:
    found = models.Notice.objects.filter(path=path, what__contains=what)
    return set(found.values_list("person__username", flat=True))


def test_what_is_imminent_ends_under_two_names_and_is_looked_back_at(
    cast: Cast, alice: Viewer, bob: Viewer, charlie: Viewer, now: datetime
) -> None:
    id = open_thread(cast.situation, "Columns", who=alice, now=now, imminent=True)
    ladder.close(id, "Enough.", who=alice, now=now)
    assert desk.thread(alice, id).closed_at is None
    assert [each.text for each in desk.entries(bob, id)] == ["Enough."]
    assert [asked_to_close(each, now) for each in (alice, bob, charlie)] == [[], [id], []]
    with pytest.raises(Refused, match="second person"):
        ladder.close(id, "Enough, I said.", who=alice, now=now)
    ladder.grade(id, Grade.IMMINENT, who=bob, now=now)
    assert asked_to_close(bob, now) == []
    ladder.close(id, "It was a wedding.", who=bob, now=now)
    ladder.close(id, "I saw the wedding.", who=alice, now=now + HOUR)
    assert desk.thread(alice, id).closed_reason == "I saw the wedding."
    assert asked_to_close(bob, now) == []
    assert told(f"/ladder/{id}/", "One person wants to close") == {"alice", "bob"}
    assert told(f"/ladder/{id}/", "closed already") == {"bob"}
    assert days_to_look(alice, cast.situation, now) == [30, 90, 365]


def test_an_imminent_draft_that_waits_for_a_name_keeps_its_thread_open(
    cast: Cast, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    asked = [Address(cast.people["dina"], "Call.", now + HOUR, now + 3 * HOUR)]
    id = alerts.draft(cast.situation, replace(DRAFT, grade=Grade.IMMINENT), asked, who=alice, now=now)
    thread = thread_of(alert=id) or ""
    alert_life.ask(id, who=alice, now=now)
    for who in (alice, bob):
        with pytest.raises(Usage, match="imminent draft"):
            ladder.close(thread, "Enough.", who=who, now=now)
    alert_life.withhold(id, "Nobody has seen them.", who=bob, now=now)
    for who in (alice, bob):
        ladder.close(thread, "Nobody has seen them.", who=who, now=now)
    assert desk.thread(alice, thread).closed_at == now


def test_what_was_grave_is_looked_back_at_without_an_alert_and_after_a_cancelled_one(
    cast: Cast, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    calm, grave = (open_thread(cast.situation, title, who=alice, now=now) for title in ("Smoke", "Shots"))
    ladder.grade(calm, Grade.WATCH, who=alice, now=now)
    ladder.close(calm, "A wedding.", who=alice, now=now)
    assert days_to_look(alice, cast.situation, now) == []
    ladder.grade(grave, Grade.WARNING, who=alice, now=now)
    ladder.close(grave, "They left.", who=alice, now=now)
    assert days_to_look(alice, cast.situation, now) == [30, 90, 365]
    asked = [Address(cast.people["dina"], "Call.", now + 4 * HOUR, now + 18 * HOUR)]
    id = alerts.draft(cast.situation, DRAFT, asked, who=alice, now=now)
    alerts.issue(id, who=bob, now=now)
    alerts.issue(alert_life.cancel(id, "The report was false.", who=alice, now=now), who=bob, now=now)
    assert days_to_look(alice, cast.situation, now) == [30, 30, 90, 365]


def test_what_is_still_open_is_not_erased(cast: Cast, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime) -> None:
    access.give(cast.situation, cast.people["charlie"], "Keeps.", now + timedelta(days=9), who=alice, now=now)
    asked = [Address(cast.people["dina"], "Call.", now + 4 * HOUR, now + 18 * HOUR)]
    id = alerts.draft(cast.situation, DRAFT, asked, who=alice, now=now)
    alerts.issue(id, who=bob, now=now)
    by = {"who": cast.viewer("charlie"), "now": now}
    alert, thread = (
        erasure.order(each, "Article 17", who=bob, now=now) for each in (f"alert:{id}", f"thread:{thread_of(alert=id)}")
    )
    for order in (alert, thread):
        with pytest.raises(Usage, match="still open"):
            erasure.erase(order, **by)
    decisions.decide(id, Answer.ACT, "We must.", who=dina, now=now)
    erasure.erase(alert, **by)
    with pytest.raises(Usage, match="still open"):
        erasure.erase(thread, **by)
