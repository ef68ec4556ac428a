"""Pages of plans: what is late or nobody's lists itself, owners work on their action, others see only theirs."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.conftest import Cast
from tests.web.world import World
from upstander.jobs import actions, decisions
from upstander.records.desk import Answer
from upstander.records.plans import NewAction
from upstander.store.desk import actions as kept

Open = Callable[[str], Client]


@pytest.fixture
def later() -> datetime:
    return timezone.now()


@pytest.fixture
def action(world: World, cast: Cast, later: datetime) -> str:
    """Dina's action; she does not see the situation."""
    new = NewAction("Call the governor.", owner=cast.people["dina"], ministries="Interior\nHealth")
    return actions.plan(world.situation, new, who=cast.viewer("alice"), now=later)


def plan_of(world: World, rest: str = "") -> str:
    return f"/situations/SDN/{world.situation}/plan/{rest}"


def test_an_action_is_planned_from_an_option_with_its_two_boxes(world: World, open_as: Open) -> None:
    alice = open_as("alice")
    sent = {"act-option": "local_peace", "act-what": "Bring the elders together.", "act-funding": "unknown"}
    answer = alice.post(plan_of(world, "act"), sent)
    assert answer.status_code == 400
    assert "which local partner was asked" in answer.content.decode()
    boxes = {"act-unharmed": "Nobody is named.", "act-consulted": "The elders themselves."}
    assert alice.post(plan_of(world, "act"), {**sent, **boxes}).status_code == 302
    text = alice.get(plan_of(world)).content.decode()
    assert "Bring the elders together." in text
    assert "nobody owns it" in text
    assert "Bring the elders together." in alice.get("/plans/").content.decode().split("Without an owner")[1]


def test_an_action_that_answers_an_alert_is_planned_for_it(world: World, open_as: Open, cast: Cast) -> None:
    alice = open_as("alice")
    page = alice.get(plan_of(world)).content.decode()
    assert f'<option value="{world.issued}"' in page
    sent = {"act-alert": world.issued, "act-what": "Ring the governor.", "act-funding": "unknown"}
    assert alice.post(plan_of(world, "act"), sent).status_code == 302
    planned = {each.what: each.alert for each in kept.actions(cast.viewer("alice"))}
    assert planned["Ring the governor."] == world.issued


@pytest.mark.parametrize("option", ["security_assistance", "military_intervention", "targeted_sanctions"])
def test_what_the_list_holds_back_becomes_no_action(option: str, world: World, open_as: Open) -> None:
    boxes = {"act-unharmed": "None.", "act-consulted": "Them.", "act-funding": "unknown"}
    sent = {"act-option": option, "act-what": "Do it.", **boxes}
    assert open_as("alice").post(plan_of(world, "act"), sent).status_code == 400


def test_its_owner_works_on_an_action_without_seeing_its_situation(action: str, world: World, open_as: Open) -> None:
    dina = open_as("dina")
    assert dina.get(plan_of(world)).status_code == 404
    assert "Call the governor." in dina.get("/plans/").content.decode()
    sent = {"text": "No line.", "lifted_by": "The embassy"}
    assert dina.post(f"/actions/{action}/block", sent).status_code == 302
    text = dina.get(f"/actions/{action}/").content.decode()
    assert "The embassy can lift that." in text
    assert f"/situations/SDN/{world.situation}/" not in text
    assert "No line." in open_as("alice").get("/plans/").content.decode().split("<h2>Blocked</h2>")[1]
    assert dina.post(f"/actions/{action}/unblock", {"text": "They called back."}).status_code == 302
    assert dina.post(f"/actions/{action}/start", {"text": "Rang at six."}).status_code == 302
    assert dina.post(f"/actions/{action}/finish", {"text": "He came out."}).status_code == 302
    assert dina.post(f"/actions/{action}/enter", {"text": "More."}).status_code == 400


def test_whoever_decided_to_act_names_the_first_action_on_the_alerts_page(
    world: World, open_as: Open, cast: Cast, later: datetime
) -> None:
    dina, page = open_as("dina"), f"/alerts/{world.issued}/"
    assert dina.post(f"{page}first-action", {"what": "Ring them."}).status_code == 403
    assert "first-action" not in dina.get(page).content.decode()
    decisions.decide(world.issued, Answer.ACT, "We call.", who=cast.viewer("dina"), now=later)
    assert f'action="{page}first-action"' in dina.get(page).content.decode()
    assert "first-action" not in open_as("alice").get(page).content.decode()
    assert dina.post(f"{page}first-action", {"what": ""}).status_code == 400
    assert dina.post(f"{page}first-action", {"what": "Ring the governor."}).status_code == 302
    text = dina.get(page).content.decode()
    assert "Ring the governor." in text
    assert "first-action" not in text


