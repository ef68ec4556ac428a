"""What became of a warning, counted by hand."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from upstander.learn import scorecards as learn
from upstander.lib.dates import Month
from upstander.records.alert_life import AlertKind
from upstander.records.desk import Answer, Grade, Status
from upstander.records.ladder import Step, StepId, Thread
from upstander.records.people import Role
from upstander.records.scorecards import Begun, Came, Outcome, Past, Told, Warned

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
ISSUED = datetime(2024, 3, 10, 12, 0, tzinfo=UTC)
UNTIL = date(2026, 5, 31)
QUIET = Past((), frozenset(), UNTIL, "UCDP 26")
WARNED = Warned("a", "t", "s", "SDN", "Columns", Grade.WARNING, ISSUED, threshold=100)
ASKED = Told("Ministry", Role.DECISION_MAKER, ISSUED + timedelta(hours=4), ISSUED + timedelta(days=1))


def began(year: int, month: int) -> Past:
    at = Month(year, month)
    return Past((Begun("SDN", at, 120),), frozenset({at}), UNTIL, "UCDP 26")


def said(happened: bool, on: date, at: datetime = NOW) -> Outcome:
    return Outcome("o", "a", happened, on, "Report of the mission, page 4.", "Alice", at)


@pytest.mark.parametrize(
    ("past", "came"),
    [
        (began(2024, 4), Came.HIT),
        (began(2025, 3), Came.HIT),
        (began(2025, 4), Came.FALSE_ALARM),
        (began(2024, 3), Came.LATE),
        (began(2023, 4), Came.LATE),
        (began(2023, 3), Came.FALSE_ALARM),
        (QUIET, Came.FALSE_ALARM),
        (replace(QUIET, until=date(2025, 3, 9)), Came.OPEN),
        (replace(QUIET, until=date(2025, 3, 10)), Came.FALSE_ALARM),
    ],
)
def test_a_warning_is_a_hit_if_it_begins_within_a_year_after_it_and_late_if_it_had_begun(
    past: Past, came: Came
) -> None:
    assert learn.score(WARNED, past).came is came


def test_a_hit_says_when_it_began_and_who_counted() -> None:
    found = learn.score(WARNED, began(2024, 6))
    assert (found.on, found.source, found.by) == (date(2024, 6, 1), "UCDP 26", "")


@pytest.mark.parametrize(
    ("outcome", "came"),
    [
        (said(True, date(2024, 3, 11)), Came.HIT),
        (said(True, date(2024, 3, 10)), Came.LATE),
        (said(False, date(2025, 1, 1)), Came.FALSE_ALARM),
    ],
)
def test_a_named_person_knows_better_than_the_figures(outcome: Outcome, came: Came) -> None:
    found = learn.score(replace(WARNED, outcome=outcome), QUIET)
    assert (found.came, found.by, found.source) == (came, "Alice", outcome.source)


def test_an_account_whose_words_were_erased_counts_on() -> None:
    erased = replace(said(True, date(2024, 5, 1)), source="", erased_at=NOW)
    assert learn.score(replace(WARNED, outcome=erased), QUIET).came is Came.HIT


def test_alerts_of_one_cause_are_one_warning_issued_when_the_first_was() -> None:
    later = replace(WARNED, id="b", issued_at=ISSUED + timedelta(days=2), grade=Grade.IMMINENT, told=(ASKED,))
    other = replace(WARNED, id="c", thread="")
    first, second = sorted(learn.by_cause([later, WARNED, other]), key=lambda each: each.id)
    assert (first.id, first.issued_at, first.grade, first.told) == ("a", ISSUED, Grade.IMMINENT, (ASKED,))
    assert second.id == "c"


LATER = ISSUED + timedelta(days=2)
UPDATE = replace(
    WARNED, id="b", line="a", turn=1, kind=AlertKind.UPDATE, title="More columns", issued_at=LATER, grade=Grade.WATCH
)
CANCEL = replace(
    UPDATE, id="c", turn=2, kind=AlertKind.CANCEL, title="Columns, cancelled", by="Bob", reason="It was a parade."
)


def test_an_alert_with_its_updates_is_one_warning_in_its_last_words() -> None:
    (one,) = learn.by_cause([replace(WARNED, line="a"), UPDATE])
    assert (one.id, one.title, one.grade, one.issued_at) == ("b", "More columns", Grade.WATCH, ISSUED)
    over = replace(UPDATE, id="d", turn=2, kind=AlertKind.ALL_CLEAR, title="All clear")
    (ended,) = learn.by_cause([over, UPDATE, replace(WARNED, line="a")])
    assert (ended.title, ended.withdrawn) == ("More columns", None)


def test_a_cancelled_warning_is_counted_as_cancelled_with_its_reason_and_warned_of_nothing() -> None:
    (one,) = learn.by_cause([replace(WARNED, line="a", outcome=said(True, date(2024, 6, 1))), UPDATE, CANCEL])
    found = learn.score(one, began(2024, 6))
    assert (found.came, found.on, found.by, found.source) == (Came.CANCELLED, LATER.date(), "Bob", "It was a parade.")
    begun = [Begun("SDN", Month(2024, 6), 120)]
    assert [each.begun for each in learn.missed(begun, [one], {"SDN": date(2024, 1, 1)}, "UCDP")] == begun
    card = learn.scorecard([one], [], [], lambda iso3, threshold: QUIET, NOW)
    assert (card.count(Came.CANCELLED), card.right.of) == (1, 0)
    other = replace(WARNED, id="e")
    (stands,) = learn.by_cause([replace(WARNED, line="a"), CANCEL, other])
    assert stands.withdrawn is None


def test_each_answer_stands_with_what_came_of_its_warning_the_newest_first() -> None:
    early = replace(ASKED, decided_at=ISSUED, answer=Answer.ACT)
    late = replace(ASKED, decided_at=LATER, answer=Answer.DECLINE)
    card = learn.scorecard([replace(WARNED, told=(early, late, ASKED))], [], [], lambda *_: began(2024, 6), NOW)
    assert [each.told.answer for each in card.followed] == [Answer.DECLINE, Answer.ACT]
    assert {(each.scored.came, each.scored.on, each.scored.source) for each in card.followed} == {
        (Came.HIT, date(2024, 6, 1), "UCDP 26")
    }


def test_what_begins_where_somebody_watches_without_a_warning_is_missed() -> None:
    begun = [Begun("SDN", Month(2024, 6), 120), Begun("MLI", Month(2024, 6), 120), Begun("SDN", Month(2020, 1), 300)]
    watched = {"SDN": date(2024, 1, 1)}
    assert [each.begun for each in learn.missed(begun, [], watched, "UCDP")] == [begun[0]]
    assert learn.missed(begun, [WARNED], watched, "UCDP") == []
    late = replace(WARNED, issued_at=datetime(2024, 6, 2, tzinfo=UTC))
    assert [each.begun for each in learn.missed(begun, [late], watched, "UCDP")] == [begun[0]]


def test_answers_are_counted_by_institution_and_never_by_person() -> None:
    decided = replace(ASKED, decided_at=ISSUED + timedelta(hours=2), answer=Answer.ACT)
    late = replace(ASKED, decided_at=ISSUED + timedelta(days=2), answer=Answer.DECLINE)
    nobody = replace(ASKED, institution="")
    pending = replace(nobody, decide_by=NOW + timedelta(days=1))
    ministry, role = sorted(
        learn.institutions([replace(WARNED, told=(decided, late, nobody, pending))], NOW),
        key=lambda each: not each.institution,
    )
    assert (ministry.institution, ministry.asked, ministry.in_time, ministry.late) == ("Ministry", 2, 1, 1)
    assert ministry.answers == {Answer.ACT: 1, Answer.DECLINE: 1}
    assert (role.institution, role.role, role.unanswered, role.waiting) == ("", Role.DECISION_MAKER, 1, 1)


def test_a_warning_is_unanswered_once_everybodys_deadline_has_passed() -> None:
    assert learn.nobody_answered(replace(WARNED, told=(ASKED,)), NOW)
    assert not learn.nobody_answered(replace(WARNED, told=(ASKED,)), ISSUED)
    answered = replace(ASKED, decided_at=NOW, answer=Answer.KEEP_WATCHING)
    assert not learn.nobody_answered(replace(WARNED, told=(ASKED, answered)), NOW)


def test_steps_are_done_in_time_passed_over_over_their_time_or_waiting() -> None:
    due = NOW - timedelta(hours=1)
    step = Step(StepId.VERIFY, due - timedelta(hours=2), due)
    done, late = replace(step, done_at=due, done_by=1), replace(step, done_at=NOW, done_by=1)
    passed, passed_late = replace(step, done_at=due), replace(step, done_at=NOW)
    waiting = replace(step, due_at=NOW + timedelta(hours=1))
    every = (step, done, late, passed, passed_late, waiting)
    (found,) = learn.steps(
        [Thread(str(n), "s", Status.ACTUAL, NOW, steps=(each,)) for n, each in enumerate(every)], NOW
    )
    assert (found.step, found.opened, found.in_time, found.passed_over) == (StepId.VERIFY, 6, 1, 1)
    assert (found.over, found.waiting) == (3, 1)


def test_the_card_counts_each_beginning_once() -> None:
    twice = [replace(WARNED, told=(ASKED,)), replace(WARNED, id="b", thread="u")]
    missing = learn.missed([Begun("MLI", Month(2024, 6), 120)], twice, {"MLI": date(2024, 1, 1)}, "UCDP")
    card = learn.scorecard(twice, missing, [], lambda iso3, threshold: began(2024, 6), NOW)
    assert (card.count(Came.HIT), card.right.count, card.right.of) == (2, 2, 2)
    assert (card.warned_of.count, card.warned_of.of) == (1, 2)
    assert card.triggers[0].counts == {Came.HIT: 2}


def test_the_desks_totals_say_nothing_of_a_few() -> None:
    many = [replace(WARNED, id=str(number), thread=str(number)) for number in range(learn.FEW)]
    past = lambda iso3, threshold: began(2024, 6)  # noqa: E731
    assert learn.totals(many[1:], past, NOW).settled is None
    assert learn.totals(many, past, NOW).hit == learn.FEW
    fresh = [replace(each, issued_at=NOW - timedelta(days=30)) for each in many]
    assert learn.totals(fresh, past, NOW).settled is None


@given(st.integers(0, 400), st.integers(1, 400))
def test_the_range_of_a_share_holds_the_share_and_stays_within_0_and_1(count: int, more: int) -> None:
    found = learn.rate(count, count + more)
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= count / (count + more) <= found.high <= 1


def test_nothing_of_nothing_has_no_share() -> None:
    assert learn.rate(0, 0).share is None
    assert learn.rate(0, 0).low is None


def test_the_range_is_wilsons() -> None:
    found = learn.rate(3, 4)
    assert (round(found.low or 0, 3), round(found.high or 0, 3)) == (0.301, 0.954)


def test_what_was_taken_to_another_organisation_is_counted_by_its_door() -> None:
    knocked = replace(WARNED, doors=("osce",))
    again = replace(WARNED, id="b", doors=("osce", "pbc"))
    (warned,) = learn.by_cause([knocked, again])
    card = learn.scorecard([warned], [], [], lambda iso3, threshold: began(2024, 6), NOW)
    assert [(each.mechanism, each.counts) for each in card.doors] == [("osce", {Came.HIT: 1}), ("pbc", {Came.HIT: 1})]
