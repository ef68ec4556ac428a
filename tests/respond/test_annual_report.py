"""What the annual report says of a year."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests.learn.test_scorecards import ASKED, ISSUED, NOW, WARNED, began
from tests.respond.test_papers import LESSON, MISS, PROMISE, SUDAN, texts
from upstander.learn import scorecards as learn
from upstander.lib.dates import Month
from upstander.records.desk import Answer, Grade
from upstander.records.plans import Kept
from upstander.records.scorecards import Begun, Scorecard, Warned, Withdrawn
from upstander.respond.clocks import ClockState, Tally
from upstander.respond.papers.report import Year, report

OPEN = replace(WARNED, id="b", told=(ASKED,))


def card(*warned: Warned) -> Scorecard:
    missing = learn.missed([Begun("SDN", Month(2023, 6), 250)], [], {"SDN": date(2023, 1, 1)}, "UCDP 26")
    return learn.scorecard(list(warned), missing, [], lambda iso3, threshold: began(2024, 6), NOW)


TALLY = Tally(
    "decide", Grade.WARNING, timedelta(hours=48), timedelta(hours=50), {ClockState.OVER: 2, ClockState.WITHIN: 1}
)
TOLD = Year(2024, card(OPEN), [TALLY], 1, {"SDN": SUDAN}, "Bob", datetime(2025, 1, 3, tzinfo=UTC), "UTC", "0.1.0")


def test_shares_stand_with_how_few_they_rest_on() -> None:
    said = texts(report(TOLD))
    assert "1 of 1" in said
    assert any(each.endswith("to Percent(share=1.0)") for each in said)


def test_what_was_missed_and_what_is_still_open_is_named() -> None:
    said = texts(report(TOLD))
    assert "2023-06" in said
    assert "250 (range unknown)" in said
    assert "250" not in said
    assert "Columns" in said
    assert str(ASKED.decide_by) in said


def test_a_clocks_median_stands_beside_its_target() -> None:
    said = texts(report(TOLD))
    assert "From alert to decision" in said
    assert {"2 days, 0:00:00", "2 days, 2:00:00", "2 of 3"} <= set(said)


def test_a_year_without_anything_says_so() -> None:
    empty = Year(2024, learn.scorecard([], [], [], lambda *_: began(2024, 6), NOW), [], 0, {}, "Bob", NOW, "UTC", "0")
    said = texts(report(empty))
    for sentence in ("Nobody was asked.", "Every warning has its answers.", "none yet"):
        assert sentence in said


def test_what_followed_each_answer_is_told() -> None:
    done = replace(ASKED, decided_at=ISSUED, answer=Answer.DECLINE)
    told = replace(WARNED, told=(done,))
    year = Year(2024, card(told), [], 1, {"SDN": SUDAN}, "Bob", NOW, "UTC", "0")
    assert "decline, then hit: 1" in texts(report(year))


def test_what_was_promised_and_learnt_in_the_year_is_told_with_what_became_of_it() -> None:
    kept = replace(PROMISE, kept=Kept.KEPT, evidence="The convoy's list.", made_on=date(2024, 3, 1))
    before = replace(PROMISE, what="Tents.", made_on=date(2022, 1, 1), due_on=date(2023, 1, 1))
    learnt = replace(LESSON, at=datetime(2024, 5, 1, tzinfo=UTC), done_at=datetime(2024, 8, 1, tzinfo=UTC))
    said = texts(report(replace(TOLD, promises=(kept, before), lessons=(learnt,), misses=(MISS,))))
    assert "kept: The convoy's list." in said
    assert "Tents." not in said
    assert "changed 2024-08-01 00:00:00+00:00" in said
    assert "From alert to decision: Columns" in said
    assert "No promise and no lesson is noted in this year." in texts(report(TOLD))


def test_a_cancelled_warning_is_named_with_who_cancelled_it_and_why() -> None:
    gone = replace(WARNED, withdrawn=Withdrawn(date(2024, 3, 12), "Bob", "It was a parade."))
    said = texts(report(replace(TOLD, card=card(gone))))
    assert {"Cancelled: it was a mistake", "It was a parade.", "Bob, 2024-03-12"} <= set(said)
