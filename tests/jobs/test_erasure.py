"""How long words live: one orders, a custodian erases, a tombstone stays, and what is counted still counts."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.db.models import Model

from tests.answers_world import lines
from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from tests.laid import laid
from tests.threads import open_thread
from upstander.jobs import (
    access,
    actions,
    alerts,
    bottlenecks,
    decisions,
    erasure,
    inquiries,
    judgements,
    ladder,
    lessons,
    owed,
    plans,
    promises,
    referrals,
    signals,
)
from upstander.jobs import situations as situations_of
from upstander.records.answers import RecordClass
from upstander.records.desk import Address, Answer, Phase, Status
from upstander.records.drills import Drill
from upstander.records.errors import Refused, Unknown, Usage
from upstander.records.ladder import StepId
from upstander.records.people import Viewer
from upstander.records.plans import Finding, Hurdle, Kept, NewAction
from upstander.records.tools import Input, Judged
from upstander.store.desk import answer_rules, decided, drills, erasing, log, models
from upstander.store.desk import plans as store
from upstander.store.desk import reads as desk
from upstander.store.desk.erasable import KINDS as KINDS_OF_RECORDS
from upstander.store.lake import Lake

HOUR = timedelta(hours=1)
CANARY = "The man with the red bicycle said it."


@pytest.fixture
def custodian(cast: Cast, alice: Viewer, now: datetime) -> Viewer:
    """Charlie, who may now see the situation."""
    access.give(cast.situation, cast.people["charlie"], "Keeps records.", now + timedelta(days=9), who=alice, now=now)
    return cast.viewer("charlie")


@pytest.fixture
def objects(situation: str, cast: Cast, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime) -> dict[str, str]:
    """One record of each kind that people write every day, all with the same words."""
    return laid(lambda: written(situation, cast, alice, bob, dina, now))


def written(situation: str, cast: Cast, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime) -> dict[str, str]:
    """Write them."""
    signal = signals.report(situation, CANARY[:30], CANARY, who=alice, now=now)
    words = replace(DRAFT, text=CANARY, ask=CANARY, change_our_mind=CANARY, dissent=CANARY, signals=(signal,))
    asked = [Address(cast.people["dina"], "Call.", now + 4 * HOUR, now + 18 * HOUR)]
    draft = alerts.draft(situation, words, asked, who=alice, now=now)
    alert = alerts.draft(situation, words, asked, who=alice, now=now)
    alerts.issue(alert, who=bob, now=now)
    asking = (alert, CANARY, bob.person, now + HOUR, CANARY)
    inquiry = inquiries.need_more(*asking, who=dina, now=now)
    inquiries.answer(inquiry, CANARY, who=bob, now=now)
    referral = referrals.refer(alert, cast.people["charlie"], CANARY, who=dina, now=now)
    decision = decisions.decide(alert, Answer.ACT, CANARY, who=dina, now=now, dissent=CANARY, present=CANARY)
    thread = open_thread(situation, "A cause", who=alice, now=now)
    ladder.take(thread, StepId.ACKNOWLEDGE, who=alice, now=now)
    ladder.enter(thread, StepId.ACKNOWLEDGE, CANARY, who=alice, now=now)
    entry = next(
        each.object for each in erasing.due_for_erasure(alice, now + timedelta(days=9999)) if "entry" in each.object
    )
    ids = {"signal": signal, "draft": draft, "alert": alert, "inquiry": inquiry, "referral": referral}
    return {kind: f"{kind}:{id}" for kind, id in (ids | {"decision": decision}).items()} | {"entry": entry}


KINDS = ("decision", "referral", "inquiry", "entry", "draft", "alert", "signal")


def gone(object: str, alice: Viewer, custodian: Viewer, now: datetime) -> str:
    """Order and carry out; the order's id."""
    order = erasure.order(object, "Article 17", who=alice, now=now)
    erasure.erase(order, who=custodian, now=now)
    return order


def test_erased_words_are_nowhere_in_the_database(
    objects: dict[str, str], alice: Viewer, custodian: Viewer, now: datetime
) -> None:
    assert any(CANARY in line for line in lines())
    for kind in KINDS:
        gone(objects[kind], alice, custodian, now)
    left = [line for line in lines() if CANARY in line or CANARY[:30] in line]
    assert left == []
    log.verify()


