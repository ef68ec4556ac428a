"""Triggers at a desk: nothing rings before its back-run, one cause has one thread, nothing is issued."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.conftest import Cast
from tests.warn.test_triggers import FIRING, REPORTS, TEXT, with_conditions
from upstander.jobs import (
    access,
    alerts,
    backruns,
    clocks,
    decisions,
    doctor,
    duty,
    ladder,
    owed,
    past,
    people,
    receipts,
    shipped,
    signals,
    situations,
    trigger_book,
    triggers,
)
from upstander.lib.dates import Month
from upstander.records.alert_life import AlertKind
from upstander.records.desk import Address, AlertStage, Answer, Draft, Grade, Phase, SignalKind, Status, Tlp
from upstander.records.errors import Refused, Unknown, Usage
from upstander.records.ladder import Happening, StepId
from upstander.records.people import MACHINE, PUBLIC, Role, Viewer
from upstander.records.triggers import Basis, JudgementWithin, Trigger
from upstander.store.desk import log, models, rulebook
from upstander.store.desk import reads as desk
from upstander.store.lake import Lake, load_bundled
from upstander.warn.triggers import read

FIRST, LAST = Month(2021, 1), Month(2025, 12)
TODAY = date(2026, 11, 2)
LOW = TEXT.replace("deaths_or_more = 25", "deaths_or_more = 1").replace('"first"', '"low"')
IMMINENT = TEXT.replace('"warning"', '"imminent"').replace("decide_hours = 18", "decide_hours = 12")
UNPLAYED = with_conditions(REPORTS)
HEARD = 'no_history = "The mission asks to be woken."\n' + UNPLAYED


def switched_on(lake: Lake, text: str, who: Viewer, now: datetime) -> str:
    """Load a trigger, back-run it, switch it on."""
    name = triggers.load(text, who=who, now=now)
    played = backruns.play(lake, PUBLIC, triggers.find(name), FIRST, LAST, Basis.AS_KNOWN, TODAY)
    triggers.keep_backrun(played, who=who, now=now)
    triggers.switch_on(name, who=who, now=now)
    return name


@pytest.fixture
def low(lake: Lake, bob: Viewer, now: datetime) -> str:
    """A trigger that rings for every State with a death in the newest month, and is on."""
    return switched_on(lake, LOW, bob, now)


@pytest.fixture
def on_duty(cast: Cast, bob: Viewer, now: datetime) -> None:
    for name, role in (("alice", Role.ANALYST), ("bob", Role.FOCAL_POINT)):
        duty.put_on(cast.people[name], role, now, now + timedelta(days=60), who=bob, now=now)


def test_the_shipped_triggers_are_listed_and_off(cast: Cast, now: datetime) -> None:
    listed = triggers.list_triggers(now)
    assert [each.trigger for each in listed] == list(shipped.bundled())
    assert 4 <= len(listed) <= 6
    assert not any(each.on or each.own for each in listed)


@pytest.mark.parametrize("trigger", shipped.bundled(), ids=lambda trigger: trigger.name)
def test_every_shipped_trigger_names_who_answers_and_what_is_done_first(trigger: object) -> None:
    assert trigger.asked  # type: ignore[attr-defined]
    assert len(trigger.playbook) >= 3  # type: ignore[attr-defined]


@pytest.mark.parametrize("trigger", shipped.bundled(), ids=lambda trigger: trigger.name)
def test_a_shipped_trigger_speaks_of_a_judgement_only_where_one_rings_it(trigger: Trigger) -> None:
    rings_on_it = any(isinstance(each, JudgementWithin) for each in trigger.conditions)
    assert ("judge" in trigger.purpose) is rings_on_it


def test_nothing_is_on_before_its_back_run(lake: Lake, bob: Viewer, now: datetime) -> None:
    name = triggers.load(TEXT, who=bob, now=now)
    with pytest.raises(Refused, match=f"Back-run {name} first"):
        triggers.switch_on(name, who=bob, now=now)
    for first, basis in ((Month(2024, 1), Basis.AS_KNOWN), (FIRST, Basis.HINDSIGHT)):
        played = backruns.play(lake, PUBLIC, triggers.find(name), first, LAST, basis, TODAY)
        triggers.keep_backrun(played, who=bob, now=now)
        with pytest.raises(Refused, match=f"Back-run {name} first"):
            triggers.switch_on(name, who=bob, now=now)


def test_what_has_no_history_is_on_only_where_its_text_says_why(lake: Lake, bob: Viewer, now: datetime) -> None:
    with pytest.raises(Refused, match="no history can be played: write into its text"):
        switched_on(lake, UNPLAYED, bob, now)
    triggers.switch_on(triggers.load(HEARD, who=bob, now=now), who=bob, now=now)
    (on,) = [each for each in trigger_book.book(bob, now) if each.listed.on]
    assert trigger_book.wired(on)["no_history"] == "The mission asks to be woken."
    line = desk.log(bob)[0][0]
    assert (line.action, line.detail) == ("switched on", {"digest": on.listed.trigger.digest, "history": False})


def test_the_back_run_that_is_shipped_lets_its_very_text_ring_and_no_other(bob: Viewer, now: datetime) -> None:
    triggers.switch_on("surprise", who=bob, now=now)
    assert [each.trigger.name for each in triggers.list_triggers(now) if each.on] == ["surprise"]
    triggers.load(shipped.named("surprise").text + "\n", who=bob, now=now)
    assert [each.trigger.name for each in triggers.list_triggers(now) if each.on or each.changed] == ["surprise"]
    with pytest.raises(Refused, match="Back-run surprise first"):
        triggers.switch_on("surprise", who=bob, now=now)


def test_what_fell_off_with_its_text_is_said_until_somebody_switches_it(
    bob: Viewer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    triggers.switch_on("surprise", who=bob, now=now)
    triggers.switch_on("mass-killing", who=bob, now=now)
    assert doctor.of_triggers() == []
    upgraded = read(shipped.named("surprise").text + "\n")
    monkeypatch.setattr(triggers, "bundled", lambda: (upgraded,))
    (found,) = doctor.of_triggers()
    assert found.level == doctor.WRONG
    assert found.finding.startswith("mass-killing, surprise: off since the text changed.")
    assert [(each.on, each.changed) for each in triggers.list_triggers(now)] == [(False, True)]
    triggers.switch_off("surprise", who=bob, now=now + timedelta(hours=1))
    assert triggers.fallen() == ["mass-killing"]
    triggers.switch_off("mass-killing", who=bob, now=now + timedelta(hours=1))
    assert doctor.of_triggers() == []


def test_a_text_that_cannot_be_read_is_set_aside_said_aloud_and_holds_up_no_other(
    lake: Lake, low: str, cast: Cast, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    switched_on(lake, TEXT, bob, now)
    rulebook.add("trigger:first", TEXT.replace("deaths_or_more = 25", "deaths_or_more = 0"), "Bob", now)
    assert [each.trigger.name for each in triggers.list_triggers(now) if each.on] == [low]
    assert triggers.evaluate(lake, now) > 0
    assert {each.trigger for each in desk.rung(alice)} == {low}
    assert [each.on for each in desk.aside(cast.viewer("ada"))] == ["trigger:first"]
    assert "set aside" in {line.action for line in desk.log(cast.viewer("otto"))[0]}
    with pytest.raises(Refused, match="The text of first cannot be read any more"):
        triggers.switch_on("first", who=bob, now=now)
    triggers.load(TEXT, who=bob, now=now + timedelta(hours=1))
    triggers.evaluate(lake, now + timedelta(hours=2))
    assert desk.aside(cast.viewer("ada")) == []
    assert [each.trigger.name for each in triggers.list_triggers(now) if each.on] == ["first", low]


def test_another_text_is_off_until_it_was_back_run(lake: Lake, low: str, bob: Viewer, now: datetime) -> None:
    triggers.load(LOW.replace("early", "sooner"), who=bob, now=now)
    assert not any(each.on for each in triggers.list_triggers(now))
    with pytest.raises(Refused, match="Back-run low first"):
        triggers.switch_on(low, who=bob, now=now)


def test_a_trigger_that_rang_everywhere_is_not_switched_on(lake: Lake, bob: Viewer, now: datetime) -> None:
    name = triggers.load(LOW, who=bob, now=now)
    played = backruns.play(lake, PUBLIC, triggers.find(name), FIRST, LAST, Basis.AS_KNOWN, TODAY)
    triggers.keep_backrun(replace(played, states=played.rang_in), who=bob, now=now)
    with pytest.raises(Refused, match="Raise the conditions of low"):
        triggers.switch_on(name, who=bob, now=now)


def test_an_unknown_trigger_is_unknown(cast: Cast) -> None:
    with pytest.raises(Unknown, match="There is no trigger called nix"):
        triggers.find("nix")


def test_a_firing_opens_a_thread_and_a_draft_and_calls_who_is_on_duty(
    lake: Lake, low: str, cast: Cast, on_duty: None, alice: Viewer, now: datetime
) -> None:
    assert triggers.evaluate(lake, now) > 0
    (rung,) = desk.rung(alice)
    assert (rung.trigger, rung.iso3, rung.situation) == ("low", "SDN", cast.situation)
    assert "civilians were killed on purpose" in str(rung.reasons[0])
    alert = desk.alert(alice, rung.alert)
    assert (alert.stage, alert.drafted_by, alert.status) == (AlertStage.DRAFT, "", Status.ACTUAL)
    assert alert.signals[0].sentences[1:] == rung.reasons
    assert [event.what for event in desk.events(alice, rung.thread)] == [Happening.CALLED]


def test_asking_again_rings_nothing_again(lake: Lake, low: str, alice: Viewer, now: datetime) -> None:
    triggers.evaluate(lake, now)
    before = log.root()
    assert triggers.evaluate(lake, now) == 0
    assert triggers.evaluate(lake, now + timedelta(days=200)) == 0, "the same figures are no new ground"
    assert log.root() == before
    assert desk.alerts(alice)[1].total == 1


def test_two_triggers_of_one_cause_share_a_thread_and_a_draft(
    lake: Lake, low: str, bob: Viewer, alice: Viewer, now: datetime
) -> None:
    switched_on(lake, TEXT, bob, now)
    triggers.evaluate(lake, now)
    rung = desk.rung(alice)
    assert {each.trigger for each in rung} == {"low", "first"}
    assert len({each.thread for each in rung}) == 1
    assert desk.alerts(alice)[1].total == 1
    assert len([each for each in desk.signals(alice)[0] if each.kind is SignalKind.CHANGE]) == 2


def test_a_more_serious_trigger_of_the_same_cause_drafts_anew(
    lake: Lake, low: str, bob: Viewer, alice: Viewer, now: datetime
) -> None:
    triggers.evaluate(lake, now)
    switched_on(lake, IMMINENT, bob, now)
    triggers.evaluate(lake, now)
    assert desk.alerts(alice)[1].total == 2
    assert desk.threads(alice)[1].total == 1


def told_again(person: int) -> list[tuple[bool, str]]:
    """What somebody was told of causes that rang again: whether it could wait, and where it leads."""
    found = models.Notice.objects.filter(person=person, key__startswith="rang:").order_by("at")
    return list(found.values_list("digest", "path"))


def test_a_graver_firing_of_a_known_cause_shortens_a_graded_thread_and_rings_who_is_on_duty(
    lake: Lake, low: str, cast: Cast, on_duty: None, bob: Viewer, alice: Viewer, now: datetime
) -> None:
    triggers.evaluate(lake, now)
    thread = desk.rung(alice)[0].thread
    ladder.take(thread, StepId.ACKNOWLEDGE, who=bob, now=now)
    ladder.grade(thread, Grade.WARNING, who=alice, now=now)
    before, later = desk.thread(alice, thread), now + timedelta(minutes=1)
    switched_on(lake, IMMINENT, bob, now)
    for _ in range(2):
        triggers.evaluate(lake, later)
    after = desk.thread(alice, thread)
    assert (after.grade, after.imminent_at) == (Grade.WARNING, later), "no machine changes what a person said"
    assert after.open_steps[0].owner == cast.people["bob"]
    assert after.open_steps[0].due_at < before.open_steps[0].due_at
    heard, why, *_ = map(str, clocks.hurried(alice, after, later))
    assert heard.startswith("It was heard again as imminent"), "who reads its clocks reads why they are short"
    assert why.startswith("The trigger first rang")
    for name in ("alice", "bob"):
        assert told_again(cast.people[name]) == [(False, f"/ladder/{thread}/")]
    assert told_again(cast.people["charlie"]) == []
    with pytest.raises(Refused, match="second person"):
        ladder.grade(thread, Grade.WARNING, who=alice, now=later)
    ladder.grade(thread, Grade.WARNING, who=alice, now=later, second=bob)
    assert desk.thread(alice, thread).urged is None


def test_a_firing_that_is_no_graver_leaves_a_graded_thread_alone(
    lake: Lake, low: str, cast: Cast, on_duty: None, bob: Viewer, alice: Viewer, now: datetime
) -> None:
    triggers.evaluate(lake, now)
    thread = desk.rung(alice)[0].thread
    ladder.grade(thread, Grade.WARNING, who=alice, now=now)
    before = desk.thread(alice, thread)
    switched_on(lake, TEXT, bob, now)
    triggers.evaluate(lake, now)
    assert desk.thread(alice, thread) == before
    assert told_again(cast.people["alice"]) == []


def decided(alert: str, cast: Cast, now: datetime) -> None:
    """Alice makes a trigger's draft hers, Bob issues it, Dina answers."""
    old = desk.alert(cast.viewer("alice"), alert)
    dina = Address(cast.people["dina"], "Decide.", now + timedelta(hours=4), now + timedelta(hours=18))
    text = Draft(old.title, old.text, old.ask, old.grade, old.confidence, "Calm on the roads.", tlp=Tlp.RED)
    alerts.change(alert, text, [dina], who=cast.viewer("alice"), now=now)
    alerts.issue(alert, who=cast.viewer("bob"), now=now)
    decisions.decide(alert, Answer.ACT, "So.", who=cast.viewer("dina"), now=now)


