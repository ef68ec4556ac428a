"""Who stays silent is told again and again; an answer that rests on one person's word is not left at that."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from upstander.jobs import access, alerts, decisions, notices, people, plan_rules, pressing, recorded, scorecards
from upstander.records.answers import Medium
from upstander.records.channels import Notice
from upstander.records.desk import Address, Answer, Grade
from upstander.records.people import MACHINE, Role, Viewer
from upstander.store.desk import models
from upstander.store.desk import people as accounts
from upstander.store.lake import Lake

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
pytestmark = pytest.mark.desk


def third(name: str, role: Role, situation: str, who: Viewer, now: datetime) -> int:
    """One more account that sees the situation."""
    person = people.add(name.lower(), name, [role], who=MACHINE, now=now).id
    access.give(situation, person, "She is asked.", now + 99 * DAY, who=who, now=now)
    return person


def issued(cast: Cast, situation: str, alice: Viewer, bob: Viewer, now: datetime, *asked: int) -> str:
    addresses = [Address(person, "Call.", now + 4 * HOUR, now + 18 * HOUR) for person in asked]
    id = alerts.draft(situation, DRAFT, addresses, who=alice, now=now)
    alerts.issue(id, who=bob, now=now)
    return id


def heard(person: int, since: datetime) -> list[datetime]:
    found = models.Notice.objects.filter(person=person, at__gt=since, key__contains=":again:")
    return list(found.order_by("at").values_list("at", flat=True))


def test_an_addressee_who_stays_silent_beside_one_who_decides_is_told_daily_and_then_weekly_and_so_is_the_issuer(
    cast: Cast, situation: str, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    eve = third("Eve", Role.DECISION_MAKER, situation, alice, now)
    id = issued(cast, situation, alice, bob, now, dina.person, eve)
    decisions.decide(id, Answer.ACT, "We call.", who=dina, now=now + HOUR)
    for day in range(1, 40):
        notices.remind(now + day * DAY)
        pressing.press(now + day * DAY)
        assert pressing.press(now + day * DAY) == 0
    days = [(at - now).days for at in heard(eve, now)]
    assert days[:3] == [2, 3, 4]
    assert (len([each for each in days if each <= 14]), [each for each in days if each > 14]) == (13, [15, 22, 29, 36])
    assert heard(bob.person, now) == heard(eve, now)
    assert heard(dina.person, now) == heard(alice.person, now) == []
    late = now + 60 * DAY
    decisions.decide(id, Answer.DECLINE, "No means.", who=accounts.viewer_of(eve, late), now=late)
    assert pressing.press(late) == 0


def test_a_crowd_of_silent_addressees_is_told_some_at_a_time_what_is_imminent_first_and_each_of_them_once(
    cast: Cast, situation: str, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = [third(name, Role.DECISION_MAKER, situation, alice, now) for name in ("Eve", "Finn", "Gil", "Hana")]
    issued(cast, situation, alice, bob, now - HOUR, dina.person, *crowd[:2])
    graver = issued(cast, situation, alice, bob, now, *crowd[2:])
    models.Alert.objects.filter(pk=graver).update(grade=Grade.IMMINENT)
    monkeypatch.setattr(pressing, "STRIDE", 2)
    noon = now + 2 * DAY
    seen: list[set[int]] = []
    while pressing.left(noon):
        pressing.press(noon)
        seen.append({person for person in (dina.person, *crowd) if heard(person, noon - HOUR)})
    assert (seen[0], seen[-1]) == (set(crowd[2:]), {dina.person, *crowd})
    assert [len(each) for each in seen] == [2, 4, 5]
    assert {len(heard(person, noon - HOUR)) for person in (dina.person, *crowd)} == {1}
    assert len(heard(bob.person, noon - HOUR)) == 2, "once for each alert"
    assert pressing.press(noon + HOUR) == 0


def test_one_who_cannot_be_told_holds_up_nobody_and_a_new_deadline_or_other_hours_are_reckoned_at_once(
    cast: Cast, situation: str, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    eve = third("Eve", Role.DECISION_MAKER, situation, alice, now)
    id = issued(cast, situation, alice, bob, now, dina.person, eve)
    whole, late = pressing.send, now + 20 * DAY
    with monkeypatch.context() as patched:
        patched.setattr(pressing, "send", lambda told: broken(list(told), eve, whole))
        assert pressing.press(late) == 2, "Dina and who issued it"
    assert pressing.press(late + HOUR) == 1, "Eve, tried again"
    models.Recipient.objects.filter(alert=id, person=eve).update(asks_at=late - 2 * DAY)
    assert (pressing.left(late + HOUR), pressing.press(late + HOUR)) == (1, 1)
    assert pressing.left(late + HOUR) == 0
    plan_rules.load(plan_rules.bundled(), who=bob, now=late)
    assert (pressing.left(late + HOUR), pressing.press(late + HOUR)) == (2, 0)


def broken(told: list[Notice], person: int, send: Callable[[list[Notice]], int]) -> int:
    """Tell them, but for one whose turn always fails."""
    if any(each.person == person for each in told):
        raise RuntimeError
    return send(told)


@given(late=st.timedeltas(timedelta(0), timedelta(days=60)), every=st.sampled_from([2 * HOUR, 5 * HOUR, DAY, 3 * DAY]))
def test_a_turn_lasts_until_the_next_one_begins(late: timedelta, every: timedelta) -> None:
    due, moment = datetime(2026, 3, 2, 9, tzinfo=UTC), timedelta(microseconds=1)
    after = pressing.next_turn(due, due + late, every)
    assert after > due + late
    assert pressing.turn(due, due + late, every) == pressing.turn(due, after - moment, every)
    assert pressing.turn(due, after, every) != pressing.turn(due, after - moment, every)


def test_an_answer_given_elsewhere_that_nobody_confirms_is_asked_about_daily_and_its_owners_hear(
    cast: Cast, situation: str, lake: Lake, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    wanda = third("Wanda", Role.ANALYST, situation, alice, now)
    id = issued(cast, situation, alice, bob, now, dina.person)
    made = recorded.record(id, dina.person, Answer.DECLINE, Medium.PAPER, now, "17", wanda, who=bob, now=now)
    assert pressing.press(now + HOUR) == 0
    assert pressing.press(now + 3 * HOUR) == 2
    assert heard(wanda, now) == heard(dina.person, now) == [now + 3 * HOUR]
    assert heard(alice.person, now) == []
    pressing.press(now + 27 * HOUR)
    assert heard(alice.person, now) == [now + 27 * HOUR]
    assert [each.unconfirmed for each in scorecards.scorecard(lake, alice, now + DAY).decisions] == [1]
    recorded.confirm(made, who=dina, now=now + 28 * HOUR)
    assert pressing.press(now + 99 * HOUR) == 0
    assert [each.unconfirmed for each in scorecards.scorecard(lake, alice, now + DAY).decisions] == [0]
