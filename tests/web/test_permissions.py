"""Every address of the pages, for everybody, read off the resolver: a new address without a case fails."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, reverse

from tests.answers_world import answered
from tests.conftest import NOW
from tests.web.world import CAST, World, words
from upstander.jobs import actions, lessons, promises
from upstander.records.drills import Drill
from upstander.records.plans import Hurdle, NewAction
from upstander.store.desk import drills, plans
from upstander.web import urls

ALL = dict.fromkeys(CAST, 200)
SIGHT = {"alice": 200, "bob": 200, "dina": 404, "charlie": 404, "otto": 404, "ada": 404}
POST_ONLY = dict.fromkeys(CAST, 405)
KEEPER = dict.fromkeys(CAST, 403) | {"ada": 200}
WORKS = dict.fromkeys(CAST, 200) | {"otto": 403, "ada": 403}
AWAY = dict.fromkeys(CAST, 302)

GET: dict[str, dict[str, int]] = {
    "first": AWAY,
    "account_login": AWAY,
    "mfa_authenticate": AWAY,
    "account_logout": POST_ONLY,
    "link": dict.fromkeys(CAST, 403),
    "language": POST_ONLY,
    "healthz": ALL,
    "watchlist": ALL,
    "compute": POST_ONLY,
    "sources": ALL,
    "situations": ALL,
    "situation_by_id": SIGHT | {"alice": 302, "bob": 302},
    "state": ALL,
    "open_situation": ALL,
    "situation": SIGHT,
    "options": SIGHT,
    "judge": POST_ONLY,
    "draft": SIGHT | {"bob": 403},
    "revoke": POST_ONLY,
    "act": POST_ONLY,
    "signal": SIGHT,
    "close_signal": POST_ONLY,
    "waiting": ALL,
    "alerts": ALL,
    "alert": SIGHT | {"dina": 200},
    "edit": {"alice": 400, "bob": 403, "dina": 403, "charlie": 404, "otto": 404, "ada": 404},
    "update_alert": {"alice": 200, "bob": 403, "dina": 403, "charlie": 404, "otto": 404, "ada": 404},
    "alert_life": POST_ONLY,
    "suspects": SIGHT,
    "allow": POST_ONLY,
    "lift_suspicion": POST_ONLY,
    "disallow": POST_ONLY,
    "sign": POST_ONLY,
    "issue": POST_ONLY,
    "acknowledge": POST_ONLY,
    "decide": POST_ONLY,
    "first_action": POST_ONLY,
    "supersede": POST_ONLY,
    "hold": POST_ONLY,
    "dissent": POST_ONLY,
    "clear": POST_ONLY,
    "record": POST_ONLY,
    "referral": POST_ONLY,
    "inquiry": ALL | {"otto": 404, "ada": 404},
    "answer_inquiry": POST_ONLY,
    "reply": POST_ONLY,
    "unseal": POST_ONLY,
    "object_to": POST_ONLY,
    "about_recorded": POST_ONLY,
    "records": ALL,
    "make_key": POST_ONLY,
    "about_record": POST_ONLY,
    "keep_class": POST_ONLY,
    "erase": POST_ONLY,
    "wording": ALL,
    "ladder": ALL,
    "thread": SIGHT,
    "climb": POST_ONLY,
    "plans": ALL,
    "plan": SIGHT,
    "add_to_plan": POST_ONLY,
    "action": SIGHT,
    "act_on": POST_ONLY,
    "promise": POST_ONLY,
    "look": POST_ONLY,
    "learned": POST_ONLY,
    "clocks": ALL,
    "explain_miss": POST_ONLY,
    "correct_miss": POST_ONLY,
    "corrected_miss": POST_ONLY,
    "ladder_rules": WORKS,
    "load_rules": POST_ONLY,
    "rules_file": WORKS,
    "drills": WORKS,
    "open_drill": POST_ONLY,
    "drill": SIGHT,
    "debrief": SIGHT | {"alice": 403, "bob": 403},
    "steer_drill": POST_ONLY,
    "triggers": WORKS,
    "trigger": WORKS,
    "switch_trigger": POST_ONLY,
    "suppress": POST_ONLY,
    "unsuppress": POST_ONLY,
    "dismiss": POST_ONLY,
    "duty": WORKS,
    "shifts": WORKS,
    "change_duty": POST_ONLY,
    "answer_duty": POST_ONLY,
    "revoke_authority": POST_ONLY,
    "mechanisms": ALL,
    "knock": SIGHT,
    "put_on": POST_ONLY,
    "take_off": POST_ONLY,
    "log": ALL,
    "scorecards": ALL,
    "papers": SIGHT | {"dina": 200},
    "say_outcome": POST_ONLY,
    "make_paper": POST_ONLY,
    "make_report": POST_ONLY,
    "take_receipt": POST_ONLY,
    "people": KEEPER,
    "person": KEEPER,
    "set_roles": POST_ONLY,
    "set_institution": POST_ONLY,
    "deactivate": POST_ONLY,
    "reactivate": POST_ONLY,
    "reset_link": POST_ONLY,
    "me": ALL,
    "contacts": ALL,
    "set_email": POST_ONLY,
    "use_gateway": POST_ONLY,
    "confirm_address": ALL,
    "end_contact": POST_ONLY,
    "open_feed": POST_ONLY,
    "end_feed": POST_ONLY,
    "feed": dict.fromkeys(CAST, 404),
    "calendar": dict.fromkeys(CAST, 404),
    "channels": KEEPER,
    "disable_endpoint": POST_ONLY,
    "retry_message": POST_ONLY,
    "keep_messages": POST_ONLY,
    "preferences": POST_ONLY,
    "password": POST_ONLY,
    "token": POST_ONLY,
    "revoke_token": POST_ONLY,
    "mfa_activate_totp": ALL,
    "mfa_deactivate_totp": dict.fromkeys(CAST, 404),
    "mfa_view_recovery_codes": dict.fromkeys(CAST, 404),
    "mfa_generate_recovery_codes": ALL,
    "mfa_index": ALL,
    "account_reauthenticate": dict.fromkeys(CAST, 403),
    "mfa_reauthenticate": dict.fromkeys(CAST, 403),
}
"""What each person gets on opening each address. 404 says the same of what is not there and of what is not open."""

REFUSED = dict.fromkeys(CAST, 403)
EMPTY = dict.fromkeys(CAST, 400)
HIDDEN = {"alice": 400, "bob": 400, "dina": 404, "charlie": 404, "otto": 404, "ada": 404}

READERS = {"alice": 400, "bob": 400, "dina": 400, "charlie": 404, "otto": 404, "ada": 404}

POST: dict[str, dict[str, int]] = {
    "account_logout": AWAY,
    "language": AWAY,
    "compute": EMPTY,
    "open_situation": EMPTY,
    "draft": HIDDEN | {"bob": 403},
    "update_alert": HIDDEN | {"bob": 403, "dina": 403},
    "alert_life": HIDDEN | {"dina": 403},
    "suspects": HIDDEN,
    "allow": HIDDEN,
    "lift_suspicion": HIDDEN,
    "disallow": dict.fromkeys(CAST, 404),
    "set_institution": REFUSED | {"ada": 302},
    "revoke": {"alice": 302, "bob": 403, "dina": 404, "charlie": 404, "otto": 404, "ada": 404},
    "act": HIDDEN,
    "judge": HIDDEN,
    "add_to_plan": HIDDEN,
    "act_on": HIDDEN,
    "promise": HIDDEN,
    "look": HIDDEN,
    "learned": HIDDEN | {"alice": 302, "bob": 302},
    "explain_miss": HIDDEN,
    "correct_miss": HIDDEN,
    "corrected_miss": HIDDEN,
    "close_signal": HIDDEN,
    "edit": GET["edit"],
    "sign": {"alice": 400, "bob": 400, "dina": 400, "charlie": 404, "otto": 404, "ada": 404},
    "issue": {"alice": 400, "bob": 400, "dina": 400, "charlie": 404, "otto": 404, "ada": 404},
    "acknowledge": {"alice": 403, "bob": 403, "dina": 302, "charlie": 404, "otto": 404, "ada": 404},
    "first_action": {"alice": 403, "bob": 403, "dina": 403, "charlie": 404, "otto": 404, "ada": 404},
    "decide": {"alice": 403, "bob": 403, "dina": 400, "charlie": 404, "otto": 404, "ada": 404},
    "supersede": dict.fromkeys(CAST, 404) | {"alice": 403, "bob": 403},
    "hold": READERS,
    "dissent": READERS,
    "clear": READERS,
    "record": READERS,
    "referral": READERS | {"alice": 403, "bob": 403, "dina": 403, "charlie": 302},
    "answer_inquiry": READERS | {"charlie": 400},
    "reply": READERS | {"alice": 403, "dina": 403, "charlie": 403},
    "unseal": READERS | {"alice": 403, "bob": 403, "dina": 403, "charlie": 400},
    "object_to": HIDDEN | {"alice": 403},
    "about_recorded": {"alice": 302, "bob": 403, "dina": 403, "charlie": 404, "otto": 404, "ada": 404},
    "make_key": REFUSED | {"charlie": 400},
    "about_record": EMPTY,
    "keep_class": REFUSED | {"bob": 400, "charlie": 400},
    "wording": REFUSED | {"bob": 400, "charlie": 400},
    "erase": {"alice": 403, "bob": 403, "dina": 404, "charlie": 404, "otto": 404, "ada": 404},
    "climb": {"alice": 302, "bob": 302, "dina": 404, "charlie": 404, "otto": 404, "ada": 404},
    "ladder_rules": REFUSED | {"bob": 400, "charlie": 400},
    "load_rules": REFUSED | {"bob": 400, "charlie": 400},
    "open_drill": REFUSED | {"bob": 400, "charlie": 400},
    "steer_drill": {"alice": 403, "bob": 302, "dina": 404, "charlie": 404, "otto": 404, "ada": 404},
    "triggers": REFUSED | {"bob": 400, "charlie": 400},
    "switch_trigger": REFUSED | {"alice": 302, "bob": 302, "charlie": 302},
    "suppress": REFUSED | {"bob": 400, "charlie": 400},
    "unsuppress": REFUSED | {"bob": 302, "charlie": 302},
    "dismiss": REFUSED | {"bob": 400, "charlie": 400},
    "take_receipt": {"alice": 200, "bob": 200, "dina": 403, "charlie": 404, "otto": 404, "ada": 404},
    "make_report": EMPTY,
    "make_paper": {"alice": 400, "bob": 400, "dina": 400, "charlie": 404, "otto": 404, "ada": 404},
    "say_outcome": {"alice": 400, "bob": 400, "dina": 400, "charlie": 404, "otto": 404, "ada": 404},
    "change_duty": EMPTY | {"otto": 403, "ada": 403},
    "answer_duty": REFUSED | {"bob": 302, "charlie": 302},
    "revoke_authority": REFUSED | {"bob": 400, "dina": 400, "charlie": 400},
    "knock": HIDDEN,
    "put_on": REFUSED | {"bob": 400, "charlie": 400},
    "take_off": REFUSED | {"bob": 302, "charlie": 302},
    "people": REFUSED | {"ada": 400},
    "set_roles": REFUSED | {"ada": 400},
    "deactivate": REFUSED | {"ada": 302},
    "reactivate": REFUSED | {"ada": 302},
    "reset_link": REFUSED | {"ada": 200},
    "preferences": EMPTY,
    "password": EMPTY,
    "set_email": EMPTY,
    "use_gateway": AWAY,
    "confirm_address": REFUSED,
    "end_contact": dict.fromkeys(CAST, 404),
    "open_feed": ALL | {"otto": 403, "ada": 403},
    "end_feed": EMPTY,
    "channels": REFUSED | {"ada": 400},
    "disable_endpoint": REFUSED | {"ada": 404},
    "retry_message": REFUSED | {"ada": 404},
    "keep_messages": REFUSED | {"ada": 400},
    "token": EMPTY,
    "revoke_token": dict.fromkeys(CAST, 404),
    "link": dict.fromkeys(CAST, 403),
    "account_login": AWAY,
    "mfa_authenticate": AWAY,
    "mfa_activate_totp": EMPTY,
    "mfa_deactivate_totp": dict.fromkeys(CAST, 404),
    "mfa_generate_recovery_codes": EMPTY,
    "account_reauthenticate": dict.fromkeys(CAST, 403),
    "mfa_reauthenticate": dict.fromkeys(CAST, 403),
}
"""What each person gets on sending an empty form to each address that takes one; all others answer 405."""

ABOUT_ALERTS = {
    "hold",
    "dissent",
    "clear",
    "record",
    "alert",
    "edit",
    "update_alert",
    "alert_life",
    "sign",
    "issue",
    "acknowledge",
    "decide",
    "first_action",
    "supersede",
    "papers",
    "say_outcome",
    "make_paper",
    "take_receipt",
}
ABOUT_ANSWERS = {
    "referral": "referral",
    "inquiry": "inquiry",
    "answer_inquiry": "inquiry",
    "reply": "dissent",
    "unseal": "dissent",
    "object_to": "clearance",
    "about_recorded": "recorded",
    "erase": "erasure",
}
VERBS = {
    "act_on": "enter",
    "alert_life": "cancel",
    "referral": "accept",
    "about_recorded": "witness",
    "promise": "keep",
}
ABOUT_SIGNALS = {"signal", "close_signal"}
ABOUT_DRILLS = {"drill", "debrief", "steer_drill"}
ABOUT_THREADS = {"thread", "climb", "explain_miss"}
ABOUT_PEOPLE = {"set_institution", "person", "set_roles", "deactivate", "reactivate", "reset_link"}
NOBODY = {
    "account_login": 200,
    "language": 405,
    "healthz": 200,
    "link": 403,
    "mfa_authenticate": 302,
    "feed": 404,
    "calendar": 404,
}
"""Where somebody without a session gets an answer; everywhere else they are sent to sign in."""


def routes() -> Iterator[str]:
    """The name of every address."""
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern), "a part of the pages included from elsewhere needs cases of its own"
        yield str(pattern.name)


def address(name: str, world: World) -> str:
    """The address of this name, about something that exists."""
    values = world.path_values(deed="report", clock="decide")
    if name in ABOUT_ALERTS:
        values["id"] = world.issued
    if name in ABOUT_ANSWERS:
        world.answers.update(world.answers or answered(world.cast, world.issued, words("Another"), NOW))
        values["id"] = world.answers[ABOUT_ANSWERS[name]]
    values |= {"verb": VERBS[name]} if name in VERBS else {}
    values["record_class"] = "draft"
    values |= {"deed": "order"} if name == "about_record" else {}
    values |= {"deed": "promise"} if name == "add_to_plan" else {}
    if name in ABOUT_SIGNALS:
        values["id"] = world.signal
    if name in ABOUT_THREADS:
        values["id"] = world.thread
    if name in PLANNED:
        values["id"] = PLANNED[name](world)
    if name in ABOUT_DRILLS:
        values |= {"id": drill_of(world), "verb": "start"}
    if name == "take_off":
        values["id"] = world.shift
    if name == "knock":
        values["id"] = world.thread
    if name == "change_duty":
        values["deed"] = "leave"
    if name == "answer_duty":
        values |= {"id": world.hours, "verb": "end-hours"}
    if name == "revoke_authority":
        values["id"] = world.authority
    if name == "unsuppress":
        values["id"] = world.silence
    if name == "dismiss":
        values["id"] = world.rung
    if name == "switch_trigger":
        values["verb"] = "back-run"
    if name in ABOUT_PEOPLE:
        values["id"] = world.cast.people["bob"]
    if name == "revoke_token":
        values["id"] = 1
    pattern = next(pattern for pattern in urls.urlpatterns if pattern.name == name)
    return reverse(name, kwargs={key: values[key] for key in pattern.pattern.converters})


def promise_of(world: World) -> str:
    """Something that was promised in Alice's situation."""
    day, words = NOW.date(), ("Donors", "The district", "Buses")
    alice = world.cast.viewer("alice")
    return promises.make(world.situation, *words, day, day, "Minutes", who=alice, now=NOW)


