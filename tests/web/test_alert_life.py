"""The pages around an alert's text: what is offered to whom, what is said, and what is refused as it was typed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from upstander.jobs import access, alert_life, alerts, people, suspects
from upstander.records.alert_life import AlertKind, Wording
from upstander.records.desk import Address, Draft, Grade, Status
from upstander.records.people import Viewer
from upstander.store.desk import reads as desk
from upstander.store.desk.threads import thread_of
from upstander.store.lake import Lake

As = Callable[[Viewer], Client]
Drafted = Callable[..., str]
URGENT = replace(DRAFT, grade=Grade.IMMINENT)
HOUR = timedelta(hours=1)


@pytest.fixture
def to_dina(cast: Cast, now: datetime) -> Address:
    return Address(cast.people["dina"], "Call the board.", now + timedelta(hours=4), now + timedelta(hours=18))


@pytest.fixture
def drafted(situation: str, alice: Viewer, to_dina: Address, now: datetime) -> Drafted:
    def draft(text: Draft = DRAFT, ago: timedelta = timedelta(0)) -> str:
        return alerts.draft(situation, text, [to_dina], who=alice, now=now - ago)

    return draft


def page(client: Client, id: str) -> str:
    """The alert's page."""
    answer = client.get(f"/alerts/{id}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_second_is_asked_for_by_a_button_and_the_hour_shows(as_: As, drafted: Drafted, alice: Viewer) -> None:
    id, client = drafted(URGENT), as_(alice)
    assert "Ask for the second signature" in page(client, id)
    assert client.post(f"/alerts/{id}/ask-second").status_code == 302
    assert "asked for the second signature on" in page(client, id)
    assert "Ask for the second signature</button>" not in page(client, id)


def test_a_focal_point_issues_it_alone_and_every_reader_sees_that(
    as_: As, drafted: Drafted, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    id = drafted(URGENT, ago=HOUR)
    alert_life.ask(id, who=alice, now=now - HOUR)
    assert "Issue under one signature" not in page(as_(alice), id)
    assert "Issue under one signature" in page(as_(bob), id)
    assert as_(bob).post(f"/alerts/{id}/issue-alone").status_code == 302
    for viewer in (alice, bob, dina):
        assert "Single signature." in page(as_(viewer), id)
        assert "Single signature, not reviewed yet" in as_(viewer).get("/alerts/").content.decode()
    assert "Single signature, not reviewed yet" in as_(dina).get("/waiting/").content.decode()


def test_too_early_is_said_on_the_page(as_: As, drafted: Drafted, alice: Viewer, bob: Viewer, now: datetime) -> None:
    id = drafted(URGENT)
    alert_life.ask(id, who=alice, now=now)
    answer = as_(bob).post(f"/alerts/{id}/issue-alone")
    assert (answer.status_code, b"Wait for the second signature until" in answer.content) == (403, True)


def test_a_name_withheld_stands_with_its_reason(as_: As, drafted: Drafted, bob: Viewer) -> None:
    id = drafted(URGENT)
    empty = as_(bob).post(f"/alerts/{id}/withhold", {"withhold-reason": ""})
    assert empty.status_code == 400
    assert as_(bob).post(f"/alerts/{id}/withhold", {"withhold-reason": "One source."}).status_code == 302
    assert "One source." in page(as_(bob), id)
    assert "<li><bdi>Bob</bdi>" not in page(as_(bob), id)


def test_a_focal_point_takes_a_wrong_addressee_off_and_is_offered_no_decision_on_their_own_alert(
    as_: As, situation: str, cast: Cast, to_dina: Address, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    two = [to_dina, replace(to_dina, person=cast.people["charlie"])]
    id = alerts.draft(situation, DRAFT, two, who=alice, now=now)
    alerts.issue(id, who=bob, now=now)
    assert "Take somebody off this alert" not in page(as_(alice), id)
    assert "Take somebody off this alert" in page(as_(bob), id)
    sent = {"take-off-person": str(dina.person), "take-off-reason": ""}
    assert as_(bob).post(f"/alerts/{id}/take-off", sent).status_code == 400
    assert as_(bob).post(f"/alerts/{id}/take-off", sent | {"take-off-reason": "She left."}).status_code == 302
    assert "taken off by Bob" in page(as_(alice), id)
    assert as_(dina).get(f"/alerts/{id}/").status_code == 404
    assert "The reason: She left." in as_(dina).get("/waiting/").content.decode()
    thread = as_(bob).get(f"/ladder/{thread_of(alert=id)}/").content.decode()
    assert "the alert that asks for it is your own, or carries your name" in thread
    assert "Take this step" not in thread


def test_whoever_is_asked_records_that_they_passed_it_on_and_reads_when_they_did(
    as_: As, drafted: Drafted, alice: Viewer, bob: Viewer, dina: Viewer, charlie: Viewer, now: datetime
) -> None:
    id, says = drafted(), "Record that you passed it on"
    assert says not in page(as_(alice), id)
    alerts.issue(id, who=bob, now=now)
    assert (says in page(as_(alice), id), says in page(as_(dina), id)) == (True, True)
    assert "passed the alert on</b>" not in page(as_(dina), id)
    sent = {"pass-on-to": "The Minister", "pass-on-how": "by telephone", "pass-on-at": f"{now:%Y-%m-%dT%H:%M}"}
    refused = as_(dina).post(f"/alerts/{id}/pass-on", sent | {"pass-on-at": "2199-01-01T00:00"})
    assert (refused.status_code, "and not in the future" in refused.content.decode()) == (400, True)
    assert as_(charlie).post(f"/alerts/{id}/pass-on", sent).status_code == 404
    assert as_(dina).post(f"/alerts/{id}/pass-on", sent).status_code == 302
    assert "passed the alert on</b>" in page(as_(dina), id)
    assert "passed the alert on</b>" not in page(as_(bob), id)
    thread = as_(bob).get(f"/ladder/{thread_of(alert=id)}/").content.decode()
    assert "Passed on to The Minister; how: by telephone;" in thread


def test_an_update_begins_with_the_old_words_and_asks_why(
    as_: As, drafted: Drafted, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    id = drafted()
    alerts.issue(id, who=bob, now=now)
    form = as_(alice).get(f"/alerts/{id}/update").content.decode()
    assert "Columns move on the town." in form
    assert "Why it changes" in form
    sent = {
        "title": "Killings have begun",
        "grade": "warning",
        "status": "Actual",
        "tlp": "AMBER",
        "text": "Columns stand in the town.",
        "confidence": "high",
        "ask": "Call the board.",
        "change_our_mind": "They leave.",
        "alternatives": "A parade.",
        "factors": ["RF7"],
        "wording": "r2p",
        "rows-TOTAL_FORMS": "1",
        "rows-INITIAL_FORMS": "0",
        "rows-0-person": str(dina.person),
        "rows-0-asked": "Call.",
        "rows-0-acknowledge_by": "2026-11-03T10:00",
        "rows-0-decide_by": "2026-11-04T10:00",
    }
    assert as_(alice).post(f"/alerts/{id}/update", sent).status_code == 400
    answer = as_(alice).post(f"/alerts/{id}/update", sent | {"reason": "They moved in."})
    assert answer.status_code == 302
    new = answer["Location"].split("/")[2]
    found = desk.alert(alice, new)
    assert (found.kind, found.updates, found.factors) == (AlertKind.UPDATE, id, ("RF7",))
    alerts.issue(new, who=bob, now=now)
    assert "Updated" in page(as_(dina), id)
    assert "Nothing is left for you to answer here." in page(as_(dina), id)
    told = page(as_(dina), new)
    for words in ("They moved in.", "A parade.", "RF7 Enabling circumstances"):
        assert words in told


def test_a_cancellation_is_drafted_with_its_reason_and_asks_no_decision(
    as_: As, drafted: Drafted, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    id = drafted()
    alerts.issue(id, who=bob, now=now)
    answer = as_(alice).post(f"/alerts/{id}/cancel", {"cancel-reason": "The report was false."})
    assert answer.status_code == 302
    new = answer["Location"].split("/")[2]
    assert "Cancelled" not in page(as_(dina), id)
    alerts.issue(new, who=bob, now=now)
    assert "Cancelled" in page(as_(dina), id)
    assert "nothing left to answer" in page(as_(alice), id)
    told = page(as_(dina), new)
    assert "The report was false." in told
    assert "Acknowledge</button>" in told
    assert "Your answer" not in told


def test_versions_are_open_where_something_was_softened_and_to_the_team_alone(
    as_: As, drafted: Drafted, alice: Viewer, bob: Viewer, dina: Viewer, to_dina: Address, now: datetime
) -> None:
    id = drafted()
    alerts.change(id, replace(DRAFT, grade=Grade.WATCH, text="Trucks move."), [to_dina], who=alice, now=now)
    alerts.issue(id, who=bob, now=now)
    told = page(as_(alice), id)
    assert "Softened:" in told
    assert "<del>Columns" in told
    assert "Softened:" not in page(as_(dina), id)
    assert "Columns move" not in page(as_(dina), id)


def test_a_neutral_draft_shows_what_to_say_instead(as_: As, drafted: Drafted, alice: Viewer, bob: Viewer) -> None:
    id = drafted(replace(DRAFT, text="A war crime.", wording=Wording.NEUTRAL))
    told = page(as_(alice), id)
    assert "serious harm to people who take no part in the fighting" in told
    answer = as_(bob).post(f"/alerts/{id}/issue")
    assert (answer.status_code, b"neutral words" in answer.content) == (400, True)
    assert "Words that this alert avoids" in as_(alice).get(f"/alerts/{id}/edit").content.decode()


def test_suspected_bodies_are_named_lifted_and_excepted_on_their_page(
    as_: As, situation: str, alice: Viewer, bob: Viewer, dina: Viewer, ada: Viewer, lake: Lake, now: datetime
) -> None:
    place = f"/situations/SDN/{situation}/suspects"
    assert as_(ada).post(f"/people/{dina.person}/institution", {"institution": "Desert Guard"}).status_code == 302
    sent = {"suspect-institution": "Desert Guard", "suspect-reason": "Its trucks were seen."}
    assert as_(alice).post(place, sent).status_code == 302
    people.set_institution(alice.person, "Desert Guard", "", who=ada, now=now)
    told = as_(alice).get(place).content.decode()
    assert "They work in a suspected body and see this situation" in told
    allowing = {"allow-person": str(dina.person), "allow-reason": "Our contact."}
    assert as_(alice).post(f"{place}/allow", allowing).status_code == 400
    people.set_institution(alice.person, "", "", who=ada, now=now)
    assert as_(bob).post(f"{place}/allow", allowing).status_code == 302
    (suspicion,), (exception,) = desk.suspects(alice, situation), desk.exemptions(alice, situation)
    assert as_(alice).post(f"{place}/{suspicion.id}/lift", {"lift-reason": "Wrong."}).status_code == 400
    assert as_(bob).post(f"{place}/{suspicion.id}/lift", {"lift-reason": "Wrong."}).status_code == 302
    assert as_(bob).post(f"{place}/{exception.id}/disallow").status_code == 302
    assert "Lifted by Bob" in as_(alice).get(place).content.decode()


def test_an_addressee_whose_workplace_reads_like_a_suspected_body_is_shown_to_the_team_alone(
    as_: As, situation: str, drafted: Drafted, bob: Viewer, dina: Viewer, ada: Viewer, lake: Lake, now: datetime
) -> None:
    people.set_institution(dina.person, "The Desert Guard", "", who=ada, now=now)
    suspects.suspect(lake, situation, who=bob, now=now, reason="Its trucks.", institution="Desert Guard")
    id = drafted()
    alerts.issue(id, who=bob, now=now)
    assert "The Desert Guard, which reads much like Desert Guard" in page(as_(bob), id)
    assert "reads much like" not in page(as_(dina), id)


def test_the_page_names_the_writer_beside_the_drafter_and_says_that_deadlines_moved(
    as_: As, situation: str, cast: Cast, alice: Viewer, bob: Viewer, dina: Viewer, to_dina: Address, now: datetime
) -> None:
    then, soon = now - HOUR, replace(to_dina, acknowledge_by=now - HOUR / 2)
    access.give(situation, cast.people["charlie"], "Second reader.", now + HOUR, who=alice, now=then)
    charlie = cast.viewer("charlie")
    id = alerts.draft(situation, URGENT, [soon], who=alice, now=then)
    alerts.change(id, replace(URGENT, text="Other."), [soon], who=charlie, now=then)
    alert_life.ask(id, who=alice, now=then)
    told = page(as_(charlie), id)
    assert "Charlie wrote the present text, version 2; Alice drafted the first." in told
    assert told.count("<b><bdi>Alice</bdi></b>, <b><bdi>Charlie</bdi></b>, ") == 2
    alert_life.issue_alone(id, who=bob, now=now)
    assert "were moved by the time waited" in page(as_(dina), id)


def test_an_exception_stands_on_the_alert(
    as_: As,
    drafted: Drafted,
    situation: str,
    cast: Cast,
    alice: Viewer,
    bob: Viewer,
    ada: Viewer,
    dina: Viewer,
    lake: Lake,
    now: datetime,
) -> None:
    people.set_institution(dina.person, "Desert Guard", "SDN", who=ada, now=now)
    suspects.suspect(lake, situation, who=alice, now=now, reason="Trucks.", iso3="SDN")
    suspects.allow(situation, dina.person, "She is our contact.", who=bob, now=now)
    id = drafted()
    assert "She is our contact." in page(as_(alice), id)
    alerts.issue(id, who=bob, now=now)
    assert "She is our contact." not in page(as_(dina), id)


def test_an_exercise_alone_wears_its_band(as_: As, drafted: Drafted, alice: Viewer, bob: Viewer, now: datetime) -> None:
    id = drafted(replace(URGENT, status=Status.TEST), ago=HOUR)
    alert_life.ask(id, who=alice, now=now - HOUR)
    alert_life.issue_alone(id, who=bob, now=now)
    told = page(as_(alice), id)
    assert "Single signature." in told
    assert "TEST. Nothing here is real." in told
