"""The main path through the pages, and what must stand on each."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.conftest import Cast
from tests.web.world import World
from upstander.records.desk import Answer
from upstander.store.desk import reads

Open = Callable[[str], Client]


def text(client: Client, path: str) -> str:
    """A page as it was sent."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def words(page: str) -> str:
    """What a reader sees of it, on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


DRAFT = {
    "title": "A mass killing is likely",
    "grade": "warning",
    "status": "Actual",
    "tlp": "AMBER",
    "text": "What we see.",
    "confidence": "medium",
    "ask": "Call the board together.",
    "change_our_mind": "Three quiet weeks.",
    "rows-TOTAL_FORMS": "2",
    "rows-INITIAL_FORMS": "0",
    "rows-0-asked": "Convene.",
    "rows-0-acknowledge_by": "2026-11-02T12:00",
    "rows-0-decide_by": "2026-11-03T12:00",
}


def drafted(open_as: Open, cast: Cast, **changed: str) -> str:
    """The address of an alert that Alice drafts for Dina."""
    sent = DRAFT | {"rows-0-person": str(cast.people["dina"])} | changed
    answer = open_as("alice").post(f"/situations/SDN/{cast.situation}/draft", sent)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def test_from_a_signal_to_a_decision_through_the_pages(open_as: Open, cast: Cast) -> None:
    alice, bob, dina = open_as("alice"), open_as("bob"), open_as("dina")
    here = f"/situations/SDN/{cast.situation}"
    report = {"report-kind": "report", "report-title": "Columns", "report-text": "Thirty vehicles."}
    assert alice.post(f"{here}/report", report).status_code == 302
    assert "Columns" in text(bob, f"{here}/")
    alert = drafted(open_as, cast)
    assert "Nothing waits for you" in words(text(dina, "/waiting/"))
    assert "1 thing waits for you" in words(text(bob, "/waiting/"))
    assert bob.post(f"{alert}issue").status_code == 302
    assert "1 thing waits for you" in words(text(dina, "/waiting/"))
    assert dina.post(f"{alert}acknowledge").status_code == 302
    refused = dina.post(f"{alert}decide", {"answer": "decline", "reason": ""})
    assert refused.status_code == 400
    assert 'href="#id_reason"' in refused.content.decode()
    assert re.search(r'value="decline"[^>]*checked', refused.content.decode())
    assert dina.post(f"{alert}decide", {"answer": "decline", "reason": "Outside our mandate."}).status_code == 302
    assert "Outside our mandate." in text(bob, alert)
    mine = reads.alert(cast.viewer("dina"), alert.split("/")[2]).recipients[0].decision
    assert mine is not None
    sent = {"answer": "act", "reason": "It is ours.", "why": "I read the wrong mandate."}
    assert dina.post(f"{alert}supersede/{mine.id}", sent).status_code == 302
    page = text(alice, alert)
    assert "Outside our mandate." in page
    assert "I read the wrong mandate." in page
    assert "It was decided to act: name the first action" in words(text(dina, "/waiting/"))


def test_an_imminent_alert_takes_a_second_name_before_it_is_issued(open_as: Open, cast: Cast) -> None:
    alert, bob = drafted(open_as, cast, grade="imminent"), open_as("bob")
    refused = bob.post(f"{alert}issue")
    assert refused.status_code == 403
    assert "second signature" in refused.content.decode()
    assert "This alert takes a second signature" in text(bob, alert)


def test_a_changed_draft_shows_what_changed_and_by_whom(open_as: Open, cast: Cast) -> None:
    alert, alice = drafted(open_as, cast), open_as("alice")
    sent = DRAFT | {"rows-0-person": str(cast.people["dina"]), "title": "A mass killing is possible"}
    assert alice.post(f"{alert}edit", sent).status_code == 302
    page = text(alice, alert)
    assert "A mass killing is <del>likely</del><ins>possible</ins>" in page


def test_a_half_filled_addressee_is_named_and_nothing_is_recorded(open_as: Open, cast: Cast) -> None:
    sent = DRAFT | {"rows-0-person": str(cast.people["dina"]), "rows-0-asked": ""}
    answer = open_as("alice").post(f"/situations/SDN/{cast.situation}/draft", sent)
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.content.decode()
    assert reads.alerts(cast.viewer("alice"))[0] == []


def test_more_rows_can_be_had_without_losing_what_was_typed(open_as: Open, cast: Cast) -> None:
    answer = open_as("alice").post(f"/situations/SDN/{cast.situation}/draft", DRAFT | {"more": "1"})
    assert answer.status_code == 200
    assert "rows-3-asked" in answer.content.decode()
    assert "A mass killing is likely" in answer.content.decode()


def test_the_owner_gives_and_ends_access(open_as: Open, cast: Cast) -> None:
    here = f"/situations/SDN/{cast.situation}"
    sent = {
        "give-person": str(cast.people["charlie"]),
        "give-reason": "Speaks Fur.",
        "give-expires_at": "2026-12-01T00:00",
    }
    assert open_as("alice").post(f"{here}/give", sent).status_code == 302
    assert "Darfur" in text(open_as("charlie"), f"{here}/")
    grant = reads.grants(cast.viewer("alice"), cast.situation)[0].id
    assert open_as("alice").post(f"{here}/revoke/{grant}").status_code == 302
    assert open_as("charlie").get(f"{here}/").status_code == 404


def test_only_the_owner_gives_access(open_as: Open, cast: Cast) -> None:
    sent = {"give-person": str(cast.people["charlie"]), "give-reason": "x", "give-expires_at": "2026-12-01T00:00"}
    answer = open_as("bob").post(f"/situations/SDN/{cast.situation}/give", sent)
    assert answer.status_code == 400
    assert "Ask Alice, who owns this situation." in answer.content.decode()


def test_a_phase_is_judged_with_a_reason(open_as: Open, cast: Cast) -> None:
    here = f"/situations/SDN/{cast.situation}"
    assert open_as("bob").post(f"{here}/phase", {"phase-phase": "imminent", "phase-reason": ""}).status_code == 400
    sent = {"phase-phase": "imminent", "phase-reason": "The city is surrounded."}
    assert open_as("bob").post(f"{here}/phase", sent).status_code == 302
    assert "The city is surrounded." in text(open_as("alice"), f"{here}/")


def test_who_hands_a_situation_over_and_loses_sight_of_it_is_led_to_the_list(open_as: Open, cast: Cast) -> None:
    sent = {"hand_over-person": str(cast.people["bob"]), "hand_over-reason": "I leave the desk."}
    answer = open_as("alice").post(f"/situations/SDN/{cast.situation}/hand_over", sent)
    assert answer.headers["Location"] == "/situations/"
    assert open_as("alice").get(f"/situations/SDN/{cast.situation}/").status_code == 404


def test_a_signal_is_closed_with_a_reason_its_sender_can_read(open_as: Open, world: World) -> None:
    assert open_as("bob").post(f"/signals/{world.signal}/close", {"reason": ""}).status_code == 400
    open_as("bob").post(f"/signals/{world.signal}/close", {"reason": "Seen twice, by the same people."})
    assert "Seen twice, by the same people." in text(open_as("alice"), f"/signals/{world.signal}/")


def test_a_situation_is_opened_from_a_states_page(open_as: Open, cast: Cast, three_states: None) -> None:
    bob = open_as("bob")
    assert "/situations/MLI/open" in text(bob, "/situations/MLI/")
    sent = {"title": "Mopti", "phase": "latent", "reason": "Two reports.", "tlp": "AMBER", "status": "Actual"}
    opened = bob.post("/situations/MLI/open", sent).headers["Location"]
    assert "Mopti" in text(bob, opened)
    assert "/situations/MLI/open" not in text(open_as("dina"), "/situations/MLI/")


def test_an_exercise_is_framed_and_never_counted_with_what_is_real(open_as: Open, world: World) -> None:
    alice = open_as("alice")
    page = text(alice, f"/alerts/{world.exercise}/")
    assert '<body class="exercise" data-word="Exercise">' in page
    assert page.count('class="drill"') == 2
    assert "<title>[Exercise]" in page
    assert f"/alerts/{world.exercise}/" not in text(alice, "/alerts/")
    assert f"/alerts/{world.exercise}/" in text(alice, "/alerts/?list=exercise")
    assert 'class="exercise"' not in text(alice, f"/alerts/{world.draft}/")


def test_an_exercise_shows_nowhere_on_the_watchlist(open_as: Open, world: World, three_states: None) -> None:
    page = text(open_as("alice"), "/watchlist/")
    assert "Two rivers" not in page
    assert "Latent" not in words(page[page.index("<tbody>") :])


def test_only_those_who_draft_are_offered_to(open_as: Open, cast: Cast) -> None:
    assert "Draft an alert" in text(open_as("alice"), f"/situations/SDN/{cast.situation}/")
    assert "Draft an alert" not in text(open_as("bob"), f"/situations/SDN/{cast.situation}/")


def test_the_watchlist_says_who_speaks_from_what_and_how_sure(open_as: Open, three_states: None) -> None:
    page = words(text(open_as("charlie"), "/watchlist/"))
    for said in ("Computed", "Recorded", "Judged", "not signed by anyone", "Provisional", "Reconstructed",
                 "range not published", "9-in-10", "93%", "down 11 points", "61,330 killed in 12 months",
                 "Left out: 7,617 deaths in fighting", "Not assessed, no owner"):  # fmt: skip
        assert said in page, said


def test_a_row_shows_the_phase_to_those_who_may_see_it(open_as: Open, cast: Cast, three_states: None) -> None:
    assert "Emerging Alice" in words(text(open_as("alice"), "/watchlist/"))
    assert "/situations/SDN/" in text(open_as("alice"), "/watchlist/?phase=emerging")
    nobody = words(text(open_as("charlie"), "/watchlist/?phase=emerging"))
    assert "No State fits this filter" in nobody


@pytest.mark.parametrize(
    ("order", "first"),
    [("rank", "Sudan"), ("-rank", "Israel"), ("name", "Israel"), ("change", "Mali"), ("-change", "Israel")],
)
def test_the_watchlist_is_sorted_by_links(order: str, first: str, open_as: Open, three_states: None) -> None:
    page = text(open_as("charlie"), f"/watchlist/?sort={order}")
    body = page[page.index("<tbody>") :]
    assert re.findall(r'<th scope="row"><a [^>]*>([^<]*)', body)[0] == first
    assert "aria-sort" in page


def test_the_slider_leads_to_the_end_of_a_month(open_as: Open, three_states: None) -> None:
    alice = open_as("alice")
    assert alice.get("/watchlist/?slide=36&region=Africa").headers["Location"] == "/watchlist/?region=Africa"
    assert alice.get("/watchlist/?slide=34").headers["Location"] == "/watchlist/?as-known=2026-09-30"


def test_a_day_gone_by_is_said_on_the_page_and_kept_in_its_links(open_as: Open, three_states: None) -> None:
    page = text(open_as("alice"), "/watchlist/?as-known=2026-03-01")
    assert re.search(r'class="past"[^>]*>As known on <time datetime="2026-03-01">', page)
    assert 'href="/situations/SDN/?as-known=2026-03-01"' in page
    assert "Back to today" in page


def test_a_day_without_forecasts_offers_to_compute_them_once(
    open_as: Open, monkeypatch: pytest.MonkeyPatch, cast: Cast
) -> None:
    from django_tasks_db.models import DBTaskResult

    from upstander.web import figures

    monkeypatch.setattr(figures, "watchlist", lambda day, question: ())
    alice = open_as("alice")
    assert "No forecast is stored" in text(alice, "/watchlist/?as-known=2021-03-01")
    assert alice.post("/watchlist/compute", {"as-known": "2021-03-01"}).status_code == 302
    waiting = text(alice, "/watchlist/?as-known=2021-03-01")
    assert waiting.count("are being computed") >= 1
    assert "Compute it" not in waiting
    assert alice.post("/watchlist/compute", {"as-known": "2021-03-01"}).status_code == 302
    assert DBTaskResult.objects.count() == 1
    assert alice.post("/watchlist/compute", {"as-known": "2031-03-01"}).status_code == 400


def test_all_reasons_are_listed_and_add_up(open_as: Open, three_states: None) -> None:
    page = words(text(open_as("charlie"), "/situations/SDN/"))
    assert "1 other reason: -0.50" in page or "1 other reason: +0.25" in page
    assert "Where every State starts -1.00" in page
    assert "Together, which is 93% +0.50" in page


def test_how_the_count_changed_is_shown_month_by_month(open_as: Open, three_states: None) -> None:
    page = words(text(open_as("charlie"), "/situations/SDN/"))
    assert re.search(r"Oct 2025 3,885 59,961 ×15\.4", page)


def test_gaza_and_the_west_bank_say_where_they_are_counted_and_never_zero(open_as: Open, three_states: None) -> None:
    charlie = open_as("charlie")
    assert "/situations/PSE/" in text(charlie, "/watchlist/")
    assert "/situations/PSE/" in text(charlie, "/situations/ISR/")
    page = text(charlie, "/situations/PSE/")
    assert "unknown, never zero" in page
    assert 'href="/situations/ISR/"' in page
    assert '<svg class="chart' not in page


def test_every_state_has_a_page(open_as: Open, lake, cast: Cast, three_states: None) -> None:
    charlie = open_as("charlie")
    for state in lake.states(cast.viewer("charlie"))[::12]:
        assert charlie.get(f"/situations/{state.iso3}/").status_code == 200, state.iso3


def test_what_a_person_opens_is_logged_once_a_day(open_as: Open, world: World) -> None:
    bob = open_as("bob")
    for _ in range(3):
        bob.get(f"/alerts/{world.issued}/")
    entries, _ = reads.log(world.cast.viewer("otto"))
    assert sum(entry.action == "seen" and entry.object == f"alert:{world.issued}" for entry in entries) == 1


def test_an_answer_is_worth_nothing_from_somebody_who_was_not_asked(open_as: Open, world: World) -> None:
    sent = {"answer": Answer.ACT.value, "reason": "I would."}
    assert open_as("bob").post(f"/alerts/{world.issued}/decide", sent).status_code == 403
    assert open_as("charlie").post(f"/alerts/{world.issued}/decide", sent).status_code == 404


def test_typed_text_is_shown_as_text(open_as: Open, cast: Cast) -> None:
    alert = drafted(open_as, cast, title="<script>alert(1)</script>")
    assert "<script>" not in text(open_as("alice"), alert)
    assert "&lt;script&gt;" in text(open_as("alice"), alert)


def test_places_of_today_stand_in_one_order_and_states_that_ended_apart(open_as: Open) -> None:
    page = words(text(open_as("alice"), "/situations/"))
    today, ended = page.split("No longer exist")
    assert today.index("Western Sahara") < today.index("Yemen") < today.index("Zimbabwe")
    assert today.index("Sri Lanka") < today.index("State of Palestine") < today.index("Suriname")
    assert [name in ended and name not in today for name in ("Czechoslovakia", "Democratic Yemen")] == [True, True]


def test_a_day_asked_for_as_programs_write_it_is_that_day(open_as: Open) -> None:
    page = text(open_as("alice"), "/situations/SDN/?as_known=2026-03-01")
    assert 'class="past"' in page
    assert 'href="/situations/SDN/"' in page


def test_an_alert_and_its_thread_lead_to_each_other_for_those_who_may_see_both(open_as: Open, world: World) -> None:
    assert f'href="/ladder/{world.thread}/"' in text(open_as("alice"), f"/alerts/{world.draft}/")
    assert f'href="/alerts/{world.draft}/"' in text(open_as("alice"), f"/ladder/{world.thread}/")
    assert not re.search(r'href="/ladder/[0-9a-z]{12}/"', text(open_as("dina"), f"/alerts/{world.issued}/"))


def test_what_is_wrong_names_its_field_as_the_page_does(open_as: Open, cast: Cast) -> None:
    sent = DRAFT | {"rows-0-person": str(cast.people["dina"]), "text": "", "rows-0-acknowledge_by": "2020-01-01T12:00"}
    draft = open_as("alice").post(f"/situations/SDN/{cast.situation}/draft", sent)
    assert "What we see: This field is required." in words(draft.content.decode())
    draft = open_as("alice").post(f"/situations/SDN/{cast.situation}/draft", sent | {"text": "Columns."})
    assert "Choose a time that is still to come: To acknowledge by." in words(draft.content.decode())


def test_no_grade_is_chosen_before_a_person_chooses(open_as: Open, world: World) -> None:
    alice = open_as("alice")
    draft = text(alice, f"/situations/SDN/{world.situation}/draft")
    for name in ("grade", "confidence"):
        assert re.search(rf'<select name="{name}" required[^>]*>\s*<option value="" selected>', draft), name
    refused = alice.post(f"/ladder/{world.thread}/grade", {"grade": ""})
    assert (refused.status_code, "Fill in this field: Grade." in words(refused.content.decode())) == (400, True)
