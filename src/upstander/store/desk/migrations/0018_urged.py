"""A graver grade at which the cause of a thread was heard again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Its hours count until a person grades the thread anew."""

    dependencies = [("desk", "0017_held_until")]

    operations = [
        migrations.AddField(
            "thread",
            "urged",
            models.CharField(
                choices=[("watch", "watch"), ("warning", "warning"), ("imminent", "imminent")], max_length=20, null=True
            ),
        ),
    ]
