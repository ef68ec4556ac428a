import django.db.models.deletion
import upstander.store.desk.models.shapes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0010_drills")]

    operations = [
        migrations.CreateModel(
            name="WarningOutcome",
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
                ("happened", models.BooleanField()),
                ("on", models.DateField()),
                ("source", models.TextField()),
                ("at", models.DateTimeField(db_index=True)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "alert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outcomes", to="desk.alert"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
