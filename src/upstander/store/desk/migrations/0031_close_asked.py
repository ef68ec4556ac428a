"""Who has asked for the end of what is imminent, which takes two."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A column and its index."""

    dependencies = [("desk", "0030_asked_of")]

    operations = [
        migrations.AddField(
            "thread",
            "close_asked_by",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="desk.person"
            ),
        ),
        migrations.AddIndex(
            "thread",
            models.Index(
                condition=models.Q(("close_asked_by__isnull", False), ("closed_at__isnull", True)),
                fields=["opened_at"],
                name="close_asked",
            ),
        ),
    ]
