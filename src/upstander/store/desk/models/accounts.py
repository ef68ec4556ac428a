"""What became of it: a named person's dated account of what came of a warning."""

from django.db import models

from upstander.store.desk.models.chain import Alert
from upstander.store.desk.models.people import Person
from upstander.store.desk.models.shapes import Named


class WarningOutcome(Named):
    """What came of an alert, with its source. Never edited: the newest counts, its words erased or not."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="outcomes")
    happened = models.BooleanField()
    on = models.DateField()
    source = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)
    erased_at = models.DateTimeField(null=True)
