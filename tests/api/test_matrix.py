"""Who is let in where: every operation of the interface, asked by everybody there can be. Who is not named is not."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

import pytest
from django.db import transaction

from tests import kinds
from tests.api.cases import request
from tests.api.test_permissions import OPERATIONS
from tests.api.world import Desk
from tests.api.world import ask as put
from tests.conftest import NOW, Cast
from tests.kinds import ANALYSTS, CUSTODIANS, DECISION_MAKERS, EVERYBODY, FOCAL_POINTS, KINDS, RECEIVE, REPORTERS, SIGHT
from upstander.api.doors import PACE
from upstander.jobs import people

pytestmark = pytest.mark.django_db

WHO: tuple[tuple[frozenset[str], str], ...] = (
    (EVERYBODY, """
        GET /api/actions
        GET /api/alerts
        GET /api/decisions
        GET /api/drills
        GET /api/firings
        GET /api/lessons
        GET /api/log
        GET /api/messages
        GET /api/notices
        GET /api/outcomes
        GET /api/panel
        GET /api/people
        GET /api/promises
        GET /api/records
        GET /api/records/classes
        GET /api/scorecards
        GET /api/signals
        GET /api/situations
        GET /api/states
        GET /api/states/{iso3}
        GET /api/states/{iso3}/years
        GET /api/threads
        GET /api/waiting
        GET /api/watchlist
        GET /api/wording
    """),
    (SIGHT | {"addressee"}, """
        GET /api/actions/{id}
        GET /api/alerts/{id}
        GET /api/alerts/{id}/answers
        GET /api/alerts/{id}/outcomes
        GET /api/decisions/{id}
        GET /api/inquiries/{id}
        POST /api/alerts/{id}/dissents
        POST /api/alerts/{id}/papers
        POST /api/alerts/{id}/review
    """),
    (SIGHT, """
        GET /api/plans/{id}
        GET /api/signals/{id}
        GET /api/situations/{id}
        GET /api/situations/{id}/options
        GET /api/situations/{id}/suspects
        GET /api/threads/{id}
    """),
    (SIGHT - CUSTODIANS, "POST /api/signals"),
    (SIGHT & RECEIVE, """
        POST /api/actions
        POST /api/alerts/{id}/outcomes
        POST /api/lessons
        POST /api/lessons/{id}/learned
        POST /api/promises
        POST /api/promises/{id}/break
        POST /api/promises/{id}/follow-up
        POST /api/promises/{id}/keep
    """),
    ((SIGHT & RECEIVE) | {"addressee"}, """
        POST /api/actions/{id}/block
        POST /api/actions/{id}/finish
        POST /api/actions/{id}/start
        POST /api/alerts/{id}/pass-on
    """),
    (SIGHT & ANALYSTS, """
        POST /api/alerts
        POST /api/alerts/{id}/update
        PUT /api/alerts/{id}
    """),
    (SIGHT & (ANALYSTS | FOCAL_POINTS), """
        POST /api/alerts/{id}/all-clear
        POST /api/alerts/{id}/ask-second
        POST /api/alerts/{id}/cancel
        POST /api/alerts/{id}/clearances
        POST /api/signals/{id}/close
        POST /api/situations/{id}/judgements
        POST /api/situations/{id}/phase
        POST /api/situations/{id}/suspects
        POST /api/threads/{id}/close
        POST /api/threads/{id}/take
    """),
    ((SIGHT & (ANALYSTS | FOCAL_POINTS)) - {"owner"}, """
        POST /api/alerts/{id}/sign
        POST /api/alerts/{id}/withhold
    """),
    (SIGHT & FOCAL_POINTS, """
        POST /api/alerts/{id}/issue
        POST /api/alerts/{id}/recorded
        POST /api/alerts/{id}/take-off
        POST /api/dissents/{id}/reply
        POST /api/situations/{id}/suspects/{suspicion}/lift
    """),
    (SIGHT & (FOCAL_POINTS | CUSTODIANS), """
        POST /api/records/{object}/hold
        POST /api/records/{object}/lift
    """),
    (SIGHT & (FOCAL_POINTS | CUSTODIANS | DECISION_MAKERS), "POST /api/records/{object}/classify"),
    (SIGHT & (RECEIVE | CUSTODIANS), "POST /api/records/{object}/order"),
    (SIGHT & CUSTODIANS, "POST /api/erasures/{id}/erase"),
    (frozenset({"addressee"}), """
        POST /api/alerts/{id}/acknowledge
        POST /api/alerts/{id}/decisions
        POST /api/alerts/{id}/need-more
        POST /api/alerts/{id}/refer
        POST /api/decisions/{id}/supersede
        POST /api/recorded/{id}/confirm
        POST /api/recorded/{id}/dispute
        POST /api/referrals/{id}/withdraw
    """),
    (frozenset({"owner"}), """
        GET /api/drills/{id}
        POST /api/alerts/{id}/receipts
        POST /api/grants/{id}/revoke
        POST /api/recorded/{id}/witness
        POST /api/situations/{id}/grants
        POST /api/threads/{id}/enter
        POST /api/threads/{id}/finish
        POST /api/threads/{id}/renew
    """),
    (RECEIVE, """
        GET /api/authorities
        GET /api/duty
        GET /api/ladder/rules
        POST /api/reports/{year}
        GET /api/triggers
        GET /api/triggers/{name}
    """),
    (ANALYSTS | FOCAL_POINTS, "POST /api/situations"),
    (RECEIVE, "POST /api/duty/leaves"),
    (SIGHT & RECEIVE, """
        POST /api/threads/{id}/close-lane
        POST /api/threads/{id}/grade
        POST /api/threads/{id}/knocks
        POST /api/threads/{id}/open-lane
    """),
    (SIGHT & (RECEIVE | REPORTERS), "POST /api/threads/{id}/mark-imminent"),
    (ANALYSTS | FOCAL_POINTS, "POST /api/triggers/{name}/back-run"),
    (FOCAL_POINTS | DECISION_MAKERS, """
        POST /api/authorities
        POST /api/authorities/{authority}/revoke
    """),
    (frozenset({"owner"}), "POST /api/duty/swaps"),
    (FOCAL_POINTS, """
        POST /api/drills
        POST /api/duty/hours
        POST /api/duty/shifts
        POST /api/duty/{entry}/{verb}
        POST /api/firings/{firing}/dismiss
        POST /api/silences/{silence}/end
        PUT /api/ladder/rules
        PUT /api/records/classes/{record_class}
        PUT /api/wording
        POST /api/triggers
        POST /api/triggers/{name}/off
        POST /api/triggers/{name}/on
        POST /api/triggers/{name}/suppress
    """),
    (frozenset({"administrator"}), "POST /api/messages/{id}/retry"),
)  # fmt: skip
"""Whose request is taken, be it then found wanting. Nobody else's."""

