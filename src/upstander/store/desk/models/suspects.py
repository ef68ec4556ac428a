"""Bodies that are suspected in a situation, and who may hear of it all the same."""

from django.db import models

from upstander.store.desk.models.chain import Situation
from upstander.store.desk.models.people import Person
from upstander.store.desk.models.shapes import Named


class SuspectedBody(Named):
    """An institution, or with an empty name every institution of a State, that is suspected in a situation."""

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="suspects")
    institution = models.CharField(max_length=200, blank=True, default="")
    iso3 = models.CharField(max_length=3, blank=True, default="")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_reason = models.TextField(blank=True, default="")


class Exemption(Named):
    """A focal point lets one person hear of a situation although they work in a suspected body."""

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="exemptions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