def lesson_of(world: World) -> str:
    """Something to change."""
    alice, day = world.cast.viewer("alice"), NOW.date() + timedelta(days=9)
    return lessons.write(world.situation, "A", "B", "C", "D", alice.person, day, who=alice, now=NOW)


def look_of(world: World) -> str:
    """A look back that is owed."""
    plans.add_look_backs(world.thread, [NOW.date()])
    return plans.look_backs(world.cast.viewer("alice"))[0].id


def action_of(world: World) -> str:
    """An action that nobody owns yet."""
    return actions.plan(world.situation, NewAction("Call."), who=world.cast.viewer("alice"), now=NOW)


def miss_of(world: World) -> str:
    """A clock of which somebody said what held it up."""
    return plans.explain(world.cast.viewer("alice"), (world.thread, "decide", None), Hurdle.OTHER, "Why.", NOW)


PLANNED: dict[str, Callable[[World], str]] = {
    "action": action_of,
    "act_on": action_of,
    "promise": promise_of,
    "look": look_of,
    "learned": lesson_of,
    "correct_miss": miss_of,
    "corrected_miss": miss_of,
}
"""What these addresses are about."""


def drill_of(world: World) -> str:
    """A drill in Alice's situation that Bob has opened, not yet started."""
    kept = drills.drill_in(world.cast.viewer("bob"), world.situation)
    opener = world.cast.people["bob"]
    return kept.id if kept else drills.add(Drill("", "kenya-2007", world.situation, "SDN", 60, opener, NOW))


