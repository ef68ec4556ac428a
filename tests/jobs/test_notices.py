"""Telling people: once, in the transaction of the change, and never about what is not real."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from tests.conftest import Cast
from upstander.jobs.notices import tell
from upstander.lib.text import Sentence
from upstander.records.channels import Channel
from upstander.records.desk import Status
from upstander.store.desk.models import Contact, Delivery, Endpoint, Notice


@pytest.fixture
def reached(cast: Cast, now: datetime) -> Cast:
    """Bob reads e-mail; the desk's own gateway knows him and has an endpoint."""
    for channel in Channel:
        Contact.objects.create(person_id=cast.people["bob"], channel=channel, since=now, verified_at=now)
    Endpoint.objects.create(name="Gateway", since=now, by_id=cast.people["ada"])
    return cast


def told(cast: Cast, now: datetime, **changes: object) -> None:
    given = {"key": "alert:1:issued", "status": Status.ACTUAL, "now": now, **changes}
    tell(cast.people["bob"], Sentence("An alert asks you."), "/alerts/1/", cast.situation, **given)  # type: ignore[arg-type]


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


def test_an_address_that_nobody_confirmed_gets_nothing(reached: Cast, now: datetime) -> None:
    Contact.objects.filter(channel=Channel.EMAIL).update(verified_at=None)
    Endpoint.objects.update(disabled_at=now)
    told(reached, now)
    assert not Delivery.objects.exists()
