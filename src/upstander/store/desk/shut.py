"""Situations of which somebody hears nothing: the body where they work is suspected there."""

from upstander.records.alert_life import Workplace
from upstander.records.suspicion import works_in
from upstander.store.desk import models
from upstander.store.desk.suspects import suspect


def shut_to(person: models.Person) -> frozenset[str]:
    """Those in which a suspicion stands against the body where they work, and nobody has allowed it by name.

    The owner of a situation always hears of it: until it is handed over, nobody else answers for it.
    """
    place = Workplace(person.pk, person.name, person.institution, person.institution_iso3)
    if not (place.institution or place.iso3):
        return frozenset()
    allowed = models.Exemption.objects.filter(person=person, ended_at__isnull=True).values("situation")
    found = models.SuspectedBody.objects.filter(lifted_at__isnull=True).select_related("by", "lifted_by")
    standing = found.exclude(situation__owner=person).exclude(situation__in=allowed)
    return frozenset(row.situation_id for row in standing if works_in(place, suspect(row)))
