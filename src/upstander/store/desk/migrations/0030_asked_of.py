"""What an inbox is counted by, without a look at the alerts themselves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Indexes alone."""

    dependencies = [("desk", "0029_taken_off")]

    operations = [
        migrations.RemoveIndex("recipient", "desk_recipi_person__963dec_idx"),
        migrations.AddIndex("recipient", models.Index(fields=["person", "asks_at", "alert"], name="asked_of")),
        migrations.AddIndex(
            "recipient",
            models.Index(condition=models.Q(("off_at__isnull", False)), fields=["person"], name="taken_off"),
        ),
        migrations.AddIndex("alert", models.Index(fields=["status", "id"], name="alerts_by_status")),
    ]