def test_what_rings_again_after_the_decision_is_told_and_drafted_as_an_update(
    lake: Lake, low: str, cast: Cast, on_duty: None, bob: Viewer, alice: Viewer, now: datetime
) -> None:
    triggers.evaluate(lake, now)
    (first,) = desk.rung(alice)
    decided(first.alert, cast, now)
    later = now + timedelta(hours=1)
    for text in (TEXT, TEXT.replace('"first"', '"third"')):
        switched_on(lake, text, bob, now)
        triggers.evaluate(lake, later)
    rung = desk.rung(alice)
    assert len({each.thread for each in rung}) == 1
    (update,) = {each.alert for each in rung} - {first.alert, ""}
    found = desk.alert(alice, update)
    assert (found.stage, found.kind, found.updates, found.tlp) == (
        AlertStage.DRAFT,
        AlertKind.UPDATE,
        first.alert,
        Tlp.RED,
    )
    assert "rang" in found.reason
    assert told_again(cast.people["alice"]) == [(False, f"/ladder/{first.thread}/")], "once for one ground and grade"
    assert f"/alerts/{update}/" in {each.path for each in owed.owed(alice, later)}
    assert f"/alerts/{update}/" not in {each.path for each in owed.owed(cast.viewer("charlie"), later)}
    receipts.pass_on(first.alert, "The Minister", "by telephone", later, who=bob, now=later + timedelta(minutes=1))
    assert f"/alerts/{update}/" in {each.path for each in owed.owed(alice, later)}, "it says nothing of the new draft"
    ladder.take(first.thread, StepId.ACT, who=bob, now=later)
    ladder.enter(first.thread, StepId.ACT, "Known.", who=bob, now=later + timedelta(minutes=1))
    assert f"/alerts/{update}/" not in {each.path for each in owed.owed(alice, later)}


