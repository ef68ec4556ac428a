"""Triggers: a text read or refused, a firing that explains itself."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.lib.dates import Month
from upstander.records.desk import Grade
from upstander.records.errors import Usage
from upstander.records.forecasts import Question
from upstander.records.people import Role
from upstander.records.triggers import Backrun, Basis, Row, Surprising
from upstander.warn.triggers import fires, read, ringing

TEXT = """
name = "first"
title = "Killings begin"
purpose = "To be heard early."
cause = "killing"
grade = "warning"
rings_when = "all"
onset_deaths_in_a_month = 100
rings_again_after_days = 180
interruptions_a_week = 2

[[condition]]
on = "deaths_in_a_month"
deaths_or_more = 25

[[recipient]]
role = "decision_maker"
asked = "Decide."
acknowledge_hours = 4
decide_hours = 18

[[first_step]]
owner = "analyst"
within_hours = 4
do = "Call two sources."
"""
DEATHS = 'on = "deaths_in_a_month"\ndeaths_or_more = 25'
CHANCE = 'on = "chance"\ndeaths = 100\nmonths = 12\npercent_or_more = 40'
RISE = 'on = "rise"\ndeaths = 100\nmonths = 12\npoints_or_more = 5'
SURPRISE = 'on = "surprising_month"\nonce_in_months = 100\ndeaths_or_more = 10'
CALM = 'on = "calm"\nmonths = 12\ndeaths_below = 100'
REPORTS = 'on = "reports"\nnumber_or_more = 2\nwithin_days = 7'
JUDGEMENT = 'on = "judgement"\nwithin_days = 7'

TRIGGER = read(TEXT)
ROW = Row("SDN", Month(2025, 10), date(2025, 11, 20), date(2025, 11, 20), 30, (0,) * 11 + (30,), "25.10")
FIRING = fires(TRIGGER, ROW)
PLAYED = Backrun("first", TRIGGER.digest, Basis.AS_KNOWN, Month(2010, 1), Month(2025, 12), (), (), (), 195)
ASKED = Question(100, 12)
NIGHT = datetime(2025, 11, 19, 3, 0, tzinfo=UTC)


def with_conditions(*conditions: str, when: str = "all") -> str:
    """The text with other conditions."""
    tables = "\n\n".join(f"[[condition]]\n{each}" for each in conditions)
    return TEXT.replace(f"[[condition]]\n{DEATHS}", tables).replace('rings_when = "all"', f'rings_when = "{when}"')


def said(text: str, row: Row) -> list[str]:
    """Why a trigger rings on a row; nothing where it does not."""
    firing = fires(read(text), row)
    return [str(each) for each in firing.reasons] if firing else []


def test_a_text_becomes_a_trigger() -> None:
    assert (TRIGGER.name, TRIGGER.grade, TRIGGER.onset, TRIGGER.every) == ("first", Grade.WARNING, 100, True)
    assert (TRIGGER.asked[0].role, TRIGGER.asked[0].decide_hours) == (Role.DECISION_MAKER, 18)
    assert TRIGGER.playbook[0].do == "Call two sources."


def test_one_changed_letter_is_another_text() -> None:
    assert read(TEXT.replace("early", "sooner")).digest != TRIGGER.digest


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("= 25", "= 0", "Set deaths_or_more in condition 1 from 1 to 100000: it is outside its scale."),
        ("= 25", "= 2.5", "Write deaths_or_more in condition 1 as a whole number."),
        ("= 25", '= "many"', "Set deaths_or_more in condition 1 from 1 to 100000: it is outside its scale."),
        (DEATHS, CHANCE.replace("40", "140"), "Set percent_or_more in condition 1 from 0.1 to 99.9"),
        (DEATHS, CHANCE.replace("= 12", "= 7"), "Choose months in condition 1 among 3, 12."),
        (DEATHS, CHANCE.replace("= 100", "= 30"), "Choose deaths in condition 1 among 25, 100, 1000."),
        (DEATHS, RISE.replace("= 5", "= -5"), "Set points_or_more in condition 1"),
        (DEATHS, SURPRISE.replace("= 100", "= 5"), "Set once_in_months in condition 1 from 20 to 300"),
        (DEATHS, REPORTS.replace("= 2", "= 0"), "Set number_or_more in condition 1 from 1 to 1000"),
        (DEATHS, JUDGEMENT.replace("= 7", "= 0"), "Set within_days in condition 1 from 1 to 365"),
        (DEATHS, CALM, "Add a condition beside calm: calm alone is no reason to ring."),
        (DEATHS, 'on = "smoke"', "Choose on in condition 1 among chance, rise, surprising_month"),
        (DEATHS, "", "Choose on in condition 1 among chance"),
        (DEATHS, 'on = "deaths_in_a_month"', "Add deaths_or_more to condition 1: it is missing."),
        (f"[[condition]]\n{DEATHS}", "", "Add a condition: without one the trigger never rings."),
        (DEATHS, DEATHS + "\nkind = 1", "Take kind out of condition 1, or spell it right"),
        ("[[condition]]", "[condition]", "Add a condition: without one"),
        ('name = "first"', 'name = "First Kill"', "Name the trigger with 2 to 40 small letters"),
        ('title = "Killings begin"', "title = 3", "Write title in the trigger as a text in quotes."),
        ('title = "Killings begin"', 'title = " "', "Fill in this field: title."),
        ('title = "Killings begin"\n', "", "Add title to the trigger: it is missing."),
        ('"warning"', '"red"', "Choose grade in the trigger among watch, warning, imminent."),
        ('"warning"', '"imminent"', "Set decide_hours in recipient 1 from 4 to 12: it is outside its scale."),
        ('title = "K', 'no_history = "It has one."\ntitle = "K', "Take no_history out of the trigger"),
        ('"decision_maker"', '"minister"', "Choose role in recipient 1 among"),
        ('"decision_maker"', '"auditor"', "Choose role in recipient 1 among"),
        ("acknowledge_hours = 4", "acknowledge_hours = 0", "Give acknowledge_hours in recipient 1 more than 0 hours"),
        ("acknowledge_hours = 4", "acknowledge_hours = true", "Give acknowledge_hours in recipient 1 more than 0"),
        ("decide_hours = 18", "decide_hours = 2", "Give recipient 1 at least as long to decide as to acknowledge."),
        ("within_hours = 4", "within_hours = -1", "Give within_hours in first_step 1 more than 0 hours"),
        ("[[recipient]]", "[[recipients]]", "Take recipients out of the trigger, or spell it right"),
        ("onset_deaths_in_a_month = 100", "onset_deaths_in_a_month = 0", "Set onset_deaths_in_a_month in the trigger"),
        ("rings_again_after_days = 180", "rings_again_after_days = 500", "Set rings_again_after_days in the trigger"),
        ('grade = "warning"', 'grade = "warning', "Mend the trigger's text: it is no TOML"),
    ],
)
def test_a_text_that_will_not_do_is_refused_in_one_sentence(old: str, new: str, sentence: str) -> None:
    assert old in TEXT
    with pytest.raises(Usage) as refusal:
        read(TEXT.replace(old, new, 1))
    assert str(refusal.value).startswith(sentence)
    assert "%(" not in str(refusal.value)


@pytest.mark.parametrize(
    ("table", "sentence"),
    [("recipient", "Add a recipient: a trigger that nobody must answer"), ("first_step", "Add a first step with its")],
)
def test_a_trigger_without_recipient_or_playbook_is_refused(table: str, sentence: str) -> None:
    before, _, after = TEXT.partition(f"[[{table}]]")
    rest = after.partition("\n[[")
    with pytest.raises(Usage, match=f"^{sentence}"):
        read(before + (f"[[{rest[2]}" if rest[2] else ""))


def test_calm_narrows_and_never_stands_as_one_of_several() -> None:
    with pytest.raises(Usage, match="Let calm stand with"):
        read(with_conditions(DEATHS, CALM, when="any"))


def test_a_role_is_asked_once() -> None:
    asked = TEXT[TEXT.index("[[recipient]]") : TEXT.index("[[first_step]]")]
    with pytest.raises(Usage, match="Name each role once"):
        read(TEXT.replace(asked, asked * 2))


def test_a_firing_says_why_with_numbers_and_source() -> None:
    assert said(TEXT, ROW) == [
        "30 civilians were killed on purpose in 2025-10; the trigger rings from 25.",
        "Source: UCDP 25.10, known since 2025-11-20; the best estimate, no range is published by month.",
    ]


def test_provisional_and_reconstructed_figures_are_named_as_such() -> None:
    assert any("provisional" in each for each in said(TEXT, replace(ROW, provisional=True)))
    assert any("No figures of that day" in each for each in said(TEXT, replace(ROW, reconstructed=True)))


@pytest.mark.parametrize("unknown", [None, 24])
def test_too_few_deaths_and_unknown_ones_do_not_ring(unknown: int | None) -> None:
    assert said(TEXT, replace(ROW, deaths=unknown)) == []


def test_height_and_rise_of_a_chance_ring_from_their_limit() -> None:
    row = replace(ROW, chance={ASKED: 0.45}, before={ASKED: 0.38})
    assert "is 45.0 %; the trigger rings from 40.0 %" in said(with_conditions(CHANCE), row)[0]
    assert "rose from 38.0 % to 45.0 % in one month" in said(with_conditions(RISE), row)[0]
    assert said(with_conditions(CHANCE), replace(row, chance={ASKED: 0.39})) == []
    assert said(with_conditions(RISE), replace(row, before={ASKED: 0.41})) == []


def test_an_unknown_chance_does_not_ring() -> None:
    assert said(with_conditions(CHANCE), ROW) == []
    assert said(with_conditions(RISE), replace(ROW, chance={ASKED: 0.9})) == []


def test_a_surprising_month_rings_only_if_rare_enough_and_large_enough() -> None:
    rare = replace(ROW, surprise=Surprising(0.004, 1.5))
    assert "once in 250 months" in said(with_conditions(SURPRISE), rare)[0]
    assert said(with_conditions(SURPRISE), replace(rare, surprise=Surprising(0.02, 1.5))) == []
    assert said(with_conditions(SURPRISE), replace(rare, deaths=9)) == []
    assert said(with_conditions(SURPRISE), replace(rare, surprise=None)) == []


def test_calm_keeps_a_trigger_to_places_where_it_has_not_broken_out() -> None:
    text = with_conditions(DEATHS, CALM)
    assert "it has not broken out yet" in said(text, ROW)[1]
    assert said(text, replace(ROW, past=(100, *ROW.past[1:]))) == []
    assert said(text, replace(ROW, past=(100, *ROW.past)))


def test_a_month_of_which_nothing_is_known_speaks_neither_way() -> None:
    assert said(with_conditions(DEATHS, CALM), replace(ROW, past=(None,) * 11 + (30,)))


def test_reports_and_judgements_ring_within_their_days() -> None:
    row = replace(ROW, deaths=0, reports=(NIGHT, NIGHT - timedelta(days=5)), judgements=(NIGHT,))
    assert said(with_conditions(REPORTS), row) == ["2 reports came in within 7 days; the trigger rings from 2."]
    assert said(with_conditions(JUDGEMENT), row) == ["A person put down a judgement within the last 7 days."]
    assert said(with_conditions(REPORTS), replace(row, reports=(NIGHT, NIGHT - timedelta(days=9)))) == []
    assert said(with_conditions(JUDGEMENT), replace(row, judgements=(NIGHT + timedelta(days=9),))) == []


def test_new_reports_are_new_ground_though_the_figures_stay() -> None:
    trigger = read(with_conditions(REPORTS))
    first, second = (
        fires(trigger, replace(ROW, reports=(NIGHT - timedelta(hours=1), NIGHT + timedelta(hours=hours))))
        for hours in (0, 1)
    )
    assert first
    assert second
    assert first.evidence != second.evidence


def test_what_only_people_can_make_ring_has_no_history() -> None:
    for when, conditions, has in (
        ("any", (REPORTS, JUDGEMENT), False),
        ("any", (REPORTS, DEATHS), True),
        ("all", (REPORTS, DEATHS), False),
        ("all", (DEATHS,), True),
    ):
        assert read(with_conditions(*conditions, when=when)).has_history is has


def test_all_and_any_are_what_they_say() -> None:
    row = replace(ROW, chance={ASKED: 0.1})
    assert said(with_conditions(DEATHS, CHANCE), row) == []
    assert len(said(with_conditions(DEATHS, CHANCE, when="any"), row)) == 2


def test_a_row_that_knows_the_future_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="known on"):
        fires(TRIGGER, replace(ROW, known_at=ROW.day + timedelta(days=1)))


def test_triggers_of_one_cause_share_a_key_in_one_state() -> None:
    other = read(TEXT.replace('"first"', '"second"'))
    keys = {fires(each, ROW).key for each in (TRIGGER, other)}  # type: ignore[union-attr]
    assert keys == {"killing SDN"}
    assert fires(TRIGGER, replace(ROW, iso3="MLI")).key == "killing MLI"  # type: ignore[union-attr]


def test_one_state_rings_once_in_the_agreed_days_and_the_newest_month_speaks() -> None:
    older = replace(ROW, month=Month(2025, 9))
    soon, later = (replace(ROW, day=ROW.day + timedelta(days=days)) for days in (179, 180))
    rung = ringing(TRIGGER, [later, older, soon, ROW])
    assert [(each.day, each.month) for each in rung] == [(ROW.day, ROW.month), (later.day, later.month)]


ROWS = st.lists(
    st.builds(
        lambda iso3, month, wait, deaths: Row(
            iso3, month, month.last_day + timedelta(days=wait), month.last_day, deaths, (deaths,), "v"
        ),
        st.sampled_from(["AAA", "BBB"]),
        st.integers(2010 * 12, 2014 * 12).map(Month.at),
        st.integers(0, 500),
        st.none() | st.integers(0, 200),
    ),
    max_size=40,
)


@given(ROWS)
def test_no_firing_uses_a_figure_known_after_it_and_none_comes_too_soon(rows: list[Row]) -> None:
    rung = ringing(TRIGGER, rows)
    assert all(each.known_at <= each.day for each in rung)
    for iso3 in ("AAA", "BBB"):
        days = [each.day for each in rung if each.iso3 == iso3]
        assert all((after - before).days >= 180 for before, after in pairwise(days))
    told = {(each.iso3, each.day) for each in rows if each.deaths is not None and each.deaths >= 25}
    assert {(each.iso3, each.day) for each in rung} <= told
    assert {each.iso3 for each in rung} == {iso3 for iso3, _ in told}
