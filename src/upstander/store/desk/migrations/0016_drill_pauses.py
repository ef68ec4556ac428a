"""A drill's clock can stand, and what is referred has a next owner."""

from django.db import migrations, models

PARTS = ("analyst", "second_reader", "desk_head", "decision_maker", "next_owner", "outsider")


class Migration(migrations.Migration):
    """Since when a drill is paused, when it was before, and the part of the next owner."""

    dependencies = [("desk", "0015_plans_kept")]

    operations = [
        migrations.AddField("drill", "paused_at", models.DateTimeField(null=True)),
        migrations.AddField("drill", "pauses", models.JSONField(default=list)),
        migrations.AlterField(
            "drillseat", "part", models.CharField(choices=[(part, part) for part in PARTS], max_length=20)
        ),
    ]
