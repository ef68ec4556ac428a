"""Telling people: once, in the transaction of the change, and never about what is not real."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from tests.conftest import Cast
from tests.jobs.test_alert_path import DRAFT
from upstander.jobs import actions, alerts, decisions, inquiries, notices
from upstander.jobs.notices import tell
from upstander.lib.text import Sentence
from upstander.records.channels import Channel, Leads
from upstander.records.desk import Address, Answer, Grade, Status
from upstander.records.people import Viewer
from upstander.records.plans import NewAction
from upstander.store.desk.models import Alert, Contact, Delivery, Endpoint, Notice, Thread
from upstander.store.desk.threads import thread_of

HOUR = timedelta(hours=1)


@pytest.fixture
def reached(cast: Cast, now: datetime) -> Cast:
    """Bob reads e-mail; the desk's own gateway knows him and has an endpoint."""
    for channel in Channel:
        Contact.objects.create(person_id=cast.people["bob"], channel=channel, since=now, verified_at=now)
    Endpoint.objects.create(name="Gateway", since=now, by_id=cast.people["ada"])
    return cast


def told(cast: Cast, now: datetime, **changes: object) -> None:
    given = {"key": "alert:1:issued", "status": Status.ACTUAL, "now": now, **changes}
    path = str(given.pop("path", "/alerts/1/"))
    tell(cast.people["bob"], Sentence("An alert asks you."), path, cast.situation, **given)  # type: ignore[arg-type]


def test_a_notice_has_one_message_for_each_way_out(reached: Cast, now: datetime) -> None:
    told(reached, now)
    assert sorted(Delivery.objects.values_list("channel", flat=True)) == ["email", "webhook"]


def test_the_same_key_tells_once_however_often_it_is_said(reached: Cast, now: datetime) -> None:
    told(reached, now)
    told(reached, now + timedelta(minutes=1))
    assert (Notice.objects.count(), Delivery.objects.count()) == (1, 2)


@pytest.mark.parametrize("status", [Status.EXERCISE, Status.TEST])
def test_what_is_not_real_leaves_no_row(status: Status, reached: Cast, now: datetime) -> None:
    told(reached, now, status=status)
    assert not Notice.objects.exists()


def test_a_change_that_fails_tells_nobody(reached: Cast, now: datetime) -> None:
    def change() -> None:
        told(reached, now)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        transaction.atomic(change)()
    assert not Delivery.objects.exists()


def test_who_has_no_way_out_still_has_the_notice(cast: Cast, now: datetime) -> None:
    told(cast, now)
    assert (Notice.objects.count(), Delivery.objects.count()) == (1, 0)


def test_what_waits_for_the_summary_interrupts_nobody(reached: Cast, now: datetime) -> None:
    told(reached, now, digest=True)
    assert (Notice.objects.count(), Delivery.objects.count()) == (1, 0)


def test_what_leads_to_something_only_watched_interrupts_nobody_wherever_it_leads(
    reached: Cast, alice: Viewer, bob: Viewer, dina: Viewer, now: datetime
) -> None:
    asked = Address(dina.person, "Call.", now + timedelta(hours=4), now + timedelta(hours=18))
    alert = alerts.draft(reached.situation, replace(DRAFT, grade=Grade.WATCH), [asked], who=alice, now=now)
    alerts.issue(alert, who=bob, now=now)
    inquiry = inquiries.need_more(alert, "Who?", bob.person, now + timedelta(hours=1), "To know.", who=dina, now=now)
    action = actions.plan(reached.situation, NewAction("Call.", alert=alert), who=alice, now=now)
    held = {Leads.ALERT: alert, Leads.THREAD: thread_of(alert=alert), Leads.INQUIRY: inquiry, Leads.ACTION: action}

    def interrupts(lead: Leads, grade: Grade) -> bool:
        """Whether a notice that leads there is sent while the alert and its thread have this grade."""
        Alert.objects.update(grade=grade)
        Thread.objects.update(grade=grade)
        Delivery.objects.all().delete()
        told(reached, now, path=f"/{lead}/{held.get(lead, '')}/", key=f"{lead}:{grade}")
        return Delivery.objects.exists()

    assert {lead for lead in Leads if not interrupts(lead, Grade.WATCH)} == set(held)
    assert all(interrupts(lead, Grade.WARNING) for lead in Leads)
    with pytest.raises(ValueError, match="elsewhere"):
        told(reached, now, path="/elsewhere/1/", key="a page of which nobody has said whether it is watched")


def test_whoever_keeps_watching_is_told_on_the_day_to_look_again_and_so_is_who_issued_it(
    cast: Cast, now: datetime
) -> None:
    asked, again = Address(cast.people["dina"], "Call.", now + HOUR, now + 2 * HOUR), now + 30 * HOUR
    alert = alerts.draft(cast.situation, DRAFT, [asked], who=cast.viewer("alice"), now=now)
    alerts.issue(alert, who=cast.viewer("bob"), now=now)
    decisions.decide(alert, Answer.KEEP_WATCHING, "Not yet.", review_at=again, who=cast.viewer("dina"), now=now)
    assert notices.remind(again - HOUR) == 0
    assert [notices.remind(again), notices.remind(again + HOUR)] == [2, 0]
    told = Notice.objects.filter(key__endswith=":look")
    assert {each.person_id for each in told} == {cast.people["dina"], cast.people["bob"]}
    assert {each.path for each in told} == {f"/alerts/{alert}/"}


def test_an_address_that_nobody_confirmed_gets_nothing(reached: Cast, now: datetime) -> None:
    Contact.objects.filter(channel=Channel.EMAIL).update(verified_at=None)
    Endpoint.objects.update(disabled_at=now)
    told(reached, now)
    assert not Delivery.objects.exists()


def test_people_are_told_by_one_door_alone() -> None:
    rooms = Path(notices.__file__).parent.rglob("*.py")
    assert [room.name for room in rooms if "outbox.add(" in room.read_text("utf-8")] == ["notices.py"]
