"""Pages of the ways out: what an administrator sees of them, what each person says of their own."""

from collections.abc import Callable
from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.test import Client
from pytest_django import Settings

from tests.conftest import NOW, Cast
from upstander.jobs import contacts as jobs
from upstander.jobs.notices import tell
from upstander.lib.text import Sentence
from upstander.records.channels import Channel, Feed
from upstander.records.desk import Status
from upstander.records.people import Viewer
from upstander.store.desk import aside, contacts, deliveries, sealed
from upstander.store.desk.models import Delivery, SetAside

Opens = Callable[[Viewer], Client]


@pytest.fixture
def dead(cast: Cast) -> str:
    """A message to Bob that was given up."""
    contacts.add(cast.people["bob"], Channel.EMAIL, "bob@example.org", NOW, verified=True)
    what = Sentence("Zalingei road canary")
    tell(cast.people["bob"], what, "/alerts/abc/", cast.situation, key="one", status=Status.ACTUAL, now=NOW)
    id = Delivery.objects.get().id
    deliveries.failed(id, "refused:550", None, NOW)
    return id


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_the_administrator_sees_what_was_given_up_and_neither_words_nor_whom(
    dead: str, as_: Opens, ada: Viewer
) -> None:
    page = text(as_(ada), "/channels/")
    assert "b***@example.org" in page
    assert "refused (550)" in page
    for secret in ("bob@example.org", "Bob", "Zalingei", "Darfur", "/alerts/abc/"):
        assert secret not in page
    assert "refused:550" in text(as_(ada), "/channels/?format=csv")
    assert 'Channels <span class="count">1</span>' in text(as_(ada), "/people/")


def test_who_cannot_be_reached_any_more_is_told_so_on_their_own_page(dead: str, as_: Opens, bob: Viewer) -> None:
    assert "was refused: see that it is right" in text(as_(bob), "/me/channels/")
    Delivery.objects.update(state="sent")
    assert "was refused" not in text(as_(bob), "/me/channels/")


def test_a_message_is_tried_again_by_a_button_not_by_a_link(dead: str, as_: Opens, ada: Viewer) -> None:
    client, path = as_(ada), f"/channels/messages/{dead}/retry"
    assert client.get(path).status_code == 405
    assert Delivery.objects.get().state == "dead"
    assert client.post(path).status_code == 302
    assert Delivery.objects.get().state == "waiting"


def test_the_secret_of_an_endpoint_is_shown_once(as_: Opens, ada: Viewer, settings: Settings) -> None:
    settings.UPSTANDER_WEBHOOK_ALLOW = (ip_network("127.0.0.1/32"),)
    client = as_(ada)
    made = client.post("/channels/", {"name": "Duty phone", "url": "https://127.0.0.1/hook"}).content.decode()
    assert "whsec_" in made
    assert "Duty phone" in text(client, "/channels/")
    assert "whsec_" not in text(client, "/channels/")


def test_an_address_near_home_is_refused_on_the_page(as_: Opens, ada: Viewer) -> None:
    answer = as_(ada).post("/channels/", {"name": "Duty phone", "url": "https://169.254.169.254/"})
    assert answer.status_code == 400
    assert "Name an https:// address" in answer.content.decode()


def test_opening_the_link_of_a_mail_confirms_nothing(as_: Opens, bob: Viewer, charlie: Viewer) -> None:
    id = contacts.add(bob.person, Channel.EMAIL, "bob@example.org", NOW, verified=False)
    path = f"/me/channels/confirm/{sealed.proof(id)}/"
    assert as_(bob).get(path).status_code == 200
    assert not contacts.reached(bob.person)
    assert as_(charlie).post(path).status_code == 403
    assert not contacts.reached(bob.person)
    assert as_(bob).post(path).status_code == 302
    assert contacts.reached(bob.person)


def test_the_desk_says_when_it_sends_no_mail(as_: Opens, bob: Viewer) -> None:
    assert "sends no e-mail yet" in text(as_(bob), "/me/channels/")
    assert as_(bob).post("/me/channels/email", {"address": "bob@example.org"}).status_code == 400


def test_an_entered_address_waits_to_be_confirmed(as_: Opens, bob: Viewer, settings: Settings) -> None:
    settings.UPSTANDER_SMTP_URL, settings.UPSTANDER_MAIL_FROM = "smtp://127.0.0.1:9", "desk@example.org"
    settings.UPSTANDER_PUBLIC_URL = "http://desk.example.org"
    client = as_(bob)
    assert client.post("/me/channels/email", {"address": "bob@example.org"}).status_code == 302
    page = text(client, "/me/channels/")
    assert "bob@example.org" in page
    assert "not confirmed yet" in page


def test_the_address_of_a_feed_is_shown_once_and_works_without_a_session(as_: Opens, bob: Viewer) -> None:
    client = as_(bob)
    page = client.post("/me/channels/feed/open").content.decode()
    address = page.partition("http://testserver")[2].partition("<")[0]
    assert "waiting.atom" in address
    answer = Client().get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    assert Client().post(address).status_code == 405
    assert address not in text(client, "/me/channels/")
    client.post("/me/channels/feed/end")
    assert Client().get(address).status_code == 404


def test_the_calendar_is_a_calendar(as_: Opens, bob: Viewer) -> None:
    secret = jobs.open_feed(Feed.CALENDAR, who=bob, now=NOW - timedelta(days=1))
    answer = Client().get(f"/feeds/{secret}/deadlines.ics")
    assert answer.content.startswith(b"BEGIN:VCALENDAR")
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_reference_for_the_gateway_is_shown_to_its_owner_alone(as_: Opens, bob: Viewer, ada: Viewer) -> None:
    client = as_(bob)
    client.post("/me/channels/gateway")
    (contact,) = contacts.contacts(bob)
    assert contact.id in text(client, "/me/channels/")
    assert contact.id not in text(as_(ada), "/channels/")
    client.post(f"/me/channels/{contact.id}/end")
    assert contacts.contacts(bob) == []


def test_work_that_fails_is_named_without_what_it_is_of_and_tried_again_by_a_button(
    cast: Cast, as_: Opens, ada: Viewer, bob: Viewer
) -> None:
    aside.put("thread:abc", cast.situation, "ValueError", NOW)
    client, id = as_(ada), SetAside.objects.get().id
    page = text(client, "/channels/")
    assert all(word in page for word in ("thread:abc", "ValueError", f"/channels/messages/{id}/retry"))
    assert not any(word in page for word in ("Darfur", cast.situation))
    assert 'Channels <span class="count">1</span>' in text(client, "/people/")
    assert as_(bob).post(f"/channels/messages/{id}/retry").status_code == 403
    assert client.post(f"/channels/messages/{id}/retry").status_code == 302
    assert SetAside.objects.get().next_at == NOW


def test_how_long_messages_are_listed_is_said_on_the_page(as_: Opens, ada: Viewer) -> None:
    client = as_(ada)
    assert 'value="90"' in text(client, "/channels/")
    assert client.post("/channels/keep", {"days": "5"}).status_code == 400
    assert client.post("/channels/keep", {"days": "30"}).status_code == 302
    assert 'value="30"' in text(client, "/channels/")
