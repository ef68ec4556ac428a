"""Answers on their pages: what each person finds there, and that a form does what it says."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pyrage import passphrase

from tests.conftest import NOW, Cast
from tests.web.test_pages import text, words
from tests.web.world import World
from upstander.jobs import access, dissents
from upstander.records.answers import InquiryState
from upstander.store.desk import reads
from upstander.store.desk.alerts import acknowledge

Open = Callable[[str], Client]

LATER = "2026-11-02T15:00"


@pytest.fixture
def alert(world: World) -> str:
    """The page of the alert that waits for Dina."""
    return f"/alerts/{world.issued}/"


def test_a_referral_goes_from_one_page_to_the_other_and_the_deadline_stays(
    alert: str, world: World, open_as: Open, cast: Cast
) -> None:
    dina, charlie = open_as("dina"), open_as("charlie")
    wrong = dina.post(f"{alert}decide", {"answer": "refer", "reason": "His mandate."})
    assert wrong.status_code == 400
    assert 'href="#id_to"' in wrong.content.decode()
    sent = {"answer": "refer", "reason": "His mandate.", "to": str(cast.people["charlie"])}
    assert dina.post(f"{alert}decide", sent).status_code == 302
    assert "the answer is still yours" in words(text(dina, alert))
    assert "Dina refers this alert to you" in words(text(charlie, "/waiting/") + text(charlie, alert))
    id = re.search(r"/referrals/(\w+)/accept", text(charlie, alert))
    assert id is not None
    assert charlie.post(f"/referrals/{id[1]}/accept").status_code == 302
    page = words(text(charlie, alert))
    assert "Handed on Dina Charlie The deadlines went with it: none was set anew." in page
    assert charlie.post(f"{alert}decide", {"answer": "act", "reason": "We go."}).status_code == 302


def test_what_came_back_by_file_says_so_where_it_is_shown_that_it_was_read(
    alert: str, world: World, open_as: Open
) -> None:
    (asked,) = reads.alert(world.cast.viewer("alice"), world.issued).recipients
    acknowledge(asked.id, NOW, "Closed network")
    for page in (alert, f"{alert}papers/"):
        assert "came by file, under the key of Closed network" in words(text(open_as("alice"), page))


def test_a_returned_referral_is_gone_from_the_page_of_who_returned_it(alert: str, open_as: Open, cast: Cast) -> None:
    dina, charlie = open_as("dina"), open_as("charlie")
    sent = {"answer": "refer", "reason": "His mandate.", "to": str(cast.people["charlie"])}
    dina.post(f"{alert}decide", sent)
    id = re.search(r"/referrals/(\w+)/accept", text(charlie, alert))
    assert id is not None
    refused = charlie.post(f"/referrals/{id[1]}/return", {"text": ""})
    assert refused.status_code == 400
    answer = charlie.post(f"/referrals/{id[1]}/return", {"text": "Not mine."})
    assert answer.headers["Location"] == "/waiting/"
    assert charlie.get(alert).status_code == 404
    assert "Returned: Not mine." in words(text(dina, alert))


def test_a_question_is_answered_on_its_own_page_without_the_alert(
    alert: str, world: World, open_as: Open, cast: Cast
) -> None:
    dina, charlie = open_as("dina"), open_as("charlie")
    sent = {
        "answer": "need_more",
        "reason": "It decides.",
        "what": "Who commands?",
        "of": str(cast.people["charlie"]),
        "due_at": LATER,
    }
    assert dina.post(f"{alert}decide", sent).status_code == 302
    (found,) = reads.inquiries(cast.viewer("dina"), world.issued)
    page = text(charlie, f"/inquiries/{found.id}/")
    assert "Who commands?" in page
    assert "Issued" not in page
    assert world.issued not in page
    assert charlie.post(f"/inquiries/{found.id}/answer", {"text": ""}).status_code == 400
    assert charlie.post(f"/inquiries/{found.id}/answer", {"text": "The colonel."}).status_code == 302
    assert "The colonel." in text(dina, alert)
    assert reads.inquiry(cast.viewer("dina"), found.id).state(NOW) is InquiryState.ANSWERED
    assert "1 thing waits for you" in words(text(dina, "/waiting/"))


def test_dissent_under_seal_stands_without_a_name_until_a_custodian_opens_it(
    alert: str, world: World, open_as: Open, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passphrase, "encrypt", lambda data, word: data)
    monkeypatch.setattr(passphrase, "decrypt", lambda data, word: data)
    alice = cast.viewer("alice")
    assert "make a key first" in words(text(open_as("dina"), alert))
    refused = open_as("dina").post(f"{alert}dissent", {"text": "They have gone home."})
    assert refused.status_code == 400
    assert ">They have gone home.</textarea>" in refused.content.decode()
    access.give(world.situation, cast.people["charlie"], "Seals.", NOW + timedelta(days=1), who=alice, now=NOW)
    dissents.make_key("a river that runs uphill", who=cast.viewer("charlie"), now=NOW)
    said = "Nobody wrote down that they turned back."
    assert open_as("dina").post(f"{alert}dissent", {"text": said}).status_code == 302
    bob, charlie = open_as("bob"), open_as("charlie")
    page = text(bob, alert)
    assert said in page
    (found,) = reads.dissents(alice, world.issued)
    assert "Open the seal" not in page
    assert bob.post(f"/dissents/{found.id}/reply", {"text": "We looked."}).status_code == 302
    assert "Reply: We looked." in words(text(open_as("dina"), alert))
    opened = charlie.post(f"/dissents/{found.id}/unseal", {"passphrase": "any", "reason": "A court asks."})
    assert "Written by: Dina" in words(opened.content.decode())
    assert "Charlie opened the seal" in words(text(bob, alert))


def test_a_draft_is_cleared_by_silence_or_not(world: World, open_as: Open, cast: Cast) -> None:
    alice, bob, alert = open_as("alice"), open_as("bob"), f"/alerts/{world.draft}/"
    assert "Ask for clearance by silence" in words(text(alice, alert))
    sent = {"people": [str(cast.people["bob"])], "what": "Is it right?", "until": LATER}
    assert alice.post(f"{alert}clear", sent).status_code == 302
    (found,) = reads.clearances(cast.viewer("alice"), world.draft)
    assert "Why you issue it now" in words(text(bob, alert))
    assert bob.post(f"{alert}issue").status_code == 400
    assert bob.post(f"/clearances/{found.id}/object", {"text": "One source."}).status_code == 302
    assert "not cleared: somebody objected" in words(text(alice, alert))
    assert bob.post(f"{alert}issue", {"despite": "There is no time."}).status_code == 302
    assert "Issued all the same: There is no time." in words(text(alice, alert))
    assert "One source." not in text(open_as("dina"), alert)


def test_an_answer_by_telephone_is_recorded_confirmed_and_shown(
    alert: str, world: World, open_as: Open, cast: Cast
) -> None:
    alice, bob, dina = open_as("alice"), open_as("bob"), open_as("dina")
    sent = {
        "person": str(cast.people["dina"]),
        "answer": "act",
        "medium": "telephone",
        "given_at": "2026-11-02T08:30",
        "reference": "Log 17",
        "witness": str(cast.people["alice"]),
    }
    for unchosen in ("answer", "person", "medium", "witness"):
        assert bob.post(f"{alert}record", {**sent, unchosen: ""}).status_code == 400
    assert bob.get(alert).content.decode().count('<option value="" selected>—</option>') >= 4
    assert bob.post(f"{alert}record", sent).status_code == 302
    page = words(text(bob, alert))
    assert "Recorded by Bob: given by telephone, reference Log 17." in page
    assert "Witness Alice has not confirmed it yet. Dina has not confirmed it yet." in page
    made = reads.decisions(cast.viewer("alice"))[0][0].id
    assert alice.post(f"/recorded/{made}/witness").status_code == 302
    assert dina.post(f"/recorded/{made}/dispute", {"text": "I said that I would call."}).status_code == 302
    page = words(text(bob, alert))
    assert "Disputed: it does not count. I said that I would call." in page
    assert "1 thing waits for you" in words(text(dina, "/waiting/"))


def test_records_are_ordered_held_and_erased_on_their_page(alert: str, world: World, open_as: Open, cast: Cast) -> None:
    alice, bob, dina, charlie = (open_as(name) for name in ("alice", "bob", "dina", "charlie"))
    dina.post(f"{alert}decide", {"answer": "decline", "reason": "The man with the red bicycle."})
    made = reads.decisions(cast.viewer("alice"))[0][0].id
    record = {"object": f"decision:{made}", "text": "Article 17"}
    assert charlie.post("/records/order", record).status_code == 400
    assert alice.post("/records/order", record).status_code == 302
    assert bob.post("/records/hold", record).status_code == 302
    access.give(
        world.situation, cast.people["charlie"], "Keeps.", NOW + timedelta(days=1), who=cast.viewer("alice"), now=NOW
    )
    (order,) = reads.erasures(cast.viewer("alice"))
    assert charlie.post(f"/records/{order.id}/erase").status_code == 400
    assert bob.post("/records/lift", record).status_code == 302
    assert charlie.post(f"/records/{order.id}/erase").status_code == 302
    page = text(alice, alert)
    assert "red bicycle" not in page
    assert "Erased on 2 Nov 2026: that it was there still counts." in words(page)
    assert "erased by Charlie" in words(text(alice, "/records/"))


def test_an_exercise_says_so_on_every_page_of_its_answers(world: World, open_as: Open, cast: Cast) -> None:
    drill = next(each for each in reads.alerts(cast.viewer("alice"))[0] if each.id == world.exercise)
    assert drill.status == "Exercise"
    assert "Disagree under seal" in words(text(open_as("alice"), f"/alerts/{world.exercise}/"))
    assert 'class="exercise"' in text(open_as("alice"), f"/alerts/{world.exercise}/")
