"""Accounts: roles that stand apart, links that open once, tokens that end."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import Cast
from upstander.jobs import people, situations
from upstander.records.errors import Refused, Usage
from upstander.records.people import MACHINE, Role, Viewer
from upstander.store.desk import people as accounts
from upstander.store.desk import reads as desk

PASSWORD = "four plain words here"


@pytest.mark.parametrize("apart", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_keeps_people_or_reads_the_log_does_nothing_else(
    cast: Cast, ada: Viewer, apart: Role, now: datetime
) -> None:
    with pytest.raises(Usage, match="no other role"):
        people.add("both", "Both", [apart, Role.ANALYST], who=ada, now=now)


def test_a_user_name_is_taken_once(cast: Cast, ada: Viewer, now: datetime) -> None:
    with pytest.raises(Usage, match="alice is taken"):
        people.add("alice", "Another", [Role.ANALYST], who=ada, now=now)


@pytest.mark.parametrize("username", ["", "a b", "x" * 151, "a\x00", "<b>"])
def test_a_user_name_is_plain(cast: Cast, ada: Viewer, username: str, now: datetime) -> None:
    with pytest.raises(Usage, match="user name"):
        people.add(username, "Another", [Role.ANALYST], who=ada, now=now)


def test_a_person_has_a_role(cast: Cast, ada: Viewer, now: datetime) -> None:
    with pytest.raises(Usage, match="at least one role"):
        people.add("none", "None", [], who=ada, now=now)


def test_the_last_administrator_stays(cast: Cast, ada: Viewer, now: datetime) -> None:
    with pytest.raises(Usage, match="last one"):
        people.deactivate(ada.person, who=ada, now=now)
    with pytest.raises(Usage, match="last one"):
        people.set_roles(ada.person, [Role.ANALYST], who=ada, now=now)
    people.add("second", "Second", [Role.ADMINISTRATOR], who=ada, now=now)
    people.deactivate(ada.person, who=ada, now=now)


def test_an_owner_hands_over_before_standing_apart(cast: Cast, ada: Viewer, now: datetime) -> None:
    with pytest.raises(Usage, match="hand over"):
        people.set_roles(cast.people["alice"], [Role.AUDITOR], who=ada, now=now)


def test_when_an_owner_is_gone_a_focal_point_who_sees_the_situation_takes_it_over(
    cast: Cast, ada: Viewer, situation: str, now: datetime
) -> None:
    people.deactivate(cast.people["alice"], who=ada, now=now)
    situations.hand_over(situation, cast.people["bob"], "Alice left.", who=cast.viewer("bob"), now=now)
    assert desk.situation(cast.viewer("bob"), situation).owner_name == "Bob"


def test_a_role_lost_ends_tokens_and_keeps_its_history(cast: Cast, ada: Viewer, bob: Viewer, now: datetime) -> None:
    secret = people.token("phone", now + timedelta(days=1), who=bob, now=now)
    assert desk.viewer_of_token(secret, now).roles == {Role.FOCAL_POINT}
    people.set_roles(bob.person, [Role.ANALYST], who=ada, now=now)
    with pytest.raises(Refused):
        desk.viewer_of_token(secret, now)
    from upstander.store.desk.models import RoleHeld

    held = RoleHeld.objects.filter(person_id=bob.person).order_by("since")
    assert [(row.role, row.until is None) for row in held] == [("focal_point", False), ("analyst", True)]


def test_a_token_ends_when_it_says_and_when_it_is_ended(cast: Cast, bob: Viewer, now: datetime) -> None:
    secret = people.token("phone", now + timedelta(days=1), who=bob, now=now)
    with pytest.raises(Refused):
        desk.viewer_of_token(secret, now + timedelta(days=1))
    (kept,) = desk.tokens(bob, now)
    people.revoke_token(kept["id"], who=bob, now=now)
    with pytest.raises(Refused):
        desk.viewer_of_token(secret, now)


def test_nobody_ends_the_token_of_another(cast: Cast, alice: Viewer, bob: Viewer, now: datetime) -> None:
    people.token("phone", now + timedelta(days=1), who=bob, now=now)
    (kept,) = desk.tokens(bob, now)
    with pytest.raises(Usage, match="no such token"):
        people.revoke_token(kept["id"], who=alice, now=now)


def test_a_token_lasts_a_year_at_most(cast: Cast, bob: Viewer, now: datetime) -> None:
    with pytest.raises(Usage, match="within a year"):
        people.token("phone", now + timedelta(days=400), who=bob, now=now)


def test_a_link_sets_a_password_once(cast: Cast, ada: Viewer, bob: Viewer, now: datetime) -> None:
    secret = people.reset_link(bob.person, who=ada, now=now)
    assert desk.link(secret, now)[1].username == "bob"
    people.use_link(secret, PASSWORD, now=now)
    with pytest.raises(Refused, match="not valid any more"):
        people.use_link(secret, PASSWORD, now=now)


def test_a_link_dies_after_a_day_and_when_a_newer_one_is_made(
    cast: Cast, ada: Viewer, bob: Viewer, now: datetime
) -> None:
    old = people.reset_link(bob.person, who=ada, now=now)
    new = people.reset_link(bob.person, who=ada, now=now)
    for secret, moment in ((old, now), (new, now + timedelta(days=1)), ("ups_nothing", now), ("\ud800", now)):
        with pytest.raises(Refused):
            people.use_link(secret, PASSWORD, now=moment)


def test_no_secret_is_kept(cast: Cast, bob: Viewer, now: datetime) -> None:
    secret = people.token("phone", now + timedelta(days=1), who=bob, now=now)
    from upstander.store.desk.models import Entry, Secret

    kept = [*Secret.objects.values_list("digest", "name"), *Entry.objects.values_list("detail", "object")]
    assert secret not in repr(kept)


def test_language_and_time_zone_are_ones_the_world_knows(cast: Cast, bob: Viewer) -> None:
    people.set_preferences("ar", "Africa/Khartoum", who=bob)
    assert desk.person(bob, bob.person).time_zone == "Africa/Khartoum"
    with pytest.raises(Usage, match="six languages"):
        people.set_preferences("xx", "UTC", who=bob)
    with pytest.raises(Usage, match="Mars"):
        people.set_preferences("ar", "Mars/Base", who=bob)


def test_the_host_and_nobody_else_acts_without_an_account(db: None, now: datetime) -> None:
    people.add("first", "First", [Role.ADMINISTRATOR], who=MACHINE, now=now)
    with pytest.raises(Refused):
        people.add("second", "Second", [Role.ADMINISTRATOR], who=Viewer(0, ""), now=now)
    assert accounts.administrators() == 1


def test_a_list_of_people_asks_no_question_for_each_of_them(cast: Cast, ada: Viewer, now: datetime) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            accounts.people(ada)
        return len(questions)

    before = asked()
    people.add("zoe", "Zoe", [Role.ANALYST], who=MACHINE, now=now)
    assert asked() == before