def planned(cast: Cast, alice: Viewer, custodian: Viewer, now: datetime) -> set[str]:
    """A plan of which every text holds the same words; the addresses of its records."""
    by, day = {"who": alice, "now": now}, now.date()
    situations_of.change_phase(cast.situation, Phase.IMMINENT, CANARY, **by)
    models.Situation.objects.filter(pk=cast.situation).update(title=CANARY, area=CANARY, group=CANARY)
    models.Situation.history.filter(id=cast.situation).update(title=CANARY, area=CANARY, group=CANARY)
    judgements.judge(cast.situation, Input.WILL, Judged.NO, CANARY, **by)
    texts = ("institution", "contact", "ministries", "means", "unharmed", "consulted", "basis")
    action = actions.plan(cast.situation, NewAction(CANARY, owner=alice.person, **dict.fromkeys(texts, CANARY)), **by)
    actions.start(action, CANARY, **by)
    actions.block(action, CANARY, CANARY, **by)
    actions.drop(action, CANARY, **by)
    days = day, day + timedelta(days=9)
    for end in (promises.keep, promises.break_):
        promise = promises.make(cast.situation, CANARY, CANARY, CANARY, *days, CANARY, **by)
        promises.follow_up(promise, CANARY, day, CANARY, Kept.PARTLY, **by)
        end(promise, CANARY, **by)
    lessons.write(cast.situation, *[CANARY] * 4, alice.person, days[1], **by)
    thread = open_thread(cast.situation, CANARY, **by)
    plans.conclude(thread, CANARY, day, CANARY, **by)
    store.add_look_backs(thread, [day])
    plans.look_back(store.look_backs(alice)[0].id, Finding.CALM, CANARY, **by)
    late = {"who": alice, "now": now + timedelta(days=9)}
    held_up = bottlenecks.explain(thread, "triage", Hurdle.OTHER, CANARY, **late)
    bottlenecks.correct(held_up, CANARY, CANARY, days[1], **by)
    ladder.close(thread, CANARY, **by)
    return {each.object for each in erasing.due_for_erasure(alice, now + timedelta(days=99999))}


def test_the_words_of_an_erased_plan_stand_nowhere_but_on_the_tombstone(
    cast: Cast, alice: Viewer, custodian: Viewer, now: datetime
) -> None:
    objects = planned(cast, alice, custodian, now)
    kinds = {object.partition(":")[0] for object in objects}
    assert kinds >= {"action", "note", "commitment", "asking", "lesson", "outcome", "look", "bottleneck", "judgement"}
    assert kinds >= {"situation", "thread", "phase"}
    assert any(CANARY in line for line in lines())
    for object in sorted(objects):
        erasure.erase(erasure.order(object, f"Article 17: {CANARY}", who=alice, now=now), who=custodian, now=now)
    left = [line for line in lines() if CANARY in line]
    assert len(left) == len(objects)
    assert all("Article 17" in line for line in left)
    log.verify()
    assert desk.situation(alice, cast.situation).title == "—"


@pytest.mark.parametrize("kind", KINDS)
def test_a_tombstone_says_class_basis_and_who(
    kind: str, objects: dict[str, str], alice: Viewer, bob: Viewer, custodian: Viewer, now: datetime
) -> None:
    order = gone(objects[kind], alice, custodian, now)
    kept = desk.erasure(bob, order)
    assert (kept.basis, kept.asked_by_name, kept.erased_by, kept.erased_at) == ("Article 17", "Alice", "Charlie", now)
    with pytest.raises(Usage, match="already"):
        erasure.order(objects[kind], "Again", who=alice, now=now)


def test_what_is_counted_still_counts(objects: dict[str, str], alice: Viewer, custodian: Viewer, now: datetime) -> None:
    gone(objects["decision"], alice, custodian, now)
    (made,) = desk.decisions(alice)[0]
    assert (made.answer, made.reason, made.decided_at, made.erased_at) == (Answer.ACT, "", now, now)
    assert desk.alert(alice, objects["alert"].partition(":")[2]).recipients[0].decision == made


def test_nobody_erases_alone(
    objects: dict[str, str], alice: Viewer, bob: Viewer, custodian: Viewer, now: datetime
) -> None:
    own = erasure.order(objects["decision"], "Article 17", who=custodian, now=now)
    with pytest.raises(Refused, match="another"):
        erasure.erase(own, who=custodian, now=now)
    for viewer in (alice, bob):
        with pytest.raises(Refused):
            erasure.erase(own, who=viewer, now=now)


def test_what_is_on_hold_is_not_erased(
    objects: dict[str, str], alice: Viewer, bob: Viewer, custodian: Viewer, now: datetime
) -> None:
    order = erasure.order(objects["decision"], "Article 17", who=alice, now=now)
    erasure.hold(objects["decision"], "A court asks.", who=bob, now=now)
    with pytest.raises(Usage, match="hold"):
        erasure.erase(order, who=custodian, now=now)
    with pytest.raises(Usage, match="hold"):
        erasure.order(objects["decision"], "Again", who=alice, now=now)
    with pytest.raises(Refused):
        erasure.lift(objects["decision"], who=alice, now=now)
    erasure.lift(objects["decision"], who=custodian, now=now)
    erasure.erase(order, who=custodian, now=now)


