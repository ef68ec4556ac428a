"""Who works in a body that is suspected, and hears nothing of it unless a focal point has allowed it by name."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from upstander.lib.text import bare
from upstander.records.alert_life import Exemption, Suspect, Workplace

SMALL = frozenset(("the", "of", "and", "for", "de", "del", "des", "du", "la", "le", "les", "los", "et", "y"))
"""Words that make no name another one."""

NEARLY = 0.85
"""How alike two spellings are from which on they may be one name: `difflib`'s ratio."""


def works_in(place: Workplace, suspect: Suspect) -> bool:
    """Whether a person works in this body: in that State's institutions, or in the one institution named."""
    if suspect.lifted_at is not None:
        return False
    if not suspect.institution:
        return bool(suspect.iso3) and place.iso3 == suspect.iso3
    same_state = not (suspect.iso3 and place.iso3) or suspect.iso3 == place.iso3
    return bool(place.institution) and bare(place.institution) == bare(suspect.institution) and same_state


def resembles(place: Workplace, suspect: Suspect) -> bool:
    """Whether the name of where a person works reads like the body's: its initials, its words and more, nearly its
    spelling. A person must look at it: by resemblance alone nobody is left out.
    """
    if works_in(place, suspect) or suspect.lifted_at or (suspect.iso3 and place.iso3 and suspect.iso3 != place.iso3):
        return False
    one, other = words(place.institution), words(suspect.institution)
    if not one or not other:
        return False
    within = min(len(set(one)), len(set(other))) > 1 and (set(one) <= set(other) or set(one) >= set(other))
    short = "".join(word[0] for word in one) == "".join(other) or "".join(one) == "".join(word[0] for word in other)
    return within or short or SequenceMatcher(None, "".join(one), "".join(other)).ratio() >= NEARLY


def words(name: str) -> list[str]:
    """The words of a name, without the small ones."""
    found = (bare(each) for each in name.replace("-", " ").split())
    return [each for each in found if each and each not in SMALL]


def suspected(place: Workplace, suspects: Iterable[Suspect]) -> Suspect | None:
    """The first suspected body this person works in."""
    return next((each for each in suspects if works_in(place, each)), None)


def allowed(person: int, exemptions: Iterable[Exemption]) -> Exemption | None:
    """What a focal point wrote to let this person hear of it all the same, if that still stands."""
    return next((each for each in exemptions if each.person == person and each.ended_at is None), None)


def hears(place: Workplace, suspects: Iterable[Suspect], exemptions: Iterable[Exemption]) -> bool:
    """Whether the person works in no suspected body, or is allowed by name."""
    return suspected(place, suspects) is None or allowed(place.person, exemptions) is not None
