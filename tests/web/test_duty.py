"""The roster's page: hours, leave and swaps written down by those who may; authorities with their limits; doors."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.conftest import Cast
from tests.threads import open_thread
from upstander.jobs import duty, mechanisms, roster
from upstander.records.people import Role, Viewer
from upstander.store.desk import models
from upstander.store.desk import reads as desk

As = Callable[[Viewer], Client]


def typed(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M}"


@pytest.fixture
def soon(as_: As) -> datetime:
    """A full hour, by the clock that pages go by."""
    return timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=2)


@pytest.fixture
def on_duty(cast: Cast, bob: Viewer, soon: datetime) -> None:
    """Alice is on duty for five days."""
    now = timezone.now()
    duty.put_on(cast.people["alice"], Role.ANALYST, now, soon + timedelta(days=5), who=bob, now=now)


def hours(cast: Cast) -> dict[str, object]:
    return {
        "person": cast.people["alice"],
        "role": "analyst",
        "days": [0, 1, 2, 3, 4],
        "begins": "08:00",
        "ends": "16:00",
        "zone": "Africa/Nairobi",
        "country": "ke",
        "deputy": 0,
    }


def test_a_focal_point_gives_working_hours_and_ends_them(cast: Cast, bob: Viewer, as_: As) -> None:
    browser = as_(bob)
    assert browser.post("/duty/hours", hours(cast)).status_code == 302
    page = browser.get("/duty/").content.decode()
    assert "08:00–16:00" in page
    assert ">KE<" in page
    (kept,) = desk.patterns(bob, timezone.now())
    browser.post(f"/duty/{kept.id}/end-hours")
    assert desk.patterns(bob, timezone.now()) == []


def test_a_role_is_given_hours_for_all_who_have_none_and_they_end(cast: Cast, bob: Viewer, as_: As) -> None:
    browser, week = as_(bob), {name: value for name, value in hours(cast).items() if name != "person"}
    assert browser.post("/duty/role-hours", week | {"days": []}).status_code == 400
    assert browser.post("/duty/role-hours", week).status_code == 302
    assert "Everybody else of the role Analyst" in browser.get("/duty/").content.decode()
    (kept,) = desk.role_hours(bob, timezone.now())
    assert browser.post(f"/duty/{kept.id}/end-hours").status_code == 302
    assert browser.post(f"/duty/{kept.id}/end-hours").status_code == 404
    assert as_(cast.viewer("alice")).post("/duty/role-hours", week).status_code == 403


def test_a_country_without_a_calendar_is_refused_at_its_field(cast: Cast, bob: Viewer, as_: As) -> None:
    answer = as_(bob).post("/duty/hours", hours(cast) | {"country": "XX"})
    assert answer.status_code == 400
    assert 'href="#id_country"' in answer.content.decode()


def test_an_analyst_gives_nobody_working_hours(cast: Cast, alice: Viewer, as_: As) -> None:
    assert as_(alice).post("/duty/hours", hours(cast)).status_code == 403
    assert "Give working hours" not in as_(alice).get("/duty/").content.decode()


def test_leave_shows_that_nobody_takes_over_and_the_gap(on_duty: None, alice: Viewer, as_: As, soon: datetime) -> None:
    browser = as_(alice)
    span = {"begins": typed(soon), "ends": typed(soon + timedelta(days=2))}
    assert browser.post("/duty/leave", span).status_code == 302
    page = browser.get("/duty/").content.decode()
    assert "nobody takes over" in page
    assert "Gaps in duty in the next 14 days" in page


def test_a_long_roster_costs_the_ladder_no_questions_and_is_shown_page_by_page(
    cast: Cast, bob: Viewer, on_duty: None, as_: As
) -> None:
    def crowd(first: int, last: int) -> None:
        names = [f"walk-on-{number}" for number in range(first, last)]
        models.Person.objects.bulk_create(
            models.Person(username=name, name=name.title(), created_at=now - timedelta(days=9)) for name in names
        )
        rows = models.Person.objects.filter(username__in=names)
        held = {"role": Role.ANALYST, "since": now - timedelta(days=9)}
        models.RoleHeld.objects.bulk_create(models.RoleHeld(person=row, given_by="bob", **held) for row in rows)
        models.ShiftHeld.objects.bulk_create(
            models.ShiftHeld(person=row, role=Role.ANALYST, begins=now + turn * week, ends=now + (turn + 1) * week)
            for row in rows
            for turn in (0, 1, 9)
        )

    now, week, browser = timezone.now(), timedelta(days=7), as_(bob)
    pages = ("/ladder/", "/duty/", "/duty/shifts/")
    asked = []
    browser.get("/ladder/")
    for first, last in ((0, 30), (30, 60)):
        crowd(first, last)
        with CaptureQueriesContext(connection) as told:
            shown = {page: browser.get(page).content.decode() for page in pages}
        asked.append(len(told))
    assert asked[0] == asked[1]
    assert shown["/ladder/"].count("Walk-On") == 2 * 3 - 1, "those called first now, Alice among them, and next"
    assert shown["/duty/shifts/"].count("Take off duty") == 50
    last = browser.get("/duty/shifts/?page=99").content.decode()
    assert (last.count("Take off duty"), ">Earlier</a>" in last, ">Later</a>" in last) == (31, True, False)
    ahead = browser.get("/duty/?page=2").content.decode()
    assert ("<details open" in ahead, ">Earlier</a>" in ahead, ">Later</a>" in ahead) == (True, True, True)


def test_single_shifts_are_put_on_and_taken_off_by_those_who_keep_the_roster(
    cast: Cast, bob: Viewer, alice: Viewer, as_: As, soon: datetime
) -> None:
    span = {"begins": typed(soon), "ends": typed(soon + timedelta(days=30))}
    sent = {"person": cast.people["alice"], "role": "analyst", "deputy": 0, **span}
    refused = as_(bob).post("/duty/add", sent | {"ends": sent["begins"]})
    assert (refused.status_code, "Let the shift end after it begins" in refused.content.decode()) == (400, True)
    assert as_(bob).post("/duty/add", sent)["Location"] == "/duty/shifts/"
    (kept,) = desk.shifts(alice, timezone.now())
    page = as_(alice).get("/duty/shifts/").content.decode()
    assert (page.count("Alice"), "Take off duty" in page) == (2, False), "in the table, and in the head of the page"
    assert "Alice</bdi> (you)" in as_(alice).get("/ladder/").content.decode()
    assert as_(bob).post(f"/duty/{kept.id}/end")["Location"] == "/duty/shifts/"
    assert desk.shifts(alice, timezone.now()) == []


def test_a_swap_is_asked_waits_and_is_taken_over(
    cast: Cast, on_duty: None, alice: Viewer, charlie: Viewer, as_: As, soon: datetime
) -> None:
    sent = {"taker": charlie.person, "role": "analyst", "begins": typed(soon), "ends": typed(soon + timedelta(hours=9))}
    assert as_(alice).post("/duty/swap", sent).status_code == 302
    assert "not yet answered: nothing has changed" in as_(alice).get("/duty/").content.decode()
    waits = as_(charlie).get("/waiting/").content.decode()
    assert "Alice asks you to take over their duty" in waits
    (swap,) = desk.asked_swaps(charlie, timezone.now())
    assert as_(alice).post(f"/duty/{swap.id}/accept").status_code == 403
    as_(charlie).post(f"/duty/{swap.id}/accept")
    at = soon + timedelta(hours=1)
    found = roster.shifts(alice, timezone.now())
    assert [each.name for each in found if each.begins <= at < each.ends] == ["Charlie"]


def test_an_authority_is_recorded_with_its_limits_and_revoked_with_a_reason(
    cast: Cast, bob: Viewer, as_: As, soon: datetime
) -> None:
    browser, outsider = as_(bob), cast.people["charlie"]
    browser.post("/duty/outside", {"person": outsider, "outside": "yes"})
    sent = {
        "purpose": "border",
        "person": outsider,
        "instrument": "Memorandum of 3 May 2025",
        "given_by": "The minister",
        "grades": ["imminent"],
        "content": "That something waits, and where.",
        "begins": typed(soon),
        "ends": typed(soon + timedelta(days=90)),
    }
    assert browser.post("/duty/authority", sent | {"content": ""}).status_code == 400
    assert browser.post("/duty/authority", sent).status_code == 302
    page = browser.get("/duty/").content.decode()
    assert "Memorandum of 3 May 2025" in page
    assert "That something waits, and where." in page
    (kept,) = desk.authorities(bob)
    assert browser.post(f"/authorities/{kept.id}/revoke", {"reason": ""}).status_code == 400
    browser.post(f"/authorities/{kept.id}/revoke", {"reason": "The memorandum has ended."})
    assert "The memorandum has ended." in browser.get("/duty/").content.decode()


def test_somebody_inside_needs_no_authority_to_be_called(cast: Cast, bob: Viewer, as_: As, soon: datetime) -> None:
    sent = {
        "purpose": "border",
        "person": cast.people["alice"],
        "instrument": "Memorandum",
        "given_by": "The minister",
        "grades": ["imminent"],
        "content": "Nothing.",
        "begins": typed(soon),
        "ends": typed(soon + timedelta(days=9)),
    }
    answer = as_(bob).post("/duty/authority", sent)
    assert answer.status_code == 400
    assert "Choose somebody outside to be told" in answer.content.decode()


def test_the_doors_are_shown_with_their_marks(alice: Viewer, as_: As) -> None:
    page = as_(alice).get("/mechanisms/").content.decode()
    assert len(mechanisms.doors()) == 17
    assert all(f'id="{door.id}"' in page for door in mechanisms.doors())
    assert "read in a source" in page
    assert "from own knowledge" in page
    assert "<form" not in page[page.index("<main") : page.index("</main>")]


def test_a_knock_is_recorded_by_a_named_person_and_nothing_is_sent(
    situation: str, alice: Viewer, charlie: Viewer, as_: As
) -> None:
    thread = open_thread(situation, "Smoke", who=alice, now=timezone.now())
    sent = {
        "mechanism": "pbc",
        "at": typed(timezone.now() - timedelta(hours=1)),
        "how": "A letter",
        "reference": "4/26",
    }
    assert as_(charlie).post(f"/ladder/{thread}/knock", sent).status_code == 404
    assert as_(alice).post(f"/ladder/{thread}/knock", sent).status_code == 302
    page = as_(alice).get(f"/ladder/{thread}/").content.decode()
    assert "UN Peacebuilding Commission" in page
    assert "4/26" in page


def test_the_inbox_names_the_step_on_which_one_stands_and_when_the_next_is_called(
    as_: As, situation: str, on_duty: None, alice: Viewer
) -> None:
    open_thread(situation, "Smoke", who=alice, now=timezone.now())
    page = as_(alice).get("/waiting/").content.decode()
    assert "On the step “Take it” you are called as number 1." in page
    assert "The next person is called at" in page


def test_a_knock_that_is_still_to_come_is_refused(situation: str, alice: Viewer, as_: As) -> None:
    thread = open_thread(situation, "Smoke", who=alice, now=timezone.now())
    sent = {"mechanism": "pbc", "at": typed(timezone.now() + timedelta(hours=5)), "how": "A letter"}
    assert as_(alice).post(f"/ladder/{thread}/knock", sent).status_code == 400