def test_who_does_not_see_the_situation_finds_no_record_of_it(
    objects: dict[str, str], cast: Cast, charlie: Viewer, dina: Viewer, otto: Viewer, now: datetime
) -> None:
    for viewer in (charlie, dina, otto):
        for object in objects.values():
            with pytest.raises(Unknown):
                erasure.order(object, "Why", who=viewer, now=now)
            with pytest.raises(Unknown):
                erasure.hold(object, "Why", who=viewer, now=now)
        assert erasing.due_for_erasure(viewer, now + timedelta(days=9999)) == []


@pytest.mark.parametrize("object", ["", "decision", "decision:", "person:1", "entry:x", "entry:٣", "alert:" + "a" * 99])
def test_what_is_no_record_is_unknown(object: str, alice: Viewer, now: datetime) -> None:
    with pytest.raises(Unknown):
        erasure.order(object, "Why", who=alice, now=now)


def test_each_class_is_due_after_its_own_time(
    objects: dict[str, str], alice: Viewer, custodian: Viewer, now: datetime
) -> None:
    def due(days: int) -> set[str]:
        return {each.object for each in erasing.due_for_erasure(alice, now + timedelta(days=days))}

    assert due(364) == set()
    assert due(366) == {objects["draft"]}
    assert objects["entry"] in due(3651)
    assert objects["decision"] not in due(3651)
    assert objects["decision"] in due(9126)
    gone(objects["draft"], alice, custodian, now)
    assert due(366) == set()


def asked(viewer: Viewer, now: datetime) -> list[str]:
    return [str(each.ask).partition(":")[0] for each in erasure.asks(viewer, now)]


PAST = ["1 record has been kept as long as agreed"]


def test_what_is_past_its_time_is_put_before_who_keeps_it_until_somebody_speaks_of_it(
    objects: dict[str, str], cast: Cast, alice: Viewer, bob: Viewer, custodian: Viewer, now: datetime
) -> None:
    later, then = now + timedelta(days=366), now + timedelta(days=377)
    erasure.recount(now)
    assert asked(bob, now) == []
    erasure.recount(later)
    assert [asked(each, later) for each in (alice, bob, custodian)] == [PAST] * 3
    assert [asked(cast.viewer(name), later) for name in ("dina", "otto", "ada")] == [[]] * 3
    with pytest.raises(Usage, match="still to come"):
        erasure.hold(objects["draft"], "A court asks.", who=bob, now=later, until=now)
    erasure.hold(objects["draft"], "A court asks.", who=bob, now=later, until=then)
    assert [asked(each, later) for each in (alice, bob, custodian)] == [[]] * 3
    erasure.recount(then)
    assert asked(bob, then) == PAST
    assert desk.holds(bob, then) == []
    order = erasure.order(objects["draft"], "Article 17", who=alice, now=then)
    assert [asked(each, then) for each in (alice, bob)] == [[]] * 2
    assert asked(custodian, then) == ["1 record waits to be erased"]
    erasure.erase(order, who=custodian, now=then)
    erasure.recount(then)
    assert [asked(each, then) for each in (alice, bob, custodian)] == [[]] * 3


def test_a_drill_that_is_over_asks_what_becomes_of_its_records_as_an_exercise(
    cast: Cast, lake: Lake, alice: Viewer, now: datetime
) -> None:
    given = {"who": alice, "now": now, "status": Status.EXERCISE}
    place = situations_of.open_situation(lake, "KEN", "A vote", Phase.LATENT, "Training.", **given)
    drills.add(Drill("", "kenya-2007", place, "KEN", 60, alice.person, now))
    models.Drill.objects.update(started_at=now, ended_at=now)
    later = now + timedelta(days=9999)
    erasure.recount(later)
    (found,) = [each for each in owed.owed(cast.viewer("alice"), later) if each.situation == place]
    assert (found.path, found.status) == ("/records/", Status.EXERCISE)


def test_legal_advice_is_read_by_its_author_and_by_those_who_decide(
    objects: dict[str, str], alice: Viewer, bob: Viewer, dina: Viewer, cast: Cast, now: datetime
) -> None:
    inquiry = objects["inquiry"].partition(":")[2]
    with pytest.raises(Refused):
        erasure.classify(objects["inquiry"], RecordClass.LEGAL_ADVICE, who=alice, now=now)
    assert desk.inquiry(alice, inquiry).answer == CANARY
    erasure.classify(objects["inquiry"], RecordClass.LEGAL_ADVICE, who=bob, now=now)
    for viewer in (bob, dina):
        assert desk.inquiry(viewer, inquiry).answer == CANARY
    with pytest.raises(Unknown):
        desk.inquiry(alice, inquiry)
    with pytest.raises(Usage):
        erasure.classify(objects["signal"], RecordClass.DRAFT, who=bob, now=now)