def test_every_address_has_a_name_and_a_case() -> None:
    names = list(routes())
    assert len(names) == len(set(names))
    assert set(names) == set(GET)


def test_every_address_that_takes_a_form_has_a_case_for_sending_one() -> None:
    takes = {name for name, cases in GET.items() if cases is POST_ONLY}
    assert takes <= set(POST)
    assert set(POST) <= set(GET)
    for cases in (*GET.values(), *POST.values()):
        assert set(cases) == set(CAST)


@pytest.mark.parametrize("name", sorted(GET))
def test_an_address_shows_and_does_what_is_open_and_nothing_else(
    name: str, world: World, open_as: Callable[[str], Client], three_states: None
) -> None:
    """And without a session only signing in answers."""
    path, shown, told = address(name, world), {}, {}
    for person in CAST:
        with transaction.atomic():
            shown[person] = open_as(person).get(path).status_code
            told[person] = open_as(person).post(path).status_code
            transaction.set_rollback(True)
    assert shown == GET[name]
    assert told == POST.get(name, POST_ONLY)
    stranger = open_as("stranger")
    answer = stranger.get(path)
    assert answer.status_code == NOBODY.get(name, 302)
    if name not in NOBODY:
        assert answer.headers["Location"].startswith("/sign-in/")
        assert stranger.post(path).headers["Location"].startswith("/sign-in/")


