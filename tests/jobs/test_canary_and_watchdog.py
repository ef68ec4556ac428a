"""The canary crosses every way out once a day; the watchdog rings when it, or the sweep, stops."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings

from tests.conftest import Cast
from tests.jobs.post import Gateway, MailServer
from tests.jobs.test_channels import deliver
from upstander.jobs import canary, channels, contacts, doctor, notices, watchdog, work
from upstander.jobs.notices import tell
from upstander.lib.text import Sentence
from upstander.records.channels import Ways
from upstander.records.desk import Status
from upstander.store import marks
from upstander.store.desk import canary as flown
from upstander.store.desk import outbox
from upstander.store.desk.models import Contact, Delivery, Notice, Person

MINUTES = timedelta(minutes=10)


@pytest.fixture
def flies(by_mail: MailServer, by_gateway: str, settings: Settings) -> None:
    settings.UPSTANDER_MAIL_FROM = "desk@example.org"
    settings.UPSTANDER_CANARY_TO = "canary@example.org"


def test_the_canary_crosses_every_way_out_once_a_day(
    flies: None, by_mail: MailServer, gateway: Gateway, home: Path, cast: Cast, now: datetime
) -> None:
    for hours in (0, 1, 2):
        canary.fly(home, now + timedelta(hours=hours))
        deliver(now + timedelta(hours=hours))
    assert [mail["To"] for mail in by_mail.box.mails] == ["canary@example.org"]
    assert [json.loads(body)["type"] for _, _, body in gateway.posted] == ["canary"]
    canary.fly(home, now + timedelta(hours=3))
    assert marks.left(home, "canary") == now
    shown = flown.canary(cast.viewer("ada"))
    assert shown is not None
    assert [each.state for each in shown[1]] == ["sent", "sent"]
    assert flown.canary(cast.viewer("bob")) is None
    canary.fly(home, now + timedelta(days=1))
    assert Notice.objects.filter(person=None).count() == 2


def test_a_canary_that_misses_one_way_out_was_not_taken(
    flies: None, gateway: Gateway, home: Path, now: datetime
) -> None:
    gateway.answers = [500]
    canary.fly(home, now)
    deliver(now)
    canary.fly(home, now + timedelta(minutes=1))
    assert marks.left(home, "canary") is None


def test_without_a_way_out_no_canary_counts_as_taken_and_nothing_rings(
    home: Path, gateway: Gateway, cast: Cast, now: datetime, settings: Settings
) -> None:
    work.sweep(home, now)
    canary.fly(home, now)
    assert (flown.canary(cast.viewer("ada")), marks.left(home, "canary")) == (None, None)
    assert watchdog.look(home, now, MINUTES) == []
    assert [each.template for each in watchdog.worth_knowing(home)] == [watchdog.NOWHERE]
    settings.UPSTANDER_WEBHOOK_ALLOW = (ip_network("127.0.0.0/8"),)
    channels.add_endpoint("Gateway", gateway.url, who=cast.viewer("ada"), now=now)
    canary.fly(home, now)
    assert watchdog.worth_knowing(home) == []
    assert [each.template for each in watchdog.look(home, now, MINUTES)] == [watchdog.NEVER_TAKEN]
    deliver(now)
    canary.fly(home, now)
    assert watchdog.look(home, now, MINUTES) == []


def test_a_mail_server_that_no_canary_crosses_is_no_way_out_that_works(
    by_mail: MailServer, home: Path, now: datetime, settings: Settings
) -> None:
    settings.UPSTANDER_MAIL_FROM = "desk@example.org"
    work.sweep(home, now)
    canary.fly(home, now)
    assert [each.template for each in watchdog.look(home, now, MINUTES)] == [watchdog.NEVER_TAKEN]


def test_a_way_out_that_drops_out_rings_and_the_last_one_is_never_forgotten(
    by_gateway: str, gateway: Gateway, home: Path, cast: Cast, now: datetime
) -> None:
    def rings(at: datetime) -> list[str]:
        work.sweep(home, at)
        canary.fly(home, at)
        deliver(at)
        canary.fly(home, at)
        return [each.template for each in watchdog.look(home, at, MINUTES)]

    day = timedelta(days=1)
    assert rings(now) == []
    gateway.answers = [410]
    assert rings(now + day) == [watchdog.DROPPED]
    assert [each.level for each in doctor.of_channels(now + day)] == ["wrong"]
    assert rings(now + 4 * day) == [watchdog.NOT_TAKEN]
    assert watchdog.worth_knowing(home) == []
    channels.add_endpoint("Another", gateway.url, who=cast.viewer("ada"), now=now + 4 * day)
    assert rings(now + 4 * day) == []


def test_a_message_that_reached_nobody_rings_for_a_day_and_the_ring_says_nothing_of_it(
    told: Callable[..., None], by_mail: MailServer, home: Path, cast: Cast, now: datetime
) -> None:
    def rings(at: datetime) -> list[str]:
        for leave in (work.sweep, canary.fly):
            leave(home, at)
        return [str(each) for each in watchdog.look(home, at, MINUTES) if each.template == watchdog.GIVEN_UP]

    by_mail.box.refuse = "451 Come back later"
    told()
    deliver(now)
    assert rings(now) == []
    by_mail.box.refuse = "550 No such mailbox"
    later = now + timedelta(hours=1)
    deliver(later)
    assert rings(later) == [watchdog.GIVEN_UP % {"at": later.isoformat()}]
    assert rings(later + timedelta(days=1)) == []
    assert rings(later) != []
    with transaction.atomic():
        channels.retry(Delivery.objects.get(notice__person__isnull=False).id, who=cast.viewer("ada"), now=later)
        assert rings(later) == []
        transaction.set_rollback(True)
    contacts.end(Contact.objects.get().pk, who=cast.viewer("bob"), now=later)
    assert rings(later) == []


def test_a_canary_is_on_nobodys_list(flies: None, home: Path, cast: Cast, now: datetime) -> None:
    canary.fly(home, now)
    assert [outbox.notices(cast.viewer(name)) for name in ("alice", "bob", "charlie", "ada")] == [[], [], [], []]


def test_what_is_not_urgent_comes_in_one_mail_on_the_next_morning_where_one_is(
    by_mail: MailServer, by_gateway: str, gateway: Gateway, cast: Cast, now: datetime, settings: Settings
) -> None:
    settings.UPSTANDER_MAIL_FROM = "desk@example.org"
    bob = cast.people["bob"]
    Person.objects.filter(pk=bob).update(time_zone="America/Bogota")
    for key in ("a", "b"):
        tell(bob, Sentence("x"), "/waiting/", "", key=key, status=Status.ACTUAL, now=now, digest=True)
    assert notices.summarise(now) == 0
    six = now + timedelta(hours=2)
    assert [notices.summarise(six), notices.summarise(six + timedelta(hours=1))] == [1, 0]
    deliver(six)
    (mail,) = by_mail.box.mails
    assert mail["Subject"] == "2 things wait for you at the desk. None of them is urgent."
    assert gateway.posted == []
    tell(bob, Sentence("x"), "/waiting/", "", key="c", status=Status.ACTUAL, now=six, digest=True)
    assert notices.summarise(six + timedelta(hours=2)) == 0
    assert notices.summarise(six + timedelta(days=1)) == 1
    assert Delivery.objects.count() == 2


def test_all_is_well_while_sweep_and_canary_go_on(home: Path, now: datetime) -> None:
    marks.leave(home, "sweep", now - timedelta(minutes=9))
    marks.leave(home, "canary", now - timedelta(hours=24))
    assert watchdog.look(home, now, MINUTES) == []


@pytest.mark.parametrize(
    ("swept", "arrived", "wrong"),
    [
        (timedelta(minutes=11), timedelta(0), [watchdog.NOT_SWEPT]),
        (timedelta(0), timedelta(hours=26), [watchdog.NOT_TAKEN]),
        (None, None, [watchdog.NEVER_SWEPT, watchdog.NEVER_TAKEN]),
        (timedelta(hours=-2), timedelta(0), [watchdog.AHEAD_OF]),
    ],
)
def test_it_rings_when_one_of_them_stops(
    swept: timedelta | None, arrived: timedelta | None, wrong: list[str], home: Path, now: datetime
) -> None:
    for name, ago in (("sweep", swept), ("canary", arrived)):
        if ago is not None:
            marks.leave(home, name, now - ago)
    assert [each.template for each in watchdog.look(home, now, MINUTES)] == wrong


def test_it_rings_when_it_cannot_read(home: Path, now: datetime) -> None:
    (home / "marks").write_text("not a folder")
    assert [each.template for each in watchdog.look(home, now, MINUTES)] == [watchdog.UNREADABLE]


def test_a_torn_mark_rings(home: Path, now: datetime) -> None:
    marks.leave(home, "canary", now)
    (home / "marks" / "sweep").write_text("2026-")
    assert [each.template for each in watchdog.look(home, now, MINUTES)] == [watchdog.UNREADABLE]


def test_it_rings_once_then_hourly_and_says_when_it_is_over(now: datetime) -> None:
    watch, wrong = watchdog.Watch(), [Sentence(watchdog.NEVER_SWEPT)]
    minutes = [minute for minute in range(0, 150, 5) if watch.must_ring(wrong, now + timedelta(minutes=minute))]
    assert minutes == [0, 60, 120]
    assert watch.must_ring([], now + timedelta(minutes=150))
    assert not watch.must_ring([], now + timedelta(minutes=155))


def test_every_bell_rings_and_one_that_fails_keeps_no_other_back(
    server: MailServer, tmp_path: Path, now: datetime
) -> None:
    rang = tmp_path / "rang"
    ways = Ways(smtp_url=f"smtp://127.0.0.1:{server.port}", mail_from="desk@example.org")
    bell = watchdog.Bell(f"tee {rang}", "https://127.0.0.1/", "ops@example.org", ways)
    assert watchdog.ring(bell, [Sentence(watchdog.NEVER_SWEPT)], now) == ["webhook"]
    assert rang.read_text() == watchdog.NEVER_SWEPT
    assert server.box.mails[0]["To"] == "ops@example.org"
    assert watchdog.ring(watchdog.Bell("/nowhere/at-all"), [], now) == ["command"]


def test_the_worker_leaves_the_mark_that_the_watchdog_reads(home: Path, db: None, now: datetime) -> None:
    work.sweep(home, now)
    canary.fly(home, now)
    assert watchdog.look(home, now, MINUTES) == []


def test_the_doctor_finds_channels_that_are_named_by_halves(
    told: Callable[..., None], by_mail: MailServer, settings: Settings, now: datetime
) -> None:
    def found() -> list[str]:
        return [each.level for each in doctor.of_channels(now)]

    assert found() == ["note"]
    settings.UPSTANDER_CANARY_TO = "canary@example.org"
    assert found() == ["well"]
    by_mail.box.refuse = "550 No such mailbox"
    told()
    deliver(now)
    assert (found(), [each.level for each in doctor.of_messages()]) == (["well"], ["note"])
    settings.UPSTANDER_PUBLIC_URL = ""
    assert found() == ["note"]
    settings.UPSTANDER_MAIL_FROM = ""
    assert found() == ["wrong"]
    settings.UPSTANDER_SMTP_URL = ""
    assert found() == ["note"]
