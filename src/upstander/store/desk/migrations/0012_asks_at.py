from django.db import migrations, models
from django.db.models import Case, Exists, F, OuterRef, Q, When


def settle(apps, _editor):
    """Say of everybody addressed so far by when they owe something next."""
    alerts, recipients, decisions = (apps.get_model("desk", name) for name in ("Alert", "Recipient", "Decision"))
    ends = ("cancel", "all_clear")
    newer = alerts.objects.filter(line=OuterRef("alert__line"), turn__gt=OuterRef("alert__turn"), stage="issued")
    newer = newer.filter(Q(kind__in=ends) | Q(recipients__person=OuterRef("person")))
    standing = Q(superseded_by__isnull=True, disputed_at__isnull=True)
    answered = decisions.objects.filter(standing, recipient=OuterRef("pk"))
    owing = recipients.objects.filter(~Exists(newer), ~Exists(answered), alert__stage="issued")
    owing = owing.exclude(alert__kind__in=ends, acknowledged_at__isnull=False)
    deadline = Case(When(acknowledged_at__isnull=True, then=F("acknowledge_by")), default=F("decide_by"))
    recipients.objects.filter(pk__in=owing.values("pk")).update(asks_at=deadline)


class Migration(migrations.Migration):
    dependencies = [("desk", "0011_accounts")]

    operations = [
        migrations.AddField(
            model_name="recipient", name="asks_at", field=models.DateTimeField(db_index=True, null=True)
        ),
        migrations.AddIndex(
            model_name="recipient",
            index=models.Index(fields=["person", "asks_at"], name="desk_recipi_person__963dec_idx"),
        ),
        migrations.AddIndex(
            model_name="alert",
            index=models.Index(
                condition=models.Q(single_signature=True), fields=["review_by"], name="under_one_signature"
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(closed_at__isnull=True, quiet=True), fields=["opened_at"], name="only_watched"
            ),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
