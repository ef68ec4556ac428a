"""The page of the clocks: medians with their states, and misses that ask what held them up."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.conftest import Cast
from tests.jobs.test_missed import late_answer
from tests.web.world import World

Open = Callable[[str], Client]


@pytest.fixture
def thread(world: World, cast: Cast) -> str:
    return late_answer(cast, cast.situation, timezone.now() - timedelta(minutes=5))


def line_of(client: Client, thread: str) -> str:
    """What the page says of the thread's missed decision."""
    text = client.get("/clocks/").content.decode()
    return text.split(f'id="{thread}-decide"')[1].split("</li>")[0]


def test_a_miss_asks_then_orders_then_closes(thread: str, open_as: Open) -> None:
    alice = open_as("alice")
    assert "What held it up?" in line_of(alice, thread)
    sent = {"hurdle": "nobody_on_duty", "text": "It was a holiday."}
    assert alice.post(f"/clocks/{thread}/decide/explain", sent).status_code == 302
    said = line_of(alice, thread)
    assert "nobody was on duty" in said
    assert "It was a holiday." in said
    id = said.split("/correct")[0].rsplit("/", 1)[1]
    day = (timezone.now() + timedelta(days=30)).date().isoformat()
    ordered = {"authority": "The secretary-general", "means": "A second deputy.", "due_on": day}
    assert alice.post(f"/clocks/{id}/correct", ordered).status_code == 302
    assert "The secretary-general" in line_of(alice, thread)
    assert alice.post(f"/clocks/{id}/corrected").status_code == 302
    text = alice.get("/clocks/").content.decode()
    assert f'id="{thread}-decide"' in text.split("Corrected</h2>")[1]


def test_a_correction_before_its_words_is_refused_at_its_field(thread: str, open_as: Open) -> None:
    alice = open_as("alice")
    answer = alice.post(f"/clocks/{thread}/decide/explain", {"hurdle": "other", "text": ""})
    assert answer.status_code == 400
    assert 'class="errors"' in answer.content.decode()
    alice.post(f"/clocks/{thread}/decide/explain", {"hurdle": "other", "text": "Something."})
    id = line_of(alice, thread).split("/correct")[0].rsplit("/", 1)[1]
    sent = {"authority": "", "means": "A rule.", "due_on": "2020-01-01"}
    assert alice.post(f"/clocks/{id}/correct", sent).status_code == 400
    assert alice.post(f"/clocks/{id}/corrected").status_code == 400


def test_the_page_and_its_table_show_nothing_to_who_sees_nothing(thread: str, open_as: Open) -> None:
    for name in ("charlie", "dina", "otto", "ada"):
        client = open_as(name)
        assert thread not in client.get("/clocks/").content.decode()
        assert thread not in client.get("/clocks/?format=csv").content.decode()
        assert client.post(f"/clocks/{thread}/decide/explain", {"hurdle": "other", "text": "x"}).status_code == 404


def test_the_misses_are_had_as_csv(thread: str, open_as: Open) -> None:
    lines = open_as("alice").get("/clocks/?format=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("voice,thread,title,clock,grade")
    assert any(f"recorded,{thread}," in line and ",decide," in line for line in lines[1:])


def test_a_clock_in_time_cannot_be_explained(thread: str, open_as: Open) -> None:
    sent = {"hurdle": "other", "text": "Why."}
    assert open_as("alice").post(f"/clocks/{thread}/triage/explain", sent).status_code == 400
