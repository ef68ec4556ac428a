import django.db.models.deletion
import upstander.store.desk.models.shapes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0009_roster")]

    operations = [
        migrations.AddField(
            model_name="historicalperson",
            name="exercise",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="person",
            name="exercise",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="Drill",
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
                ("case", models.CharField(max_length=60)),
                ("minutes", models.PositiveIntegerField()),
                ("opened_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(db_index=True, null=True)),
                ("cleared_at", models.DateTimeField(null=True)),
                ("by_itself", models.BooleanField(default=False)),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "situation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drill", to="desk.situation"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DrillSeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("analyst", "analyst"),
                            ("second_reader", "second_reader"),
                            ("desk_head", "desk_head"),
                            ("decision_maker", "decision_maker"),
                            ("outsider", "outsider"),
                        ],
                        max_length=20,
                    ),
                ),
                ("own", models.BooleanField(default=False)),
                ("joined_at", models.DateTimeField(null=True)),
                (
                    "drill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="desk.drill"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("drill", "part"), name="each_part_once"),
                    models.UniqueConstraint(fields=("drill", "person"), name="seated_once"),
                ],
            },
        ),
    ]
