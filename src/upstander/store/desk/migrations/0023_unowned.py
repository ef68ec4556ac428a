"""What rings on open figures waits for an answer, and a firing says whether it interrupted anybody."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What rang before asks nobody and counts as no interruption."""

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("desk", "0022_by_file")]

    operations = [
        migrations.AddField("triggerfiring", "told", models.BooleanField(default=False)),
        migrations.AddField("triggerfiring", "answer_by", models.DateTimeField(null=True)),
        migrations.AddField("triggerfiring", "dismissed_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "triggerfiring",
            "dismissed_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("triggerfiring", "dismissed_reason", models.TextField(blank=True, default="")),
        migrations.AddIndex(
            "triggerfiring",
            models.Index(
                condition=models.Q(("answer_by__isnull", False), ("dismissed_at__isnull", True)),
                fields=["answer_by"],
                name="rang_and_nobody_said",
            ),
        ),
    ]
