"""Who works in a body that is suspected, and hears nothing of it unless a focal point has allowed it by name."""

from collections.abc import Iterable

from upstander.lib.text import bare
from upstander.records.alert_life import Exemption, Suspect, Workplace


def works_in(place: Workplace, suspect: Suspect) -> bool:
    """Whether a person works in this body: in that State's institutions, or in the one institution named."""
    if suspect.lifted_at is not None:
        return False
    if not suspect.institution:
        return bool(suspect.iso3) and place.iso3 == suspect.iso3
    same_state = not (suspect.iso3 and place.iso3) or suspect.iso3 == place.iso3
    return bool(place.institution) and bare(place.institution) == bare(suspect.institution) and same_state


def suspected(place: Workplace, suspects: Iterable[Suspect]) -> Suspect | None:
    """The first suspected body this person works in."""
    return next((each for each in suspects if works_in(place, each)), None)


def allowed(person: int, exemptions: Iterable[Exemption]) -> Exemption | None:
    """What a focal point wrote to let this person hear of it all the same, if that still stands."""
    return next((each for each in exemptions if each.person == person and each.ended_at is None), None)


def hears(place: Workplace, suspects: Iterable[Suspect], exemptions: Iterable[Exemption]) -> bool:
    """Whether the person works in no suspected body, or is allowed by name."""
    return suspected(place, suspects) is None or allowed(place.person, exemptions) is not None