def test_without_a_session_an_address_that_is_not_there_looks_like_one_that_is(
    open_as: Callable[[str], Client],
) -> None:
    answer = open_as("stranger").get("/situations/SDN/nothinghere1/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in/")


def bare(answer: HttpResponse, path: str) -> str:
    """The page without its own address and without the token of its forms."""
    assert answer.status_code == 404
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode().replace(path, ""))


def test_what_is_not_open_reads_like_what_does_not_exist(world: World, open_as: Callable[[str], Client]) -> None:
    charlie = open_as("charlie")
    for hidden, nothing in (
        (f"/alerts/{world.issued}/", "/alerts/nothinghere1/"),
        (f"/situations/SDN/{world.situation}/", "/situations/SDN/nothinghere1/"),
        (f"/signals/{world.signal}/", "/signals/nothinghere1/"),
    ):
        first, second = charlie.get(hidden), charlie.get(nothing)
        assert bare(first, hidden) == bare(second, nothing)


def test_charlie_finds_no_trace_of_the_situation_in_any_list_or_table(
    world: World, open_as: Callable[[str], Client], three_states: None
) -> None:
    charlie = open_as("charlie")
    for path in ("/watchlist/", "/situations/", "/situations/SDN/", "/waiting/", "/alerts/", "/log/"):
        for form in ("", "?format=csv"):
            text = charlie.get(path + form).content.decode()
            for trace in ("Darfur", world.situation, world.issued, world.signal, "Columns", "Emerging</span>"):
                assert trace not in text, (path, form, trace)


def test_an_addressee_sees_the_alert_and_nothing_else_of_the_situation(
    world: World, open_as: Callable[[str], Client], three_states: None
) -> None:
    dina = open_as("dina")
    assert "Issued" in dina.get(f"/alerts/{world.issued}/").content.decode()
    assert "Darfur" not in dina.get("/situations/SDN/").content.decode()
    assert dina.get(f"/alerts/{world.draft}/").status_code == 404


def test_a_situation_answers_under_its_own_state_only(world: World, open_as: Callable[[str], Client]) -> None:
    assert open_as("alice").get(f"/situations/MLI/{world.situation}/").status_code == 404
