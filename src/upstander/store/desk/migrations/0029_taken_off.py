"""An addressee can be taken off an issued alert: when, by whom, why."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Nobody has been taken off so far."""

    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ("desk", "0028_pressed")]

    operations = [
        migrations.AddField("recipient", "off_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "recipient",
            "off_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField("recipient", "off_reason", models.TextField(blank=True, default="")),
    ]