def test_what_is_only_watched_and_rings_after_the_decision_waits_for_the_summary(
    lake: Lake, low: str, cast: Cast, on_duty: None, bob: Viewer, alice: Viewer, now: datetime
) -> None:
    triggers.evaluate(lake, now)
    (first,) = desk.rung(alice)
    decided(first.alert, cast, now)
    switched_on(lake, TEXT.replace('"warning"', '"watch"'), bob, now)
    triggers.evaluate(lake, now + timedelta(hours=1))
    assert told_again(cast.people["alice"]) == [(True, f"/ladder/{first.thread}/")]
    assert {each.grade for each in desk.alerts(alice)[0]} == {Grade.WARNING}, "an update by a machine lowers nothing"


def test_what_rings_on_open_figures_focal_points_see_and_cannot_tell_who_watches(
    lake: Lake, low: str, cast: Cast, now: datetime
) -> None:
    triggers.evaluate(lake, now)
    unowned = desk.unowned(cast.viewer("charlie"))
    assert unowned
    assert all(each.situation == each.thread == each.alert == "" for each in unowned)
    assert "SDN" in {each.iso3 for each in unowned}
    assert desk.unowned(cast.viewer("alice")) == desk.rung(cast.viewer("charlie")) == []


def test_a_draft_of_a_trigger_is_issued_only_after_a_person_has_made_it_theirs(
    lake: Lake, low: str, cast: Cast, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    triggers.evaluate(lake, now)
    alert = desk.alert(alice, desk.rung(alice)[0].alert)
    with pytest.raises(Refused, match="nobody has judged it yet"):
        alerts.issue(alert.id, who=bob, now=now)
    dina = Address(cast.people["dina"], "Decide.", now + timedelta(hours=4), now + timedelta(hours=18))
    read = Draft(alert.title, alert.text, alert.ask, alert.grade, alert.confidence, "Calm on the roads.")
    alerts.change(alert.id, read, [dina], who=alice, now=now)
    assert desk.alert(alice, alert.id).drafted_by == "Alice"
    alerts.issue(alert.id, who=bob, now=now)
    assert desk.alert(cast.viewer("dina"), alert.id).stage is AlertStage.ISSUED


def test_a_draft_addresses_who_is_on_duty_and_may_see_the_situation(
    lake: Lake, low: str, cast: Cast, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    duty.put_on(cast.people["dina"], Role.DECISION_MAKER, now, now + timedelta(days=1), who=bob, now=now)
    triggers.evaluate(lake, now)
    assert desk.alert(alice, desk.rung(alice)[0].alert).recipients == ()
    access.give(cast.situation, cast.people["dina"], "Decides.", now + timedelta(days=9), who=alice, now=now)
    switched_on(lake, IMMINENT, bob, now)
    triggers.evaluate(lake, now)
    (asked,) = [each.recipients for each in desk.alerts(alice)[0] if each.recipients]
    assert [each.name for each in asked] == ["Dina"]


def test_reports_ring_only_in_their_own_situation(
    lake: Lake, cast: Cast, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    switched_on(lake, HEARD, bob, now)
    charlie = cast.viewer("charlie")
    other = situations.open_situation(lake, "SDN", "Kordofan", Phase.LATENT, "Why.", who=charlie, now=now)
    signals.report(cast.situation, "Smoke", "Over the town.", who=alice, now=now)
    assert triggers.evaluate(lake, now) == 0
    signals.report(cast.situation, "Shots", "At night.", who=alice, now=now)
    assert triggers.evaluate(lake, now) == 1
    assert desk.rung(alice)[0].situation == cast.situation
    assert desk.rung(cast.viewer("charlie"), other) == []


def test_a_silence_keeps_what_would_have_rung_and_lets_it_ring_when_it_ends(
    lake: Lake, low: str, alice: Viewer, bob: Viewer, now: datetime
) -> None:
    id = triggers.suppress(low, "Recount.", now + timedelta(days=30), who=bob, now=now, iso3="SDN")
    triggers.evaluate(lake, now)
    (kept,) = desk.rung(alice)
    assert kept.silenced
    assert desk.alerts(alice)[1].total == 0
    triggers.unsuppress(id, who=bob, now=now + timedelta(hours=1))
    assert triggers.evaluate(lake, now + timedelta(hours=2)) == 2, "once on open figures, once in the situation"
    assert sorted(each.silenced for each in desk.rung(alice)) == [False, True]


def test_a_silence_expires_by_itself(lake: Lake, low: str, alice: Viewer, bob: Viewer, now: datetime) -> None:
    triggers.suppress(low, "Recount.", now + timedelta(days=1), who=bob, now=now)
    assert triggers.evaluate(lake, now) == 0
    assert triggers.evaluate(lake, now + timedelta(days=1)) > 0
    assert desk.silences(bob, now + timedelta(days=1)) == []


def test_a_trigger_over_its_budget_tells_its_owner_once_a_week(low: str, cast: Cast, now: datetime) -> None:
    assert FIRING is not None
    for hours in (2, 1, 0, 0):
        (kept,) = [each for each in triggers.list_triggers(now) if each.on]
        firing = replace(FIRING, trigger=low, iso3="TCD", evidence=f"{hours}")
        triggers.ring(kept.trigger, firing, None, Status.ACTUAL, now - timedelta(hours=hours), silent=False)
        triggers.warn_owner(kept, now)
    told = [line for line in desk.log(cast.viewer("otto"))[0] if line.action == "interrupts too often"]
    assert [line.detail["of"] for line in told] == [cast.people["bob"]]
    (listed,) = [each for each in triggers.list_triggers(now) if each.on]
    assert listed.noise
    assert listed.noise.over
    (notice,) = models.Notice.objects.filter(person=cast.people["bob"], path="/triggers/low/")
    assert "were agreed" in notice.what


def test_where_its_owner_has_left_the_focal_points_are_told_that_it_is_over_budget(
    low: str, cast: Cast, now: datetime
) -> None:
    assert FIRING is not None
    (kept,) = [each for each in triggers.list_triggers(now) if each.on]
    people.deactivate(cast.people["bob"], who=cast.viewer("ada"), now=now)
    for hours in range(3):
        firing = replace(FIRING, trigger=low, iso3="TCD", evidence=f"{hours}")
        triggers.ring(kept.trigger, firing, None, Status.ACTUAL, now - timedelta(hours=hours), silent=False)
    triggers.warn_owner(kept, now)
    told = models.Notice.objects.filter(path="/triggers/low/").values_list("person", flat=True)
    assert list(told) == [cast.people["charlie"]]
    (line,) = [line for line in desk.log(cast.viewer("otto"))[0] if line.action == "interrupts too often"]
    assert (line.detail["of"], line.detail["told"]) == (cast.people["bob"], list(told))


def test_what_is_off_does_not_ring(lake: Lake, low: str, bob: Viewer, now: datetime) -> None:
    triggers.switch_off(low, who=bob, now=now)
    assert triggers.evaluate(lake, now) == 0
    with pytest.raises(Usage, match="low is off already"):
        triggers.switch_off(low, who=bob, now=now)


def test_real_figures_ring_in_no_exercise(lake: Lake, low: str, cast: Cast, alice: Viewer, now: datetime) -> None:
    situations.open_situation(lake, "MLI", "Drill", Phase.LATENT, "Why.", who=alice, now=now, status=Status.EXERCISE)
    triggers.evaluate(lake, now)
    assert "MLI" in {each.iso3 for each in desk.unowned(cast.viewer("bob"))}
    assert {each.iso3 for each in desk.rung(cast.viewer("alice"))} == {"SDN"}


def test_a_firing_is_swept_like_every_thread(lake: Lake, low: str, on_duty: None, alice: Viewer, now: datetime) -> None:
    triggers.evaluate(lake, now)
    ladder.sweep(now + timedelta(days=3))
    told = [event.what for event in desk.events(alice, desk.rung(alice)[0].thread)]
    assert Happening.OVERDUE in told


@pytest.mark.parametrize("basis", Basis)
def test_no_row_of_the_past_knows_what_came_later(lake: Lake, basis: Basis) -> None:
    played = past.Past(lake, PUBLIC, shipped.named("surprise"), TODAY)
    rows = list(played.rows(basis, Month(2024, 1), Month(2025, 3), None))
    assert rows
    assert all(row.known_at <= row.day <= date(2025, 3, 31) for row in rows)
    assert all(row.month.last_day < row.day for row in rows)
    assert all(before.day <= after.day for before, after in pairwise(rows))


def test_as_known_stands_on_the_figures_of_the_day_and_hindsight_on_the_final_ones(lake: Lake) -> None:
    trigger = shipped.named("surprise")
    played = past.Past(lake, PUBLIC, trigger, TODAY)
    october = {
        basis: [
            row.deaths
            for row in played.rows(basis, Month(2025, 10), Month(2026, 6), None)
            if (row.iso3, row.month) == ("SDN", Month(2025, 10))
        ]
        for basis in Basis
    }
    assert october == {Basis.AS_KNOWN: [3885], Basis.HINDSIGHT: [59961]}


def test_a_back_run_is_found_again_where_the_lake_has_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake, trigger = load_bundled(tmp_path), shipped.named("first-killings")
    first = backruns.play(lake, PUBLIC, trigger, Month(2024, 1), LAST, Basis.AS_KNOWN, TODAY)
    monkeypatch.setattr(past.Past, "rows", None)
    again = backruns.play(lake, PUBLIC, trigger, Month(2024, 1), LAST, Basis.AS_KNOWN, TODAY)
    assert again == first
    assert first.firings


@pytest.mark.parametrize(("first", "last"), [(Month(1990, 1), LAST), (FIRST, Month(2026, 6)), (LAST, FIRST)])
def test_a_back_run_beyond_the_figures_is_refused(lake: Lake, first: Month, last: Month) -> None:
    with pytest.raises(Usage):
        backruns.play(lake, PUBLIC, shipped.named("surprise"), first, last, Basis.AS_KNOWN, TODAY)


def test_the_machine_never_issues(lake: Lake, low: str, alice: Viewer, now: datetime) -> None:
    triggers.evaluate(lake, now)
    with pytest.raises((Refused, Unknown)):
        alerts.issue(desk.rung(alice)[0].alert, who=MACHINE, now=now)
    assert all(each.stage is AlertStage.DRAFT for each in desk.alerts(alice)[0])


def test_its_noise_counts_what_people_reported_wherever_they_did(
    lake: Lake, bob: Viewer, on_duty: None, alice: Viewer, situation: str, now: datetime
) -> None:
    name = switched_on(lake, HEARD.replace("number_or_more = 2", "number_or_more = 1"), bob, now)
    signals.report(situation, "Shots", "Heard at night.", who=alice, now=now)
    triggers.evaluate(lake, now + timedelta(hours=1))
    heard = {each.trigger.name: each.noise for each in triggers.list_triggers(now + timedelta(hours=2))}[name]
    assert heard
    assert (heard.last_week, heard.a_week) == (1, 0.08)
