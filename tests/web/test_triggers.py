"""Triggers on pages: read in words, with their past; switched by one who keeps them, never by a link."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.warn.test_triggers import FIRING, REPORTS, TEXT, TRIGGER, with_conditions
from upstander.jobs import asked_runs, shipped, situations, triggers
from upstander.lib.dates import Month
from upstander.records.desk import Phase, Status
from upstander.records.people import Viewer
from upstander.records.triggers import Backrun, Basis, Judged, Onset, Verdict
from upstander.store.desk import reads as desk
from upstander.store.desk import rulebook
from upstander.store.lake import Lake

As = Callable[[Viewer], Client]
FIRST, LAST = Month(2010, 1), Month(2025, 12)


def played() -> Backrun:
    """One onset that was rung before, one that was not, two firings."""
    assert FIRING is not None
    began = Onset("SDN", Month(2025, 11), 400, date(2025, 11, 20), 11), Onset("MLI", Month(2012, 3), 120, None, None)
    rang = Judged(FIRING, Verdict.EARLY), Judged(replace(FIRING, iso3="MMR"), Verdict.FALSE_ALARM)
    return Backrun("first", TRIGGER.digest, Basis.AS_KNOWN, FIRST, LAST, began, rang, (), 195)


@pytest.fixture
def loaded(bob: Viewer, now: datetime) -> str:
    """A trigger of the desk's own, not yet played."""
    return triggers.load(TEXT, who=bob, now=now)


@pytest.fixture
def kept(loaded: str, bob: Viewer, now: datetime) -> str:
    """The same, played over the past."""
    triggers.keep_backrun(played(), who=bob, now=now)
    return loaded


def test_the_list_says_what_is_on_and_how_each_did_on_the_past(kept: str, alice: Viewer, as_: As) -> None:
    page = as_(alice).get("/triggers/").content.decode()
    assert 'Hits: <bdi dir="ltr">1</bdi>. Misses: <bdi dir="ltr">1</bdi>.' in page
    assert "not back-run on this desk" not in page
    for each in shipped.bundled():
        assert f"/triggers/{each.name}/" in page
    assert page.count("Shipped with the product, run on") == len(shipped.bundled())


def test_a_trigger_is_read_in_words_with_its_playbook_and_who_must_answer(kept: str, alice: Viewer, as_: As) -> None:
    page = as_(alice).get("/triggers/first/").content.decode()
    assert "It rings when this holds:" in page
    assert "At least 25 civilians were killed on purpose in a month." in page
    assert "Call two sources." in page
    assert "acknowledge within 4 hours, decide within 18" in page
    assert "deaths_or_more = 25" in page


@pytest.mark.parametrize("trigger", shipped.bundled(), ids=lambda trigger: trigger.name)
def test_every_shipped_trigger_has_a_page(trigger: object, cast: object, alice: Viewer, as_: As) -> None:
    page = as_(alice).get(f"/triggers/{trigger.name}/")  # type: ignore[attr-defined]
    assert page.status_code == 200
    assert "%(" not in page.content.decode()
    assert b"Shipped with the product, run on" in page.content


def test_every_firing_of_a_back_run_is_listed_with_its_reasons_in_the_readers_language(
    kept: str, alice: Viewer, as_: As
) -> None:
    page = as_(alice).get("/triggers/first/").content.decode()
    assert "30 civilians were killed on purpose in Oct 2025; the trigger rings from 25." in page
    assert "it had not rung" in page
    assert "Began, and it had not rung: 1" in page
    arabic = as_(alice).get("/triggers/first/?language=ar").content.decode()
    assert "30 civilians were killed on purpose in Oct 2025" not in arabic


def test_one_basis_is_read_at_a_time_and_never_mixed(alice: Viewer, as_: As) -> None:
    for basis in Basis:
        page = as_(alice).get(f"/triggers/first-killings/?basis={basis}").content.decode()
        (told,) = [each for each in shipped.runs_of(triggers.find("first-killings").digest) if each["basis"] == basis]
        assert page.count("the trigger rings from 25.") == len(told["firings"])
        assert ("in the place of those of the day" in page) is (basis is Basis.AS_KNOWN)


def test_what_only_people_make_ring_says_that_it_has_no_history(bob: Viewer, as_: As, now: datetime) -> None:
    name = triggers.load('no_history = "Agreed without."\n' + with_conditions(REPORTS), who=bob, now=now)
    for path in ("/triggers/", f"/triggers/{name}/"):
        page = as_(bob).get(path).content.decode()
        assert "Only people make it ring." in page
        assert "Agreed without." in page
    assert "Switch it on" in page


def test_a_text_that_cannot_be_read_any_more_is_named_and_the_others_are_listed(
    bob: Viewer, as_: As, now: datetime
) -> None:
    rulebook.add("trigger:older", TEXT.replace("deaths_or_more = 25", "deaths_or_more = 0"), "Bob", now)
    page = as_(bob).get("/triggers/").content.decode()
    assert "The text of older cannot be read any more, and it does not ring" in page
    assert "/triggers/first-killings/" in page
    refused = as_(bob).get("/triggers/older/")
    assert (refused.status_code, b"keep a text of it that can be" in refused.content) == (403, True)


