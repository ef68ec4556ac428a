"""From a draft to a decision, on a real database: who may do each step, and what is kept of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from tests.conftest import Cast
from upstander.jobs import access, alert_life, alerts, decisions, signals, waiting
from upstander.records.alert_life import Verdict
from upstander.records.desk import Address, AlertStage, Answer, Confidence, Draft, Grade, Status
from upstander.records.errors import Refused, Unknown, Usage
from upstander.records.people import Viewer
from upstander.store.desk import models
from upstander.store.desk import reads as desk

DRAFT = Draft(
    title="Killings are likely",
    text="Columns move on the town.",
    ask="Call the board.",
    grade=Grade.WARNING,
    confidence=Confidence.MEDIUM,
    change_our_mind="The columns turn back.",
)


@pytest.fixture
def to_dina(cast: Cast, now: datetime) -> Address:
    return Address(cast.people["dina"], "Call the board.", now + timedelta(hours=4), now + timedelta(hours=18))


@pytest.fixture
def drafted(situation: str, alice: Viewer, to_dina: Address, now: datetime) -> str:
    return alerts.draft(situation, DRAFT, [to_dina], who=alice, now=now)


@pytest.fixture
def issued(drafted: str, bob: Viewer, now: datetime) -> str:
    alerts.issue(drafted, who=bob, now=now)
    return drafted


@pytest.fixture
def see(cast: Cast) -> Callable[[str], Viewer]:
    return cast.viewer


def test_a_draft_is_nobodys_alert(drafted: str, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime) -> None:
    assert desk.alert(alice, drafted).stage is AlertStage.DRAFT
    assert desk.alert(bob, drafted).recipients[0].name == "Dina"
    with pytest.raises(Unknown):
        desk.alert(dina, drafted)
    assert waiting.waiting(dina, now) == []


def test_issuing_opens_it_to_its_addressees_and_to_nobody_else(issued: str, dina: Viewer, charlie: Viewer) -> None:
    assert desk.alert(dina, issued).issued_by == "Bob"
    with pytest.raises(Unknown):
        desk.alert(charlie, issued)


def test_an_addressee_sees_the_alert_but_not_its_situation(issued: str, situation: str, dina: Viewer) -> None:
    with pytest.raises(Unknown):
        desk.situation(dina, situation)
    assert desk.signals(dina, situation)[0] == []
    assert desk.situations(dina)[1].total == 0


def test_it_waits_for_its_addressee_until_answered(issued: str, dina: Viewer, now: datetime) -> None:
    (owed,) = waiting.waiting(dina, now)
    assert (owed.verb, owed.overdue, waiting.count(dina, now)) == ("acknowledge", False, 1)
    alerts.acknowledge(issued, who=dina, now=now)
    (owed,) = waiting.waiting(dina, now + timedelta(days=2))
    assert (owed.verb, owed.overdue) == ("decide", True)
    decisions.decide(issued, Answer.DECLINE, "No means this month.", who=dina, now=now)
    assert waiting.waiting(dina, now) == []


def test_a_decision_keeps_its_reason_and_the_dissent(issued: str, dina: Viewer, alice: Viewer, now: datetime) -> None:
    decisions.decide(issued, Answer.ACT, "We call the board.", dissent="The envoy objects.", who=dina, now=now)
    (kept,) = desk.decisions(alice)[0]
    assert (kept.answer, kept.reason, kept.dissent) == (Answer.ACT, "We call the board.", "The envoy objects.")
    assert desk.alert(alice, issued).recipients[0].acknowledged_at == now


def test_a_decision_without_a_reason_is_not_recorded(issued: str, dina: Viewer, now: datetime) -> None:
    with pytest.raises(Usage) as refusal:
        decisions.decide(issued, Answer.DECLINE, "  ", who=dina, now=now)
    assert refusal.value.field == "reason"
    found = desk.alert(dina, issued).recipients[0]
    assert (found.decision, found.acknowledged_at) == (None, None)


def test_nobody_decides_for_another(issued: str, alice: Viewer, bob: Viewer, charlie: Viewer, now: datetime) -> None:
    for viewer, error in ((alice, Refused), (bob, Refused), (charlie, Unknown)):
        with pytest.raises(error):
            decisions.decide(issued, Answer.ACT, "Because.", who=viewer, now=now)
        with pytest.raises(error):
            alerts.acknowledge(issued, who=viewer, now=now)


def test_a_mistaken_decision_is_superseded_and_both_stay(issued: str, dina: Viewer, now: datetime) -> None:
    first = decisions.decide(issued, Answer.DECLINE, "No means.", who=dina, now=now)
    with pytest.raises(Usage, match="supersede"):
        decisions.decide(issued, Answer.ACT, "We act.", who=dina, now=now)
    second = decisions.supersede(first, Answer.ACT, "We act.", "I misread the ask.", who=dina, now=now)
    old, new = desk.alert(dina, issued).recipients[0].decisions
    assert (old.id, old.superseded_by, old.superseded_reason) == (first, second, "I misread the ask.")
    assert desk.alert(dina, issued).recipients[0].decision == new
    with pytest.raises(Usage, match="stands"):
        decisions.supersede(first, Answer.ACT, "Again.", "Why.", who=dina, now=now)


def test_only_the_one_who_decided_supersedes(
    issued: str, dina: Viewer, alice: Viewer, charlie: Viewer, now: datetime
) -> None:
    first = decisions.decide(issued, Answer.DECLINE, "No means.", who=dina, now=now)
    with pytest.raises(Refused):
        decisions.supersede(first, Answer.ACT, "We act.", "Why.", who=alice, now=now)
    with pytest.raises(Unknown):
        decisions.supersede(first, Answer.ACT, "We act.", "Why.", who=charlie, now=now)


def test_changed_text_voids_the_signatures(
    situation: str, alice: Viewer, bob: Viewer, cast: Cast, to_dina: Address, now: datetime
) -> None:
    urgent = replace(DRAFT, grade=Grade.IMMINENT)
    id = alerts.draft(situation, urgent, [to_dina], who=alice, now=now)
    eve = second_reader(cast, situation, alice, now)
    alerts.sign(id, who=eve, now=now)
    alerts.change(id, replace(urgent, text="Columns stand before the town."), [to_dina], who=alice, now=now)
    with pytest.raises(Refused, match="second signature"):
        alerts.issue(id, who=bob, now=now)
    alerts.sign(id, who=eve, now=now)
    alerts.issue(id, who=bob, now=now)
    found = desk.alert(alice, id)
    assert [signature.voided_at is None for signature in found.signatures] == [False, True, True]
    assert [version.texts["text"] for version in desk.versions(alice, id)] == [
        "Columns stand before the town.",
        "Columns move on the town.",
    ]


def second_reader(cast: Cast, situation: str, alice: Viewer, now: datetime) -> Viewer:
    """Charlie, once Alice has given access: an analyst who may co-sign."""
    access.give(situation, cast.people["charlie"], "Second reader.", now + timedelta(days=1), who=alice, now=now)
    return cast.viewer("charlie", now)


def test_whoever_rewrites_a_draft_is_its_author_too(
    drafted: str, situation: str, alice: Viewer, bob: Viewer, cast: Cast, to_dina: Address, now: datetime
) -> None:
    eve = second_reader(cast, situation, alice, now)
    alerts.change(drafted, replace(DRAFT, grade=Grade.IMMINENT, text="Wholly other."), [to_dina], who=eve, now=now)
    alert_life.ask(drafted, who=eve, now=now)
    later = now + timedelta(hours=1)
    for act in (alerts.sign, alerts.issue, alert_life.issue_alone):
        with pytest.raises(Refused, match="you wrote the present text"):
            act(drafted, who=eve, now=later)
    with pytest.raises(Usage, match="the drafter cannot answer"):
        alerts.change(drafted, DRAFT, [replace(to_dina, person=alice.person)], who=eve, now=later)
    alert_life.issue_alone(drafted, who=bob, now=later)
    found = desk.alert(cast.viewer("dina"), drafted)
    assert (found.drafted_by, found.written_by, found.authors) == ("Alice", "Charlie", {alice.person, eve.person})
    with pytest.raises(Refused, match="nobody reviews what they drafted"):
        alert_life.review(drafted, Verdict.UPHELD, "Mine.", who=eve, now=later)


def test_an_older_desk_learns_from_its_history_who_wrote_each_text(
    drafted: str, situation: str, alice: Viewer, cast: Cast, to_dina: Address, now: datetime
) -> None:
    eve = second_reader(cast, situation, alice, now)
    untouched = alerts.draft(situation, DRAFT, [to_dina], who=alice, now=now)
    alerts.change(drafted, replace(DRAFT, text="Other."), [to_dina], who=eve, now=now)
    models.Alert.objects.update(written_by=None)
    import_module("upstander.store.desk.migrations.0021_writers").fill(apps, None)
    assert [desk.alert(alice, id).written_by for id in (drafted, untouched)] == ["Charlie", "Alice"]


def test_an_unchanged_text_keeps_its_signatures(
    drafted: str, alice: Viewer, bob: Viewer, to_dina: Address, now: datetime
) -> None:
    alerts.sign(drafted, who=bob, now=now)
    alerts.change(drafted, DRAFT, [to_dina], who=alice, now=now)
    found = desk.alert(alice, drafted)
    assert found.version == 1
    assert found.signatures[0].voided_at is None


def test_an_issued_text_stands(issued: str, alice: Viewer, to_dina: Address, now: datetime) -> None:
    with pytest.raises(Usage, match="draft a new one"):
        alerts.change(issued, replace(DRAFT, text="Softer."), [to_dina], who=alice, now=now)


def test_an_addressee_reads_the_issued_version_only(
    drafted: str, alice: Viewer, bob: Viewer, dina: Viewer, to_dina: Address, now: datetime
) -> None:
    alerts.change(drafted, replace(DRAFT, text="Softer."), [to_dina], who=alice, now=now)
    alerts.issue(drafted, who=bob, now=now)
    assert [version.texts["text"] for version in desk.versions(dina, drafted)] == ["Softer."]


def test_a_signature_waits_for_whoever_may_give_it(
    situation: str, alice: Viewer, bob: Viewer, cast: Cast, to_dina: Address, now: datetime
) -> None:
    id = alerts.draft(situation, replace(DRAFT, grade=Grade.IMMINENT), [to_dina], who=alice, now=now)
    eve = second_reader(cast, situation, alice, now)
    assert [item.verb for item in waiting.waiting(eve, now)] == ["sign"]
    assert [item.verb for item in waiting.waiting(bob, now)] == ["sign"]
    assert waiting.waiting(alice, now) == []
    alerts.sign(id, who=eve, now=now)
    assert [item.verb for item in waiting.waiting(bob, now)] == ["issue"]


def test_the_evidence_is_of_the_same_situation(
    situation: str, alice: Viewer, to_dina: Address, now: datetime, lake: object
) -> None:
    from upstander.jobs.situations import open_situation
    from upstander.records.desk import Phase

    other = open_situation(lake, "MLI", "Mali", Phase.LATENT, "Watching.", who=alice, now=now)  # type: ignore[arg-type]
    seeing = replace(alice, grants=alice.grants | {other})
    signal = signals.report(other, "Smoke", "Over the hills.", who=seeing, now=now)
    with pytest.raises(Usage, match="this situation"):
        alerts.draft(situation, replace(DRAFT, signals=(signal,)), [to_dina], who=seeing, now=now)


def test_an_alert_is_not_addressed_to_its_drafter_nor_to_who_answers_nothing(
    situation: str, alice: Viewer, cast: Cast, to_dina: Address, now: datetime
) -> None:
    for name in ("alice", "otto", "ada"):
        with pytest.raises(Usage):
            alerts.draft(situation, DRAFT, [replace(to_dina, person=cast.people[name])], who=alice, now=now)


def test_an_exercise_waits_apart(
    situation: str, alice: Viewer, bob: Viewer, dina: Viewer, to_dina: Address, now: datetime
) -> None:
    id = alerts.draft(situation, replace(DRAFT, status=Status.TEST), [to_dina], who=alice, now=now)
    alerts.issue(id, who=bob, now=now)
    assert len(waiting.waiting(dina, now)) == 1
    assert waiting.count(dina, now) == 0
