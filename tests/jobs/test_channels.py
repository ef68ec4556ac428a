"""Messages on real servers: sent once, tried again when a server is down, given up when it is refused for good."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import Message

import pytest
from django.conf import settings as live
from pytest_django import Settings
from standardwebhooks import Webhook

from tests.conftest import Cast
from tests.jobs.conftest import SECRETS
from tests.jobs.post import Gateway, MailServer
from upstander.jobs import channels, doctor, people
from upstander.records.channels import DeliveryState
from upstander.records.errors import Refused, Unknown, Usage
from upstander.store.desk import contacts, deliveries
from upstander.store.desk.models import Delivery, Endpoint, Notice, Person


def deliver(at: datetime) -> int:
    return channels.deliver(lambda: at)


def states() -> list[str]:
    return [f"{row.state} {row.attempts} {row.last_error}".strip() for row in Delivery.objects.order_by("id")]


def words(mail: Message) -> str:
    payload = mail.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


def test_a_mail_goes_out_once(told: Callable[..., None], by_mail: MailServer, now: datetime) -> None:
    told()
    assert [deliver(now), deliver(now), deliver(now + timedelta(days=1))] == [1, 0, 0]
    assert len(by_mail.box.mails) == 1
    assert states() == ["sent 1"]


def test_a_mail_says_that_something_waits_and_nothing_of_what(
    told: Callable[..., None], by_mail: MailServer, now: datetime
) -> None:
    told(due=now + timedelta(hours=2))
    deliver(now)
    (mail,) = by_mail.box.mails
    assert mail["Subject"] == "Something waits for you at the desk until 2 Nov 2026 11:00 (UTC)."
    assert "https://desk.example.org/alerts/abc/" in words(mail)
    assert mail["To"] == "bob@example.org"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@example.org>")
    assert not mail.is_multipart()
    for secret in (SECRETS, "Darfur", "Bob", "SDN"):
        assert secret not in mail.as_string() + words(mail)


def test_a_mail_speaks_its_readers_language_in_their_time(
    told: Callable[..., None], by_mail: MailServer, cast: Cast, now: datetime
) -> None:
    Person.objects.filter(pk=cast.people["bob"]).update(language="fr", time_zone="Africa/Khartoum")
    told(due=now + timedelta(hours=2))
    deliver(now)
    assert by_mail.box.mails[0]["Content-Language"] == "fr"
    assert "2 nov. 2026 13:00 (Africa/Khartoum)" in words(by_mail.box.mails[0])


def test_a_server_that_is_down_loses_and_doubles_nothing(
    told: Callable[..., None], by_mail: MailServer, now: datetime
) -> None:
    by_mail.stop()
    told()
    assert deliver(now) == 0
    assert states() == ["waiting 1 no_answer"]
    assert deliver(now + timedelta(seconds=4)) == 0
    back = MailServer(by_mail.port)
    back.start()
    assert deliver(now + timedelta(seconds=6)) == 1
    back.stop()
    assert len(back.box.mails) == 1
    assert states() == ["sent 2"]


def test_a_place_that_does_not_answer_is_not_asked_for_every_message(
    told: Callable[..., None], by_mail: MailServer, now: datetime
) -> None:
    by_mail.stop()
    for key in ("one", "two", "three"):
        told(key)
    deliver(now)
    assert sorted(states()) == ["waiting 0", "waiting 0", "waiting 1 no_answer"]


def test_an_address_that_is_refused_for_good_is_given_up_and_shown_to_the_administrator(
    told: Callable[..., None], by_mail: MailServer, cast: Cast, now: datetime
) -> None:
    by_mail.box.refuse = "550 No such mailbox"
    told()
    deliver(now)
    (shown,), _ = deliveries.deliveries(cast.viewer("ada"), DeliveryState.DEAD)
    assert (shown.to, shown.last_error) == ("b***@example.org", "refused:550")
    assert deliveries.deliveries(cast.viewer("bob"))[0] == []
    assert deliver(now + timedelta(days=9)) == 0


def test_an_administrator_lets_it_be_tried_again_under_the_same_id(
    told: Callable[..., None], by_mail: MailServer, cast: Cast, now: datetime
) -> None:
    by_mail.box.refuse = "550 No such mailbox"
    told()
    deliver(now)
    by_mail.box.refuse = ""
    id = Delivery.objects.get().id
    with pytest.raises(Refused):
        channels.retry(id, who=cast.viewer("bob"), now=now)
    channels.retry(id, who=cast.viewer("ada"), now=now)
    with pytest.raises(Unknown):
        channels.retry(id, who=cast.viewer("ada"), now=now)
    assert deliver(now) == 1
    assert by_mail.box.mails[0]["Message-ID"] == f"<{id}@example.org>"


def test_greylisting_is_no_refusal_for_good(told: Callable[..., None], by_mail: MailServer, now: datetime) -> None:
    by_mail.box.refuse = "451 Come back later"
    told()
    deliver(now)
    by_mail.box.refuse = ""
    assert deliver(now + timedelta(seconds=10)) == 1


def test_what_is_never_taken_is_tried_for_days_and_then_given_up(
    told: Callable[..., None], by_mail: MailServer, now: datetime
) -> None:
    by_mail.box.refuse = "451 Come back later"
    told()
    hours = [0, *range(1, 24 * 6)]
    for hour in hours:
        deliver(now + timedelta(hours=hour))
    assert states() == ["dead 10 refused:451"]


def worn_out(told: Callable[..., None], trouble: str, at: datetime) -> str:
    """A message that was given up after all its tries, while its place was down."""
    told("old")
    held = Delivery.objects.filter(state=DeliveryState.WAITING)
    id = held.get().id
    held.update(state=DeliveryState.DEAD, attempts=channels.WORN_OUT, next_at=None, last_error=trouble)
    return id


@pytest.mark.parametrize("trouble", ["no_answer", "refused:451", "not_named"])
def test_what_was_given_up_while_its_place_was_down_goes_out_once_another_message_has_passed(
    trouble: str, told: Callable[..., None], by_mail: MailServer, now: datetime
) -> None:
    id = worn_out(told, trouble, now)
    (finding,) = doctor.of_messages()
    assert finding.finding.startswith("1 messages were given up")
    assert "1 of them are tried once more" in finding.finding
    assert deliver(now) == 0
    told("new")
    assert deliver(now) == 2
    assert by_mail.box.mails[1]["Message-ID"] == f"<{id}@example.org>"
    assert doctor.of_messages() == []


def test_it_has_one_more_try_and_what_was_refused_for_good_has_none(
    told: Callable[..., None], by_mail: MailServer, now: datetime
) -> None:
    id, kept = worn_out(told, "no_answer", now), Delivery.objects.filter(state=DeliveryState.DEAD)
    kept.update(attempts=channels.WORN_OUT + 1)
    told("new")
    assert deliver(now) == 1
    kept.update(attempts=channels.WORN_OUT, last_error="ended")
    told("newer")
    assert deliver(now) == 1
    assert [each.id for each in kept.all()] == [id]
    told("newest")
    kept.update(last_error="refused:451", contact=None)
    assert deliver(now) == 1


def test_without_a_mail_server_messages_wait_for_one(
    told: Callable[..., None], by_mail: MailServer, now: datetime, settings: Settings
) -> None:
    known = live.UPSTANDER_SMTP_URL
    settings.UPSTANDER_SMTP_URL = ""
    told()
    deliver(now)
    assert states() == ["waiting 1 not_named"]
    settings.UPSTANDER_SMTP_URL = known
    assert deliver(now + timedelta(minutes=1)) == 1


def test_who_dies_between_sending_and_marking_repeats_once_under_the_same_id(
    told: Callable[..., None], by_mail: MailServer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    told()

    def die(id: str, at: datetime) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(deliveries, "sent", die)
        with pytest.raises(KeyboardInterrupt):
            deliver(now)
    assert deliver(now + timedelta(minutes=1)) == 0
    assert deliver(now + timedelta(minutes=6)) == 1
    first, again = (mail["Message-ID"] for mail in by_mail.box.mails)
    assert first == again


def test_nothing_more_goes_to_an_address_that_was_ended_or_to_a_closed_account(
    told: Callable[..., None], by_mail: MailServer, cast: Cast, now: datetime
) -> None:
    told("one")
    people.deactivate(cast.people["bob"], who=cast.viewer("ada"), now=now)
    assert deliver(now) == 0
    people.reactivate(cast.people["bob"], who=cast.viewer("ada"), now=now)
    told("two")
    bob = cast.viewer("bob")
    contacts.end(bob, contacts.contacts(bob)[0].id, now)
    assert deliver(now) == 0
    assert by_mail.box.mails == []
    assert set(states()) == {"dead 1 ended"}


def test_a_webhook_is_signed_thin_and_routable(
    told: Callable[..., None], by_gateway: str, gateway: Gateway, cast: Cast, now: datetime, monkeypatch
) -> None:
    told(due=now + timedelta(hours=2))
    assert deliver(now) == 1
    ((path, headers, body),) = gateway.posted
    (contact,) = contacts.contacts(cast.viewer("bob"))
    data = json.loads(body)["data"]
    assert path == "/hook?to=desk"
    assert (data["what"], data["to"]) == ("waits", contact.id)
    assert data["due"] == "2026-11-02T11:00:00Z"
    assert data["url"] == "https://desk.example.org/alerts/abc/"
    signed = Webhook(by_gateway).sign(headers["webhook-id"], now, body.decode())
    assert headers["webhook-signature"] == signed
    assert headers["webhook-timestamp"] == str(int(now.timestamp()))
    for secret in (SECRETS, "Darfur", "Bob", "SDN"):
        assert secret not in body.decode()


def test_a_webhook_that_fails_comes_back_with_the_same_id(
    told: Callable[..., None], by_gateway: str, gateway: Gateway, now: datetime
) -> None:
    gateway.answers = [503, 200]
    told()
    assert deliver(now) == 0
    assert deliver(now + timedelta(seconds=6)) == 1
    first, again = (headers["webhook-id"] for _, headers, _ in gateway.posted)
    assert first == again
    assert states() == ["sent 2"]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(
    status: int, told: Callable[..., None], by_gateway: str, gateway: Gateway, now: datetime
) -> None:
    gateway.answers, gateway.elsewhere = [status], gateway.url
    told()
    deliver(now)
    assert len(gateway.posted) == 1
    assert states() == [f"waiting 1 refused:{status}"]


def test_an_endpoint_that_is_gone_is_disabled_with_all_that_waits_for_it(
    told: Callable[..., None], by_gateway: str, gateway: Gateway, cast: Cast, now: datetime
) -> None:
    gateway.answers = [410]
    for key in ("one", "two"):
        told(key)
    deliver(now)
    (endpoint,) = contacts.endpoints(cast.viewer("ada"))
    assert (endpoint.disabled_at, endpoint.disabled_reason) == (now, "gone")
    assert {row.state for row in Delivery.objects.all()} == {DeliveryState.DEAD}
    told("three")
    assert (Delivery.objects.count(), len(gateway.posted)) == (2, 1)


def test_addresses_and_secrets_are_not_readable_in_the_database(
    by_mail: MailServer, by_gateway: str, gateway: Gateway, cast: Cast
) -> None:
    kept = str(list(Endpoint.objects.values())) + str(list(contacts.own(cast.viewer("bob")).values()))
    for secret in (by_gateway, gateway.url, "bob@example.org"):
        assert secret not in kept


def test_a_new_endpoint_is_tested_at_once(by_gateway: str, gateway: Gateway, cast: Cast, now: datetime) -> None:
    channels.add_endpoint("Another", gateway.url, who=cast.viewer("ada"), now=now)
    assert deliver(now) == 1
    assert json.loads(gateway.posted[0][2])["type"] == "canary"


def test_only_administrators_keep_endpoints(by_gateway: str, cast: Cast, now: datetime) -> None:
    id = contacts.endpoints(cast.viewer("ada"))[0].id
    for name in ("alice", "bob", "charlie", "otto"):
        who = cast.viewer(name)
        with pytest.raises(Refused):
            channels.add_endpoint("Mine", "https://example.org/", who=who, now=now)
        with pytest.raises(Refused):
            channels.disable_endpoint(id, who=who, now=now)
        assert contacts.endpoints(who) == []
    channels.disable_endpoint(id, who=cast.viewer("ada"), now=now)
    with pytest.raises(Unknown):
        channels.disable_endpoint(id, who=cast.viewer("ada"), now=now)


@pytest.mark.parametrize(
    "url", ["http://example.org/", "https://127.0.0.1/", "https://169.254.169.254/latest", "ftp://a.b", "x"]
)
def test_an_address_that_is_not_open_to_the_network_is_no_endpoint(url: str, cast: Cast, now: datetime) -> None:
    with pytest.raises(Usage, match="https://"):
        channels.add_endpoint("Bad", url, who=cast.viewer("ada"), now=now)


def test_what_went_out_is_forgotten_in_time_its_count_kept_and_what_did_not_stays(
    told: Callable[..., None], by_mail: MailServer, cast: Cast, now: datetime
) -> None:
    ada, days = cast.viewer("ada"), timedelta(days=1)
    told("one")
    deliver(now)
    by_mail.box.refuse = "550 No such mailbox"
    told("two")
    deliver(now)
    assert (channels.days_kept(), channels.forget(now + 89 * days), len(states())) == (90, 0, 2)
    with pytest.raises(Refused):
        channels.keep(30, who=cast.viewer("bob"), now=now)
    for wrong in (0, 13, 3651):
        with pytest.raises(Usage):
            channels.keep(wrong, who=ada, now=now)
    channels.keep(30, who=ada, now=now)
    assert [channels.forget(now + 31 * days) for _ in range(2)] == [1, 0]
    assert states() == ["dead 1 refused:550"]
    assert (deliveries.forgotten(ada), deliveries.forgotten(cast.viewer("bob"))) == (1, 0)
    assert Notice.objects.filter(person=cast.people["bob"]).count() == 2
    told("one")
    assert len(states()) == 1
    (dead,), _ = deliveries.deliveries(ada, DeliveryState.DEAD)
    by_mail.box.refuse = ""
    channels.retry(dead.id, who=ada, now=now + 31 * days)
    assert deliver(now + 31 * days) == 1
    assert channels.forget(now + 62 * days) == 1
