"""A hold may end by itself; and what is past its time is counted."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, one small table."""

    dependencies = [("desk", "0019_quick_inbox")]

    operations = [
        migrations.AddField("hold", "until", models.DateTimeField(null=True)),
        migrations.CreateModel(
            "PastTime",
            [
                (
                    "situation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="past_time",
                        serialize=False,
                        to="desk.situation",
                    ),
                ),
                ("records", models.PositiveIntegerField()),
            ],
        ),
    ]
