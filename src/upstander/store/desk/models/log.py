"""The log that only grows."""

from django.db import models


class Entry(models.Model):
    """One line of the log. The database itself refuses to change or delete one."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    person = models.BigIntegerField()
    name = models.CharField(max_length=200)
    action = models.CharField(max_length=60)
    object = models.CharField(max_length=60)
    situation = models.CharField(max_length=12, blank=True, default="")
    detail = models.TextField(default="{}")
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["situation", "number"]), models.Index(fields=["person", "object"])]


class Head(models.Model):
    """The end of the log: one row, locked while a line is added."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="0" * 64)
