"""The page of what became of warnings, and the form to say so."""

from collections.abc import Callable

from django.test import Client

from tests.conftest import NOW
from tests.web.world import World


def test_the_page_counts_what_the_viewer_may_see(world: World, open_as: Callable[[str], Client]) -> None:
    text = open_as("alice").get("/scorecards/").content.decode()
    assert f"/alerts/{world.issued}/papers/" in text
    assert "0 of 1" in text
    assert "Late: it had begun" in text
    assert "<svg" in text
    assert "Decision maker" in text


def test_who_sees_no_warning_is_told_what_would_be_here(world: World, open_as: Callable[[str], Client]) -> None:
    text = open_as("charlie").get("/scorecards/").content.decode()
    assert "No alert that you may see has been issued yet" in text
    assert "Issued" not in text
    assert "Totals of the whole desk are shown once five warnings are settled" in text


def test_the_table_is_had_as_csv(world: World, open_as: Callable[[str], Client]) -> None:
    answer = open_as("alice").get("/scorecards/?format=csv")
    head, row = answer.content.decode("utf-8-sig").splitlines()
    assert head.startswith("voice,alert,iso3,title")
    assert world.issued in row
    assert "late" in row


def test_an_account_of_what_came_is_recorded_and_shown_with_its_source(
    world: World, open_as: Callable[[str], Client]
) -> None:
    alice = open_as("alice")
    sent = {"happened": "yes", "on": NOW.date().isoformat(), "source": "The mission's report of Monday."}
    assert alice.post(f"/alerts/{world.issued}/outcome", sent).status_code == 302
    text = alice.get(f"/alerts/{world.issued}/papers/").content.decode()
    assert "The mission&#x27;s report of Monday." in text
    assert "It came" in text
    assert "The mission&#x27;s report of Monday." in alice.get("/scorecards/").content.decode()


def test_a_day_to_come_is_refused_at_its_field(world: World, open_as: Callable[[str], Client]) -> None:
    sent = {"happened": "no", "on": "2027-01-01", "source": "Nobody."}
    answer = open_as("alice").post(f"/alerts/{world.issued}/outcome", sent)
    assert answer.status_code == 400
    assert "Choose a day that has passed." in answer.content.decode()