CLOSED = {401, 403, 404}

Ask = Callable[[str, tuple[str, str], Mapping[str, object]], int]


@pytest.fixture
def ask(desk: Desk, cast: Cast) -> Ask:
    """Ask as somebody of a kind; what it changes is undone."""
    until = NOW + timedelta(days=1)
    tokens = {kind: people.token("matrix", until, who=who, now=NOW) for kind, who in kinds.made(cast).items()}
    everybody = Desk(desk.ids, tokens)

    def asked(kind: str, key: tuple[str, str], ids: Mapping[str, object]) -> int:
        PACE.counts.clear()
        with transaction.atomic():
            answer = put(everybody, kind, *request(key, dict(ids)))
            transaction.set_rollback(True)
        return answer.status_code

    return asked


def allowed() -> dict[str, frozenset[str]]:
    """The table by operation."""
    return {key.strip(): who for who, keys in WHO for key in keys.strip().splitlines()}


def wrongs(ask: Ask, desk: Desk) -> Iterator[str]:
    """What is open to others than the table says."""
    table = allowed()
    for key in sorted(OPERATIONS):
        name = " ".join(key)
        found = {kind for kind in KINDS if ask(kind, key, desk.ids) not in CLOSED}
        if found != table.get(name, frozenset()):
            yield f"{name} lets in {sorted(found)}: name it where it belongs in tests/api/test_matrix.py, or close it"


def test_the_table_names_each_operation_once_and_nothing_else() -> None:
    keys = [key.strip() for _, keys in WHO for key in keys.strip().splitlines()]
    assert len(keys) == len(set(keys))
    assert set(keys) <= {" ".join(key) for key in OPERATIONS}


def test_an_operation_is_open_to_those_who_are_named_and_to_nobody_else(ask: Ask, desk: Desk) -> None:
    assert list(wrongs(ask, desk)) == []