def test_a_decision_classed_as_legal_advice_keeps_its_place_without_its_words(
    objects: dict[str, str], cast: Cast, situation: str, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    alert = next(each.id for each in desk.alerts(alice)[0] if each.issued_at)
    erasure.classify(objects["decision"], RecordClass.LEGAL_ADVICE, who=bob, now=now)
    for viewer, words in ((alice, ""), (bob, CANARY), (dina, CANARY)):
        (listed,) = [one for each in desk.alerts(viewer)[0] for to in each.recipients for one in to.decisions]
        ways = [desk.alert(viewer, alert).recipients[0].decision, desk.decisions(viewer)[0][0], listed]
        ways += [desk.decision(viewer, listed.id), decided.decided(viewer, alert=alert)[0].decision]
        for made in ways:
            assert made is not None
            assert (made.reason, made.present, made.dissent) == (words, words, words)
            assert (made.answer, made.name, made.decided_at, made.withheld) == (Answer.ACT, "Dina", now, not words)


def test_a_referral_becomes_a_decision_of_its_own_class(
    objects: dict[str, str], cast: Cast, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    asked = [Address(cast.people["dina"], "Call.", now + 4 * HOUR, now + 18 * HOUR)]
    alert = alerts.draft(cast.situation, DRAFT, asked, who=alice, now=now)
    alerts.issue(alert, who=bob, now=now)
    referral = referrals.refer(alert, cast.people["charlie"], CANARY, who=dina, now=now)
    erasure.classify(f"referral:{referral}", RecordClass.LEGAL_ADVICE, who=bob, now=now)
    referrals.accept(referral, who=cast.viewer("charlie"), now=now)
    said = {viewer.name: desk.alert(viewer, alert).recipients for viewer in (alice, bob)}
    reasons = {name: [one.reason for each in found for one in each.decisions] for name, found in said.items()}
    assert reasons == {"Alice": [""], "Bob": [CANARY]}


def test_an_entry_classed_as_legal_advice_keeps_its_place_without_its_words(
    objects: dict[str, str], cast: Cast, situation: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    thread = next(each.id for each in desk.threads(alice)[0] if each.title == "A cause")
    access.give(situation, cast.people["dina"], "Reads.", now + timedelta(days=2), who=alice, now=now)
    erasure.classify(objects["entry"], RecordClass.LEGAL_ADVICE, who=bob, now=now)
    texts = {name: [each.text for each in desk.entries(cast.viewer(name), thread)] for name in ("alice", "bob", "dina")}
    assert texts == {"alice": [CANARY], "bob": [CANARY], "dina": [CANARY]}


def test_a_focal_point_loads_other_rules_and_a_wrong_file_changes_nothing(
    objects: dict[str, str], alice: Viewer, bob: Viewer, now: datetime
) -> None:
    text = answer_rules.bundled().replace('"retention_days": 365', '"retention_days": 3')
    with pytest.raises(Refused):
        erasure.load(text, who=alice, now=now)
    for wrong in ("", "{}", text.replace('"on_request"', '"everybody"'), text.replace('"watch": 240', '"watch": 0')):
        with pytest.raises(Usage):
            erasure.load(wrong, who=bob, now=now)
    assert erasing.due_for_erasure(alice, now + timedelta(days=4)) == []
    erasure.load(text, who=bob, now=now)
    assert [each.object for each in erasing.due_for_erasure(alice, now + timedelta(days=4))] == [objects["draft"]]


def test_every_column_in_which_people_write_about_a_situation_can_be_erased() -> None:
    def situated(model: type[Model]) -> bool:
        near = {field.name for field in model._meta.concrete_fields if field.is_relation}
        return bool(near & {"situation", "alert", "thread", "recipient", "decision", "action", "commitment"})

    texts = {
        (model, field.name)
        for model in apps.get_app_config("desk").get_models()
        if situated(model) and not model.__name__.startswith("Historical")
        for field in model._meta.concrete_fields
        if field.get_internal_type() == "TextField"
    }
    reached = {(kind.table, name) for kind in KINDS_OF_RECORDS.values() for name in kind.words}
    for kind in KINDS_OF_RECORDS.values():
        for related, words in kind.also:
            found = [each for each in kind.table._meta.related_objects if each.get_accessor_name() == related]
            reached |= {(each.related_model, name) for each in found for name in words}
    left = {(model.__name__, name) for model, name in texts - reached}
    assert left == {("Erasure", "basis"), ("TriggerFiring", "reasons")}


def test_every_kind_of_record_is_found_by_its_address_or_unknown(alice: Viewer, now: datetime) -> None:
    for kind in KINDS_OF_RECORDS:
        with pytest.raises(Unknown):
            erasure.order(f"{kind}:1234567", "Why", who=alice, now=now)
        assert erasing.rows(kind, alice).filter(erasing.over(kind, now)).count() == 0
