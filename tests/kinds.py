"""Everybody there can be at a desk, by role and by what was opened to them: for matrices of who may do what."""

from collections.abc import Mapping
from datetime import timedelta

from tests.conftest import NOW, Cast
from upstander.jobs import access, people
from upstander.records.people import APART, MACHINE, RECEIVES, Role, Viewer
from upstander.store.desk.people import viewer_of

OPEN_TO = tuple(role for role in Role if role not in APART)
"""Roles to which a situation can be opened."""

KINDS = ("stranger", "addressee", "owner", *Role, *(f"{role}, granted" for role in OPEN_TO))
"""Nobody, the addressee of an alert, the owner of its situation, each role without and with sight of it."""


def made(cast: Cast) -> Mapping[str, Viewer]:
    """A person of every kind, beside the situation that Alice owns and the alert addressed to Dina."""
    found = {"addressee": cast.people["dina"], "owner": cast.people["alice"]}
    for role in Role:
        found[role] = person(role, role)
    for role in OPEN_TO:
        found[f"{role}, granted"] = person(f"{role}-granted", role)
        until = NOW + timedelta(days=9)
        given = {"who": cast.viewer("alice"), "now": NOW - timedelta(hours=2)}
        access.give(cast.situation, found[f"{role}, granted"], "On the team.", until, **given)
    return {kind: viewer_of(id, NOW) for kind, id in found.items()}


def person(name: str, role: Role) -> int:
    """Somebody who holds one role."""
    username = f"somebody-{name.replace('_', '-')}"
    return people.add(username, username.title(), [role], who=MACHINE, now=NOW - timedelta(days=1)).id


def of(*roles: Role) -> frozenset[str]:
    """Everybody who holds one of these roles, whatever was opened to them."""
    held = {"addressee": Role.DECISION_MAKER, "owner": Role.ANALYST}
    return frozenset(kind for kind in KINDS if held.get(kind, kind.removesuffix(", granted")) in roles)


EVERYBODY = frozenset(KINDS) - {"stranger"}
SIGHT = frozenset(kind for kind in KINDS if kind.endswith(", granted")) | {"owner"}
RECEIVE = of(*RECEIVES)
ANALYSTS, FOCAL_POINTS = of(Role.ANALYST), of(Role.FOCAL_POINT)
DECISION_MAKERS, CUSTODIANS, REPORTERS = of(Role.DECISION_MAKER), of(Role.CUSTODIAN), of(Role.REPORTER)
