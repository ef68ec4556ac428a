"""What lies between an alert and its decision, and how long words live."""

from django.db import models

from upstander.records.answers import Medium, RecordClass
from upstander.store.desk.models.chain import Alert, Decision, Recipient, Signal, Situation
from upstander.store.desk.models.people import Person
from upstander.store.desk.models.shapes import Named, words


class Referral(Named):
    """An owner of an alert names the next one; it ends accepted, returned or withdrawn."""

    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="referrals")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="referred")
    reason = models.TextField()
    present = models.TextField(blank=True, default="")
    dissent = models.TextField(blank=True, default="")
    referred_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_reason = models.TextField(blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True)
    record_class = words(RecordClass, default=RecordClass.DECISION)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient"],
                condition=models.Q(accepted_at__isnull=True, returned_at__isnull=True, withdrawn_at__isnull=True),
                name="referred_to_one_at_a_time",
            )
        ]


class Inquiry(Named):
    """What a decider must know first: of whom, by when. It goes with the answer to whoever accepts that."""

    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="inquiries")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="inquiries")
    what = models.TextField()
    reason = models.TextField()
    present = models.TextField(blank=True, default="")
    dissent = models.TextField(blank=True, default="")
    late_reason = models.TextField(blank=True, default="")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True, default="")
    signals = models.ManyToManyField(Signal, related_name="+")
    closed_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    record_class = words(RecordClass, default=RecordClass.DELIBERATIVE)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["of", "answered_at"], name="inquiries_owed")]


class CustodyKey(Named):
    """A custodian's key pair: the half that opens lies encrypted with a passphrase that is kept nowhere."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="custody_keys")
    closes = models.CharField(max_length=100)
    opens = models.TextField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)


class SealedDissent(Named):
    """A disagreement without a name: `author` opens with a custodian's key. No column says who, or when exactly."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="sealed")
    text = models.TextField()
    author = models.TextField()
    hour = models.DateTimeField()
    due_at = models.DateTimeField()
    reply = models.TextField(blank=True, default="")
    replied_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)
    overdue_at = models.DateTimeField(null=True)
    logged_at = models.DateTimeField(null=True)
    record_class = words(RecordClass, default=RecordClass.DECISION)
    erased_at = models.DateTimeField(null=True)


class SealOpening(models.Model):
    """A custodian looked who wrote it, and why."""

    dissent = models.ForeignKey(SealedDissent, on_delete=models.PROTECT, related_name="openings")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()


class Clearance(Named):
    """Several people asked at once whether they object to a text, with an hour set."""

    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="clearances")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    what = models.TextField()
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    digest = models.CharField(max_length=64)
    despite = models.TextField(blank=True, default="")
    recorded_at = models.DateTimeField(null=True)
    record_class = words(RecordClass, default=RecordClass.DELIBERATIVE)
    erased_at = models.DateTimeField(null=True)


class ClearanceVoice(models.Model):
    """One of those asked; silent until they object."""

    clearance = models.ForeignKey(Clearance, on_delete=models.PROTECT, related_name="voices")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="clearances")
    objected_at = models.DateTimeField(null=True)
    objection = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["clearance", "person"], name="cleared_once")]


class RecordedAnswer(Named):
    """How a decision reached the desk that was given elsewhere."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="recorded")
    medium = words(Medium)
    given_at = models.DateTimeField()
    reference = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    witness = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="witnesses")
    witnessed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    dispute = models.TextField(blank=True, default="")


class Hold(Named):
    """A reason why nothing of a record may be erased, until it is lifted or its own time is over."""

    object = models.CharField(max_length=60, db_index=True)
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)


class Erasure(Named):
    """An order to erase; once done, the tombstone. No situation: the words are of the desk itself."""

    object = models.CharField(max_length=60, db_index=True)
    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, null=True, related_name="erasures")
    record_class = words(RecordClass)
    basis = models.TextField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    erased_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    erased_at = models.DateTimeField(null=True)


class PastTime(models.Model):
    """How many records of a situation have been kept as long as agreed and are spoken of by no order and no hold.

    Counted by the clock, and anew by whatever changes it: an inbox reads it at one look.
    """

    situation = models.OneToOneField(Situation, on_delete=models.CASCADE, primary_key=True, related_name="past_time")
    records = models.PositiveIntegerField()


class Handover(Named):
    """Why a situation went to another owner."""

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="handovers")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()
    record_class = words(RecordClass, default=RecordClass.DELIBERATIVE)
    erased_at = models.DateTimeField(null=True)
