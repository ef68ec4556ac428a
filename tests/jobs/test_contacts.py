"""How people are reached: an address once its owner confirmed it; a feed says only that something waits."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from icalendar import Calendar
from lxml import etree
from pytest_django import Settings

from tests.conftest import Cast
from tests.jobs.conftest import SECRETS
from tests.jobs.post import MailServer
from tests.jobs.test_alert_path import DRAFT
from tests.jobs.test_channels import deliver, words
from upstander.jobs import access, alerts, clearances, contacts, decisions, feeds, people, situations, waiting
from upstander.records.channels import Channel, Feed
from upstander.records.desk import Address, Answer, Phase, Status
from upstander.records.errors import Refused, Unknown, Usage
from upstander.store.desk import contacts as store
from upstander.store.desk import reads
from upstander.store.desk.models import Delivery
from upstander.store.lake import Lake

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def mails(server: MailServer, settings: Settings) -> MailServer:
    settings.UPSTANDER_SMTP_URL = f"smtp://127.0.0.1:{server.port}"
    settings.UPSTANDER_MAIL_FROM = "desk@example.org"
    settings.UPSTANDER_PUBLIC_URL = "https://desk.example.org"
    return server


def proof_in(server: MailServer) -> str:
    """What the link of the newest mail carries."""
    return words(server.box.mails[-1]).partition("/me/channels/confirm/")[2].partition("/")[0]


def test_an_address_is_used_once_its_owner_has_confirmed_it(
    told: Callable[..., None], mails: MailServer, cast: Cast, now: datetime
) -> None:
    bob = cast.viewer("bob")
    contacts.set_email("bob@example.org", who=bob, now=now)
    told("before")
    assert deliver(now) == 1
    assert not store.reached(bob.person)
    contacts.confirm(proof_in(mails), who=bob, now=now)
    assert store.reached(bob.person)
    told("after")
    assert deliver(now) == 1
    assert [mail["To"] for mail in mails.box.mails] == ["bob@example.org"] * 2


def test_nobody_confirms_an_address_for_somebody_else(mails: MailServer, cast: Cast, now: datetime) -> None:
    contacts.set_email("bob@example.org", who=cast.viewer("bob"), now=now)
    deliver(now)
    for name, proof in (("charlie", proof_in(mails)), ("bob", "nonsense"), ("bob", proof_in(mails)[:-1])):
        with pytest.raises(Refused, match="enter the address again"):
            contacts.confirm(proof, who=cast.viewer(name), now=now)


def test_a_new_address_ends_the_old_one_and_its_proof(mails: MailServer, cast: Cast, now: datetime) -> None:
    bob = cast.viewer("bob")
    contacts.set_email("old@example.org", who=bob, now=now)
    deliver(now)
    old = proof_in(mails)
    contacts.set_email("new@example.org", who=bob, now=now)
    with pytest.raises(Refused):
        contacts.confirm(old, who=bob, now=now)
    assert [each.address for each in reads.contacts(bob)] == ["new@example.org"]


@pytest.mark.parametrize(
    "wrong",
    ["bob", "bob@", "@example.org", "a@b", "a@b.c, d@e.f", "a b@example.org", "a@b@c.org", "x@y.org\nBcc: z@y.org"],
)
def test_what_is_no_address_is_refused(wrong: str, mails: MailServer, cast: Cast, now: datetime) -> None:
    with pytest.raises(Usage):
        contacts.set_email(wrong, who=cast.viewer("bob"), now=now)
    assert not Delivery.objects.exists()


def test_nobody_floods_other_peoples_mailboxes(mails: MailServer, cast: Cast, now: datetime) -> None:
    bob = cast.viewer("bob")
    for number in range(contacts.MOST):
        contacts.set_email(f"bob{number}@example.org", who=bob, now=now)
    with pytest.raises(Usage, match="tomorrow"):
        contacts.set_email("once@example.org", who=bob, now=now)
    contacts.set_email("once@example.org", who=bob, now=now + timedelta(days=1, minutes=1))


def test_without_a_mail_server_no_address_is_taken(cast: Cast, now: datetime) -> None:
    with pytest.raises(Usage, match="administrator"):
        contacts.set_email("bob@example.org", who=cast.viewer("bob"), now=now)


def test_each_ends_only_their_own(cast: Cast, now: datetime) -> None:
    id = contacts.use_gateway(who=cast.viewer("bob"), now=now)
    with pytest.raises(Unknown):
        contacts.end(id, who=cast.viewer("charlie"), now=now)
    contacts.end(id, who=cast.viewer("bob"), now=now)
    assert reads.contacts(cast.viewer("bob")) == []
    assert not store.reached(cast.people["bob"])


def test_the_feed_says_that_something_waits_and_nothing_of_what(
    told: Callable[..., None], cast: Cast, now: datetime
) -> None:
    told(due=now + timedelta(hours=2))
    secret = contacts.open_feed(Feed.ATOM, who=cast.viewer("bob"), now=now)
    text = feeds.atom(secret, now, "desk.example.org")
    (entry,) = etree.fromstring(text).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "Something waits for you at the desk until 2 Nov 2026 11:00 (UTC)."
    assert entry.find(f"{ATOM}link").get("href") == "https://desk.example.org/alerts/abc/"
    for secret_word in (SECRETS, "Darfur", "Bob", "SDN"):
        assert secret_word not in text.decode()


def test_a_feed_without_anything_is_a_feed(cast: Cast, now: datetime) -> None:
    secret = contacts.open_feed(Feed.ATOM, who=cast.viewer("bob"), now=now)
    assert etree.fromstring(feeds.atom(secret, now, "x")).findtext(f"{ATOM}updated")


def test_the_calendar_holds_deadlines_without_their_matter(cast: Cast, now: datetime, settings: Settings) -> None:
    from tests.jobs.test_who_is_told import issued

    settings.UPSTANDER_PUBLIC_URL = "https://desk.example.org"
    id = issued(cast, now)
    secret = contacts.open_feed(Feed.CALENDAR, who=cast.viewer("dina"), now=now)
    text = feeds.deadlines(secret, now, "desk.example.org")
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Answer due at the desk"
    assert event["DTEND"].dt == now + timedelta(hours=4)
    assert str(event["URL"]) == f"https://desk.example.org/alerts/{id}/"
    assert text == feeds.deadlines(secret, now, "desk.example.org")
    decisions.decide(id, Answer.ACT, "It is near.", who=cast.viewer("dina"), now=now)
    owner = contacts.open_feed(Feed.CALENDAR, who=cast.viewer("alice"), now=now)
    assert b"SDN" not in feeds.deadlines(owner, now, "desk.example.org")


def test_each_deadline_is_an_event_of_its_own_though_one_page_has_several(cast: Cast, now: datetime) -> None:
    alice, bob = cast.viewer("alice"), cast.viewer("bob")
    asked = Address(cast.people["dina"], "Call.", now + timedelta(hours=4), now + timedelta(hours=18))
    draft = alerts.draft(cast.situation, DRAFT, [asked], who=alice, now=now)
    hours = [timedelta(hours=2), timedelta(hours=30)]
    for until in hours:
        clearances.ask(draft, [bob.person], "Anything wrong?", now + until, who=alice, now=now)
    secret = contacts.open_feed(Feed.CALENDAR, who=bob, now=now)
    first, later = (
        [(str(each["UID"]), each["DTEND"].dt) for each in Calendar.from_ical(text).walk("VEVENT")]
        for text in (feeds.deadlines(secret, at, "desk") for at in (now, now + timedelta(hours=1)))
    )
    assert [due for _, due in first] == [now + until for until in hours]
    assert len({name for name, _ in first}) == len(hours)
    assert first == later


def test_an_exercise_is_in_no_calendar_and_no_feed(cast: Cast, lake: Lake, now: datetime) -> None:
    drill = situations.open_situation(
        lake, "MLI", "Two rivers", Phase.LATENT, "Training.", who=cast.viewer("alice"), now=now, status=Status.EXERCISE
    )
    access.give(drill, cast.people["bob"], "Plays.", now + timedelta(days=1), who=cast.viewer("alice"), now=now)
    asked = Address(cast.people["dina"], "Call.", now + timedelta(hours=4), now + timedelta(hours=18))
    text = replace(DRAFT, status=Status.EXERCISE)
    id = alerts.draft(drill, text, [asked], who=cast.viewer("alice"), now=now)
    alerts.issue(id, who=cast.viewer("bob"), now=now)
    dina = cast.viewer("dina")
    assert [each.alert.id for each in waiting.waiting(dina, now)] == [id]
    calendar = feeds.deadlines(contacts.open_feed(Feed.CALENDAR, who=dina, now=now), now, "x")
    feed = feeds.atom(contacts.open_feed(Feed.ATOM, who=dina, now=now), now, "x")
    assert (b"VEVENT" in calendar, b"<entry" in feed) == (False, False)


def test_a_secret_opens_its_own_feed_until_it_ends(cast: Cast, now: datetime) -> None:
    bob = cast.viewer("bob")
    first = contacts.open_feed(Feed.ATOM, who=bob, now=now)
    second = contacts.open_feed(Feed.ATOM, who=bob, now=now)
    calendar = contacts.open_feed(Feed.CALENDAR, who=bob, now=now)
    token = people.token("phone", now + timedelta(days=1), who=bob, now=now)
    for wrong in (first, calendar, token, "", "nonsense"):
        with pytest.raises(Unknown):
            feeds.atom(wrong, now, "x")
    assert feeds.atom(second, now, "x")
    with pytest.raises(Unknown):
        feeds.atom(second, now + timedelta(days=367), "x")
    contacts.end_feed(Feed.ATOM, who=bob, now=now)
    with pytest.raises(Unknown):
        feeds.atom(second, now, "x")
    with pytest.raises(Refused):
        reads.viewer_of_token(calendar, now)


def test_a_changed_role_ends_the_feed(cast: Cast, now: datetime) -> None:
    from upstander.records.people import Role

    secret = contacts.open_feed(Feed.ATOM, who=cast.viewer("bob"), now=now)
    people.set_roles(cast.people["bob"], [Role.AUDITOR], who=cast.viewer("ada"), now=now)
    with pytest.raises(Unknown):
        feeds.atom(secret, now, "x")
    with pytest.raises(Refused):
        contacts.open_feed(Feed.ATOM, who=cast.viewer("bob"), now=now)


def test_the_gateways_reference_is_the_contacts_own(cast: Cast, now: datetime) -> None:
    id = contacts.use_gateway(who=cast.viewer("bob"), now=now)
    assert [(each.id, each.channel) for each in reads.contacts(cast.viewer("bob"))] == [(id, Channel.WEBHOOK)]
    assert reads.contacts(cast.viewer("ada")) == []
