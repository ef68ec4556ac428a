"""The page from which an alert's papers are made."""

from collections.abc import Callable

from django.test import Client

from tests.web.world import World
from upstander.respond.receipts import verify


def test_a_paper_is_one_press_from_the_alert(world: World, open_as: Callable[[str], Client]) -> None:
    dina = open_as("dina")
    text = dina.get(f"/alerts/{world.issued}/papers/").content.decode()
    assert f'action="/alerts/{world.issued}/papers/make"' in text
    assert "Minister&#x27;s note" in text
    answer = dina.post(
        f"/alerts/{world.issued}/papers/make", {"kind": "minister_note", "language": "ar", "format": "pdf"}
    )
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="minister_note-{world.issued}-ar.pdf"'
    assert answer.content.startswith(b"%PDF")


def test_the_alert_leads_to_its_papers(world: World, open_as: Callable[[str], Client]) -> None:
    assert f'href="/alerts/{world.issued}/papers/"' in open_as("dina").get(f"/alerts/{world.issued}/").content.decode()


def test_opening_the_address_makes_nothing(world: World, open_as: Callable[[str], Client]) -> None:
    assert open_as("dina").get(f"/alerts/{world.issued}/papers/make").status_code == 405


def test_a_draft_has_no_papers(world: World, open_as: Callable[[str], Client]) -> None:
    alice = open_as("alice")
    assert "No paper is made of a draft" in alice.get(f"/alerts/{world.draft}/papers/").content.decode()
    sent = {"kind": "cable", "language": "en", "format": "docx"}
    answer = alice.post(f"/alerts/{world.draft}/papers/make", sent)
    assert answer.status_code == 400
    assert "Issue the alert first" in answer.content.decode()


def test_the_page_shows_who_was_told_and_who_has_answered(world: World, open_as: Callable[[str], Client]) -> None:
    text = open_as("bob").get(f"/alerts/{world.issued}/papers/").content.decode()
    assert "Who was told, and who has answered" in text
    assert "<bdi>Dina</bdi>" in text


def test_an_exercises_papers_page_is_framed_as_one(world: World, open_as: Callable[[str], Client]) -> None:
    text = open_as("alice").get(f"/alerts/{world.exercise}/papers/").content.decode()
    assert "[Exercise]" in text
    assert 'class="exercise"' in text


def test_a_receipt_is_one_press_away_and_holds_no_word_of_the_alert(
    world: World, open_as: Callable[[str], Client]
) -> None:
    answer = open_as("bob").post(f"/alerts/{world.issued}/receipt", {"format": "json"})
    assert answer.headers["Content-Type"] == "application/json"
    assert verify(answer.content.decode()).receipt.deeds[0].did == "issued"
    assert "What we see" not in answer.content.decode()
    printed = open_as("bob").post(f"/alerts/{world.issued}/receipt", {"format": "pdf"})
    assert printed.content.startswith(b"%PDF")
    page = open_as("bob").get(f"/alerts/{world.issued}/papers/").content.decode()
    assert "Now it would say that you did this:" in page
    mine = open_as("bob").get("/me/").content.decode()
    assert f'action="/alerts/{world.issued}/receipt"' in mine
    assert world.exercise not in mine


def test_who_has_only_read_is_told_that_there_is_nothing_to_prove(
    world: World, open_as: Callable[[str], Client]
) -> None:
    answer = open_as("dina").post(f"/alerts/{world.issued}/receipt", {"format": "json"})
    assert answer.status_code == 403
    assert "There is nothing to prove yet" in answer.content.decode()
    page = open_as("dina").get(f"/alerts/{world.issued}/papers/").content.decode()
    assert "There is nothing to prove yet" in page
    assert "Take my receipt" not in page


def test_the_annual_report_is_made_from_the_scorecards_page(world: World, open_as: Callable[[str], Client]) -> None:
    alice = open_as("alice")
    assert 'action="/scorecards/report"' in alice.get("/scorecards/").content.decode()
    answer = alice.post("/scorecards/report", {"year": "2026", "language": "fr", "format": "docx"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="annual_report-2026-fr.docx"'
    assert 'action="/scorecards/report"' not in open_as("otto").get("/scorecards/").content.decode()


def test_a_focal_point_keeps_a_class_and_chooses_the_wording_on_their_pages(
    world: World, open_as: Callable[[str], Client]
) -> None:
    bob, alice = open_as("bob"), open_as("alice")
    wrong = bob.post("/records/classes/draft", {"draft-days": "0", "draft-disclosure": "situation"})
    assert wrong.status_code == 400
    assert 'href="#id_draft-days"' in wrong.content.decode()
    assert (
        bob.post("/records/classes/draft", {"draft-days": "400", "draft-disclosure": "on_request"}).status_code == 302
    )
    assert '<td class="n" data-label="Days kept">400</td>' in alice.get("/records/").content.decode()
    assert "Change this rule" not in alice.get("/records/").content.decode()
    assert bob.post("/wording/", {"wording": "neutral"}).status_code == 302
    page = alice.get("/wording/").content.decode()
    assert "<b>Neutral: without legal or political claims</b>" in page
    assert "responsibility to protect" in page
    assert "Choose for new drafts" not in page
