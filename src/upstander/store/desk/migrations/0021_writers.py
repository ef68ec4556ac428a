"""An alert says who wrote its present version, and whether its deadlines were moved when it was issued."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, OuterRef, Subquery


def fill(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """Who wrote the present version is in the history: the first row of that version was theirs."""
    alerts = apps.get_model("desk", "Alert").objects
    rows = apps.get_model("desk", "HistoricalAlert").objects.filter(id=OuterRef("pk"), version=OuterRef("version"))
    alerts.filter(version=1).update(written_by=F("drafted_by"))
    alerts.exclude(version=1).update(written_by=Subquery(rows.order_by("history_id").values("history_user")[:1]))


class Migration(migrations.Migration):
    """Two columns, the first of them filled in from the history."""

    dependencies = [("desk", "0020_past_time")]

    operations = [
        migrations.AddField(
            "alert",
            "written_by",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            "historicalalert",
            "written_by",
            models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("alert", "deadlines_moved", models.BooleanField(default=False)),
        migrations.AddField("historicalalert", "deadlines_moved", models.BooleanField(default=False)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
