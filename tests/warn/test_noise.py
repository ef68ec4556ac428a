"""How much triggers interrupt, what keeps them silent, what a firing proposes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.warn.test_triggers import FIRING, TRIGGER
from upstander.records.desk import Grade, Status
from upstander.records.errors import Usage
from upstander.records.ladder import Shift
from upstander.records.people import Role
from upstander.records.triggers import Rung
from upstander.warn.alerts import checked
from upstander.warn.noise import digest, noise, silence, silenced
from upstander.warn.proposed import addresses, draft, more_serious, signal

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_trigger_over_its_weekly_budget_says_so() -> None:
    two, three = ([NOW - DAY * days for days in span] for span in (range(2), range(3)))
    assert not noise(TRIGGER, two, NOW).over
    assert noise(TRIGGER, three, NOW).over


def test_noise_counts_a_week_and_the_average_of_twelve() -> None:
    heard = noise(TRIGGER, [NOW, NOW - 7 * DAY, NOW - 83 * DAY, NOW - 84 * DAY, NOW + DAY], NOW)
    assert (heard.last_week, heard.a_week) == (1, 0.25)


def test_a_silence_has_a_reason_and_an_end_within_ninety_days() -> None:
    kept = silence("first", "", " Recount. ", "Bob", NOW, NOW + 90 * DAY)
    assert kept.reason == "Recount."
    for until, reason, sentence in (
        (NOW, "Why.", "still to come"),
        (NOW + 91 * DAY, "Why.", "within 90 days"),
        (NOW + DAY, " ", "Fill in this field: reason"),
    ):
        with pytest.raises(Usage, match=sentence):
            silence("first", "", reason, "Bob", NOW, until)


def test_a_silence_holds_for_its_trigger_its_state_and_its_time() -> None:
    one = silence("first", "SDN", "Recount.", "Bob", NOW, NOW + DAY)
    everywhere = replace(one, iso3="")
    assert silenced([one], "first", "SDN", NOW) is one
    assert silenced([everywhere], "first", "MLI", NOW) is everywhere
    for trigger, iso3, when in (("first", "MLI", NOW), ("other", "SDN", NOW), ("first", "SDN", NOW + DAY)):
        assert silenced([one], trigger, iso3, when) is None


def test_a_digest_is_one_message_by_state_without_what_was_silenced() -> None:
    rung = Rung("1", "first", "Killings begin", "SDN", "", Grade.WATCH, NOW, (), "", "", silenced=False)
    old = replace(rung, id="2", at=NOW - 8 * DAY)
    quiet = replace(rung, id="3", silenced=True)
    mali = replace(rung, id="4", iso3="MLI", at=NOW - DAY)
    assert digest([rung, old, quiet, mali], NOW - 7 * DAY, NOW) == {"MLI": (mali,), "SDN": (rung,)}


def test_a_firing_proposes_a_signal_that_nobody_has_signed() -> None:
    assert FIRING is not None
    made = signal(TRIGGER, FIRING, "situation", Status.EXERCISE, NOW)
    assert (made.by, made.by_id, made.status) == ("", 0, Status.EXERCISE)
    assert made.title == "The trigger first rang: Killings begin."
    assert "30 civilians" in made.text
    assert made.sentences[1:] == FIRING.reasons


def test_a_firing_proposes_a_draft_that_stands_on_its_evidence() -> None:
    assert FIRING is not None
    made = checked(draft(TRIGGER, FIRING, Status.ACTUAL, ["signal"]))
    assert (made.grade, made.signals) == (Grade.WARNING, ("signal",))
    assert "analyst, within 4 hours: Call two sources." in made.text
    assert made.ask == "decision maker: Decide. Acknowledge within 4 hours, decide within 18."
    assert "No person has judged this yet" in made.change_our_mind


def test_a_draft_addresses_who_is_on_duty_now_and_each_person_once() -> None:
    on = Shift(7, Role.DECISION_MAKER, NOW - DAY, NOW + DAY)
    others = [replace(on, person=8, ends=NOW), replace(on, person=9, role=Role.ANALYST), replace(on, deputy=1)]
    asked = addresses(TRIGGER, [on, *others], NOW)
    assert [(each.person, each.decide_by - NOW) for each in asked] == [(7, timedelta(hours=18))]


def test_one_cause_gets_another_draft_only_when_it_grows_more_serious() -> None:
    assert more_serious(Grade.WATCH, [])
    assert more_serious(Grade.IMMINENT, [Grade.WATCH, Grade.WARNING])
    assert not more_serious(Grade.WARNING, [Grade.WARNING])
    assert not more_serious(Grade.WATCH, [Grade.IMMINENT])
