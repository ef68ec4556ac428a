"""Who works in a body that is suspected, and is told nothing unless a focal point allows it by name. Pure."""

from collections.abc import Iterable

from upstander.records.alert_life import Exemption, Suspect, Workplace
from upstander.records.checks import line, optional, passage
from upstander.records.errors import Refused, Usage
from upstander.records.people import Role, Viewer
from upstander.records.suspicion import hears, suspected

KEEPS = (Role.ANALYST, Role.FOCAL_POINT)
ALLOWS = (Role.FOCAL_POINT,)


def may_hear(
    place: Workplace, suspects: Iterable[Suspect], exemptions: Iterable[Exemption], field: str = "addresses"
) -> None:
    """Refused if the person works in a suspected body and nobody has allowed it."""
    if not hears(place, suspects, exemptions):
        raise Refused(
            "%(name)s works in a body that is suspected here: leave them out, or ask a focal point to allow it with a"
            " written reason.",
            field,
            name=place.name,
        )


def may_keep(who: Viewer, mine: Workplace, suspects: Iterable[Suspect]) -> None:
    """Refused unless an analyst or a focal point who works in no body that is suspected here."""
    if not who.may(KEEPS):
        raise Refused("Ask an analyst or a focal point: they say which bodies are suspected.")
    untouched(mine, suspects)


def may_allow(who: Viewer, mine: Workplace, suspects: Iterable[Suspect]) -> None:
    """Refused unless a focal point who works in no body that is suspected here."""
    if not who.may(ALLOWS):
        raise Refused("Ask a focal point: they alone lift a suspicion or make an exception.")
    untouched(mine, suspects)


def untouched(mine: Workplace, suspects: Iterable[Suspect]) -> None:
    """Refused for whoever works in a suspected body: nobody judges their own."""
    if suspected(mine, suspects) is not None:
        raise Refused("Ask somebody else: you work in a body that is suspected here.")


def checked(institution: str, iso3: str, reason: str) -> tuple[str, str, str]:
    """A body to suspect, its texts trimmed; Usage unless it names an institution or a State, and a reason."""
    name, state = optional(institution, "institution", 200), iso3.strip().upper()
    if not name and not state:
        raise Usage("Name an institution, or the State whose institutions are suspected.", "institution")
    return line(name, "institution") if name else "", state, passage(reason, "reason")
