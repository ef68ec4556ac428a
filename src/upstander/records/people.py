"""Who asks, and what they may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person does at the desk."""

    REPORTER = "reporter"
    ANALYST = "analyst"
    FOCAL_POINT = "focal_point"
    DECISION_MAKER = "decision_maker"
    CUSTODIAN = "custodian"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


APART: frozenset[Role] = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
"""Roles that stand alone: who keeps the people or reads the log takes no part in the work."""

RECEIVES: frozenset[Role] = frozenset({Role.ANALYST, Role.FOCAL_POINT, Role.DECISION_MAKER})
"""Roles that an alert can be addressed to."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person behind a request: roles held and situations granted at this moment.

    Built at the edge from a session, a token or `--as`. `person` 0 is nobody. `exercise`: the account was made for a
    drill, and does nothing outside it. `shut`: situations in which the body where they work is suspected.
    """

    person: int
    name: str
    roles: frozenset[Role] = frozenset()
    grants: frozenset[str] = frozenset()
    reads_only: bool = False
    exercise: bool = False
    shut: frozenset[str] = frozenset()

    def may(self, roles: Iterable[Role]) -> bool:
        """Whether the viewer acts in one of these roles; `--as` acts in none."""
        return not self.reads_only and bool(self.roles & frozenset(roles))

    def may_everywhere(self, roles: Iterable[Role]) -> bool:
        """The same for what concerns the whole desk: whoever only plays in a drill may not."""
        return not self.exercise and self.may(roles)


PUBLIC = Viewer(0, "public")
"""Nobody: sees open figures only."""

MACHINE = Viewer(-1, "")
"""The desk's own programs: they propose signals, and decide nothing."""