def test_whom_it_is_shown_to_sees_it_and_nothing_else(action: str, world: World, open_as: Open, cast: Cast) -> None:
    assert open_as("charlie").get(f"/actions/{action}/").status_code == 404
    assert open_as("alice").post(f"/actions/{action}/show", {"person": cast.people["charlie"]}).status_code == 302
    charlie = open_as("charlie")
    text = charlie.get(f"/actions/{action}/").content.decode()
    assert "Call the governor." in text
    assert "<form" not in text.split("<main")[1].split("</main>")[0]
    assert "Call the governor." in charlie.get("/plans/").content.decode()
    assert charlie.post(f"/actions/{action}/drop", {"text": "No."}).status_code == 400
    assert charlie.get(plan_of(world)).status_code == 404


def test_promises_outcomes_and_lessons_are_noted_and_settled(
    world: World, open_as: Open, cast: Cast, later: datetime
) -> None:
    alice, today = open_as("alice"), later.date()
    promised = {"promised_by": "Donors", "promised_to": "The district", "what": "Buses", "source": "Minutes"}
    days = {"made_on": today.isoformat(), "due_on": (today + timedelta(days=9)).isoformat()}
    sent = {f"promise-{name}": value for name, value in (promised | days).items()}
    assert alice.post(plan_of(world, "promise"), sent).status_code == 302
    text = alice.get(plan_of(world)).content.decode()
    id = text.split('action="/promises/')[1].split("/")[0]
    assert alice.post(f"/promises/{id}/break", {"evidence": ""}).status_code == 400
    asked = {"asked_by": "The mayor", "asked_on": today.isoformat(), "answer": "Four are here.", "kept": "partly"}
    assert alice.post(f"/promises/{id}/follow-up", asked).status_code == 302
    text = alice.get(plan_of(world)).content.decode()
    assert ("Four are here." in text, "kept in part" in text, "The mayor" in text) == (True, True, True)
    assert "Promises after which nobody asks" in alice.get("/plans/").content.decode()
    assert open_as("charlie").post(f"/promises/{id}/break", {"evidence": "None came."}).status_code == 404
    assert alice.post(f"/promises/{id}/break", {"evidence": "None came."}).status_code == 302
    lesson = {"expected": "A day.", "happened": "Four.", "why": "Nobody.", "change": "A deputy."}
    more = {"owner": cast.people["bob"], "due_on": (today + timedelta(days=30)).isoformat()}
    said = {f"learn-{name}": value for name, value in (lesson | more).items()}
    assert alice.post(plan_of(world, "learn"), said).status_code == 302
    text = alice.get(plan_of(world)).content.decode()
    assert "None came." in text
    id = text.split('action="/lessons/')[1].split("/")[0]
    assert open_as("charlie").post(f"/lessons/{id}/learned").status_code == 404
    assert alice.post(f"/lessons/{id}/learned").status_code == 302
    came = {"conclude-thread": world.thread, "conclude-text": "It stayed calm.", "conclude-source": "The mission."}
    came["conclude-on"] = today.isoformat()
    assert alice.post(plan_of(world, "conclude"), came).status_code == 302
    assert "It stayed calm." in alice.get(plan_of(world)).content.decode()


def test_the_actions_are_had_as_csv(action: str, open_as: Open) -> None:
    lines = open_as("alice").get("/plans/?format=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("voice,id,situation,status,state,what")
    assert any(action in line for line in lines[1:])
    assert action not in open_as("charlie").get("/plans/?format=csv").content.decode()


def test_the_whole_plan_is_on_one_page_from_the_decision_to_its_actions_and_back(
    world: World, open_as: Open, cast: Cast, later: datetime
) -> None:
    decisions.decide(world.issued, Answer.ACT, "It is near.", who=cast.viewer("dina", later), now=later)
    alice = open_as("alice")
    page = alice.get(plan_of(world, f"?alert={world.issued}")).content.decode()
    assert "No action is named yet." in page
    assert f'<option value="{world.issued}" selected' in page
    sent = {"act-alert": world.issued, "act-what": "Ring the governor.", "act-ministries": "Health"}
    assert alice.post(plan_of(world, "act"), sent | {"act-funding": "unknown"}).status_code == 302
    page = alice.get(plan_of(world)).content.decode()
    titles = "What was decided", "What was considered", "Actions", "Promises", "What came of the response", "Lessons"
    for title in titles:
        assert f"<h2>{title}</h2>" in page
    (action,) = [each for each in kept.actions(cast.viewer("alice")) if each.what == "Ring the governor."]
    assert page.split("What was considered")[0].count(f"/actions/{action.id}/") == 1
    text = alice.get(f"/actions/{action.id}/").content.decode()
    assert ("It follows this decision:" in text, f"/alerts/{world.issued}/" in text, "Health" in text) == (True,) * 3
    assert "Ring the governor." in alice.get(f"/alerts/{world.issued}/").content.decode()
    assert "Ring the governor." not in open_as("dina").get(f"/alerts/{world.issued}/").content.decode()
