"""Clocks as they stood before what they are measured by changed, and what was said of each run of one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table, and the beginning of the run that a bottleneck belongs to; what was said before has none."""

    dependencies = [("desk", "0031_close_asked")]

    operations = [
        migrations.CreateModel(
            name="ClockRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("clock", models.CharField(max_length=20)),
                (
                    "grade",
                    models.CharField(
                        choices=[("watch", "watch"), ("warning", "warning"), ("imminent", "imminent")], max_length=20
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("took", models.DurationField()),
                ("target", models.DurationField(null=True)),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="clock_runs", to="desk.thread"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "clockrun", models.UniqueConstraint(fields=("thread", "clock", "began_at"), name="each_run_once")
        ),
        migrations.AddField("bottleneck", "began_at", models.DateTimeField(null=True)),
        migrations.RemoveConstraint("bottleneck", "one_bottleneck_a_clock"),
        migrations.AddConstraint(
            "bottleneck",
            models.UniqueConstraint(fields=("thread", "clock", "began_at"), name="one_bottleneck_a_run"),
        ),
    ]
