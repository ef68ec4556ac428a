"""Who is let in where: every address, asked and sent a form by everybody there can be. Who is not named here is not."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from http.cookies import SimpleCookie

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.template.backends.django import Template
from django.test import Client

from tests import kinds
from tests.conftest import Cast
from tests.kinds import (
    ANALYSTS,
    CUSTODIANS,
    DECISION_MAKERS,
    EVERYBODY,
    FOCAL_POINTS,
    KINDS,
    RECEIVE,
    SIGHT,
)
from tests.web.test_permissions import ABOUT_ALERTS, ABOUT_THREADS, address, routes
from tests.web.world import World
from upstander.records.people import PUBLIC
from upstander.store.desk.threads import thread_of

WHO: tuple[tuple[frozenset[str], str], ...] = (
    (EVERYBODY | {"stranger"}, "GET:account_login GET:healthz POST:account_login POST:language"),
    (EVERYBODY, """
        GET:alerts GET:clocks GET:confirm_address GET:contacts GET:first GET:ladder GET:log GET:me GET:mechanisms
        GET:mfa_activate_totp GET:mfa_authenticate GET:mfa_generate_recovery_codes GET:mfa_index GET:open_situation
        GET:plans GET:records GET:scorecards GET:situations GET:sources GET:state GET:waiting GET:watchlist
        GET:wording
        POST:about_record POST:compute POST:end_feed POST:make_report POST:mfa_activate_totp POST:mfa_authenticate
        POST:mfa_generate_recovery_codes POST:open_situation POST:password POST:preferences POST:set_email
        POST:token POST:use_gateway
    """),
    (EVERYBODY - {"auditor", "administrator"}, "POST:open_feed"),
    (SIGHT, """
        GET:action GET:drill GET:knock GET:options GET:plan GET:signal GET:situation GET:situation_by_id GET:suspects
        GET:thread POST:act POST:act_on POST:add_to_plan POST:alert_life POST:allow POST:climb POST:close_signal
        POST:correct_miss POST:explain_miss POST:judge POST:knock POST:learned POST:lift_suspicion POST:look
        POST:promise POST:suspects
    """),
    (SIGHT | {"addressee"}, """
        GET:alert GET:inquiry GET:papers POST:answer_inquiry POST:clear POST:dissent POST:hold POST:issue
        POST:make_paper POST:record POST:say_outcome POST:sign
    """),
    (SIGHT & RECEIVE, "POST:corrected_miss"),
    (SIGHT & ANALYSTS, "GET:draft GET:edit GET:update_alert POST:draft POST:edit POST:update_alert"),
    (SIGHT & FOCAL_POINTS, "POST:reply"),
    (SIGHT & CUSTODIANS, "POST:erase POST:unseal"),
    (frozenset({"owner"}), "POST:about_recorded POST:revoke"),
    (frozenset({"addressee"}), "POST:acknowledge POST:decide"),
    (frozenset({"addressee", "owner"}), "POST:take_receipt"),
    (
        RECEIVE,
        "GET:drills GET:duty GET:ladder_rules GET:rules_file GET:shifts GET:trigger GET:triggers POST:change_duty",
    ),
    (ANALYSTS | FOCAL_POINTS, "POST:switch_trigger"),
    (FOCAL_POINTS | DECISION_MAKERS, "POST:revoke_authority"),
    (FOCAL_POINTS, """
        POST:answer_duty POST:dismiss POST:keep_class POST:ladder_rules POST:load_rules POST:open_drill POST:put_on
        POST:suppress POST:take_off POST:triggers POST:unsuppress POST:wording
    """),
    (CUSTODIANS, "POST:make_key"),
    (frozenset({"administrator"}), """
        GET:channels GET:people GET:person POST:channels POST:deactivate POST:keep_messages POST:people POST:reactivate
        POST:reset_link POST:set_institution POST:set_roles
    """),
)  # fmt: skip
"""Who is let in to open an address or to send it a form, be it an empty one that is then found wanting. Nobody else."""

OF_A_SITUATION = {"situation_by_id", "situation", "draft", "suspects", "options", "judge", "act"}

Ask = Callable[[str, str, str], bool]


def let_in(answer: HttpResponse) -> bool:
    """Whether the answer is another one than of what is closed, is not there, or takes no such form."""
    return answer.status_code not in {403, 404, 405} and not answer.headers.get("Location", "").startswith("/sign-in/")


@pytest.fixture
def ask(
    world: World, cast: Cast, as_: Callable[..., Client], three_states: None, monkeypatch: pytest.MonkeyPatch
) -> Ask:
    """Ask as somebody of a kind; what it changes is undone, and pages are not drawn."""
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")
    cache.clear()
    clients = {kind: as_(who) for kind, who in {"stranger": PUBLIC, **kinds.made(cast)}.items()}
    sessions = {kind: {name: kept.value for name, kept in each.cookies.items()} for kind, each in clients.items()}

    def asked(kind: str, method: str, path: str) -> bool:
        client = clients[kind]
        client.cookies = SimpleCookie(sessions[kind])
        with transaction.atomic():
            answer = client.get(path) if method == "GET" else client.post(path)
            transaction.set_rollback(True)
        return let_in(answer)

    return asked


def allowed() -> dict[str, frozenset[str]]:
    """The table by address."""
    return {key: who for who, keys in WHO for key in keys.split()}


def wrongs(ask: Ask, method: str, world: World) -> Iterator[str]:
    """What is open to others than the table says."""
    table = allowed()
    for name in routes():
        key, path = f"{method}:{name}", address(name, world)
        found = {kind for kind in KINDS if ask(kind, method, path)}
        if found != table.get(key, frozenset()):
            yield f"{key} lets in {sorted(found)}: name it where it belongs in tests/web/test_matrix.py, or close it"


def test_the_table_names_each_address_once_and_nothing_else() -> None:
    keys = [key for _, keys in WHO for key in keys.split()]
    assert len(keys) == len(set(keys))
    assert {key.partition(":")[2] for key in keys} <= set(routes())


def test_an_address_opens_to_those_who_are_named_and_to_nobody_else(ask: Ask, world: World) -> None:
    assert list(wrongs(ask, "GET", world)) == []


def test_a_form_is_taken_from_those_who_are_named_and_from_nobody_else(ask: Ask, world: World) -> None:
    assert list(wrongs(ask, "POST", world)) == []


def test_what_lies_in_another_situation_is_closed_to_all_but_its_owner(ask: Ask, world: World, cast: Cast) -> None:
    drill = cast.viewer("alice").grants - {world.situation}
    other = replace(
        world, situation=next(iter(drill)), issued=world.exercise, thread=thread_of(alert=world.exercise) or ""
    )
    for name in sorted((OF_A_SITUATION | ABOUT_ALERTS | ABOUT_THREADS) & set(routes())):
        path = address(name, other).replace("/SDN/", "/MLI/")
        for method in ("GET", "POST"):
            assert [kind for kind in KINDS if kind != "owner" and ask(kind, method, path)] == [], (method, name)
