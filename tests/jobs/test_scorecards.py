"""The desk's own record, on a real database: what counts, for whom, and what never does."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from upstander.jobs import alert_life, alerts, decisions, erasure, people, scorecards, situations
from upstander.records import wire_scorecards as wire
from upstander.records.desk import Address, Answer, Phase, Status
from upstander.records.errors import Refused, Usage
from upstander.records.people import Role, Viewer
from upstander.records.scorecards import Came
from upstander.store.desk import reads
from upstander.store.lake import Lake


@pytest.fixture
def issued(cast: Cast, alice: Viewer, bob: Viewer, now: datetime) -> str:
    to_dina = Address(cast.people["dina"], "Call.", now + timedelta(hours=4), now + timedelta(hours=18))
    id = alerts.draft(cast.situation, DRAFT, [to_dina], who=alice, now=now)
    alerts.issue(id, who=bob, now=now)
    return id


def test_a_warning_about_a_state_where_it_has_begun_is_late(
    issued: str, lake: Lake, alice: Viewer, now: datetime
) -> None:
    card = scorecards.scorecard(lake, alice, now)
    (one,) = card.scored
    assert (one.warned.id, one.warned.iso3) == (issued, "SDN")
    # The figures end in May 2026, five months before the warning; Sudan had been over the threshold since April 2023.
    assert one.came is Came.LATE
    assert one.on == date(2023, 4, 1)
    assert one.source.startswith("UCDP ")


def test_a_persons_account_replaces_the_figures_and_the_newest_counts(
    issued: str, lake: Lake, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    later = now + timedelta(days=40)
    scorecards.say_outcome(issued, False, later.date(), "Nothing in the mission's reports.", who=alice, now=later)
    assert scorecards.scorecard(lake, alice, later).scored[0].came is Came.FALSE_ALARM
    on = (now + timedelta(days=20)).date()
    scorecards.say_outcome(issued, True, on, "S/2026/900, paragraph 4.", who=bob, now=later + timedelta(hours=1))
    (one,) = scorecards.scorecard(lake, alice, later).scored
    assert (one.came, one.by, one.on) == (Came.HIT, "Bob", on)
    assert [each.by for each in reads.outcomes(alice, issued)] == ["Bob", "Alice"]


def test_an_outcome_has_a_source_and_a_day_that_has_passed(
    issued: str, alice: Viewer, dina: Viewer, now: datetime
) -> None:
    with pytest.raises(Usage, match="Choose a day that has passed"):
        scorecards.say_outcome(issued, True, now.date() + timedelta(days=1), "Radio.", who=alice, now=now)
    with pytest.raises(Usage, match="Fill in this field: source"):
        scorecards.say_outcome(issued, True, now.date(), "  ", who=alice, now=now)
    with pytest.raises(Refused, match="Ask somebody who works on this situation"):
        scorecards.say_outcome(issued, True, now.date(), "Radio.", who=dina, now=now)


def test_nothing_comes_of_a_draft(situation: str, alice: Viewer, now: datetime) -> None:
    draft = alerts.draft(situation, DRAFT, [], who=alice, now=now)
    with pytest.raises(Usage, match="Wait until this alert is issued"):
        scorecards.say_outcome(draft, True, now.date(), "Radio.", who=alice, now=now)


def test_answers_count_by_role_where_no_institution_is_named(
    issued: str, lake: Lake, alice: Viewer, dina: Viewer, now: datetime
) -> None:
    decisions.decide(issued, Answer.DECLINE, "No means.", who=dina, now=now + timedelta(hours=20))
    card = scorecards.scorecard(lake, alice, now + timedelta(days=1))
    (tally,) = card.institutions
    assert (str(tally.role), tally.asked, tally.late, tally.unanswered) == ("decision_maker", 1, 1, 0)
    assert tally.answers == {Answer.DECLINE: 1}
    assert card.unanswered == 0
    assert card.decisions[0].counts == {Came.LATE: 1}


def test_a_deadline_without_an_answer_is_unanswered(issued: str, lake: Lake, alice: Viewer, now: datetime) -> None:
    assert scorecards.scorecard(lake, alice, now).unanswered == 0
    assert scorecards.scorecard(lake, alice, now + timedelta(hours=19)).unanswered == 1


def test_an_exercise_never_counts(cast: Cast, lake: Lake, alice: Viewer, bob: Viewer, now: datetime) -> None:
    drill = situations.open_situation(
        lake, "SDN", "Drill", Phase.LATENT, "Training.", who=alice, now=now, status=Status.EXERCISE
    )
    owner = cast.viewer("alice")
    to_dina = Address(cast.people["dina"], "Call.", now + timedelta(hours=4), now + timedelta(hours=18))
    id = alerts.draft(drill, replace(DRAFT, status=Status.EXERCISE), [to_dina], who=owner, now=now)
    other = alerts.draft(cast.situation, replace(DRAFT, status=Status.TEST), [to_dina], who=owner, now=now)
    grown = replace(bob, grants=bob.grants | {drill})
    for each in (id, other):
        alerts.issue(each, who=grown, now=now)
    card = scorecards.scorecard(lake, cast.viewer("alice"), now + timedelta(days=2))
    assert (card.scored, card.institutions, card.unanswered) == ((), (), 0)
    assert reads.watched(cast.viewer("alice")) == {"SDN": (now - timedelta(days=1)).date()}


def test_who_has_no_grant_reads_totals_of_settled_warnings_and_no_more(
    issued: str, lake: Lake, charlie: Viewer, otto: Viewer, stranger: Viewer, now: datetime
) -> None:
    card = scorecards.scorecard(lake, charlie, now)
    assert (card.scored, card.missed, card.institutions, card.steps) == ((), (), (), ())
    assert scorecards.totals(lake, charlie, now).settled is None
    assert scorecards.totals(lake, otto, now + timedelta(days=800)).settled is None
    assert scorecards.totals(lake, stranger, now).settled is None


def test_no_missed_toll_stands_bare(cast: Cast, lake: Lake, now: datetime) -> None:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    opened = situations.open_situation(
        lake, "SDN", "Since long", Phase.LATENT, "Why.", who=cast.viewer("alice"), now=long_ago
    )
    alice = cast.viewer("alice")
    assert opened in alice.grants
    missed = scorecards.scorecard(lake, alice, now).missed
    assert missed
    for each in missed:
        told = wire.miss(each)
        assert {"low", "best", "high", "source", "known_at"} <= told.keys()
        assert told["known_at"] is not None


def test_two_updates_and_a_cancellation_are_one_warning_cancelled_for_a_reason_that_erasure_takes_and_the_count_keeps(
    cast: Cast, issued: str, lake: Lake, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    sent, at = [issued], now
    to_dina = Address(cast.people["dina"], "Call.", now + timedelta(hours=8), now + timedelta(hours=30))
    for title in ("Columns are nearer", "Columns stand still"):
        at += timedelta(hours=1)
        sent.append(
            alert_life.update(sent[-1], replace(DRAFT, title=title, reason="New."), [to_dina], who=alice, now=at)
        )
        alerts.issue(sent[-1], who=bob, now=at)
    updated = scorecards.scorecard(lake, alice, at)
    (one,) = updated.scored
    assert (one.warned.id, one.warned.title, one.warned.issued_at) == (sent[2], "Columns stand still", now)
    assert [(each.asked, each.waiting) for each in updated.institutions] == [(1, 1)]
    sent.append(alert_life.cancel(sent[-1], "It was a parade.", who=alice, now=at))
    alerts.issue(sent[-1], who=bob, now=at)
    card = wire.scorecard(scorecards.scorecard(lake, alice, at), scorecards.totals(lake, alice, at))
    (gone,) = card["warnings"]
    assert (gone["came"], gone["by"], gone["source"], card["cancelled"]) == ("cancelled", "Bob", "It was a parade.", 1)
    assert card["by_institution"] == []
    order = erasure.order(f"alert:{sent[-1]}", "Article 17", who=alice, now=at)
    people.set_roles(cast.people["bob"], [Role.CUSTODIAN], who=cast.viewer("ada"), now=at)
    erasure.erase(order, who=cast.viewer("bob", at), now=at)
    (one,) = scorecards.scorecard(lake, alice, at).scored
    assert (one.came, one.source) == (Came.CANCELLED, "")
