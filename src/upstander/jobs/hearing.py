"""Who hears of a situation: nobody of a body that is suspected there, unless a focal point has allowed it by name."""

from collections.abc import Collection, Iterable, Mapping

from upstander.records.channels import Notice
from upstander.records.ladder import Shift
from upstander.records.suspicion import hears
from upstander.store.desk import outbox
from upstander.store.desk import suspects as desk


def left_out(situation: str, persons: Collection[int]) -> frozenset[int]:
    """Those of them who are told nothing by default."""
    suspected = desk.standing(situation)
    if not suspected:
        return frozenset()
    allowed = desk.exempted(situation)
    places = desk.workplaces(persons)
    return frozenset(id for id, place in places.items() if not hears(place, suspected, allowed))


def hearing(new: Iterable[Notice]) -> list[Notice]:
    """Those of these notices that go to nobody of a suspected body; a situation's owner always hears of it."""
    told = list(new)
    wary = desk.suspicious({each.situation for each in told if each.situation})
    owners = outbox.owners(wary) if wary else {}
    out = {
        situation: left_out(situation, {each.person for each in told if each.situation == situation}) - {owner}
        for situation, owner in owners.items()
    }
    return [each for each in told if each.person not in out.get(each.situation, ())]


def unsuspected(shifts: Mapping[str, list[Shift]]) -> dict[str, list[Shift]]:
    """By situation, the shifts of people who may hear of it: the ladder calls nobody else."""
    suspicious = desk.suspicious(list(shifts))
    return {
        situation: [each for each in on_duty if each.person not in out]
        for situation, on_duty in shifts.items()
        for out in [left_out(situation, {each.person for each in on_duty}) if situation in suspicious else frozenset()]
    }
