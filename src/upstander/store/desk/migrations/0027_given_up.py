"""When a message was given up, so that the watchdog rings over it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more time on each message."""

    dependencies = [("desk", "0026_first_steps")]

    operations = [migrations.AddField("delivery", "given_up_at", models.DateTimeField(null=True))]
