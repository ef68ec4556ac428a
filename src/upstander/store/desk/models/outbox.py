"""What leaves the desk: how people are reached, what they are told, what became of each message."""

from django.db import models

from upstander.records.channels import Channel, DeliveryState
from upstander.records.desk import Status
from upstander.store.desk.models.people import Person
from upstander.store.desk.models.shapes import Named, words


class Contact(Named):
    """A way to reach one person. `address` is encrypted; empty where the desk's gateway knows it by this row's id."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    channel = words(Channel)
    address = models.TextField(blank=True, default="")
    since = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "channel", "ended_at"])]


class Endpoint(Named):
    """A webhook address of the desk's own; address and secret are encrypted."""

    name = models.CharField(max_length=200)
    url = models.TextField()
    secret = models.TextField()
    since = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    disabled_at = models.DateTimeField(null=True)
    disabled_reason = models.CharField(max_length=200, blank=True, default="")


class Notice(Named):
    """Something that a person was told, written together with the change it tells of. No person: the canary.

    `digest`: not worth an interruption; it waits for the daily summary, which sets `digested_at`.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="notices")
    situation = models.CharField(max_length=12, blank=True, default="")
    what = models.TextField()
    path = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    status = words(Status, default=Status.ACTUAL)
    at = models.DateTimeField(db_index=True)
    due = models.DateTimeField(null=True)
    digest = models.BooleanField(default=False)
    digested_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="told_once")]
        indexes = [models.Index(fields=["digest", "digested_at"])]


class Delivery(Named):
    """One message to one place: the delivery log. Its id is the message's own, whatever the number of tries."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    channel = words(Channel)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, related_name="deliveries")
    endpoint = models.ForeignKey(Endpoint, on_delete=models.PROTECT, null=True, related_name="deliveries")
    state = words(DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["state", "next_at"])]
