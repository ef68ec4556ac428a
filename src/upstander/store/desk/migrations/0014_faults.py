from django.db import migrations, models

import upstander.store.desk.models.shapes


class Migration(migrations.Migration):
    dependencies = [("desk", "0013_roster_kept")]

    operations = [
        migrations.CreateModel(
            name="SetAside",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=upstander.store.desk.models.shapes.identifier,
                        editable=False,
                        max_length=12,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("on", models.CharField(max_length=120)),
                ("situation", models.CharField(blank=True, default="", max_length=12)),
                (
                    "status",
                    models.CharField(
                        choices=[("Actual", "Actual"), ("Exercise", "Exercise"), ("Test", "Test")],
                        default="Actual",
                        max_length=20,
                    ),
                ),
                ("error", models.CharField(max_length=100)),
                ("since", models.DateTimeField()),
                ("tries", models.PositiveIntegerField(default=1)),
                ("next_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                ("mended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("mended_at__isnull", True)), fields=("on",), name="set_aside_once"
                    )
                ],
            },
        ),
    ]
