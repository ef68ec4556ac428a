"""Who stays silent is told again and again; an answer that rests on one person's word is not left at that."""

from datetime import datetime, timedelta

import pytest

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from upstander.jobs import access, alerts, decisions, notices, people, pressing, recorded, scorecards
from upstander.records.answers import Medium
from upstander.records.desk import Address, Answer
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
