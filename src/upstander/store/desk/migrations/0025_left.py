"""A step goes back to the ladder when its owner may not take it."""

from django.db import migrations, models

WHAT = ("called", "empty", "overdue", "lapsed", "exhausted", "warned", "outside", "border", "left")


class Migration(migrations.Migration):
    """One more thing that the ladder does by itself."""

    dependencies = [("desk", "0024_awaited")]

    operations = [
        migrations.AlterField(
            "ladderevent", "what", models.CharField(choices=[(word, word) for word in WHAT], max_length=20)
        ),
    ]
