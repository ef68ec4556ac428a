"""Nobody is put on duty, or asked by an alert, whom nothing reaches outside the desk."""

from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from tests.conftest import Cast
from tests.jobs.test_who_is_told import issued
from upstander.jobs import duty
from upstander.jobs.drill_auto import auto
from upstander.records.channels import Channel
from upstander.records.desk import Grade
from upstander.records.errors import Usage
from upstander.records.people import Role
from upstander.store.desk import contacts
from upstander.store.lake import Lake


@pytest.fixture
def outward(settings: Settings) -> None:
    settings.UPSTANDER_SMTP_URL, settings.UPSTANDER_MAIL_FROM = "smtp://127.0.0.1:9", "desk@example.org"


def put_on(cast: Cast, now: datetime) -> str:
    return duty.put_on(
        cast.people["alice"], Role.ANALYST, now, now + timedelta(days=1), who=cast.viewer("bob"), now=now
    )


def test_who_cannot_be_reached_is_not_put_on_duty(outward: None, cast: Cast, now: datetime) -> None:
    with pytest.raises(Usage, match="Ask them first to say"):
        put_on(cast, now)
    contacts.add(cast.people["alice"], Channel.EMAIL, "alice@example.org", now, verified=False)
    with pytest.raises(Usage):
        put_on(cast, now)
    contacts.add(cast.people["alice"], Channel.EMAIL, "alice@example.org", now, verified=True)
    assert put_on(cast, now)


def test_who_cannot_be_reached_is_asked_by_no_alert_that_cannot_wait(outward: None, cast: Cast, now: datetime) -> None:
    with pytest.raises(Usage, match="Ask them first") as refused:
        issued(cast, now)
    assert refused.value.field == "addresses"
    assert issued(cast, now, grade=Grade.WATCH)
    contacts.add(cast.people["dina"], Channel.EMAIL, "dina@example.org", now, verified=True)
    assert issued(cast, now)


def test_a_gateway_without_an_endpoint_reaches_nobody(outward: None, cast: Cast, now: datetime) -> None:
    contacts.add(cast.people["alice"], Channel.WEBHOOK, "", now, verified=True)
    with pytest.raises(Usage):
        put_on(cast, now)
    contacts.add_endpoint(cast.viewer("ada"), "Gateway", "https://example.org/", "whsec_", now)
    assert put_on(cast, now)


def test_where_nothing_leads_out_the_inbox_is_enough(cast: Cast, now: datetime) -> None:
    assert put_on(cast, now)
    assert issued(cast, now)


def test_a_drill_needs_no_way_out(outward: None, lake: Lake, db: None, now: datetime) -> None:
    assert auto(lake, "el-fasher-2025", now=now, tell=lambda done, of: None).alert