def test_nothing_is_switched_on_before_it_was_played(loaded: str, bob: Viewer, as_: As, now: datetime) -> None:
    browser = as_(bob)
    assert "Switch it on" not in browser.get("/triggers/first/").content.decode()
    answer = browser.post("/triggers/first/on")
    assert answer.status_code == 403
    assert "Back-run first first" in answer.content.decode()
    assert not any(each.on for each in triggers.list_triggers(now))


def test_one_who_keeps_triggers_switches_them_on_and_off(kept: str, bob: Viewer, as_: As, now: datetime) -> None:
    browser = as_(bob)
    browser.post("/triggers/first/on")
    assert [each.trigger.name for each in triggers.list_triggers(now) if each.on] == ["first"]
    triggers.load(TEXT.replace("early", "sooner"), who=bob, now=now)
    for path in ("/triggers/", "/triggers/first/"):
        assert "off since its text changed" in browser.get(path).content.decode()
    browser.post("/triggers/first/off")
    assert not any(each.on or each.changed for each in triggers.list_triggers(now))


def test_opening_the_address_of_a_button_changes_nothing(kept: str, bob: Viewer, as_: As, now: datetime) -> None:
    assert as_(bob).get("/triggers/first/on").status_code == 405
    assert not any(each.on for each in triggers.list_triggers(now))


def test_an_analyst_reads_and_plays_but_switches_nothing(kept: str, alice: Viewer, as_: As, now: datetime) -> None:
    browser = as_(alice)
    page = browser.get("/triggers/first/").content.decode()
    assert "Switch it on" not in page
    assert "Play it over the past" in page
    assert browser.post("/triggers/first/on").status_code == 403


def test_a_silence_has_a_reason_and_an_end_and_shows(kept: str, bob: Viewer, as_: As) -> None:
    browser, ends = as_(bob), f"{timezone.now() + timedelta(days=2):%Y-%m-%dT%H:%M}"
    assert browser.post("/triggers/first/suppress", {"until": ends}).status_code == 400
    answer = browser.post("/triggers/first/suppress", {"reason": "Counted anew.", "until": ends, "iso3": "SDN"})
    assert answer.status_code == 302
    page = browser.get("/triggers/").content.decode()
    assert "Counted anew." in page
    assert "Sudan" in page


def test_asking_twice_for_a_back_run_plays_it_once(loaded: str, bob: Viewer, as_: As) -> None:
    from upstander.web import tasks

    browser = as_(bob)
    browser.post("/triggers/first/back-run")
    assert tasks.being_played("first")
    browser.post("/triggers/first/back-run")
    assert "It is being played over the past." in browser.get("/triggers/first/").content.decode()


def test_the_worker_keeps_the_back_run_in_the_name_of_who_asked(
    lake: Lake, loaded: str, bob: Viewer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked_runs, "SHOWN", (Month(2024, 1), LAST))
    digest = asked_runs.back_run(lake, "first", bob.person, now)
    assert {key: told["name"] for key, told in desk.newest_backruns(bob).items()} == {
        (digest, basis): "first" for basis in Basis
    }


def test_a_firing_in_a_situation_one_may_not_see_is_on_no_page(
    situation: str, kept: str, alice: Viewer, charlie: Viewer, as_: As, now: datetime
) -> None:
    assert FIRING is not None
    triggers.ring(TRIGGER, FIRING, situation, Status.ACTUAL, now, silent=False)
    for path in ("/triggers/", "/triggers/first/"):
        assert "its thread" not in as_(charlie).get(path).content.decode()
    assert "its thread" in as_(alice).get("/triggers/first/").content.decode()


def test_what_rang_in_an_exercise_is_in_no_digest(
    lake: Lake, kept: str, alice: Viewer, cast: object, as_: As, now: datetime
) -> None:
    drill = situations.open_situation(
        lake, "MLI", "Drill", Phase.LATENT, "Training.", who=alice, now=now, status=Status.EXERCISE
    )
    assert FIRING is not None
    triggers.ring(TRIGGER, replace(FIRING, iso3="MLI"), drill, Status.EXERCISE, now, silent=False)
    seeing = cast.viewer("alice")  # type: ignore[attr-defined]
    assert "its thread" not in as_(seeing).get("/triggers/").content.decode()
    assert "its thread" not in as_(seeing).get("/triggers/first/").content.decode()


def test_a_silence_that_is_too_long_is_refused_at_its_field(kept: str, bob: Viewer, as_: As, now: datetime) -> None:
    far = now + timedelta(days=400)
    sent = {"reason": "Counted anew.", "until": f"{far:%Y-%m-%dT%H:%M}"}
    page = as_(bob).post("/triggers/first/suppress", sent)
    assert page.status_code == 400
    assert "Let the silence end within 90 days" in page.content.decode()
